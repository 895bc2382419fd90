"""What a pass still has to do, and what it has done."""

from __future__ import annotations

from reactfrag.runtime.events import OutsideCall
from reactfrag.runtime.record import Cause
from reactfrag.runtime.recorder import Recorder, Unrecorded
from reactfrag.runtime.rounds import Rounds
from reactfrag.runtime.widgets import Callback, Widget


class Work:
    """One pass, as far as it is. Owned by the scheduler."""

    __slots__ = (
        "answers",
        "asked",
        "asking",
        "callbacks",
        "calls",
        "clicked",
        "fired",
        "looping",
        "owed",
        "ran",
        "record",
        "requested",
        "rounds",
        "shown_at",
        "submitted",
        "targets",
    )

    def __init__(self, began: float, *, recorded: bool = True) -> None:
        self.targets: dict[int, Cause] = {}
        """Instances that have to run, each with its cause."""
        self.requested: set[int] = set()
        """Those that an event or ``rerun()`` named."""
        self.callbacks: list[Callback] = []
        self.calls: list[OutsideCall] = []
        """Code from outside that is to run before any instance."""
        self.fired: set[int] = set()
        """Clicked buttons that no run has looked at yet."""
        self.asked: dict[int, int] = {}
        """How often each instance's runs have asked for runs by ``rerun()``."""
        self.asking = False
        """Whether the runs that have just ended did."""
        self.looping = 0
        """How many such runs there were since the last click was taken in."""
        self.clicked: list[Widget] = []
        self.submitted: set[int] = set()
        """Forms to be cleared when the pass is over."""
        self.owed: set[int] = set()
        """Those that something outside their cycle, if they are in one, made stale."""
        self.rounds = Rounds()
        self.ran: dict[int, int] = {}
        self.record: Recorder = Recorder(began) if recorded else Unrecorded(began)
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
