"""A session, as code outside of its runs reaches it: threads, tasks, callbacks of libraries.

The rules:

- What is posted is done between two runs, in the order of posting, and the
  fragments that read what it changed are rerun.  It is never lost while the
  session lives, and does nothing afterwards.
- A thread bound to the session reads session state as it stands at that moment.
  What it writes is posted; the thread itself sees it at once.
- It draws nothing: what it has to show goes through session state.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Mapping
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from reactfrag.errors import ApiError, SessionClosedError
from reactfrag.runtime import context
from reactfrag.runtime.aside import AsideRun
from reactfrag.runtime.by_identity import plain
from reactfrag.runtime.control import Rerun, StopRun
from reactfrag.runtime.events import OutsideCall
from reactfrag.runtime.settings import Settings
from reactfrag_compiler import APP_PREFIX

if TYPE_CHECKING:
    from reactfrag.runtime.events import Event
    from reactfrag.runtime.page import Page
    from reactfrag.runtime.shared import AppStore

P = ParamSpec("P")
T = TypeVar("T")

_GONE = object()


class SessionHandle:
    """One user's session. Its methods may be called from any thread."""

    def __init__(self, id: str, page: Page, settings: Settings) -> None:
        self.id = id
        """What tells it from others. Not to be shown: a browser resumes the session by it."""
        self._page = page
        self._settings = settings
        self._loop: asyncio.AbstractEventLoop | None = None
        self._take: Callable[[Event], None] | None = None
        self.under_way = False
        """Whether something may have been posted, here or to other sessions, that the loop has
        not taken in yet."""

    def __repr__(self) -> str:
        return f"<session{' (closed)' if self.closed else ''}>"

    @property
    def closed(self) -> bool:
        """Whether the session is over: nobody will see what is posted to it."""
        return self._take is None

    def post(self, change: Callable[[], object] | None = None, /, **values: Any) -> bool:
        """Change session state between two runs, and rerun what reads it.

        Parameters
        ----------
        change
            Called on a thread of the session's, where ``session_state`` is its own, and
            ``rerun()`` ends it and reruns what that names.
        values
            Session-state keys and what to set them to.

        Returns
        -------
        bool
            Whether it will be done: not if the session is closed.

        Raises
        ------
        ApiError
            ``change`` is not callable, or there is nothing to do.
        """
        if change is not None and not callable(change):
            raise ApiError(f"post() takes a function, not {type(change).__name__}.")
        if change is None and not values:
            raise ApiError("post() takes a function, or keys with their values, or both.")
        key = next(iter(values)) if len(values) == 1 and change is None else None
        return self.deliver(OutsideCall(partial(_change, change, values), key))

    def bind(self, target: Callable[P, T]) -> Callable[P, T | None]:
        """Return ``target`` as a function of this session, for a thread to run.

        ``stop()`` and ``rerun()`` end it (it returns ``None``); what ``rerun()`` names runs as
        soon as nothing else does.

        >>> Thread(target=get_session().bind(work)).start()
        """
        run = BoundRun(self, self._page, self._settings)

        @wraps(target)
        def bound(*args: P.args, **kwargs: P.kwargs) -> T | None:
            token = context.activate(run)
            try:
                return target(*args, **kwargs)
            except StopRun:
                return None
            except Rerun as request:
                self.deliver(OutsideCall(partial(_ask, request)))
                return None
            finally:
                context.deactivate(token)

        return bound

    def open(self, take: Callable[[Event], None]) -> None:
        """Begin to pass on to ``take`` what is posted. Loop thread only."""
        self._loop = asyncio.get_running_loop()
        self._take = take

    def close(self) -> None:
        """The session is over."""
        self._take = None

    def deliver(self, event: Event) -> bool:
        """Pass ``event`` on, from any thread; return whether there is a session to take it."""
        loop = self._loop
        if loop is None or self.closed:
            return False
        self.under_way = True
        try:
            loop.call_soon_threadsafe(self._arrive, event)
        except RuntimeError:
            # The server is shutting down.
            return False
        return True

    def _arrive(self, event: Event) -> None:
        self.under_way = False
        if self._take is not None:
            self._take(event)


class _Write:
    """One write of a bound thread, which is on its way until the session has taken it in."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


class BoundRun(AsideRun):
    """What session state is to the threads that run one bound function."""

    def __init__(self, handle: SessionHandle, page: Page, settings: Settings) -> None:
        super().__init__(page, settings)
        self._handle = handle
        self._lock = threading.Lock()
        self._under_way: dict[str, _Write] = {}
        """The last write of each key that the session has not taken in yet; under the lock."""

    def read_state(self, key: str) -> Any:
        if key.startswith(APP_PREFIX):
            return self._store.get(key)
        self._check_open()
        write = self._under_way.get(key)
        if write is None:
            return self.page.state.get(key)
        if write.value is _GONE:
            raise KeyError(key)
        return plain(write.value)

    def has_state(self, key: str) -> bool:
        if key.startswith(APP_PREFIX):
            return key in self._store
        self._check_open()
        write = self._under_way.get(key)
        return key in self.page.state if write is None else write.value is not _GONE

    def state_keys(self) -> list[str]:
        self._check_open()
        with self._lock:
            writes = dict(self._under_way)
        keys = dict.fromkeys([*self.page.state.snapshot(), *writes])
        return [
            key
            for key in keys
            if not key.startswith(APP_PREFIX)
            and (key not in writes or writes[key].value is not _GONE)
        ]

    def write_state(self, key: str, value: Any) -> None:
        self._check_open()
        write = _Write(value)
        with self._lock:
            self._under_way[key] = write
            # In the order of the writes, whichever threads they are of.
            self._handle.deliver(OutsideCall(partial(self._arrive, key, write), key))

    def delete_state(self, key: str) -> None:
        if not self.has_state(key):
            raise KeyError(key)
        self.write_state(key, _GONE)

    # What all sessions share outlives each of them.

    def app_keys(self) -> list[str]:
        return self._store.names()

    def write_app(self, key: str, value: Any) -> None:
        self._store.set(key, value)

    def delete_app(self, key: str) -> None:
        with self._store.writing:
            self._store.get(key)
            self._store.delete(key)

    def clear_app(self) -> None:
        for key in self.app_keys():
            self._store.delete(key)

    def update_app(self, key: str, function: Callable[[Any], Any], default: Any) -> None:
        self._store.update(key, function, default)

    @property
    def _store(self) -> AppStore:
        assert self.page.link is not None
        return self.page.link.store

    def clear_state(self) -> None:
        for key in self.state_keys():
            self.write_state(key, _GONE)

    def _arrive(self, key: str, write: _Write) -> None:
        """On a thread of the session's, between two runs."""
        state = context.current()
        if write.value is not _GONE:
            state.write_state(key, write.value)
        elif state.has_state(key):
            state.delete_state(key)
        with self._lock:
            if self._under_way.get(key) is write:
                del self._under_way[key]

    def _check_open(self) -> None:
        if self._handle.closed:
            raise SessionClosedError


def get_session() -> SessionHandle:
    """Return the session that this code runs for, to be used from elsewhere.

    Raises
    ------
    ApiError
        It runs for none: outside a served app, or in a thread that is not bound.
    """
    handle = context.current().page.handle
    if handle is None:
        raise ApiError(
            "There is no session here. Call get_session() in the script, and hand what it "
            "returns to the thread; or start the thread with `get_session().bind(function)`."
        )
    return handle


def _ask(request: Rerun) -> None:
    raise request


def _change(change: Callable[[], object] | None, values: Mapping[str, Any]) -> None:
    run = context.current()
    for key, value in values.items():
        run.write_state(key, value)
    if change is not None:
        change()
