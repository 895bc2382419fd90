"""A rerun of one fragment beside a full rerun of the same app: time, processor time, bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks import APPS, servers
from benchmarks.client import Client
from benchmarks.measure import Figure, clock, interleave


@dataclass(frozen=True, slots=True)
class Workload:
    """An app with a button ``Change`` in a fragment and a button ``Full`` outside any."""

    name: str
    app: str
    what: str
    rounds: int = 12
    batch: int = 10


WORKLOADS = (
    Workload("counter", "counter.py", "a counter among 30 texts", 12, 50),
    Workload("dashboard", "dashboard.py", "50 fragments with a widget, texts and a table each"),
    Workload("heavy", "heavy.py", "a top level of 50 ms"),
    Workload("chart", "chart.py", "a counter beside a chart of 10,000 points"),
    Workload("chart grows", "chart_grows.py", "10 points added to 10,000"),
    Workload("chain", "chain.py", "20 fragments, each reading the one before"),
    Workload("wide", "wide.py", "1,000 fragments, one changes"),
    Workload("table row", "table_row.py", "one row of 100,000 changes", 4, 3),
    Workload("table tail", "table_tail.py", "10 rows added to 100,000", 4, 3),
    Workload("stream", "stream.py", "500 words, one by one", 3, 1),
    Workload("timers", "timers.py", "50 timers, ten ticks a second each"),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One workload's figures: seconds, seconds of processor time, and bytes received, a click."""

    name: str
    what: str
    partial: Figure
    full: Figure
    partial_processor: float
    full_processor: float
    partial_bytes: int
    full_bytes: int

    @property
    def saved(self) -> float:
        """How many times as long a full rerun takes."""
        return self.full.median / self.partial.median


def compare(workload: Workload, scale: float = 1.0) -> Comparison:
    """Serve a workload's app and click both of its buttons in turn.

    Parameters
    ----------
    scale
        Of the number of rounds; at least two are made.
    """
    with servers.reactfrag(APPS / workload.app) as server, Client(server.port) as client:
        rounds = max(2, round(workload.rounds * scale))
        times = interleave(
            {"partial": lambda: client.click("Change"), "full": lambda: client.click("Full")},
            rounds=rounds,
            batch=workload.batch,
        )
        costs = {}
        for label in ("Change", "Full"):
            costs[label] = _cost(server, client, label, rounds * workload.batch)
    return Comparison(
        workload.name,
        workload.what,
        Figure.of(times["partial"]),
        Figure.of(times["full"]),
        costs["Change"][0],
        costs["Full"][0],
        costs["Change"][1],
        costs["Full"][1],
    )


def _cost(server: servers.Server, client: Client, label: str, times: int) -> tuple[float, int]:
    """Return processor seconds and bytes a click."""
    received, spent = client.received, server.processor_time()
    clock(_clicker(client, label), times)
    spent = server.processor_time() - spent
    return spent / times, (client.received - received) // times


def _clicker(client: Client, label: str) -> Callable[[], None]:
    return lambda: client.click(label)
