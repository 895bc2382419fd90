"""What a run of the suite found: for machines as JSON, for people as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from benchmarks.idle import Idle
from benchmarks.load import Load
from benchmarks.machine import Machine
from benchmarks.measure import Figure
from benchmarks.peer_runs import Row
from benchmarks.workloads import Comparison


@dataclass
class Results:
    """One run of the suite; what was not asked for is empty."""

    machine: Machine
    when: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    layers: dict[str, Figure] = field(default_factory=dict)
    """Seconds."""
    round_trip: dict[str, Figure] = field(default_factory=dict)
    """Seconds."""
    workloads: list[Comparison] = field(default_factory=list)
    load: list[Load] = field(default_factory=list)
    idle: list[Idle] = field(default_factory=list)
    peers: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """A title, the heads of its columns (the first is of names), and its rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def tables(results: Results) -> list[Table]:
    """Everything that was found, set as tables."""
    made = [
        _round_trip(results.round_trip),
        _workloads(results.workloads),
        _layers(results.layers),
        _load(results.load),
        _idle(results.idle),
        _peers(results.peers),
    ]
    return [table for table in made if table.rows]


def micro(seconds: float) -> str:
    """Seconds as microseconds, or as milliseconds when that reads better."""
    return f"{seconds * 1e6:.0f} µs" if seconds < 0.01 else f"{seconds * 1e3:.1f} ms"


def size(count: float) -> str:
    """Bytes, in the unit that reads best."""
    for unit, factor in (("MB", 1e6), ("kB", 1e3)):
        if count >= factor:
            return f"{count / factor:.1f} {unit}"
    return f"{count:.0f} B"


def _spread(figure: Figure) -> str:
    return f"{micro(figure.low)} to {micro(figure.high)}"


def _round_trip(found: dict[str, Figure]) -> Table:
    echo = found["echo"].median if found else 1
    hop = found["echo with a thread hop"].median if found else 1
    return Table(
        "The websocket alone",
        ("round trip", "median", "p10 to p90", "times echo", "times echo with hop"),
        tuple(
            (name, micro(f.median), _spread(f), f"{f.median / echo:.2f}", f"{f.median / hop:.2f}")
            for name, f in found.items()
        ),
    )


def _workloads(found: Sequence[Comparison]) -> Table:
    return Table(
        "A rerun of one fragment beside a full rerun",
        ("workload", "partial", "full", "full / partial", "CPU partial", "CPU full",
         "bytes partial", "bytes full"),
        tuple(
            (f"{c.name}: {c.what}", micro(c.partial.median), micro(c.full.median), f"{c.saved:.1f}",
             micro(c.partial_processor), micro(c.full_processor), size(c.partial_bytes),
             size(c.full_bytes))
            for c in found
        ),
    )  # fmt: skip


def _layers(found: dict[str, Figure]) -> Table:
    return Table(
        "Layers, each by itself",
        ("layer", "median", "p10 to p90"),
        tuple((name, micro(f.median), _spread(f)) for name, f in found.items()),
    )


def _load(found: Sequence[Load]) -> Table:
    return Table(
        "Clients clicking in a closed loop",
        ("clients", "events a second", "p50", "p99", "CPU an event", "memory a session"),
        tuple(
            (str(f.clients), f"{f.events_a_second:,.0f}", micro(f.p50), micro(f.p99),
             micro(f.processor_an_event), f"{f.memory_a_session / 1024:.0f} KiB")
            for f in found
        ),
    )  # fmt: skip


def _idle(found: Sequence[Idle]) -> Table:
    return Table(
        "Doing nothing",
        ("sessions", "timers", "of a core", "memory a session"),
        tuple(
            (f"{f.sessions:,}", f"{f.timers:,}", f"{f.core:.1%}",
             f"{f.memory_a_session / 1024:.0f} KiB")
            for f in found
        ),
    )  # fmt: skip


def _peers(found: Sequence[Row]) -> Table:
    def step(row: Row, scenario: str) -> str:
        figure = row.steps.get(scenario)
        return f"{figure.median:.1f}" if figure else "-"

    return Table(
        "Side by side, click to DOM in ms",
        ("tool", "version", "counter", "20 dependents", "isolation", "page ms", "page kB",
         "RSS MB", "start s"),
        tuple(
            (row.name, row.version, step(row, "counter"), step(row, "dependents"),
             step(row, "isolation"), f"{row.page.median:.0f}" if row.page else "-",
             f"{row.kilobytes:,.0f}", f"{row.megabytes:.0f}", f"{row.start:.2f}")
            for row in found
        ),
        "; ".join(f"{row.name}: {row.trouble}" for row in found if row.trouble),
    )  # fmt: skip


def as_json(results: Results) -> dict[str, Any]:
    """Everything that was found, as plain data."""
    return _plain(results)  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    fields = getattr(value, "__dataclass_fields__", None)
    if fields is not None:
        return {name: _plain(getattr(value, name)) for name in fields}
    return value
