"""Session-state accesses: reads, writes, deletes and mutations in place."""

from __future__ import annotations

import ast

from reactfrag_compiler.keys import ANY, Key
from reactfrag_compiler.machine import Frame, keys_of
from reactfrag_compiler.values import (
    EMPTY,
    OPAQUE,
    SCALAR,
    STATE,
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
    Value,
    join,
)

STATE_METHODS = frozenset(
    {"get", "pop", "setdefault", "update", "clear", "keys", "items", "values", "popitem",
     "to_dict", "__getitem__", "__setitem__", "__delitem__", "__contains__", "__len__",
     "__iter__", "__getattr__", "__setattr__", "__delattr__"}
)  # fmt: skip
"""Attributes of the session state that are no keys."""


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


def read_any(frame: Frame, node: ast.AST) -> Value:
    """The state is looked at as a whole. Gives what it may hold."""
    record(frame, node, {ANY}, "read")
    return load(frame, ANY)


def touch_any(frame: Frame, node: ast.AST) -> None:
    """The state goes to code that cannot be followed."""
    for mode in ("read", "write", "delete"):
        record(frame, node, {ANY}, mode)


def read(frame: Frame, node: ast.AST, name: Value, note: str = "") -> Value:
    """``state[name]``."""
    keys = _keys(frame, node, name, "read", note)
    return join(load(frame, key) for key in keys)


def write(frame: Frame, node: ast.AST, name: Value, value: Value) -> None:
    """``state[name] = value``."""
    known = keys_of(name) if name else set()
    note = "initial" if known and known <= frame.absent else ""
    keys = _keys(frame, node, name, "write", note)
    store(frame, keys, value)


def delete(frame: Frame, node: ast.AST, name: Value) -> None:
    """``del state[name]``."""
    _keys(frame, node, name, "delete")


def _keys(frame: Frame, node: ast.AST, name: Value, mode: str, note: str = "") -> set[Key]:
    if not name:
        frame.ctx.unresolved.add((node, mode, note))
        return set()
    keys = keys_of(name)
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
            machine.add(thing.held, holders)
            machine.link(frame.read(thing.held))
        elif isinstance(thing, Held):
            machine.link(holders | {thing})


def load(frame: Frame, key: Key) -> Value:
    """What a key may hold. Containers are hidden behind ``Held``, which knows the key."""
    content = frame.machine.content(frame, key)
    plain = frozenset(a for a in content if not isinstance(a, (Box, Held)) and a is not UNKNOWN)
    if len(plain) < len(content):
        return plain | {frame.machine.held(key)}
    return plain


def reachable(frame: Frame, value: Value) -> set[Atom]:
    """The atoms of a value and of what its containers hold, at any depth."""
    seen: set[Atom] = set(value)
    pending = list(value)
    while pending:
        atom = pending.pop()
        if isinstance(atom, Box):
            inner = join(frame.read(cell) for cell in (*atom.items.values(), atom.rest, atom.keys))
        elif isinstance(atom, Instance):
            inner = join(frame.read(cell) for cell in atom.attributes.values())
            if atom.namespace is not None:
                inner |= {atom.namespace}
        elif isinstance(atom, Partial):
            inner = join(frame.read(cell) for cell in (*atom.positional, *atom.keywords.values()))
        else:
            continue
        fresh = inner - seen
        seen |= fresh
        pending.extend(fresh)
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
        if atom is not STATE:
            frame.ctx.notes.changes[atom, node] = None
        if isinstance(atom, Held):
            touched.add(atom)
        elif isinstance(atom, (Box, Instance)):
            touched |= frame.read(atom.held)
            if isinstance(atom, Box) and atom.kind in OPAQUE:
                # It may be a view of what it was made from.
                parts |= frame.read(atom.rest)
    aliases = _aliases(frame, touched | parts) - touched
    for found, how in ((touched, note), (aliases, "maybe in place")):
        for holder in found:
            if isinstance(holder, Held):
                record(frame, node, {holder.key}, "write", how)


def _aliases(frame: Frame, held: set[Atom]) -> set[Atom]:
    """What may be one object with something held, and that itself."""
    machine = frame.machine
    found = set(held)
    linked = frame.read(machine.linked)
    pending = [atom for atom in held if isinstance(atom, Held)] if linked else []
    while pending:
        key = pending.pop().key
        for other in linked:
            if isinstance(other, Held) and other.key.overlaps(key):
                for alias in frame.read(machine.links[other.key]):
                    if alias not in found and isinstance(alias, Held):
                        found.add(alias)
                        pending.append(alias)
    return found


_COLD = (Const,)


def hot(value: Value) -> Value:
    """What of a value must not be lost sight of: all but plain data."""
    return frozenset(
        a for a in value if a is not UNKNOWN and a is not SCALAR and not isinstance(a, _COLD)
    )


# --- methods ---


def call_state_method(frame: Frame, node: ast.AST, name: str, args: Args) -> Value:
    """A method of the session state."""
    key = args.get(0, "key")
    extra = args.get(1, "default") or EMPTY
    if name in ("get", "pop", "setdefault", "__getitem__", "__getattr__", "__contains__"):
        wanted = V_UNKNOWN if key is None else key
        result = read(frame, node, wanted) | extra
        if name == "pop":
            delete(frame, node, wanted)
        elif name == "setdefault":
            first = frame.where_absent(frozenset(keys_of(wanted)))
            write(first, node, wanted, extra)
        elif name == "__contains__":
            return V_SCALAR
        elif name == "get" and not extra:
            result |= {frame.machine.const(None)}
        return result
    if name in ("__setitem__", "__setattr__"):
        write(frame, node, V_UNKNOWN if key is None else key, args.get(1, "value") or V_UNKNOWN)
    elif name in ("__delitem__", "__delattr__"):
        delete(frame, node, V_UNKNOWN if key is None else key)
    elif name == "update":
        _update(frame, node, args)
    elif name == "clear":
        record(frame, node, {ANY}, "delete")
    elif name == "popitem":
        record(frame, node, {ANY}, "delete")
        return read_any(frame, node) | V_UNKNOWN
    elif name == "__len__":
        read_any(frame, node)
        return V_SCALAR
    else:
        return _view(frame, node, name)
    return V_SCALAR


def _view(frame: Frame, node: ast.AST, name: str) -> Value:
    """``keys``, ``values``, ``items`` and copies."""
    held = read_any(frame, node)
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


def _update(frame: Frame, node: ast.AST, args: Args) -> None:
    machine = frame.machine
    for name, value in args.keywords.items():
        write(frame, node, frozenset({machine.const(name)}), value)
    if args.double_star is not None:
        write(frame, node, V_UNKNOWN, args.double_star)
    given = [*args.positional, *([args.star] if args.star is not None else [])]
    for value in given:
        if not value:
            frame.ctx.unresolved.add((node, "write", ""))
        for atom in value:
            if isinstance(atom, Box) and atom.kind not in ("dict", *OPAQUE):
                _update_pairs(frame, node, atom)
            elif isinstance(atom, Box) and atom.kind == "dict":
                for key, cell in atom.items.items():
                    write(frame, node, frozenset({machine.const(key)}), frame.read(cell))
                rest = frame.read(atom.rest)
                if rest:
                    write(frame, node, frame.read(atom.keys) or V_UNKNOWN, rest)
            else:
                if atom is STATE:
                    read_any(frame, node)
                write(frame, node, V_UNKNOWN, V_UNKNOWN)


def _update_pairs(frame: Frame, node: ast.AST, box: Box) -> None:
    """``update([(key, value), ...])``."""
    for cell in (*box.items.values(), box.rest):
        for pair in frame.read(cell):
            if not isinstance(pair, Box) or frame.read(pair.rest):
                write(frame, node, V_UNKNOWN, V_UNKNOWN)
                continue
            key, value = pair.items.get(0), pair.items.get(1)
            if key is not None and value is not None:
                write(frame, node, frame.read(key), frame.read(value))
