"""Objects: attributes, items, iteration, and the special methods of the script's classes."""

from __future__ import annotations

import ast

from reactfrag_compiler.access import (
    STATE_METHODS,
    delete,
    held_parts,
    hold,
    hot,
    mutate,
    read,
    read_any,
    write,
)
from reactfrag_compiler.containers import (
    elements_of_box,
    get_item,
    put_inside,
    put_item,
)
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.values import (
    ELEMENT,
    EMPTY,
    NO_ARGS,
    SCALAR,
    STATE,
    UNKNOWN,
    V_ELEMENT,
    V_SCALAR,
    V_STATE,
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
    Descriptor,
    Ext,
    Fragment,
    Held,
    Instance,
    Member,
    Method,
    ModuleAtom,
    Super,
    Text,
    Value,
    join,
)

_QUIET = frozenset(
    {"__init__", "__new__", "__call__", "__getattr__", "__getattribute__", "__setattr__",
     "__delattr__", "__enter__", "__exit__", "__aenter__", "__aexit__", "__post_init__",
     "__init_subclass__", "__class_getitem__", "__set_name__", "__getitem__", "__setitem__",
     "__delitem__", "__del__", "__module__", "__qualname__", "__doc__", "__slots__"}
)  # fmt: skip
"""Special methods that operators do not call."""


MAX_DOTS = 3
"""Names of things from outside that are longer are not told apart."""


# --- classes ---


def lookup(
    frame: Frame, cls: ClassAtom, name: str, seen: frozenset[ClassAtom] = frozenset()
) -> Value:
    """What a class and its bases hold under a name; UNKNOWN where a base is not known."""
    if cls in seen:
        return EMPTY
    frame.machine.budget -= 2
    if name in cls.attributes or name in cls.scope.names:
        return frame.read(cls.env.cell(name))
    found = EMPTY
    for base in frame.read(cls.bases):
        if isinstance(base, ClassAtom):
            found |= lookup(frame, base, name, seen | {cls})
        elif not (isinstance(base, Ext) and base.name in ("builtins.object", "abc.ABC")):
            found |= V_UNKNOWN
    return found


def bind(frame: Frame, node: ast.AST, found: Value, first: Atom, owner: ClassAtom) -> Value:
    """What class attributes are when they are got through an object (or through the class)."""
    machine = frame.machine
    result: set[Atom] = set()
    through_class = isinstance(first, ClassAtom)
    for atom in found:
        if isinstance(atom, (Closure, Fragment)):
            result.add(atom if through_class else machine.bound(atom, first))
        elif isinstance(atom, Descriptor):
            inner = atom.function
            if atom.kind == "staticmethod":
                result.add(inner)
            elif atom.kind == "classmethod" and isinstance(inner, (Closure, Fragment)):
                cls = first if through_class else owner
                result.add(machine.bound(inner, cls))
            elif atom.kind == "property" and not through_class:
                result |= machine.call(frame, node, frozenset({inner}), Args((frozenset({first}),)))
        else:
            result.add(atom)
    return frozenset(result)


def call_special(
    frame: Frame, node: ast.AST, thing: Instance, name: str, args: Args = NO_ARGS
) -> Value:
    """Call a special method of an object, if its class has it."""
    found = lookup(frame, thing.type, name) - V_UNKNOWN
    if not found:
        return EMPTY
    return frame.machine.call(frame, node, bind(frame, node, found, thing, thing.type), args)


def operate(frame: Frame, node: ast.AST, value: Value) -> Value:
    """An operator, a truth test or a conversion to text is applied to a value."""
    result: Value = EMPTY
    for atom in value:
        if atom is STATE:
            read_any(frame, node)
        elif isinstance(atom, Instance):
            for name in special_names(frame, atom.type):
                unknown = Args(star=V_UNKNOWN)
                result |= call_special(frame, node, atom, name, unknown)
    return result


def special_names(frame: Frame, cls: ClassAtom) -> list[str]:
    """The special methods that operators may call on objects of a class."""
    names = [n for n in cls.scope.names if n.startswith("__") and n not in _QUIET]
    for base in frame.read(cls.bases):
        if isinstance(base, ClassAtom) and base is not cls:
            names += special_names(frame, base)
    return names


# --- attributes ---


def load_attribute(frame: Frame, node: ast.AST, base: Value, name: str) -> Value:
    """``base.name``."""
    if len(base) > 1:
        frame.machine.spend(len(base))
    return join([_load(frame, node, atom, name) for atom in base])


def _load(frame: Frame, node: ast.AST, atom: Atom, name: str) -> Value:
    machine = frame.machine
    if atom is STATE:
        if name in STATE_METHODS:
            return frozenset({machine.method(STATE, name)})
        return read(frame, node, frozenset({machine.const(name)}))
    if isinstance(atom, Api):
        return V_STATE if name == "session_state" else frozenset({machine.api(name)})
    if atom is ELEMENT:
        return frozenset({machine.api(name)})
    if isinstance(atom, Ext):
        dotted = f"{atom.name}.{name}"
        module = machine.envs.get(dotted)
        if module is not None:
            return frozenset({module})
        if dotted.count(".") >= MAX_DOTS:
            return lost(frame, name)
        return frozenset({machine.ext(dotted)})
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
        return _member(frame, atom, found) or lost(frame, name)
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
    if isinstance(atom, Held):
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
        if atom is STATE:
            write(frame, node, frozenset({machine.const(name)}), value)
        elif isinstance(atom, Instance):
            _store_instance(frame, node, atom, name, value)
        elif isinstance(atom, (ClassAtom, ModuleAtom)):
            machine.add(atom.env.cell(name), value)
        elif isinstance(atom, (Held, Method)):
            mutate(frame, node, frozenset({atom}))
            put_inside(frame, atom, value)
            lose(frame, name, value)
        elif not isinstance(atom, (Const, Api)):
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
        if atom is STATE:
            delete(frame, node, frozenset({frame.machine.const(name)}))
        elif isinstance(atom, Instance):
            mutate(frame, node, frozenset({atom}))
            named = frozenset({frame.machine.const(name)})
            call_special(frame, node, atom, "__delattr__", Args((named,)))
        else:
            mutate(frame, node, frozenset({atom}))


# --- items ---


def load_item(frame: Frame, node: ast.AST, base: Value, index: Value | None) -> Value:
    """``base[index]``; ``None`` for a slice."""
    return join([_item(frame, node, atom, index) for atom in base])


def _item(frame: Frame, node: ast.AST, atom: Atom, index: Value | None) -> Value:
    if atom is STATE:
        return read(frame, node, V_UNKNOWN if index is None else index)
    if isinstance(atom, Method):
        atom = atom.owner
    if isinstance(atom, Box):
        if index is None:
            part = frame.machine.box(frame.ctx, (node, atom.kind), atom.kind)
            frame.machine.add(part.rest, elements_of_box(frame, atom))
            return frozenset({part})
        return get_item(frame, atom, index)
    if isinstance(atom, Instance):
        args = Args((V_SCALAR if index is None else index,))
        return call_special(frame, node, atom, "__getitem__", args) or lost(frame, "[]")
    if isinstance(atom, ModuleAtom):
        return _global_item(frame, atom, index)
    if isinstance(atom, ClassAtom):
        # Color["RED"], or a generic class with its parameters.
        return enum_members(frame, atom) or frozenset({atom})
    if isinstance(atom, Const) and index is None:
        return V_SCALAR
    return elements(frame, node, frozenset({atom}))


def _global_item(frame: Frame, atom: ModuleAtom, index: Value | None) -> Value:
    """``globals()[name]``."""
    found: list[Value] = []
    for key in index or V_UNKNOWN:
        if isinstance(key, Const):
            found.append(module_attribute(frame, atom, str(key.value)))
        else:
            found += [frame.read(cell) for cell in atom.env.cells.values()]
    return join(found)


def enum_members(frame: Frame, cls: ClassAtom) -> Value:
    """The members of a class, when it is an Enum."""
    if not _enum_base(frame, cls):
        return EMPTY
    names = [name for name in cls.attributes if not name.startswith("_")]
    return join([_member(frame, cls, frame.read(cls.attributes[name])) for name in names])


def _enum_base(frame: Frame, cls: ClassAtom) -> str:
    """The name of the Enum class that a class derives from, if any."""
    for base in frame.read(cls.bases):
        name = base.name.rpartition(".")[2] if isinstance(base, Ext) else ""
        if name.endswith("Enum"):
            return name
        if isinstance(base, ClassAtom) and base is not cls:
            found = _enum_base(frame, base)
            if found:
                return found
    return ""


def _member(frame: Frame, cls: ClassAtom, value: Value) -> Value:
    """A class attribute as a member of an Enum; a StrEnum's is its text in every respect."""
    base = _enum_base(frame, cls)
    if not base or base == "StrEnum":
        return value
    mixed_in = any(isinstance(b, Ext) and b.name == "builtins.str" for b in frame.read(cls.bases))
    return frozenset(
        frame.machine.member(atom, mixed_in) if isinstance(atom, Const) else atom for atom in value
    )


def store_item(frame: Frame, node: ast.AST, base: Value, index: Value | None, value: Value) -> None:
    """``base[index] = value``; ``None`` for a slice."""
    for atom in base:
        if atom is STATE:
            write(frame, node, V_UNKNOWN if index is None else index, value)
        elif isinstance(atom, (Box, Held, Method)):
            mutate(frame, node, frozenset({atom}))
            if index is None:
                put_inside(frame, atom, elements(frame, node, value))
            else:
                put_item(frame, atom, index, value)
        elif isinstance(atom, Instance):
            args = Args((V_SCALAR if index is None else index, value))
            mutate(frame, node, frozenset({atom}), sure=False)
            call_special(frame, node, atom, "__setitem__", args)
        elif isinstance(atom, ModuleAtom):
            for key in index or EMPTY:
                if isinstance(key, Const):
                    frame.machine.add(atom.env.cell(str(key.value)), value)
        else:
            lose(frame, "[]", value)


def delete_item(frame: Frame, node: ast.AST, base: Value, index: Value | None) -> None:
    """``del base[index]``."""
    for atom in base:
        if atom is STATE:
            delete(frame, node, V_UNKNOWN if index is None else index)
        else:
            mutate(frame, node, frozenset({atom}))
            if isinstance(atom, Instance):
                call_special(frame, node, atom, "__delitem__", Args((index or V_SCALAR,)))


def elements(frame: Frame, node: ast.AST, value: Value) -> Value:
    """What iterating over a value may give."""
    return join([_elements(frame, node, atom) for atom in value])


def _elements(frame: Frame, node: ast.AST, atom: Atom) -> Value:
    if isinstance(atom, Method):
        atom = atom.owner
    if atom is STATE:
        read_any(frame, node)
        return V_SCALAR
    if isinstance(atom, Box):
        return _box_elements(frame, atom)
    if isinstance(atom, Held):
        return held_parts(frame, atom)
    if isinstance(atom, Instance):
        return _iterate_instance(frame, node, atom)
    if isinstance(atom, Const):
        text = atom.value if isinstance(atom.value, str) else ""
        if 0 < len(text) <= 16:
            return frozenset(frame.machine.const(letter) for letter in text)
        return V_SCALAR
    if isinstance(atom, ClassAtom):
        return enum_members(frame, atom) or V_UNKNOWN
    if atom is ELEMENT or isinstance(atom, Api):
        return V_ELEMENT
    if atom is SCALAR or isinstance(atom, Text):
        return V_SCALAR
    if atom is UNKNOWN:
        return lost(frame, "[]")
    return V_UNKNOWN


def _box_elements(frame: Frame, box: Box) -> Value:
    if box.kind == "dict":
        known = frozenset(frame.machine.const(key) for key in box.items)
        keys = known | frame.read(box.keys)
        frame.read(box.rest)
        return keys
    return elements_of_box(frame, box)


def _iterate_instance(frame: Frame, node: ast.AST, thing: Instance) -> Value:
    args = Args((V_SCALAR,))
    got = call_special(frame, node, thing, "__getitem__", args)
    maker = call_special(frame, node, thing, "__iter__") or call_special(
        frame, node, thing, "__aiter__"
    )
    for atom in maker:
        if isinstance(atom, Instance):
            got |= call_special(frame, node, atom, "__next__")
            got |= call_special(frame, node, atom, "__anext__")
        else:
            got |= _elements(frame, node, atom)
    return got or lost(frame, "[]")
