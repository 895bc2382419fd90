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
from reactfrag_compiler.classes import (
    bind,
    call_meta,
    call_special,
    enum_member,
    enum_members,
    finalise,
    forget,
    lookup,
)
from reactfrag_compiler.containers import (
    elements_of_box,
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
    OPAQUE,
    SCALAR,
    STATE_NAMES,
    UNKNOWN,
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
    EnumThing,
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

ANY_NAME = "*"
"""The variable or attribute of names that are not known."""
NAMESPACE_METHODS = frozenset(
    {"get", "setdefault", "update", "pop", "items", "values", "keys", "copy", "__getitem__",
     "__setitem__"}
)  # fmt: skip
_WORTH = frozenset({"value", "_value_", "name", "_name_"})
"""Attributes of the members of an Enum that are known of each of them."""
_OF_OBJECTS = frozenset(dir(object)) - {"__class__", "__doc__"}
"""Methods of every object."""
MAX_DOTS = 3
"""Names of things from outside that are longer are not told apart."""


def load_attribute(frame: Frame, node: ast.AST, base: Value, name: str) -> Value:
    """``base.name``."""
    if len(base) > 1:
        frame.machine.spend(len(base))
        things = [atom for atom in base if isinstance(atom, EnumThing)]
        if things and all(lookup(frame, thing.type, name) - V_UNKNOWN for thing in things):
            # What stands for the members has it.
            base = frozenset(atom for atom in base if not isinstance(atom, Member))
        if name in _WORTH and len(things) < len(base):
            # It is known of each member.
            base -= frozenset(things)
    return join([_load(frame, node, atom, name) for atom in base])


def _is_thing(owner: Atom) -> bool:
    """Whether what looks like its methods may as well be its attributes."""
    kinds = OPAQUE | LIBRARY_KINDS
    return isinstance(owner, Held) or (isinstance(owner, Box) and owner.kind in kinds)


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
        frame.ctx.notes.foreign.setdefault(dotted, node)
        if dotted.count(".") >= MAX_DOTS:
            return lost(frame, name)
        return (lost(frame, name) - V_UNKNOWN) | {machine.ext(dotted)}
    if isinstance(atom, Method) and isinstance(atom.owner, Box) and not _is_thing(atom.owner):
        return lost(frame, name)
    if isinstance(atom, Method) and _is_thing(atom.owner):
        if isinstance(atom.owner, Box):
            return frozenset({machine.method(atom.owner, name)}) | (lost(frame, name) - V_UNKNOWN)
        return frozenset({machine.method(atom.owner, name)})
    if isinstance(atom, Box) and atom.kind in OPAQUE:
        return _load_opaque(frame, node, atom, name)
    if isinstance(atom, (Held, Box, Const, Text)) or atom is SCALAR:
        return _load_builtin(frame, atom, name)
    if isinstance(atom, ModuleAtom):
        return module_attribute(frame, atom, name)
    if isinstance(atom, Instance):
        if isinstance(atom, EnumThing) and name in _WORTH:
            members = enum_members(frame, atom.type) - {atom}
            is_name = name in ("name", "_name_") or not members
            return V_SCALAR if is_name else load_attribute(frame, node, members, name)
        return _load_instance(frame, node, atom, name)
    if isinstance(atom, ClassAtom):
        found = bind(frame, node, lookup(frame, atom, name), atom, atom)
        if not found - V_UNKNOWN:
            named = frozenset({machine.const(name)})
            found |= call_meta(frame, node, atom, "__getattr__", Args((named,)))
            if name == "__dict__":
                found |= _class_namespace(frame, atom)
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
    if isinstance(atom, Closure) and name in ("register", "dispatch"):
        return frozenset({machine.method(atom, name)})
    if isinstance(atom, (Closure, Fragment, Bound)) and name in (
        "__wrapped__",
        "__func__",
        "__call__",
        "__code__",
    ):
        return frozenset({atom}) | (lost(frame, name) - V_UNKNOWN)
    return lost(frame, name)


def _load_opaque(frame: Frame, node: ast.AST, box: Box, name: str) -> Value:
    """An attribute may be anything that the object was made with, or be forwarded to it."""
    inside = frame.read(box.rest) - {box, UNKNOWN}
    objects = frozenset(atom for atom in inside if isinstance(atom, Instance))
    method = frame.machine.method(box, name)
    return inside | {method} | lost(frame, name) | load_attribute(frame, node, objects, name)


def _load_builtin(frame: Frame, atom: Atom, name: str) -> Value:
    if isinstance(atom, Const) and name in ("value", "_value_"):
        # A member of a StrEnum is its value.
        return frozenset({atom})
    if isinstance(atom, Held) or (isinstance(atom, Box) and atom.kind in LIBRARY_KINDS):
        extra = lost(frame, name) - V_UNKNOWN
        return frozenset({frame.machine.method(atom, name)}) | extra
    return frozenset({frame.machine.method(atom, name)})


def _load_instance(frame: Frame, node: ast.AST, thing: Instance, name: str) -> Value:
    own = frame.read(thing.cell(name)) | frame.read(thing.cell(ANY_NAME))
    found = lookup(frame, thing.type, name)
    named = frozenset({frame.machine.const(name)})
    result = own | bind(frame, node, found, thing, thing.type)
    result |= call_special(frame, node, thing, "__getattribute__", Args((named,)))
    if not own and not found - V_UNKNOWN:
        result |= call_special(frame, node, thing, "__getattr__", Args((named,)))
    if name == "__class__":
        result |= {thing.type}
    if name == "__dict__":
        result |= {namespace(frame, thing)}
    elif thing.namespace is not None:
        item = thing.namespace.items.get(name)
        result |= frame.read(thing.namespace.rest) | (frame.read(item) if item else EMPTY)
    if not own and not found - V_UNKNOWN and (UNKNOWN in found or name in _OF_OBJECTS):
        result |= {frame.machine.inherited(thing, name)}
    if UNKNOWN in result or not result:
        # A part that is not known of something that the state holds.
        for holder in frame.read(thing.held):
            result |= {frame.machine.method(holder, name)}
    return result


def namespace(frame: Frame, thing: Instance) -> Box:
    """The ``__dict__`` of an object."""
    machine = frame.machine
    box = machine.namespace(thing)
    for name, cell in list(thing.attributes.items()):
        machine.add(box.rest, frame.read(cell))
        if name.isidentifier():
            machine.add(box.keys, frozenset({machine.const(name)}))
        else:
            machine.add(box.keys, V_UNKNOWN if frame.read(cell) else EMPTY)
    for holder in frame.read(thing.held):
        hold(frame, frozenset({box}), frozenset({holder}))
    return box


def _class_namespace(frame: Frame, cls: ClassAtom) -> Value:
    """The ``__dict__`` of a class, which nobody can write to."""
    machine = frame.machine
    box = machine.box(frame.ctx, (cls, "__dict__"), "dict")
    for name, cell in list(cls.attributes.items()):
        if name.isidentifier():
            machine.add(box.items.setdefault(name, Cell()), frame.read(cell))
    machine.add(box.rest, V_UNKNOWN)
    machine.add(box.keys, V_SCALAR)
    return frozenset({box})


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
    found |= frame.read(atom.env.cell(ANY_NAME))
    if not found and name in NAMESPACE_METHODS:
        # Of ``globals()``.
        return frozenset({frame.machine.method(atom, name)})
    if not found:
        return frame.read(frame.machine.executed) | V_UNKNOWN
    return found


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
            if name == "__class__":
                machine.add(atom.type.also, value)
            _store_instance(frame, node, atom, name, value)
        elif isinstance(atom, ClassAtom):
            frame.ctx.notes.bindings[atom.env, name] = node
            if name == "__bases__":
                for box in value:
                    if isinstance(box, Box):
                        machine.add(atom.also, elements_of_box(frame, box))
            machine.add(atom.env.cell(name), value)
            named = frozenset({machine.const(name)})
            call_meta(frame, node, atom, "__setattr__", Args((named, value)))
        elif isinstance(atom, ModuleAtom):
            frame.ctx.notes.bindings[atom.env, name] = node
            store_global(frame, atom, name, value)
        elif isinstance(atom, (Held, Method)):
            mutate(frame, node, frozenset({atom}))
            put_inside(frame, atom, value)
            lose(frame, name, value)
        elif not isinstance(atom, Const):
            if isinstance(atom, Box):
                mutate(frame, node, frozenset({atom}))
            elif isinstance(atom, Ext):
                frame.ctx.notes.patched.setdefault(f"{atom.name}.{name}", node)
            change_unknown(frame, node, getattr(node, "value", node), atom)
            if name == "__code__" and isinstance(atom, Closure):
                machine.act_as(atom, frozenset(a for a in value if isinstance(a, Closure)))
            lose(frame, name, value)


def store_global(frame: Frame, atom: ModuleAtom, name: str, value: Value) -> None:
    """Store a global variable by way of its module; ``*``: one whose name is not known."""
    machine = frame.machine
    env = atom.env
    fresh = name not in env.cells and name not in env.scope.names
    machine.add(env.cell(name), value)
    if name == ANY_NAME:
        for other in list(env.cells):
            machine.add(env.cell(other), value)
    elif fresh:
        # Whoever looked for it in vain looks again.
        machine.enqueue_all(env.cell(ANY_NAME).readers)


def _store_instance(frame: Frame, node: ast.AST, thing: Instance, name: str, value: Value) -> None:
    mutate(frame, node, frozenset({thing}))
    frame.machine.add(thing.cell(name), value)
    holders = frame.read(thing.held)
    if holders:
        hold(frame, value, holders)
    for found in lookup(frame, thing.type, name):
        if isinstance(found, Descriptor) and found.kind == "setter":
            args = Args((frozenset({thing}), value))
            frame.machine.call(frame, node, frozenset({found.function}), args)
        elif isinstance(found, Instance):
            call_special(frame, node, found, "__set__", Args((frozenset({thing}), value)))
    named = frozenset({frame.machine.const(name)})
    call_special(frame, node, thing, "__setattr__", Args((named, value)))


def delete_attribute(frame: Frame, node: ast.AST, base: Value, name: str) -> None:
    """``del base.name``."""
    for atom in base:
        if isinstance(atom, StateObject):
            named = frozenset({frame.machine.const(name)})
            forget(frame, node, named, atom)
            delete(frame, node, atom, named)
        elif isinstance(atom, Instance):
            mutate(frame, node, frozenset({atom}))
            named = frozenset({frame.machine.const(name)})
            call_special(frame, node, atom, "__delattr__", Args((named,)))
            for cell in (atom.attributes.get(name), atom.attributes.get(ANY_NAME)):
                finalise(frame, node, frame.read(cell) if cell else EMPTY)
            itself = frozenset({atom})
            for found in lookup(frame, atom.type, name):
                if isinstance(found, Descriptor) and found.kind == "deleter":
                    function = frozenset({found.function})
                    frame.machine.call(frame, node, function, Args((itself,)))
                elif isinstance(found, Instance):
                    call_special(frame, node, found, "__delete__", Args((itself,)))
        elif isinstance(atom, (ClassAtom, ModuleAtom)):
            frame.ctx.notes.bindings[atom.env, name] = node
        else:
            if isinstance(atom, Ext):
                frame.ctx.notes.patched.setdefault(f"{atom.name}.{name}", node)
            mutate(frame, node, frozenset({atom}))
