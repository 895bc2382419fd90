"""Taking events in: what each of them makes stale, and what it leaves to be done."""

from __future__ import annotations

from reactfrag.protocol.props import Dialog
from reactfrag.runtime.display import Display
from reactfrag.runtime.events import (
    Event,
    NewProgram,
    OutsideCall,
    OutsideChange,
    RerunAll,
    Start,
    Stop,
    Tick,
    WidgetEvent,
)
from reactfrag.runtime.inbox import Inbox
from reactfrag.runtime.loaded import Loaded
from reactfrag.runtime.outbox import Outbox
from reactfrag.runtime.page import APP, BadValueError, Page, WidgetGoneError
from reactfrag.runtime.record import EventRecord
from reactfrag.runtime.widgets import NOBODY, Callback
from reactfrag.runtime.work import Work


class Intake:
    """Owned by the event loop's thread; no run is under way while it works."""

    def __init__(
        self, page: Page, outbox: Outbox, display: Display, loaded: Loaded, inbox: Inbox
    ) -> None:
        self._page = page
        self._outbox = outbox
        self._display = display
        self._loaded = loaded
        self._inbox = inbox

    def absorb(self, work: Work, *, clicks: bool = True) -> None:
        """Take events from the inbox, up to and including the first click.

        Without ``clicks``: up to that, if one is still to be answered.  Clicks that the user
        has stopped since need no answer.
        """
        self._display.apply_resets()
        while self._inbox:
            waits = not clicks and work.fired and self._is_click(self._inbox.first())
            if waits and not self._inbox.has(Stop):
                break
            clicked = self._absorb_one(self._inbox.pop(), work)
            if clicked and not self._inbox.has(Stop):
                break

    def _is_click(self, event: Event) -> bool:
        widgets = self._page.widgets
        return isinstance(event, WidgetEvent) and any(
            change.id in widgets and widgets[change.id].trigger for change in event.changes
        )

    def _absorb_one(self, event: Event, work: Work) -> bool:
        match event:
            case Start():
                work.request(APP, work.record.took(EventRecord("start")))
            case RerunAll(n):
                work.answers = max(work.answers, n)
                work.request(APP, work.record.took(EventRecord("rerun")))
            case Stop(n):
                work.answers = max(work.answers, n)
                work.record.took(EventRecord("stop"))
                for id in work.targets:
                    work.record.skip(self._page.instances.get(id), "stopped")
                work.stop()
            case Tick(instance):
                ticking = self._page.instances.get(instance)
                if ticking is not None:
                    tick = EventRecord("timer", instance, ticking.name)
                    work.request(instance, work.record.took(tick))
            case NewProgram(program):
                if self._loaded.take(program):
                    # Otherwise every widget is where it was.
                    self._page.orphan_widgets()
                if self._loaded.failure is None:
                    work.request(APP, work.record.took(EventRecord("program")))
            case OutsideChange(change, key):
                work.record.took(EventRecord("outside", key=key))
                change()
            case OutsideCall(call, key):
                work.record.took(EventRecord("outside", key=key))
                work.calls.append(call)
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
                self._display.tell_value(change.id)
                continue
            widget = applied.widget
            if not applied.shown:
                self._display.tell_value(widget.id)
            if not applied.changed:
                continue
            clicked |= widget.trigger
            if widget.trigger:
                work.fired.add(widget.id)
                work.clicked.append(widget)
                if widget.form:
                    work.submitted.add(widget.form)
            cause = work.record.took_change(widget)
            if widget.kind == Dialog.kind:
                self._dismiss(widget.id, work)
            if widget.instance != NOBODY:
                work.request(widget.instance, cause)
            if widget.on_change is not None and (
                widget.trigger or all(c.widget != widget.id for c in work.callbacks)
            ):
                work.callbacks.append(Callback(widget))
        return clicked

    def _dismiss(self, dialog: int, work: Work) -> None:
        """Take a dialog off the page, with all that lives in it."""
        for gone in self._display.take_off(dialog).removed:
            work.requested.discard(gone.id)
            if work.targets.pop(gone.id, None) is not None:
                work.record.skip(gone, "gone")
