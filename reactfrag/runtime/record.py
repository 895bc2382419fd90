"""What happened in a pass and why, kept for tests, logs and tools.

Records are made on the way of every event, so they hold what is at hand and
nothing is put into words before somebody asks: texts are made by ``str()``, and
the chain from an event to a run by :func:`chain_of`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

EventKind = Literal["start", "widget", "timer", "rerun", "stop", "program", "outside"]
CauseKind = Literal["event", "key", "rerun", "within"]
SkipReason = Literal["unchanged", "cycle", "stopped", "gone", "within"]

_EVENTS = {
    "start": "first load",
    "rerun": "rerun by the user",
    "stop": "stop by the user",
    "program": "new program",
    "outside": "outside write",
}
_REASONS = {
    "unchanged": "unchanged",
    "cycle": "does not settle",
    "stopped": "stopped by the user",
    "gone": "gone",
    "within": "within another",
}


class EventRecord(msgspec.Struct, frozen=True):
    """One event that a pass took in."""

    kind: EventKind
    instance: int = -1
    """Whose widget or timer it is; -1: neither."""
    name: str = ""
    """The name of that instance; ``app`` is the script."""
    element: str = ""
    """The kind of widget."""
    label: str = ""
    key: str | None = None
    """The ``key=`` of the widget, or the one written from outside."""

    @property
    def what(self) -> str:
        """The event without its place: ``slider 'year'``."""
        if self.kind == "widget":
            return f"{self.element} {(self.label if self.key is None else self.key)!r}"
        if self.kind == "timer":
            return f"timer of {self.name}"
        if self.kind == "outside" and self.key is not None:
            return f"outside write to {self.key!r}"
        return _EVENTS[self.kind]

    def __str__(self) -> str:
        inside = self.kind == "widget" and self.name != "app"
        return f"{self.what} in {self.name}" if inside else self.what


class Cause(msgspec.Struct, frozen=True):
    """Why one run began: the last step before it."""

    kind: CauseKind
    event: int = -1
    """``event``: which of the pass's events; ``key``: the one that wrote it, if one did."""
    run: int = -1
    """``key``: which of the pass's runs wrote it, ``rerun``: asked, ``within``: called; or -1."""
    key: str = ""
    """The session-state key that changed."""
    version: int = 0
    """The version it has since."""


class RunRecord(msgspec.Struct, frozen=True):
    """One run of one instance, on its own or within another's."""

    instance: int
    node: str
    name: str
    cause: Cause
    outcome: str
    start: float
    """Seconds from the pass's beginning."""
    seconds: float
    """From its first line to its last, those within it included."""
    own_seconds: float
    """Without those within it."""
    writes: frozenset[str] = frozenset()
    """The session-state keys that it wrote or deleted."""


class Conflict(msgspec.Struct, frozen=True):
    """A key that several gave different values at the same time: the later on the page has it."""

    key: str
    names: tuple[str, ...]


class SkipRecord(msgspec.Struct, frozen=True):
    """An instance that might have run, and why it did not (by itself)."""

    instance: int
    name: str
    reason: SkipReason
    """``unchanged``: all it depends on is as it was. ``cycle``: it would go on for ever.
    ``stopped``: by the user. ``gone``: it left the page. ``within``: what it stands in ran."""

    def __str__(self) -> str:
        return f"{self.name} ({_REASONS[self.reason]})"


class PassRecord(msgspec.Struct, frozen=True):
    """One pass: what set it off, its runs in order of ending, and what came of it."""

    number: int
    """Counts the session's passes, from 1."""
    events: tuple[EventRecord, ...]
    runs: tuple[RunRecord, ...]
    skipped: tuple[SkipRecord, ...]
    unsettled: tuple[str, ...]
    """Names of fragments in a cycle, which stay stale after one round."""
    answers: int
    """The last of the browser's events that it answers."""
    began: float
    """By the session's clock, in seconds."""
    seconds: float
    instances: int
    """How many instances stand on the page after it, the script included."""
    ops: int
    """Operations in the patches that it made."""
    bytes_sent: int
    """The length of those patches, and of the tables that the browser had not got."""
    conflicts: tuple[Conflict, ...] = ()
    looping: tuple[str, ...] = ()
    """Names of what calls ``rerun()`` again and again: the next pass goes on with it."""

    def __str__(self) -> str:
        return line_of(self)


# --- causes ----------------------------------------------------------------


class Step(msgspec.Struct, frozen=True):
    """One link of a chain: an event, a key or a node."""

    kind: Literal["event", "key", "node", "rerun"]
    text: str
    """What was done, the key, or the name of the node."""
    instance: int = -1
    """For a node: which of its places."""
    version: int = 0
    """For a key: the version it came to have."""

    def __str__(self) -> str:
        return f"key {self.text!r}" if self.kind == "key" else self.text


class Chain(msgspec.Struct, frozen=True):
    """How an event came to run a node; ``str()`` reads ``slider 'year' -> key 'year' -> chart``."""

    steps: tuple[Step, ...]

    def __str__(self) -> str:
        return " -> ".join(map(str, self.steps))


def why(passes: Iterable[PassRecord], node: str | int) -> list[Chain]:
    """Return why a node ran, once for each of its runs in ``passes``.

    Parameters
    ----------
    node
        A fragment's name (``app``: the script), or the number of an instance.
    """
    return [
        chain_of(record, index)
        for record in passes
        for index, run in enumerate(record.runs)
        if node == (run.instance if isinstance(node, int) else run.name)
    ]


def chain_of(record: PassRecord, index: int) -> Chain:
    """Return what led from an event of the pass to its run number ``index``."""
    steps: list[Step] = []
    while index >= 0:
        run = record.runs[index]
        cause = run.cause
        steps.append(Step("node", run.name, instance=run.instance))
        if cause.kind == "key":
            steps.append(Step("key", cause.key, version=cause.version))
        elif cause.kind == "rerun":
            steps.append(Step("rerun", "rerun()"))
        if cause.event >= 0:
            steps.append(Step("event", record.events[cause.event].what))
        index = cause.run
    steps.reverse()
    return Chain(tuple(steps))


# --- the log ---------------------------------------------------------------


def line_of(record: PassRecord) -> str:
    """Return the pass in one line, as ``--log-reruns`` shows it."""
    events = ", ".join(map(str, record.events)) or "nothing"
    ran = ", ".join(f"{run.name} ({_because(record, run)})" for run in record.runs)
    skipped = ", ".join(map(str, record.skipped))
    return (
        f"#{record.number:<4} {events} -> {len({run.instance for run in record.runs})} of "
        f"{record.instances} nodes, {record.seconds * 1000:.1f} ms, {_size(record.bytes_sent)}"
        + (f": {ran}" if ran else "")
        + (f"; skipped: {skipped}" if skipped else "")
    )


def _because(record: PassRecord, run: RunRecord) -> str:
    cause = run.cause
    reason = {
        "key": cause.key,
        "within": f"in {record.runs[cause.run].name}" if cause.run >= 0 else "within",
        "rerun": "rerun",
        "event": record.events[cause.event].kind if cause.event >= 0 else "event",
    }[cause.kind]
    reason = "event" if reason == "widget" else reason
    ended = "" if run.outcome == "finished" else f", {run.outcome}"
    return reason + ended


def _size(count: int) -> str:
    if count < 1000:
        return f"{count} B"
    if count < 1_000_000:
        return f"{count / 1000:.1f} kB"
    return f"{count / 1_000_000:.1f} MB"
