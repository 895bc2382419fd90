"""The registry: expiry, limits, containment."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

import anyio
import pytest

from reactfrag_compiler import CompileError, Diagnostic, Program, Span
from reactfrag_server.endings import CRASHED, GOING_AWAY, Ending
from reactfrag_server.sessions import Registry, Seat, TooManySessions
from reactfrag_server.settings import Settings
from reactfrag_server.types import Compiled
from tests.server.doubles import EchoSession

pytestmark = pytest.mark.anyio

BROKEN = CompileError([Diagnostic("RF100", "error", "broken", Span("app.py", 1, 1, 1, 2))])


class Sitter:
    """An occupant that remembers why it was dismissed."""

    def __init__(self) -> None:
        self.gone = anyio.Event()
        self.ending: Ending | None = None

    def dismiss(self, ending: Ending) -> None:
        self.ending = ending


@dataclasses.dataclass
class Fixture:
    registry: Registry
    ended: list[str]
    wait_ended: Callable[[str], Awaitable[None]]
    now: float = 0.0


@asynccontextmanager
async def running(**settings: Any) -> AsyncIterator[Fixture]:
    ended: list[str] = []
    news = anyio.Event()

    async def on_end(id: str) -> None:
        nonlocal news
        ended.append(id)
        news.set()
        news = anyio.Event()

    registry = Registry(
        lambda program, id: EchoSession(program, id),
        lambda: BROKEN,
        Settings(**settings),
        on_end=on_end,
        clock=lambda: fixture.now,
    )

    async def wait_ended(id: str) -> None:
        with anyio.fail_after(60):
            while id not in ended:
                await news.wait()

    fixture = Fixture(registry, ended, wait_ended)
    async with registry.running():
        yield fixture


def session_of(seat: Seat) -> EchoSession:
    return cast(EchoSession, seat.session)


async def test_a_session_waits_for_its_browser_and_then_ends() -> None:
    async with running(disconnect_grace=100) as it:
        seat, sitter = it.registry.open(), Sitter()
        it.registry.occupy(seat, sitter)
        it.now = 1_000
        assert it.registry.expire() == 0
        it.registry.vacate(seat, sitter)
        it.now = 1_099
        assert it.registry.expire() == 0
        assert it.registry.find(seat.id) is seat
        it.now = 1_100
        assert it.registry.expire() == 1
        assert it.registry.find(seat.id) is None
        await it.wait_ended(seat.id)
        assert session_of(seat).closed


async def test_a_browser_that_comes_back_in_time_stops_the_clock() -> None:
    async with running(disconnect_grace=100) as it:
        seat, first, second = it.registry.open(), Sitter(), Sitter()
        assert it.registry.occupy(seat, first) is None
        it.registry.vacate(seat, first)
        it.now = 50
        assert it.registry.occupy(seat, second) is None
        it.now = 500
        assert it.registry.expire() == 0


async def test_one_that_was_replaced_leaves_nothing_vacant() -> None:
    async with running() as it:
        seat, first, second = it.registry.open(), Sitter(), Sitter()
        it.registry.occupy(seat, first)
        assert it.registry.occupy(seat, second) is first
        it.registry.vacate(seat, first)
        assert seat.occupant is second
        assert seat.vacant_since is None


async def test_the_session_that_has_waited_longest_makes_room() -> None:
    async with running(max_sessions=3) as it:
        seats = [it.registry.open() for _ in range(3)]
        for seat in seats:
            it.registry.occupy(seat, sitter := Sitter())
            it.now += 1
            if seat is not seats[0]:
                it.registry.vacate(seat, sitter)
        fourth = it.registry.open()
        assert [seat.id for seat in it.registry] == [seats[0].id, seats[2].id, fourth.id]


async def test_with_every_session_in_use_there_is_no_room() -> None:
    async with running(max_sessions=1) as it:
        it.registry.occupy(it.registry.open(), Sitter())
        with pytest.raises(TooManySessions):
            it.registry.open()


async def test_a_crash_ends_one_session_only() -> None:
    async with running() as it:
        one, other = it.registry.open(), it.registry.open()
        sitter = Sitter()
        it.registry.occupy(one, sitter)
        session_of(one)._crash = ValueError("broken")
        session_of(one)._over.set()
        await it.wait_ended(one.id)
        assert sitter.ending is CRASHED
        assert list(it.registry) == [other]
        assert not session_of(other).closed


async def test_a_session_that_cannot_take_a_program_is_ended_and_the_rest_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with running() as it:
        one, other = it.registry.open(), it.registry.open()

        def refuse(program: Compiled) -> None:
            raise ValueError("no")

        monkeypatch.setattr(session_of(one), "replace_program", refuse)
        program = cast(Program, BROKEN)
        it.registry.replace_program(program)
        assert list(it.registry) == [other]
        assert session_of(other).programs == [BROKEN, program]


async def test_all_sessions_end_with_the_registry() -> None:
    sitter = Sitter()
    async with running() as it:
        seat = it.registry.open()
        it.registry.occupy(seat, sitter)
    assert session_of(seat).closed
    assert sitter.ending is GOING_AWAY
    assert it.ended == [seat.id]
    with pytest.raises(RuntimeError):
        it.registry.open()


async def test_ids_cannot_be_guessed() -> None:
    async with running() as it:
        ids = {it.registry.open().id for _ in range(100)}
        assert len(ids) == 100
        assert min(len(id) for id in ids) == 32
