"""A task waits until it is woken."""

from __future__ import annotations

import asyncio


class Wake:
    """Owned by the event loop's thread. One task waits at a time.

    Less than an event is: it does not stay set, and who waits looks first whether there is
    anything to wait for.
    """

    __slots__ = ("_waiter",)

    def __init__(self) -> None:
        self._waiter: asyncio.Future[None] | None = None

    def set(self) -> None:
        """Wake the task that waits, if there is one."""
        waiter = self._waiter
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    async def wait(self) -> None:
        """Wait until the next :meth:`set`."""
        waiter = self._waiter = asyncio.get_running_loop().create_future()
        try:
            await waiter
        finally:
            if self._waiter is waiter:
                self._waiter = None
