"""Calls of code that cannot be followed: what is given to it escapes."""

from __future__ import annotations

import ast

from reactfrag_compiler.access import mutate, touch_any
from reactfrag_compiler.classes import call_special, methods_in, operate
from reactfrag_compiler.effect_notes import note_unknown
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.values import (
    EMPTY,
    STATE,
    V_UNKNOWN,
    Api,
    Args,
    Atom,
    Bound,
    Box,
    ClassAtom,
    Closure,
    Const,
    Context,
    Descriptor,
    Fragment,
    Held,
    Instance,
    Method,
    Partial,
    StateObject,
    Text,
    Value,
    join,
)

_ANYTHING = Args(star=V_UNKNOWN, double_star=V_UNKNOWN)


def call_unknown(frame: Frame, node: ast.AST, args: Args, *, noted: bool = False) -> Value:
    """Call what is not known: it may do anything with what it is given.

    Parameters:
        noted: whether its effects have been noted by its name.
    """
    if not noted:
        note_unknown(frame, node)
    given = join(args.all())
    escape(frame, node, given)
    # Much code gives back what it is given, or something that behaves alike.
    return opaque(frame, node, given) | living(given)


def opaque(frame: Frame, node: ast.AST, given: Value, kind: str = "opaque") -> Value:
    """What code from outside gives: an object of its own, which may hold what it was given."""
    if not frame.machine.stateful:
        return V_UNKNOWN
    box = frame.machine.box(frame.ctx, (node, kind), kind)
    frame.machine.add(box.rest, V_UNKNOWN | {box} | living(given))
    return V_UNKNOWN | {box}


_LIVING = (Closure, Bound, Fragment, Partial, Instance, Box, Held, ClassAtom, Method, StateObject)


def living(value: Value) -> Value:
    """What of a value does something when it is used, or is something that can change."""
    return frozenset(
        atom
        for atom in value
        if isinstance(atom, _LIVING)
        and not (isinstance(atom, Method) and isinstance(atom.owner, (Const, Text)))
    )


def call_back(frame: Frame, node: ast.AST, given: Value, inputs: Value = V_UNKNOWN) -> Value:
    """Functions given to well-known code are called by it, with arguments of this value."""
    result = EMPTY
    args = Args(star=inputs, double_star=V_UNKNOWN)
    for atom in given:
        if isinstance(atom, (Closure, Bound, Fragment, Partial)):
            frame.ctx.notes.loose.setdefault(node, "many")
            result |= frame.machine.call(frame, node, frozenset({atom}), args)
    return result


def call_keys(frame: Frame, node: ast.AST, functions: Value, inputs: Value) -> None:
    """Classes given as the key of an order: their objects are compared."""
    for atom in functions:
        if isinstance(atom, ClassAtom):
            made = frame.machine.call(frame, node, frozenset({atom}), Args((inputs,)))
            operate(frame, node, made)


def escape(frame: Frame, node: ast.AST, given: Value) -> None:
    """Values reach code that cannot be followed."""
    for given_atom in given:
        atom = given_atom.owner if isinstance(given_atom, Method) else given_atom
        if isinstance(atom, StateObject):
            touch_any(frame, node, atom)
        elif isinstance(atom, Api) and not atom.name:
            touch_any(frame, node, STATE)
        elif isinstance(atom, Held):
            mutate(frame, node, frozenset({atom}), sure=False)
        elif isinstance(atom, (Closure, Bound, Fragment, Partial)):
            frame.ctx.notes.loose[node] = "unknown"
            frame.machine.call(frame, node, frozenset({atom}), _ANYTHING)
        elif isinstance(atom, Descriptor):
            escape(frame, node, frozenset({atom.function}))
        elif isinstance(atom, (Box, Instance, ClassAtom)):
            if not isinstance(atom, ClassAtom):
                mutate(frame, node, frozenset({atom}), sure=False)
            _release(frame, node, atom)


class Escape(Context):
    """Stands for what unknown code may do with a container, an object or a class.

    One for each of them, whoever lets it go: a context like any other, so that it
    is worked out once and again only when what it read has grown.
    """

    __slots__ = ("atom", "node")

    def __init__(self, caller: Context, node: ast.AST, atom: Atom) -> None:
        super().__init__(None, caller.module, caller.env, caller)
        self.name = ""
        self.node = node
        self.atom = atom


def _release(frame: Frame, node: ast.AST, atom: Atom) -> None:
    machine = frame.machine
    frame.ctx.notes.loose[node] = "unknown"
    known = machine.escapes.get(atom)
    if known is None:
        known = machine.escapes[atom] = Escape(frame.ctx, node, atom)
        frame.ctx.calls.setdefault(known, node)
        frame.ctx.notes.edges.add((known, node))
        machine.run(known, first=True)
    else:
        frame.ctx.calls.setdefault(known, node)
        frame.ctx.notes.edges.add((known, node))


def visit_escape(frame: Frame, ctx: Escape) -> None:
    """Let unknown code do what it can with what it was given."""
    atom, node = ctx.atom, ctx.node
    if isinstance(atom, Box):
        inside = join(frame.read(cell) for cell in (*atom.items.values(), atom.rest, atom.keys))
        if atom.kind != "tuple":
            frame.machine.add(atom.rest, V_UNKNOWN)
        for origin in atom.origins:
            frame.ctx.calls.setdefault(origin, node)
        escape(frame, node, inside)
    elif isinstance(atom, Instance):
        # All its methods may be called, all its attributes got.
        for name in methods_in(frame, atom.type):
            call_special(frame, node, atom, name, _ANYTHING)
        escape(frame, node, join(frame.read(cell) for cell in atom.attributes.values()))
    elif isinstance(atom, ClassAtom):
        made = frame.machine.call(frame, node, frozenset({atom}), _ANYTHING)
        escape(frame, node, made - {atom})
