"""Lists, tuples, dicts, sets, comprehensions and lambdas."""

from __future__ import annotations

import ast

from reactfrag_compiler.access import read_states
from reactfrag_compiler.api_calls import spread_mapping
from reactfrag_compiler.classes import compare, operate
from reactfrag_compiler.definitions import closure_of
from reactfrag_compiler.evaluation import evaluate, handles
from reactfrag_compiler.items import elements
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.names import scope_at
from reactfrag_compiler.scopes import Comprehension
from reactfrag_compiler.targets import assign
from reactfrag_compiler.values import STATES, V_SCALAR, V_UNKNOWN, Cell, Const, Deferred, Env, Value


@handles(ast.List, ast.Tuple, ast.Set)
def _sequence(frame: Frame, node: ast.List | ast.Tuple | ast.Set) -> Value:
    kind = node.__class__.__name__.lower()
    box = frame.machine.box(frame.ctx, node, kind)
    machine = frame.machine
    position: int | None = 0
    for item in node.elts:
        if isinstance(item, ast.Starred):
            inside = elements(frame, item, evaluate(frame, item.value))
            if kind == "set":
                compare(frame, item, inside)
            machine.add(box.rest, inside)
            position = None
            continue
        value = evaluate(frame, item)
        if kind == "set":
            compare(frame, item, value)
        if position is None or kind == "set":
            machine.add(box.rest, value)
        else:
            cell = box.items.get(position)
            if cell is None:
                cell = box.items[position] = Cell()
            machine.add(cell, value)
            position += 1
    return frozenset({box})


@handles(ast.Dict)
def _dict(frame: Frame, node: ast.Dict) -> Value:
    machine = frame.machine
    box = machine.box(frame.ctx, node, "dict")
    for key, item in zip(node.keys, node.values, strict=True):
        value = evaluate(frame, item)
        if key is None:
            if value & STATES:
                machine.add(box.rest, read_states(frame, node, value))
                machine.add(box.keys, V_SCALAR)
                value -= STATES
            named, others = spread_mapping(frame, node, value)
            for name, one in named.items():
                machine.add(box.items.setdefault(name, Cell()), one)
            if others is not None:
                machine.add(box.rest, others)
                machine.add(box.keys, V_UNKNOWN)
            continue
        keys = evaluate(frame, key)
        compare(frame, key, keys)
        for atom in keys:
            if isinstance(atom, Const) and isinstance(atom.value, (str, int)):
                machine.add(box.items.setdefault(atom.value, Cell()), value)
            else:
                machine.add(box.rest, value)
                machine.add(box.keys, frozenset({atom}))
    return frozenset({box})


@handles(ast.GeneratorExp)
def _generator(frame: Frame, node: ast.GeneratorExp) -> Value:
    """Its first source is looked at at once, the rest by whoever loops over it."""
    machine = frame.machine
    box = machine.box(frame.ctx, node, "generator")
    first = node.generators[0].iter
    source = elements(frame, first, evaluate(frame, first))
    deferred = frame.ctx.deferred.get(node)
    if deferred is None:
        inner = _inside(frame, node)

        def work(own: Deferred) -> None:
            here = Frame(machine, own, inner.env, own, within=inner.within)
            _loops(here, here, node, here.read(own.given))
            machine.add(box.rest, evaluate(here, node.elt))

        deferred = frame.ctx.deferred[node] = Deferred(frame.ctx, inner.env, work)
    machine.add(deferred.given, source)
    machine.defer(frame, node, box, deferred)
    return frozenset({box})


def _loops(outer: Frame, inner: Frame, node: Comprehension, first: Value | None) -> None:
    """The ``for`` and ``if`` parts of a comprehension."""
    for index, generator in enumerate(node.generators):
        place = outer if index == 0 else inner
        if index or first is None:
            first = elements(place, generator.iter, evaluate(place, generator.iter))
        assign(inner, generator.target, first)
        for condition in generator.ifs:
            operate(inner, condition, evaluate(inner, condition))


@handles(ast.ListComp, ast.SetComp, ast.DictComp)
def _comprehension(frame: Frame, node: ast.ListComp | ast.SetComp | ast.DictComp) -> Value:
    inner = _inside(frame, node)
    _loops(frame, inner, node, None)
    machine = frame.machine
    if isinstance(node, ast.DictComp):
        box = machine.box(frame.ctx, node, "dict")
        keys, value = evaluate(inner, node.key), evaluate(inner, node.value)
        compare(inner, node.key, keys)
        machine.add(box.keys, keys)
        machine.add(box.rest, value)
        return frozenset({box})
    box = machine.box(frame.ctx, node, "list" if isinstance(node, ast.ListComp) else "set")
    item = evaluate(inner, node.elt)
    if isinstance(node, ast.SetComp):
        compare(inner, node.elt, item)
    machine.add(box.rest, item)
    return frozenset({box})


def _inside(frame: Frame, node: Comprehension) -> Frame:
    place = (node, frame.env)
    env = frame.ctx.envs.get(place)
    if env is None:
        env = frame.ctx.envs[place] = Env(scope_at(frame, node), frame.env)
    return frame.inside(env)


@handles(ast.Lambda)
def _lambda(frame: Frame, node: ast.Lambda) -> Value:
    return frozenset({closure_of(frame, node)})
