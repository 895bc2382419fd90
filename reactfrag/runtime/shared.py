"""``app_state``: values that all sessions of an app share.

The rules:

- Each session has a copy of the keys in its own state, under names that begin
  with :data:`APP_PREFIX`, so that reads, versions and stale fragments are what
  they are for session state.
- A write goes to the copy of the session that made it and, at once, to the
  store.  The other sessions are told, take over what the store holds between
  two runs of theirs, and rerun what reads it.  So a run sees the values as they
  stood when it began, and its own writes.
- The last write to the store wins.
- Sessions that answer each other's writes with writes, for ever, are stopped:
  see :data:`MOST_HOPS`.
"""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from reactfrag.runtime.events import OutsideChange
from reactfrag.runtime.state import Branch, State

if TYPE_CHECKING:
    from reactfrag.runtime.handle import SessionHandle

MOST_HOPS = 8
"""A write made in answer to a write of another session, and so on, so many times over,
reruns nothing any more."""

_NONE = object()

log = logging.getLogger("reactfrag")


class AppStore:
    """What the sessions of one server share. Any thread; all of it under its lock.

    The event loop takes that too: nobody holds it while code of the author's runs, or while
    a value is looked into.  Who writes has ``writing`` before it.

    Parameters
    ----------
    limit
        Bytes beyond which a value is known by its identity.
    """

    def __init__(self, limit: float = math.inf) -> None:
        self.lock = threading.RLock()
        self.writing = threading.RLock()
        """Held while somebody works out what to write, so that nobody else does meanwhile."""
        self._state = State()
        self._state.limit = limit
        self._links: set[AppLink] = set()

    def get(self, key: str, default: Any = _NONE) -> Any:
        """Return the value of ``key``; ``KeyError`` if there is neither that nor a default."""
        with self.lock:
            if default is not _NONE and key not in self._state:
                return default
            return self._state.get(key)

    def hand_over(self, key: str, state: State) -> bool:
        """Write ``key`` to ``state``, as it is here; return whether that made a new version."""
        with self.lock:
            return state.take_over(key, self._state)

    def __contains__(self, key: str) -> bool:
        with self.lock:
            return key in self._state

    def names(self) -> list[str]:
        """Return the keys, their prefix included."""
        with self.lock:
            return list(self._state)

    def version(self, key: str) -> int:
        """Return the version of ``key`` in the store, which no session's state knows."""
        with self.lock:
            return self._state.version(key)

    def set(self, key: str, value: Any) -> None:
        """Write ``key``, and tell all sessions of it."""
        looked_into = State()
        looked_into.limit = self._state.limit
        with self.writing:
            looked_into.set(key, value)
            self.take(key, looked_into)

    def take(self, key: str, state: State, *, hops: int = 1, but: AppLink | None = None) -> None:
        """Write ``key`` as it is in ``state``, and tell all sessions of it except ``but``."""
        with self.writing, self.lock:
            if self._state.take_over(key, state):
                self._tell(key, hops, but)

    def delete(self, key: str, *, hops: int = 1, but: AppLink | None = None) -> None:
        """Remove ``key``, if it is there, and tell all sessions of it except ``but``."""
        with self.writing, self.lock:
            if key in self._state:
                self._state.delete(key)
                self._tell(key, hops, but)

    def update(self, key: str, function: Callable[[Any], Any], default: Any) -> None:
        """Write what ``function`` makes of the value of ``key``; nobody writes in between."""
        with self.writing:
            self.set(key, function(self.get(key, default)))

    def join(self, link: AppLink) -> None:
        """Tell ``link`` of writes from now on."""
        with self.lock:
            self._links.add(link)

    def part(self, link: AppLink) -> None:
        """Tell ``link`` of no more writes."""
        with self.lock:
            self._links.discard(link)

    def _tell(self, key: str, hops: int, but: AppLink | None) -> None:
        self._state.journal.clear()
        for link in self._links:
            if link is not but:
                link.tell(key, hops)


class AppLink:
    """One session's side: owned like its state, but for what is under the store's lock."""

    __slots__ = (
        "_handle",
        "_news",
        "_seen",
        "_state",
        "hops",
        "store",
    )

    def __init__(self, store: AppStore, state: State, handle: SessionHandle) -> None:
        self.store = store
        self.hops = 0
        """How many sessions' answers to each other led to the pass under way."""
        self._state = state
        self._handle = handle
        self._seen: dict[str, int] = {}
        """The store's version of what the session's state holds. Under the lock."""
        self._news: dict[str, int] = {}
        """Keys that others have written since, with their hops. Under the lock."""

    def open(self) -> None:
        """Take over what there is. Loop thread only, before the first pass."""
        with self.store.lock:
            for key in self.store.names():
                self._adopt(key, 1)
            self.store.join(self)

    def close(self) -> None:
        """The session is over."""
        self.store.part(self)

    def publish(self, key: str, state: State) -> None:
        """Give all sessions the value that ``state``, the session's or a branch of it, has."""
        store = self.store
        self._handle.under_way = True
        with store.writing, store.lock:
            current = self._seen.get(key, 0) == store.version(key)
            # What a branch is given may not be what stays when all are joined.
            but = None if isinstance(state, Branch) else self
            if key in state:
                store.take(key, state, hops=self.hops + 1, but=but)
            else:
                store.delete(key, hops=self.hops + 1, but=but)
            if current:
                self._seen[key] = store.version(key)

    def tell(self, key: str, hops: int) -> None:
        """Let the session take over ``key`` between two runs. Under the lock, any thread."""
        waiting = bool(self._news)
        self._news[key] = max(hops, self._news.get(key, 0))
        if not waiting and not self._handle.deliver(OutsideChange(partial(self._take), key)):
            self._news.clear()

    def _take(self) -> None:
        with self.store.lock:
            news, self._news = self._news, {}
            for key, hops in news.items():
                self._adopt(key, hops)

    def _adopt(self, key: str, hops: int) -> None:
        """Make the session's value that of the store, which is news unless it has it already."""
        state, store = self._state, self.store
        present = store.version(key)
        seen, self._seen[key] = self._seen.get(key, 0), present
        if key not in store:
            if key in state:
                state.delete(key)
        elif hops > MOST_HOPS:
            log.warning(
                "Sessions answer each other's writes to %s with writes, and do not settle.", key
            )
            state.set_quietly(key, store.get(key))
        elif not store.hand_over(key, state) and present != seen:
            # It may have been changed in place, by another session's code.
            state.touch(key)
        self.hops = max(self.hops, hops)
