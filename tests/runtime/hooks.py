"""Points in an app's code that a test holds it at, where both find them."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

SECONDS = 60
"""After this long a test has failed; nothing waits for it otherwise."""


class Pause:
    """The code says that it is there, and waits to go on."""

    def __init__(self) -> None:
        self._there = threading.Event()
        self._go = threading.Event()

    def __call__(self) -> None:
        self._there.set()
        assert self._go.wait(SECONDS)

    def reached(self) -> None:
        assert self._there.wait(SECONDS)

    def go_on(self) -> None:
        self._go.set()


class Meeting:
    """``meet(n)`` in the app waits until ``n`` threads have called it."""

    def __init__(self) -> None:
        self._barriers: dict[int, threading.Barrier] = {}
        self._lock = threading.Lock()

    def __call__(self, count: int) -> None:
        with self._lock:
            barrier = self._barriers.setdefault(count, threading.Barrier(count, timeout=SECONDS))
        barrier.wait()


class Gate:
    """``await gate()`` in the app waits for ever, or until it is opened."""

    def __init__(self) -> None:
        self._there = threading.Event()

    async def __call__(self) -> None:
        self._loop, self._open = asyncio.get_running_loop(), asyncio.Event()
        self._there.set()
        await self._open.wait()

    def reached(self) -> None:
        assert self._there.wait(SECONDS)

    def open(self) -> None:
        self._loop.call_soon_threadsafe(self._open.set)


pause = Pause()
meet = Meeting()
gate = Gate()
notes: dict[object, Any] = {}
"""For what an app is to remember beside its state."""
