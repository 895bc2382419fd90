"""What the sessions of one test have in common, and waiting until all of them rest."""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

import anyio

from reactfrag.runtime.session import Session
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.shared import AppStore
from reactfrag.runtime.timers import TimerWheel
from reactfrag.testing.clock import FakeClock
from reactfrag.testing.loop import shared_loop
from reactfrag_compiler import CompileError, Program

if TYPE_CHECKING:
    from reactfrag.testing.driver import Driver


class World:
    """One clock and one wheel of timers for all sessions of a test.

    Owned by the test's thread; what stands on the loop is reached through its portal.

    Parameters
    ----------
    settings
        What the sessions are told, but that all is checked.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = dataclasses.replace(settings or Settings(), check_accesses="all")
        self.clock = FakeClock()
        self.wheel = TimerWheel(self.clock)
        self.portal = shared_loop().portal
        self.drivers: weakref.WeakSet[Driver] = weakref.WeakSet()
        self.store = AppStore()
        self._folder: Path | None = None

    def session(self, program: Program | CompileError) -> Session:
        """Make one more session. Loop thread only."""
        return Session(
            program,
            "test",
            self._settings,
            clock=self.clock,
            wheel=self.wheel,
            store=self.store,
        )

    def folder(self) -> Path:
        """Return a folder for files of this test, which goes with it."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="reactfrag-test-"))
            weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return self._folder

    def settle(self, *, fresh: bool, timeout: float) -> None:
        """Wait until no session has anything left to do, and hand each what it sent.

        ``fresh``: what was handed before is of an earlier step.
        """
        drivers = list(self.drivers)
        try:
            self.portal.call(self._rest, [driver.session for driver in drivers], timeout)
        except TimeoutError:
            raise TimeoutError(
                f"After {timeout:g} s the app has not come to rest: something in it waits, or goes "
                "on for ever. A slow app needs more time: `run(timeout=...)`."
            ) from None
        for driver in drivers:
            driver.take(fresh=fresh)

    @staticmethod
    async def _rest(sessions: list[Session], timeout: float) -> None:
        with anyio.fail_after(timeout):
            # What one session does may give another something to do.
            while True:
                for session in sessions:
                    await session.scheduler.settled()
                if all(session.scheduler.at_rest for session in sessions):
                    return
