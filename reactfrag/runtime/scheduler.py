"""Passes: everything that one event causes, until nothing is stale.

Rules that are not obvious from the code:

- One run at a time per session. Events wait in the inbox while it goes on.
- An event *supersedes* the run under way if it will rerun that instance or one
  around it; the run then ends at its next element or state access, and the
  pass goes on with the event taken in.  A click never supersedes the run that
  answers an earlier click on the same button: five clicks are five runs.
- A callback that has begun is finished: it is not repeated. Only the user's
  Stop ends it.
- What an interrupted run wrote to session state stays written.  Nobody reads it
  before the superseding run, which begins at once, has come to its end.
- A click that no run has looked at yet outlives an interruption.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Mapping
from functools import partial

import anyio

from reactfrag.runtime.clock import Clock
from reactfrag.runtime.control import Rerun
from reactfrag.runtime.display import Display
from reactfrag.runtime.events import Event, NewProgram, RerunAll, Stop, WidgetEvent
from reactfrag.runtime.executor import Outcome, execute
from reactfrag.runtime.inbox import Inbox
from reactfrag.runtime.instance import Instance
from reactfrag.runtime.intake import Intake
from reactfrag.runtime.loaded import Loaded
from reactfrag.runtime.monitor import Monitor
from reactfrag.runtime.outbox import Outbox
from reactfrag.runtime.page import APP, Page, first_instance
from reactfrag.runtime.plan import Candidate, plan
from reactfrag.runtime.progress import Progress
from reactfrag.runtime.record import Cause, PassRecord
from reactfrag.runtime.run import Run
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.timers import TimerWheel
from reactfrag.runtime.widgets import Callback
from reactfrag.runtime.work import Work
from reactfrag.runtime.workers import Workers
from reactfrag_compiler import CompileError, Program

log = logging.getLogger("reactfrag")
reruns = logging.getLogger("reactfrag.reruns")
"""One line a pass, at the level ``INFO``."""


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
        self._pass_over = anyio.Event()
        self._busy = False
        self._run: Run | None = None
        self._run_clicks: frozenset[int] = frozenset()
        self._number = 0
        self._sent = (0, 0)
        """Operations and bytes made by the end of the last pass."""
        self.passes: deque[PassRecord] = deque(maxlen=settings.passes_kept)
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
        if self._run is not None:
            self._run.ended = True

    async def settled(self) -> None:
        """Wait until no pass is under way and no event waits."""
        while self._busy or self._inbox:
            self._pass_over = anyio.Event()
            await self._pass_over.wait()

    async def serve(self) -> None:
        """Run passes, for ever."""
        while True:
            await self._inbox.filled()
            self._busy = True
            work = Work(self._clock.time())
            try:
                await self._pass(work)
            except Exception:
                # No event may end a session, whatever it brought to light.
                log.exception("A pass failed")
                self._display.fail(work.answers)
            finally:
                self._busy = False
                self._pass_over.set()

    def _notice(self, event: Event) -> None:
        """Tell the run under way that ``event`` has come."""
        run = self._run
        if run is not None:
            if isinstance(event, Stop):
                run.ended = True
            elif self._supersedes(event, run):
                run.superseded = True

    def _supersedes(self, event: Event, run: Run) -> bool:
        match event:
            case NewProgram() | RerunAll():
                return True
            case WidgetEvent(changes=changes):
                ids = [change.id for change in changes]
                if self._run_clicks.intersection(ids):
                    return False
                owners = {
                    widget.instance
                    for widget in map(self._page.widgets.get, ids)
                    if widget is not None
                }
                around = {run.instance.id, *self._page.ancestors(run.instance.id)}
                return bool(owners & around)
            case _:
                return False

    # --- a pass ------------------------------------------------------------

    async def _pass(self, work: Work) -> None:
        self._absorb(work)
        answers: int | None = None
        while True:
            target = self._next(work)
            if target is None:
                break
            self._display.progress(work, answers, self._clock.time())
            taken_in = work.answers
            outcome = await self._execute(target, work)
            if outcome is Outcome.INTERRUPTED or outcome is Outcome.RERUN:
                # A script may rerun itself for ever: events must get in between.
                self._absorb(work)
            answers = taken_in if outcome is Outcome.RERUN else None
        self._end(work)

    def _absorb(self, work: Work) -> None:
        self._intake.absorb(work)
        self._add_stale(work)

    def _add_stale(self, work: Work) -> None:
        journal = self._page.state.journal
        if not journal:
            return
        for id, key in self._page.stale_readers(journal).items():
            if id not in work.targets:
                work.targets[id] = work.record.changed(key, *journal[key][-1])
            if self._is_owed(self._page.instances[id], journal):
                work.owed.add(id)
        journal.clear()

    def _is_owed(self, instance: Instance, journal: Mapping[str, list[tuple[int, str]]]) -> bool:
        """Whether anything but what goes round in a cycle made ``instance`` stale."""
        around = self._loaded.cycle(instance.node)
        return any(
            version > seen and author not in around
            for key, seen in instance.reads.items()
            for version, author in journal.get(key, ())
        )

    def _next(self, work: Work) -> int | None:
        instances = self._page.instances
        for id in [id for id in work.targets if id not in instances]:
            del work.targets[id]
        program = self._loaded.program
        if not work.targets or program is None:
            return None
        if APP in work.targets:
            return APP
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
                        and self._in_cycle(instances[id].node),
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
                return planned.order[0] if planned.order else None
            # What stands inside one that was dropped has to run by itself.

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

    async def _execute(self, id: int, work: Work) -> Outcome:
        program = self._loaded.program
        assert program is not None
        page = self._page
        instance = page.instances[id]
        cause = work.targets.pop(id)
        work.requested.discard(id)
        work.owed.discard(id)
        callbacks = [c for c in work.callbacks if self._is_within(c.instance, id)]
        run = Run(
            page,
            instance,
            self._settings,
            fired=work.fired,
            node_of=self._loaded.node_of,
            nature_of=self._loaded.nature_of,
            due=work.requested,
            same=self._loaded.same,
            monitor=self._monitor_of(program),
        )
        # A Stop that came with the events before it waits behind a click.
        run.ended = self._inbox.has(Stop)
        self._run = run
        self._run_clicks = frozenset(work.fired)
        started: list[Callback] = []
        progress = Progress(self._clock, self._settings, partial(self._display.flush, run))
        try:
            outcome = await self._workers.run(
                partial(execute, run, program.code, callbacks, started)
            )
            for callback in started:
                work.callbacks.remove(callback)
            work.fired -= run.consumed
            work.record.ran(run, cause, outcome.value)
            self._settle(run, cause, outcome, work)
            return outcome
        finally:
            progress.cancel()
            self._run = None
            run.close()

    def _is_within(self, instance: int, around: int) -> bool:
        if instance == around or around == APP:
            return True
        return instance in self._page.instances and around in self._page.ancestors(instance)

    def _settle(self, run: Run, cause: Cause, outcome: Outcome, work: Work) -> None:
        page = self._page
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
            if discard:
                # It has still to show what it saw: anything it read counts.
                page.settle_reads(instance, instance.reads | frame.reads)
                page.blemished.add(instance.id)
            else:
                page.settle_reads(instance, frame.reads)
                if work.targets.pop(instance.id, None) is not None:
                    work.record.skip(instance, "within")
                work.requested.discard(instance.id)
                work.owed.discard(instance.id)
            instance.writes = frozenset(frame.writes)
        for kept in run.kept.values():
            for id in kept.within:
                # As far as going round in a cycle is concerned, it had its turn.
                work.ran[id] = work.ran.get(id, 0) + 1
        if outcome is Outcome.INTERRUPTED:
            # What asked for it asks still.
            work.request(run.instance.id, cause)
        for request in run.again:
            self._request(request, run, work)
        self._add_stale(work)

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

    def _end(self, work: Work) -> None:
        self._page.orphans.clear()
        for widget in work.clicked:
            if widget.key is not None and widget.key in self._page.state:
                self._page.state.set_quietly(widget.key, widget.default)
                self._page.blemished.update(self._page.readers.get(widget.key, ()))
        self._display.clear_forms(work.submitted)
        unsettled = work.record.unsettled
        if unsettled:
            names = ", ".join(sorted(unsettled))
            log.warning("These fragments change what they read, and do not settle: %s", names)
        self._display.end(work, self._loaded)
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
        self.passes.append(record)
        reruns.info("%s", record)
