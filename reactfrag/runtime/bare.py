"""Element calls outside a served script: they do nothing, after one warning."""

from __future__ import annotations

import threading
import warnings

from reactfrag.runtime import context
from reactfrag.runtime.page import Page, first_instance
from reactfrag.runtime.run import Run
from reactfrag.runtime.settings import Settings

_local = threading.local()
_warned = threading.Event()


class BareModeWarning(UserWarning):
    """A script that draws elements was not started with ``reactfrag serve``."""


def bare_run() -> Run:
    """Return this thread's throw-away run, with a warning the first time."""
    if not _warned.is_set():
        _warned.set()
        warnings.warn(
            "This code draws elements outside a served app, so they go nowhere. "
            "Start it with `reactfrag serve app.py`.",
            BareModeWarning,
            stacklevel=3,
        )
    run: Run | None = getattr(_local, "run", None)
    if run is None:
        run = _local.run = Run(Page(), first_instance(), Settings())
    return run


context.provide_bare(bare_run)
