"""Timers of all sessions on one heap, with one wake-up pending at a time.

A timer's ticks stand on the grid of its start: each is due a whole number of
intervals after it, however late the one before was served.  Ticks that were
missed are served as one.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable
from itertools import count

from reactfrag.runtime.clock import Clock, Handle


class Timer:
    """One timer on the wheel; see :meth:`TimerWheel.start`."""

    __slots__ = ("due", "interval", "start", "tick")

    def __init__(self, start: float, interval: float, tick: Callable[[], None]) -> None:
        self.start = start
        self.interval = interval
        self.due = start + interval
        self.tick: Callable[[], None] | None = tick

    def cancel(self) -> None:
        """No further tick."""
        self.tick = None

    def advance(self, now: float) -> None:
        """Set ``due`` to the first grid point after ``now``."""
        passed = math.floor((now - self.start) / self.interval)
        due = self.start + (passed + 1) * self.interval
        # Rounding may give the grid point that `now` is on.
        self.due = due if due > now else due + self.interval


class TimerWheel:
    """Owned by the event loop's thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._heap: list[tuple[float, int, Timer]] = []
        self._sequence = count()
        self._wakeup: Handle | None = None
        self._wakeup_at = math.inf

    def start(self, interval: float, tick: Callable[[], None]) -> Timer:
        """Call ``tick`` every ``interval`` seconds from now on, until cancelled."""
        timer = Timer(self._clock.time(), interval, tick)
        self._push(timer)
        self._arm()
        return timer

    def __len__(self) -> int:
        return sum(timer.tick is not None for _, _, timer in self._heap)

    def _push(self, timer: Timer) -> None:
        heapq.heappush(self._heap, (timer.due, next(self._sequence), timer))

    def _arm(self) -> None:
        heap = self._heap
        while heap and heap[0][2].tick is None:
            heapq.heappop(heap)
        due = heap[0][0] if heap else math.inf
        if due == self._wakeup_at:
            return
        if self._wakeup is not None:
            self._wakeup.cancel()
        self._wakeup_at = due
        self._wakeup = self._clock.call_at(due, self._wake) if heap else None

    def _wake(self) -> None:
        self._wakeup = None
        self._wakeup_at = math.inf
        now = self._clock.time()
        heap = self._heap
        while heap and heap[0][0] <= now:
            timer = heapq.heappop(heap)[2]
            if timer.tick is None:
                continue
            timer.advance(now)
            self._push(timer)
            timer.tick()
        self._arm()
