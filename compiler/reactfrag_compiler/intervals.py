"""The grammar of ``run_every``, as far as a literal can be judged without running it."""

from __future__ import annotations

import re
from datetime import timedelta

_UNITS = (
    "weeks?|w|days?|d|hours?|hrs?|hr|h|minutes?|mins?|min|m|t|seconds?|secs?|sec|s"
    "|milliseconds?|millis?|milli|ms|l|microseconds?|micros?|micro|us|u|nanoseconds?|nanos?|nano|ns|n"
)
_PART = re.compile(rf"\s*\+?(\d+(?:\.\d*)?|\.\d+)\s*({_UNITS})(?![a-z])\s*,?", re.IGNORECASE)
_COMPACT = re.compile(rf"\s*\+?(\d+(?:\.\d*)?|\.\d+)\s*({_UNITS})", re.IGNORECASE)
_CLOCK = re.compile(
    r"\s*(?:(\d+)\s*days?,?\s*)?(\d+):(\d\d)(?::(\d\d(?:\.\d*)?))?\s*$", re.IGNORECASE
)


FLOOR = 0.05
"""Seconds. A shorter ``run_every`` is more than a page can show."""

_SECONDS = {"w": 604_800.0, "d": 86_400.0, "h": 3_600.0, "s": 1.0, "t": 60.0, "l": 1e-3}


def seconds(value: object) -> float | None:
    """The length of a valid interval in seconds, None for what is none or has none."""
    if value is None or not is_interval(value):
        return None
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, (int, float)):
        return float(value)
    text = str(value)
    clock = _CLOCK.match(text)
    if clock is not None:
        days, hours, minutes, rest = (float(part or 0) for part in clock.groups())
        return days * 86_400 + hours * 3_600 + minutes * 60 + rest
    at, total = 0, 0.0
    while at < len(text):
        part = _PART.match(text, at) or _COMPACT.match(text, at)
        assert part is not None
        total += float(part.group(1)) * _unit(part.group(2).lower())
        at = part.end()
    return total


def _unit(name: str) -> float:
    """Seconds in a unit."""
    if name.startswith(("u", "micro")):
        return 1e-6
    if name == "ms" or name.startswith("milli"):
        return 1e-3
    if name.startswith("m"):
        return 60.0
    return 1e-9 if name.startswith("n") else _SECONDS[name[0]]


def is_interval(value: object) -> bool:
    """Whether a literal is a valid ``run_every``: a positive number of seconds, a text, None."""
    if value is None:
        return True
    if isinstance(value, bool):
        return False
    if isinstance(value, timedelta):
        return value > timedelta()
    if isinstance(value, (int, float)):
        return 0 < value < float("inf")
    return isinstance(value, str) and _is_text(value)


def _is_text(text: str) -> bool:
    clock = _CLOCK.match(text)
    if clock is not None:
        return any(float(part) > 0 for part in clock.groups() if part)
    at, total = 0, 0.0
    while at < len(text):
        part = _PART.match(text, at) or _COMPACT.match(text, at)
        if part is None:
            return False
        total += float(part.group(1))
        at = part.end()
    return total > 0
