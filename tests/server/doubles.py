"""Stand-ins for what the server serves: sessions that echo, and a program of nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anyio
import msgspec
from starlette.applications import Starlette
from starlette.testclient import TestClient, WebSocketTestSession

from reactfrag.protocol import PROTOCOL_VERSION, Events, ServerError
from reactfrag.runtime.components import ComponentSource
from reactfrag.runtime.files import UploadRecord
from reactfrag.runtime.media import Media
from reactfrag_compiler import CompileError, Program, compile_program
from reactfrag_server.app import create_app
from reactfrag_server.service import Service
from reactfrag_server.settings import Settings
from reactfrag_server.types import Compiled, SessionMessage

Outcome = Callable[[], None]


class EchoOutbox:
    """Numbers what is put into it, and keeps all for whoever comes back."""

    def __init__(self) -> None:
        self.frames: list[str | bytes] = []
        self.acks: list[int] = []
        self.attached = False
        self._sent = 0
        self._wake = anyio.Event()

    def put(self, frame: str | bytes) -> None:
        self.frames.append(frame)
        self._wake.set()

    def attach(self, seen: int) -> bool:
        self.attached = True
        self._sent = min(seen, len(self.frames))
        return seen > 0

    def detach(self) -> None:
        self.attached = False

    async def next(self) -> list[str | bytes]:
        while self._sent == len(self.frames):
            self._wake = anyio.Event()
            await self._wake.wait()
        frames = self.frames[self._sent :]
        self._sent = len(self.frames)
        return frames

    def ack(self, seen: int) -> None:
        self.acks.append(seen)

    def error(self, code: str, message: str, answers: int = 0) -> None:
        error = ServerError(code=code, message=message, answers=answers)
        self.put(msgspec.json.encode(error).decode())


class EchoSession:
    """Answers each event with its changes. A change to ``"crash"`` ends it badly."""

    def __init__(self, program: Compiled, id: str) -> None:
        self.id = id
        self.programs = [program]
        self.outbox = EchoOutbox()
        self.uploads: dict[str, UploadRecord] = {}
        self.closed = False
        self._crash: BaseException | None = None
        self._over = anyio.Event()

    async def run(self) -> None:
        await self._over.wait()
        if self._crash is not None:
            raise self._crash

    def post(self, message: SessionMessage) -> None:
        if isinstance(message, Events):
            for change in message.changes:
                if change.value == "raise":
                    raise ValueError("post failed")
                if change.value in ("crash", "exit"):
                    self._crash = SystemExit(1) if change.value == "exit" else ValueError("crash")
                    self._over.set()
        self.outbox.put(msgspec.json.encode(["echo", message]).decode())

    def watch(self, on: bool) -> None:
        """There is nothing to see."""

    def replace_program(self, program: Compiled) -> None:
        self.programs.append(program)
        name = "error" if isinstance(program, CompileError) else program.digest
        self.outbox.put(msgspec.json.encode(["program", name]).decode())

    def close(self) -> None:
        self.closed = True
        self._over.set()

    def add_upload(self, record: UploadRecord) -> None:
        self.uploads[record.id] = record

    def remove_upload(self, id: str) -> UploadRecord | None:
        return self.uploads.pop(id, None)


def compile(path: Path, previous: Program | None) -> Program:
    return compile_program(path, previous=previous)


@dataclasses.dataclass
class World:
    """A service of echo sessions, with all it has made in reach."""

    service: Service
    app: Starlette
    sessions: list[EchoSession]
    media: dict[str, Media]
    components: dict[str, ComponentSource]


def make_world(folder: Path, **settings: Any) -> World:
    """Return a service of a script in ``folder``, which is written if it is not there."""
    script = folder / "app.py"
    if not script.exists():
        script.write_text("x = 1\n")
    sessions: list[EchoSession] = []
    media: dict[str, Media] = {}
    components: dict[str, ComponentSource] = {}

    def make_session(program: Compiled, id: str) -> EchoSession:
        sessions.append(EchoSession(program, id))
        return sessions[-1]

    defaults: dict[str, Any] = {
        "reload": False,
        "static": folder / "static",
        "allow_hosts": ("testserver",),
        "allow_missing_origin": True,
    }
    service = Service(
        script,
        Settings(**(defaults | settings)),
        compile=compile,
        make_session=make_session,
        media=media.get,
        components=components,
    )
    return World(service, create_app(service), sessions, media, components)


def hello(**fields: Any) -> dict[str, Any]:
    return {"t": "hello", "version": PROTOCOL_VERSION, **fields}


def greet(socket: WebSocketTestSession, **fields: Any) -> dict[str, Any]:
    """Say hello, and return the welcome."""
    socket.send_json(hello(**fields))
    return dict(socket.receive_json())


def events(n: int, *values: Any) -> dict[str, Any]:
    changes = [{"id": 7, "value": value} for value in values]
    return {"t": "events", "n": n, "changes": changes}


def connect(client: TestClient, **kwargs: Any) -> WebSocketTestSession:
    return client.websocket_connect("/_reactfrag/ws", **kwargs)
