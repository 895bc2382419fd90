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

_DROPPED_KEPT = 64
"""How many cancelled timers may stay on the heap whatever its size."""


class Timer:
    """One timer on the wheel; see :meth:`TimerWheel.start`."""

    __slots__ = ("_wheel", "due", "interval", "start", "tick")

    def __init__(
        self, wheel: TimerWheel, start: float, interval: float, tick: Callable[[], None]
    ) -> None:
        self._wheel = wheel
        self.start = start
        self.interval = interval
        self.due = start + interval
        self.tick: Callable[[], None] | None = tick

    def cancel(self) -> None:
        """No further tick."""
        if self.tick is not None:
            self.tick = None
            self._wheel.drop()

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
        self._dropped = 0
        """How many on the heap are cancelled."""

    def start(self, interval: float, tick: Callable[[], None]) -> Timer:
        """Call ``tick`` every ``interval`` seconds from now on, until cancelled."""
        timer = Timer(self, self._clock.time(), interval, tick)
        self._push(timer)
        self._arm()
        return timer

    def drop(self) -> None:
        """One of the timers was cancelled. It leaves the heap when it is due, or before."""
        self._dropped += 1
        if self._dropped > max(_DROPPED_KEPT, len(self._heap) // 2):
            # In place: a tick may cancel timers while the heap is gone through.
            self._heap[:] = [entry for entry in self._heap if entry[2].tick is not None]
            heapq.heapify(self._heap)
            self._dropped = 0

    def __len__(self) -> int:
        return len(self._heap) - self._dropped

    def _push(self, timer: Timer) -> None:
        heapq.heappush(self._heap, (timer.due, next(self._sequence), timer))

    def _arm(self) -> None:
        heap = self._heap
        while heap and heap[0][2].tick is None:
            heapq.heappop(heap)
            self._dropped -= 1
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
        try:
            while heap and heap[0][0] <= now:
                timer = heap[0][2]
                tick = timer.tick
                if tick is None:
                    heapq.heappop(heap)
                    self._dropped -= 1
                    continue
                timer.advance(now)
                heapq.heapreplace(heap, (timer.due, next(self._sequence), timer))
                tick()
        finally:
            # Whatever went wrong in one tick, the other timers go on.
            self._arm()
