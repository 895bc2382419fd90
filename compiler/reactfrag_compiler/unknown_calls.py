"""Calls of code that cannot be followed: what is given to it escapes."""

from __future__ import annotations

import ast

from reactfrag_compiler.access import mutate, touch_any
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.objects import call_special, lookup
from reactfrag_compiler.values import (
    EMPTY,
    STATE,
    V_STATE,
    V_UNKNOWN,
    Api,
    Args,
    Atom,
    Bound,
    Box,
    ClassAtom,
    Closure,
    Descriptor,
    Fragment,
    Held,
    Instance,
    Method,
    ModuleAtom,
    Partial,
    Value,
    join,
)

_ANYTHING = Args(star=V_UNKNOWN, double_star=V_UNKNOWN)


def call_unknown(frame: Frame, node: ast.AST, args: Args) -> Value:
    """Call what is not known: it may do anything with what it is given."""
    given = join(args.all())
    escape(frame, node, given)
    if STATE in given:
        return V_UNKNOWN | V_STATE
    return V_UNKNOWN


def call_back(frame: Frame, node: ast.AST, given: Value, inputs: Value = V_UNKNOWN) -> Value:
    """Functions given to well-known code are called by it, with arguments of this value."""
    result = EMPTY
    args = Args(star=inputs, double_star=V_UNKNOWN)
    for atom in given:
        if isinstance(atom, (Closure, Bound, Fragment, Partial)):
            result |= frame.machine.call(frame, node, frozenset({atom}), args)
    return result


def escape(frame: Frame, node: ast.AST, given: Value) -> None:
    """Values reach code that cannot be followed."""
    seen: set[Atom] = set()
    pending = list(given)
    while pending:
        atom = pending.pop()
        if atom in seen:
            continue
        seen.add(atom)
        pending.extend(_escape(frame, node, atom))


def _escape(frame: Frame, node: ast.AST, atom: Atom) -> Value:
    """What one atom lets happen; gives what escapes along with it."""
    if atom is STATE or (isinstance(atom, Api) and not atom.name):
        touch_any(frame, node)
    elif isinstance(atom, Method):
        return frozenset({atom.owner})
    elif isinstance(atom, Held):
        mutate(frame, node, frozenset({atom}), sure=False)
    elif isinstance(atom, Box):
        mutate(frame, node, frozenset({atom}), sure=False)
        inside = join(frame.read(cell) for cell in (*atom.items.values(), atom.rest, atom.keys))
        if atom.kind != "tuple":
            frame.machine.add(atom.rest, V_UNKNOWN)
        return inside
    elif isinstance(atom, (Closure, Bound, Fragment, Partial)):
        frame.machine.call(frame, node, frozenset({atom}), _ANYTHING)
    elif isinstance(atom, Instance):
        return _escape_instance(frame, node, atom)
    elif isinstance(atom, ClassAtom):
        return frame.machine.call(frame, node, frozenset({atom}), _ANYTHING)
    elif isinstance(atom, ModuleAtom):
        return EMPTY
    return EMPTY


def _escape_instance(frame: Frame, node: ast.AST, thing: Instance) -> Value:
    """An object in unknown hands: all its methods may be called, all its attributes got."""
    mutate(frame, node, frozenset({thing}), sure=False)
    for name in _methods(frame, thing.type):
        call_special(frame, node, thing, name, _ANYTHING)
    return join(frame.read(cell) for cell in thing.attributes.values())


def _methods(frame: Frame, cls: ClassAtom) -> list[str]:
    names = {
        name
        for name in cls.scope.names
        if any(isinstance(a, (Closure, Fragment, Descriptor)) for a in lookup(frame, cls, name))
    }
    for base in frame.read(cls.bases):
        if isinstance(base, ClassAtom) and base is not cls:
            names.update(_methods(frame, base))
    return sorted(names - {"__init__", "__new__"})
