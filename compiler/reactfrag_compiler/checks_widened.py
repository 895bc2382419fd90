"""RF115: accesses whose key is not known, what makes it so, and what to do about it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reactfrag_compiler.analysis import RawAccess
from reactfrag_compiler.diagnostics import Diagnostic, Note
from reactfrag_compiler.edges import APP
from reactfrag_compiler.effect_notes import text_of
from reactfrag_compiler.facts import FUNCTIONS, LOOPS, Facts, position
from reactfrag_compiler.source import MAIN, Module

_BY_FIRST = frozenset({"get", "pop", "setdefault", "__getitem__", "__setitem__", "__delitem__",
                       "__contains__", "__getattr__", "__setattr__", "__delattr__"})  # fmt: skip
_BY_NAME = frozenset({"getattr", "setattr", "hasattr", "delattr"})
_CONSEQUENCE = {
    frozenset({"read"}): "counts as reading every key: it runs again when any of them changes, and "
    "no key is reported as unread",
    frozenset(
        {"write"}
    ): "counts as writing every key: all that reads one runs again after it, and "
    "no key is reported as unwritten",
    frozenset({"delete"}): "counts as deleting every key: all that reads one runs again after it",
}
_AT_TOP = {
    frozenset({"read"}): "counts as reading every key: no key is ever reported as unread",
}
_ALL = "counts as reading and writing every key, and no key is reported as unread or unwritten"


def widened(facts: Facts) -> Iterator[Diagnostic]:
    """RF115. Once for each place, whichever nodes it belongs to."""
    if facts.result.gave_up:
        main = facts.modules[MAIN]
        yield Diagnostic(
            "RF115",
            "info",
            "this program is too entangled to be followed: each of its fragments counts as "
            "reading and writing every key",
            main.span(ast.Pass(lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)),
            "split up functions that call each other with ever different functions or containers",
        )
        return
    places: dict[ast.AST, list[tuple[str, RawAccess]]] = {}
    for id_, accesses in facts.raw.items():
        for access in accesses:
            if access.key.is_any:
                places.setdefault(access.node, []).append((id_, access))
    for node, found in places.items():
        if not _is_clear(node):
            yield _describe(facts, node, found)


def _is_clear(node: ast.AST) -> bool:
    """``clear()`` deletes every key because it says so."""
    function = node.func if isinstance(node, ast.Call) else None
    return isinstance(function, ast.Attribute) and function.attr == "clear"


def _describe(facts: Facts, node: ast.AST, found: list[tuple[str, RawAccess]]) -> Diagnostic:
    id_ = found[0][0]
    access = found[0][1]
    module = access.module
    modes = frozenset(one.mode for other, one in found if other == id_)
    who = "the top level" if id_ == APP else f"the fragment {facts.nodes[id_].title}"
    outcomes = {**_CONSEQUENCE, **_AT_TOP} if id_ == APP else _CONSEQUENCE
    outcome = f"{who} {outcomes.get(modes, _ALL)}"
    key = _key_of(node)
    if key is not None:
        text = _short(key)
        verb = (
            "touches"
            if len(modes) > 1
            else {"read": "reads", "write": "writes"}.get(min(modes), "deletes")
        )
        notes = tuple(_origin(facts, module, key))
        return Diagnostic(
            "RF115",
            "info",
            f"this {verb} a key that is not known before the script runs: {text}",
            module.span(key),
            f"{outcome}. Begin the key with a constant, as in {_pattern(key)}, or take it from "
            "a list of constants",
            notes,
        )
    if {"read", "write", "delete"} <= modes:
        called = _short(node.func) if isinstance(node, ast.Call) else "code"
        return Diagnostic(
            "RF115",
            "info",
            f"session_state goes to {called}, which cannot be followed",
            module.span(node),
            f"{outcome}. Pass the values that it needs instead",
        )
    return Diagnostic(
        "RF115",
        "info",
        "this looks at the whole session state"
        if modes == {"read"}
        else "this may touch any key of the session state",
        module.span(node),
        f"{outcome}. Name the keys that are needed",
    )


def _key_of(node: ast.AST) -> ast.expr | None:
    """The expression that names the key of an access."""
    if isinstance(node, ast.Subscript):
        return None if isinstance(node.slice, ast.Slice) else node.slice
    if isinstance(node, ast.Compare):
        return node.left
    if not isinstance(node, ast.Call):
        return None
    for keyword in node.keywords:
        if keyword.arg == "key":
            return keyword.value
    function, args = node.func, node.args
    if isinstance(function, ast.Attribute) and function.attr in _BY_FIRST and args:
        return args[0]
    if isinstance(function, ast.Name) and function.id in _BY_NAME and len(args) > 1:
        return args[1]
    return None


def _short(node: ast.AST) -> str:
    return f"`{text_of(node)}`"


def _pattern(key: ast.expr) -> str:
    inner = text_of(key)
    if len(inner) > 20 or "{" in inner or '"' in inner or "'" in inner:
        inner = "name"
    return f'`f"item_{{{inner}}}"`'


def _origin(facts: Facts, module: Module, key: ast.expr) -> Iterator[Note]:
    """Where the name in a key gets its value."""
    called = {n.func for n in ast.walk(key) if isinstance(n, ast.Call)}
    names = [n.id for n in ast.walk(key) if isinstance(n, ast.Name) and n not in called]
    if not names:
        return
    name = names[0] if isinstance(key, ast.Name) else names[-1]
    function = _function_around(facts, module, key)
    body = function if function is not None else module.tree
    if isinstance(function, FUNCTIONS):
        for argument in ast.walk(function.args):
            if isinstance(argument, ast.arg) and argument.arg == name:
                yield Note(f"{name} is given by the caller", module.span(argument))
                return
    sources = sorted(_bindings(body, name), key=position)
    if sources:
        yield Note(f"{name} gets its value here", module.span(sources[-1]))


def _function_around(facts: Facts, module: Module, node: ast.AST) -> ast.AST | None:
    parents = facts.trees.of(module)
    around = parents.get(node)
    while around is not None and not isinstance(around, FUNCTIONS):
        around = parents.get(around)
    return around


def _bindings(body: ast.AST, name: str) -> Iterator[ast.AST]:
    for node in ast.walk(body):
        if isinstance(node, ast.Assign):
            targets: list[ast.expr] = node.targets
        elif isinstance(node, (*LOOPS, ast.comprehension, ast.NamedExpr, ast.AugAssign)):
            targets = [node.target]
        else:
            continue
        if any(
            isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Store)
            for target in targets
            for part in ast.walk(target)
        ):
            yield node.iter if isinstance(node, (*LOOPS, ast.comprehension)) else node.value
