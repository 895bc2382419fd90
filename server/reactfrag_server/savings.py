"""What splitting an app into fragments saves: each fragment's rerun beside full reruns.

The app runs in this process, without a websocket and with timers that never
tick, in two sessions: one as it is served, one that skips nothing in a full run.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from time import perf_counter, process_time

import anyio

from reactfrag.runtime.clock import Handle
from reactfrag.runtime.events import Event, RerunAll, Tick
from reactfrag.runtime.page import APP
from reactfrag.runtime.record import PassRecord
from reactfrag.runtime.session import Session
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.timers import TimerWheel
from reactfrag_compiler import Program

LEAST_ROUNDS = 3
MOST_ROUNDS = 500


class TooSlow(Exception):
    """A run of the app took longer than it may."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One rerun: seconds, seconds of processor time, and what came of it."""

    seconds: float
    processor: float
    record: PassRecord


@dataclass(slots=True)
class Rerun:
    """What was measured of one kind of rerun."""

    name: str
    """Of the fragment, or what kind of full rerun it is."""
    node: str
    """The id of the node that the event names."""
    event: Event
    places: int = 1
    """On how many places of the page the fragment stands."""
    samples: list[Sample] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """The median."""
        return statistics.median(sample.seconds for sample in self.samples)

    @property
    def spread(self) -> tuple[float, float]:
        """The first and the ninth decile of the seconds."""
        times = [sample.seconds for sample in self.samples]
        if len(times) == 1:
            return times[0], times[0]
        deciles = statistics.quantiles(times, n=10, method="inclusive")
        return deciles[0], deciles[-1]

    @property
    def processor(self) -> float:
        """Seconds of processor time, in the mean: the clock for it is coarse."""
        return statistics.fmean(sample.processor for sample in self.samples)

    @property
    def bytes_sent(self) -> int:
        """Bytes to the browser, the median."""
        return round(statistics.median(sample.record.bytes_sent for sample in self.samples))

    @property
    def runs(self) -> int:
        """How many runs the last pass had, those of other fragments included."""
        return len(self.samples[-1].record.runs)

    @property
    def failed(self) -> bool:
        """Whether a run raised an exception."""
        return any(run.outcome == "failed" for s in self.samples for run in s.record.runs)


@dataclass(frozen=True, slots=True)
class Savings:
    """What was measured of one app."""

    everything: Rerun
    """A full rerun in which every fragment runs: what an event costs without a split."""
    full: Rerun
    """A full rerun as it is served: fragments that cannot have changed are skipped."""
    fragments: tuple[Rerun, ...]
    """Each fragment on the page, in its first place."""
    absent: tuple[str, ...]
    """Fragments that are not on the page when it opens."""
    shares: tuple[tuple[str, float], ...]
    """Nodes and the part (0 to 1) of a full rerun of everything that is spent in each one's
    own code, the largest first."""
    rounds: int

    @property
    def typical(self) -> float:
        """Seconds of a fragment's rerun, the median over the fragments."""
        return statistics.median(rerun.seconds for rerun in self.fragments)


class _Stopped:
    """A clock that stands still: no timer ticks while something else is measured."""

    def time(self) -> float:
        return 0.0

    def call_at(self, when: float, callback: Callable[[], None]) -> Handle:
        return _Never()


class _Never:
    def cancel(self) -> None:
        """It would not have been called."""


def measure(
    program: Program,
    *,
    seconds: float,
    longest: float = 60.0,
    progress: Callable[[float], None] = lambda done: None,
) -> Savings:
    """Measure every fragment's rerun beside full reruns, in turn.

    Parameters
    ----------
    program
        The compiled app. Its code runs in this process, many times.
    seconds
        How long to go on; at least three rounds are made.
    longest
        Seconds that one rerun may take.
    progress
        Is told how much (0 to 1) is done.

    Raises
    ------
    TooSlow
        A rerun took more than ``longest``.
    """
    loop = {"use_uvloop": find_spec("uvloop") is not None}
    found: Savings | None = None
    try:
        found = anyio.run(_measure, program, seconds, longest, progress, backend_options=loop)
    except* TooSlow:
        # Task groups wrap it once for each of them.
        found = None
    if found is None:
        raise TooSlow(f"a rerun of the app took more than {longest:g} seconds")
    return found


async def _measure(
    program: Program, seconds: float, longest: float, progress: Callable[[float], None]
) -> Savings:
    async with (
        _opened(program, longest, memo=True) as served,
        _opened(program, longest, memo=False) as whole,
    ):
        everything = Rerun("full, everything runs", APP_NODE, RerunAll(0))
        full = Rerun("full, as served", APP_NODE, RerunAll(0))
        fragments = tuple(_on_page(served, program))
        turns = [(whole, everything), (served, full), *((served, one) for one in fragments)]
        for session, rerun in turns:
            await _once(session, rerun.event, longest)
        began, rounds = perf_counter(), 0
        while rounds < LEAST_ROUNDS or (rounds < MOST_ROUNDS and perf_counter() - began < seconds):
            for number, (session, rerun) in enumerate(turns):
                rerun.samples.append(await _once(session, rerun.event, longest))
                within = (rounds + (number + 1) / len(turns)) / LEAST_ROUNDS
                progress(min(1.0, within, (perf_counter() - began) / seconds))
            rounds += 1
    present = {one.node for one in fragments}
    absent = (
        node.title
        for node in program.nodes.values()
        if node.kind == "fragment" and node.id not in present
    )
    return Savings(everything, full, fragments, tuple(absent), _shares(everything.samples), rounds)


APP_NODE = "app"


@asynccontextmanager
async def _opened(program: Program, longest: float, *, memo: bool) -> AsyncIterator[Session]:
    wheel = TimerWheel(_Stopped())
    session = Session(program, "bench", Settings(memo=memo, take_main=True), wheel=wheel)
    session.outbox.attach(0)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(session.run)
        try:
            await _rest(session, longest)
            _receive(session)
            yield session
        finally:
            session.close()
            tasks.cancel_scope.cancel()


async def _once(session: Session, event: Event, longest: float) -> Sample:
    processor, began = process_time(), perf_counter()
    session.scheduler.post(event)
    await _rest(session, longest)
    _receive(session)
    sample = perf_counter() - began, process_time() - processor
    return Sample(*sample, session.scheduler.passes[-1])


async def _rest(session: Session, longest: float) -> None:
    try:
        with anyio.fail_after(longest):
            await session.scheduler.settled()
    except TimeoutError:
        raise TooSlow from None


def _receive(session: Session) -> None:
    """Be a browser that takes what it is sent and says so."""
    outbox = session.outbox
    outbox.take()
    outbox.ack(outbox.last)


def _on_page(session: Session, program: Program) -> Iterable[Rerun]:
    found: dict[str, Rerun] = {}
    titles = {node.id: node.title for node in program.nodes.values()}
    for instance in session.page.instances.values():
        if instance.id == APP:
            continue
        known = found.get(instance.node)
        if known is not None:
            known.places += 1
        else:
            title = titles.get(instance.node, instance.name)
            found[instance.node] = Rerun(title, instance.node, Tick(instance.id))
    return found.values()


def _shares(samples: Sequence[Sample]) -> tuple[tuple[str, float], ...]:
    spent: dict[str, float] = {}
    total = math.fsum(sample.seconds for sample in samples)
    for sample in samples:
        for run in sample.record.runs:
            spent[run.name] = spent.get(run.name, 0.0) + run.own_seconds
    ordered = sorted(spent.items(), key=lambda item: -item[1])
    return tuple((name, own / total) for name, own in ordered)
