"""The timer wheel on a clock that goes when it is told to (H5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactfrag.runtime.timers import TimerWheel
from reactfrag.testing import FakeClock


def test_h5_ten_minutes_of_ticks_without_drift():
    clock, seen = FakeClock(), []
    wheel = TimerWheel(clock)
    wheel.start(0.1, lambda: seen.append(clock.time()))
    for _ in range(6000):
        clock.advance_to(clock.time() + 0.1)
    assert 5998 <= len(seen) <= 6000
    assert all(abs(when / 0.1 - round(when / 0.1)) < 1e-3 for when in seen)


def test_h5_missed_ticks_are_one():
    clock, seen = FakeClock(), []
    TimerWheel(clock).start(1, lambda: seen.append(clock.time()))
    clock.advance_to(5.5)
    clock.advance_to(6)
    assert seen == [5.5, 6]


def test_h5_a_cancelled_timer_is_silent_and_leaves_the_wheel():
    clock, seen = FakeClock(), []
    wheel = TimerWheel(clock)
    timer = wheel.start(1, lambda: seen.append("a"))
    wheel.start(2, lambda: seen.append("b"))
    timer.cancel()
    assert len(wheel) == 1
    clock.advance_to(2)
    assert seen == ["b"]


def test_a_timer_may_cancel_itself_and_start_another():
    clock, seen = FakeClock(), []
    wheel = TimerWheel(clock)

    def once():
        seen.append(clock.time())
        timer.cancel()
        wheel.start(1, lambda: seen.append(-clock.time()))

    timer = wheel.start(1, once)
    clock.advance_to(1)
    clock.advance_to(2)
    assert seen == [1, -2]


# Sixteenths of a second are exact, so that the model need not round as the wheel does.
sixteenths = st.integers(1, 100).map(lambda n: n / 16)


@given(st.lists(sixteenths, min_size=1, max_size=6), st.lists(sixteenths, min_size=1, max_size=30))
def test_a_timer_ticks_once_for_each_advance_over_its_grid(intervals, steps):
    clock = FakeClock()
    wheel = TimerWheel(clock)
    seen = [0] * len(intervals)

    def tick(index):
        def count():
            seen[index] += 1

        return count

    for index, interval in enumerate(intervals):
        wheel.start(interval, tick(index))
    expected = [0] * len(intervals)
    for step in steps:
        before = clock.time()
        clock.advance_to(before + step)
        for index, interval in enumerate(intervals):
            expected[index] += clock.time() // interval > before // interval
    assert seen == expected


def test_h5_ten_thousand_timers_cost_one_wake_up_a_second():
    clock, seen = CountingClock(), [0]
    wheel = TimerWheel(clock)

    def tick():
        seen[0] += 1

    for _ in range(10_000):
        wheel.start(1, tick)
    armed = clock.asked
    for second in range(1, 11):
        clock.advance_to(second)
    assert seen == [100_000]
    assert clock.asked - armed == 10


def test_cancelled_timers_do_not_pile_up():
    wheel = TimerWheel(FakeClock())
    kept = wheel.start(1, nothing)
    for _ in range(10_000):
        wheel.start(86_400, nothing).cancel()
    kept.cancel()
    kept.cancel()
    assert len(wheel) == 0
    assert len(wheel._heap) < 200


def test_a_tick_may_cancel_all_other_timers():
    clock, seen = FakeClock(), []
    wheel = TimerWheel(clock)
    timers = [wheel.start(1, lambda: seen.append(clock.time())) for _ in range(500)]

    def last():
        for timer in timers:
            timer.cancel()

    wheel.start(0.5, last)
    clock.advance_to(10)
    assert (seen, len(wheel)) == ([], 1)


def test_a_tick_that_fails_stops_no_other_timer():
    clock, seen = FakeClock(), []
    wheel = TimerWheel(clock)

    def fail():
        raise RuntimeError("no")

    wheel.start(1, fail)
    wheel.start(1.5, lambda: seen.append(clock.time()))
    with pytest.raises(RuntimeError):
        clock.advance_to(1)
    clock.advance_to(1.5)
    assert seen == [1.5]


def nothing() -> None:
    """Tick without consequences."""


class CountingClock(FakeClock):
    """Counts how often it is asked to wake somebody."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def call_at(self, when, callback):
        self.asked += 1
        return super().call_at(when, callback)
