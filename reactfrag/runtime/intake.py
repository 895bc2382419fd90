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

PATIENCE = 8
"""So many runs may rerun before they look at a click, until clicks on other buttons are taken
in as well."""


class Intake:
    """Owned by the event loop's thread; no run is under way while it works."""

    __slots__ = (
        "_display",
        "_inbox",
        "_loaded",
        "_outbox",
        "_page",
    )

    def __init__(
        self, page: Page, outbox: Outbox, display: Display, loaded: Loaded, inbox: Inbox
    ) -> None:
        self._page = page
        self._outbox = outbox
        self._display = display
        self._loaded = loaded
        self._inbox = inbox

    def absorb(self, work: Work) -> None:
        """Take events from the inbox, up to and including the first click.

        If one is still to be answered: up to the next.  Clicks that the user has stopped since
        need no answer.
        """
        self._display.apply_resets()
        while self._inbox:
            if self._waits(self._inbox.first(), work) and not self._inbox.has(Stop):
                break
            clicked = self._absorb_one(self._inbox.pop(), work)
            if clicked:
                work.looping = 0
                if not self._inbox.has(Stop):
                    break

    def _waits(self, event: Event, work: Work) -> bool:
        """Whether ``event`` is a click behind one that no run has looked at yet.

        Code that reruns itself may never get to that button; other buttons may end it.
        """
        if not work.fired or not isinstance(event, WidgetEvent):
            return False
        widgets = self._page.widgets
        clicked = {change.id for change in event.changes if change.id in widgets}
        clicked = {id for id in clicked if widgets[id].trigger}
        if work.looping < PATIENCE:
            return bool(clicked)
        return not clicked.isdisjoint(work.fired)

    def _absorb_one(self, event: Event, work: Work) -> bool:
        match event:
            case WidgetEvent():
                return self._absorb_changes(event, work)
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
            case OutsideCall():
                work.record.took(EventRecord("outside", key=event.key))
                work.calls.append(event)
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
