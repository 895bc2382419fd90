"""Writes the record of a pass while it goes on. One a pass; loop thread only."""

from __future__ import annotations

from collections import deque
from time import perf_counter
from typing import TYPE_CHECKING

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
        "_events",
        "_ran",
        "_runs",
        "_skipped",
        "_took",
        "conflicts",
        "looping",
        "unsettled",
    )

    def __init__(self, clock: float) -> None:
        self._clock = clock
        self._began = perf_counter()
        self._events: deque[EventRecord] = deque(maxlen=KEPT)
        self._runs: deque[RunRecord] = deque(maxlen=KEPT)
        self._skipped: deque[SkipRecord] = deque(maxlen=KEPT)
        self._took = 0
        self._ran = 0
        self.unsettled: set[str] = set()
        self.looping: set[str] = set()
        self.conflicts: deque[Conflict] = deque(maxlen=KEPT)

    def took(self, event: EventRecord) -> Cause:
        """Note an event; return it as the cause of what it makes run."""
        self._events.append(event)
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
        for kept in run.kept.values():
            self.skip(kept.instance, "unchanged")
        for frame in run.settled:
            instance = frame.instance
            is_own = instance.id == own
            self._runs.append(
                RunRecord(
                    instance.id,
                    instance.node,
                    instance.name,
                    cause if is_own else _caller(run, instance, first),
                    outcome if is_own else "finished",
                    frame.began - self._began,
                    frame.seconds,
                    frame.seconds - frame.inner,
                    frozenset(frame.writes),
                )
            )

    def skip(self, instance: Instance | None, reason: SkipReason) -> None:
        """Note that ``instance`` did not run by itself; ``None`` is one not known any more."""
        if instance is None:
            return
        self._skipped.append(SkipRecord(instance.id, instance.name, reason))
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
            conflicts=tuple(self.conflicts),
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


def _caller(run: Run, instance: Instance, first: int) -> Cause:
    """Return the run that called ``instance`` within ``run``, as a cause."""
    for index, frame in enumerate(run.settled):
        if frame.instance.id == instance.parent:
            return Cause("within", run=first + index)
    return Cause("within")
