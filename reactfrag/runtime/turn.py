"""One instance's turn in a pass: its run, from what is due to how it ended."""

from __future__ import annotations

from functools import partial
from types import CodeType

from reactfrag.runtime.clock import Clock
from reactfrag.runtime.crew import Crew
from reactfrag.runtime.display import Display
from reactfrag.runtime.events import Event, NewProgram, RerunAll, Stop, WidgetEvent
from reactfrag.runtime.executor import BRIEF, Outcome, execute
from reactfrag.runtime.instance import Instance
from reactfrag.runtime.loaded import Loaded
from reactfrag.runtime.monitor import Monitor
from reactfrag.runtime.page import Page
from reactfrag.runtime.progress import Progress
from reactfrag.runtime.record import Cause
from reactfrag.runtime.run import Run
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.state import Branch
from reactfrag.runtime.widgets import Callback
from reactfrag.runtime.work import Work
from reactfrag.runtime.workers import Workers


class Turn:
    """Owned by the event loop's thread, what its run draws excepted."""

    __slots__ = (
        "_callbacks",
        "_crew",
        "_here",
        "_page",
        "branch",
        "cause",
        "outcome",
        "run",
        "started",
    )

    def __init__(
        self,
        page: Page,
        instance: Instance,
        settings: Settings,
        crew: Crew,
        *,
        cause: Cause,
        callbacks: list[Callback],
        work: Work,
        loaded: Loaded,
        monitor: Monitor | None,
        branch: Branch | None,
    ) -> None:
        self.cause = cause
        self.branch = branch
        """The state it works on, if it runs beside others."""
        self.run = Run(
            page,
            instance,
            settings,
            fired=work.fired,
            due=work.requested,
            same=loaded.same,
            monitor=monitor,
            nature_of=loaded.nature_of,
            node_of=loaded.node_of,
            may_write=loaded.may_write,
            state=branch,
            crew=crew,
        )
        self.started: list[Callback] = []
        """The callbacks begun: an interrupted run is repeated, they are not."""
        self.outcome = Outcome.FINISHED
        self._page = page
        self._crew = crew
        self._callbacks = callbacks
        self._here = (
            instance.pace < BRIEF
            and not callbacks
            and branch is None
            and loaded.is_brief(instance, page.state)
        )
        """Whether it needs no thread."""

    async def take(self, code: CodeType, workers: Workers, display: Display, clock: Clock) -> None:
        """Run it; show it meanwhile if it takes long."""
        run = self.run
        progress = Progress(clock, run.settings, partial(display.flush, run))
        try:
            self.outcome = await execute(
                run,
                self._crew,
                workers,
                code,
                self._callbacks,
                self.started,
                progress,
                here=self._here,
            )
            run.end_outside()
        finally:
            progress.cancel()

    def notice(self, event: Event) -> None:
        """Interrupt the run if ``event``, which has just come, supersedes it."""
        run = self.run
        if isinstance(event, Stop):
            run.end()
            return
        # A click is handed to the user's code under this lock.
        with run.lock:
            superseded = self._is_superseded_by(event)
            if superseded:
                run.superseded = True
        if superseded:
            run.interrupt()

    def _is_superseded_by(self, event: Event) -> bool:
        run = self.run
        match event:
            case NewProgram():
                return True
            case RerunAll():
                return not run.consumed
            case WidgetEvent(changes=changes):
                known = map(self._page.widgets.get, [change.id for change in changes])
                widgets = [widget for widget in known if widget is not None]
                if run.consumed or (run.fired and any(widget.trigger for widget in widgets)):
                    return False
                around = {run.instance.id, *self._page.ancestors(run.instance.id)}
                return any(widget.instance in around for widget in widgets)
            case _:
                return False
