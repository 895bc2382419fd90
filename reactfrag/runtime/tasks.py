"""Tasks that the author's code makes itself: ``exit()`` in one ends its run, not the server.

asyncio has ``SystemExit`` in any task end the event loop, whoever made the task.  So the loop
is given a task factory, and a task that is made in a run has its coroutine stepped through
:class:`Guarded`, which makes a signal of it.  Tasks of the server's own are left alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from contextvars import Context
from functools import partial
from typing import Any, NoReturn

from reactfrag.runtime import context as running
from reactfrag.runtime.control import Signal, StopRun


def guard(loop: asyncio.AbstractEventLoop) -> None:
    """Have the tasks that user code makes on ``loop`` end no more than their run.

    A task factory that the loop has already goes on making the tasks.
    """
    factory = loop.get_task_factory()
    if not isinstance(factory, _Factory):
        loop.set_task_factory(_Factory(factory))


class _Factory:
    """Makes the tasks of a loop."""

    def __init__(self, factory: Callable[..., asyncio.Future[Any]] | None) -> None:
        self._make = factory if factory is not None else _make

    def __call__(
        self,
        loop: asyncio.AbstractEventLoop,
        coroutine: Any,
        *,
        context: Context | None = None,
        **rest: Any,
    ) -> Any:
        if context is not None:
            rest["context"] = context
        run = running.active() if context is None else running.active_in(context)
        if run is None:
            return self._make(loop, coroutine, **rest)
        guarded = Guarded(coroutine)
        task = self._make(loop, guarded, **rest)
        task.add_done_callback(partial(_be_silent, guarded))
        return task


def _make(loop: asyncio.AbstractEventLoop, coroutine: Any, **rest: Any) -> asyncio.Task[Any]:
    return asyncio.Task(coroutine, loop=loop, **rest)


class Guarded(Coroutine[Any, Any, Any]):
    """A coroutine in which ``exit()`` is ``stop()``.

    It wraps the steps rather than the coroutine: one that is cancelled before its first
    line has been begun all the same, as asyncio has it.
    """

    def __init__(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        self._coroutine = coroutine
        self.signalled = False
        """Whether it ended with what is no error."""

    def send(self, value: Any, /) -> Any:
        try:
            return self._coroutine.send(value)
        except (Signal, SystemExit) as error:
            self._signal(error)

    def throw(self, *error: Any) -> Any:
        try:
            return self._coroutine.throw(*error)
        except (Signal, SystemExit) as raised:
            self._signal(raised)

    def close(self) -> None:
        self._coroutine.close()

    def __await__(self) -> Any:
        return self._coroutine.__await__()

    def __getattr__(self, name: str) -> Any:
        # What libraries ask a task's coroutine for: its name, its frame, whether it has begun.
        return getattr(self._coroutine, name)

    def _signal(self, error: BaseException) -> NoReturn:
        self.signalled = True
        if isinstance(error, Signal):
            raise error
        raise StopRun from error


def _be_silent(guarded: Guarded, task: asyncio.Future[Any]) -> None:
    """Take note of a signal that nobody may ask for, so that no log calls it an error."""
    if guarded.signalled and not task.cancelled():
        task.exception()
