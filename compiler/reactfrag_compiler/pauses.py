"""Putting off the cyclic garbage collector while a program is compiled."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
        gc.enable()
