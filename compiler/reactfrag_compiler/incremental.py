"""Compiling again after an edit at the cost of the edit.

The newest program of a line keeps its analysis. When an edit is within the body of one
function, the contexts of that function are visited again, first with the body before and
then with that after. If all else sees from both the same (what the function returns, what
it calls, what it puts where others look), the analysis is that of the new program; if
not, or if that cannot be told, the program is analysed anew. The answer is the same.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reactfrag_compiler import api
from reactfrag_compiler.analysis import PRECISE, Result, decorators_of
from reactfrag_compiler.effect_notes import Callback
from reactfrag_compiler.keys import Key
from reactfrag_compiler.machine import Machine, is_stateful, weight
from reactfrag_compiler.replay import Facts, Refused, Replay
from reactfrag_compiler.scopes import Scope
from reactfrag_compiler.source import Module, parse_module
from reactfrag_compiler.splice import Edit, plan_edit
from reactfrag_compiler.values import EMPTY, V_UNKNOWN, Cell, Closure, Context, Value

MAX_SHARE = 0.3
"""The part of the program that may be visited again; beyond that it is analysed anew."""
HEADROOM = 0.2
"""The part of its budget that the analysis must have left over."""
MAX_PASSES = 4
"""Visits of the new body until it agrees with what it stores itself."""
_GROWING = frozenset(
    {"_atoms", "stored", "lost", "unit", "members", "owned", "facts", "inputs",
     "told"}
)  # fmt: skip
_DECLARING = api.FRAGMENT | frozenset(api.DECORATORS)
"""Calls of these change what other functions are."""


@dataclass(frozen=True)
class Kept:
    """What the next compilation may build upon."""

    modules: dict[str, Module]
    result: Result


class Reuse:
    """Hands an analysis to one compilation, which changes it. Any thread."""

    def __init__(self, kept: Kept) -> None:
        self._kept = [kept]

    def take(self) -> Kept | None:
        """The analysis, None when another compilation has taken it."""
        try:
            # One operation of the list: no two threads get it.
            return self._kept.pop()
        except IndexError:
            return None

    def give_back(self, kept: Kept) -> None:
        """Return what has not been changed."""
        self._kept.append(kept)


class Parser:
    """Parses modules; notes edits of known ones instead where that will do."""

    def __init__(self) -> None:
        self.edits: list[Edit] = []

    def __call__(
        self,
        name: str,
        path: Path,
        text: str,
        *,
        is_package: bool = False,
        known: Module | None = None,
    ) -> Module:
        """As ``parse_module``; a module that is edited is given back as it was."""
        if known is not None and known.text != text and (known.name, known.path) == (name, path):
            edit = plan_edit(known, text)
            if edit is not None:
                self.edits.append(edit)
                return known
        return parse_module(name, path, text, is_package=is_package, known=known)


def apply_edits(
    edits: list[Edit], kept: Kept | None, modules: Mapping[str, Module]
) -> Result | None:
    """Bring modules up to date, and the analysis with them where that can be done.

    Parameters:
        edits: of the modules that are not parsed anew.
        kept: the analysis before the edits.
        modules: the modules of the new program.

    Returns:
        The analysis of the new program, None when it has to be made.
    """
    known = {} if kept is None else kept.modules
    if (
        kept is None
        or list(known) != list(modules)
        or any(known[name] is not module for name, module in modules.items())
    ):
        for edit in edits:
            edit.apply()
        return None
    done = True
    for edit in edits:
        try:
            if done and edit.function is not None:
                _replay(kept.result, edit)
                continue
        except (Refused, RecursionError):
            done = False
            if edit.applied:
                continue
        edit.apply()
    if is_stateful(modules.values()) != kept.result.machine.stateful:
        return None
    return kept.result if done else None


def _replay(result: Result, edit: Edit) -> None:
    machine, scope = result.machine, edit.scope()
    _check_function(machine, scope)
    _check_machine(result)
    contexts = _contexts(machine, scope)
    made = _sizes(machine)
    reached = _reached(result), _reached(result, result.orphans)
    replay = Replay(machine, contexts)
    standing = replay.present()
    before = replay.settle()
    extras = replay.extras(standing, before)
    if extras:
        before = replay.settle(extras)
    shape, (own, free) = _shape(scope), _names(scope)
    edit.apply()
    # Nodes of the tree that are kept may say something else now.
    machine.told.clear()
    _check_function(machine, scope)
    now_own, now_free = _names(scope)
    if _shape(scope) != shape or own & now_free or free & now_own:
        raise Refused
    after = _settle_contents(machine, replay, before, extras)
    replay.finish(standing, before, after)
    if _sizes(machine) != made or _contexts(machine, scope) != contexts:
        raise Refused
    replay.close()
    if reached != (_reached(result), _reached(result, result.orphans)):
        # What nothing calls is analysed by itself, at another time.
        raise Refused


def _contexts(machine: Machine, scope: Scope) -> list[Context]:
    return [ctx for inner in scope.all() for ctx in machine.by_scope.get(inner, ())]


def _sizes(machine: Machine) -> dict[str, int]:
    """How much there is of everything that only definitions and new calls add to."""
    found = {
        name: len(value)
        for name, value in vars(machine).items()
        if isinstance(value, (dict, set, list)) and name not in _GROWING
    }
    return found | {"closures": len(machine.closures())}


def _names(scope: Scope) -> tuple[set[str], set[str]]:
    """The names that a function binds, and those that it takes from outside."""
    return set(scope.names), {n for inner in scope.all() for n in inner.uses} - scope.names


def _shape(scope: Scope) -> tuple[object, ...]:
    """What callers and the top level know of a function."""
    return (scope.is_generator, scope.globals, scope.nonlocals)


def _check_machine(result: Result) -> None:
    """Analyses in which the order of visits had a say are made anew."""
    machine = result.machine
    size = sum(weight(module.scope) for module in machine.modules.values())
    if result.gave_up or machine.coarse or machine.budget < HEADROOM * PRECISE * size:
        raise Refused
    if any(isinstance(key, Closure) for key in machine.contexts):
        raise Refused


def _check_function(machine: Machine, scope: Scope) -> None:
    """Functions that define fragments or classes, or decorate, change more than themselves."""
    contexts = 0
    for inner in scope.all():
        contexts += len(machine.by_scope.get(inner, ())) * inner.size
        if isinstance(inner.node, ast.ClassDef) or (
            not _DECLARING.isdisjoint(inner.uses | inner.attributes)
        ):
            raise Refused
        if inner is not scope and (inner in machine.fragments or decorators_of(inner)):
            raise Refused
    total = sum(weight(module.scope) for module in machine.modules.values())
    if not contexts or contexts > MAX_SHARE * total + 1000:
        raise Refused


def _settle_contents(
    machine: Machine, replay: Replay, before: Facts, extras: dict[Cell, Value]
) -> Facts:
    """Visit the new body until what keys hold agrees with what it stores under them."""
    read = machine.contents.forget(replay.members)
    others: set[Key] = set()
    for _ in range(MAX_PASSES):
        after = replay.settle(extras)
        others |= {
            key
            for key in {*before.contents, *after.contents}
            if before.contents.get(key) != after.contents.get(key)
        }
        fresh = [
            _store(machine, replay, key, before.contents.get(key), after.contents.get(key))
            for key in others
        ]
        seeded = [_seed(machine, replay, key) for key in machine.contents.unwritten()]
        if not any(fresh) and not any(seeded):
            break
    else:
        raise Refused
    for key in read:
        _unseed(machine, key)
    return after


def _store(
    machine: Machine, replay: Replay, key: Key, before: Value | None, after: Value | None
) -> bool:
    """Let a key hold what the function and all others store under it; whether that is new."""
    contents, mine = machine.contents, after or EMPTY
    by = machine.stored.setdefault(key, {})
    standing = EMPTY.union(*[value for ctx, value in by.items() if ctx in replay.members])
    if standing not in (before or EMPTY, mine):
        # Earlier visits stored what the last ones do not.
        raise Refused
    others = {ctx: value for ctx, value in by.items() if ctx not in replay.members}
    seed = others.pop(None, None)
    if seed is not None and any(others.values()):
        raise Refused
    value = EMPTY.union(*others.values(), mine)
    machine.stored[key] = {**others, replay.unit[0]: mine} if mine else dict(others)
    holds = contents.value(key)
    if value == (holds or EMPTY) and (value or holds is None):
        return False
    if seed is not None and not mine:
        machine.stored[key][None] = seed
        return False
    if not contents.readers_of(key).keys() <= replay.members:
        raise Refused
    if not value:
        contents.remove(key)
        del machine.stored[key]
        return True
    if holds is None and any(
        None in others and other != key and other.overlaps(key)
        for other, others in machine.stored.items()
    ):
        # What was read and not written is written now.
        raise Refused
    contents.cell(key)[0].value = value
    return True


def _seed(machine: Machine, replay: Replay, key: Key) -> bool:
    """Let a key that is read and not written hold what is not known; whether that is new."""
    contents = machine.contents
    if (contents.value(key) or EMPTY) >= V_UNKNOWN:
        return False
    if not contents.readers_of(key).keys() <= replay.members:
        raise Refused
    contents.cell(key)[0].value |= V_UNKNOWN
    machine.stored.setdefault(key, {})[None] = V_UNKNOWN
    return True


def _unseed(machine: Machine, key: Key) -> None:
    """A key that is not read any more does not hold what is not known."""
    contents = machine.contents
    if contents.is_read(key) or None not in machine.stored.get(key, {}):
        return
    if len(machine.stored[key]) > 1 or contents.readers_of(key):
        raise Refused
    contents.remove(key)
    del machine.stored[key]


def _reached(result: Result, *others: Context) -> set[Context]:
    """The contexts that the top level and the fragments lead to."""
    pending = [result.app, *others]
    pending += [fragment.context for fragment in result.machine.fragments.values()]
    seen = set(pending)
    while pending:
        for callee in pending.pop().calls:
            if callee not in seen:
                seen.add(callee)
                pending.append(callee)
    return {ctx for ctx in seen if not isinstance(ctx, Callback)}
