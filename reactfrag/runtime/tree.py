"""The element tree of a session, as a flat mapping of frozen elements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from reactfrag.protocol import MAIN, ROOT, SIDEBAR, Node
from reactfrag.protocol.props import App, DataProps, Main, Props, Sidebar, VegaLite


class Element(msgspec.Struct, frozen=True):
    """One element as it stands. Blocks have children, leaves have ``None``."""

    id: int
    parent: int
    """The id of the block it stands in; the root is its own parent."""
    ident: int
    """What it is known by within its parent, from one run to the next."""
    props: Props
    children: tuple[int, ...] | None = None


Tree = dict[int, Element]
"""Element by id. Owned by a session; read-only to everything else."""


def new_tree() -> Tree:
    """Return a page with nothing on it."""
    return {
        ROOT: Element(ROOT, ROOT, ROOT, App(), (MAIN, SIDEBAR)),
        MAIN: Element(MAIN, ROOT, MAIN, Main(), ()),
        SIDEBAR: Element(SIDEBAR, ROOT, SIDEBAR, Sidebar(), ()),
    }


def to_node(tree: Mapping[int, Element], id: int) -> Node:
    """Return the element ``id`` with all below it, in wire form."""
    element = tree[id]
    children = element.children
    return Node(
        id,
        element.props.kind,
        element.props,
        None if children is None else [to_node(tree, child) for child in children],
    )


def subtree(tree: Mapping[int, Element], id: int) -> Iterator[Element]:
    """Iterate over the element ``id`` and all below it, parents first."""
    stack = [id]
    while stack:
        element = tree[stack.pop()]
        yield element
        if element.children:
            stack.extend(reversed(element.children))


def payload_of(props: Props) -> str | None:
    """Return the hash of the table that ``props`` refers to, if any."""
    if isinstance(props, DataProps):
        return props.data.sha
    if isinstance(props, VegaLite) and props.data is not None:
        return props.data.sha
    return None
