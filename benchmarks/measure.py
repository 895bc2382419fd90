"""Timing: interleaved rounds, warm-up, medians with their spread."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

Step = Callable[[], object]
"""One repetition of what is measured."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured of one thing: seconds, bytes, or whatever the table says."""

    median: float
    low: float
    """The first decile."""
    high: float
    """The ninth decile."""
    count: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Figure:
        """Summarise at least one value."""
        if len(values) == 1:
            return cls(values[0], values[0], values[0], 1)
        deciles = statistics.quantiles(values, n=10, method="inclusive")
        return cls(statistics.median(values), deciles[0], deciles[-1], len(values))


def interleave(
    steps: Mapping[str, Step], *, rounds: int, batch: int = 1, warm_up: int = 1
) -> dict[str, list[float]]:
    """Time several steps in turn, so that a noisy machine is noisy for all of them.

    Parameters
    ----------
    steps
        What to time, by name.
    rounds
        How often each has its turn.
    batch
        Repetitions in a turn, each timed by itself.
    warm_up
        Turns of each that are not counted.

    Returns
    -------
    dict
        Seconds of each repetition, by name.
    """
    times: dict[str, list[float]] = {name: [] for name in steps}
    for step in steps.values():
        for _ in range(warm_up * batch):
            step()
    for _ in range(rounds):
        for name, step in steps.items():
            times[name].extend(clock(step, batch))
    return times


def clock(step: Step, batch: int) -> list[float]:
    """Time ``batch`` repetitions of ``step``, each by itself, in seconds."""
    times = []
    for _ in range(batch):
        begun = perf_counter()
        step()
        times.append(perf_counter() - begun)
    return times
