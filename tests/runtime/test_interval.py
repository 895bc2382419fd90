"""Intervals: what parses to how many seconds, and what is refused (F14)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from reactfrag.errors import IntervalError
from reactfrag.runtime.interval import parse_interval


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        (10, 10),
        (0.5, 0.5),
        (timedelta(minutes=2), 120),
        ("10s", 10),
        ("1d", 86_400),
        ("1.5 days", 129_600),
        ("1h23s", 3_623),
        ("1d12h", 129_600),
        ("2 hours, 5 minutes", 7_500),
        ("500ms", 0.5),
        (" 1 min ", 60),
        ("3 weeks", 1_814_400),
        ("00:01:30", 90),
        (".5s", 0.5),
        ("10S", 10),
    ],
)
def test_f14_what_is_allowed(value, seconds):
    parsed = parse_interval(value)
    assert parsed == (None if seconds is None else pytest.approx(seconds))


@pytest.mark.parametrize(
    "value",
    [0, -1, float("nan"), float("inf"), True, "", "10", "ten seconds", "10x", "-5s", "5s later",
     "0s", 1e-4, "10us", [], b"1s", timedelta(0), object()],
)  # fmt: skip
def test_f14_what_is_refused_with_a_word_on_what_is_allowed(value):
    with pytest.raises(IntervalError, match="10s"):
        parse_interval(value)
