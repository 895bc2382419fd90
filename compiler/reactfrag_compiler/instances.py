"""Objects of the script's classes: what happens when one is made, and what its fields begin as."""

from __future__ import annotations

import ast

from reactfrag_compiler.access import hold, mutate
from reactfrag_compiler.attributes import ANY_NAME
from reactfrag_compiler.classes import (
    bind,
    call_meta,
    call_special,
    enum_members,
    finalise,
    kinds_of,
    lookup,
)
from reactfrag_compiler.effect_notes import note_ext, note_unknown
from reactfrag_compiler.items import elements
from reactfrag_compiler.known import KEEPERS
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.unknown_calls import escape
from reactfrag_compiler.values import (
    EMPTY,
    STATES,
    V_UNKNOWN,
    Args,
    ClassAtom,
    Descriptor,
    Ext,
    Instance,
    Value,
    join,
)


def instantiate(frame: Frame, node: ast.AST, cls: ClassAtom, args: Args) -> Value:
    """Call a class."""
    machine = frame.machine
    members = enum_members(frame, cls)
    if members:
        for hook in lookup(frame, cls, "_missing_") - V_UNKNOWN:
            inner = hook.function if isinstance(hook, Descriptor) else hook
            machine.call(frame, node, frozenset({inner}), args.with_first(frozenset({cls})))
        return members
    special = call_meta(frame, node, cls, "__call__", args)
    thing = machine.instance(frame.ctx, node, cls)
    itself: Value = frozenset({thing})
    maker = lookup(frame, cls, "__new__") - V_UNKNOWN
    if maker:
        machine.call(frame, node, maker, args.with_first(frozenset({cls})))
    initialiser = lookup(frame, cls, "__init__")
    if initialiser - V_UNKNOWN:
        found = bind(frame, node, initialiser - V_UNKNOWN, thing, cls)
        machine.call(frame, node, found, args)
    else:
        _set_fields(frame, node, thing, cls, args)
        call_special(frame, node, thing, "__post_init__")
    for base in kinds_of(frame, cls):
        if base in KEEPERS:
            # It keeps what it is given, and gives it back as items.
            frame.machine.add(thing.cell("[]"), join(elements_of_all(frame, node, args)))
    _note_bases(frame, node, cls)
    if initialiser & V_UNKNOWN:
        escape(frame, node, join(args.all()))
        _call_hooks(frame, node, thing)
    finalise(frame, node, itself)
    return itself | special


def elements_of_all(frame: Frame, node: ast.AST, args: Args) -> list[Value]:
    """Arguments, and what is in them."""
    return [value | elements(frame, node, value - STATES) for value in args.all()]


def _note_bases(frame: Frame, node: ast.AST, cls: ClassAtom) -> None:
    """What the bases from outside do when an object is made."""
    if cls.scope in frame.machine.wrapped:
        note_unknown(frame, node)
    for base in frame.read(cls.bases):
        if isinstance(base, Ext):
            note_ext(frame, node, base.name)
        elif isinstance(base, ClassAtom) and base is not cls:
            _note_bases(frame, node, base)
        elif not isinstance(base, ClassAtom):
            note_unknown(frame, node)


def _default(frame: Frame, node: ast.AST, found: Value) -> Value:
    """What a field begins as: its default, or what its ``default_factory`` makes now."""
    made = [
        frame.machine.call(frame, node, frozenset({atom.function}), Args())
        for atom in found
        if isinstance(atom, Descriptor) and atom.kind == "field"
    ]
    plain = (a for a in found if not isinstance(a, Descriptor) or a.kind != "field")
    return frozenset(plain) | join(made)


def _set_fields(frame: Frame, node: ast.AST, thing: Instance, cls: ClassAtom, args: Args) -> None:
    """What a class without ``__init__`` (a dataclass, a named tuple) does with its arguments."""
    machine = frame.machine
    for index, name in enumerate(_fields(frame, cls)):
        value = args.get(index, name)
        if value is None or (index >= len(args.positional) and name not in args.keywords):
            # The default is each object's own value.
            value = (value or EMPTY) | _default(frame, node, lookup(frame, cls, name))
        machine.add(thing.cell(name), value)
    for name, value in args.keywords.items():
        machine.add(thing.cell(name), value)
    others = [value for value in (args.star, args.double_star) if value is not None]
    for value in others:
        machine.add(thing.cell(ANY_NAME), value)
    holders = frame.read(thing.held)
    if holders:
        hold(frame, frozenset({thing}), holders)


def _fields(frame: Frame, cls: ClassAtom) -> list[str]:
    names: list[str] = []
    for base in frame.read(cls.bases):
        if isinstance(base, ClassAtom) and base is not cls:
            names += _fields(frame, base)
    assert isinstance(cls.scope.node, ast.ClassDef)
    for statement in cls.scope.node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            names.append(statement.target.id)
    return names


def _call_hooks(frame: Frame, node: ast.AST, thing: Instance) -> None:
    """A base that is not known may call any method of the object: ``run`` of a thread."""
    for name in ("run", "setup", "handle", "forward", "main", "__post_init__"):
        if name in thing.type.scope.names:
            call_special(frame, node, thing, name, Args(star=V_UNKNOWN))
    mutate(frame, node, frozenset({thing}), sure=False)
