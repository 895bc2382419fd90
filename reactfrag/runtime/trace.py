"""Tells a browser that watches what its session runs: passes, state and instances.

What happened is gathered for a moment and sent as differences, so that watching costs
about the same whether passes are rare or come by the thousand.
"""

from __future__ import annotations

import asyncio
import reprlib
from collections import deque
from typing import Any, Protocol

from reactfrag.protocol import InstanceRow, StateRow, Trace
from reactfrag.runtime.page import Page
from reactfrag.runtime.record import PassRecord
from reactfrag.runtime.scheduler import Scheduler

GATHER = 0.1
"""Seconds for which passes are gathered."""
KEPT = 200
"""How many passes are sent at once at most: the newest."""


class Told(Protocol):
    """Whom it is told: the outbox."""

    def say(self, message: Trace) -> None: ...


class Tracer:
    """Watches one session for one browser. Loop thread only."""

    def __init__(self, page: Page, outbox: Told, scheduler: Scheduler) -> None:
        self._page = page
        self._outbox = outbox
        self._scheduler = scheduler
        self._passes: deque[PassRecord] = deque(maxlen=KEPT)
        self._writers: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        self._instances: dict[int, InstanceRow] = {}
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin anew: tell how things stand, then what happens."""
        self.stop()
        self._versions.clear()
        self._instances.clear()
        self._scheduler.watch(self._note)
        self.flush()

    def stop(self) -> None:
        """Tell nothing more."""
        self._scheduler.watch(None)
        self._passes.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _note(self, record: PassRecord) -> None:
        self._passes.append(record)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(GATHER, self.flush)

    def flush(self) -> None:
        """Tell what was gathered, now."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        passes = list(self._passes)
        self._passes.clear()
        for record in passes:
            self._remember_writers(record)
        program = self._scheduler.program
        changed, gone = self._state()
        instances, left = self._standing()
        self._outbox.say(
            Trace(
                program=program.digest if program is not None else "",
                passes=passes,
                state=changed,
                gone=gone,
                instances=instances,
                left=left,
            )
        )

    def _remember_writers(self, record: PassRecord) -> None:
        for event in record.events:
            if event.key is not None:
                self._writers[event.key] = event.what
        for run in record.runs:
            for key in run.writes:
                self._writers[key] = run.name

    def _state(self) -> tuple[list[StateRow], list[str]]:
        state, versions = self._page.state, self._versions
        # A run may be writing. With a value that it sets now goes the version before it, so that
        # it is told again when the run is over; what has none yet is told then.
        present = {key: state.version(key) for key in state.snapshot()}
        values = state.snapshot()
        changed = []
        for key, value in values.items():
            version = present.get(key, 0)
            if not version or versions.get(key) == version:
                continue
            versions[key] = version
            changed.append(
                StateRow(
                    key=key,
                    version=version,
                    type=type(value).__name__,
                    preview=preview(value),
                    writer=self._writers.get(key, ""),
                )
            )
        gone = [key for key in versions if key not in values]
        for key in gone:
            del versions[key]
        return changed, gone

    def _standing(self) -> tuple[list[InstanceRow], list[int]]:
        known, standing = self._instances, self._page.instances
        changed = []
        for instance in standing.values():
            row = InstanceRow(
                id=instance.id,
                node=instance.node,
                name=instance.name,
                parent=instance.parent,
                reads=sorted(key for key in instance.reads if key.isprintable()),
                writes=sorted(key for key in instance.writes if key.isprintable()),
                own=instance.own_seconds,
            )
            if known.get(instance.id) != row:
                known[instance.id] = row
                changed.append(row)
        left = [id for id in known if id not in standing]
        for id in left:
            del known[id]
        return changed, left


# --- values, in short ------------------------------------------------------


class _Brief(reprlib.Repr):
    """Says what builtin values hold, and of others only what they are: no code of theirs runs."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = 80

    def repr_instance(self, value: Any, level: int) -> str:
        kind = type(value)
        if kind in _PLAIN:
            return repr(value)
        return f"<{kind.__name__}>"


_PLAIN = frozenset({bool, float, complex, bytes, type(None), range})
_TABLES = ("numpy", "pandas", "polars", "pyarrow")
_brief = _Brief()


def preview(value: Any) -> str:
    """Return a value in short; of objects that are no builtins their type, and shape."""
    kind = type(value)
    library = kind.__module__.partition(".")[0]
    try:
        if library in _TABLES:
            return f"<{kind.__name__} {_sized(value)}>"
        if library in ("datetime", "decimal", "uuid"):
            return str(value)
        return _brief.repr(value)
    except Exception:
        # A thread may be changing it while it is looked at.
        return f"<{kind.__name__}>"


def _sized(value: Any) -> str:
    shape = getattr(value, "shape", None)
    if isinstance(shape, tuple):
        return " × ".join(f"{length:,}" for length in shape)
    return f"{len(value):,}"
