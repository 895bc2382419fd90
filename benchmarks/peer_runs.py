"""Every tool on every scenario, side by side in one run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Browser

from benchmarks.measure import Figure
from benchmarks.page import Load, Serving
from benchmarks.peers import SCENARIOS, Peer

LOADS = 5
STEPS = 10


@dataclass
class Row:
    """What was measured of one tool."""

    name: str
    version: str
    steps: dict[str, Figure] = field(default_factory=dict)
    """Milliseconds from click to DOM, by scenario."""
    page: Figure | None = None
    """Milliseconds from navigation to the page shown, nothing cached."""
    kilobytes: float = 0
    megabytes: float = 0
    """Resident memory of the server and its children, with one session."""
    start: float = 0
    """Seconds from process start to page shown."""
    trouble: str = ""
    """Why something could not be measured."""


def compare(
    peers: Sequence[Peer],
    browser: Browser,
    rounds: int,
    progress: Callable[[str], None] = lambda what: None,
) -> list[Row]:
    """Measure each tool on each scenario.

    All servers of a scenario run at once and take turns, round by round.
    """
    rows = {peer.name: Row(peer.name, peer.version()) for peer in peers}
    for scenario in SCENARIOS:
        serving: dict[str, Serving] = {}
        try:
            for peer in peers:
                progress(f"{scenario}: starting {peer.name}")
                try:
                    serving[peer.name] = Serving(peer, scenario, browser)
                except Exception as error:
                    rows[peer.name].trouble = _short(error)
            if scenario == SCENARIOS[0]:
                _look(rows, serving, progress)
            _take_turns(scenario, rows, serving, rounds, progress)
        finally:
            for one in serving.values():
                one.close()
    return list(rows.values())


def _look(
    rows: dict[str, Row], serving: dict[str, Serving], progress: Callable[[str], None]
) -> None:
    """First pages, memory and starts."""
    loads: dict[str, list[Load]] = {name: [] for name in serving}
    for name, one in serving.items():
        rows[name].megabytes = one.server.memory() / 1e6
        rows[name].start = one.start
    for turn in range(LOADS):
        progress(f"first page, visit {turn + 1} of {LOADS}")
        for name, one in serving.items():
            try:
                loads[name].append(one.load())
            except Exception as error:
                rows[name].trouble = _short(error)
    for name, visits in loads.items():
        if visits:
            rows[name].page = Figure.of([visit.milliseconds for visit in visits])
            rows[name].kilobytes = visits[-1].kilobytes


def _take_turns(
    scenario: str,
    rows: dict[str, Row],
    serving: dict[str, Serving],
    rounds: int,
    progress: Callable[[str], None],
) -> None:
    times: dict[str, list[float]] = {name: [] for name in serving}
    failed: set[str] = set()
    # The first round warms up.
    for turn in range(rounds + 1):
        progress(f"{scenario}: round {turn} of {rounds}")
        for name, one in serving.items():
            if name in failed:
                continue
            try:
                found = [one.step() for _ in range(STEPS)]
            except Exception as error:
                rows[name].trouble = _short(error)
                failed.add(name)
                continue
            if turn:
                times[name] += found
    for name, values in times.items():
        if values:
            rows[name].steps[scenario] = Figure.of(values)


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error).strip().splitlines()[0][:120]}"
