"""Threads that user code runs on, without what a general thread pool does besides.

A hop through ``anyio.to_thread`` costs twice as much as one through here (an
extra turn of the loop, a limiter, a cancel scope), and a fragment's rerun is
little more than that hop.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextvars import copy_context
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")

IDLE_KEPT = 8
"""How many idle threads wait for more work."""

_Job = tuple[Callable[[], Any], "asyncio.Future[Any]", asyncio.AbstractEventLoop]


class Workers:
    """Threads of one event loop, made as they are needed. Loop thread only.

    They are daemons: code of the user's that never ends does not keep the
    process alive.
    """

    def __init__(self) -> None:
        self._idle: list[SimpleQueue[_Job | None]] = []
        self._closed = False

    async def run(self, function: Callable[[], T]) -> T:
        """Call ``function`` on a thread and return what it returns.

        Cancelled, it no longer waits for the thread, which goes on by itself.
        """
        inbox = self._idle.pop() if self._idle else self._start()
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        inbox.put((function, future, loop))
        try:
            result = await future
        except BaseException:
            # Whether the thread is still at it is not known: it is not used again.
            inbox.put(None)
            raise
        self._release(inbox)
        return result

    def close(self) -> None:
        """Let the idle threads end."""
        self._closed = True
        while self._idle:
            self._idle.pop().put(None)

    def _release(self, inbox: SimpleQueue[_Job | None]) -> None:
        if self._closed or len(self._idle) >= IDLE_KEPT:
            inbox.put(None)
        else:
            self._idle.append(inbox)

    @staticmethod
    def _start() -> SimpleQueue[_Job | None]:
        inbox: SimpleQueue[_Job | None] = SimpleQueue()
        threading.Thread(target=_work, args=(inbox,), name="reactfrag", daemon=True).start()
        return inbox


def _work(inbox: SimpleQueue[_Job | None]) -> None:
    while (job := inbox.get()) is not None:
        function, future, loop = job
        try:
            result, error = copy_context().run(function), None
        except BaseException as raised:
            result, error = None, raised
        try:
            loop.call_soon_threadsafe(_settle, future, result, error)
        except RuntimeError:
            # The loop is closed: nobody waits any more.
            return
        # Nothing of the last run is kept while waiting for the next.
        del job, function, future, result, error


def _settle(future: asyncio.Future[Any], result: object, error: BaseException | None) -> None:
    if future.done():
        return
    if error is not None:
        future.set_exception(error)
    else:
        future.set_result(result)
