"""What a pass still has to do, and what it has done."""

from __future__ import annotations

from collections.abc import Callable

from reactfrag.runtime.record import Cause
from reactfrag.runtime.recorder import Recorder
from reactfrag.runtime.widgets import Callback, Widget


class Work:
    """One pass, as far as it is. Owned by the scheduler."""

    __slots__ = (
        "answers",
        "callbacks",
        "calls",
        "clicked",
        "fired",
        "owed",
        "ran",
        "record",
        "requested",
        "shown_at",
        "submitted",
        "targets",
    )

    def __init__(self, began: float) -> None:
        self.targets: dict[int, Cause] = {}
        """Instances that have to run, each with its cause."""
        self.requested: set[int] = set()
        """Those that an event or ``rerun()`` named."""
        self.callbacks: list[Callback] = []
        self.calls: list[Callable[[], object]] = []
        """Code from outside that is to run before any instance."""
        self.fired: set[int] = set()
        """Clicked buttons that no run has looked at yet."""
        self.clicked: list[Widget] = []
        self.submitted: set[int] = set()
        """Forms to be cleared when the pass is over."""
        self.owed: set[int] = set()
        """Those that something outside their cycle, if they are in one, made stale."""
        self.ran: dict[int, int] = {}
        self.record = Recorder(began)
        self.answers = 0
        self.shown_at = began
        """When the browser was last told how far the pass is."""

    def stop(self) -> None:
        """The user wants nothing more of it."""
        self.targets.clear()
        self.requested.clear()
        self.callbacks.clear()
        self.fired.clear()

    def request(self, id: int, cause: Cause) -> None:
        self.targets[id] = cause
        self.requested.add(id)
