"""Hot reload: watches the program's files and hands on what an edit has made of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path

import anyio
from watchfiles import Change, awatch

from reactfrag_server.programs import Programs
from reactfrag_server.types import Compiled

logger = logging.getLogger(__name__)

POLL_EVERY = 5.0
"""Seconds between two looks at the files themselves, where no notice of a change comes."""

Stamp = tuple[int, int]


class Watcher:
    """Watches the folders of the program's files: editors replace a file as often as write it."""

    def __init__(
        self, programs: Programs, replace: Callable[[Compiled], None], debounce: float
    ) -> None:
        """
        :param replace: called on the loop thread with each new program, or new error.
        :param debounce: seconds for which changes are gathered.
        """
        self.watching = anyio.Event()
        """Set when changes are being noticed."""
        self._programs = programs
        self._replace = replace
        self._debounce = debounce
        self._stamps = self._look()

    async def run(self) -> None:
        """Watch until cancelled."""
        stop = anyio.Event()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_set_when_cancelled, stop)
            try:
                while not stop.is_set():
                    await self._watch(self._folders(), stop)
            except OSError:
                logger.exception("The app's files cannot be watched: edits need a restart")
            tasks.cancel_scope.cancel()

    async def _watch(self, folders: frozenset[Path], stop: anyio.Event) -> None:
        """Reload on each change until the program lies in other folders."""
        pause = max(1, int(self._debounce * 1000))
        changes = awatch(
            *folders,
            watch_filter=_is_python,
            recursive=False,
            debounce=pause,
            # Each step wakes a thread, a change or not.
            step=pause,
            rust_timeout=int(POLL_EVERY * 1000),
            yield_on_timeout=True,
            stop_event=stop,
        )
        # The generator sets up its watch before it first waits, and so does this task:
        # whoever waits for the event runs after that.
        self.watching.set()
        async with aclosing(changes):
            async for changed in changes:
                await self._reload({Path(path) for _, path in changed})
                if self._folders() != folders:
                    return

    async def _reload(self, noticed: set[Path]) -> None:
        before, self._stamps = self._stamps, self._look()
        changed = {path for path, stamp in self._stamps.items() if before.get(path, stamp) != stamp}
        changed |= {path.resolve() for path in noticed}
        if not changed:
            return
        try:
            different = await self._programs.refresh(changed)
        except Exception:
            logger.exception("The edit could not be compiled, through no fault of its own")
            return
        # Files that the program has only now come to include.
        self._stamps = self._look() | self._stamps
        if different:
            self._replace(self._programs.current)

    def _folders(self) -> frozenset[Path]:
        return frozenset(
            folder for file in self._programs.files if (folder := file.parent).is_dir()
        )

    def _look(self) -> dict[Path, Stamp]:
        stamps: dict[Path, Stamp] = {}
        for path in self._programs.files:
            try:
                status = path.stat()
            except OSError:
                stamps[path] = (0, 0)
            else:
                stamps[path] = (status.st_mtime_ns, status.st_size)
        return stamps


async def _set_when_cancelled(event: anyio.Event) -> None:
    # The thread that waits for changes does not feel a cancellation; it looks at the event.
    try:
        await anyio.sleep_forever()
    finally:
        event.set()


def _is_python(change: Change, path: str) -> bool:
    # Any module of these folders, not only those in use: the one whose absence is the
    # present error may just have been written.
    return path.endswith(".py")
