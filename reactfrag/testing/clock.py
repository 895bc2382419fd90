"""A clock that goes when it is told to."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count


class _Due:
    def __init__(self, callback: Callable[[], None]) -> None:
        self.callback: Callable[[], None] | None = callback

    def cancel(self) -> None:
        self.callback = None


class FakeClock:
    """Stands still until :meth:`advance`."""

    def __init__(self) -> None:
        self._now = 0.0
        self._due: list[tuple[float, int, _Due]] = []
        self._sequence = count()

    def time(self) -> float:
        """Return the seconds that have been advanced so far."""
        return self._now

    def call_at(self, when: float, callback: Callable[[], None]) -> _Due:
        """Call ``callback`` when the clock is advanced to ``when`` or beyond."""
        due = _Due(callback)
        heapq.heappush(self._due, (when, next(self._sequence), due))
        return due

    def next_due(self, until: float) -> float | None:
        """Return when the next call is due, if not after ``until``."""
        while self._due and self._due[0][2].callback is None:
            heapq.heappop(self._due)
        return self._due[0][0] if self._due and self._due[0][0] <= until else None

    def advance_to(self, when: float) -> None:
        """Go to ``when`` and make the calls that are due by then."""
        self._now = max(self._now, when)
        while self.next_due(self._now) is not None:
            callback = heapq.heappop(self._due)[2].callback
            if callback is not None:
                callback()
