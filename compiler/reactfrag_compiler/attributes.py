"""Attributes of everything that has some, and what is lost in objects that are not known."""

from __future__ import annotations

import ast

from reactfrag_compiler.access import (
    delete,
    hold,
    hot,
    methods_of,
    mutate,
    read,
    write,
)
from reactfrag_compiler.classes import bind, call_special, enum_member, lookup
from reactfrag_compiler.containers import (
    put_inside,
)
from reactfrag_compiler.effect_notes import (
    change_unknown,
    note_api_use,
    note_element,
    note_outer,
    note_use,
)
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.values import (
    ELEMENT,
    EMPTY,
    LIBRARY_KINDS,
    SCALAR,
    STATE_NAMES,
    V_SCALAR,
    V_UNKNOWN,
    Api,
    Args,
    Atom,
    Bound,
    Box,
    Cell,
    ClassAtom,
    Closure,
    Const,
    Container,
    Descriptor,
    Ext,
    Fragment,
    Held,
    Instance,
    Member,
    Method,
    ModuleAtom,
    StateObject,
    Super,
    Text,
    Value,
    join,
)

MAX_DOTS = 3
"""Names of things from outside that are longer are not told apart."""


def load_attribute(frame: Frame, node: ast.AST, base: Value, name: str) -> Value:
    """``base.name``."""
    if len(base) > 1:
        frame.machine.spend(len(base))
    return join([_load(frame, node, atom, name) for atom in base])


def _load(frame: Frame, node: ast.AST, atom: Atom, name: str) -> Value:
    machine = frame.machine
    if isinstance(atom, StateObject):
        if name in methods_of(atom):
            return frozenset({machine.method(atom, name)})
        return read(frame, node, atom, frozenset({machine.const(name)}))
    if isinstance(atom, Api):
        note_outer(frame, node, atom.name)
        note_api_use(frame, node, atom.name)
        return frozenset({STATE_NAMES.get(name) or machine.api(name)})
    if atom is ELEMENT:
        if isinstance(node, ast.Attribute):
            note_element(frame, node, node.value)
        return frozenset({machine.api(name)})
    if isinstance(atom, Container):
        return frozenset({machine.method(atom, name)})
    if isinstance(atom, Ext):
        dotted = f"{atom.name}.{name}"
        module = machine.envs.get(dotted)
        if module is not None:
            return frozenset({module})
        note_use(frame, node, dotted)
        if dotted.count(".") >= MAX_DOTS:
            return lost(frame, name)
        return frozenset({machine.ext(dotted)})
    if isinstance(atom, Method) and isinstance(atom.owner, Box):
        if atom.owner.kind in LIBRARY_KINDS:
            return frozenset({machine.method(atom.owner, name)}) | (lost(frame, name) - V_UNKNOWN)
        return lost(frame, name)
    if isinstance(atom, Method) and isinstance(atom.owner, Held):
        return frozenset({machine.method(atom.owner, name)})
    if isinstance(atom, (Held, Box, Const, Text)) or atom is SCALAR:
        return _load_builtin(frame, atom, name)
    if isinstance(atom, ModuleAtom):
        return module_attribute(frame, atom, name)
    if isinstance(atom, Instance):
        return _load_instance(frame, node, atom, name)
    if isinstance(atom, ClassAtom):
        found = bind(frame, node, lookup(frame, atom, name), atom, atom)
        return enum_member(frame, atom, found) or lost(frame, name)
    if isinstance(atom, Super):
        found = EMPTY
        for parent in frame.read(atom.owner.bases):
            if isinstance(parent, ClassAtom):
                found |= lookup(frame, parent, name)
        return bind(frame, node, found, atom.first, atom.owner) or V_UNKNOWN
    if isinstance(atom, Member):
        if name in ("value", "_value_"):
            return frozenset({atom.const})
        return V_SCALAR if name in ("name", "_name_") else V_UNKNOWN
    if isinstance(atom, Descriptor) and name in ("setter", "deleter", "getter"):
        return frozenset({machine.method(atom, name)})
    if isinstance(atom, (Closure, Fragment, Bound)) and name in (
        "__wrapped__",
        "__func__",
        "__call__",
    ):
        return frozenset({atom})
    return lost(frame, name)


def _load_builtin(frame: Frame, atom: Atom, name: str) -> Value:
    if isinstance(atom, Const) and name in ("value", "_value_"):
        # A member of a StrEnum is its value.
        return frozenset({atom})
    if isinstance(atom, Held) or (isinstance(atom, Box) and atom.kind in LIBRARY_KINDS):
        extra = lost(frame, name) - V_UNKNOWN
        return frozenset({frame.machine.method(atom, name)}) | extra
    return frozenset({frame.machine.method(atom, name)})


def _load_instance(frame: Frame, node: ast.AST, thing: Instance, name: str) -> Value:
    cell = thing.attributes.get(name)
    if cell is None:
        cell = thing.attributes[name] = Cell()
    own = frame.read(cell)
    found = lookup(frame, thing.type, name)
    result = own | bind(frame, node, found, thing, thing.type)
    if not own and not found - V_UNKNOWN:
        named = frozenset({frame.machine.const(name)})
        result |= call_special(frame, node, thing, "__getattr__", Args((named,)))
    if name == "__class__":
        result |= {thing.type}
    if name == "__dict__":
        result |= join(frame.read(cell) for cell in thing.attributes.values())
    return result


def module_attribute(frame: Frame, atom: ModuleAtom, name: str) -> Value:
    """A global variable of a local module, or a submodule of a package."""
    found = EMPTY
    if name in atom.module.scope.names or name in atom.env.cells:
        frame.ctx.notes.names.add((atom.env, name))
        found = frame.read(atom.env.cell(name))
    for star in atom.env.stars:
        found |= _load(frame, atom.module.tree, star, name) - V_UNKNOWN
    submodule = frame.machine.envs.get(f"{atom.module.name}.{name}")
    if submodule is not None:
        found |= {submodule}
    return found or V_UNKNOWN


def lost(frame: Frame, name: str) -> Value:
    """An attribute of what is not known: not known, or what was once stored under that name."""
    cell = frame.machine.lost.get(name)
    if cell is None:
        cell = frame.machine.lost[name] = Cell()
    return V_UNKNOWN | frame.read(cell)


def lose(frame: Frame, name: str, value: Value) -> None:
    """Something is stored in an attribute of what is not known."""
    kept = hot(value)
    if kept:
        cell = frame.machine.lost.setdefault(name, Cell())
        frame.machine.add(cell, kept)


def store_attribute(frame: Frame, node: ast.AST, base: Value, name: str, value: Value) -> None:
    """``base.name = value``."""
    machine = frame.machine
    for atom in base:
        if isinstance(atom, StateObject):
            write(frame, node, atom, frozenset({machine.const(name)}), value)
        elif isinstance(atom, Instance):
            _store_instance(frame, node, atom, name, value)
        elif isinstance(atom, (ClassAtom, ModuleAtom)):
            frame.ctx.notes.bindings[atom.env, name] = node
            machine.add(atom.env.cell(name), value)
        elif isinstance(atom, (Held, Method)):
            mutate(frame, node, frozenset({atom}))
            put_inside(frame, atom, value)
            lose(frame, name, value)
        elif not isinstance(atom, (Const, Api)):
            if isinstance(atom, Box):
                mutate(frame, node, frozenset({atom}))
            change_unknown(frame, node, getattr(node, "value", node), atom)
            lose(frame, name, value)


def _store_instance(frame: Frame, node: ast.AST, thing: Instance, name: str, value: Value) -> None:
    mutate(frame, node, frozenset({thing}))
    frame.machine.add(thing.attributes.setdefault(name, Cell()), value)
    holders = frame.read(thing.held)
    if holders:
        hold(frame, value, holders)
    for found in lookup(frame, thing.type, name):
        if isinstance(found, Descriptor) and found.kind == "setter":
            args = Args((frozenset({thing}), value))
            frame.machine.call(frame, node, frozenset({found.function}), args)
    named = frozenset({frame.machine.const(name)})
    call_special(frame, node, thing, "__setattr__", Args((named, value)))


def delete_attribute(frame: Frame, node: ast.AST, base: Value, name: str) -> None:
    """``del base.name``."""
    for atom in base:
        if isinstance(atom, StateObject):
            delete(frame, node, atom, frozenset({frame.machine.const(name)}))
        elif isinstance(atom, Instance):
            mutate(frame, node, frozenset({atom}))
            named = frozenset({frame.machine.const(name)})
            call_special(frame, node, atom, "__delattr__", Args((named,)))
        elif isinstance(atom, (ClassAtom, ModuleAtom)):
            frame.ctx.notes.bindings[atom.env, name] = node
        else:
            mutate(frame, node, frozenset({atom}))
