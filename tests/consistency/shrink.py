"""Makes a case that fails smaller: it leaves out, a piece at a time, what need not be there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from tests.consistency.syntax import Add, Block, Burst, Case, Const, Expr, Function, Script


def shrink(case: Case, fails: Callable[[Case], bool], tries: int = 2000) -> Case:
    """Return a case that ``fails`` and none of whose parts can be left out.

    Parameters
    ----------
    tries
        How many cases are tried at most.
    """
    while True:
        for smaller in _smaller(case):
            tries -= 1
            if tries < 0:
                return case
            if _still(fails, smaller):
                case = smaller
                break
        else:
            return case


def _still(fails: Callable[[Case], bool], case: Case) -> bool:
    try:
        return fails(case)
    except KeyError:
        # The oracle does not know a variable: what gave it its value was left out.
        return False


def _smaller(case: Case) -> Iterator[Case]:
    events = case.events
    if case.memo:
        yield replace(case, memo=False)
    for n in reversed(range(len(events))):
        yield replace(case, events=events[:n] + events[n + 1 :])
    for n, event in enumerate(events):
        if isinstance(event, Burst):
            for touch in event.touches:
                yield replace(case, events=(*events[:n], touch, *events[n + 1 :]))
    for script in _scripts(case.script):
        yield replace(case, script=script)


def _scripts(script: Script) -> Iterator[Script]:
    for n, function in enumerate(script.functions):
        without = script.functions[:n] + script.functions[n + 1 :]
        if f"'{function.name}'" not in repr(Script(without, script.body)):
            yield Script(without, script.body)
    for body in _blocks(script.body):
        yield replace(script, body=body)
    for n, function in enumerate(script.functions):
        for smaller in _functions(function):
            functions = (*script.functions[:n], smaller, *script.functions[n + 1 :])
            yield replace(script, functions=functions)


def _functions(function: Function) -> Iterator[Function]:
    plain = Function(function.name, function.kind, function.body)
    for name in ("run_every", "key", "parallel", "replaces", "memo"):
        if getattr(function, name) != getattr(plain, name):
            yield replace(function, **{name: getattr(plain, name)})
    for body in _blocks(function.body):
        yield replace(function, body=body)


def _blocks(block: Block) -> Iterator[Block]:
    for n in range(len(block)):
        yield block[:n] + block[n + 1 :]
    for n, statement in enumerate(block):
        for name in ("then", "orelse", "body"):
            inner = getattr(statement, name, ())
            if inner:
                yield block[:n] + inner + block[n + 1 :]
        for smaller in _parts(statement):
            yield (*block[:n], smaller, *block[n + 1 :])


def _parts(node: Any) -> Iterator[Any]:
    """Iterate over ``node`` with one part of it made smaller."""
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, tuple):
            options: Iterator[Any] = _blocks(value)
        elif isinstance(value, Add):
            options = iter((value.left, value.right, *_parts(value)))
        elif isinstance(value, Expr) and not isinstance(value, Const):
            options = iter((Const(0), Const(1)))
        elif field.name in ("callback", "default", "key") and type(node).__name__ in (
            "Input",
            "Button",
        ):
            options = iter(() if value is None else (None,))
        elif is_dataclass(value):
            options = _parts(value)
        else:
            continue
        for option in options:
            yield replace(node, **{field.name: option})
