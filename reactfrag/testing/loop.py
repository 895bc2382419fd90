"""The event loop that sessions under test live on: one a process, on a thread of its own.

The thread is a daemon and is told to end at exit, so that a test that forgets
to close its app does not keep the process alive.
"""

from __future__ import annotations

import asyncio
import atexit
import threading
from concurrent.futures import Future
from dataclasses import dataclass

import anyio
from anyio.from_thread import BlockingPortal

_lock = threading.Lock()
_loops: list[LoopThread] = []


@dataclass(frozen=True, slots=True)
class LoopThread:
    """A running loop and the way into it from other threads."""

    portal: BlockingPortal
    loop: asyncio.AbstractEventLoop


def shared_loop() -> LoopThread:
    """Return the process's loop for tests, started on the first call."""
    with _lock:
        if not _loops:
            _loops.append(_start())
        return _loops[0]


def _start() -> LoopThread:
    started: Future[LoopThread] = Future()

    async def serve() -> None:
        async with BlockingPortal() as portal:
            started.set_result(LoopThread(portal, asyncio.get_running_loop()))
            await portal.sleep_until_stopped()

    thread = threading.Thread(
        target=anyio.run, args=(serve,), name="reactfrag-testing", daemon=True
    )
    thread.start()
    found = started.result()

    def stop() -> None:
        found.portal.start_task_soon(found.portal.stop, True)
        thread.join(timeout=2)

    atexit.register(stop)
    return found
