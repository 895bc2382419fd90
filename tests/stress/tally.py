"""What apps under stress count in plain Python, where no rerun and no interruption reaches it."""

from __future__ import annotations

import threading
from collections import Counter

_lock = threading.Lock()
_counts: dict[str, Counter[str]] = {}


class PlannedError(Exception):
    """What the apps raise on purpose."""


def count(session: str, what: str) -> None:
    """Count ``what`` once more for ``session``. Any thread."""
    with _lock:
        _counts.setdefault(session, Counter())[what] += 1


def counted(session: str, what: str) -> int:
    """Return how often ``what`` was counted for ``session``."""
    with _lock:
        return _counts.get(session, Counter())[what]


def forget(session: str) -> None:
    """Drop the counts of ``session``, which is over."""
    with _lock:
        _counts.pop(session, None)
