"""Drives one session as a browser would, and keeps what came of each step.

The page is the one that the patches make, as a browser would hold it; after
every step it is compared with the session's own.
"""

from __future__ import annotations

import functools
import weakref
from asyncio import AbstractEventLoop
from collections.abc import Callable
from concurrent.futures import Future
from types import TracebackType
from typing import Any, TypeVar

import anyio
import msgspec

from reactfrag.data import changed
from reactfrag.protocol import (
    ROOT,
    Change,
    Events,
    Patch,
    PayloadHeader,
    RerunRequest,
    ServerError,
    props,
)
from reactfrag.runtime.events import OutsideChange
from reactfrag.runtime.record import PassRecord
from reactfrag.runtime.session import Session
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.tree import to_node
from reactfrag.testing.clock import FakeClock
from reactfrag.testing.loop import shared_loop
from reactfrag.testing.mirror import Mirror
from reactfrag.testing.world import World
from reactfrag_compiler import CompileError, Program

T = TypeVar("T")
Self = TypeVar("Self", bound="Driver")


UPLOADERS = ("file_uploader", "camera_input", "audio_input")
"""The kinds whose value is files, which the page sends by their ids."""


class Driver:
    """One session and its browser; see :class:`~reactfrag.testing.AppTest`.

    A *step* is one call of a method that makes something happen; it ends when
    nothing runs and nothing is under way in any session of the test.
    """

    default_timeout: float = 10.0
    """Seconds. A step that takes longer is more likely stuck than slow.

    One app's may be set on its test, everyone's on the class, as a
    ``conftest.py`` may do where tests run on a busy machine.
    """

    def __init__(
        self,
        program: Program | CompileError,
        *,
        timeout: float | None = None,
        settings: Settings | None = None,
        world: World | None = None,
    ) -> None:
        if timeout is not None:
            self.default_timeout = timeout
        self.program = program
        """The app as it was compiled last."""
        self._world = world if world is not None else World(settings)
        self._portal = self._world.portal
        self._event = 0
        self._last_n = 0
        self._last_pass = 0
        self._served: Future[None] | None = None
        self._received: list[Patch] = []
        self.clock: FakeClock = self._world.clock
        """The clock of all sessions of the test, which stands still between steps."""
        self.mirror = Mirror()
        """The page as the browser holds it."""
        self.patches: list[Patch] = []
        """What went to the browser in the last step."""
        self.bytes_sent = 0
        """The length of what went to the browser in the last step, tables included."""
        self.errors: list[ServerError] = []
        """What the session said of unusable input in the last step."""
        self.passes: list[PassRecord] = []
        """The record of each pass of the last step."""
        self.tables: dict[str, tuple[str, bytes]] = {}
        """The tables that the browser was sent: hash -> (format, bytes)."""
        self.hold_acks = False
        """Whether to be a browser that receives patches and does not say so."""
        self.fails_on_misses = True
        """Whether a step fails when a node did to session state what was not foreseen."""
        self._session, self._scope = self._portal.call(_open, self._world, program)
        self._session.outbox.on_patch = self._received.append
        self._end = weakref.finalize(self, _abandon, shared_loop().loop, self._session, self._scope)
        self._end.atexit = False
        self._world.drivers.add(self)

    # --- what a browser does -----------------------------------------------

    def load(self: Self) -> Self:
        """Open the page; once it is open, ask for a full run, as the page's menu does."""
        if self.mirror.nodes:
            self._event += 1
            self._portal.call(self._session.post, RerunRequest(n=self._event))
        else:
            self._portal.call(self._attach, 0)
        return self._settle()

    def send(self: Self, *changes: tuple[int, Any]) -> Self:
        """Send one event with the values of widgets, by element id, in wire form."""
        self.post(*changes)
        return self._settle()

    def post(self, *changes: tuple[int, Any]) -> None:
        """Like :meth:`send`, without waiting for what comes of it."""
        self._event += 1
        for id, value in changes:
            self.mirror.touch(id, self._as_shown(id, value))
        event = Events(n=self._event, changes=[Change(id=id, value=value) for id, value in changes])
        self._portal.call(self._session.post, event)

    def wait(self: Self) -> Self:
        """Wait until nothing runs and nothing is under way."""
        return self._settle()

    def disconnect(self: Self) -> Self:
        """Drop the connection. The session goes on without a browser."""
        self._portal.call(self._session.outbox.detach)
        return self

    def reconnect(self, seen: int | None = None) -> bool:
        """Drop the connection and come back, having seen patches up to ``seen``.

        Returns whether the session goes on from there; otherwise it sends the
        whole page.
        """
        last = self.last_patch if seen is None else seen
        self._portal.call(self._session.outbox.detach)
        resumed: bool = self._portal.call(self._attach, last)
        self._settle()
        return resumed

    def acknowledge(self) -> None:
        """Tell the session that all patches so far have been applied."""
        self._portal.call(self._session.outbox.ack, self._last_n)

    # --- what happens around it --------------------------------------------

    def advance(self: Self, seconds: float) -> Self:
        """Let time pass; each timer's tick is served before the next one is due."""
        until = self.clock.time() + seconds
        fresh = True
        while (due := self._portal.call(self.clock.next_due, until)) is not None:
            self._portal.call(self.clock.advance_to, due)
            self._settle(fresh=fresh)
            fresh = False
        self._portal.call(self.clock.advance_to, until)
        return self._settle(fresh=fresh)

    def jump(self: Self, seconds: float) -> Self:
        """Let time pass at once, as on a server that was busy meanwhile."""
        self._portal.call(self.clock.advance_to, self.clock.time() + seconds)
        return self._settle()

    def replace(self: Self, program: Program | CompileError) -> Self:
        """Hot-reload the app in this session."""
        self.program = program
        self._portal.call(self._session.replace_program, program)
        return self._settle()

    def set_state(self: Self, key: str, value: Any) -> Self:
        """Write a session-state key from outside; what reads it reruns.

        Before the page is loaded it is there when the script first runs.
        """
        self.expect_anything()
        write = functools.partial(self._session.page.state.set, key, value)
        self._portal.call(self._session.scheduler.post, OutsideChange(write, key))
        return self._settle() if self._served is not None else self

    def expect_anything(self) -> None:
        """From now on nodes may touch keys that were not foreseen.

        What keys the script makes of values that are not its own, no compiler can know.
        """
        self.fails_on_misses = False

    # --- what happened -----------------------------------------------------

    @property
    def session(self) -> Session:
        """The session under test."""
        return self._session

    @property
    def reran(self) -> list[str]:
        """The names of what ran in the last step, in order of ending; ``app`` is the script."""
        return [run.name for record in self.passes for run in record.runs]

    @property
    def skipped(self) -> list[str]:
        """The names of fragments called in the last step and not executed, as nothing changed."""
        return [
            skip.name
            for record in self.passes
            for skip in record.skipped
            if skip.reason == "unchanged"
        ]

    @property
    def last_patch(self) -> int:
        """The number of the last patch received."""
        return self._last_n

    def take(self, *, fresh: bool) -> None:
        """Take in what the session, which rests, has sent. ``fresh``: a step begins."""
        frames, patches, passes = self._portal.call(self._collect)
        if fresh:
            self.patches, self.errors, self.passes, self.bytes_sent = [], [], [], 0
            self.mirror.toasts.clear()
        self.patches += patches
        self.passes += passes
        for frame in frames:
            self._take_frame(frame)
        for patch in patches:
            if patch.n > self._last_n:
                self.mirror.apply(patch.ops)
                self._last_n = patch.n
        if self.hold_acks:
            return
        self.acknowledge()
        if self.mirror.nodes and self._session.outbox.attached:
            assert self.mirror.to_node() == to_node(self._session.page.tree, ROOT)

    def on_loop(self, function: Callable[..., T], *args: Any) -> T:
        """Call ``function`` on the thread that the session lives on; return what it returns."""
        return self._portal.call(function, *args)

    # --- ending it ---------------------------------------------------------

    def close(self) -> None:
        """End the session. Without it, the session ends when nothing refers to it any more."""
        if self._end.detach() is None:
            return
        self._world.drivers.discard(self)
        self._portal.call(_stop, self._session, self._scope)
        if self._served is not None:
            self._served.result()

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # --- inside ------------------------------------------------------------

    def _attach(self, seen: int) -> bool:
        missed = list(self._received)
        self._received.clear()
        resumed = self._session.outbox.attach(seen)
        if resumed:
            self._received[:0] = missed
        # Otherwise what was said before is in the page that is sent now.
        return resumed

    def _settle(self: Self, *, fresh: bool = True) -> Self:
        if self._served is None:
            self._served = self._portal.start_task_soon(_serve, self._session, self._scope)
        self._world.settle(fresh=fresh, timeout=self.default_timeout)
        monitor = self._session.scheduler.monitor
        if self.fails_on_misses and monitor is not None:
            assert not monitor.misses, "\n".join(map(str, monitor.misses))
        return self

    def _collect(self) -> tuple[list[str | bytes], list[Patch], list[PassRecord]]:
        passes = [p for p in self._session.scheduler.passes if p.number > self._last_pass]
        self._last_pass = passes[-1].number if passes else self._last_pass
        if not self._session.outbox.attached:
            # What it has to say waits for a browser.
            return [], [], passes
        patches = list(self._received)
        self._received.clear()
        return self._session.outbox.take(), patches, passes

    def _take_frame(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            self.bytes_sent += len(frame)
            length = int.from_bytes(frame[:4], "little")
            header = msgspec.json.decode(frame[4 : 4 + length], type=PayloadHeader)
            self._take_table(header, frame[4 + length :])
            return
        self.bytes_sent += len(frame.encode())
        if frame.startswith('{"t":"error"'):
            self.errors.append(msgspec.json.decode(frame, type=ServerError))

    def _take_table(self, header: PayloadHeader, data: bytes) -> None:
        if header.base is not None:
            base = self.tables.get(header.base)
            if base is None:
                # Of a table that is not sent a browser has but the rows it has looked at.
                return
            data = changed(base[1], data, header.format, header.rows, header.skip)
        self.tables[header.sha] = (header.format, data)

    def _as_shown(self, id: int, value: Any) -> Any:
        """Return what a browser shows once it has sent ``value``."""
        node = self.mirror.nodes.get(id)
        uploads = self._session.page.uploads
        if node is None or node.kind not in UPLOADERS or not all(i in uploads for i in value):
            return value
        # It sends ids only, and knows the files they stand for.
        files = [uploads[i] for i in value]
        return [props.FileInfo(id=f.id, name=f.name, size=f.size, type=f.type) for f in files]


def _open(world: World, program: Program | CompileError) -> tuple[Session, anyio.CancelScope]:
    return world.session(program), anyio.CancelScope()


async def _serve(session: Session, scope: anyio.CancelScope) -> None:
    with scope:
        await session.run()


def _stop(session: Session, scope: anyio.CancelScope) -> None:
    session.close()
    scope.cancel()


def _abandon(loop: AbstractEventLoop, session: Session, scope: anyio.CancelScope) -> None:
    """End a session that no test holds any more. On any thread, in a garbage collection."""
    try:
        loop.call_soon_threadsafe(_stop, session, scope)
    except RuntimeError:
        # The loop has ended before.
        return
