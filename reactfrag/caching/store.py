"""What one function has returned, by the digest of its arguments."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from cachetools import LRUCache, TTLCache

from reactfrag.errors import ApiError
from reactfrag.runtime.context import active
from reactfrag.runtime.control import Interrupted

_LOOK_UP_EVERY = 0.1
"""Seconds after which a thread that waits for another looks whether its run is superseded."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is kept, and for how long."""

    ttl: float | None = None
    """Seconds."""
    max_entries: int | None = None


class Store:
    """Results by key. Safe to use from any thread; each key is computed by one at a time.

    Parameters
    ----------
    limits
        What is kept: beyond it the least recently used goes first.
    on_release
        Called with each value that goes, outside of the lock.
    timer
        A clock in seconds.
    """

    def __init__(
        self,
        limits: Limits,
        on_release: Callable[[Any], object] | None = None,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lock = threading.Lock()
        self._released: list[Any] = []
        self._on_release = on_release
        self._entries = _entries(limits, timer, self._released)
        self._pending: dict[bytes, _Pending] = {}

    def get(
        self,
        key: bytes,
        compute: Callable[[], Any],
        valid: Callable[[Any], bool] | None = None,
    ) -> tuple[Any, bool]:
        """Return the value for ``key``, and whether it was there; compute it if need be.

        Other threads that ask for the key meanwhile wait, and get the same
        value; if computing fails, the next of them tries.
        """
        while True:
            with self._lock:
                entry = self._entries.get(key, _MISSING)
                others = self._pending.get(key)
                if entry is _MISSING and others is None:
                    mine = self._pending[key] = _Pending()
            self._let_go()
            if entry is not _MISSING:
                if valid is None or valid(entry):
                    return entry, True
                self._drop(key, entry)
                continue
            if others is None:
                return self._compute(key, mine, compute), False
            _wait(others)

    def clear(self, key: bytes | None = None) -> None:
        """Forget the value for ``key``, or all values."""
        with self._lock:
            if key is None:
                self._released.extend(self._entries.values())
                self._entries.clear()
            else:
                entry = self._entries.pop(key, _MISSING)
                if entry is not _MISSING:
                    self._released.append(entry)
        self._let_go()

    def __len__(self) -> int:
        with self._lock:
            return len(self._entries)

    def _compute(self, key: bytes, pending: _Pending, compute: Callable[[], Any]) -> Any:
        try:
            value = compute()
            with self._lock:
                self._entries[key] = value
        finally:
            with self._lock:
                self._pending.pop(key, None)
            pending.done.set()
        self._let_go()
        return value

    def _drop(self, key: bytes, entry: Any) -> None:
        with self._lock:
            if self._entries.get(key, _MISSING) is entry:
                del self._entries[key]
                self._released.append(entry)
        self._let_go()

    def _let_go(self) -> None:
        """Tell what has been released. Not under the lock: it is the author's code."""
        if not self._released:
            return
        with self._lock:
            gone = list(self._released)
            self._released.clear()
        if self._on_release is not None:
            for value in gone:
                self._on_release(value)


_MISSING: Any = object()


class _Pending:
    """A computation under way."""

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.done = threading.Event()


def _wait(pending: _Pending) -> None:
    if pending.thread == threading.get_ident():
        raise ApiError(
            "A cached function called itself with the arguments that it is being computed for: "
            "that would never end."
        )
    run = active()
    while not pending.done.wait(_LOOK_UP_EVERY):
        if run is not None and run.interrupted:
            raise Interrupted


class _Unlimited(dict[bytes, Any]):
    """Everything, for good."""


class _Lru(LRUCache[bytes, Any]):
    def __init__(self, size: int, released: list[Any]) -> None:
        super().__init__(size)
        self._gone = released

    def popitem(self) -> tuple[bytes, Any]:
        item = super().popitem()
        self._gone.append(item[1])
        return item


class _Ttl(TTLCache[bytes, Any]):
    def __init__(
        self, size: float, ttl: float, timer: Callable[[], float], released: list[Any]
    ) -> None:
        super().__init__(size, ttl, timer)
        self._gone = released

    def popitem(self) -> tuple[bytes, Any]:
        item = super().popitem()
        self._gone.append(item[1])
        return item

    def expire(self, time: float | None = None) -> list[tuple[bytes, Any]]:
        expired = list(super().expire(time) or ())
        self._gone.extend(value for _, value in expired)
        return expired


def _entries(
    limits: Limits, timer: Callable[[], float], released: list[Any]
) -> MutableMapping[bytes, Any]:
    if limits.ttl is not None:
        size = float("inf") if limits.max_entries is None else limits.max_entries
        return _Ttl(size, limits.ttl, timer, released)
    if limits.max_entries is not None:
        return _Lru(limits.max_entries, released)
    return _Unlimited()
