"""Builtins that look names up at run time, or make or import things."""

from __future__ import annotations

import ast
from typing import Protocol

from reactfrag_compiler.access import mutate, read_any, touch_any
from reactfrag_compiler.attributes import delete_attribute, load_attribute, store_attribute
from reactfrag_compiler.classes import operate
from reactfrag_compiler.containers import put_inside
from reactfrag_compiler.items import load_item
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.names import enter_module
from reactfrag_compiler.unknown_calls import escape
from reactfrag_compiler.values import (
    EMPTY,
    STATE,
    STATES,
    V_SCALAR,
    V_UNKNOWN,
    Args,
    Const,
    Instance,
    ModuleAtom,
    StateObject,
    Text,
    Value,
    join,
)


class Handler(Protocol):
    """Calls one builtin."""

    def __call__(self, frame: Frame, node: ast.AST, args: Args) -> Value: ...


def import_module(frame: Frame, node: ast.AST, args: Args) -> Value:
    """``importlib.import_module(name)``."""
    result = EMPTY
    for atom in join(args.positional[:1]):
        name = atom.value if isinstance(atom, Const) else None
        module = frame.machine.envs.get(name) if isinstance(name, str) else None
        if module is None:
            result |= V_UNKNOWN
        else:
            enter_module(frame, node, module)
            result |= {module}
    return result


def _attribute_name(value: Value) -> tuple[set[str], bool]:
    """The attribute names that a value may be, and whether there may be others."""
    names = {a.value for a in value if isinstance(a, Const) and isinstance(a.value, str)}
    return names, len(names) < len(value)


def _getattr(frame: Frame, node: ast.AST, args: Args) -> Value:
    base, name = args.get(0, "object") or EMPTY, args.get(1, "name") or EMPTY
    result = args.get(2, "default") or EMPTY
    names, others = _attribute_name(name)
    for known_name in names:
        result |= load_attribute(frame, node, base, known_name)
    if others:
        state = base & STATES
        result |= load_item(frame, node, state, name) | V_UNKNOWN
        for atom in base:
            if isinstance(atom, Instance):
                result |= join(frame.read(cell) for cell in atom.attributes.values())
                for method in atom.type.scope.names:
                    result |= load_attribute(frame, node, frozenset({atom}), method)
            elif isinstance(atom, ModuleAtom):
                result |= load_item(frame, node, frozenset({atom}), name)
    return result


def _setattr(frame: Frame, node: ast.AST, args: Args) -> Value:
    base, name = args.get(0, "object") or EMPTY, args.get(1, "name") or EMPTY
    value = args.get(2, "value") or EMPTY
    names, others = _attribute_name(name)
    for known_name in names:
        store_attribute(frame, node, base, known_name, value)
    if others:
        for atom in base:
            if isinstance(atom, StateObject):
                frame.machine.call(
                    frame,
                    node,
                    frozenset({frame.machine.method(atom, "__setitem__")}),
                    Args((name, value)),
                )
            elif isinstance(atom, Instance):
                mutate(frame, node, frozenset({atom}))
                for cell in atom.attributes.values():
                    frame.machine.add(cell, value)
            else:
                put_inside(frame, atom, value)
    return V_SCALAR


def _delattr(frame: Frame, node: ast.AST, args: Args) -> Value:
    base, name = args.get(0, "object") or EMPTY, args.get(1, "name") or EMPTY
    names, others = _attribute_name(name)
    for known_name in names:
        delete_attribute(frame, node, base, known_name)
    if others:
        for state in base & STATES:
            method = frame.machine.method(state, "__delitem__")
            frame.machine.call(frame, node, frozenset({method}), Args((name,)))
    return V_SCALAR


def _hasattr(frame: Frame, node: ast.AST, args: Args) -> Value:
    base = args.get(0, "object") or EMPTY
    _getattr(frame, node, Args((base & STATES, args.get(1, "name") or EMPTY)))
    return V_SCALAR


def _vars(frame: Frame, node: ast.AST, args: Args) -> Value:
    if not args.positional:
        return _globals(frame, node, args)
    result = V_UNKNOWN
    for atom in args.positional[0]:
        if isinstance(atom, StateObject):
            read_any(frame, node, atom)
        elif isinstance(atom, Instance):
            result |= join(frame.read(cell) for cell in atom.attributes.values())
    return result


def _globals(frame: Frame, node: ast.AST, args: Args) -> Value:
    atom = frame.machine.envs.get(frame.ctx.module.name)
    return V_UNKNOWN if atom is None else frozenset({atom})


def _exec(frame: Frame, node: ast.AST, args: Args) -> Value:
    touch_any(frame, node, STATE)
    escape(frame, node, join(args.all()))
    return V_UNKNOWN


def _super(frame: Frame, node: ast.AST, args: Args) -> Value:
    closure = frame.ctx.closure
    if closure is None or not closure.owner:
        return V_UNKNOWN
    function = closure.scope.node
    assert isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    parameters = [*function.args.posonlyargs, *function.args.args]
    if not parameters:
        return V_UNKNOWN
    first = frame.read(frame.ctx.env.cell(parameters[0].arg))
    return frozenset(
        frame.machine.super_of(owner, atom) for owner in closure.owner for atom in first
    )


def _descriptor(kind: str) -> Handler:
    def make(frame: Frame, node: ast.AST, args: Args) -> Value:
        given = args.positional[0] if args.positional else EMPTY
        return frozenset(frame.machine.descriptor(kind, atom) for atom in given)

    return make


def _type(frame: Frame, node: ast.AST, args: Args) -> Value:
    given = args.positional[0] if args.positional else EMPTY
    return frozenset(a.type for a in given if isinstance(a, Instance)) | V_UNKNOWN


def _dynamic_import(frame: Frame, node: ast.AST, args: Args) -> Value:
    return import_module(frame, node, args)


def _str(frame: Frame, node: ast.AST, args: Args) -> Value:
    given = args.positional[0] if args.positional else EMPTY
    operate(frame, node, given)
    result = V_SCALAR if not args.positional else EMPTY
    for atom in given:
        if isinstance(atom, Const):
            result |= {frame.machine.const(str(atom.value))}
        else:
            result |= frozenset({atom}) if isinstance(atom, Text) else V_SCALAR
    return result


REFLECTION: dict[str, Handler] = {
    "getattr": _getattr,
    "setattr": _setattr,
    "delattr": _delattr,
    "hasattr": _hasattr,
    "vars": _vars,
    "globals": _globals,
    "locals": _globals,
    "exec": _exec,
    "eval": _exec,
    "super": _super,
    "type": _type,
    "str": _str,
    "property": _descriptor("property"),
    "staticmethod": _descriptor("staticmethod"),
    "classmethod": _descriptor("classmethod"),
    "__import__": _dynamic_import,
}
"""Builtins with a meaning of their own, by name."""
