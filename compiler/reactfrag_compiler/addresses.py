"""Addresses: the text and the hash of an object that has none of its own differ each time."""

from __future__ import annotations

import ast

from reactfrag_compiler.classes import lookup
from reactfrag_compiler.effect_notes import note, text_of
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.values import (
    ADDRESS,
    Atom,
    Bound,
    Box,
    ClassAtom,
    Closure,
    Fragment,
    Held,
    Instance,
    Partial,
    Value,
)

_FUNCTIONS = (Closure, Bound, Fragment, Partial)
_MAKERS_OF_TEXT = frozenset({"dataclass", "define", "frozen", "mutable", "attrs", "s"})
"""Decorators of classes that give them a text and a comparison."""


def show(frame: Frame, node: ast.AST, value: Value) -> None:
    """Values are turned into text, and so is what they hold."""
    if any(_has_address(frame, atom, ("__repr__", "__str__")) for atom in _inside(frame, value)):
        what = f"the text of `{text_of(node)}` has an address in it, which differs each time"
        note(frame, "random", node, what)


def hash_of(frame: Frame, node: ast.AST, value: Value) -> None:
    """The hashes of values are used: for their order in a set, or as numbers."""
    if any(_has_address(frame, atom, ("__hash__", "__eq__")) for atom in value):
        what = f"`{text_of(node)}` depends on addresses, which differ each time"
        note(frame, "random", node, what)


def _inside(frame: Frame, value: Value) -> Value | set[Atom]:
    if not any(isinstance(atom, (Box, Held)) for atom in value):
        return value
    held = frozenset[Atom]().union(
        *(frame.machine.content(frame, atom.key) for atom in value if isinstance(atom, Held))
    )
    boxes = frozenset(atom for atom in value if isinstance(atom, Box))
    return value | reachable_text(frame, boxes | held)


def reachable_text(frame: Frame, value: Value) -> set[Atom]:
    """What is shown with a value: what its containers hold, but not what other objects do."""
    if not frame.machine.classes:
        return set(value)
    found: set[Atom] = set()
    pending = list(value)
    while pending:
        atom = pending.pop()
        if atom in found:
            continue
        found.add(atom)
        if isinstance(atom, Box):
            for cell in (*atom.items.values(), atom.rest, atom.keys):
                pending.extend(frame.read(cell))
    return found


def _has_address(frame: Frame, atom: Atom, names: tuple[str, str]) -> bool:
    if atom is ADDRESS or isinstance(atom, _FUNCTIONS):
        return True
    if not isinstance(atom, Instance) or _is_decorated(frame, atom.type, frozenset()):
        return False
    return not any(lookup(frame, atom.type, name) for name in names)


def _is_decorated(frame: Frame, cls: ClassAtom, seen: frozenset[ClassAtom]) -> bool:
    node = cls.scope.node
    assert isinstance(node, ast.ClassDef)
    for decorator in node.decorator_list:
        function = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = function.attr if isinstance(function, ast.Attribute) else ""
        name = function.id if isinstance(function, ast.Name) else name
        if name in _MAKERS_OF_TEXT:
            return True
    return any(
        isinstance(base, ClassAtom)
        and base not in seen
        and _is_decorated(frame, base, seen | {cls})
        for base in frame.read(cls.bases)
    )
