"""Time intervals as authors write them: ``10``, ``"10s"``, ``"1.5 days"``, ``"1h23s"``."""

from __future__ import annotations

import math
import re
from datetime import timedelta

from reactfrag.errors import IntervalError

_UNITS = {
    "w": 604_800.0,
    "week": 604_800.0,
    "d": 86_400.0,
    "day": 86_400.0,
    "h": 3_600.0,
    "hr": 3_600.0,
    "hour": 3_600.0,
    "m": 60.0,
    "min": 60.0,
    "minute": 60.0,
    "s": 1.0,
    "sec": 1.0,
    "second": 1.0,
    "ms": 1e-3,
    "milli": 1e-3,
    "millisecond": 1e-3,
    "us": 1e-6,
    "µs": 1e-6,
    "micro": 1e-6,
    "microsecond": 1e-6,
}
_PART = re.compile(r"\s*([0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*([a-zµ]+)\s*,?", re.IGNORECASE)
_CLOCK = re.compile(r"\s*([0-9]+):([0-5][0-9]):([0-5][0-9](?:\.[0-9]+)?)\s*")

SHORTEST = 0.001
"""Seconds. What is asked for more often than that is a mistake, or a busy loop."""

_ALLOWED = (
    "a number of seconds (0.001 or more), a timedelta, a string like '10s', '1.5 days', '1h23s' "
    "or '00:01:30', or None"
)


def parse_interval(value: object, *, name: str = "run_every") -> float | None:
    """Return ``value`` in seconds; ``None`` stays ``None``.

    Raises :class:`IntervalError`, which says what is allowed, for anything
    else and for what is not a positive, finite length of time.
    """
    seconds: float
    match value:
        case None:
            return None
        case bool():
            raise _error(value, name)
        case int() | float():
            seconds = float(value)
        case timedelta():
            seconds = value.total_seconds()
        case str():
            seconds = _parse_text(value, name)
        case _:
            raise _error(value, name)
    if not (math.isfinite(seconds) and seconds >= SHORTEST):
        raise _error(value, name)
    return seconds


def _parse_text(text: str, name: str) -> float:
    clock = _CLOCK.fullmatch(text)
    if clock is not None:
        hours, minutes, seconds = clock.groups()
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    total = 0.0
    at = 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None:
            raise _error(text, name)
        unit = part[2].lower()
        factor = _UNITS.get(unit) or (_UNITS.get(unit[:-1]) if unit.endswith("s") else None)
        if factor is None:
            raise _error(text, name)
        total += float(part[1]) * factor
        at = part.end()
    return total


def _error(value: object, name: str) -> IntervalError:
    return IntervalError(f"{name}={value!r} is not a length of time. It takes {_ALLOWED}.")
