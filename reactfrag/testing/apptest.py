"""``AppTest``: an app driven in process, with no server and no browser.

The page asserted on is the one that the patches make, as a browser would hold
it; after every step it is compared with the session's own.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import tempfile
import textwrap
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import anyio
import anyio.from_thread
import msgspec

from reactfrag.protocol import (
    MAIN,
    ROOT,
    SIDEBAR,
    Change,
    Events,
    Patch,
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
from reactfrag.testing.mirror import Mirror, MirrorNode
from reactfrag_compiler import CompileError, Program, compile_program


class AppTest:
    """One session of one app.

    Use it as a context manager, or call :meth:`close`.

    Parameters
    ----------
    program
        The compiled app.
    timeout
        Seconds after which a step that has not settled is an error.
    settings
        What the session is told about the world around it.
    """

    def __init__(
        self,
        program: Program | CompileError,
        *,
        timeout: float = 10,
        settings: Settings | None = None,
    ) -> None:
        self._timeout = timeout
        self._settings = settings
        self._event = 0
        self.clock = FakeClock()
        self.mirror = Mirror()
        self.patches: list[Patch] = []
        """What went to the browser in the last step."""
        self.errors: list[ServerError] = []
        """What the session said of unusable input in the last step."""
        self.hold_acks = False
        """Whether to be a browser that receives patches and does not say so."""
        self.fails_on_misses = True
        """Whether a step fails when a node did to session state what was not foreseen."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._received: list[Patch] = []
        self._last_n = 0
        self._last_passes: list[PassRecord] = []
        self._portal_manager = anyio.from_thread.start_blocking_portal()
        self._portal = self._portal_manager.__enter__()
        self._session, self._scope = self._portal.call(self._start, program)
        self._done = self._portal.start_task_soon(self._serve)

    # --- making one --------------------------------------------------------

    @classmethod
    def from_file(cls, path: str | Path, *, timeout: float = 10) -> AppTest:
        """Test the script at ``path``."""
        return cls(compile_program(Path(path)), timeout=timeout)

    @classmethod
    def from_string(cls, source: str, *, timeout: float = 10) -> AppTest:
        """Test the script whose text is ``source`` (indentation in common is dropped)."""
        folder = tempfile.TemporaryDirectory(prefix="reactfrag-test-")
        path = Path(folder.name) / "app.py"
        path.write_text(textwrap.dedent(source), encoding="utf-8")
        test = cls(compile_program(path), timeout=timeout)
        test._folder = folder
        return test

    # --- driving it --------------------------------------------------------

    def run(self) -> AppTest:
        """Let the app load; a second call asks for a full run, as the page's menu does."""
        if not self.mirror.nodes:
            self._portal.call(self._attach, 0)
        else:
            self._event += 1
            self._portal.call(self._session.post, RerunRequest(n=self._event))
        return self._settle()

    def send(self, *changes: tuple[int, Any]) -> AppTest:
        """Send one event with the values of widgets, by element id, as a browser would."""
        self.post(*changes)
        return self._settle()

    def post(self, *changes: tuple[int, Any]) -> None:
        """Like :meth:`send`, without waiting for what comes of it."""
        self._event += 1
        for id, value in changes:
            self.mirror.touch(id, self._as_shown(id, value))
        event = Events(n=self._event, changes=[Change(id=id, value=value) for id, value in changes])
        self._portal.call(self._session.post, event)

    def wait(self) -> AppTest:
        """Wait until nothing runs and nothing is under way."""
        return self._settle()

    def advance(self, seconds: float) -> AppTest:
        """Let time pass; each timer's tick is served before the next one is due."""
        until = self.clock.time() + seconds
        while (due := self._portal.call(self.clock.next_due, until)) is not None:
            self._portal.call(self.clock.advance_to, due)
            self._settle()
        self._portal.call(self.clock.advance_to, until)
        return self._settle()

    def jump(self, seconds: float) -> AppTest:
        """Let time pass at once, as on a server that was busy meanwhile."""
        self._portal.call(self.clock.advance_to, self.clock.time() + seconds)
        return self._settle()

    def replace(self, program: Program | CompileError) -> AppTest:
        """Hot-reload the app."""
        self._portal.call(self._session.replace_program, program)
        return self._settle()

    def reconnect(self, seen: int | None = None) -> bool:
        """Drop the connection and come back, having seen patches up to ``seen``."""
        last = self.last_patch if seen is None else seen
        self._portal.call(self._session.outbox.detach)
        resumed = self._portal.call(self._attach, last)
        self._settle()
        return resumed

    def acknowledge(self) -> None:
        """Tell the session that all patches so far have been applied."""
        self._portal.call(self._session.outbox.ack, self._last_n)

    def set_state(self, key: str, value: Any) -> AppTest:
        """Write a session-state key from outside; what reads it reruns."""
        state = self._session.page.state
        self._portal.call(
            self._session.scheduler.post, OutsideChange(functools.partial(state.set, key, value))
        )
        return self._settle()

    # --- what happened -----------------------------------------------------

    @property
    def session(self) -> Session:
        """The session under test."""
        return self._session

    @property
    def session_state(self) -> dict[str, Any]:
        """A copy of the session's state."""
        return self._session.page.state.snapshot()

    @property
    def passes(self) -> list[PassRecord]:
        """The passes of the last step."""
        return self._last_passes

    @property
    def reran(self) -> list[str]:
        """The names of what ran in the last step, in order of ending; ``app`` is the script."""
        return [run.name for record in self._last_passes for run in record.runs]

    @property
    def skipped(self) -> list[str]:
        """The names of fragments that were called in the last step and not executed."""
        return [name for record in self._last_passes for name in record.skipped]

    @property
    def last_patch(self) -> int:
        """The number of the last patch received."""
        return self._last_n

    # --- what is on the page -----------------------------------------------

    @property
    def main(self) -> MirrorNode:
        return self.mirror.nodes[MAIN]

    @property
    def sidebar(self) -> MirrorNode:
        return self.mirror.nodes[SIDEBAR]

    def all(self, kind: str, within: MirrorNode | None = None) -> list[MirrorNode]:
        """Return the elements of ``kind``, in page order."""
        root = within if within is not None else self.mirror.root
        return [node for node in root.walk() if node.kind == kind]

    def get(self, kind: str, label: str | None = None, *, key: str | None = None) -> MirrorNode:
        """Return the one element of ``kind`` with this label or key."""
        found = [
            node
            for node in self.all(kind)
            if (label is None or getattr(node.props, "label", None) == label)
            and (key is None or node.props.key == key)
        ]
        assert len(found) == 1, f"{len(found)} {kind} elements with {label=} {key=}"
        return found[0]

    def texts(self, within: MirrorNode | None = None) -> list[str]:
        """Return the text of all text elements, in page order."""
        root = within if within is not None else self.mirror.root
        kinds = ("text", "markdown", "heading", "code", "alert")
        return [str(getattr(n.props, "body", "")) for n in root.walk() if n.kind in kinds]

    def exceptions(self) -> list[props.Exception_]:
        """Return the exceptions shown."""
        return [n.props for n in self.all("exception") if isinstance(n.props, props.Exception_)]

    def click(self, label: str | None = None, *, key: str | None = None) -> AppTest:
        """Click a button outside forms, or submit the form of a submit button."""
        return self.send((self.get("button", label, key=key).id, True))

    def set(
        self, kind: str, value: Any, label: str | None = None, *, key: str | None = None
    ) -> AppTest:
        """Give the input of ``kind`` a value in wire form."""
        if isinstance(value, datetime.date):
            value = value.isoformat()
        return self.send((self.get(kind, label, key=key).id, value))

    def submit(self, button: str, values: Sequence[tuple[str, str, Any]] = ()) -> AppTest:
        """Submit a form: ``values`` are (kind, label, wire value) of what the user filled in."""
        changes = [(self.get(kind, label).id, value) for kind, label, value in values]
        return self.send(*changes, (self.get("button", button).id, True))

    # --- ending it ---------------------------------------------------------

    def close(self) -> None:
        """End the session and its event loop."""
        self._portal.call(self._stop)
        self._done.result()
        self._portal_manager.__exit__(None, None, None)
        if self._folder is not None:
            self._folder.cleanup()

    def __enter__(self) -> AppTest:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # --- inside ------------------------------------------------------------

    async def _start(self, program: Program | CompileError) -> tuple[Session, anyio.CancelScope]:
        settings = dataclasses.replace(self._settings or Settings(), check_accesses="all")
        session = Session(program, "test", settings, clock=self.clock)
        session.outbox.on_patch = self._received.append
        return session, anyio.CancelScope()

    async def _serve(self) -> None:
        with self._scope:
            await self._session.run()

    async def _stop(self) -> None:
        self._session.close()
        self._scope.cancel()

    async def _attach(self, seen: int) -> bool:
        # What was said before is in the page that is sent now.
        self._received.clear()
        return self._session.outbox.attach(seen)

    def _as_shown(self, id: int, value: Any) -> Any:
        """Return what a browser shows once it has sent ``value``."""
        node = self.mirror.nodes.get(id)
        uploads = self._session.page.uploads
        if node is None or node.kind != "file_uploader" or not all(i in uploads for i in value):
            return value
        # It sends ids only, and knows the files they stand for.
        files = [uploads[i] for i in value]
        return [props.FileInfo(id=f.id, name=f.name, size=f.size, type=f.type) for f in files]

    def _settle(self) -> AppTest:
        patches, frames, self._last_passes = self._portal.call(self._collect)
        self.patches = patches
        for patch in patches:
            self.mirror.apply(patch.ops)
            self._last_n = patch.n
        self.errors = [
            msgspec.json.decode(frame, type=ServerError)
            for frame in frames
            if isinstance(frame, str) and frame.startswith('{"t":"error"')
        ]
        monitor = self._session.scheduler.monitor
        if self.fails_on_misses and monitor is not None:
            assert not monitor.misses, "\n".join(map(str, monitor.misses))
        if self.hold_acks:
            return self
        self.acknowledge()
        if self.mirror.nodes:
            assert self.mirror.to_node() == to_node(self._session.page.tree, ROOT)
        return self

    async def _collect(self) -> tuple[list[Patch], list[str | bytes], list[PassRecord]]:
        scheduler = self._session.scheduler
        with anyio.fail_after(self._timeout):
            await scheduler.settled()
        patches, passes = list(self._received), list(scheduler.passes)
        self._received.clear()
        scheduler.passes.clear()
        return patches, self._session.outbox.take(), passes
