"""The functions of ``operator`` that get, set and call by way of something's name."""

from __future__ import annotations

import ast
from collections.abc import Callable

from reactfrag_compiler.attributes import load_attribute
from reactfrag_compiler.items import delete_item, load_item, store_item
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.reflection import attribute_of
from reactfrag_compiler.values import EMPTY, V_SCALAR, V_UNKNOWN, Args, Cell, Const, Partial, Value

Handler = Callable[[Frame, ast.AST, Args], Value]


def _given(args: Args, index: int) -> Value:
    value = args.get(index, "")
    return V_UNKNOWN if value is None else value


def _getitem(frame: Frame, node: ast.AST, args: Args) -> Value:
    return load_item(frame, node, _given(args, 0), _given(args, 1))


def _setitem(frame: Frame, node: ast.AST, args: Args) -> Value:
    store_item(frame, node, _given(args, 0), _given(args, 1), _given(args, 2))
    return V_SCALAR


def _delitem(frame: Frame, node: ast.AST, args: Args) -> Value:
    delete_item(frame, node, _given(args, 0), _given(args, 1))
    return V_SCALAR


def _later(name: str) -> Handler:
    """What ``itemgetter`` and the like give: a function that wants the object still."""

    def make(frame: Frame, node: ast.AST, args: Args) -> Value:
        machine = frame.machine
        found = frame.ctx.boxes.setdefault((node, name), Partial())
        assert isinstance(found, Partial)
        machine.add(found.function, frozenset({machine.ext(f"operator.{name}")}))
        given = [*args.positional, *(v for v in (args.star, args.double_star) if v is not None)]
        for index, value in enumerate(given):
            if index == len(found.positional):
                found.positional.append(Cell())
            machine.add(found.positional[index], value)
        for key, value in args.keywords.items():
            machine.add(found.keywords.setdefault(key, Cell()), value)
        return frozenset({found})

    return make


def _names_and_things(args: Args) -> tuple[list[Value], Value]:
    """What was given beforehand, and the object: the last, or among those of a star."""
    if args.star is not None:
        return list(args.positional), args.star
    *names, things = args.positional or (V_UNKNOWN,)
    return names, things


def _get_items(frame: Frame, node: ast.AST, args: Args) -> Value:
    names, things = _names_and_things(args)
    result = V_UNKNOWN
    for name in names:
        result |= load_item(frame, node, things, name)
    return result


def _get_attributes(frame: Frame, node: ast.AST, args: Args) -> Value:
    names, things = _names_and_things(args)
    result = V_UNKNOWN
    for name in names:
        for atom in name:
            if isinstance(atom, Const) and isinstance(atom.value, str):
                found = things
                for part in atom.value.split("."):
                    found = load_attribute(frame, node, found, part)
                result |= found
            else:
                result |= attribute_of(frame, node, Args((things, frozenset({atom}))))
    return result


def _call_method(frame: Frame, node: ast.AST, args: Args) -> Value:
    given, things = _names_and_things(args)
    name = given[0] if given else EMPTY
    method = attribute_of(frame, node, Args((things, name)))
    return frame.machine.call(frame, node, method, Args(tuple(given[1:]), None, args.keywords))


OPERATORS: dict[str, Handler] = {
    "getitem": _getitem,
    "setitem": _setitem,
    "delitem": _delitem,
    "itemgetter": _later("<items>"),
    "attrgetter": _later("<attributes>"),
    "methodcaller": _later("<method>"),
    "<items>": _get_items,
    "<attributes>": _get_attributes,
    "<method>": _call_method,
}
"""By name; those in angle brackets are what the makers of functions give."""
