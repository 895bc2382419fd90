"""What is asynchronous or parallel in one run, on the event loop and on threads.

Everything begun here is over before the run is; :meth:`Crew.rest` waits for it.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextvars import Context, copy_context
from functools import partial
from typing import Any, TypeVar

from reactfrag.runtime.control import Interrupted, StopRun
from reactfrag.runtime.workers import Workers

log = logging.getLogger("reactfrag")

T = TypeVar("T")

THREADS_AT_ONCE = 32
"""How many parallel fragments of one run have a thread at a time; the others wait."""


class Crew:
    """The tasks and threads of one run. Owned by the loop's thread; others may call it.

    Parameters
    ----------
    loop
        The session's event loop.
    workers
        Where synchronous code runs.
    """

    __slots__ = (
        "_called",
        "_loop",
        "_room",
        "_stopped",
        "_tasks",
        "_threads",
        "_workers",
        "cut_short",
        "used",
    )

    def __init__(self, loop: asyncio.AbstractEventLoop, workers: Workers) -> None:
        self._loop = loop
        self._workers = workers
        self._room = asyncio.Semaphore(THREADS_AT_ONCE)
        self._stopped = False
        self.used = False
        """Whether it has served a run: one that has not may serve the next."""
        self.cut_short = False
        """Whether a task of it was cancelled, or what was to be one never began."""
        self._tasks: set[asyncio.Task[Any]] = set()
        """Those that a cancellation ends."""
        self._threads: set[asyncio.Task[Any]] = set()
        """Those that wait for a thread, which ends by itself."""
        self._called: list[tuple[Coroutine[Any, Any, Any], asyncio.Event, Context]] = []
        """Coroutines handed to the author's code, each with what says that it is over,
        and where it was called."""

    # --- any thread ----------------------------------------------------------

    def post(self, function: Callable[[], object]) -> None:
        """Call ``function`` on the loop's thread, soon."""
        self._loop.call_soon_threadsafe(function)

    def wait(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run ``coroutine`` on the loop; return what it returns. On any other thread.

        Raises :class:`Interrupted` if the run is interrupted meanwhile.
        """
        self.used = True
        future: Future[T] = Future()
        # The callback, and so the task, runs in a copy of this thread's context.
        self._loop.call_soon_threadsafe(self._begin_for, coroutine, future)
        return future.result()

    def begin(self, coroutine: Coroutine[Any, Any, T]) -> asyncio.Future[T] | None:
        """Run ``coroutine`` beside what follows; on the loop, return what to await."""
        self.used = True
        if _running() is self._loop:
            return self._begin(coroutine)
        self._loop.call_soon_threadsafe(self._begin, coroutine)
        return None

    def begin_thread(self, function: Callable[[], object]) -> None:
        """Run ``function`` on a thread beside what follows."""
        self.used = True
        if _running() is self._loop:
            self._begin_thread(function)
        else:
            self._loop.call_soon_threadsafe(self._begin_thread, function)

    def called(self, make: Callable[[Callable[[], object]], Coroutine[Any, Any, T]]) -> Any:
        """Return a coroutine for whoever asked for it to await; otherwise it runs in the end.

        ``make`` is given what to call when the coroutine, if it was begun, is over.
        """
        if _running() is not self._loop:
            # A loop of the author's own sees to its tasks itself.
            return make(_nothing)
        self.used = True
        over = asyncio.Event()
        coroutine = make(over.set)
        self._called.append((coroutine, over, copy_context()))
        return coroutine

    @property
    def busy(self) -> bool:
        """Whether anything begun here may not be over."""
        return bool(self._tasks or self._threads or self._called)

    # --- the loop's thread ---------------------------------------------------

    def cancel(self) -> None:
        """Cancel what is asynchronous, at the points where it waits."""
        self.used = self._stopped = True
        for task in self._tasks:
            task.cancel()

    async def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run ``coroutine`` as a task that :meth:`cancel` reaches.

        Raises :class:`Interrupted` if that was before its first line.
        """
        self.used = True
        try:
            result = await self._begin(coroutine)
        except asyncio.CancelledError:
            if is_cancelled():
                raise
            # It is this run that is over, not the session.
            raise Interrupted from None
        if is_cancelled():
            # The coroutine was told in this task's stead, and has come to its end.  anyio, which
            # knows its own cancellations by their messages, says it again at any await.
            await asyncio.sleep(0)
            raise asyncio.CancelledError
        return result

    async def rest(self) -> None:
        """Wait until all that was begun is over."""
        try:
            while self.busy:
                await self._rest_of_called()
                if self._tasks or self._threads:
                    await asyncio.wait({*self._tasks, *self._threads})
        except BaseException:
            # Nobody waits any more: threads go on by themselves, tasks do not.
            for task in (*self._tasks, *self._threads):
                task.cancel()
            raise

    async def _rest_of_called(self) -> None:
        if not self._called:
            return
        # A task that has only just been made of one has not begun it.
        await asyncio.sleep(0)
        while self._called:
            coroutine, over, context = self._called.pop(0)
            state = inspect.getcoroutinestate(coroutine)
            if state == inspect.CORO_CREATED and self._stopped:
                coroutine.close()
                self.cut_short = True
            elif state == inspect.CORO_CREATED:
                # Called and not awaited: it runs all the same.
                await asyncio.wait({self._begin(coroutine, context)})
            elif state != inspect.CORO_CLOSED:
                await over.wait()

    def _begin(
        self, coroutine: Coroutine[Any, Any, T], context: Context | None = None
    ) -> asyncio.Task[T]:
        task = self._loop.create_task(coroutine, context=context)
        self._tasks.add(task)
        task.add_done_callback(self._over)
        if self._stopped:
            task.cancel()
        return task

    def _begin_for(self, coroutine: Coroutine[Any, Any, T], future: Future[T]) -> None:
        task = self._begin(_into(future, coroutine))
        task.add_done_callback(partial(self._end, future))

    def _end(self, future: Future[Any], task: asyncio.Task[Any]) -> None:
        if not future.done():
            # The task was cancelled, perhaps before it had begun; if not from here, then by
            # the author's code.
            future.set_exception(Interrupted() if self._stopped else StopRun())

    def _begin_thread(self, function: Callable[[], object]) -> None:
        task = self._loop.create_task(self._on_thread(function))
        self._threads.add(task)
        task.add_done_callback(self._over)

    async def _on_thread(self, function: Callable[[], object]) -> None:
        async with self._room:
            try:
                await self._workers.run(function)
            except Exception:
                # The author's errors are on the page by now.
                log.exception("A parallel fragment could not be finished")

    def _over(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        self._threads.discard(task)
        if task.cancelled():
            self.cut_short = True
        else:
            # Nobody may ask for it; what it says was dealt with where it was raised.
            task.exception()


async def _into(future: Future[T], coroutine: Coroutine[Any, Any, T]) -> None:
    """Let ``future`` be what ``coroutine`` comes to.

    A task that raised ``SystemExit`` itself would end the event loop.
    """
    try:
        future.set_result(await coroutine)
    except BaseException as error:
        if isinstance(error, asyncio.CancelledError) and is_cancelled():
            raise
        future.set_exception(error)


def is_cancelled() -> bool:
    """Whether the current task is being cancelled from outside."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _nothing() -> None:
    """Nobody waits for it."""


def _running() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
