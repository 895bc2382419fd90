"""The page as a browser would hold it after the patches it was sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from reactfrag.protocol import (
    ROOT,
    Append,
    Insert,
    Move,
    Node,
    Op,
    Remove,
    Reset,
    Set,
    ShowToast,
    props,
)


@dataclass
class MirrorNode:
    """One element; ``children`` is ``None`` for a leaf."""

    id: int
    kind: str
    props: props.Props
    children: list[MirrorNode] | None = None

    def walk(self) -> Iterator[MirrorNode]:
        """Iterate over this element and all below it, in page order."""
        yield self
        for child in self.children or ():
            yield from child.walk()


@dataclass
class Mirror:
    """Applies patches as the browser does. Every misfit is an error."""

    nodes: dict[int, MirrorNode] = field(default_factory=dict)
    toasts: list[props.Toast] = field(default_factory=list)

    @property
    def root(self) -> MirrorNode:
        return self.nodes[ROOT]

    def apply(self, ops: Sequence[Op]) -> None:
        """Carry out ``ops`` in order."""
        for op in ops:
            self._apply(op)

    def touch(self, id: int, value: Any) -> None:
        """Let the user give the input ``id`` a value: the page shows it at once."""
        node = self.nodes.get(id)
        if node is not None and hasattr(node.props, "value"):
            node.props = msgspec.structs.replace(node.props, value=value)

    def to_node(self, id: int = ROOT) -> Node:
        """Return what stands at ``id`` in wire form, for comparison."""
        node = self.nodes[id]
        children = None if node.children is None else [self.to_node(c.id) for c in node.children]
        return Node(node.id, node.kind, node.props, children)

    def _apply(self, op: Op) -> None:
        match op:
            case Reset(root):
                self.nodes.clear()
                self._adopt(root)
            case Insert(parent, index, new):
                siblings = self._children(parent)
                assert 0 <= index <= len(siblings), op
                siblings.insert(index, self._adopt(new))
            case Remove(parent, id):
                node = self.nodes[id]
                self._children(parent).remove(node)
                for gone in list(node.walk()):
                    del self.nodes[gone.id]
            case Move(parent, id, index):
                node = self.nodes[id]
                siblings = self._children(parent)
                siblings.remove(node)
                assert 0 <= index <= len(siblings), op
                siblings.insert(index, node)
            case Set(id, fields):
                node = self.nodes[id]
                node.props = with_fields(node.props, fields)
            case Append(id, name, text):
                node = self.nodes[id]
                node.props = with_fields(node.props, {name: getattr(node.props, name) + text})
            case ShowToast(toast):
                self.toasts.append(toast)
            case _:
                raise AssertionError(op)

    def _children(self, id: int) -> list[MirrorNode]:
        children = self.nodes[id].children
        assert children is not None, f"element {id} has no children"
        return children

    def _adopt(self, node: Node) -> MirrorNode:
        assert node.id not in self.nodes, f"element {node.id} is on the page already"
        children = node.children
        adopted = MirrorNode(node.id, node.kind, node.props)
        self.nodes[node.id] = adopted
        if children is not None:
            adopted.children = [self._adopt(child) for child in children]
        return adopted


def with_fields(old: props.Props, fields: dict[str, Any]) -> props.Props:
    """Return ``old`` with the fields of a ``set`` operation; ``None`` is the default again."""
    defaults = {f.name: f.default for f in msgspec.structs.fields(old)}
    changes = {
        name: defaults[name] if value is None and defaults[name] is not msgspec.NODEFAULT else value
        for name, value in fields.items()
    }
    return msgspec.structs.replace(old, **changes)
