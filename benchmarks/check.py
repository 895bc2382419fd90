"""Whether reruns cost more than they did: ``python -m benchmarks.check [--update]``.

It counts what does not depend on the machine or on what else runs there: the calls of
Python functions that a rerun makes, and the bytes that it sends; and one ratio of times,
taken in turn. ``baseline.json`` holds what they were, by CPython 3.11: later ones make
fewer calls for the same code.
"""

from __future__ import annotations

import json
import math
import statistics
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from time import process_time
from types import FrameType

import anyio
import click

from benchmarks import APPS
from reactfrag.protocol import Change, Events
from reactfrag.runtime.session import Session
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.workers import Workers
from reactfrag_compiler import compile_program

BASELINE = Path(__file__).parent / "baseline.json"
GRID = (
    ("counter", "Change"),
    ("counter", "Full"),
    ("dashboard", "Change"),
    ("dashboard", "Full"),
    ("wide", "Change"),
    ("chain", "Change"),
    ("chart_grows", "Change"),
    ("table_row", "Change"),
    ("table_tail", "Change"),
)
CLICKS = 20
WARM_UP = 5
ROUNDS = 40
BATCH = 20

SLACK = {"calls": 1.03, "bytes": 1.02, "ratio": 1.3}
"""What a figure may exceed its baseline by, as a factor: its noise from one run to the
next. Counts differ in how often the loop wakes up, bytes in the digits of numbers."""

Found = dict[str, float]


@click.command()
@click.option("--update", is_flag=True, help="Take what is measured now as the new baseline.")
def main(update: bool) -> None:
    """Fail if a rerun makes more calls, sends more bytes or takes relatively longer."""
    found = anyio.run(measure)
    if update:
        BASELINE.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    before: Found = json.loads(BASELINE.read_text(encoding="utf-8"))
    for line in table(before, found):
        click.echo(line)
    worse = regressions(before, found)
    if worse:
        click.echo(f"More than it was: {', '.join(worse)}", err=True)
        raise SystemExit(1)


def regressions(before: Mapping[str, float], found: Mapping[str, float]) -> list[str]:
    """Return the names of figures that exceed the baseline by more than their noise.

    A figure without a baseline, or a baseline without a figure, is one too.
    """
    worse = [name for name in found if name in before and found[name] > limit(name, before[name])]
    return worse + sorted(before.keys() ^ found.keys())


def limit(name: str, before: float) -> float:
    """Return what the figure ``name`` may be at most."""
    return before * SLACK[name.rsplit(" ", 1)[1]]


def table(before: Mapping[str, float], found: Mapping[str, float]) -> list[str]:
    """Return the figures as lines: name, figure, baseline."""
    return [
        f"{name:28} {figure:10,.2f}   baseline {before.get(name, float('nan')):10,.2f}"
        for name, figure in found.items()
    ]


async def measure() -> Found:
    """Measure the whole grid."""
    found: Found = {}
    for app, label in GRID:
        name = f"{app}: {label.lower()}"
        found[f"{name} bytes"] = await bytes_of(app, label)
        found[f"{name} calls"] = await calls_of(app, label)
    found["wide to counter ratio"] = await _ratio("wide", "counter")
    return found


async def bytes_of(app: str, label: str) -> float:
    """Return the bytes that a click on a button brings, in the median."""
    async with _opened(app) as click_on:
        for _ in range(WARM_UP):
            await click_on(label)
        return statistics.median([await click_on(label) for _ in range(CLICKS)])


async def calls_of(app: str, label: str) -> float:
    """Return the calls of Python functions that a click on a button makes, in the median."""
    counts: list[int] = []
    with _Counted() as counted:
        async with _opened(app) as click_on:
            for number in range(WARM_UP + CLICKS):
                begun = counted.calls
                await click_on(label)
                if number >= WARM_UP:
                    counts.append(counted.calls - begun)
    return statistics.median(counts)


async def _ratio(first: str, second: str) -> float:
    """How many times the processor time a click on ``Change`` takes in one app as in another."""
    times: dict[str, list[float]] = {first: [], second: []}
    async with _opened(first) as one, _opened(second) as other:
        for number in range(WARM_UP + ROUNDS):
            for name, click_on in ((first, one), (second, other)):
                begun = process_time()
                for _ in range(BATCH):
                    await click_on("Change")
                if number >= WARM_UP:
                    times[name].append(process_time() - begun)
    # The quickest: what else the machine does only ever adds.
    return min(times[first]) / min(times[second])


Click = Callable[[str], Awaitable[int]]


@asynccontextmanager
async def _opened(app: str) -> AsyncIterator[Click]:
    """Open a session of an app; gives a function that clicks and returns the bytes it brought."""
    workers = Workers()
    # A slow machine would show what has been drawn so far, and send more.
    settings = Settings(flush_after=math.inf)
    session = Session(compile_program(APPS / f"{app}.py"), "check", settings, workers=workers)
    session.outbox.attach(0)
    numbers = count(1)

    async def click_on(label: str) -> int:
        button = next(w.id for w in session.page.widgets.values() if w.label == label)
        event = Events(
            n=next(numbers), changes=[Change(id=button, value=True)], seen=session.outbox.last
        )
        session.post(event)
        await session.scheduler.settled()
        session.outbox.take()
        return session.scheduler.passes[-1].bytes_sent

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(session.run)
        await session.scheduler.settled()
        session.outbox.take()
        yield click_on
        session.close()
        workers.close()
        tasks.cancel_scope.cancel()


class _Counted:
    """Counts the calls of Python functions, on this thread and on those that begin meanwhile."""

    def __init__(self) -> None:
        self.calls = 0

    def __enter__(self) -> _Counted:
        threading.setprofile(self._count)
        sys.setprofile(self._count)
        return self

    def __exit__(self, *error: object) -> None:
        sys.setprofile(None)
        threading.setprofile(None)

    def _count(self, frame: FrameType, event: str, argument: object) -> None:
        if event == "call":
            self.calls += 1


if __name__ == "__main__":
    main()
