"""Putting off the cyclic garbage collector while a program is compiled."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MANY = 50_000
"""Objects that are left of a large compilation."""
FULL = 1_000_000
"""Objects handed over, after which the collector looks at the old ones, too."""
_handed_over = 0


@contextmanager
def collector_paused() -> Iterator[None]:
    """Let the collector wait: an analysis makes many objects and drops few of them.

    It would go through all of them again and again, which costs about as much as the
    analysis. Of compilations at the same time the first to end starts it again.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > MANY and not gc.get_freeze_count():
            _hand_over()
        gc.enable()


def _hand_over() -> None:
    """Make the new objects old ones, without the collector going through them three times.

    What is left of a large compilation lives as long as its program does. The collector
    does not count what comes to it this way, so that it is told when that was much.
    """
    global _handed_over
    _handed_over += gc.get_count()[0]
    gc.freeze()
    gc.unfreeze()
    if _handed_over > FULL:
        _handed_over = 0
        gc.collect()
