"""Bringing a parsed module up to date with an edit, by parsing only what changed.

The tree of the module is changed in place, so that what the analysis knows by AST node
stays known: statements that are the same keep their nodes (with new line numbers), and
of a statement that is another as many parts as have the same shape.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import cast

from reactfrag_compiler.emit import show_bare_expressions
from reactfrag_compiler.scopes import FunctionNode, Scope, adopt, function_scope
from reactfrag_compiler.source import MAIN, Module, Placed, digest_of

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_LINE_ENDS = re.compile("[\r\f\v\0\x1c-\x1e\x85\u2028\u2029]")
"""Characters that not everybody agrees on to end a line."""
_IMPORTS_BY_NAME = re.compile("import_module|__import__")
"""With these any text may name a module."""
_POSITIONS = ("lineno", "col_offset", "end_lineno", "end_col_offset")


@dataclass(slots=True)
class Edit:
    """How to get from one text of a module to another; applied once."""

    module: Module
    text: str
    function: tuple[FunctionNode, FunctionNode] | None
    """The function whose body is another, before and after; None when nothing means another."""
    old: list[ast.stmt]
    """The statements at the top level that the edit touches."""
    new: list[ast.stmt]
    below: list[ast.stmt]
    """Those after them, which only move."""
    lines: int
    """By how many lines they move."""
    applied: bool = False

    def scope(self) -> Scope:
        """The scope of the function that is another."""
        assert self.function is not None
        target = self.function[0]
        pending = [self.module.scope]
        while pending:
            scope = pending.pop()
            if target in scope.children:
                return scope.children[target]
            pending.extend(scope.children.values())
        raise LookupError(target)

    def apply(self) -> None:
        """Change the module, its tree and its scopes to what the new text says."""
        self.applied = True
        scope = None if self.function is None else self.scope()
        for before, after in zip(self.old, self.new, strict=True):
            known = self.module.forget_parents(before)
            _morph(before, after)
            if known:
                self.module.find_parents(before)
            self.module.walks.pop(before, None)
        if self.lines:
            for statement in self.below:
                _move(self.module, statement, self.lines)
        self.module.replace_text(self.text, digest_of(self.text))
        if scope is not None:
            adopt(scope, function_scope(scope))


def plan_edit(module: Module, text: str) -> Edit | None:
    """How to make a module's tree that of another text, None when it has to be parsed anew.

    Only for edits within the body of one function, and those that change no code.
    """
    if _LINE_ENDS.search(text) or _LINE_ENDS.search(module.text):
        return None
    if _IMPORTS_BY_NAME.search(text) or _IMPORTS_BY_NAME.search(module.text):
        return None
    before, after = module.text.split("\n"), text.split("\n")
    same = _common(before, after)
    tail = _common(before[same:][::-1], after[same:][::-1])
    body = module.tree.body
    first, last = _touched(body, same, len(before) - tail)
    if not _stand_alone(body, first, last, before):
        return None
    old = body[first:last]
    start = _start(old[0]) if first else 1
    stop = _start(body[last]) - 1 if last < len(body) else len(before)
    lines = len(after) - len(before)
    new = _parse(module, after[start - 1 : stop + lines], start, is_first=first == 0)
    if new is None or len(new) != len(old):
        return None
    differing = [pair for pair in zip(old, new, strict=True) if not _alike(*pair)]
    function = None
    if differing:
        function = _function_in(*differing[0])
        if len(differing) > 1 or function is None or _imports(*function):
            return None
    return Edit(module, text, function, old, new, body[last:], lines)


def _common(before: list[str], after: list[str]) -> int:
    """How many lines two texts begin with that are the same."""
    count = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        count += 1
    return count


def _start(statement: ast.stmt) -> int:
    decorators = getattr(statement, "decorator_list", None)
    return min(statement.lineno, decorators[0].lineno) if decorators else statement.lineno


def _touched(body: list[ast.stmt], same: int, changed: int) -> tuple[int, int]:
    """The statements from the last that begins in the lines above an edit to those below it.

    Parameters:
        body: the statements at the top level.
        same: how many lines there are above the edit.
        changed: the last line of what the edit replaces.
    """
    first = 0
    last = len(body)
    for index, statement in enumerate(body):
        start = _start(statement)
        if start <= same:
            first = index
        if start > changed:
            last = index
            break
    return first, last


def _stand_alone(body: list[ast.stmt], first: int, last: int, lines: list[str]) -> bool:
    """Whether the statements share no line with those around them."""
    for index in (first, last):
        if index == len(body):
            continue
        statement = body[index]
        start = _start(statement)
        if index and (body[index - 1].end_lineno or 0) >= start:
            return False
        decorated = start != statement.lineno
        if statement.col_offset or (decorated and not lines[start - 1].startswith("@")):
            return False
    return True


def _parse(
    module: Module, lines: list[str], start: int, *, is_first: bool
) -> list[ast.stmt] | None:
    try:
        tree = ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        # Parsing the whole says where.
        return None
    if module.name == MAIN:
        if not is_first:
            # What stands first may be a docstring; this does not.
            tree.body.insert(0, ast.Pass())
        show_bare_expressions(tree)
        if not is_first:
            del tree.body[0]
    for statement in tree.body:
        for node in _placed(statement):
            node.lineno += start - 1
            node.end_lineno += start - 1
    return tree.body


def _alike(one: ast.AST, other: ast.AST) -> bool:
    return ast.dump(one) == ast.dump(other)


def _function_in(old: ast.stmt, new: ast.stmt) -> tuple[FunctionNode, FunctionNode] | None:
    """The one function whose body differs in two statements, None when more than that does."""
    if isinstance(old, _FUNCTIONS) and isinstance(new, _FUNCTIONS):
        return (old, new) if old.__class__ is new.__class__ and _same_head(old, new) else None
    if isinstance(old, ast.ClassDef) and isinstance(new, ast.ClassDef):
        if len(old.body) != len(new.body) or not _same_head(old, new):
            return None
        differing = [p for p in zip(old.body, new.body, strict=True) if not _alike(*p)]
        return _function_in(*differing[0]) if len(differing) == 1 else None
    return None


def _imports(old: ast.AST, new: ast.AST) -> bool:
    """Whether two functions may import different modules."""
    kinds = (ast.Import, ast.ImportFrom)
    found = [
        [ast.dump(node) for node in ast.walk(root) if isinstance(node, kinds)]
        for root in (old, new)
    ]
    return found[0] != found[1]


def _same_head(old: ast.stmt, new: ast.stmt) -> bool:
    """Whether two definitions are alike but for what is in their bodies."""
    for name in old._fields:
        if name != "body":
            one, other = getattr(old, name), getattr(new, name)
            if not isinstance(one, list):
                one, other = [one], [other]
            if len(one) != len(other):
                return False
            for a, b in zip(one, other, strict=True):
                same = _alike(a, b) if isinstance(a, ast.AST) and isinstance(b, ast.AST) else a == b
                if not same:
                    return False
    return True


# --- changing a tree ---


def _morph(old: ast.AST, new: ast.AST) -> None:
    """Make a node that of another tree, keeping it and its parts where the kinds are the same."""
    for name in _POSITIONS:
        if hasattr(new, name):
            setattr(old, name, getattr(new, name))
    for name in old._fields:
        before, after = getattr(old, name, None), getattr(new, name, None)
        if isinstance(before, list) and isinstance(after, list):
            setattr(old, name, _morph_list(before, after))
        elif _same_kind(before, after):
            assert isinstance(before, ast.AST)
            assert isinstance(after, ast.AST)
            _morph(before, after)
        else:
            setattr(old, name, after)


def _same_kind(one: object, other: object) -> bool:
    return isinstance(one, ast.AST) and one.__class__ is other.__class__


def _morph_list(old: list[ast.AST], new: list[ast.AST]) -> list[ast.AST]:
    if not old or not isinstance(old[0], ast.AST):
        return new
    if len(old) == len(new) and all(map(_same_kind, old, new)):
        differing = [i for i, pair in enumerate(zip(old, new, strict=True)) if not _alike(*pair)]
        if len(differing) < 2:
            for one, other in zip(old, new, strict=True):
                _morph(one, other)
            return old
    before = [ast.dump(node) if isinstance(node, ast.AST) else node for node in old]
    after = [ast.dump(node) if isinstance(node, ast.AST) else node for node in new]
    result = list(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag in ("equal", "replace"):
            for one, index in zip(old[i:i_end], range(j, j_end), strict=False):
                if _same_kind(one, new[index]):
                    _morph(one, new[index])
                    result[index] = one
    return result


def _placed(root: ast.AST) -> list[Placed]:
    return [cast(Placed, node) for node in ast.walk(root) if "lineno" in node._attributes]


def _move(module: Module, statement: ast.stmt, lines: int) -> None:
    walk = module.walks.get(statement)
    if walk is None:
        walk = module.walks[statement] = _placed(statement)
    for node in walk:
        node.lineno += lines
        node.end_lineno += lines
