"""Diagnostics about where fragments draw: widgets in outside containers, the sidebar."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reactfrag_compiler import api
from reactfrag_compiler.diagnostics import Diagnostic, Note
from reactfrag_compiler.facts import FUNCTIONS, Facts, position
from reactfrag_compiler.layout import allows_outside, is_outside, is_widget, surroundings
from reactfrag_compiler.values import EMPTY, Container, Context, Fragment, Value, Within


def check_layout(facts: Facts) -> Iterator[Diagnostic]:
    """RF109 and RF110. Only where every container that may be meant is an outside one."""
    seen: set[ast.AST] = set()
    for id_, fragment in facts.fragments.items():
        if allows_outside(fragment):
            continue
        own = facts.own[id_]
        around: dict[Context, set[Within]] | None = None
        for ctx in own:
            for (node, name), within in sorted(ctx.drawn.items(), key=lambda d: position(d[0][0])):
                if node in seen:
                    continue
                if _in_reported(facts, ctx, node, seen):
                    continue
                found = _sidebar(fragment, ctx, node, within)
                if found is None and is_widget(node, name):
                    around = around or surroundings(fragment.context)
                    found = _outside(
                        facts, fragment, ctx, node, name, _places(within, around[ctx]), own
                    )
                if found is not None:
                    seen.add(node)
                    yield found


def _in_reported(facts: Facts, ctx: Context, node: ast.AST, seen: set[ast.AST]) -> bool:
    """Whether a block around a call is reported already, for all that stands in it."""
    parents = facts.trees.of(ctx.module)
    around = parents.get(node)
    while around is not None and not isinstance(around, FUNCTIONS):
        if isinstance(around, (ast.With, ast.AsyncWith)) and any(
            item.context_expr in seen for item in around.items
        ):
            return True
        around = parents.get(around)
    return False


def _sidebar(
    fragment: Fragment, ctx: Context, node: ast.AST, within: set[Within]
) -> Diagnostic | None:
    for place in _places(within, set()):
        if place and all(isinstance(a, Container) and a.kind in api.PLACES for a in place):
            (kind,) = {a.kind for a in place if isinstance(a, Container)} or {"sidebar"}
            named = _owner(node)
            plain = isinstance(named, ast.Attribute) and named.attr == kind
            name = ast.unparse(named) if plain else kind
            return Diagnostic(
                "RF110",
                "error",
                f"{_who(fragment, ctx)} uses the {kind}, which is not its own to draw in",
                ctx.module.span(named),
                f"draw without it, and call the fragment there: `with {name}: {call_of(fragment)}`",
            )
    return None


def _outside(
    facts: Facts,
    fragment: Fragment,
    ctx: Context,
    node: ast.AST,
    name: str,
    places: set[Value],
    contexts: list[Context],
) -> Diagnostic | None:
    own = set(contexts)
    for place in places:
        if not place:
            continue
        containers = [a for a in place if isinstance(a, Container) and a.kind not in api.PLACES]
        if len(containers) < len(place) or not all(is_outside(a, own) for a in containers):
            continue
        assert isinstance(node, ast.Call)
        made = min(containers, key=lambda a: position(a.site or node))
        notes: tuple[Note, ...] = ()
        maker = next(iter(made.made_in), None)
        if made.site is not None and maker is not None:
            notes = (Note("the container is made here", maker.module.span(made.site)),)
        container = _container_name(facts, fragment, node)
        return Diagnostic(
            "RF109",
            "error",
            f"{_who(fragment, ctx)} draws a {name} in a container made outside of it",
            ctx.module.span(node),
            "draw it without the container, or make the container in the fragment; "
            f"to have all of it there: `with {container}: {call_of(fragment)}`",
            notes,
        )
    return None


def _places(within: set[Within], around: set[Within]) -> set[Value]:
    """The containers that one call draws in, a set of them for each way to get to it.

    Parameters:
        around: those of the function that it stands in.
    """
    named = [place for place in within if place is not None]
    if named:
        # One place in the source: any of these may be meant.
        return set() if None in within else {EMPTY.union(*named)}
    return {place for place in around if place is not None}


def _owner(node: ast.AST) -> ast.AST:
    """The container in ``container.button(...)``."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.value
    return node


def _who(fragment: Fragment, ctx: Context) -> str:
    name = f"the fragment {fragment.scope.name}"
    if ctx.scope is fragment.scope or not ctx.scope.is_function:
        return name
    called = "a function" if ctx.scope.name == "<lambda>" else ctx.scope.name
    return f"{called}, called by {name},"


def call_of(fragment: Fragment) -> str:
    """How a fragment is called, in a hint."""
    node = fragment.scope.node
    spec = getattr(node, "args", None)
    given = isinstance(spec, ast.arguments) and (spec.args or spec.posonlyargs or spec.vararg)
    return f"{fragment.scope.name}({'...' if given else ''})"


def _container_name(facts: Facts, fragment: Fragment, node: ast.AST) -> str:
    """The global variable that holds the container, if it is plain to see."""
    parents = facts.trees.of(fragment.module)
    found = [_owner(node)]
    around = parents.get(node)
    while around is not None and not isinstance(around, FUNCTIONS):
        if isinstance(around, (ast.With, ast.AsyncWith)):
            found += [item.context_expr for item in around.items]
        around = parents.get(around)
    cells = facts.result.machine.envs[fragment.module.name].env.cells
    for name in found:
        cell = cells.get(name.id) if isinstance(name, ast.Name) else None
        if cell is not None and any(isinstance(atom, Container) for atom in cell.value):
            return ast.unparse(name)
    return "container"
