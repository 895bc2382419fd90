"""Where a generator's choices come from: hypothesis, which shrinks them, or a seed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Protocol, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Draw(Protocol):
    """Makes choices. The first of what there is to choose from is the simplest."""

    def integer(self, low: int, high: int) -> int:
        """Return a number from ``low`` to ``high``."""

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of ``choices``."""

    def chance(self, one_in: int) -> bool:
        """Return ``True`` once in ``one_in`` times."""


class _Choosing:
    def integer(self, low: int, high: int) -> int:
        raise NotImplementedError

    def pick(self, choices: Sequence[T]) -> T:
        return choices[self.integer(0, len(choices) - 1)] if len(choices) > 1 else choices[0]

    def chance(self, one_in: int) -> bool:
        return self.integer(0, one_in - 1) == one_in - 1


class Shrinking(_Choosing):
    """Draws from hypothesis: numbers only, from strategies that are made once."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def integer(self, low: int, high: int) -> int:
        return self._draw(_integers(low, high))


class Seeded(_Choosing):
    """Draws from a random number generator."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def integer(self, low: int, high: int) -> int:
        return self._random.randint(low, high)


@cache
def _integers(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low, high)
