"""What a session shows: commits to the page, the patches that follow, timers that come and go."""

from __future__ import annotations

import logging

from reactfrag.protocol import Op, Set, ShowToast
from reactfrag.runtime.events import Tick
from reactfrag.runtime.failure import show_failure
from reactfrag.runtime.inbox import Inbox
from reactfrag.runtime.instance import Instance
from reactfrag.runtime.loaded import Loaded
from reactfrag.runtime.outbox import Outbox
from reactfrag.runtime.page import Commit, Page
from reactfrag.runtime.run import Run
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.timers import Timer, TimerWheel
from reactfrag.runtime.widgets import Widget
from reactfrag.runtime.work import Work

log = logging.getLogger("reactfrag")


class Display:
    """Owned by the event loop's thread."""

    __slots__ = (
        "_closed",
        "_inbox",
        "_missed",
        "_outbox",
        "_page",
        "_resets",
        "_settings",
        "_timers",
        "_wheel",
    )

    def __init__(
        self, page: Page, outbox: Outbox, settings: Settings, wheel: TimerWheel, inbox: Inbox
    ) -> None:
        self._page = page
        self._outbox = outbox
        self._settings = settings
        self._wheel = wheel
        self._inbox = inbox
        self._closed = False
        self._timers: dict[int, tuple[float, Timer]] = {}
        self._missed: set[int] = set()
        """Instances whose timers were due while no browser was there."""
        outbox.on_attach = self._serve_missed
        self._resets: list[int] = []
        """Widgets of submitted forms that show their default and do not hold it yet."""

    def close(self) -> None:
        """Stop the timers; what is still under way is shown no more."""
        self._closed = True
        for _, timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    # --- a run -------------------------------------------------------------

    def commit(self, run: Run, *, finished: bool) -> Commit:
        """Lay what ``run`` drew over the page, and tell the outbox."""
        self._outbox.before_change()
        commit = self._page.commit(run, finished=finished)
        self._outbox.add([*commit.ops, *_toasts(run)], run.take_payloads(), run.bases)
        self._drop_timers(commit.removed)
        for instance in commit.added:
            self._set_timer(instance.id, instance.run_every)
        return commit

    def take_off(self, id: int) -> Commit:
        """Take the element ``id`` off the page, outside any run, and tell the outbox."""
        self._outbox.before_change()
        commit = self._page.take_off(id)
        self._outbox.add(commit.ops)
        self._drop_timers(commit.removed)
        return commit

    def flush(self, run: Run) -> None:
        """Show what ``run``, still under way, has drawn so far."""
        if self._closed:
            # Its code may go on for long: nothing is to hold timers or files for it.
            return
        with run.lock:
            run.shown = True
            commit = self.commit(run, finished=False)
        self._outbox.flush(running=True, stale=commit.stale)

    def toast(self, run: Run) -> None:
        """Show the toasts of ``run`` and nothing else of it."""
        self._outbox.add(_toasts(run))

    # --- a pass ------------------------------------------------------------

    def progress(self, work: Work, answers: int | None, now: float) -> None:
        """Show between two runs how far the pass is, every so often."""
        if now - work.shown_at >= self._settings.flush_every:
            work.shown_at = now
            self._outbox.flush(running=True, answers=answers)

    def end(self, work: Work, loaded: Loaded) -> None:
        """Show what the pass has come to."""
        failure = loaded.failure
        if failure is not None:
            self.commit(show_failure(failure, self._page, self._settings), finished=False)
        self._outbox.flush(
            running=bool(self._inbox),
            answers=work.answers,
            stale=[],
            failed=failure is not None,
        )

    def fail(self, answers: int) -> None:
        """Say that the pass could not be finished."""
        message = "The server could not finish this. See its log."
        self._outbox.error("internal", message, answers)
        self._outbox.flush(running=False, answers=answers, stale=[])

    # --- widgets -----------------------------------------------------------

    def tell_value(self, id: int) -> None:
        """Have the browser show the value that the session holds, if the widget shows one."""
        if not hasattr(self._page.tree[id].props, "value"):
            return
        self._outbox.before_change()
        self._outbox.add([Set(id, {"value": self._page.wire(id)})])

    def clear_forms(self, forms: set[int]) -> None:
        """Show the defaults in submitted forms; the values follow with the next event."""
        for form in forms:
            element = self._page.tree.get(form)
            if element is None or not getattr(element.props, "clear_on_submit", False):
                continue
            for widget in self._page.widgets.values():
                if widget.form == form and not widget.trigger:
                    self._show_default(widget)

    def apply_resets(self) -> None:
        """Make what cleared forms show the values of their widgets."""
        resets, self._resets = self._resets, []
        for id in resets:
            widget = self._page.widgets.get(id)
            if widget is not None:
                try:
                    self._page.set_value(widget, widget.decode(widget.default))
                except (ValueError, TypeError, KeyError, IndexError):
                    log.exception("The default of a %s does not decode", widget.kind)

    def _show_default(self, widget: Widget) -> None:
        self._outbox.before_change()
        changed = self._page.show_default(widget)
        if changed is not None:
            self._outbox.add([Set(widget.id, changed)])
            self._resets.append(widget.id)

    # --- timers ------------------------------------------------------------

    def _drop_timers(self, instances: list[Instance]) -> None:
        for instance in instances:
            known = self._timers.pop(instance.id, None)
            if known is not None:
                known[1].cancel()

    def _set_timer(self, id: int, seconds: float | None) -> None:
        known = self._timers.get(id)
        if known is not None:
            if known[0] == seconds:
                return
            known[1].cancel()
            del self._timers[id]
        if seconds is not None:
            self._timers[id] = (seconds, self._wheel.start(seconds, lambda: self._tick(id)))

    def _tick(self, instance: int) -> None:
        if self._settings.pause_timers and not self._outbox.attached:
            self._missed.add(instance)
        elif Tick(instance) not in self._inbox:
            self._inbox.post(Tick(instance))

    def _serve_missed(self) -> None:
        """Serve the ticks that nobody was there to see, as one for each timer."""
        missed, self._missed = self._missed, set()
        for instance in sorted(missed & self._timers.keys()):
            self._tick(instance)


def _toasts(run: Run) -> list[Op]:
    toasts, run.toasts = run.toasts, []
    return [ShowToast(toast) for toast in toasts]
