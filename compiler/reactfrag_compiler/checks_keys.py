"""Diagnostics about keys that nobody reads, and about state used while importing."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reactfrag_compiler.analysis import helpers_of
from reactfrag_compiler.closest import Closest
from reactfrag_compiler.diagnostics import Diagnostic
from reactfrag_compiler.facts import Facts, position
from reactfrag_compiler.keys import Key, Keys
from reactfrag_compiler.source import MAIN, Module
from reactfrag_compiler.values import Context


def check_keys(facts: Facts, hints: set[str]) -> list[Diagnostic]:
    """RF108 and RF114.

    Parameters:
        hints: those of RF101. A key that one of them suggests is meant to be read.
    """
    return [*_unread(facts, hints), *_at_import(facts)]


def suggestion(name: str) -> str:
    """The hint that another key is meant."""
    return f"did you mean {name!r}?"


# --- written, never read ---


def _unread(facts: Facts, hints: set[str]) -> Iterator[Diagnostic]:
    """RF108. Only constant keys, in programs that read no key that is not known."""
    used: set[Key] = set()
    plain: set[Key] = set()
    written: dict[str, tuple[Module, ast.AST]] = {}
    for ctx in facts.contexts:
        for (node, mode, note), keys in ctx.accesses.items():
            if mode == "read" and not _is_for_writing(facts, ctx.module, node):
                used |= keys
                plain |= keys if note != "widget" else set()
            elif mode == "write" and all(key.is_name for key in keys):
                # Where others are meant as well, those that are known are not in the source.
                for key in keys:
                    first = written.get(key.parts[0])
                    if first is None or position(node) < position(first[1]):
                        written[key.parts[0]] = (ctx.module, node)
        if any(mode == "read" for _, mode, _ in ctx.unresolved - ctx.accesses.keys()):
            return
    if any(key.is_any for key in used):
        return
    names = sorted(key.parts[0] for key in plain if key.is_name and key.parts[0] not in written)
    closest = Closest(names)
    both = Closest(sorted(key.parts[0] for key in plain if key.is_name and key.parts[0] in written))
    known = Keys(used)
    for name in sorted(written):
        module, node = written[name]
        if suggestion(name) in hints or known.meet(Key.name(name)):
            continue
        close = closest.to(name)
        hint = (
            suggestion(close) if close else "read it where it is meant to be used, or delete this"
        )
        slip = None if close else both.to(name, slip=True)
        yield Diagnostic(
            "RF108",
            "warning",
            f"the key {name!r} is written here, and nothing reads it",
            module.span(node),
            f"{suggestion(slip)} If not, {hint}" if slip else hint,
        )


def _is_for_writing(facts: Facts, module: Module, node: ast.AST) -> bool:
    """Whether a read only serves to write the same key."""
    if isinstance(node, (ast.Attribute, ast.Subscript)):
        # The target of an augmented assignment.
        return not isinstance(node.ctx, ast.Load)
    parents = facts.trees.of(module)
    around = parents.get(node)
    if isinstance(node, ast.Call):
        function = node.func
        return (
            isinstance(function, ast.Attribute)
            and function.attr == "setdefault"
            and isinstance(around, ast.Expr)
        )
    if isinstance(node, ast.Compare):
        if isinstance(around, ast.UnaryOp):
            node, around = around, parents.get(around)
        return (
            isinstance(around, ast.If)
            and around.test is node
            and not around.orelse
            and all(_is_state_assignment(statement) for statement in around.body)
        )
    return False


def _is_state_assignment(statement: ast.stmt) -> bool:
    """``state.key = ...`` or ``state["key"] = ...``, whatever the state is called."""
    return isinstance(statement, ast.Assign) and all(
        isinstance(target, (ast.Attribute, ast.Subscript)) for target in statement.targets
    )


# --- while importing ---


def _at_import(facts: Facts) -> Iterator[Diagnostic]:
    """RF114. Once for each statement of a local module that leads there."""
    imports = facts.result.machine.module_contexts
    others = set(imports.values())
    leading = facts.callers_of({ctx for ctx in facts.contexts if ctx.accesses})
    for name, root in imports.items():
        if name == MAIN:
            continue
        places: dict[ast.AST, set[Key]] = {}
        for node, _, keys in _touched(root):
            places.setdefault(node, set()).update(keys)
        for callee, node in root.calls.items():
            if callee not in others and callee in leading:
                for ctx in helpers_of(callee):
                    for _, _, keys in _touched(ctx):
                        places.setdefault(node, set()).update(keys)
        lines: set[int] = set()
        for node in sorted(places, key=position):
            line = position(node)[0]
            if line in lines:
                continue
            lines.add(line)
            named = sorted(repr(str(key)) for key in places[node] if not key.is_any)
            what = f" ({', '.join(named[:3])})" if named else ""
            yield Diagnostic(
                "RF114",
                "warning",
                f"session state{what} is used while {root.module.path.name} is imported",
                root.module.span(node),
                "a module is imported once for the whole server: only the first session gets "
                "here. Put it into a function that the script calls",
            )


def _touched(ctx: Context) -> Iterator[tuple[ast.AST, str, set[Key]]]:
    for (node, mode, _), keys in ctx.accesses.items():
        yield node, mode, keys
