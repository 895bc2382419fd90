"""The grammar of ``run_every``, as far as a literal can be judged without running it."""

from __future__ import annotations

import re

_UNITS = (
    "weeks?|w|days?|d|hours?|hrs?|hr|h|minutes?|mins?|min|m|t|seconds?|secs?|sec|s"
    "|milliseconds?|millis?|milli|ms|l|microseconds?|micros?|micro|us|u|nanoseconds?|nanos?|nano|ns|n"
)
_PART = re.compile(rf"\s*\+?(\d+(?:\.\d*)?|\.\d+)\s*({_UNITS})(?![a-z])\s*,?", re.IGNORECASE)
_COMPACT = re.compile(rf"\s*\+?(\d+(?:\.\d*)?|\.\d+)\s*({_UNITS})", re.IGNORECASE)
_CLOCK = re.compile(
    r"\s*(?:(\d+)\s*days?,?\s*)?(\d+):(\d\d)(?::(\d\d(?:\.\d*)?))?\s*$", re.IGNORECASE
)


def is_interval(value: object) -> bool:
    """Whether a literal is a valid ``run_every``: a positive number of seconds, a text, None."""
    if value is None:
        return True
    if isinstance(value, bool):
        return False
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
