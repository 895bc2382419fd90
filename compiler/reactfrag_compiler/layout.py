"""Containers of the page: where they are made, and what is drawn in them.

A function may be called in the script and in a fragment alike, so a visit only
notes under which ``with`` it draws, as far as that is in the function itself; which
container that comes to is worked out afterwards, node by node.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from reactfrag_compiler import api
from reactfrag_compiler.values import (
    EMPTY,
    V_UNKNOWN,
    Box,
    Container,
    Context,
    Fragment,
    Value,
    Within,
)

MIXED = "unknown"
"""The container of a call that is not always in one of the same kind."""
_NO_WIDGETS = frozenset({"link_button", "ButtonColumn"})
"""They keep no value, and may stand anywhere."""


def entered_by(manager: Value, within: Within) -> Within:
    """The container of a ``with`` block's body.

    Parameters:
        manager: what the block enters.
        within: the container around it.
    """
    containers = frozenset(atom for atom in manager if isinstance(atom, Container))
    if containers:
        return containers if len(containers) == len(manager) else containers | V_UNKNOWN
    if not manager:
        # It has not arrived yet.
        return EMPTY
    if any(isinstance(atom, Box) for atom in manager):
        # A generator that may enter a container for its caller.
        return V_UNKNOWN
    return within


def note_drawn(
    ctx: Context, node: ast.AST, name: str, owner: Container | None, within: Within
) -> None:
    """Remember that a place draws an element, if it matters where.

    Parameters:
        name: of the element; ``with`` for a block that is entered.
        owner: the container whose method is called, if it is one.
        within: the container around the call.
    """
    if owner is not None:
        within = frozenset({owner})
    elif name not in api.WIDGETS:
        return
    ctx.drawn.setdefault((node, name), set()).add(within)


def surroundings(root: Context) -> dict[Context, set[Within]]:
    """For each function that a node runs, the containers that its calls stand in.

    Parameters:
        root: the context that stands for the node. ``None`` is the node's own place.
    """
    found: dict[Context, set[Within]] = {root: {None}}
    pending: list[tuple[Context, Within]] = [(root, None)]
    while pending:
        ctx, outer = pending.pop()
        places: dict[Context, set[Within]] = {}
        for (callee, _), within in ctx.entered.items():
            places.setdefault(callee, set()).update(settle(within, {outer}))
        for callee in ctx.calls:
            places.setdefault(callee, {outer})
        for callee, within in places.items():
            known = found.setdefault(callee, set())
            fresh = within - known
            known |= fresh
            pending.extend((callee, one) for one in fresh)
    return found


def settle(places: Iterable[Within], around: set[Within]) -> set[Within]:
    """What some places come to, where those that a function leaves open are ``around``."""
    found: set[Within] = set()
    for place in places:
        found |= around if place is None else {place}
    return found


def kind_of(places: set[Within]) -> str:
    """The kind of container that these places are in, ``""`` for a node's own place."""
    kinds: set[str] = set()
    for place in places:
        if place is None:
            kinds.add("")
        else:
            kinds |= {a.kind if isinstance(a, Container) else MIXED for a in place}
    return kinds.pop() if len(kinds) == 1 else (MIXED if kinds else "")


def is_outside(atom: Container, own: set[Context]) -> bool:
    """Whether a container is certainly made by none of a fragment's own functions.

    One that the fragment makes is its own, wherever it stands.

    Parameters:
        own: the contexts of the fragment.
    """
    return not atom.made_in & own


def allows_outside(fragment: Fragment) -> bool:
    """Whether a fragment says, or may say, ``outside="replace"``."""
    for site in fragment.makers:
        if not isinstance(site, ast.Call):
            continue
        for keyword in site.keywords:
            if keyword.arg is None:
                return True
            if keyword.arg == "outside":
                value = keyword.value
                return not (isinstance(value, ast.Constant) and value.value in (None, "accumulate"))
    return False


def is_widget(node: ast.AST, name: str) -> bool:
    """Whether a call of an element draws something that a user can change."""
    if name not in api.WIDGETS or name in _NO_WIDGETS:
        return False
    if name not in api.SELECTABLE:
        return True
    return isinstance(node, ast.Call) and any(
        keyword.arg in api.CALLBACKS and not _is_ignored(keyword.value) for keyword in node.keywords
    )


def _is_ignored(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value in (None, "ignore")
