"""The events that wait for a session."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reactfrag.runtime.events import Event
from reactfrag.runtime.wake import Wake


class Inbox:
    """A queue of events, oldest first. Owned by the event loop's thread."""

    __slots__ = ("_on_post", "_waiting", "_wake")

    def __init__(self, on_post: Callable[[Event], None]) -> None:
        self._waiting: list[Event] = []
        self._wake = Wake()
        self._on_post = on_post

    def post(self, event: Event) -> None:
        """Take in ``event``; never blocks."""
        self._waiting.append(event)
        self._on_post(event)
        self._wake.set()

    def put_back(self, events: Sequence[Event]) -> None:
        """Let ``events``, which were taken out, wait before all others."""
        self._waiting[:0] = events

    def first(self) -> Event:
        """Return the oldest event, which goes on waiting."""
        return self._waiting[0]

    def pop(self) -> Event:
        """Return the oldest event, which waits no more."""
        return self._waiting.pop(0)

    async def filled(self) -> None:
        """Wait until an event waits."""
        while not self._waiting:
            await self._wake.wait()

    def has(self, kind: type[Event]) -> bool:
        """Whether an event of ``kind`` waits."""
        return bool(self._waiting) and any(isinstance(event, kind) for event in self._waiting)

    def __contains__(self, event: Event) -> bool:
        return event in self._waiting

    def __len__(self) -> int:
        return len(self._waiting)
