"""The script that a session runs: what compiled last, and why a later edit does not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import CodeType
from typing import Any

from reactfrag_compiler import CompileError, Program


class Loaded:
    """Owned by the event loop's thread; runs ask it for nodes."""

    def __init__(self, program: Program | CompileError) -> None:
        self.program: Program | None = None
        self.failure: CompileError | None = None
        self.take(program)

    def take(self, program: Program | CompileError) -> bool:
        """Take an edited script; return whether it compiles to another one than before."""
        if isinstance(program, CompileError):
            self.failure = program
            return False
        before, self.program, self.failure = self.program, program, None
        return before is None or before.digest != program.digest

    def cycle(self, node: str) -> frozenset[str]:
        """Return the nodes in one cycle with ``node``; empty if it is in none."""
        assert self.program is not None
        if node not in self.program.cyclic:
            return frozenset()
        return next(part for part in self.program.cycles if node in part)

    def node_of(self, function: Callable[..., Any]) -> str:
        """Return the id of the node that ``function`` is; one of its own if it is none."""
        code = _code_of(function)
        node = self.program.node_of(code) if self.program is not None and code else None
        return node.id if node is not None else f"?:{getattr(function, '__qualname__', '?')}"


def _code_of(function: Callable[..., Any]) -> CodeType | None:
    """The code that runs when the author's ``function`` is called, if it is Python's."""
    while True:
        code = getattr(function, "__code__", None)
        if isinstance(code, CodeType):
            return code
        inner = function.func if isinstance(function, partial) else None
        inner = inner or getattr(function, "__wrapped__", None)
        if inner is None:
            return getattr(type(function).__call__, "__code__", None)
        function = inner
