"""The script that a session runs: what compiled last, and why a later edit does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reactfrag.runtime.memo import Nature
from reactfrag_compiler import CompileError, Program


class Loaded:
    """Owned by the event loop's thread; runs ask it for nodes."""

    def __init__(self, program: Program | CompileError) -> None:
        self.program: Program | None = None
        self.failure: CompileError | None = None
        self._natures: dict[str, Nature] = {}
        self.take(program)

    def take(self, program: Program | CompileError) -> bool:
        """Take an edited script; return whether it compiles to another one than before."""
        if isinstance(program, CompileError):
            self.failure = program
            return False
        before, self.program, self.failure = self.program, program, None
        self._natures = _natures(program)
        return before is None or before.digest != program.digest

    def cycle(self, node: str) -> frozenset[str]:
        """Return the nodes in one cycle with ``node``; empty if it is in none."""
        assert self.program is not None
        if node not in self.program.cyclic:
            return frozenset()
        return next(part for part in self.program.cycles if node in part)

    def nature_of(self, node: str) -> Nature | None:
        """Return what tells whether ``node`` may be skipped; ``None``: nothing is known of it."""
        return self._natures.get(node)

    def node_of(self, function: Callable[..., Any]) -> str:
        """Return the id of the node that ``function`` is; one of its own if it is none."""
        code = getattr(function, "__code__", None)
        if code is None:
            wrapped = getattr(function, "__wrapped__", None)
            code = getattr(wrapped, "__code__", None)
        node = self.program.node_of(code) if self.program is not None and code else None
        return node.id if node is not None else f"?:{getattr(function, '__qualname__', '?')}"


def _natures(program: Program) -> dict[str, Nature]:
    changing = {
        variable
        for node in program.nodes.values()
        if node.kind == "fragment"
        for variable in node.effects.global_writes
    }
    return {
        id: Nature(
            node.effects.pure,
            tuple(sorted(node.effects.global_reads)),
            not changing.isdisjoint(node.effects.global_reads),
        )
        for id, node in program.nodes.items()
    }
