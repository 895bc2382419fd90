"""Reads of the top level that fail in the first run: what sets their key needs an event."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reactfrag_compiler.analysis import RawAccess
from reactfrag_compiler.edges import APP
from reactfrag_compiler.facts import FUNCTIONS, Facts, in_body, position
from reactfrag_compiler.keys import Key
from reactfrag_compiler.source import MAIN, Module
from reactfrag_compiler.values import Context

_PRESSED = frozenset({"button", "form_submit_button", "download_button", "chat_input"})
"""Widgets that give nothing before an event, whatever the session state holds."""
_ENDS = frozenset({"stop", "rerun", "experimental_rerun", "switch_page", "exit", "quit", "_exit"})
_MUTATIONS = frozenset({"in place", "maybe in place"})


def failing_reads(facts: Facts, keys: set[Key]) -> dict[Key, RawAccess]:
    """The first read of each key that is sure to be reached while the key is missing.

    Parameters:
        keys: constant keys that fragments write.
    """
    # What stands around a node is dear to find: most programs set their keys first.
    settled = {
        raw.key
        for raw in facts.raw[APP]
        if (raw.mode == "read" and not _is_plain(raw.node)) or raw.mode == "write"
        if raw.note not in _MUTATIONS
    }
    keys = keys - settled
    found: dict[Key, RawAccess] = {}
    for raw in facts.raw[APP]:
        if raw.key in keys and raw.mode == "read" and not raw.note and _is_reached(facts, raw):
            known = found.get(raw.key)
            if known is None or position(raw.node) < position(known.node):
                found[raw.key] = raw
    if not found or _may_end(facts):
        return {}
    pressed = {node for ctx in facts.contexts for node, name in ctx.drawn if name in _PRESSED}
    return {key: raw for key, raw in found.items() if _waits(facts, key, pressed)}


# --- the read ---


def _is_reached(facts: Facts, raw: RawAccess) -> bool:
    """Whether the script raises here when the key is missing, on every way."""
    node = raw.node
    if raw.module.name != MAIN or not isinstance(node, (ast.Attribute, ast.Subscript)):
        return False
    if not isinstance(node.ctx, ast.Load):
        return False
    child: ast.AST = node
    for around in _around(facts, raw.module, node):
        if not _passes(around, child):
            return False
        child = around
    return isinstance(child, ast.Module)


def _passes(around: ast.AST, child: ast.AST) -> bool:
    """Whether a part of a node is evaluated whenever the node is."""
    match around:
        case ast.If(test=first) | ast.While(test=first) | ast.IfExp(test=first):
            return child is first
        case ast.For(iter=first) | ast.Match(subject=first):
            return child is first
        case ast.BoolOp(values=[first, *_]) | ast.Compare(left=first) | ast.Assert(test=first):
            return child is first
        case ast.With(items=items):
            return not any("suppress" in ast.unparse(item.context_expr) for item in items)
        case ast.withitem() | ast.keyword() | ast.Module() | ast.FormattedValue():
            return True
    return isinstance(around, (ast.expr, ast.stmt)) and not isinstance(around, _ASIDE)


_ASIDE = (
    *FUNCTIONS, ast.ClassDef, ast.Try, ast.TryStar, ast.ListComp, ast.SetComp, ast.DictComp,
    ast.GeneratorExp, ast.AsyncFor, ast.AsyncWith,
)  # fmt: skip


def _may_end(facts: Facts) -> bool:
    """Whether code outside of fragments may end the run, perhaps before the read."""
    own = {fragment.scope.node for fragment in facts.fragments.values()}
    for module in facts.modules.values():
        pending: list[ast.AST] = [module.tree]
        while pending:
            node = pending.pop()
            if node in own:
                continue
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
                if name in _ENDS:
                    return True
            pending.extend(ast.iter_child_nodes(node))
    return False


# --- the writes ---


def _waits(facts: Facts, key: Key, pressed: set[ast.AST]) -> bool:
    """Whether nothing asks for the key, and all that sets it comes after an event."""
    fragments = {node for id_ in facts.fragments for node in _touching(facts.raw[id_], key)}
    roots = [facts.result.app, *(fragment.context for fragment in facts.fragments.values())]
    at_once = {node for root in roots for node in in_body(root)}
    own = set(facts.own[APP])
    for ctx in facts.contexts:
        for node, mode, note, met in _accesses(ctx, key):
            if mode == "read":
                if note == "widget" or (ctx in own and not _is_plain(node)):
                    return False
            elif mode == "write" and note not in _MUTATIONS:
                if not met or note or node not in fragments:
                    return False
                if node in at_once and not _is_pressed(facts, ctx, node, pressed):
                    return False
    return True


def _touching(accesses: list[RawAccess], key: Key) -> Iterator[ast.AST]:
    for raw in accesses:
        if raw.mode == "write" and raw.key == key:
            yield raw.node


def _accesses(ctx: Context, key: Key) -> Iterator[tuple[ast.AST, str, str, bool]]:
    """What may touch the key, and whether it touches no other; what is unknown may."""
    for (node, mode, note), keys in ctx.accesses.items():
        if any(key.overlaps(other) for other in keys):
            yield node, mode, note, keys == {key}
    for node, mode, note in ctx.unresolved - ctx.accesses.keys():
        yield node, mode, note, False


def _is_plain(node: ast.AST) -> bool:
    return isinstance(node, (ast.Attribute, ast.Subscript))


def _is_pressed(facts: Facts, ctx: Context, node: ast.AST, pressed: set[ast.AST]) -> bool:
    """Whether a statement stands below ``if button(...):``, or a name for that."""
    child = node
    around = list(_around(facts, ctx.module, node))
    function = next((one for one in around if isinstance(one, FUNCTIONS)), None)
    for one in around:
        if one is function:
            return False
        if isinstance(one, ast.If) and child in one.body:
            tests = one.test.values if isinstance(one.test, ast.BoolOp) else [one.test]
            both = not isinstance(one.test, ast.BoolOp) or isinstance(one.test.op, ast.And)
            if both and any(_is_press(test, function, pressed) for test in tests):
                return True
        child = one
    return False


def _is_press(test: ast.expr, function: ast.AST | None, pressed: set[ast.AST]) -> bool:
    if isinstance(test, ast.NamedExpr):
        test = test.value
    if isinstance(test, ast.Name) and function is not None:
        stores = [
            one
            for one in ast.walk(function)
            if isinstance(one, ast.Name) and one.id == test.id and isinstance(one.ctx, ast.Store)
        ]
        given = [
            one.value
            for one in ast.walk(function)
            if isinstance(one, ast.Assign) and one.targets == stores
        ]
        return len(stores) == 1 and len(given) == 1 and given[0] in pressed
    return test in pressed


def _around(facts: Facts, module: Module, node: ast.AST) -> Iterator[ast.AST]:
    """What a node stands in, from the inside outwards."""
    parents = facts.trees.of(module)
    parent = parents.get(node)
    while parent is not None:
        yield parent
        parent = parents.get(parent)
