"""How often one run of a node calls a fragment from one place."""

from __future__ import annotations

import ast
from collections import Counter, deque
from typing import Literal

from reactfrag_compiler.effect_notes import Callback
from reactfrag_compiler.scopes import Scope
from reactfrag_compiler.values import Context, Fragment

Times = Literal["once", "many", "unknown"]

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Multiplicity:
    """Tells call sites apart by how often they are passed; loops are found once a function."""

    def __init__(self) -> None:
        self._loops: dict[Scope, set[ast.AST]] = {}

    def of(self, root: Context, fragment: Fragment | None) -> dict[tuple[Fragment, ast.AST], Times]:
        """Each place of a node that calls a fragment, and how often.

        Parameters:
            root: the context that stands for the node.
            fragment: its fragment; None for the app node.
        """
        contexts = _contexts(root)
        if not any(ctx.fragment_calls for ctx in contexts):
            return {}
        often = self._often(root, contexts, fragment)
        found: dict[tuple[Fragment, ast.AST], Times] = {}
        for ctx in contexts:
            for place in ctx.fragment_calls:
                times = _most(often[ctx], self._at(ctx, place[1]))
                if place in found:
                    times = _most("many", times, found[place])
                found[place] = times
        return found

    def _often(
        self, root: Context, contexts: list[Context], fragment: Fragment | None
    ) -> dict[Context, Times]:
        """How often each context is entered."""
        edges: dict[Context, list[tuple[Context, ast.AST]]] = {}
        arrivals: Counter[Context] = Counter()
        for ctx in contexts:
            for callee, node in ctx.notes.edges:
                edges.setdefault(ctx, []).append((callee, node))
                # One call of the node is one entry, under whichever arguments.
                if not (ctx is root and fragment is not None):
                    arrivals[callee] += 1
        often: dict[Context, Times] = dict.fromkeys(contexts, "once")
        if arrivals[root]:
            often[root] = "many"
        queue = deque(contexts)
        for ctx in contexts:
            if arrivals[ctx] > 1:
                often[ctx] = "many"
        while queue:
            ctx = queue.popleft()
            for callee, node in edges.get(ctx, ()):
                if callee not in often:
                    continue
                times = _most(often[ctx], often[callee], self._at(ctx, node))
                if isinstance(callee, Callback):
                    times = "unknown"
                if callee is ctx:
                    times = _most("many", times)
                if times != often[callee]:
                    often[callee] = times
                    queue.append(callee)
        return often

    def _at(self, ctx: Context, node: ast.AST) -> Times:
        """How often one run of a context passes a place."""
        loose = ctx.notes.loose.get(node)
        if loose == "unknown":
            return "unknown"
        if loose == "many":
            return "many"
        loops = self._loops.get(ctx.scope)
        if loops is None:
            loops = self._loops[ctx.scope] = _in_loops(ctx.scope.node)
        return "many" if node in loops else "once"


def _most(*times: Times) -> Times:
    if "unknown" in times:
        return "unknown"
    return "many" if "many" in times else "once"


def _contexts(root: Context) -> list[Context]:
    found = [root]
    seen = {root}
    for ctx in found:
        for callee in ctx.calls:
            if callee not in seen:
                seen.add(callee)
                found.append(callee)
    return found


def _in_loops(scope: ast.AST) -> set[ast.AST]:
    """The nodes that a loop or a comprehension of a function repeats."""
    found: set[ast.AST] = set()
    pending: list[tuple[ast.AST, bool]] = [(node, False) for node in _body(scope)]
    while pending:
        node, inside = pending.pop()
        if inside:
            found.add(node)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            # Its body is another scope's; its defaults and decorators are evaluated here.
            arguments = node.args
            parts = [*arguments.defaults, *(d for d in arguments.kw_defaults if d is not None)]
            if not isinstance(node, ast.Lambda):
                parts += node.decorator_list
            pending.extend((part, inside) for part in parts)
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            pending.append((node.iter, inside))
            pending.extend((part, True) for part in (node.target, *node.body))
            pending.extend((part, inside) for part in node.orelse)
        elif isinstance(node, ast.While):
            pending.extend((part, True) for part in (node.test, *node.body))
            pending.extend((part, inside) for part in node.orelse)
        elif isinstance(node, _COMPREHENSIONS):
            pending.append((node.generators[0].iter, inside))
            first = node.generators[0]
            repeated: list[ast.AST] = [
                part for part in ast.iter_child_nodes(node) if part is not first
            ]
            pending.extend((part, True) for part in (*repeated, *first.ifs))
        else:
            pending.extend((part, inside) for part in ast.iter_child_nodes(node))
    return found


def _body(scope: ast.AST) -> list[ast.AST]:
    if isinstance(scope, ast.Lambda):
        return [scope.body]
    return list(getattr(scope, "body", []))
