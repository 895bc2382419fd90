"""Names, attributes, items, calls and what else an expression is made of."""

from __future__ import annotations

import ast

from reactfrag_compiler.access import read_states
from reactfrag_compiler.api_calls import spread, spread_mapping
from reactfrag_compiler.attributes import load_attribute
from reactfrag_compiler.classes import call_special, operate
from reactfrag_compiler.evaluation import evaluate, handles
from reactfrag_compiler.items import elements, load_item
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.names import lookup_name
from reactfrag_compiler.targets import index_of
from reactfrag_compiler.values import (
    EMPTY,
    NO_ARGS,
    STATES,
    V_SCALAR,
    V_UNKNOWN,
    Args,
    Box,
    Instance,
    Value,
    join,
)


@handles(ast.Constant)
def _constant(frame: Frame, node: ast.Constant) -> Value:
    value = node.value
    if value is None or value.__class__ in (str, int, bool):
        assert value is None or isinstance(value, (str, int))
        return frozenset({frame.machine.const(value)})
    return V_SCALAR


@handles(ast.Name)
def _name(frame: Frame, node: ast.Name) -> Value:
    return lookup_name(frame, node.id)


@handles(ast.Attribute)
def _attribute(frame: Frame, node: ast.Attribute) -> Value:
    return load_attribute(frame, node, evaluate(frame, node.value), node.attr)


@handles(ast.Subscript)
def _subscript(frame: Frame, node: ast.Subscript) -> Value:
    base = evaluate(frame, node.value)
    return load_item(frame, node, base, index_of(frame, node.slice))


@handles(ast.Slice)
def _slice(frame: Frame, node: ast.Slice) -> Value:
    for part in (node.lower, node.upper, node.step):
        if part is not None:
            operate(frame, part, evaluate(frame, part))
    return V_SCALAR


@handles(ast.Call)
def _call(frame: Frame, node: ast.Call) -> Value:
    callee = evaluate(frame, node.func)
    return frame.machine.call(frame, node, callee, arguments(frame, node))


def arguments(frame: Frame, node: ast.Call) -> Args:
    """The arguments of a call."""
    if not node.args and not node.keywords:
        return NO_ARGS
    positional: list[Value] = []
    star: Value | None = None
    for argument in node.args:
        if isinstance(argument, ast.Starred):
            known, others = spread(frame, node, evaluate(frame, argument.value))
            if star is None:
                positional.extend(known)
                star = others
            else:
                star |= join([*known, others or EMPTY])
        else:
            value = evaluate(frame, argument)
            if star is None:
                positional.append(value)
            else:
                star |= value
    keywords: dict[str, Value] = {}
    double_star: Value | None = None
    for keyword in node.keywords:
        value = evaluate(frame, keyword.value)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
            continue
        if value & STATES:
            double_star = read_states(frame, node, value) | (double_star or EMPTY)
            value -= STATES
        named, rest = spread_mapping(frame, node, value)
        for name, one in named.items():
            keywords[name] = keywords.get(name, EMPTY) | one
        if rest is not None:
            double_star = rest | (double_star or EMPTY)
    return Args(tuple(positional), star, keywords, double_star)


@handles(ast.NamedExpr)
def _walrus(frame: Frame, node: ast.NamedExpr) -> Value:
    value = evaluate(frame, node.value)
    env = frame.env
    while env.parent is not None and node.target.id not in env.scope.names:
        env = env.parent
    frame.machine.add(env.cell(node.target.id), value)
    return value


@handles(ast.Await)
def _await(frame: Frame, node: ast.Await) -> Value:
    value = evaluate(frame, node.value)
    for atom in value:
        if isinstance(atom, Instance):
            made = call_special(frame, node, atom, "__await__")
            elements(frame, node, made)
            value |= made
    return value


@handles(ast.Yield)
def _yield(frame: Frame, node: ast.Yield) -> Value:
    if node.value is not None:
        frame.machine.add(frame.ctx.yields.rest, evaluate(frame, node.value))
    return V_UNKNOWN | frame.read(frame.ctx.sent)


@handles(ast.YieldFrom)
def _yield_from(frame: Frame, node: ast.YieldFrom) -> Value:
    source = evaluate(frame, node.value)
    machine = frame.machine
    machine.add(frame.ctx.yields.rest, elements(frame, node, source))
    result = V_UNKNOWN
    for atom in source:
        if isinstance(atom, Box):
            for origin in atom.origins:
                machine.add(origin.sent, frame.read(frame.ctx.sent))
                result |= frame.read(origin.result)
    return result


@handles(ast.Starred)
def _starred(frame: Frame, node: ast.Starred) -> Value:
    return elements(frame, node, evaluate(frame, node.value))
