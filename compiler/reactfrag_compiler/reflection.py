"""Builtins that look names up at run time, or make or import things."""

from __future__ import annotations

import ast
from typing import Protocol

from reactfrag_compiler.access import read_any, touch_any
from reactfrag_compiler.addresses import show
from reactfrag_compiler.api_calls import spread_mapping
from reactfrag_compiler.attributes import (
    ANY_NAME,
    delete_attribute,
    load_attribute,
    store_attribute,
    store_global,
)
from reactfrag_compiler.classes import operate, operate_inside
from reactfrag_compiler.containers import call_container_method, put_inside
from reactfrag_compiler.items import load_item
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.names import enter_module
from reactfrag_compiler.unknown_calls import call_unknown, escape
from reactfrag_compiler.values import (
    EMPTY,
    NO_ARGS,
    STATE,
    STATES,
    V_SCALAR,
    V_UNKNOWN,
    Args,
    Atom,
    Cell,
    ClassAtom,
    Const,
    Env,
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


def attribute_of(frame: Frame, node: ast.AST, args: Args) -> Value:
    """``getattr(object, name)``."""
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
            elif isinstance(atom, ClassAtom):
                for attribute in list(atom.attributes):
                    result |= load_attribute(frame, node, frozenset({atom}), attribute)
            elif isinstance(atom, ModuleAtom):
                result |= load_item(frame, node, frozenset({atom}), name)
            elif atom is not STATE:
                result |= load_attribute(frame, node, frozenset({atom}), ANY_NAME)
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
                store_attribute(frame, node, frozenset({atom}), ANY_NAME, value)
            elif isinstance(atom, ModuleAtom):
                store_global(frame, atom, ANY_NAME, value)
            elif isinstance(atom, ClassAtom):
                for cell in (*atom.attributes.values(), atom.env.cell(ANY_NAME)):
                    frame.machine.add(cell, value)
            else:
                put_inside(frame, atom, value)
                store_attribute(frame, node, frozenset({atom}), ANY_NAME, value)
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


def _has_own(atom: Atom) -> bool:
    """Whether asking for an attribute may run code of the script."""
    return isinstance(atom, (Instance, ClassAtom))


def _hasattr(frame: Frame, node: ast.AST, args: Args) -> Value:
    base = frozenset(a for a in args.get(0, "object") or EMPTY if a in STATES or _has_own(a))
    attribute_of(frame, node, Args((base, args.get(1, "name") or EMPTY)))
    return V_SCALAR


def _vars(frame: Frame, node: ast.AST, args: Args) -> Value:
    if not args.positional:
        return _locals(frame, node, args)
    result = EMPTY
    for atom in args.positional[0]:
        if isinstance(atom, StateObject):
            read_any(frame, node, atom)
        elif isinstance(atom, ModuleAtom):
            result |= {atom}
        else:
            result |= load_attribute(frame, node, frozenset({atom}), "__dict__")
    return result | V_UNKNOWN


def _globals(frame: Frame, node: ast.AST, args: Args) -> Value:
    atom = frame.machine.envs.get(frame.ctx.module.name)
    return V_UNKNOWN if atom is None else frozenset({atom})


def _locals(frame: Frame, node: ast.AST, args: Args) -> Value:
    """The variables of a function, which are not changed by way of this dict."""
    if frame.env.parent is None:
        return _globals(frame, node, args)
    machine = frame.machine
    box = machine.box(frame.ctx, (node, "locals"), "dict")
    env: Env | None = frame.env
    while env is not None and env.parent is not None:
        for name in sorted(env.scope.names):
            cell = env.cell(name)
            machine.add(box.items.setdefault(name, Cell()), frame.read(cell))
        env = env.parent
    return frozenset({box})


def call_namespace_method(
    frame: Frame, node: ast.AST, owner: ModuleAtom, name: str, args: Args
) -> Value:
    """A method of ``globals()``."""
    key, value = args.get(0, "key"), args.get(1, "default") or EMPTY
    if name in ("setdefault", "__setitem__") and key is not None:
        for atom in key:
            one = str(atom.value) if isinstance(atom, Const) else ANY_NAME
            store_global(frame, owner, one, value)
    elif name == "update":
        for one, given in args.keywords.items():
            store_global(frame, owner, one, given)
        named, others = spread_mapping(frame, node, join(args.positional))
        for one, given in named.items():
            store_global(frame, owner, one, given)
        for rest in (others, args.double_star, args.star):
            if rest:
                store_global(frame, owner, ANY_NAME, rest)
    if name in ("get", "setdefault", "pop", "__getitem__") and key is not None:
        return load_item(frame, node, frozenset({owner}), key) | value
    machine = frame.machine
    box = machine.box(frame.ctx, (node, name), "dict")
    for one in sorted(owner.env.scope.names | set(owner.env.cells)):
        machine.add(box.items.setdefault(one, Cell()), frame.read(owner.env.cell(one)))
    if name == "copy":
        return frozenset({box})
    return call_container_method(frame, node, box, name, NO_ARGS)


def _exec(frame: Frame, node: ast.AST, args: Args) -> Value:
    touch_any(frame, node, STATE)
    escape(frame, node, join(args.all()))
    frame.machine.add(frame.machine.executed, frozenset({frame.machine.ext("builtins.exec")}))
    return V_UNKNOWN | {STATE}


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
        made: set[Atom] = set()
        parts = ((kind, "fget"), ("setter", "fset"), ("deleter", "fdel"))
        for index, (part, name) in enumerate(parts if kind == "property" else parts[:1]):
            for atom in args.get(index, name) or EMPTY:
                made.add(frame.machine.descriptor(part, atom))
        return frozenset(made)

    return make


def _type(frame: Frame, node: ast.AST, args: Args) -> Value:
    given = args.positional[0] if args.positional else EMPTY
    if len(args.positional) > 1 or args.star is not None:
        # A class that is put together: what it is made of is out of sight.
        return call_unknown(frame, node, args)
    return frozenset(a.type for a in given if isinstance(a, Instance)) | V_UNKNOWN


def _dynamic_import(frame: Frame, node: ast.AST, args: Args) -> Value:
    return import_module(frame, node, args)


def _str(frame: Frame, node: ast.AST, args: Args) -> Value:
    given = args.positional[0] if args.positional else EMPTY
    operate(frame, node, given)
    operate_inside(frame, node, given)
    show(frame, node, given)
    result = V_SCALAR if not args.positional else EMPTY
    for atom in given:
        if isinstance(atom, Const):
            result |= {frame.machine.const(str(atom.value))}
        else:
            result |= frozenset({atom}) if isinstance(atom, Text) else V_SCALAR
    return result


REFLECTION: dict[str, Handler] = {
    "getattr": attribute_of,
    "setattr": _setattr,
    "delattr": _delattr,
    "hasattr": _hasattr,
    "vars": _vars,
    "globals": _globals,
    "locals": _locals,
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
