"""Element calls outside a served script: they do nothing, after one warning."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

from reactfrag.protocol import MAIN
from reactfrag.protocol.props import Props, Toast
from reactfrag.runtime.page import Page, first_instance
from reactfrag.runtime.payloads import Payload
from reactfrag.runtime.run import Place, Run
from reactfrag.runtime.settings import Settings

T = TypeVar("T")

_local = threading.local()
_warned = threading.Event()


class BareModeWarning(UserWarning):
    """A script that draws elements was not started with ``reactfrag serve``."""


class BareRun(Run):
    """Draws nothing and keeps nothing but session state; widgets return their defaults."""

    def emit(self, at: Place | None, props: Props, *, key: str | None = None) -> Place:
        return Place(MAIN)

    def open(self, at: Place | None, props: Props, *, key: str | None = None) -> Place:
        return Place(MAIN)

    def remove(self, at: Place) -> None:
        """Nothing stands anywhere."""

    def enter(self, at: Place) -> None:
        """Nothing is drawn within."""

    def leave(self) -> None:
        """See :meth:`enter`."""

    def enclosing(self, at: Place | None, kind: str) -> int:
        return 0

    def toast(self, toast: Toast) -> None:
        """Nobody sees it."""

    def page_config(self, **fields: Any) -> None:
        """There is no page."""

    def payload(self, payload: Payload) -> str:
        return ""

    def media(self, data: bytes, mime: str, file_name: str) -> str:
        return ""

    def table_rows(self, data: bytes, mime: str) -> str:
        return ""

    def widget(
        self,
        at: Place | None,
        *,
        default: T,
        drawn_at: Callable[[Place], object] | None = None,
        **rest: Any,
    ) -> T:
        if drawn_at is not None:
            drawn_at(Place(MAIN))
        return default


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
        run = _local.run = BareRun(Page(), first_instance(), Settings())
    return run
