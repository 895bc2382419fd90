"""One browser's connection: the websocket as a state machine with two sides.

::

    OPENING --accept--> GREETING --hello--> LIVE --dismissed, too many bad frames--> LEAVING
                            |                |                                          |
                            +--no hello------+--the client is gone------------------> CLOSED

The client speaks first.  A live connection is one task that reads and one that writes;
an event goes from the frame to ``session.post`` in the reader, and what the session
queues goes from its outbox to the socket in the writer, with nothing in between.
"""

from __future__ import annotations

import enum
import logging
from typing import assert_never

import anyio
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from reactfrag.protocol import (
    PROTOCOL_VERSION,
    Ack,
    ClientMessage,
    Events,
    Hello,
    RerunRequest,
    StopRequest,
    Watch,
    Welcome,
)
from reactfrag_server.endings import (
    CRASHED,
    FULL,
    NO_HELLO,
    OTHER_VERSION,
    REPLACED,
    TOO_MANY_BAD,
    Ending,
    bad_hello,
)
from reactfrag_server.frames import BadFrame, decode, encode, error_frame
from reactfrag_server.sessions import Registry, Seat, TooManySessions
from reactfrag_server.settings import Settings
from reactfrag_server.types import OutboxLike, SessionLike

logger = logging.getLogger(__name__)


class Phase(enum.Enum):
    """Where a connection stands."""

    OPENING = enum.auto()
    GREETING = enum.auto()
    LIVE = enum.auto()
    LEAVING = enum.auto()
    CLOSED = enum.auto()


MOVES = {
    Phase.OPENING: {Phase.GREETING, Phase.CLOSED},
    Phase.GREETING: {Phase.LIVE, Phase.LEAVING, Phase.CLOSED},
    Phase.LIVE: {Phase.LEAVING, Phase.CLOSED},
    Phase.LEAVING: {Phase.CLOSED},
    Phase.CLOSED: set[Phase](),
}


class Gone(Exception):
    """The client is no longer there to be written to."""


class Connection:
    """One websocket, from its handshake to its end. Loop thread only."""

    def __init__(self, websocket: WebSocket, registry: Registry, settings: Settings) -> None:
        self.phase = Phase.OPENING
        self.gone = anyio.Event()
        self._websocket = websocket
        self._registry = registry
        self._settings = settings
        self._ending: Ending | None = None
        self._scope = anyio.CancelScope()

    async def serve(self) -> None:
        """Run the connection to its end."""
        try:
            await self._websocket.accept()
            self._move(Phase.GREETING)
            hello = await self._greet()
            if hello is not None:
                await self._live(hello)
            if self._ending is not None:
                await self._leave(self._ending)
        except Gone:
            pass
        finally:
            self._move(Phase.CLOSED)

    def dismiss(self, ending: Ending) -> None:
        """End the connection and tell the client why; the first reason given counts."""
        if self._ending is None and not self.gone.is_set():
            self._ending = ending
            self._scope.cancel()

    async def _greet(self) -> Hello | None:
        """Wait for the hello; None when there is none to go on with."""
        self._ending = NO_HELLO
        with anyio.move_on_after(self._settings.hello_timeout):
            frame = await self._websocket.receive()
            if frame["type"] == "websocket.disconnect":
                raise Gone
            self._ending = None
            try:
                message = decode(frame, self._settings.max_frame_bytes)
            except BadFrame as error:
                self._ending = bad_hello(str(error))
                return None
            if not isinstance(message, Hello):
                self._ending = bad_hello("The first message has to be a hello.")
                return None
            if message.version != PROTOCOL_VERSION:
                self._ending = OTHER_VERSION
                return None
            return message
        return None

    async def _live(self, hello: Hello) -> None:
        """Sit at the session that the hello names, or at a new one, until one side ends it."""
        seat = self._registry.find(hello.session) if hello.session else None
        try:
            seat = seat or self._registry.open()
        except TooManySessions:
            self._ending = FULL
            return
        before = self._registry.occupy(seat, self)
        try:
            if before is not None:
                # Two connections never draw from one outbox: the older lets go first.
                before.dismiss(REPLACED)
                await before.gone.wait()
            if self._ending is None:
                with self._scope:
                    await self._converse(seat, hello)
        finally:
            self.gone.set()
            self._registry.vacate(seat, self)

    async def _converse(self, seat: Seat, hello: Hello) -> None:
        session = seat.session
        resumed = session.outbox.attach(hello.seen)
        welcome = Welcome(
            version=PROTOCOL_VERSION,
            session=seat.id,
            resumed=resumed,
            panel=self._settings.panel,
        )
        await self._send({"type": "websocket.send", "text": encode(welcome)})
        self._move(Phase.LIVE)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._write, session.outbox)
            await self._read(session)
            tasks.cancel_scope.cancel()

    async def _read(self, session: SessionLike) -> None:
        """Hand on what the client says until it is gone."""
        receive = self._websocket.receive
        limit = self._settings.max_frame_bytes
        bad = 0
        while True:
            frame = await receive()
            if frame["type"] == "websocket.disconnect":
                return
            try:
                self._hear(decode(frame, limit), session)
                bad = 0
            except BadFrame as error:
                bad += 1
                if bad > self._settings.max_bad_frames:
                    self._ending = self._ending or TOO_MANY_BAD
                    return
                session.outbox.error("bad-frame", str(error))
            except Exception:
                logger.exception("A message could not be handed to its session")
                session.outbox.error("internal", "The server could not use this message.")

    def _hear(self, message: ClientMessage, session: SessionLike) -> None:
        match message:
            case Events() | RerunRequest() | StopRequest():
                session.post(message)
            case Ack():
                session.outbox.ack(message.seen)
            case Watch() if self._settings.panel:
                session.watch(message.on)
            case Watch():
                session.outbox.error("no-panel", "This app is served without the panel.")
            case Hello():
                raise BadFrame("A hello only opens a connection, and this one is open.")
            case _:
                assert_never(message)

    async def _write(self, outbox: OutboxLike) -> None:
        """Send what the session has for its browser until the connection ends."""
        send = self._send
        try:
            while True:
                for frame in await outbox.next():
                    kind = "text" if isinstance(frame, str) else "bytes"
                    await send({"type": "websocket.send", kind: frame})
        except Gone:
            self._scope.cancel()
        except Exception:
            logger.exception("A session's messages could not be sent")
            self.dismiss(CRASHED)

    async def _leave(self, ending: Ending) -> None:
        """Say why, and close. A client that does not take it in time is cut off."""
        self._move(Phase.LEAVING)
        if self._websocket.client_state is WebSocketState.DISCONNECTED:
            return
        with anyio.move_on_after(self._settings.farewell_timeout):
            text = error_frame(ending.code, ending.message)
            await self._send({"type": "websocket.send", "text": text})
            await self._send(
                {"type": "websocket.close", "code": ending.close_code, "reason": ending.code}
            )

    async def _send(self, message: Message) -> None:
        try:
            await self._websocket.send(message)
        except (WebSocketDisconnect, RuntimeError) as error:
            # RuntimeError: what ASGI servers raise for a frame after the close.
            raise Gone from error

    def _move(self, phase: Phase) -> None:
        if phase not in MOVES[self.phase]:
            raise AssertionError(f"a connection cannot go from {self.phase} to {phase}")
        self.phase = phase


class SocketEndpoint:
    """The ASGI app of the websocket route."""

    def __init__(self, registry: Registry, settings: Settings) -> None:
        self._registry = registry
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        websocket = WebSocket(scope, receive, send)
        await Connection(websocket, self._registry, self._settings).serve()
