"""What looks on while apps are under stress: stuck code, unplanned messages, memory."""

from __future__ import annotations

import asyncio
import faulthandler
import gc
import logging
import os
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import anyio

from tests.stress.tally import PlannedError

PLANNED = (
    PlannedError.__name__,
    "wrote session_state['both'] at the same time",
    "do not settle",
)
"""What messages in the log may be about: all that count clicks read and write one key."""


class Watchdog:
    """Ends the process, all stacks shown, when the event loop stands still.

    Parameters
    ----------
    seconds
        How long it may.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._beat = time.monotonic()
        self._over = threading.Event()
        self._loop = asyncio.get_running_loop()
        self.slowest = 0.0
        """The longest time, in seconds, between two looks of the loop at what is due."""

    def start(self) -> None:
        """Begin. On the loop's thread."""
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()
        self._alive()

    def stop(self) -> None:
        self._over.set()

    def _alive(self) -> None:
        now = time.monotonic()
        self.slowest = max(self.slowest, now - self._beat - 0.1)
        self._beat = now
        if not self._over.is_set():
            self._loop.call_later(0.1, self._alive)

    def _watch(self) -> None:
        while not self._over.wait(1):
            if time.monotonic() - self._beat > self._seconds:
                print(f"The event loop stands still for {self._seconds:g} s", file=sys.stderr)
                dump_stacks(None)
                os._exit(3)


def dump_stacks(loop: asyncio.AbstractEventLoop | None) -> None:
    """Print where every thread is, and every task of ``loop``."""
    faulthandler.dump_traceback(file=sys.stderr, all_threads=True)
    for task in asyncio.all_tasks(loop) if loop is not None else ():
        print(f"\n{task.get_name()}:", file=sys.stderr)
        waiting: Any = task.get_coro()
        while waiting is not None:
            frame = getattr(waiting, "cr_frame", None)
            if frame is None:
                print(f"  {waiting!r}", file=sys.stderr)
                break
            code = frame.f_code
            print(f"  {code.co_filename}:{frame.f_lineno} {code.co_qualname}", file=sys.stderr)
            waiting = waiting.cr_await


class Ears(logging.Handler):
    """Keeps what is logged, raised in threads or told to the loop, and was not planned."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []
        self.planned = 0
        self._hooks: Callable[..., object] = threading.excepthook
        self._unraisable: Callable[..., object] = sys.unraisablehook

    def __enter__(self) -> Ears:
        for name in ("reactfrag", "asyncio"):
            logging.getLogger(name).addHandler(self)
            logging.getLogger(name).propagate = False
        threading.excepthook = self._thread_failed
        sys.unraisablehook = self._unraisable_raised
        asyncio.get_running_loop().set_exception_handler(
            lambda loop, context: self.heard.append(f"the event loop: {context}")
        )
        return self

    def __exit__(self, *error: object) -> None:
        for name in ("reactfrag", "asyncio"):
            logging.getLogger(name).removeHandler(self)
            logging.getLogger(name).propagate = True
        threading.excepthook = self._hooks
        sys.unraisablehook = self._unraisable
        asyncio.get_running_loop().set_exception_handler(None)

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if any(word in text for word in PLANNED):
            self.planned += 1
            return
        if record.exc_info:
            text += "\n" + "".join(traceback.format_exception(*record.exc_info))
        self.heard.append(f"{record.name}: {text}")

    def _thread_failed(self, args: threading.ExceptHookArgs) -> None:
        self.heard.append(f"a thread: {args.exc_type.__name__}: {args.exc_value}")

    def _unraisable_raised(self, args: sys.UnraisableHookArgs) -> None:
        self.heard.append(f"unraisable: {args.exc_value!r} in {args.object!r}")


@dataclass(frozen=True)
class Memory:
    """What the process holds at one moment, nothing being under way."""

    blocks: int
    """Blocks of memory that Python's allocator has given out."""
    objects: Counter[str]
    """Those that Python's collector knows, by type."""
    resident: int
    """Bytes of the process in memory."""
    threads: int

    @classmethod
    def now(cls) -> Memory:
        """Look at it. No other thread may run: to count breaks tuples that it is about to build."""
        gc.collect()
        objects: Counter[str] = Counter()
        for kind, count in Counter(map(type, gc.get_objects())).items():
            # One text for each type, however often it is counted: that is not to look like growth.
            objects[sys.intern(f"{kind.__module__}.{kind.__qualname__}")] += count
        return cls(sys.getallocatedblocks(), objects, _resident(), threading.active_count())

    def more(self, before: Memory) -> list[str]:
        """Return what there is more of than ``before``, the most first."""
        more = self.objects - before.objects
        return [f"{count} {name}" for name, count in more.most_common(12)]

    def __str__(self) -> str:
        return (
            f"{self.objects.total()} objects, {self.blocks} blocks, "
            f"{self.resident / 1e6:.1f} MB resident, {self.threads} threads"
        )


async def no_threads() -> None:
    """Wait until the threads that apps have started are over."""
    while any(thread.name.startswith("Thread-") for thread in threading.enumerate()):
        await anyio.sleep(0.01)


def _resident() -> int:
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        # Only Linux has it.
        return 0
