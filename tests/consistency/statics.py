"""What the text of a script says of its fragments' order, worked out anew and by hand.

An edge leads from what may write a key to what may read it, never into the
script itself.  Order: whatever has no edge from what is still to come, the
first in the source; what is in one cycle stays together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.consistency.syntax import (
    Add,
    Again,
    Assign,
    AssignGlobal,
    AssignWidget,
    Block,
    Button,
    Call,
    Count,
    Drop,
    Dyn,
    Expr,
    Fresh,
    Get,
    Has,
    If,
    Input,
    Key,
    Loop,
    Name,
    Push,
    Put,
    Script,
    Size,
    Text,
    Within,
)

APP = "app"
Pattern = tuple[str, bool]
"""A name, or with ``True`` whatever begins so."""


@dataclass
class Touched:
    reads: set[Pattern] = field(default_factory=set)
    writes: set[Pattern] = field(default_factory=set)


@dataclass(frozen=True)
class Order:
    rank: dict[str, int]
    cycles: tuple[frozenset[str], ...]
    reach: dict[str, set[str]]
    """What may come to hear of what a node writes."""
    called: dict[str, set[str]]
    """A node, and the fragments that run when it does."""


def order_of(script: Script) -> Order:
    """Return the order of the nodes of ``script``, by name, and its cycles."""
    nodes = [APP, *(f.name for f in script.functions if f.kind == "fragment")]
    touched = {name: Touched() for name in nodes}
    _block(script, script.body, touched[APP])
    for function in script.functions:
        if function.kind == "fragment":
            _block(script, function.body, touched[function.name])
    after = {
        a: {b for b in nodes if b != APP and _meet(touched[a].writes, touched[b].reads)}
        for a in nodes
    }
    reach = {a: _reachable(a, after) for a in nodes}
    parts: list[frozenset[str]] = []
    for a in nodes:
        part = frozenset({a} | {b for b in nodes if b in reach[a] and a in reach[b]})
        if part not in parts:
            parts.append(part)
    rank: dict[str, int] = {}
    waiting = list(parts)
    while waiting:
        free = next(
            part
            for part in waiting
            if not any(after[a] & part for other in waiting if other != part for a in other)
        )
        waiting.remove(free)
        for name in nodes:
            if name in free:
                rank[name] = len(rank)
    cycles = tuple(part for part in parts if any(a in reach[a] for a in part))
    return Order(rank, cycles, reach, {a: _called(script, a) for a in nodes})


def _reachable(start: str, after: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    pending = [start]
    while pending:
        for b in after[pending.pop()]:
            if b not in found:
                found.add(b)
                pending.append(b)
    return found


def _called(script: Script, node: str) -> set[str]:
    """Return ``node`` and the fragments that it calls, or that those call."""
    found = {node}
    bodies = {function.name: function.body for function in script.functions}
    pending = [script.body if node == APP else bodies[node]]
    while pending:
        for target in _calls(pending.pop()):
            function = next(f for f in script.functions if f.name == target)
            if function.kind == "fragment":
                found.add(target)
            pending.append(function.body)
    return found


def _calls(block: Block) -> Iterator[str]:
    for statement in block:
        match statement:
            case Call(target):
                yield target
            case If(_, then, orelse):
                yield from _calls(then)
                yield from _calls(orelse)
            case Loop(body=body) | Within(body=body) | Button(then=body):
                yield from _calls(body)


def _meet(left: set[Pattern], right: set[Pattern]) -> bool:
    return any(_overlap(a, b) for a in left for b in right)


def _overlap(a: Pattern, b: Pattern) -> bool:
    (left, left_open), (right, right_open) = a, b
    if left_open and right_open:
        return left.startswith(right) or right.startswith(left)
    if left_open:
        return right.startswith(left)
    if right_open:
        return left.startswith(right)
    return left == right


def _pattern(key: Key) -> Pattern:
    return (key.text, False) if isinstance(key, Name) else (key.prefix, True)


def _key_reads(key: Key | None) -> Iterator[Pattern]:
    if isinstance(key, Dyn):
        yield from _reads(key.index)


def _reads(expr: Expr | None) -> Iterator[Pattern]:
    match expr:
        case Get(key) | Has(key):
            yield _pattern(key)
            yield from _key_reads(key)
        case Size(key):
            yield (key, False)
        case Count():
            yield ("", True)
        case Add(left, right):
            yield from _reads(left)
            yield from _reads(right)


def _block(script: Script, block: Block, into: Touched) -> None:
    for statement in block:
        reads: list[Iterable[Pattern]] = []
        match statement:
            case Text(value) | AssignGlobal(value):
                reads = [_reads(value)]
            case Assign(key, value) | AssignWidget(_, key, value):
                into.writes.add(_pattern(key))
                reads = [_key_reads(key), _reads(value)]
            case Drop(key):
                into.writes.add(_pattern(key))
                reads = [[_pattern(key)], _key_reads(key)]
            case Push(value):
                into.writes.add(("rows", False))
                reads = [[("rows", False)], _reads(value)]
            case Put(value):
                into.writes.add(("map", False))
                reads = [[("map", False)], _reads(value)]
            case Fresh(length):
                into.writes.add(("rows", False))
                reads = [_reads(length)]
            case If(condition, then, orelse):
                reads = [_reads(condition)]
                _block(script, then, into)
                _block(script, orelse, into)
            case Loop(_, times, body):
                reads = [_reads(times)]
                _block(script, body, into)
            case Call(target, argument):
                reads = [_reads(argument)]
                _call(script, target, into)
            case Within(_, body):
                _block(script, body, into)
            case Input(_, _, key, callback, default):
                reads = [_reads(default), _widget(script, key, callback, into)]
            case Button(_, then, key, callback):
                reads = [_widget(script, key, callback, into)]
                _block(script, then, into)
            case Again(counter):
                into.writes.add((counter, False))
                reads = [[(counter, False)]]
        for group in reads:
            into.reads.update(group)


def _widget(
    script: Script, key: Key | None, callback: str | None, into: Touched
) -> Iterator[Pattern]:
    if callback is not None:
        _call(script, callback, into)
    if key is not None:
        # Its events write it, not the code that draws it.
        yield _pattern(key)
        yield from _key_reads(key)


def _call(script: Script, target: str, into: Touched) -> None:
    function = next(f for f in script.functions if f.name == target)
    if function.kind != "fragment":
        _block(script, function.body, into)
