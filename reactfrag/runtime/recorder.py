"""Writes the record of a pass while it goes on. One a pass; loop thread only."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

import msgspec

from reactfrag.runtime.record import (
    Cause,
    Conflict,
    EventRecord,
    PassRecord,
    RunRecord,
    SkipReason,
    SkipRecord,
)
from reactfrag.runtime.widgets import Widget

if TYPE_CHECKING:
    from reactfrag.runtime.instance import Instance
    from reactfrag.runtime.run import Run

T = TypeVar("T")

KEPT = 1000
"""How many of a pass's runs, and as many events and skips, its record keeps: the newest.
A script that reruns itself for ever is one pass."""


class Recorder:
    """What a pass has taken in, run and left out so far.

    The causes that it gives out count events and runs from the first; the record, from the
    first that it keeps.
    """

    __slots__ = (
        "_began",
        "_clock",
        "_conflicts",
        "_events",
        "_ran",
        "_runs",
        "_skipped",
        "_took",
        "looping",
        "unsettled",
    )

    is_kept = True
    """Whether there will be a record."""

    def __init__(self, clock: float) -> None:
        self._clock = clock
        self._began = perf_counter()
        self._events: list[EventRecord] = []
        self._runs: list[RunRecord] = []
        self._skipped: list[SkipRecord] = []
        self._took = 0
        self._ran = 0
        self.unsettled: set[str] = set()
        self.looping: set[str] = set()
        self._conflicts: list[Conflict] = []

    def took(self, event: EventRecord) -> Cause:
        """Note an event; return it as the cause of what it makes run."""
        _add(self._events, event)
        self._took += 1
        return Cause("event", event=self._took - 1)

    def took_change(self, widget: Widget) -> Cause:
        """Note that the user changed ``widget``."""
        return self.took(
            EventRecord(
                "widget", widget.instance, widget.node, widget.kind, widget.label, widget.key
            )
        )

    def changed(self, key: str, version: int, author: Instance | None) -> Cause:
        """Return the change of ``key`` by ``author`` (``None``: no code) as a cause."""
        if author is not None:
            for back, run in enumerate(reversed(self._runs), 1):
                if run.node == author.node and key in run.writes:
                    return Cause("key", run=self._ran - back, key=key, version=version)
        for back, event in enumerate(reversed(self._events), 1):
            if event.key == key:
                return Cause("key", event=self._took - back, key=key, version=version)
        return Cause("key", event=self._took - 1, key=key, version=version)

    def asked(self) -> Cause:
        """Return a ``rerun()`` in the run noted last as a cause."""
        return Cause("rerun", run=self._ran - 1)

    def ran(self, run: Run, cause: Cause, outcome: str) -> None:
        """Note ``run``, which is over, with the runs within it."""
        first = self._ran
        self._ran += len(run.settled)
        own = run.instance.id
        numbers = {frame.instance.id: at for at, frame in enumerate(run.settled)}
        for kept in run.kept.values():
            self.skip(kept.instance, "unchanged")
        for frame in run.settled:
            instance = frame.instance
            is_own = instance.id == own
            _add(
                self._runs,
                RunRecord(
                    instance.id,
                    instance.node,
                    instance.name,
                    cause if is_own else _within(instance, numbers, first),
                    outcome if is_own else "finished",
                    frame.began - self._began,
                    frame.seconds,
                    frame.seconds - frame.inner,
                    frozenset(frame.writes),
                ),
            )

    def conflict(self, conflict: Conflict) -> None:
        """Note that several gave a key different values."""
        _add(self._conflicts, conflict)

    def skip(self, instance: Instance | None, reason: SkipReason) -> None:
        """Note that ``instance`` did not run by itself; ``None`` is one not known any more."""
        if instance is None:
            return
        _add(self._skipped, SkipRecord(instance.id, instance.name, reason))
        if reason == "cycle":
            self.unsettled.add(instance.name)

    def finish(
        self, *, number: int, answers: int, instances: int, ops: int, bytes_sent: int
    ) -> PassRecord:
        """Return the record of the pass, which is over."""
        return PassRecord(
            number=number,
            events=tuple(self._events),
            runs=self._kept_runs(),
            skipped=tuple(self._skipped),
            unsettled=tuple(sorted(self.unsettled)),
            answers=answers,
            began=self._clock,
            seconds=perf_counter() - self._began,
            instances=instances,
            ops=ops,
            bytes_sent=bytes_sent,
            conflicts=tuple(self._conflicts),
            looping=tuple(sorted(self.looping)),
        )

    def _kept_runs(self) -> tuple[RunRecord, ...]:
        events, runs = self._took - len(self._events), self._ran - len(self._runs)
        if not events and not runs:
            return tuple(self._runs)
        return tuple(
            msgspec.structs.replace(
                run,
                cause=msgspec.structs.replace(
                    run.cause,
                    event=max(run.cause.event - events, -1),
                    run=max(run.cause.run - runs, -1),
                ),
            )
            for run in self._runs
        )


class Unrecorded(Recorder):
    """Of a pass that nobody will ask about: it only notes what the scheduler goes by."""

    __slots__ = ()

    is_kept = False

    def took(self, event: EventRecord) -> Cause:
        return _NO_CAUSE

    def took_change(self, widget: Widget) -> Cause:
        return _NO_CAUSE

    def changed(self, key: str, version: int, author: Instance | None) -> Cause:
        return _NO_CAUSE

    def asked(self) -> Cause:
        return _NO_CAUSE

    def ran(self, run: Run, cause: Cause, outcome: str) -> None:
        """Nobody will ask."""

    def skip(self, instance: Instance | None, reason: SkipReason) -> None:
        if instance is not None and reason == "cycle":
            self.unsettled.add(instance.name)

    def conflict(self, conflict: Conflict) -> None:
        """Nobody will ask."""


_NO_CAUSE = Cause("event")


def _within(instance: Instance, numbers: dict[int, int], first: int) -> Cause:
    """Return the run that called ``instance``, among those from ``first`` on, as a cause."""
    if instance.parent is None or instance.parent not in numbers:
        return Cause("within")
    return Cause("within", run=first + numbers[instance.parent])


def _add(kept: list[T], item: T) -> None:
    if len(kept) >= KEPT:
        del kept[0]
    kept.append(item)
