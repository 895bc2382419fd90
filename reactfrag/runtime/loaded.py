"""The script that a session runs: what compiled last, and why a later edit does not."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from reactfrag_compiler import CompileError, Program

if TYPE_CHECKING:
    import networkx as nx


class Loaded:
    """Owned by the event loop's thread; runs ask it for nodes."""

    def __init__(self, program: Program | CompileError) -> None:
        self.program: Program | None = None
        self.failure: CompileError | None = None
        self._reached: dict[str, frozenset[str]] = {}
        self.take(program)

    def take(self, program: Program | CompileError) -> bool:
        """Take an edited script; return whether it compiles to another one than before."""
        if isinstance(program, CompileError):
            self.failure = program
            return False
        self._reached.clear()
        before, self.program, self.failure = self.program, program, None
        return before is None or before.digest != program.digest

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
            called = _reach([first], self.program.call_graph) | {first}
            known = self._reached[first] = _reach(called, self.program.graph)
        inside = _reach([second], self.program.call_graph) | {second}
        return not known.isdisjoint(inside)

    def may_write(self, node: str, key: str) -> bool:
        """Whether code of ``node`` may change ``key``, as far as the compiler can tell."""
        known = self.program.nodes.get(node) if self.program is not None else None
        return known is None or any(k.matches(key) for k in known.writes | known.deletes)

    def node_of(self, function: Callable[..., Any]) -> str:
        """Return the id of the node that ``function`` is; one of its own if it is none."""
        code = getattr(function, "__code__", None)
        if code is None:
            wrapped = getattr(function, "__wrapped__", None)
            code = getattr(wrapped, "__code__", None)
        node = self.program.node_of(code) if self.program is not None and code else None
        return node.id if node is not None else f"?:{getattr(function, '__qualname__', '?')}"


def _reach(start: Collection[str], graph: nx.DiGraph[str]) -> frozenset[str]:
    """Return the nodes that one edge or more lead to."""
    found: set[str] = set()
    pending = list(start)
    while pending:
        node = pending.pop()
        if node in graph:
            new = set(graph.successors(node)) - found
            found |= new
            pending.extend(new)
    return frozenset(found)
