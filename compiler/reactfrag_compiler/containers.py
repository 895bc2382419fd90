"""Containers: what the lists, dicts, tuples and sets of the script hold, and held values."""

from __future__ import annotations

import ast

from reactfrag_compiler.access import aliases_of, held_parts, hold, hot, mutate, reachable
from reactfrag_compiler.classes import operate, operate_inside
from reactfrag_compiler.known import (
    COMPARING,
    ELEMENT_METHODS,
    LIST_EXTENDS,
    LIST_STORES,
    MUTATORS,
    READERS,
)
from reactfrag_compiler.machine import ANY_METHOD, Frame
from reactfrag_compiler.values import (
    EMPTY,
    LAZY,
    OPAQUE,
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
    Value,
    join,
)


def consume(frame: Frame, node: ast.AST, value: Value) -> None:
    """A value is looped over: what is lazy in it runs now, and is not what it was after."""
    for atom in value:
        if isinstance(atom, Box):
            boxes = {atom} if atom.kind in LAZY else set()
        elif isinstance(atom, Held):
            boxes = _lazy_inside(frame, atom)
        else:
            continue
        for box in boxes:
            frame.read(box.rest)
            for origin in box.origins:
                if origin is not frame.ctx:
                    frame.ctx.calls.setdefault(origin, node)
        if boxes:
            mutate(frame, node, frozenset({atom}), sure=False)


def _lazy_inside(frame: Frame, held: Held) -> set[Box]:
    """What a key holds, at any depth, that is lazy."""
    lazy = frame.read(frame.machine.lazy)
    if not lazy:
        return set()
    names = [atom.key for atom in aliases_of(frame, {held}) if isinstance(atom, Held)]
    near = {
        box
        for box in lazy
        if isinstance(box, Box)
        for holder in frame.read(box.held)
        if isinstance(holder, Held) and any(holder.key.overlaps(name) for name in names)
    }
    return near & _inside_held(frame, held) if near else set()


def _inside_held(frame: Frame, held: Held) -> set[Atom]:
    """What a key holds, at any depth: what other keys hold, too, where it holds the same."""
    seen: set[Atom] = {held}
    pending: list[Held] = [held]
    while pending:
        fresh = reachable(frame, frame.machine.content(frame, pending.pop().key)) - seen
        seen |= fresh
        pending.extend(atom for atom in fresh if isinstance(atom, Held))
    return seen


def elements_of_box(frame: Frame, box: Box) -> Value:
    """The items of a container."""
    return join(frame.read(cell) for cell in (*box.items.values(), box.rest))


def put_inside(frame: Frame, container: Atom, value: Value, index: str | int | None = None) -> None:
    """Store a value in a container (without counting that as a mutation)."""
    machine = frame.machine
    if isinstance(container, Method):
        container = container.owner
    if isinstance(container, Box):
        cell = container.rest
        if index is not None and index in container.items:
            cell = container.items[index]
        elif index is not None and container.kind == "dict":
            cell = container.items[index] = Cell()
            cell.readers |= container.rest.readers
            machine.enqueue_all(cell.readers)
        machine.add(cell, value)
        holders = frame.read(container.held)
        if holders:
            hold(frame, value, holders)
    elif isinstance(container, Held):
        for atom in machine.content(frame, container.key):
            if isinstance(atom, Box):
                put_inside(frame, atom, value, index)
            elif atom is UNKNOWN:
                machine.put_content(container.key, hot(value))
        hold(frame, value, frozenset({container}))


def call_container_method(frame: Frame, node: ast.AST, owner: Atom, name: str, args: Args) -> Value:
    """A method of a container made by the script, or of a value held by the state."""
    if isinstance(owner, Box) and owner.kind in LAZY:
        consume(frame, node, frozenset({owner}))
        if name == "send":
            for origin in owner.origins:
                frame.machine.add(origin.sent, args.get(0, "value") or V_UNKNOWN)
    if name == "__getitem__" and isinstance(owner, (Box, Held)):
        fill(frame, node, owner)
    if name in COMPARING:
        # What is looked for is hashed, or compared with what is there.
        given = join(args.all())
        operate(frame, node, frozenset(a for a in given if isinstance(a, Instance)))
        operate_inside(frame, node, given | {owner})
    for given in args.all():
        consume(frame, node, given)
    if name in MUTATORS:
        mutate(frame, node, frozenset({owner}))
        if name in LIST_STORES:
            value = args.get(LIST_STORES[name], "object")
            put_inside(frame, owner, value if value is not None else V_UNKNOWN)
        elif name in LIST_EXTENDS:
            _extend(frame, owner, args)
        elif name in ("setdefault", "__setitem__"):
            key, value = args.get(0, "key"), args.get(1, "default")
            put_item(frame, owner, key or V_UNKNOWN, value or EMPTY)
    if name in ELEMENT_METHODS:
        return _element_result(frame, node, owner, name, args)
    if name in READERS or name in MUTATORS:
        known = isinstance(owner, Box) and owner.kind not in OPAQUE
        return V_SCALAR if known and name != "keys" else _plain(frame, node, owner, name)
    mutate(frame, node, frozenset({owner}), sure=False)
    if name == ANY_METHOD:
        for value in args.all():
            put_inside(frame, owner, value)
        inside = elements_of_box(frame, owner) if isinstance(owner, Box) else EMPTY
        return V_UNKNOWN | inside | {owner}
    if isinstance(owner, Box) and owner.kind in OPAQUE:
        return elements_of_box(frame, owner)
    return V_UNKNOWN | {owner} if isinstance(owner, Held) else V_UNKNOWN


def _plain(frame: Frame, node: ast.AST, owner: Atom, name: str) -> Value:
    if name == "keys" and isinstance(owner, Box):
        box = frame.machine.box(frame.ctx, (node, "keys"), "list")
        known = frozenset(frame.machine.const(key) for key in owner.items)
        frame.machine.add(box.rest, known | frame.read(owner.keys))
        return frozenset({box})
    return V_UNKNOWN


def put_item(frame: Frame, owner: Atom, key: Value, value: Value) -> None:
    """``owner[key] = value`` (without counting that as a mutation)."""
    for atom in key:
        known = isinstance(atom, Const) and isinstance(atom.value, (str, int))
        index = atom.value if isinstance(atom, Const) and known else None
        put_inside(frame, owner, value, index if isinstance(index, (str, int)) else None)
        if index is None and isinstance(owner, Box):
            frame.machine.add(owner.keys, frozenset({atom}))


def _extend(frame: Frame, owner: Atom, args: Args) -> None:
    for name, value in args.keywords.items():
        put_inside(frame, owner, value, name)
    for value in [*args.positional, *(v for v in (args.star, args.double_star) if v is not None)]:
        for atom in value:
            if isinstance(atom, Box):
                if atom.kind == "dict":
                    for key, cell in list(atom.items.items()):
                        put_inside(frame, owner, frame.read(cell), key)
                    put_inside(frame, owner, frame.read(atom.rest))
                    if isinstance(owner, Box):
                        frame.machine.add(owner.keys, frame.read(atom.keys))
                else:
                    put_inside(frame, owner, elements_of_box(frame, atom))
            elif isinstance(atom, Held):
                put_inside(frame, owner, held_parts(frame, atom))
            else:
                put_inside(frame, owner, V_UNKNOWN)
                if isinstance(owner, Box):
                    frame.machine.add(owner.keys, V_UNKNOWN)


def _element_result(frame: Frame, node: ast.AST, owner: Atom, name: str, args: Args) -> Value:
    default = args.get(1, "default") or EMPTY
    if isinstance(owner, Held):
        inside = held_parts(frame, owner)
        if name in ("values", "copy", "items"):
            return _copy_of_held(frame, node, owner, name, inside)
        return inside | default
    assert isinstance(owner, Box)
    key = args.get(0, "key")
    if name in ("get", "setdefault", "pop", "__getitem__") and owner.kind == "dict" and key:
        return get_item(frame, owner, key) | default | {frame.machine.const(None)}
    inside = elements_of_box(frame, owner)
    if name in ("values", "copy", "union", "intersection", "difference"):
        copy = frame.machine.box(
            frame.ctx, (node, name), "list" if name == "values" else owner.kind
        )
        frame.machine.add(copy.rest, inside)
        frame.machine.add(copy.keys, _known_keys(frame, owner))
        return frozenset({copy})
    if name == "items":
        return frozenset({_items(frame, node, owner)})
    return inside | default


def _copy_of_held(frame: Frame, node: ast.AST, held: Held, name: str, inside: Value) -> Value:
    """What these methods give of something that the state holds: another container."""
    machine = frame.machine
    content = machine.content(frame, held.key)
    boxes = [atom for atom in content if isinstance(atom, Box)]
    keys = join(_known_keys(frame, box) for box in boxes)
    if UNKNOWN in content or not boxes:
        keys |= V_UNKNOWN
    kinds = {box.kind for box in boxes}
    kind = "dict" if name == "copy" and kinds == {"dict"} else "list"
    copy = machine.box(frame.ctx, (node, name), kind)
    if name == "items":
        pair = machine.box(frame.ctx, (node, "held pair"), "tuple")
        machine.add(pair.items.setdefault(0, Cell()), keys or V_SCALAR)
        machine.add(pair.items.setdefault(1, Cell()), inside)
        inside = frozenset({pair})
    machine.add(copy.rest, inside)
    machine.add(copy.keys, keys)
    return frozenset({copy})


def _known_keys(frame: Frame, box: Box) -> Value:
    return frozenset(frame.machine.const(key) for key in box.items) | frame.read(box.keys)


def _items(frame: Frame, node: ast.AST, owner: Box) -> Box:
    """What ``dict.items()`` gives: a pair for each known key, and one for the others."""
    machine = frame.machine
    result = machine.box(frame.ctx, (node, "items"), "list")
    pairs: list[tuple[str | int | None, Value, Cell]] = [
        (key, frozenset({machine.const(key)}), cell) for key, cell in owner.items.items()
    ]
    rest = frame.read(owner.rest)
    if rest or not pairs:
        pairs.append((None, frame.read(owner.keys) or V_SCALAR, owner.rest))
    for index, name, cell in pairs:
        pair = machine.box(frame.ctx, (node, "item", index), "tuple")
        machine.add(pair.items.setdefault(0, Cell()), name)
        machine.add(pair.items.setdefault(1, Cell()), frame.read(cell))
        machine.add(result.rest, frozenset({pair}))
    return result


def fill(frame: Frame, node: ast.AST, owner: Box | Held) -> None:
    """An item is asked for, which a ``defaultdict`` adds where it is missing."""
    boxes: Value = frozenset({owner})
    if isinstance(owner, Held):
        boxes = frame.machine.content(frame, owner.key)
    for box in boxes:
        if isinstance(box, Box) and box.maker is not None:
            mutate(frame, node, frozenset({owner}), sure=False)
            put_inside(frame, box, frame.machine.call(frame, node, frame.read(box.maker), Args()))


def get_item(frame: Frame, box: Box, key: Value) -> Value:
    """What ``box[key]`` may be."""
    found: list[Value] = []
    for atom in key:
        if isinstance(atom, Const) and isinstance(atom.value, (str, int)):
            cell = box.items.get(atom.value)
            if cell is not None:
                found.append(frame.read(cell))
                if box.kind == "tuple":
                    continue
            elif isinstance(atom.value, int) and atom.value < 0:
                found.append(elements_of_box(frame, box))
            found.append(frame.read(box.rest))
        else:
            found.append(elements_of_box(frame, box))
    return join(found)
