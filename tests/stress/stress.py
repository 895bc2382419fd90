"""Many sessions of several apps in one process, and everything at once.

    python tests/stress/stress.py --seconds 120 --sessions 50

Real event loop, threads and timers; users who click, type, drop out, come back and
leave, apps that are edited, threads that post.  Ends with 1 if anything was lost,
stuck, mixed up or left behind.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import random
import secrets
import sys
import tempfile
import threading
import time
import weakref
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import anyio

from reactfrag import session_state
from reactfrag.runtime.clock import LoopClock
from reactfrag.runtime.handle import SessionHandle
from reactfrag.runtime.session import Session
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.timers import TimerWheel
from reactfrag.runtime.workers import Workers
from reactfrag_compiler import CompileError, Program, compile_program
from tests.stress import tally
from tests.stress.apps import APPS, EDITED, edition
from tests.stress.user import StuckError, User, WrongError
from tests.stress.watch import Ears, Memory, Watchdog, dump_stacks, no_threads

ACTIONS_TO_A_CHECK = 12
ACTIONS_TO_LEAVE = 120
PHASES = 4
WARM = 10_000
"""After so many passes all that is kept for all sessions is there."""
GROWTH = 1.02
"""How much more there may be after the last phase than after the second, as a factor,
when all sessions are over."""


@dataclass
class Figures:
    """What came of it."""

    wrong: list[str] = field(default_factory=list)
    full: list[Memory] = field(default_factory=list)
    """At the end of each phase, when the sessions are at rest."""
    empty: list[Memory] = field(default_factory=list)
    """After each phase, when they are over."""
    done: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def __str__(self) -> str:
        lines = [f"{what}: {count}" for what, count in sorted(self.done.items())]
        lines.append(f"the loop was late by {self.slowest * 1000:.0f} ms at most")
        for n, (full, empty) in enumerate(zip(self.full, self.empty, strict=False), 1):
            lines += [f"phase {n}: {full}", f"  all over: {empty}"]
        if len(self.empty) == PHASES:
            more = self.empty[-1].more(self.empty[1])
            lines.append(f"more in the end than after phase 2: {', '.join(more)}")
        lines += [f"WRONG: {text}" for text in self.wrong] or ["nothing was wrong"]
        return "\n".join(lines)


class Stress:
    """One run of it. Owned by the event loop's thread.

    Parameters
    ----------
    sessions
        How many users there are at a time.
    seed
        What they do; when they come to do it depends on the machine.
    pause
        Seconds between two things that a user does, on the average.
    """

    def __init__(self, sessions: int, seed: int, pause: float) -> None:
        self.figures = Figures()
        self._sessions = sessions
        self._pause = pause
        self._random = random.Random(seed)
        self._seed = seed
        self._clock = LoopClock()
        self._wheel = TimerWheel(self._clock)
        self._workers = Workers()
        self._programs: dict[str, Program] = {}
        self._users: set[User] = set()
        self._handles: Sequence[SessionHandle] = ()
        self._closed: list[weakref.ref[Session]] = []
        self._numbers = itertools.count(1)
        self._editions = itertools.count(1)

    async def run(self, *, seconds: float = 0, actions: int = 0, phases: int = PHASES) -> Figures:
        """Go on for ``seconds``, or until each user has done ``actions`` things.

        In as many ``phases``, after each of which all users leave.
        """
        dog = Watchdog(60)
        with tempfile.TemporaryDirectory(prefix="reactfrag-test-") as folder, Ears() as ears:
            dog.start()
            try:
                for name in APPS:
                    path = Path(folder, f"{name}.py")
                    path.write_text(edition(name, 0), encoding="utf-8")
                    self._programs[name] = compile_program(path)
                await self._phases(phases, seconds / phases, actions // phases)
            except WrongError as error:
                if isinstance(error, StuckError):
                    dump_stacks(asyncio.get_running_loop())
                self.figures.wrong.append(str(error))
            finally:
                dog.stop()
                self._workers.close()
            self.figures.wrong += ears.heard
            self.figures.done["planned messages"] = ears.planned
        self.figures.slowest = dog.slowest
        self._look_at_memory()
        return self.figures

    async def _phases(self, phases: int, seconds: float, actions: int) -> None:
        names = itertools.cycle(APPS)
        places = [(n, next(names)) for n in range(self._sessions)]
        for _ in range(phases):
            users = {place: self._come(place) for place in places}
            tasks = {place: self._start(user) for place, user in users.items()}
            until = time.monotonic() + seconds if seconds else None
            async with _raising(), anyio.create_task_group() as group:
                over = threading.Event()
                group.start_soon(self._edit, until, over)
                group.start_soon(self._post, over)
                try:
                    async with anyio.create_task_group() as playing:
                        for place in places:
                            playing.start_soon(self._play, place, users, tasks, until, actions)
                finally:
                    over.set()
            await _rest(users.values())
            self.figures.full.append(Memory.now())
            for place in places:
                await self._leave(users.pop(place), tasks.pop(place))
            await asyncio.sleep(0)
            self.figures.empty.append(Memory.now())
        self.figures.done["timers left"] = len(self._wheel)
        left = [session for ref in self._closed if (session := ref()) is not None]
        if left or len(self._wheel):
            self.figures.wrong.append(
                f"{len(left)} of {len(self._closed)} sessions that are over, and "
                f"{len(self._wheel)} timers, are still there"
            )

    # --- sessions ------------------------------------------------------------

    def _come(self, place: tuple[int, str]) -> User:
        number, name = next(self._numbers), place[1]
        session = Session(
            self._programs[name],
            secrets.token_urlsafe(12),
            Settings(),
            clock=self._clock,
            wheel=self._wheel,
            workers=self._workers,
        )
        self._closed.append(weakref.ref(session))
        impatient = place[0] // len(APPS) % 4 == 3
        user = User(session, name, number, f"{self._seed} {number}", impatient=impatient)
        user.connect()
        self._users.add(user)
        self._handles = [user.session.handle for user in self._users]
        self.figures.done["sessions"] += 1
        return user

    def _start(self, user: User) -> tuple[asyncio.Task[None], asyncio.Task[None]]:
        return asyncio.create_task(user.session.run()), asyncio.create_task(user.read())

    async def _leave(self, user: User, tasks: tuple[asyncio.Task[None], ...]) -> None:
        await user.check()
        self._users.discard(user)
        self._handles = [user.session.handle for user in self._users]
        self.figures.done["passes"] += user.session.scheduler.passes[-1].number
        self.figures.done["clicks answered"] += tally.counted(user.session.id, "hit")
        self.figures.done["posted"] += tally.counted(user.session.id, "post")
        self.figures.done["ticks"] += tally.counted(user.session.id, "tick")
        user.session.close()
        for task in tasks:
            if task.done():
                error = "cancelled" if task.cancelled() else repr(task.exception())
                raise WrongError(f"{user} is over before its user left: {error}")
            task.cancel()
        await asyncio.wait(tasks)
        tally.forget(user.session.id)

    async def _play(
        self,
        place: tuple[int, str],
        users: dict[tuple[int, str], User],
        tasks: dict[tuple[int, str], tuple[asyncio.Task[None], asyncio.Task[None]]],
        until: float | None,
        actions: int,
    ) -> None:
        chance = random.Random(f"{self._seed} {place} {len(self._closed)}")
        await users[place].check()
        for done in itertools.count():
            if time.monotonic() >= until if until is not None else done >= actions:
                break
            user = users[place]
            await user.act()
            self.figures.done["actions"] += 1
            await anyio.sleep(chance.expovariate(1 / self._pause))
            if chance.random() < 1 / ACTIONS_TO_A_CHECK:
                await user.check()
                self.figures.done["checks"] += 1
            if chance.random() < 1 / ACTIONS_TO_LEAVE:
                await self._leave(user, tasks[place])
                users[place] = self._come(place)
                tasks[place] = self._start(users[place])
        await users[place].check()

    # --- what else happens -----------------------------------------------------

    async def _edit(self, until: float | None, over: threading.Event) -> None:
        """Edit an app every now and then, and sometimes break it for a moment."""
        while not over.is_set():
            name = self._random.choice(sorted(EDITED))
            text = edition(name, next(self._editions))
            if self._random.random() < 0.3:
                await self._replace(name, text + "\nif\n")
                await anyio.sleep(0.05)
            await self._replace(name, text)
            self.figures.done["edits"] += 1
            await _sleep(over, self._pause * 10)

    async def _replace(self, name: str, text: str) -> None:
        before = self._programs[name]
        before.path.write_text(text, encoding="utf-8")
        program: Program | CompileError
        try:
            program = await asyncio.to_thread(compile_program, before.path, previous=before)
            self._programs[name] = program
        except CompileError as error:
            program = error
        for user in self._users:
            if user.app == name:
                user.edits += 1
                user.session.replace_program(program)

    async def _post(self, over: threading.Event) -> None:
        """Have a thread of nobody's post to all sessions."""

        def work() -> None:
            chance = random.Random(self._seed)
            while not over.wait(self._pause / 10):
                handles = self._handles
                if handles:
                    post(chance.choice(handles))

        await asyncio.to_thread(work)

    def _look_at_memory(self) -> None:
        if len(self.figures.empty) < PHASES or self.figures.done["passes"] < WARM:
            # A short run has hardly warmed up when it is over.
            return
        before, after = self.figures.empty[1], self.figures.empty[-1]
        for what, was, is_now in (
            ("objects", before.objects.total(), after.objects.total()),
            ("blocks", before.blocks, after.blocks),
            ("resident", before.resident, after.resident),
        ):
            if is_now > was * GROWTH:
                self.figures.wrong.append(f"{what} went from {was} to {is_now}")


def post(handle: SessionHandle) -> None:
    """Add one to what was posted to a session. Any thread."""
    id = handle.id
    if handle.post(partial(_add, id)):
        tally.count(id, "post")


def _add(id: str) -> None:
    tally.count(id, "post begun")
    session_state.posted = session_state.get("posted", 0) + 1
    tally.count(id, "post done")


async def _rest(users: Collection[User]) -> None:
    """Wait until nothing runs in any session. Timers rest while nobody is there."""
    for user in users:
        await user.check(stay=False)
    await no_threads()
    for user in users:
        await user.check(stay=False)


async def _sleep(over: threading.Event, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not over.is_set() and time.monotonic() < until:
        await anyio.sleep(0.02)


class _raising:  # noqa: N801
    """Raises the first of what a group raised, by itself."""

    async def __aenter__(self) -> None:
        pass

    async def __aexit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        if error is not None:
            raise error


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--pause", type=float, default=0.3, help="seconds between two actions")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)

    async def begin() -> Figures:
        stress = Stress(options.sessions, options.seed, options.pause)
        return await stress.run(seconds=options.seconds)

    figures = asyncio.run(begin())
    print(figures)
    return 1 if figures.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
