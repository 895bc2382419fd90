"""Session-state accesses: reads, writes, deletes and mutations in place."""

from __future__ import annotations

import ast

from reactfrag_compiler.keys import ANY, Key
from reactfrag_compiler.machine import Frame, keys_of
from reactfrag_compiler.values import (
    APP_STATE,
    EMPTY,
    LAZY,
    OPAQUE,
    SCALAR,
    STATES,
    UNKNOWN,
    V_SCALAR,
    V_UNKNOWN,
    Args,
    Atom,
    Box,
    Cell,
    Const,
    Held,
    Instance,
    Method,
    Partial,
    StateObject,
    Value,
    join,
)

STATE_METHODS = frozenset(
    {"get", "pop", "setdefault", "update", "clear", "keys", "items", "values", "popitem",
     "to_dict", "__getitem__", "__setitem__", "__delitem__", "__contains__", "__len__",
     "__iter__", "__getattr__", "__setattr__", "__delattr__"}
)  # fmt: skip
"""Attributes of the session state that are no keys."""

_APP_METHODS = STATE_METHODS | {"update_with"}


def methods_of(state: StateObject) -> frozenset[str]:
    """The attributes of a state object that are no keys."""
    return _APP_METHODS if state is APP_STATE else STATE_METHODS


# --- the state itself ---


def record(frame: Frame, node: ast.AST, keys: set[Key], mode: str, note: str = "") -> None:
    """Note that the present context may touch these keys."""
    accesses = frame.ctx.accesses
    place = (node, mode, note)
    known = accesses.get(place)
    if known is None:
        accesses[place] = set(keys)
    else:
        known |= keys


def keys_in(state: StateObject, name: Value) -> set[Key]:
    """The keys of a state object that a value may name."""
    keys = keys_of(name)
    return {key.within(state.prefix) for key in keys} if state.prefix else keys


def read_any(frame: Frame, node: ast.AST, state: StateObject) -> Value:
    """The state is looked at as a whole. Gives what it may hold."""
    key = ANY.within(state.prefix)
    record(frame, node, {key}, "read")
    return load(frame, key)


def read_states(frame: Frame, node: ast.AST, value: Value) -> Value:
    """What of a value is a state is looked at as a whole. Gives what it may hold."""
    found = EMPTY
    for atom in value & STATES:
        assert isinstance(atom, StateObject)
        found |= read_any(frame, node, atom)
    return found


def touch_any(frame: Frame, node: ast.AST, state: StateObject) -> None:
    """The state goes to code that cannot be followed."""
    for mode in ("read", "write", "delete"):
        record(frame, node, {ANY.within(state.prefix)}, mode)


def read(frame: Frame, node: ast.AST, state: StateObject, name: Value, note: str = "") -> Value:
    """``state[name]``."""
    keys = _keys(frame, node, state, name, "read", note)
    return join(load(frame, key) for key in keys)


def write(frame: Frame, node: ast.AST, state: StateObject, name: Value, value: Value) -> None:
    """``state[name] = value``."""
    known = keys_in(state, name) if name else set()
    note = "initial" if known and known <= frame.absent else ""
    keys = _keys(frame, node, state, name, "write", note)
    store(frame, keys, value)


def delete(frame: Frame, node: ast.AST, state: StateObject, name: Value) -> None:
    """``del state[name]``."""
    _keys(frame, node, state, name, "delete")


def _keys(
    frame: Frame, node: ast.AST, state: StateObject, name: Value, mode: str, note: str = ""
) -> set[Key]:
    if not name:
        frame.ctx.unresolved.add((node, mode, note))
        return set()
    keys = keys_in(state, name)
    record(frame, node, keys, mode, note)
    return keys


def store(frame: Frame, keys: set[Key], value: Value) -> None:
    """Keep what is put under keys, and mark the containers in it as held there."""
    machine = frame.machine
    holders: Value = frozenset(machine.held(key) for key in keys)
    for key in keys:
        machine.put_content(key, value)
    if holders:
        hold(frame, value, holders)


def hold(frame: Frame, value: Value, holders: Value) -> None:
    """Containers in a value, at any depth, become part of what keys hold."""
    machine = frame.machine
    for thing in reachable(frame, value):
        if isinstance(thing, (Box, Instance)):
            if isinstance(thing, Box) and thing.kind in LAZY:
                machine.add(machine.lazy, frozenset({thing}))
            before = thing.held.value
            machine.add(thing.held, holders)
            if thing.held.value is not before:
                machine.link(thing.held.value)
        elif isinstance(thing, Held):
            machine.link(holders | {thing})


def load(frame: Frame, key: Key) -> Value:
    """What a key may hold. Containers are hidden behind ``Held``, which knows the key."""
    content = frame.machine.content(frame, key)
    plain = frozenset(a for a in content if not isinstance(a, (Box, Held)) and a is not UNKNOWN)
    if len(plain) < len(content):
        return plain | {frame.machine.held(key)}
    return plain


ATOMS_A_UNIT = 50
"""Atoms that can be looked at in the time that one node of a syntax tree takes."""
_DEEP = (Box, Instance, Partial)
"""Atoms that hold others."""


def reachable(frame: Frame, value: Value) -> set[Atom]:
    """The atoms of a value and of what its containers hold, at any depth."""
    reader, part = frame.reader, frame.reader.part
    seen: set[Atom] = set(value)
    pending = [atom for atom in value if isinstance(atom, _DEEP)]
    work = 0
    while pending:
        atom = pending.pop()
        if isinstance(atom, Box):
            cells = [*atom.items.values(), atom.rest, atom.keys]
        elif isinstance(atom, Instance):
            cells = list(atom.attributes.values())
            if atom.namespace is not None and atom.namespace not in seen:
                seen.add(atom.namespace)
                pending.append(atom.namespace)
        else:
            assert isinstance(atom, Partial)
            cells = [*atom.positional, *atom.keywords.values()]
        for cell in cells:
            readers = cell.readers
            readers[reader] = readers.get(reader, 0) | part
            inside = cell.value
            work += 4 + len(inside)
            if not inside <= seen:
                pending += [a for a in inside - seen if isinstance(a, _DEEP)]
                seen |= inside
    frame.machine.spend(work // ATOMS_A_UNIT)
    return seen


# --- what is held by the state ---


def held_parts(frame: Frame, held: Held) -> Value:
    """What may be inside the value of a key; ``held`` itself for what may be mutable there."""
    content = frame.machine.content(frame, held.key)
    boxes = [atom for atom in content if isinstance(atom, Box)]
    first = join(frame.read(cell) for box in boxes for cell in (*box.items.values(), box.rest))
    keys = join(frame.read(box.keys) for box in boxes)
    inside = reachable(frame, first | keys)
    if UNKNOWN in content or not boxes:
        inside.add(UNKNOWN)
    plain = frozenset(a for a in inside if not isinstance(a, (Box, Held)))
    if UNKNOWN in plain or len(plain) < len(inside):
        return plain | {held}
    return plain


def mutate(frame: Frame, node: ast.AST, value: Value, *, sure: bool = True) -> None:
    """A value is changed in place: where the state holds it, that is a write.

    Parameters:
        sure: False when it goes where a change can only not be excluded.
    """
    note = "in place" if sure else "maybe in place"
    touched: set[Atom] = set()
    parts: set[Atom] = set()
    for atom in value:
        if isinstance(atom, Method):
            atom = atom.owner
        if not isinstance(atom, StateObject):
            frame.ctx.notes.changes[atom, node] = None
        if isinstance(atom, Held):
            touched.add(atom)
        elif isinstance(atom, (Box, Instance)):
            touched |= frame.read(atom.held)
            if isinstance(atom, Box) and atom.kind in OPAQUE:
                # It may be a view of what it was made from.
                parts |= frame.read(atom.rest)
    aliases = aliases_of(frame, touched | parts) - touched
    for found, how in ((touched, note), (aliases, "maybe in place")):
        for holder in found:
            if isinstance(holder, Held):
                record(frame, node, {holder.key}, "write", how)


def aliases_of(frame: Frame, held: set[Atom]) -> set[Atom]:
    """What may be one object with something held, and that itself."""
    found = set(held)
    aliases = frame.machine.aliases
    if frame.read(aliases.known):
        for atom in held:
            if isinstance(atom, Held):
                for cell in aliases.classes_of(atom.key):
                    found |= frame.read(cell)
    return found


_COLD = (Const,)


def hot(value: Value) -> Value:
    """What of a value must not be lost sight of: all but plain data."""
    return frozenset(
        a for a in value if a is not UNKNOWN and a is not SCALAR and not isinstance(a, _COLD)
    )


# --- methods ---


def call_state_method(
    frame: Frame, node: ast.AST, state: StateObject, name: str, args: Args
) -> Value:
    """A method of a state object."""
    key = args.get(0, "key")
    extra = args.get(1, "default") or EMPTY
    if name in ("get", "pop", "setdefault", "__getitem__", "__getattr__", "__contains__"):
        wanted = V_UNKNOWN if key is None else key
        result = read(frame, node, state, wanted) | extra
        if name == "pop":
            delete(frame, node, state, wanted)
        elif name == "setdefault":
            first = frame.where_absent(frozenset(keys_in(state, wanted)))
            write(first, node, state, wanted, extra)
        elif name == "__contains__":
            return V_SCALAR
        elif name == "get" and not extra:
            result |= {frame.machine.const(None)}
        return result
    if name in ("__setitem__", "__setattr__"):
        wanted = V_UNKNOWN if key is None else key
        write(frame, node, state, wanted, args.get(1, "value") or V_UNKNOWN)
    elif name in ("__delitem__", "__delattr__"):
        delete(frame, node, state, V_UNKNOWN if key is None else key)
    elif name == "update":
        _update(frame, node, state, args)
    elif name == "update_with":
        return _update_with(frame, node, state, args)
    elif name == "clear":
        record(frame, node, {ANY.within(state.prefix)}, "delete")
    elif name == "popitem":
        record(frame, node, {ANY.within(state.prefix)}, "delete")
        return read_any(frame, node, state) | V_UNKNOWN
    elif name == "__len__":
        read_any(frame, node, state)
        return V_SCALAR
    else:
        return _view(frame, node, state, name)
    return V_SCALAR


def _view(frame: Frame, node: ast.AST, state: StateObject, name: str) -> Value:
    """``keys``, ``values``, ``items`` and copies."""
    held = read_any(frame, node, state)
    if name in ("keys", "__iter__"):
        return V_SCALAR
    box = frame.machine.box(frame.ctx, (node, name), "list" if name == "values" else "dict")
    if name == "items":
        pair = frame.machine.box(frame.ctx, (node, "pair"), "tuple")
        frame.machine.add(pair.items.setdefault(0, Cell()), V_SCALAR)
        frame.machine.add(pair.items.setdefault(1, Cell()), held)
        box.kind = "list"
        frame.machine.add(box.rest, frozenset({pair}))
    else:
        frame.machine.add(box.rest, held)
        frame.machine.add(box.keys, V_SCALAR)
    return frozenset({box})


def _update_with(frame: Frame, node: ast.AST, state: StateObject, args: Args) -> Value:
    """``update_with(key, function, default)``: the function makes a new value of the present."""
    wanted = args.get(0, "key") or V_UNKNOWN
    # What comes of it is not seen by the caller: that is no read.
    present = join(load(frame, key) for key in keys_in(state, wanted))
    present |= args.get(2, "default") or frozenset({frame.machine.const(None)})
    made = frame.machine.call(frame, node, args.get(1, "function") or EMPTY, Args((present,)))
    write(frame, node, state, wanted, made or V_UNKNOWN)
    return frozenset({frame.machine.const(None)})


def _update(frame: Frame, node: ast.AST, state: StateObject, args: Args) -> None:
    machine = frame.machine
    for name, value in args.keywords.items():
        write(frame, node, state, frozenset({machine.const(name)}), value)
    if args.double_star is not None:
        write(frame, node, state, V_UNKNOWN, args.double_star)
    given = [*args.positional, *([args.star] if args.star is not None else [])]
    for value in given:
        if not value:
            frame.ctx.unresolved.add((node, "write", ""))
        for atom in value:
            if isinstance(atom, Box) and atom.kind not in ("dict", *OPAQUE):
                _update_pairs(frame, node, state, atom)
            elif isinstance(atom, Box) and atom.kind == "dict":
                for key, cell in atom.items.items():
                    write(frame, node, state, frozenset({machine.const(key)}), frame.read(cell))
                rest = frame.read(atom.rest)
                if rest:
                    write(frame, node, state, frame.read(atom.keys) or V_UNKNOWN, rest)
            else:
                if isinstance(atom, StateObject):
                    read_any(frame, node, atom)
                write(frame, node, state, V_UNKNOWN, V_UNKNOWN)


def _update_pairs(frame: Frame, node: ast.AST, state: StateObject, box: Box) -> None:
    """``update([(key, value), ...])``."""
    for cell in (*box.items.values(), box.rest):
        for pair in frame.read(cell):
            if not isinstance(pair, Box) or frame.read(pair.rest):
                write(frame, node, state, V_UNKNOWN, V_UNKNOWN)
                continue
            key, value = pair.items.get(0), pair.items.get(1)
            if key is not None and value is not None:
                write(frame, node, state, frame.read(key), frame.read(value))
