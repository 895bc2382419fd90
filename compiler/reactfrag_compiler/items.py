"""Items: subscripts, deletion and iteration."""

from __future__ import annotations

import ast

from reactfrag_compiler.access import (
    delete,
    held_parts,
    hold,
    mutate,
    read,
    read_any,
    write,
)
from reactfrag_compiler.addresses import hash_of
from reactfrag_compiler.attributes import ANY_NAME, lose, lost, module_attribute, store_global
from reactfrag_compiler.classes import (
    call_meta,
    call_special,
    compare,
    enum_members,
    forget,
    kinds_of,
    lookup,
    methods_in,
)
from reactfrag_compiler.containers import (
    consume,
    elements_of_box,
    fill,
    get_item,
    put_inside,
    put_item,
)
from reactfrag_compiler.effect_notes import (
    change,
    change_unknown,
    note_api_use,
    note_called,
    note_use,
)
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.unknown_calls import call_back
from reactfrag_compiler.values import (
    ELEMENT,
    EMPTY,
    LIBRARY_KINDS,
    SCALAR,
    UNKNOWN,
    V_ELEMENT,
    V_SCALAR,
    V_UNKNOWN,
    Api,
    Args,
    Atom,
    Bound,
    Box,
    ClassAtom,
    Closure,
    Const,
    Container,
    Descriptor,
    Ext,
    Fragment,
    Held,
    Instance,
    Method,
    ModuleAtom,
    Partial,
    StateObject,
    Text,
    Value,
    join,
)

_FUNCTIONS = (Closure, Bound, Fragment, Partial, Ext)


def load_item(frame: Frame, node: ast.AST, base: Value, index: Value | None) -> Value:
    """``base[index]``; ``None`` for a slice."""
    return join([_item(frame, node, atom, index) for atom in base])


def _item(frame: Frame, node: ast.AST, atom: Atom, index: Value | None) -> Value:
    if isinstance(atom, StateObject):
        return read(frame, node, atom, V_UNKNOWN if index is None else index)
    if index is not None and not isinstance(atom, Instance):
        compare(frame, node, index)
    if isinstance(atom, Method):
        atom = atom.owner
    if index is not None and (atom is UNKNOWN or isinstance(atom, Held) or is_foreign(atom)):
        # Data frames call a function that is their index.
        functions = frozenset(a for a in index if isinstance(a, _FUNCTIONS))
        note_called(frame, node, functions)
        call_back(frame, node, functions)
    if isinstance(atom, Box) and atom.kind in LIBRARY_KINDS:
        return _library_item(frame, node, atom, index)
    if isinstance(atom, Box):
        if index is None:
            part = frame.machine.box(frame.ctx, (node, atom.kind), atom.kind)
            frame.machine.add(part.rest, elements_of_box(frame, atom))
            return frozenset({part})
        fill(frame, node, atom)
        return get_item(frame, atom, index)
    if isinstance(atom, Held):
        fill(frame, node, atom)
    if isinstance(atom, Instance):
        args = Args((V_SCALAR if index is None else index,))
        own = frame.read(atom.cell("[]"))
        got = call_special(frame, node, atom, "__getitem__", args)
        got |= call_special(frame, node, atom, "__missing__", args)
        return (got or lost(frame, "[]")) | own | frame.read(atom.held)
    if isinstance(atom, ModuleAtom):
        return _global_item(frame, atom, index)
    if isinstance(atom, ClassAtom):
        # Color["RED"], or a generic class with its parameters.
        args = Args((V_SCALAR if index is None else index,))
        call_meta(frame, node, atom, "__getitem__", args)
        for hook in lookup(frame, atom, "__class_getitem__") - V_UNKNOWN:
            inner = hook.function if isinstance(hook, Descriptor) else hook
            given = args.with_first(frozenset({atom}))
            frame.machine.call(frame, node, frozenset({inner}), given)
        return enum_members(frame, atom) or frozenset({atom})
    if isinstance(atom, Ext) and atom.name == "sys.modules":
        return V_UNKNOWN | {frame.machine.api("")} | frozenset(frame.machine.envs.values())
    if isinstance(atom, Const) and index is None:
        return V_SCALAR
    return elements(frame, node, frozenset({atom}))


def is_foreign(atom: Atom) -> bool:
    """Whether something is an object of a library."""
    return isinstance(atom, Box) and atom.kind in LIBRARY_KINDS


def _library_item(frame: Frame, node: ast.AST, box: Box, index: Value | None) -> Value:
    """A part of an object of a library, which it may share; rows by a mask are new."""
    result = (lost(frame, "[]") | elements_of_box(frame, box)) - V_UNKNOWN
    masked = index and all(isinstance(a, Box) and a.kind in LIBRARY_KINDS for a in index)
    if not masked:
        return result | {box}
    part = frame.machine.box(frame.ctx, (node, "object"), box.kind)
    frame.machine.add(part.rest, V_UNKNOWN)
    return result | {part}


def _global_item(frame: Frame, atom: ModuleAtom, index: Value | None) -> Value:
    """``globals()[name]``."""
    found: list[Value] = []
    for key in index or V_UNKNOWN:
        if isinstance(key, Const):
            found.append(module_attribute(frame, atom, str(key.value)))
        else:
            frame.ctx.notes.names.update((atom.env, name) for name in atom.env.cells)
            found += [frame.read(cell) for cell in atom.env.cells.values()]
    return join(found)


def store_item(frame: Frame, node: ast.AST, base: Value, index: Value | None, value: Value) -> None:
    """``base[index] = value``; ``None`` for a slice."""
    for atom in base:
        if isinstance(atom, StateObject):
            write(frame, node, atom, V_UNKNOWN if index is None else index, value)
        elif isinstance(atom, (Box, Held, Method)):
            mutate(frame, node, frozenset({atom}))
            if index is None:
                put_inside(frame, atom, elements(frame, node, value))
            else:
                compare(frame, node, index)
                put_item(frame, atom, index, value)
        elif isinstance(atom, Instance):
            args = Args((V_SCALAR if index is None else index, value))
            mutate(frame, node, frozenset({atom}), sure=False)
            frame.machine.add(atom.cell("[]"), value)
            holders = frame.read(atom.held)
            if holders:
                hold(frame, value, holders)
            call_special(frame, node, atom, "__setitem__", args)
        elif isinstance(atom, ModuleAtom):
            for key in index or EMPTY:
                name = str(key.value) if isinstance(key, Const) else ANY_NAME
                frame.ctx.notes.bindings[atom.env, name] = node
                store_global(frame, atom, name, value)
        else:
            change_unknown(frame, node, getattr(node, "value", node), atom)
            lose(frame, "[]", value)


def delete_item(frame: Frame, node: ast.AST, base: Value, index: Value | None) -> None:
    """``del base[index]``."""
    for atom in base:
        if isinstance(atom, StateObject):
            forget(frame, node, V_UNKNOWN if index is None else index, atom)
            delete(frame, node, atom, V_UNKNOWN if index is None else index)
        else:
            mutate(frame, node, frozenset({atom}))
            compare(frame, node, index or EMPTY)
            if isinstance(atom, Instance):
                call_special(frame, node, atom, "__delitem__", Args((index or V_SCALAR,)))


def elements(frame: Frame, node: ast.AST, value: Value) -> Value:
    """What iterating over a value may give."""
    return join([_elements(frame, node, atom) for atom in value])


def looped_over(frame: Frame, node: ast.AST, args: Args) -> Args:
    """Arguments that a method loops over: what objects of the script give stands for them."""
    if not frame.machine.classes:
        return args

    def given(value: Value) -> Value:
        things = frozenset(atom for atom in value if isinstance(atom, Instance))
        if not things:
            return value
        box = frame.machine.box(frame.ctx, (node, "looped over"), "list")
        frame.machine.add(box.rest, elements(frame, node, things))
        return (value - things) | {box}

    return Args(
        tuple(given(value) for value in args.positional),
        None if args.star is None else given(args.star),
        args.keywords,
        None if args.double_star is None else given(args.double_star),
    )


def examine(frame: Frame, node: ast.AST, value: Value) -> None:
    """Code from outside looks into objects of the script: it may loop over them, too."""
    for atom in value:
        if isinstance(atom, Instance):
            elements(frame, node, frozenset({atom}))
            for name in ("__getattr__", "__getattribute__"):
                call_special(frame, node, atom, name, Args((V_SCALAR,)))
            if kinds_of(frame, atom.type) - {"builtins.object", "abc.ABC"}:
                # It is taken for what its base is: a dict may be asked for its items.
                for name in methods_in(frame, atom.type):
                    call_special(frame, node, atom, name, Args(star=V_UNKNOWN))


def _elements(frame: Frame, node: ast.AST, atom: Atom) -> Value:
    if isinstance(atom, Method):
        atom = atom.owner
    if isinstance(atom, StateObject):
        read_any(frame, node, atom)
        return V_SCALAR
    if isinstance(atom, Box):
        consume(frame, node, frozenset({atom}))
        if atom.once:
            change(frame, node, atom)
        if atom.kind in LIBRARY_KINDS:
            return elements_of_box(frame, atom) | lost(frame, "[]")
        if atom.kind == "set":
            hash_of(frame, node, elements_of_box(frame, atom))
        return _box_elements(frame, atom)
    if isinstance(atom, Held):
        consume(frame, node, frozenset({atom}))
        return held_parts(frame, atom)
    if isinstance(atom, Instance):
        return _iterate_instance(frame, node, atom)
    if isinstance(atom, Const):
        text = atom.value if isinstance(atom.value, str) else ""
        if 0 < len(text) <= 16:
            return frozenset(frame.machine.const(letter) for letter in text)
        return V_SCALAR
    if isinstance(atom, ClassAtom):
        made = call_meta(frame, node, atom, "__iter__")
        return enum_members(frame, atom) or V_UNKNOWN | elements(frame, node, made)
    if isinstance(atom, Container):
        # Columns and tabs are many of one kind.
        return frozenset({atom})
    if isinstance(atom, Api):
        note_api_use(frame, node, atom.name)
    elif isinstance(atom, Ext):
        note_use(frame, node, atom.name)
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
    got = call_special(frame, node, thing, "__getitem__", args) | frame.read(thing.cell("[]"))
    # What a named tuple or a dataclass gives may be any of its fields.
    got |= join(frame.read(cell) for cell in list(thing.attributes.values()))
    # What has keys is a mapping to ``dict`` and ``update``.
    call_special(frame, node, thing, "keys")
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
