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
from collections.abc import Callable, Mapping
from functools import partial
from time import perf_counter
from typing import Any

import anyio

from reactfrag.protocol import Op, Set, ShowToast
from reactfrag.protocol.props import Dialog
from reactfrag.runtime.clock import Clock
from reactfrag.runtime.control import Rerun
from reactfrag.runtime.events import (
    Event,
    NewProgram,
    OutsideChange,
    RerunAll,
    Start,
    Stop,
    Tick,
    WidgetEvent,
)
from reactfrag.runtime.executor import Outcome, execute
from reactfrag.runtime.failure import show_failure
from reactfrag.runtime.instance import Instance
from reactfrag.runtime.outbox import Outbox
from reactfrag.runtime.page import APP, BadValueError, Commit, Page, WidgetGoneError, first_instance
from reactfrag.runtime.plan import Candidate, plan
from reactfrag.runtime.progress import Progress
from reactfrag.runtime.record import PassRecord, RunRecord
from reactfrag.runtime.run import Run
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.timers import Timer, TimerWheel
from reactfrag.runtime.widgets import Callback, Widget
from reactfrag.runtime.work import Work
from reactfrag.runtime.workers import Workers
from reactfrag_compiler import CompileError, Program

log = logging.getLogger("reactfrag")


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
        self._wheel = wheel
        self._program: Program | None = None
        self._failure: CompileError | None = None
        self._take_program(program)
        self._inbox: deque[Event] = deque()
        self._wake = anyio.Event()
        self._pass_over = anyio.Event()
        self._busy = False
        self._closed = False
        self._run: Run | None = None
        self._run_clicks: frozenset[int] = frozenset()
        self._timers: dict[int, tuple[float, Timer]] = {}
        self._resets: dict[int, Widget] = {}
        self._workers = workers
        self.passes: deque[PassRecord] = deque(maxlen=settings.passes_kept)
        page.instances[APP] = first_instance()

    # --- events ------------------------------------------------------------

    def post(self, event: Event) -> None:
        """Take in ``event``; never blocks."""
        self._inbox.append(event)
        run = self._run
        if run is not None:
            if isinstance(event, Stop):
                run.ended = True
            elif self._supersedes(event, run):
                run.superseded = True
        self._wake.set()

    def tick(self, instance: int) -> None:
        """Take in a timer's tick, unless one is waiting already or nobody is there to see."""
        if not self._outbox.attached or Tick(instance) in self._inbox:
            return
        self.post(Tick(instance))

    def close(self) -> None:
        """Stop the timers, and the run under way at its next step; it is shown no more."""
        self._closed = True
        for _, timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
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
            while not self._inbox:
                self._wake = anyio.Event()
                await self._wake.wait()
            self._busy = True
            work = Work(self._clock.time())
            try:
                await self._pass(work)
            except Exception:
                # No event may end a session, whatever it brought to light.
                log.exception("A pass failed")
                message = "The server could not finish this. See its log."
                self._outbox.error("internal", message, work.answers)
                self._outbox.flush(running=False, answers=work.answers, stale=[])
            finally:
                self._busy = False
                self._pass_over.set()

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
            self._show_progress(work, answers)
            taken_in = work.answers
            outcome = await self._execute(target, work)
            if outcome is Outcome.INTERRUPTED or outcome is Outcome.RERUN:
                # A script may rerun itself for ever: events must get in between.
                self._absorb(work)
            answers = taken_in if outcome is Outcome.RERUN else None
        self._end(work)

    def _absorb(self, work: Work) -> None:
        """Take events from the inbox, up to and including the first click."""
        self._apply_resets()
        while self._inbox:
            event = self._inbox.popleft()
            if self._absorb_one(event, work):
                break
        self._add_stale(work)

    def _absorb_one(self, event: Event, work: Work) -> bool:
        match event:
            case Start():
                work.request(APP, "start")
            case RerunAll(n):
                work.answers = max(work.answers, n)
                work.request(APP, "rerun")
            case Stop(n):
                work.answers = max(work.answers, n)
                work.targets.clear()
                work.requested.clear()
            case Tick(instance):
                if instance in self._page.instances:
                    work.request(instance, "timer")
            case NewProgram(program):
                before = self._program
                self._take_program(program)
                if self._failure is None:
                    if _digest(before) != _digest(self._program):
                        # Otherwise every widget is where it was.
                        self._page.orphan_widgets()
                    work.request(APP, "program")
            case OutsideChange(change):
                change()
            case WidgetEvent():
                return self._absorb_changes(event, work)
        return False

    def _absorb_changes(self, event: WidgetEvent, work: Work) -> bool:
        self._outbox.hear(event.n)
        work.answers = max(work.answers, event.n)
        clicked = False
        for change in event.changes:
            try:
                applied = self._page.apply(change.id, change.value)
            except WidgetGoneError as error:
                self._outbox.error("widget-gone", str(error), event.n)
                continue
            except BadValueError as error:
                self._outbox.error("bad-value", str(error), event.n)
                self._tell_value(change.id)
                continue
            widget = applied.widget
            if not applied.shown:
                self._tell_value(widget.id)
            if not applied.changed:
                continue
            clicked |= widget.trigger
            if widget.trigger:
                work.fired.add(widget.id)
                work.clicked.append(widget)
                if widget.form:
                    work.submitted.add(widget.form)
            if widget.kind == Dialog.kind:
                self._dismiss(widget.id)
            work.request(widget.instance, "event")
            if widget.on_change is not None:
                work.callbacks.append(Callback(widget))
        return clicked

    def _tell_value(self, id: int) -> None:
        """Have the browser show the value that the session holds, if the widget shows one."""
        if not hasattr(self._page.tree[id].props, "value"):
            return
        self._outbox.before_change()
        self._outbox.add([Set(id, {"value": self._page.wire(id)})], {})

    def _add_stale(self, work: Work) -> None:
        journal = self._page.state.journal
        if not journal:
            return
        for id, key in self._page.stale_readers(journal).items():
            work.targets.setdefault(id, f"key:{key}")
            if self._is_owed(self._page.instances[id], journal):
                work.owed.add(id)
        journal.clear()

    def _is_owed(self, instance: Instance, journal: Mapping[str, list[tuple[int, str]]]) -> bool:
        """Whether anything but what goes round in a cycle made ``instance`` stale."""
        around = self._cycle(instance.node)
        return any(
            version > seen and author not in around
            for key, seen in instance.reads.items()
            for version, author in journal.get(key, ())
        )

    def _next(self, work: Work) -> int | None:
        instances = self._page.instances
        for id in [id for id in work.targets if id not in instances]:
            del work.targets[id]
        if not work.targets or self._program is None:
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
                self._program.rank,
                work.requested,
            )
            for id in planned.dropped:
                del work.targets[id]
                work.unsettled.add(instances[id].name)
            if not planned.dropped:
                return planned.order[0] if planned.order else None
            # What stands inside one that was dropped has to run by itself.

    def _in_cycle(self, node: str) -> bool:
        component = self._cycle(node)
        if not component:
            return False
        # What a fragment writes and reads itself is a cycle for two instances only.
        return len(component) > 1 or (
            sum(instance.node == node for instance in self._page.instances.values()) > 1
        )

    def _cycle(self, node: str) -> frozenset[str]:
        """Return the nodes in one cycle with ``node``; empty if it is in none."""
        assert self._program is not None
        if node not in self._program.cyclic:
            return frozenset()
        return next(part for part in self._program.cycles if node in part)

    async def _execute(self, id: int, work: Work) -> Outcome:
        assert self._program is not None
        page = self._page
        instance = page.instances[id]
        cause = work.targets.pop(id)
        work.requested.discard(id)
        work.owed.discard(id)
        callbacks = [c for c in work.callbacks if self._is_within(c.instance, id)]
        run = Run(page, instance, self._settings, fired=work.fired, node_of=self._node_of)
        # A Stop that came with the events before it waits behind a click.
        run.ended = any(isinstance(event, Stop) for event in self._inbox)
        self._run = run
        self._run_clicks = frozenset(work.fired)
        started: list[Callback] = []
        progress = Progress(self._clock, self._settings, partial(self.flush, run))
        began = perf_counter()
        try:
            outcome = await self._workers.run(
                partial(execute, run, self._program.code, callbacks, started)
            )
            seconds = perf_counter() - began
            for callback in started:
                work.callbacks.remove(callback)
            work.fired -= run.consumed
            self._settle(run, outcome, work)
            self._record(run, cause, outcome, seconds, work)
            return outcome
        finally:
            progress.cancel()
            self._run = None
            run.close()

    def _is_within(self, instance: int, around: int) -> bool:
        if instance == around or around == APP:
            return True
        return instance in self._page.instances and around in self._page.ancestors(instance)

    def _settle(self, run: Run, outcome: Outcome, work: Work) -> None:
        page = self._page
        discard = outcome in (Outcome.RERUN, Outcome.INTERRUPTED)
        if not discard:
            self._commit(run, finished=True)
        elif run.shown or self._clock.time() - work.shown_at >= self._settings.flush_every:
            # What was shown of it stands until the next run has drawn it, and a script that
            # reruns itself again and again is seen; but what it added elsewhere is taken back,
            # for the next run adds it again.
            run.draft.take_back()
            self._commit(run, finished=False)
        else:
            self._outbox.add(self._toasts(run), {})
        for frame in run.settled:
            instance = page.instances.get(frame.instance.id)
            if instance is None:
                continue
            work.ran[instance.id] = work.ran.get(instance.id, 0) + 1
            if discard:
                # It has still to show what it saw: anything it read counts.
                page.settle_reads(instance, instance.reads | frame.reads)
            else:
                page.settle_reads(instance, frame.reads)
                work.targets.pop(instance.id, None)
                work.requested.discard(instance.id)
                work.owed.discard(instance.id)
            instance.writes = frozenset(frame.writes)
        if outcome is Outcome.INTERRUPTED:
            work.request(run.instance.id, "event")
        for request in run.again:
            self._request(request, run, work)
        self._add_stale(work)

    def _request(self, request: Rerun, run: Run, work: Work) -> None:
        match request.scope:
            case "app":
                work.request(APP, "rerun")
            case "fragment":
                work.request(run.instance.id, "rerun")
            case "instance":
                work.request(int(request.keys[0]), "rerun")
            case _:
                for instance in self._page.instances.values():
                    if instance.key in request.keys:
                        work.request(instance.id, "rerun")

    def _show_progress(self, work: Work, answers: int | None) -> None:
        now = self._clock.time()
        if now - work.shown_at >= self._settings.flush_every:
            work.shown_at = now
            self._outbox.flush(running=True, answers=answers)

    def _record(self, run: Run, cause: str, outcome: Outcome, seconds: float, work: Work) -> None:
        for frame in run.settled:
            own = frame.instance.id == run.instance.id
            work.runs.append(
                RunRecord(
                    instance=frame.instance.id,
                    node=frame.instance.node,
                    name=frame.instance.name,
                    cause=cause if own else "within",
                    outcome=outcome.value if own else Outcome.FINISHED.value,
                    seconds=seconds if own else 0.0,
                )
            )

    def _end(self, work: Work) -> None:
        self._page.orphans.clear()
        for widget in work.clicked:
            if widget.key is not None and widget.key in self._page.state:
                self._page.state.set_quietly(widget.key, widget.default)
        self._clear_forms(work.submitted)
        if work.unsettled:
            names = ", ".join(sorted(work.unsettled))
            log.warning("These fragments change what they read, and do not settle: %s", names)
        self.passes.append(
            PassRecord(tuple(work.runs), tuple(sorted(work.unsettled)), work.answers)
        )
        if self._failure is not None:
            self._commit(show_failure(self._failure, self._page, self._settings), finished=False)
        self._outbox.flush(
            running=bool(self._inbox),
            answers=work.answers,
            stale=[],
            failed=self._failure is not None,
        )

    # --- the page ----------------------------------------------------------

    def flush(self, run: Run) -> None:
        """Show what ``run``, still under way, has drawn so far."""
        if self._closed:
            # Its code may go on for long: nothing is to hold timers or files for it.
            return
        with run.lock:
            run.shown = True
            commit = self._commit(run, finished=False)
        self._outbox.flush(running=True, stale=commit.stale)

    def _commit(self, run: Run, *, finished: bool) -> Commit:
        self._outbox.before_change()
        commit = self._page.commit(run, finished=finished)
        self._outbox.add([*commit.ops, *self._toasts(run)], run.take_payloads())
        self._drop_timers(commit.removed)
        for instance in commit.added:
            self._set_timer(instance.id, instance.run_every)
        return commit

    def _dismiss(self, dialog: int) -> None:
        """Take a dialog off the page, with all that lives in it."""
        self._outbox.before_change()
        commit = self._page.take_off(dialog)
        self._outbox.add(commit.ops, {})
        self._drop_timers(commit.removed)

    def _drop_timers(self, instances: list[int]) -> None:
        for id in instances:
            known = self._timers.pop(id, None)
            if known is not None:
                known[1].cancel()

    @staticmethod
    def _toasts(run: Run) -> list[Op]:
        toasts, run.toasts = run.toasts, []
        return [ShowToast(toast) for toast in toasts]

    def _set_timer(self, id: int, seconds: float | None) -> None:
        known = self._timers.get(id)
        if known is not None:
            if known[0] == seconds:
                return
            known[1].cancel()
            del self._timers[id]
        if seconds is not None:
            self._timers[id] = (seconds, self._wheel.start(seconds, lambda: self.tick(id)))

    def _clear_forms(self, forms: set[int]) -> None:
        """Show the defaults in submitted forms; the values follow with the next event."""
        for form in forms:
            element = self._page.tree.get(form)
            if element is None or not getattr(element.props, "clear_on_submit", False):
                continue
            for widget in self._page.widgets.values():
                if widget.form == form and not widget.trigger:
                    self._outbox.before_change()
                    changed = self._page.show_default(widget)
                    if changed is not None:
                        self._outbox.add([Set(widget.id, changed)], {})
                        self._resets[widget.id] = widget

    def _apply_resets(self) -> None:
        resets, self._resets = self._resets, {}
        for id in resets:
            widget = self._page.widgets.get(id)
            if widget is not None:
                try:
                    self._page.set_value(widget, widget.decode(widget.default))
                except (ValueError, TypeError, KeyError, IndexError):
                    log.exception("The default of a %s does not decode", widget.kind)

    # --- the program -------------------------------------------------------

    def _take_program(self, program: Program | CompileError) -> None:
        if isinstance(program, CompileError):
            self._failure = program
        else:
            self._failure = None
            self._program = program

    def _node_of(self, function: Callable[..., Any]) -> str:
        code = getattr(function, "__code__", None)
        if code is None:
            wrapped = getattr(function, "__wrapped__", None)
            code = getattr(wrapped, "__code__", None)
        node = self._program.node_of(code) if self._program is not None and code else None
        return node.id if node is not None else f"?:{getattr(function, '__qualname__', '?')}"


def _digest(program: Program | None) -> str:
    return program.digest if program is not None else ""
