"""One user's session: state, page, scheduler and outbox, put together."""

from __future__ import annotations

import asyncio
import dataclasses
import os

from reactfrag.protocol import Events, RerunRequest, StopRequest
from reactfrag.runtime.clock import Clock, LoopClock
from reactfrag.runtime.events import NewProgram, RerunAll, Start, Stop, WidgetEvent
from reactfrag.runtime.files import UploadRecord
from reactfrag.runtime.handle import SessionHandle
from reactfrag.runtime.outbox import Outbox
from reactfrag.runtime.page import Page
from reactfrag.runtime.scheduler import Scheduler
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.shared import AppLink, AppStore
from reactfrag.runtime.tasks import guard
from reactfrag.runtime.timers import TimerWheel
from reactfrag.runtime.trace import Tracer
from reactfrag.runtime.workers import Workers
from reactfrag_compiler import CompileError, Program


class Session:
    """Every method is to be called on the event loop's thread.

    Parameters
    ----------
    program
        The compiled script, or why it does not compile.
    id
        What the browser names the session by: unguessable.
    settings
        Addresses and limits; ``{session}`` in the upload address becomes ``id``.
    clock, wheel, workers
        Time, and the timers and threads of all sessions; by default the event
        loop's clock, and timers and threads for this session alone.
    store
        The state that sessions share; by default it is this session's alone.
    like
        The page of another session, which is likely to begin as this one's does.
    """

    __slots__ = (
        "__weakref__",
        "_received",
        "_tracer",
        "_workers_to_close",
        "handle",
        "id",
        "link",
        "outbox",
        "page",
        "scheduler",
        "settings",
        "wheel",
    )

    def __init__(
        self,
        program: Program | CompileError,
        id: str,
        settings: Settings | None = None,
        *,
        clock: Clock | None = None,
        wheel: TimerWheel | None = None,
        workers: Workers | None = None,
        store: AppStore | None = None,
        like: Page | None = None,
    ) -> None:
        settings = settings if settings is not None else Settings()
        self.id = id
        self.settings = dataclasses.replace(
            settings, upload_url=settings.upload_url.format(session=id)
        )
        clock = clock if clock is not None else LoopClock()
        self.wheel = wheel if wheel is not None else TimerWheel(clock)
        self.page = Page(like=like)
        self.page.state.limit = self.settings.largest_compared
        self.outbox = Outbox(self.page, self.settings)
        self._workers_to_close: Workers | None = None
        if workers is None:
            workers = self._workers_to_close = Workers()
        self.scheduler = Scheduler(
            self.page,
            self.outbox,
            program,
            self.settings,
            clock,
            self.wheel,
            workers,
        )
        self._tracer: Tracer | None = None
        self.handle = self.page.handle = SessionHandle(id, self.page, self.settings)
        if store is None:
            store = AppStore(self.settings.largest_compared)
        self.link = self.page.link = AppLink(store, self.page.state, self.handle)
        self.scheduler.post(Start())
        self._received = 0

    async def run(self) -> None:
        """Serve events until cancelled. The first pass begins at once."""
        guard(asyncio.get_running_loop())
        self.handle.open(self.scheduler.post)
        self.link.open()
        await self.scheduler.serve()

    def post(self, message: Events | RerunRequest | StopRequest) -> None:
        """Take in what the browser sent; never blocks.

        After a dropped connection the browser sends what was not answered again:
        an event that came already is let be.
        """
        if message.n <= self._received:
            return
        self._received = message.n
        match message:
            case Events(n=n, changes=changes, seen=seen):
                self.outbox.ack(seen)
                self.scheduler.post(WidgetEvent(n, changes))
            case RerunRequest(n=n):
                self.scheduler.post(RerunAll(n))
            case StopRequest(n=n):
                self.scheduler.post(Stop(n))

    def watch(self, on: bool) -> None:
        """Tell the browser from now on, or no longer, what runs and why."""
        if on:
            if self._tracer is None:
                self._tracer = Tracer(self.page, self.outbox, self.scheduler)
            self._tracer.start()
        elif self._tracer is not None:
            self._tracer.stop()

    def replace_program(self, program: Program | CompileError) -> None:
        """Go on with an edited script; session state and widget values stay."""
        self.scheduler.post(NewProgram(program))

    def add_upload(self, record: UploadRecord) -> None:
        """Make an uploaded file known to the session's code."""
        self.page.uploads[record.id] = record

    def remove_upload(self, id: str) -> UploadRecord | None:
        """Forget an uploaded file; the caller deletes it."""
        return self.page.uploads.pop(id, None)

    def close(self) -> None:
        """End the session: timers stop, a run under way is interrupted."""
        self.watch(False)
        self.handle.close()
        self.link.close()
        self.scheduler.close()
        if self._workers_to_close is not None:
            self._workers_to_close.close()
        for record in self.page.uploads.values():
            if os.path.exists(record.path):
                os.unlink(record.path)
        self.page.close()
