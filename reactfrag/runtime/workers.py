"""Threads that user code runs on, without what a general thread pool does besides.

A hop through ``anyio.to_thread`` costs twice as much as one through here (an
extra turn of the loop, a limiter, a cancel scope), and a fragment's rerun is
little more than that hop.

Whoever expects to wait no longer than for a turn of the loop may do so there and
then (``patience``): the thread is given the interpreter at once, and nobody competes
with it.  With a hundred sessions at it that is what keeps one thread at work, in
place of many that take turns.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from typing import Any, Generic, TypeVar

T = TypeVar("T")

IDLE_KEPT = 8
"""How many idle threads wait for more work."""


class Workers:
    """Threads of one event loop, made as they are needed. Loop thread only.

    They are daemons: code of the user's that never ends does not keep the
    process alive.
    """

    def __init__(self) -> None:
        self._idle: list[_Thread] = []
        self._closed = False

    async def run(
        self,
        function: Callable[[], T],
        patience: float = 0.0,
        on_wait: Callable[[], object] | None = None,
    ) -> T:
        """Call ``function`` on a thread and return what it returns.

        Cancelled, it no longer waits for the thread, which goes on by itself.

        Parameters
        ----------
        patience
            Seconds to stop the loop for.
        on_wait
            Called when it was not over by then.
        """
        thread = self._idle.pop() if self._idle else _Thread()
        job = _Job(function)
        thread.begin(job)
        if not (patience and thread.over.acquire(timeout=patience)):
            if on_wait is not None:
                on_wait()
            try:
                await job.wait()
            except BaseException:
                # Whether the thread is still at it is not known: it is not used again.
                thread.end()
                raise
            thread.over.acquire()
        self._release(thread)
        return job.outcome()

    def close(self) -> None:
        """Let the idle threads end."""
        self._closed = True
        while self._idle:
            self._idle.pop().end()

    def _release(self, thread: _Thread) -> None:
        if self._closed or len(self._idle) >= IDLE_KEPT:
            thread.end()
        else:
            self._idle.append(thread)


class _Job(Generic[T]):
    """One call, from a thread to the loop that waits for it."""

    __slots__ = ("_loop", "_waiter", "error", "function", "is_over", "result")

    def __init__(self, function: Callable[[], T]) -> None:
        self.function: Callable[[], T] | None = function
        self.result: T | None = None
        self.error: BaseException | None = None
        self.is_over = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiter: asyncio.Future[None] | None = None

    async def wait(self) -> None:
        """Wait until it is over. On the loop's thread."""
        self._loop = asyncio.get_running_loop()
        self._waiter = self._loop.create_future()
        # The thread says so first and looks for somebody who waits after that: one of the
        # two sees what the other has done.
        if not self.is_over:
            await self._waiter

    def tell(self) -> None:
        """Wake who waits for it. On its thread, when it is over."""
        if self._waiter is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(_wake, self._waiter)

    def outcome(self) -> T:
        """Return or raise what the call did. Once."""
        error, self.error = self.error, None
        if error is not None:
            try:
                raise error
            finally:
                # What is raised knows this frame.
                del error
        return self.result  # type: ignore[return-value]


class _Thread:
    """A thread that does one job after another."""

    __slots__ = ("_go", "_job", "_last", "over")

    def __init__(self) -> None:
        self._go = threading.Lock()
        self._go.acquire()
        self.over = threading.Lock()
        """Free when a job is over, for one to take before the next."""
        self.over.acquire()
        self._job: _Job[Any] | None = None
        self._last = False
        threading.Thread(target=self._work, name="reactfrag", daemon=True).start()

    def begin(self, job: _Job[Any]) -> None:
        """Do ``job``."""
        self._job = job
        self._go.release()

    def end(self) -> None:
        """Do what is under way, and nothing after that."""
        self._last = True
        with suppress(RuntimeError):
            # It may not have looked at its last job yet.
            self._go.release()

    def _work(self) -> None:
        while True:
            self._go.acquire()
            job, self._job = self._job, None
            if job is None:
                return
            function, job.function = job.function, None
            assert function is not None
            try:
                job.result = copy_context().run(function)
            except BaseException as raised:
                job.error = raised
            # Nothing of the last run is kept while waiting for the next.
            del function
            job.is_over = True
            self.over.release()
            try:
                job.tell()
            except RuntimeError:
                # The loop is closed: nobody waits any more.
                return
            del job
            if self._last and self._job is None:
                return


def _wake(waiter: asyncio.Future[None]) -> None:
    if not waiter.done():
        waiter.set_result(None)
