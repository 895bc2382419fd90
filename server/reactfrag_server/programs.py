"""The program being served: what the script last compiled to."""

from __future__ import annotations

import sys
from pathlib import Path

import anyio
import anyio.to_thread

from reactfrag_compiler import CompileError, Program
from reactfrag_server.modules import forget, stale_modules
from reactfrag_server.types import Compile, Compiled


class Programs:
    """Holds one script's newest program, or the error that stands in its way.

    One owner: the event loop thread (the main thread before there is a loop).
    """

    def __init__(self, path: Path, compile: Compile) -> None:
        self._path = path
        self._compile = compile
        self._good: Program | None = None
        self._changed: set[Path] = set()
        self.current: Compiled = self._attempt()
        self._keep(self.current)

    @property
    def path(self) -> Path:
        return self._path

    @property
    def files(self) -> frozenset[Path]:
        """Every file the program is made of, as far as is known."""
        files = {self._path}
        if self._good is not None:
            files.update(self._good.files)
        if isinstance(self.current, CompileError):
            files.update(Path(at.span.file) for at in self.current.diagnostics)
        return frozenset(file.resolve() for file in files)

    async def refresh(self, changed: set[Path]) -> bool:
        """Compile again in a worker thread; True when something else came out.

        :param changed: the files that changed since; the local modules among them, and
            those that import them, are loaded anew by the next good program.
        """
        self._changed |= changed
        compiled = await anyio.to_thread.run_sync(self._attempt)
        before = self.current
        if _same(before, compiled):
            return False
        self._keep(compiled)
        return True

    def _attempt(self) -> Compiled:
        try:
            return self._compile(self._path, self._good)
        except CompileError as error:
            return error

    def _keep(self, compiled: Compiled) -> None:
        self.current = compiled
        if isinstance(compiled, CompileError):
            return
        local = {*compiled.files, *(self._good.files if self._good else ())}
        forget(stale_modules(self._changed, local, sys.modules))
        self._changed.clear()
        self._good = compiled


def _same(before: Compiled, after: Compiled) -> bool:
    if isinstance(before, CompileError) or isinstance(after, CompileError):
        return type(before) is type(after) and before.diagnostics == after.diagnostics
    return before.digest == after.digest
