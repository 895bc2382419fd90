"""The suite: ``python -m benchmarks [PART ...]``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table as RichTable

from benchmarks import (
    APPS,
    idle,
    layers,
    load,
    machine,
    page,
    peer_runs,
    peers,
    report,
    round_trip,
    servers,
    workloads,
)
from benchmarks import results as found
from benchmarks.client import Client
from benchmarks.results import Results, Table

PARTS = ("round-trip", "workloads", "layers", "load", "idle", "peers")
CLIENTS = (1, 20, 100, 500)

Tell = Callable[[str], None]


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(PARTS))
@click.option("--quick", is_flag=True, help="Fewer rounds: a look, not a measurement.")
@click.option("--peer", "names", multiple=True, help="Only these tools; part of a name will do.")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write figures here.")
@click.option("--html", "html_file", type=click.Path(path_type=Path), help="Write a report here.")
def main(
    parts: tuple[str, ...],
    quick: bool,
    names: tuple[str, ...],
    json_file: Path | None,
    html_file: Path | None,
) -> None:
    """Measure what reruns cost: PARTS, or all of them.

    The peers are installed into environments of their own, below .bench, when
    they are first measured.
    """
    wanted = parts or PARTS
    results = Results(machine.describe())
    # Cells that are cut off are worse than lines that are longer than the terminal.
    console = Console(width=max(Console().width, 120))
    console.print(str(results.machine), style="dim")
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell(what: str) -> None:
            progress.update(task, description=what)

        for part in wanted:
            tell(part)
            _MEASURES[part](results, 0.2 if quick else 1.0, names, tell)
    for table in found.tables(results):
        console.print(_rich(table))
        if table.note:
            console.print(table.note, style="dim")
    if json_file is not None:
        json_file.write_text(json.dumps(found.as_json(results), indent=1), encoding="utf-8")
    if html_file is not None:
        html_file.write_text(report.render(results), encoding="utf-8")


def _round_trip(results: Results, scale: float, names: tuple[str, ...], tell: Tell) -> None:
    results.round_trip = round_trip.measure(scale)


def _workloads(results: Results, scale: float, names: tuple[str, ...], tell: Tell) -> None:
    for workload in workloads.WORKLOADS:
        tell(f"workload: {workload.name}")
        results.workloads.append(workloads.compare(workload, scale))


def _layers(results: Results, scale: float, names: tuple[str, ...], tell: Tell) -> None:
    results.layers = layers.measure(scale)


def _load(results: Results, scale: float, names: tuple[str, ...], tell: Tell) -> None:
    for clients in CLIENTS:
        tell(f"load: {clients} clients")
        with servers.reactfrag(APPS / "counter.py") as server:
            # What the first session makes once is not put down to each.
            Client(server.port).close()
            results.load.append(load.drive(server, clients, max(2.0, 10 * scale)))


def _idle(results: Results, scale: float, names: tuple[str, ...], tell: Tell) -> None:
    for app, sessions, timers in (("counter.py", 2000, 0), ("slow_timers.py", 200, 50)):
        tell(f"idle: {sessions} sessions of {app}")
        results.idle.append(idle.watch(app, sessions, timers, max(3.0, 20 * scale)))


def _peers(results: Results, scale: float, names: tuple[str, ...], tell: Tell) -> None:
    chosen = [
        peer
        for peer in peers.ALL
        if not names or any(name.lower() in peer.name.lower() for name in names)
    ]
    with page.launch() as browser:
        results.peers = peer_runs.compare(chosen, browser, max(2, round(5 * scale)), tell)


_MEASURES: dict[str, Callable[[Results, float, tuple[str, ...], Tell], None]] = {
    "round-trip": _round_trip,
    "workloads": _workloads,
    "layers": _layers,
    "load": _load,
    "idle": _idle,
    "peers": _peers,
}


def _rich(table: Table) -> RichTable:
    shown = RichTable(title=table.title, title_justify="left", title_style="bold")
    for number, head in enumerate(table.heads):
        shown.add_column(head, justify="left" if number == 0 else "right", no_wrap=True)
    for row in table.rows:
        shown.add_row(*row)
    return shown


if __name__ == "__main__":
    main()
