"""Passes: everything that one event causes, until nothing is stale.

Rules that are not obvious from the code:

- One run at a time per session, but that parallel instances which no state edge
  orders run together, each on a branch of the state; the branches are joined in
  page order when all are over.  Events wait in the inbox meanwhile.
- An event *supersedes* a run under way if it will rerun that instance or one
  around it; the run then ends at its next element or state access, or where it
  awaits, and the pass goes on with the event taken in.
- A run that has handed a click to the user's code is superseded by nothing but
  Stop and a new program: it answers that click to its end, and what came meanwhile
  waits.  One that has a click still to answer is not superseded by another click.
- A click that no run has looked at yet outlives an interruption, and no other is
  taken in before it is answered: five clicks are five runs.
- Values of one input that are taken in together are one change, of which its
  callback is told once.
- A callback that has begun is finished: it is not repeated. Only the user's
  Stop ends it.
- What an interrupted run wrote to session state stays written.  Nobody reads it
  before the superseding run, which begins at once, has come to its end.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from time import perf_counter

import anyio
import msgspec

from reactfrag.runtime.aside import AsideRun, run_aside
from reactfrag.runtime.clock import Clock
from reactfrag.runtime.control import Rerun
from reactfrag.runtime.crew import Crew
from reactfrag.runtime.display import Display
from reactfrag.runtime.events import Event, Stop
from reactfrag.runtime.executor import Outcome
from reactfrag.runtime.inbox import Inbox
from reactfrag.runtime.instance import Instance
from reactfrag.runtime.intake import Intake
from reactfrag.runtime.loaded import Loaded
from reactfrag.runtime.memo import GLOBAL
from reactfrag.runtime.monitor import Monitor
from reactfrag.runtime.outbox import Outbox
from reactfrag.runtime.page import APP, Page, first_instance
from reactfrag.runtime.plan import RUNS_PER_PASS, Candidate, plan, together
from reactfrag.runtime.record import Conflict, PassRecord
from reactfrag.runtime.rounds import Rounds
from reactfrag.runtime.run import Run
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.timers import TimerWheel
from reactfrag.runtime.turn import Turn
from reactfrag.runtime.work import Work
from reactfrag.runtime.workers import Workers
from reactfrag_compiler import CompileError, Program, object_of

log = logging.getLogger("reactfrag")

RERUNS_PER_PASS = 100
"""After so many runs of one instance that asked for runs the pass is over, and the next begins."""

reruns = logging.getLogger("reactfrag.reruns")
"""One line a pass, at the level ``INFO``."""


_NOTHING: frozenset[str] = frozenset()
_TURN = 0.002
"""Seconds that the other sessions may wait for this one's runs to be over."""


class Scheduler:
    """Owned by the event loop's thread, the runs themselves excepted."""

    def __init__(
        self,
        page: Page,
        outbox: Outbox,
        program: Program | CompileError,
        settings: Settings,
        clock: Clock,
        wheel: TimerWheel,
        workers: Workers,
    ) -> None:
        self._page = page
        self._outbox = outbox
        self._settings = settings
        self._clock = clock
        self._workers = workers
        self._loaded = Loaded(program)
        self.monitor: Monitor | None = None
        """Sees what runs do that was not foreseen, when the settings say so."""
        self._inbox = Inbox(self._notice)
        self._display = Display(page, outbox, settings, wheel, self._inbox)
        self._intake = Intake(page, outbox, self._display, self._loaded, self._inbox)
        self._waiting: list[asyncio.Future[None]] = []
        """What those wait for who want to know when a pass is over."""
        self._busy = False
        self._turn_at = 0.0
        """When the other sessions last had a turn."""
        self._crew: Crew | None = None
        self._turns: list[Turn] = []
        """What is under way."""
        self._aside: AsideRun | None = None
        """The posted function that is."""
        self._number = 0
        self._sent = (0, 0)
        """Operations and bytes made by the end of the last pass."""
        self._looping: set[str] = set()
        """The names of what has been reported to rerun for ever, until it comes to rest."""
        self.passes: list[PassRecord] = []
        self._watcher: Callable[[PassRecord], None] | None = None
        page.instances[APP] = first_instance()

    @property
    def program(self) -> Program | None:
        """The script, as it last compiled."""
        return self._loaded.program

    # --- events ------------------------------------------------------------

    def post(self, event: Event) -> None:
        """Take in ``event``; never blocks."""
        self._inbox.post(event)

    def close(self) -> None:
        """Stop the timers, and the run under way at its next step; it is shown no more."""
        self._display.close()
        for turn in self._turns:
            turn.run.end()
        if self._aside is not None:
            self._aside.end()

    @property
    def at_rest(self) -> bool:
        """Whether no pass is under way and no event waits."""
        return not (self._busy or self._inbox)

    async def settled(self) -> None:
        """Wait until no pass is under way and no event waits."""
        while not self.at_rest:
            over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(over)
            await over

    async def serve(self) -> None:
        """Run passes, for ever."""
        while True:
            if not self._inbox:
                await self._inbox.filled()
                self._turn_at = perf_counter()
            self._busy = True
            work: Work | None = self._work()
            try:
                while work is not None:
                    work = await self._pass(work)
            except Exception:
                # No event may end a session, whatever it brought to light, nor take along
                # what was posted.
                log.exception("A pass failed")
                assert work is not None
                self._display.fail(work.answers)
                self._inbox.put_back(work.calls)
            finally:
                self._busy = False
                while self._waiting:
                    over = self._waiting.pop()
                    if not over.done():
                        over.set_result(None)

    def watch(self, watcher: Callable[[PassRecord], None] | None) -> None:
        """Hand ``watcher`` the record of each pass from now on; ``None``: nobody."""
        self._watcher = watcher
        self._sent = self._outbox.ops_made, self._outbox.bytes_made

    def _work(self) -> Work:
        recorded = (
            bool(self._settings.passes_kept)
            or self._watcher is not None
            or reruns.isEnabledFor(logging.INFO)
        )
        return Work(self._clock.time(), recorded=recorded)

    def _notice(self, event: Event) -> None:
        """Tell what is under way that ``event`` has come."""
        for turn in self._turns:
            turn.notice(event)

    # --- a pass ------------------------------------------------------------

    async def _pass(self, work: Work) -> Work | None:
        """Run until nothing is stale; return what a next pass is to go on with, if any."""
        await self._give_way()
        if self._page.link is not None:
            self._page.link.hops = 0
        await self._absorb(work)
        answers: int | None = None
        while True:
            targets = self._next(work)
            if not targets:
                break
            if work.ran:
                await self._give_way()
                self._display.progress(work, answers, self._clock.time())
            taken_in, work.asking = work.answers, False
            outcomes = await self._execute(targets, work)
            if work.asking or Outcome.INTERRUPTED in outcomes:
                if work.asking and (rest := self._rest(work)) is not None:
                    return rest
                # Code may rerun for ever: events must get in between.
                await self._absorb(work)
            answers = taken_in if Outcome.RERUN in outcomes else None
        self._page.orphans.clear()
        self._end(work)
        self._looping.clear()
        return None

    async def _give_way(self) -> None:
        """Let the other sessions have a turn, if this one has had its share.

        Runs that are over at once leave the loop none between them, nor between passes.
        """
        if perf_counter() - self._turn_at > _TURN:
            await asyncio.sleep(0)
            self._turn_at = perf_counter()

    async def _absorb(self, work: Work) -> None:
        self._intake.absorb(work)
        while work.calls:
            event = work.calls.pop(0)
            run = self._aside = AsideRun(self._page, self._settings)
            try:
                await self._workers.run(partial(run_aside, run, event.call))
            finally:
                self._aside = None
            for request in run.again:
                self._request(request, run, work)
        self._add_stale(work)

    def _rest(self, work: Work) -> Work | None:
        """If runs have asked for runs a hundred times: report it, and end the pass.

        Returns what the next one is to go on with; ``None``: this one goes on.
        """
        id = max(work.asked, key=work.asked.__getitem__)
        times = work.asked[id]
        if times < RERUNS_PER_PASS or work.fired or work.callbacks or not work.targets:
            return None
        instance = self._page.instances.get(id)
        if instance is not None:
            work.record.looping.add(instance.name)
            if instance.name not in self._looping:
                self._looping.add(instance.name)
                log.warning(
                    "%s has called rerun() %d times without coming to rest, and goes on. For "
                    "what is to be shown again and again, use a fragment with run_every.",
                    "The script" if id == APP else f"The fragment {instance.name}",
                    times,
                )
        rest = self._work()
        rest.answers, rest.shown_at = work.answers, work.shown_at
        rest.requested, rest.owed = work.requested, work.owed
        for target, cause in work.targets.items():
            rest.targets[target] = msgspec.structs.replace(cause, event=-1, run=-1)
        self._end(work, goes_on=True)
        return rest

    def _add_stale(self, work: Work) -> None:
        journal = self._page.state.journal
        if not journal:
            return
        for id, key in self._page.stale_readers(journal).items():
            if id not in work.targets:
                work.targets[id] = work.record.changed(key, *journal[key][-1])
            if self._is_owed(self._page.instances[id], work.rounds):
                work.owed.add(id)
        journal.clear()

    def _is_owed(self, instance: Instance, rounds: Rounds) -> bool:
        """Whether anything but what goes round in a cycle made ``instance`` stale."""
        journal, page, owed = self._page.state.journal, self._page, False
        cycle = self._loaded.cycle(instance.node)
        for key, seen in instance.reads.items():
            for version, author in journal.get(key, ()):
                if version <= seen:
                    continue
                if author is None or not page.is_inside(author, instance.id):
                    if author is None or (author.node not in cycle and author.id != instance.id):
                        rounds.stale_by_other(instance.id)
                        owed = True
                elif author.node not in cycle:
                    owed |= rounds.stale_by_inside(instance.id, key)
        return owed

    def _next(self, work: Work) -> tuple[int, ...]:
        """Return what runs next: one instance, or several at once."""
        instances = self._page.instances
        for id in [id for id in work.targets if id not in instances]:
            del work.targets[id]
        program = self._loaded.program
        if not work.targets or program is None:
            return ()
        if APP in work.targets:
            return (APP,)
        if len(work.targets) == 1 and work.ran.keys().isdisjoint(work.targets):
            # There is nothing to put in order.
            return tuple(work.targets)
        while True:
            several = len(work.targets) > 1
            planned = plan(
                [
                    Candidate(
                        id,
                        instances[id].node,
                        tuple(a for a in self._page.ancestors(id) if a != APP),
                        self._page.position(id) if several else (),
                        id in work.ran
                        and id not in work.owed
                        and (work.rounds.goes_round(id) or self._in_cycle(instances[id].node)),
                    )
                    for id in work.targets
                ],
                work.ran,
                program.rank,
                work.requested,
            )
            for id in planned.dropped:
                del work.targets[id]
                work.record.skip(instances[id], "cycle")
            if not planned.dropped:
                return self._together(planned.order)
            # What stands inside one that was dropped has to run by itself.

    def _together(self, order: tuple[int, ...]) -> tuple[int, ...]:
        instances, loaded = self._page.instances, self._loaded
        if len(order) < 2:
            return order
        return together(
            order,
            lambda id: instances[id].parallel,
            lambda first, second: loaded.precedes(instances[first].node, instances[second].node),
        )

    def _in_cycle(self, node: str) -> bool:
        component = self._loaded.cycle(node)
        if not component:
            return False
        # What a fragment writes and reads itself is a cycle for two instances only.
        return len(component) > 1 or (
            sum(instance.node == node for instance in self._page.instances.values()) > 1
        )

    def _monitor_of(self, program: Program) -> Monitor | None:
        if self._settings.check_accesses != "no" and (
            self.monitor is None or self.monitor.program is not program
        ):
            self.monitor = Monitor(program, thorough=self._settings.check_accesses == "all")
        return self.monitor

    async def _execute(self, ids: tuple[int, ...], work: Work) -> list[Outcome]:
        program = self._loaded.program
        assert program is not None
        turns = self._turns = [self._turn(id, work, beside=len(ids) > 1) for id in ids]
        rest = program.code, self._workers, self._display, self._clock
        try:
            if len(turns) == 1:
                await turns[0].take(*rest)
            else:
                async with anyio.create_task_group() as tasks:
                    for turn in turns:
                        tasks.start_soon(turn.take, *rest)
            self._turns = []
            for turn in turns:
                self._settle(turn, work)
            self._add_stale(work)
            if len(turns) > 1 or turns[0].run.root.strand.calls:
                self._note_conflicts(turns, work)
                self._owe_those_beside(turns, work)
            return [turn.outcome for turn in turns]
        finally:
            self._turns = []
            for turn in turns:
                turn.run.close()

    def _turn(self, id: int, work: Work, *, beside: bool) -> Turn:
        cause = work.targets.pop(id)
        late = work.targets.keys() & (work.owed | work.requested) if work.targets else ()
        within = [t for t in late if self._is_within(t, id)]
        work.rounds.begin(id, within, requested=id in work.requested)
        work.requested.discard(id)
        work.owed.discard(id)
        if self._crew is None or self._crew.used or beside:
            self._crew = Crew(asyncio.get_running_loop(), self._workers)
            self._crew.used = beside
        assert self._loaded.program is not None
        turn = Turn(
            self._page,
            self._page.instances[id],
            self._settings,
            self._crew,
            cause=cause,
            callbacks=[c for c in work.callbacks if self._is_within(c.instance, id)],
            work=work,
            loaded=self._loaded,
            monitor=self._monitor_of(self._loaded.program),
            branch=self._page.state.branch() if beside else None,
        )
        # A Stop that came with the events before it waits behind a click.
        if self._inbox.has(Stop):
            turn.run.end()
        return turn

    def _is_within(self, instance: int, around: int) -> bool:
        if instance == around or around == APP:
            return True
        return instance in self._page.instances and around in self._page.ancestors(instance)

    def _settle(self, turn: Turn, work: Work) -> None:
        page, run, outcome = self._page, turn.run, turn.outcome
        for callback in turn.started:
            work.callbacks.remove(callback)
        if run.consumed:
            work.fired -= run.consumed
        if turn.branch is not None:
            run.conflicts |= page.state.join(turn.branch, run.root.strand.seen)
        work.record.ran(run, turn.cause, outcome.value)
        if run.instance.id not in page.instances:
            # One that ran beside it has taken off what it stands in.
            self._display.toast(run)
            return
        discard = outcome in (Outcome.RERUN, Outcome.INTERRUPTED)
        if run.instance.id == APP and not discard:
            self._loaded.same = None
        if not discard:
            for gone in self._display.commit(run, finished=True).removed:
                if work.targets.pop(gone.id, None) is not None:
                    work.record.skip(gone, "gone")
        elif run.shown or self._clock.time() - work.shown_at >= self._settings.flush_every:
            # What was shown of it stands until the next run has drawn it, and a script that
            # reruns itself again and again is seen; but what it added elsewhere is taken back,
            # for the next run adds it again.
            run.draft.take_back()
            self._display.commit(run, finished=False)
        else:
            self._display.toast(run)
        for frame in run.settled:
            instance = page.instances.get(frame.instance.id)
            if instance is None:
                continue
            work.ran[instance.id] = work.ran.get(instance.id, 0) + 1
            if instance.id != run.instance.id:
                work.rounds.begin_anew(instance.id)
            if discard:
                # It has still to show what it saw: anything it read counts.
                page.settle_reads(instance, instance.reads | frame.reads)
                page.blemish(instance.id)
            else:
                page.settle_reads(instance, frame.reads)
                if work.targets.pop(instance.id, None) is not None:
                    work.record.skip(instance, "within")
                work.requested.discard(instance.id)
                work.owed.discard(instance.id)
            instance.seconds = frame.seconds
            instance.own_seconds = frame.seconds - frame.inner
            # On a busy machine one run may take long for no reason of its own.
            instance.pace = min(frame.seconds, 2 * instance.pace)
            instance.writes = frozenset(frame.writes) if frame.writes else _NOTHING
        for kept in run.kept.values():
            for id in kept.within:
                # As far as going round in a cycle is concerned, it had its turn.
                work.ran[id] = work.ran.get(id, 0) + 1
                work.rounds.begin_anew(id)
        times = work.ran.get(run.instance.id, 0)
        if outcome is Outcome.RERUN and times >= RUNS_PER_PASS:
            # It may ask for itself for ever, and what it changes is new to the others each time.
            work.ran = {run.instance.id: times}
        if outcome is Outcome.INTERRUPTED:
            # What asked for it asks still.
            work.request(run.instance.id, turn.cause)
        if run.again:
            work.asking = True
            work.asked[run.instance.id] = work.asked.get(run.instance.id, 0) + 1
            work.looping += 1
        for request in run.again:
            self._request(request, run, work)

    def _request(self, request: Rerun, run: Run, work: Work) -> None:
        cause = work.record.asked()
        match request.scope:
            case "app":
                work.request(APP, cause)
            case "fragment":
                work.request(run.instance.id, cause)
            case "instance":
                work.request(int(request.keys[0]), cause)
            case _:
                for instance in self._page.instances.values():
                    if instance.key in request.keys:
                        work.request(instance.id, cause)

    def _owe_those_beside(self, turns: list[Turn], work: Work) -> None:
        """Let what could not see what others wrote beside it go round with them once."""
        for turn in turns:
            frames = turn.run.settled
            if turn.branch is not None or any(frame.strand.order for frame in frames):
                ids = {frame.instance.id for frame in frames}
                work.owed |= {
                    id for id in ids & work.targets.keys() if not work.rounds.goes_round(id)
                }

    def _note_conflicts(self, turns: list[Turn], work: Work) -> None:
        for key in sorted(set().union(*(turn.run.conflicts for turn in turns))):
            if key.startswith(GLOBAL):
                # There is one value, which all of them changed.
                continue
            frames = [frame for turn in turns for frame in turn.run.settled]
            names = dict.fromkeys(f.instance.name for f in frames if key in f.writes)
            work.record.conflict(Conflict(key, tuple(names)))
            log.warning(
                "These wrote %s[%r] at the same time, and differently: %s. What the "
                "last of them on the page wrote stands.",
                *object_of(key),
                ", ".join(names),
            )

    def _end(self, work: Work, *, goes_on: bool = False) -> None:
        if self._page.state.dropped:
            self._page.state.forget(self._page.readers)
        for widget in work.clicked:
            if widget.key is not None and widget.key in self._page.state:
                self._page.state.set_quietly(widget.key, widget.default)
                self._page.blemished.update(self._page.readers.get(widget.key, ()))
        self._display.clear_forms(work.submitted)
        unsettled = work.record.unsettled
        if unsettled:
            names = ", ".join(sorted(unsettled))
            log.warning("These fragments change what they read, and do not settle: %s", names)
        if not goes_on:
            self._display.end(work, self._loaded)
        if work.record.is_kept:
            self._keep(work)

    def _keep(self, work: Work) -> None:
        outbox, (ops, length) = self._outbox, self._sent
        self._sent = outbox.ops_made, outbox.bytes_made
        self._number += 1
        record = work.record.finish(
            number=self._number,
            answers=work.answers,
            instances=len(self._page.instances),
            ops=outbox.ops_made - ops,
            bytes_sent=outbox.bytes_made - length,
        )
        if self._settings.passes_kept:
            self.passes.append(record)
            del self.passes[: -self._settings.passes_kept]
        reruns.info("%s", record)
        if self._watcher is not None:
            self._watcher(record)
