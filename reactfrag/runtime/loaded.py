"""The script that a session runs: what compiled last, and why a later edit does not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

from reactfrag.runtime.instance import Instance
from reactfrag.runtime.memo import Nature
from reactfrag.runtime.state import State, is_plain
from reactfrag_compiler import CompileError, Program, diff_programs


class Loaded:
    """Owned by the event loop's thread; runs ask it for nodes."""

    __slots__ = (
        "_keys",
        "_natures",
        "_reached",
        "failure",
        "program",
        "same",
    )

    def __init__(self, program: Program | CompileError) -> None:
        self.program: Program | None = None
        self.failure: CompileError | None = None
        self._reached: dict[str, frozenset[str]] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        """The keys that brief nodes touch."""
        self.same: frozenset[str] | None = None
        """Nodes that edits have left as they were, until the script has run again."""
        self._natures: Mapping[str, Nature] = {}
        self.take(program)

    def take(self, program: Program | CompileError) -> bool:
        """Take an edited script; return whether it compiles to another one than before."""
        if isinstance(program, CompileError):
            self.failure = program
            return False
        self._reached.clear()
        self._keys.clear()
        before, self.program, self.failure = self.program, program, None
        self._natures = _natures(program)
        if before is None or before.digest == program.digest:
            return before is None
        same = diff_programs(before, program).same
        self.same = same if self.same is None else self.same & same
        return True

    def cycle(self, node: str) -> frozenset[str]:
        """Return the nodes in one cycle with ``node``; empty if it is in none."""
        assert self.program is not None
        if node not in self.program.cyclic:
            return frozenset()
        return next(part for part in self.program.cycles if node in part)

    def precedes(self, first: str, second: str) -> bool:
        """Whether ``first`` may write what ``second`` reads, directly or by way of others.

        What the two of them call counts as well.
        """
        assert self.program is not None
        known = self._reached.get(first)
        if known is None:
            called = _reach([first], self.program.call_edges) | {first}
            known = self._reached[first] = _reach(called, self.program.edges)
        inside = _reach([second], self.program.call_edges) | {second}
        return not known.isdisjoint(inside)

    def may_write(self, node: str, key: str) -> bool:
        """Whether code of ``node`` may change ``key``, as far as the compiler can tell."""
        known = self.program.nodes.get(node) if self.program is not None else None
        return known is None or any(k.matches(key) for k in known.writes | known.deletes)

    def nature_of(self, node: str) -> Nature | None:
        """Return what tells whether ``node`` may be skipped; ``None``: nothing is known of it."""
        return self._natures.get(node)

    def is_brief(self, instance: Instance, state: State) -> bool:
        """Whether a run of ``instance`` by itself is sure to be over soon, as things stand."""
        if instance.brief is None:
            instance.brief = self._has_brief_code(instance)
        return (
            instance.brief
            and all(map(is_plain, (*instance.args, *instance.kwargs.values())))
            and all(
                is_plain(state.get(key)) for key in self._keys_of(instance.node) if key in state
            )
        )

    def _has_brief_code(self, instance: Instance) -> bool:
        node = self.program.nodes.get(instance.node) if self.program is not None else None
        if node is None or not node.brief or instance.definition is None:
            return False
        function = instance.definition.function
        own = type(function) is FunctionType and self.node_of(function) == node.id
        return own and all(key.is_name for key in node.reads | node.writes)

    def _keys_of(self, node: str) -> tuple[str, ...]:
        keys = self._keys.get(node)
        if keys is None:
            assert self.program is not None
            known = self.program.nodes[node]
            keys = self._keys[node] = tuple(key.parts[0] for key in known.reads | known.writes)
        return keys

    def node_of(self, function: Callable[..., Any]) -> str:
        """Return the id of the node that ``function`` is; one of its own if it is none."""
        if self.program is not None:
            for code in _codes_of(function):
                node = self.program.node_of(code)
                if node is not None:
                    return node.id
        return f"?:{getattr(function, '__qualname__', '?')}"


def _codes_of(function: Callable[..., Any]) -> Iterator[CodeType]:
    """The code that runs when the author's ``function`` is called, outermost first.

    What a decorator made is followed to what it wraps: one wrapper may stand around
    several fragments, and does not say which.
    """
    pending: list[object] = [function]
    seen: set[int] = set()
    while pending:
        one = pending.pop(0)
        if id(one) in seen or not callable(one):
            continue
        seen.add(id(one))
        code = getattr(one, "__code__", None) or getattr(type(one).__call__, "__code__", None)
        if isinstance(code, CodeType):
            yield code
        pending += [getattr(one, name, None) for name in ("__wrapped__", "__func__", "func")]
        for cell in getattr(one, "__closure__", None) or ():
            with suppress(ValueError):
                # An empty cell has no contents.
                pending.append(cell.cell_contents)


def _reach(start: Collection[str], edges: Mapping[str, Mapping[str, object]]) -> frozenset[str]:
    """Return the nodes that one edge or more lead to."""
    found: set[str] = set()
    pending = list(start)
    while pending:
        node = pending.pop()
        new = edges.get(node, {}).keys() - found
        found |= new
        pending.extend(new)
    return frozenset(found)


@lru_cache(maxsize=4)
def _natures(program: Program) -> Mapping[str, Nature]:
    fragments = [node.effects for node in program.nodes.values() if node.kind == "fragment"]
    changing = {
        variable
        for effects in fragments
        for variable in effects.global_writes | effects.callback_writes
    }
    return {
        id: Nature(
            node.effects.pure,
            tuple(sorted(node.effects.global_reads)),
            tuple(sorted(changing & (node.effects.global_reads | node.effects.callback_reads))),
            tuple(sorted(node.effects.global_writes | node.effects.callback_writes)),
        )
        for id, node in program.nodes.items()
    }
