"""Copies, shallow and deep: which objects are new, and which are those of the original."""

from __future__ import annotations

import ast

from reactfrag_compiler.classes import operate, operate_inside
from reactfrag_compiler.library import is_library, new_object
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.unknown_calls import opaque
from reactfrag_compiler.values import (
    EMPTY,
    OPAQUE,
    UNKNOWN,
    V_UNKNOWN,
    Args,
    Box,
    Cell,
    Held,
    Instance,
    StateObject,
    Value,
    join,
)


def copied(frame: Frame, node: ast.AST, args: Args, *, deep: bool) -> Value:
    """``copy.copy(x)`` and ``copy.deepcopy(x)``."""
    out = EMPTY
    operate(frame, node, frozenset(a for a in join(args.all()) if isinstance(a, Instance)))
    operate_inside(frame, node, join(args.all()))
    for atom in join(args.all()):
        if isinstance(atom, StateObject):
            # Another way to the same session state.
            out |= V_UNKNOWN | {atom}
        elif is_library(atom):
            assert isinstance(atom, Box)
            out |= new_object(frame, node, atom.kind)
        elif deep and (isinstance(atom, Held) or atom is UNKNOWN):
            out |= new_object(frame, node, "object")
        elif isinstance(atom, Held):
            out |= _shallow(frame, node, atom)
        elif isinstance(atom, Box) and atom.kind in OPAQUE:
            out |= opaque(frame, node, frame.read(atom.rest) - {atom}, "made")
        elif isinstance(atom, Box) and deep:
            out |= {_deep(frame, node, atom, {})}
        elif isinstance(atom, Box):
            copy = frame.machine.box(frame.ctx, (node, atom.kind), atom.kind)
            frame.machine.add(copy.rest, join(frame.read(c) for c in atom.items.values()))
            frame.machine.add(copy.rest, frame.read(atom.rest))
            names = frozenset(frame.machine.const(key) for key in atom.items)
            frame.machine.add(copy.keys, names | frame.read(atom.keys))
            out |= {copy}
        else:
            out |= {atom}
    return out


def _shallow(frame: Frame, node: ast.AST, held: Held) -> Value:
    """A new object whose parts are those of what the state holds."""
    box = frame.machine.box(frame.ctx, (node, "shallow"), "list")
    frame.machine.add(box.rest, frozenset({held}) | V_UNKNOWN)
    return V_UNKNOWN | {box}


def _deep(frame: Frame, node: ast.AST, old: Box, made: dict[Box, Box]) -> Box:
    """A copy of a container and of those in it."""
    if old in made:
        return made[old]
    machine = frame.machine
    new = made[old] = machine.box(frame.ctx, (node, old), old.kind)
    for key, cell in list(old.items.items()):
        machine.add(
            new.items.setdefault(key, Cell()), _parts_copied(frame, node, frame.read(cell), made)
        )
    machine.add(new.rest, _parts_copied(frame, node, frame.read(old.rest), made))
    machine.add(new.keys, frame.read(old.keys))
    return new


def _parts_copied(frame: Frame, node: ast.AST, value: Value, made: dict[Box, Box]) -> Value:
    out: Value = EMPTY
    for atom in value:
        if isinstance(atom, Box):
            out |= {_deep(frame, node, atom, made)}
        elif isinstance(atom, Held) or atom is UNKNOWN:
            out |= new_object(frame, node, "object")
        else:
            out |= {atom}
    return out
