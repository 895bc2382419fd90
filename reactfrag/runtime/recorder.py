"""Writes the record of a pass while it goes on. One a pass; loop thread only."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

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


class Recorder:
    """What a pass has taken in, run and left out so far."""

    __slots__ = ("_began", "_clock", "conflicts", "events", "runs", "skipped", "unsettled")

    def __init__(self, clock: float) -> None:
        self._clock = clock
        self._began = perf_counter()
        self.events: list[EventRecord] = []
        self.runs: list[RunRecord] = []
        self.skipped: list[SkipRecord] = []
        self.unsettled: set[str] = set()
        self.conflicts: list[Conflict] = []

    def took(self, event: EventRecord) -> Cause:
        """Note an event; return it as the cause of what it makes run."""
        self.events.append(event)
        return Cause("event", event=len(self.events) - 1)

    def took_change(self, widget: Widget) -> Cause:
        """Note that the user changed ``widget``."""
        return self.took(
            EventRecord(
                "widget", widget.instance, widget.node, widget.kind, widget.label, widget.key
            )
        )

    def changed(self, key: str, version: int, author: Instance | None) -> Cause:
        """Return the change of ``key`` by ``author`` (``None``: no code) as a cause."""
        runs = self.runs
        if author is not None:
            for index in range(len(runs) - 1, -1, -1):
                if runs[index].node == author.node and key in runs[index].writes:
                    return Cause("key", run=index, key=key, version=version)
        for index in range(len(self.events) - 1, -1, -1):
            if self.events[index].key == key:
                return Cause("key", event=index, key=key, version=version)
        return Cause("key", event=len(self.events) - 1, key=key, version=version)

    def asked(self) -> Cause:
        """Return a ``rerun()`` in the run noted last as a cause."""
        return Cause("rerun", run=len(self.runs) - 1)

    def ran(self, run: Run, cause: Cause, outcome: str) -> None:
        """Note ``run``, which is over, with the runs within it."""
        runs = self.runs
        first = len(runs)
        own = run.instance.id
        for kept in run.kept.values():
            self.skip(kept.instance, "unchanged")
        for frame in run.settled:
            instance = frame.instance
            is_own = instance.id == own
            runs.append(
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
        self.skipped.append(SkipRecord(instance.id, instance.name, reason))
        if reason == "cycle":
            self.unsettled.add(instance.name)

    def finish(
        self, *, number: int, answers: int, instances: int, ops: int, bytes_sent: int
    ) -> PassRecord:
        """Return the record of the pass, which is over."""
        return PassRecord(
            number=number,
            events=tuple(self.events),
            runs=tuple(self.runs),
            skipped=tuple(self.skipped),
            unsettled=tuple(sorted(self.unsettled)),
            answers=answers,
            began=self._clock,
            seconds=perf_counter() - self._began,
            instances=instances,
            ops=ops,
            bytes_sent=bytes_sent,
            conflicts=tuple(self.conflicts),
        )


def _caller(run: Run, instance: Instance, first: int) -> Cause:
    """Return the run that called ``instance`` within ``run``, as a cause."""
    for index, frame in enumerate(run.settled):
        if frame.instance.id == instance.parent:
            return Cause("within", run=first + index)
    return Cause("within")
