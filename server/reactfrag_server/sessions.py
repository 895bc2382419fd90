"""The registry of live sessions: made, resumed, expired, replaced."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

import anyio
from anyio.abc import TaskGroup

from reactfrag_server.endings import CRASHED, GOING_AWAY, Ending
from reactfrag_server.settings import Settings
from reactfrag_server.types import Compiled, SessionFactory, SessionLike

logger = logging.getLogger(__name__)

SWEEP_EVERY = 5.0
"""Seconds between two looks for sessions whose browser has not come back."""


class Occupant(Protocol):
    """The connection that sits at a session."""

    @property
    def gone(self) -> anyio.Event:
        """Set once the connection touches the session no more."""

    def dismiss(self, ending: Ending) -> None:
        """End the connection. Returns at once."""


class TooManySessions(Exception):
    """The server keeps as many sessions as it may, each with a browser at it."""


@dataclass(eq=False, slots=True)
class Seat:
    """A session and the connection at it; nobody's for a while after a drop."""

    id: str
    session: SessionLike
    occupant: Occupant | None = None
    vacant_since: float | None = None
    """None while somebody is at it."""
    scope: anyio.CancelScope = field(default_factory=anyio.CancelScope)


class Registry:
    """Owns the sessions of a server. Loop thread only.

    Each session runs in a task of the registry's one group and is fenced in there: one
    that fails is logged and dropped, and no other notices.
    """

    def __init__(
        self,
        make: SessionFactory,
        program: Callable[[], Compiled],
        settings: Settings,
        *,
        on_end: Callable[[str], Awaitable[None]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """
        :param program: gives what a new session starts with.
        :param on_end: called with the id of each session that has ended.
        :param clock: seconds, never going back.
        """
        self._make = make
        self._program = program
        self._settings = settings
        self._on_end = on_end
        self._clock = clock
        self._seats: dict[str, Seat] = {}
        self._tasks: TaskGroup | None = None

    def __len__(self) -> int:
        return len(self._seats)

    def __iter__(self) -> Iterator[Seat]:
        return iter(list(self._seats.values()))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[TaskGroup]:
        """Keep sessions alive within; all end with it."""
        async with anyio.create_task_group() as tasks:
            self._tasks = tasks
            tasks.start_soon(self._sweep)
            try:
                yield tasks
            finally:
                self._tasks = None
                for seat in self:
                    self.end(seat)
                tasks.cancel_scope.cancel()

    def find(self, id: str) -> Seat | None:
        """Return the seat of a session that is alive."""
        return self._seats.get(id)

    def open(self) -> Seat:
        """Make a session of the present program, and start it.

        Over the limit, the session that has waited longest for its browser makes room.

        :raises TooManySessions: when none of them is waiting.
        """
        if self._tasks is None:
            raise RuntimeError("the registry is not running")
        if len(self._seats) >= self._settings.max_sessions:
            waiting = [seat for seat in self if seat.vacant_since is not None]
            if not waiting:
                raise TooManySessions(f"{len(self._seats)} sessions are open")
            self.end(min(waiting, key=lambda seat: seat.vacant_since or 0.0))
        # The id is all that a client needs to take a session over: never its own choice.
        id = secrets.token_urlsafe(24)
        seat = Seat(id, self._make(self._program(), id), vacant_since=self._clock())
        self._seats[id] = seat
        self._tasks.start_soon(self._run, seat)
        return seat

    def occupy(self, seat: Seat, occupant: Occupant) -> Occupant | None:
        """Put a connection at a session; returns the one that has to leave for it."""
        before, seat.occupant = seat.occupant, occupant
        seat.vacant_since = None
        return before

    def vacate(self, seat: Seat, occupant: Occupant) -> None:
        """Say that a connection has left. One that was replaced says so in vain."""
        if seat.occupant is occupant:
            seat.occupant = None
            seat.vacant_since = self._clock()
            seat.session.watch(False)
            seat.session.outbox.detach()

    def end(self, seat: Seat, ending: Ending = GOING_AWAY) -> None:
        """Close a session for good, and dismiss who sits at it."""
        self._seats.pop(seat.id, None)
        if seat.occupant is not None:
            seat.occupant.dismiss(ending)
        try:
            seat.session.close()
        except Exception:
            logger.exception("Closing a session failed")
        seat.scope.cancel()

    def expire(self) -> int:
        """End the sessions whose browser has been away too long; returns how many."""
        limit = self._clock() - self._settings.disconnect_grace
        expired = [
            seat for seat in self if seat.vacant_since is not None and seat.vacant_since <= limit
        ]
        for seat in expired:
            self.end(seat)
        return len(expired)

    def replace_program(self, program: Compiled) -> None:
        """Hand every session what the edited script has become."""
        for seat in self:
            try:
                seat.session.replace_program(program)
            except Exception:
                logger.exception("A session could not take the new program")
                self.end(seat, CRASHED)

    async def _run(self, seat: Seat) -> None:
        try:
            with seat.scope:
                await seat.session.run()
        except (Exception, SystemExit):
            logger.exception("A session broke down")
        finally:
            if self._seats.get(seat.id) is seat:
                self.end(seat, CRASHED)
            with anyio.CancelScope(shield=True):
                await self._on_end(seat.id)

    async def _sweep(self) -> None:
        while True:
            await anyio.sleep(SWEEP_EVERY)
            self.expire()
