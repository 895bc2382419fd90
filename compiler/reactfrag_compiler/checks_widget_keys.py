"""RF106: widgets that have the same key on one page.

The calls that every run makes are followed from the script through functions and
fragments. Two ways to widgets of one key are a clash, and so is one way that passes
through a loop.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from reactfrag_compiler.diagnostics import Diagnostic, Note
from reactfrag_compiler.facts import COMPREHENSIONS, FUNCTIONS, LOOPS, Facts, Parents, position
from reactfrag_compiler.source import Module
from reactfrag_compiler.values import Context

_ENDS = frozenset({"stop", "rerun", "experimental_rerun", "switch_page", "exit", "quit"})

MAX_STEPS = 5_000
"""Calls that are followed."""
MAX_DEPTH = 50
"""Calls within calls that are."""
_FORKS = (ast.If, ast.While, ast.Try, ast.TryStar, ast.ExceptHandler, ast.match_case, ast.IfExp,
          ast.BoolOp, ast.ClassDef)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Way:
    """How a run gets to a place."""

    chain: tuple[tuple[Module, ast.AST], ...] = ()
    """The calls on the way, outermost first."""
    branches: frozenset[tuple[ast.AST, str]] = frozenset()
    """The sides of the forks that are taken."""
    loop: tuple[Module, ast.AST] | None = None
    """A loop on the way."""
    turns: int | None = None
    """How many turns it has, if that is known."""
    ends: bool = False
    """Whether the run, or the function, ends after one of those sides."""


@dataclass(frozen=True, slots=True)
class _Place:
    module: Module
    call: ast.Call
    literal: ast.expr
    way: _Way


def same_keys(facts: Facts) -> Iterator[Diagnostic]:
    """RF106."""
    if not any(a.note == "widget" for accesses in facts.raw.values() for a in accesses):
        return
    places: dict[str, list[_Place]] = {}
    for place in _Walk(facts).places():
        assert isinstance(place.literal, ast.Constant)
        places.setdefault(str(place.literal.value), []).append(place)
    seen: set[ast.expr] = set()
    for key, found in places.items():
        for index, place in enumerate(found):
            if place.literal in seen:
                continue
            other = next((o for o in found[:index] if _together(o.way, place.way)), None)
            clash = _clash(key, place, other)
            if clash is not None:
                seen.add(place.literal)
                yield clash


def _together(a: _Way, b: _Way) -> bool:
    """Whether one run can go both ways."""
    if a.ends or b.ends:
        return a.branches == b.branches
    # Of two different forks it is not known whether they go together.
    return a.branches <= b.branches or b.branches <= a.branches


def _clash(key: str, place: _Place, other: _Place | None) -> Diagnostic | None:
    span = place.module.span(place.literal)
    if other is None:
        if place.way.loop is None or place.way.turns in (0, 1):
            return None
        module, loop = place.way.loop
        return Diagnostic(
            "RF106",
            "error" if place.way.turns else "warning",
            f"each turn of a loop draws a widget with the key {key!r}",
            span,
            "make the key differ from turn to turn, as in "
            f'`key=f"{key}_{{{_turn(loop)}}}"`, or leave it out: widgets are told apart by '
            "their place",
            (Note("in this loop", module.span(loop)),),
        )
    if other.literal is place.literal:
        calls = [(m, n) for m, n in place.way.chain if (m, n) not in other.way.chain]
        first = [(m, n) for m, n in other.way.chain if (m, n) not in place.way.chain]
        notes = tuple(
            Note(text, found[0][0].span(found[0][1]))
            for text, found in (("drawn by this call", first), ("and by this one", calls))
            if found
        )
        return Diagnostic(
            "RF106",
            "error",
            f"the widget with the key {key!r} is drawn more than once",
            span,
            "make the key an argument of the function, or leave it out: widgets are told apart "
            "by their place",
            notes,
        )
    return Diagnostic(
        "RF106",
        "error",
        f"two widgets have the key {key!r}",
        span,
        "each widget needs a key of its own",
        (Note("first used here", other.module.span(other.literal)),),
    )


def _turn(loop: ast.AST) -> str:
    """The variable of a loop, as far as it has one of its own."""
    target = loop.target if isinstance(loop, LOOPS) else None
    if isinstance(loop, COMPREHENSIONS):
        target = loop.generators[0].target
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    # Of several the last is most often what is plain: `for column, name in zip(...)`.
    plain = [n.id for n in names if isinstance(n, ast.Name) and n.id != "_"]
    return plain[-1] if plain else "i"


class _Walk:
    """Follows the calls of a run."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._steps = 0
        self._useful = _reaching_widgets(facts)

    def places(self) -> list[_Place]:
        """The widgets with constant keys, in the order of their lines, way by way."""
        return list(self._visit(self._facts.result.app, _Way(), (self._facts.result.app,)))

    def _visit(self, ctx: Context, way: _Way, active: tuple[Context, ...]) -> Iterator[_Place]:
        steps: list[tuple[ast.AST, Context | None]] = [
            (node, None) for node, _, note in ctx.accesses if note == "widget"
        ]
        steps += [(node, callee) for callee, node in _callees(ctx) if callee in self._useful]
        module = ctx.module
        done: set[ast.AST] = set()
        for node, callee in sorted(steps, key=lambda step: position(step[0])):
            self._steps += 1
            if self._steps > MAX_STEPS or node in done:
                continue
            here = _step(node, module, self._facts.trees.of(module), way)
            if here is None:
                continue
            done.add(node)
            if callee is None:
                literal = _literal_key(node)
                if literal is not None:
                    assert isinstance(node, ast.Call)
                    yield _Place(module, node, literal, here)
            elif callee not in active and len(active) < MAX_DEPTH:
                yield from self._visit(callee, here, (*active, callee))


def _callees(ctx: Context) -> Iterator[tuple[Context, ast.AST]]:
    """What a function calls at which place, fragments by the function in them."""
    for callee, node in ctx.entered:
        yield callee, node
    for fragment, node in ctx.fragment_calls:
        for callee, inner in fragment.context.entered:
            if inner is node:
                yield callee, node


def _reaching_widgets(facts: Facts) -> set[Context]:
    """The functions that draw a widget with a key, or call one that does."""
    callers: dict[Context, set[Context]] = {}
    found: set[Context] = set()
    for ctx in facts.contexts:
        for callee, _ in _callees(ctx):
            callers.setdefault(callee, set()).add(ctx)
        if any(note == "widget" for _, _, note in ctx.accesses):
            found.add(ctx)
    pending = list(found)
    while pending:
        for caller in callers.get(pending.pop(), ()):
            if caller not in found:
                found.add(caller)
                pending.append(caller)
    return found


def _literal_key(node: ast.AST) -> ast.expr | None:
    if not isinstance(node, ast.Call):
        return None
    literal = next((k.value for k in node.keywords if k.arg == "key"), None)
    plain = isinstance(literal, ast.Constant) and isinstance(literal.value, str)
    return literal if plain else None


def _step(node: ast.AST, module: Module, parents: Parents, way: _Way) -> _Way | None:
    """The way to a call in the function that ``way`` leads to, None when it is no plain call."""
    if not isinstance(node, ast.Call):
        return None
    branches = set(way.branches)
    loop, turns, ends = way.loop, way.turns, way.ends
    child: ast.AST = node
    parent = parents.get(node)
    while parent is not None and not isinstance(parent, FUNCTIONS):
        if isinstance(parent, ast.keyword) and (parent.arg or "").startswith("on_"):
            return None
        if isinstance(parent, _FORKS):
            fork, side = _side(parents, parent, child)
            branches.add((fork, side))
            ends = ends or _ends(parent, child)
        elif isinstance(parent, LOOPS) and child in parent.body:
            if _leaves(parent):
                branches.add((parent, "body"))
            else:
                loop, turns = _nested((module, parent), loop, turns, _turns(parent.iter))
        elif isinstance(parent, COMPREHENSIONS) and not isinstance(child, ast.comprehension):
            if any(generator.ifs for generator in parent.generators):
                branches.add((parent, "element"))
            else:
                count = _turns(parent.generators[0].iter)
                loop, turns = _nested((module, parent), loop, turns, count)
        child, parent = parent, parents.get(parent)
    if loop is not None and branches != way.branches and loop != way.loop:
        # A fork in a loop may be taken on one turn only.
        loop, turns = way.loop, way.turns
    return _Way((*way.chain, (module, node)), frozenset(branches), loop, turns, ends)


def _nested(
    here: tuple[Module, ast.AST],
    loop: tuple[Module, ast.AST] | None,
    turns: int | None,
    count: int | None,
) -> tuple[tuple[Module, ast.AST], int | None]:
    """The loop to speak of, of one in another."""
    if loop is None or turns in (0, 1):
        return here, count
    return (here, count) if count not in (0, 1) else (loop, turns)


def _side(parents: Parents, fork: ast.AST, child: ast.AST) -> tuple[ast.AST, str]:
    """A fork and which side of it is taken; the cases of a ``match`` are sides of that."""
    if isinstance(fork, (ast.match_case, ast.ExceptHandler)):
        at = fork.pattern if isinstance(fork, ast.match_case) else fork
        return parents.get(fork, fork), f"{position(at)}"
    for name, value in ast.iter_fields(fork):
        if value is child or (isinstance(value, list) and child in value):
            return fork, name
    return fork, ""


def _ends(fork: ast.AST, child: ast.AST) -> bool:
    """Whether what follows a fork may not run once this side of it has."""
    for value in _block(fork, child):
        for node in ast.walk(value):
            if isinstance(node, (ast.Return, ast.Raise, ast.Break, ast.Continue)):
                return True
            if isinstance(node, ast.Call):
                function = node.func
                name = function.attr if isinstance(function, ast.Attribute) else ""
                if isinstance(function, ast.Name):
                    name = function.id
                if name in _ENDS:
                    return True
    return False


def _block(fork: ast.AST, child: ast.AST) -> list[ast.AST]:
    """The statements of the side that ``child`` stands in."""
    for _, value in ast.iter_fields(fork):
        if isinstance(value, list) and child in value:
            return value
    return []


def _leaves(loop: ast.For | ast.AsyncFor) -> bool:
    """Whether a loop may end before its time."""
    return any(isinstance(node, (ast.Break, ast.Return, ast.Raise)) for node in ast.walk(loop))


def _turns(iterated: ast.expr) -> int | None:
    """How often a loop goes round, if that is written out."""
    if isinstance(iterated, (ast.List, ast.Tuple, ast.Set)):
        plain = not any(isinstance(item, ast.Starred) for item in iterated.elts)
        return len(iterated.elts) if plain else None
    if isinstance(iterated, ast.Call) and isinstance(iterated.func, ast.Name):
        try:
            given = [ast.literal_eval(argument) for argument in iterated.args]
        except (ValueError, TypeError, SyntaxError):
            return None
        if iterated.func.id == "range" and all(isinstance(n, int) for n in given) and given:
            try:
                return len(range(*given))
            except (TypeError, ValueError, OverflowError):
                return None
    return None
