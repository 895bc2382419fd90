"""``cache_data`` and ``cache_resource``."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Literal, ParamSpec, TypeVar, overload

from reactfrag.caching.functions import CachedFunction
from reactfrag.caching.hashing import HashFuncs
from reactfrag.caching.policy import Policy
from reactfrag.caching.registry import stores
from reactfrag.caching.store import Limits
from reactfrag.elements.check import unsupported, whole
from reactfrag.errors import ApiError
from reactfrag.runtime.fragment import fragment
from reactfrag.runtime.instance import Definition
from reactfrag.runtime.interval import parse_interval

P = ParamSpec("P")
R = TypeVar("R")
Ttl = int | float | timedelta | str | None


def _decorate(function: Any, policy: Policy) -> Any:
    name = f"cache_{policy.family}"
    definition = getattr(function, "__reactfrag_fragment__", None)
    if isinstance(definition, Definition) and function.__wrapped__ is definition.function:
        # What is cached is what the fragment does, not that it is one.
        return fragment(
            CachedFunction(definition.function, policy),
            run_every=definition.run_every,
            parallel=definition.parallel,
            key=definition.key,
        )
    if not callable(function) or isinstance(function, type):
        raise ApiError(f"{name} takes a function, not {type(function).__name__}.")
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        raise ApiError(
            f"{name}: {function.__qualname__}() is async, which is not supported yet. Cache a "
            "plain function."
        )
    if inspect.isgeneratorfunction(function):
        raise ApiError(
            f"{name}: {function.__qualname__}() is a generator, which can be gone through only "
            "once. Return a list."
        )
    return CachedFunction(function, policy)


def _limits(ttl: Ttl, max_entries: int | None, name: str) -> Limits:
    whole(name, "max_entries", max_entries)
    return Limits(parse_interval(ttl, name="ttl"), max_entries)


def _only(name: str, scope: str, refresh_mode: str) -> None:
    if scope != "global":
        raise ApiError(
            f"{name}(scope={scope!r}) is not supported yet: it takes 'global'. Keep what belongs "
            "to one session in session_state."
        )
    if refresh_mode != "foreground":
        raise ApiError(f"{name}(refresh_mode={refresh_mode!r}): it takes 'foreground' for now.")


class CacheData:
    """Decorator: remember what a function returned, and hand out copies of it.

    Parameters
    ----------
    func
        The function. Without it, ``cache_data(...)`` is a decorator.  Arguments whose names
        begin with an underscore do not count.
    ttl
        How long a result is kept: seconds, a ``timedelta``, or a string such as ``"10m"``;
        ``None``: for good.
    max_entries
        How many results are kept; the least recently used goes first.
    show_spinner
        Show a spinner while computing: ``True``, ``False``, or its text.
    show_time
        Show the seconds beside it.
    hash_funcs
        By type, or its full name: what to tell values of that type apart by.
    persist
        Accepted; results are kept in memory only.
    max_size, scope, refresh_mode
        Not supported yet, but for the defaults.

    Raises
    ------
    ApiError
        An argument is none of those; at a call: an argument cannot be hashed, or the result
        cannot be copied.

    Elements that the function draws are drawn again when it is not called;
    widgets may not be drawn in it.

    >>> @cache_data(ttl="1h")
    ... def load(year):
    ...     return pandas.read_csv(f"sales-{year}.csv")
    """

    @overload
    def __call__(
        self,
        func: Callable[P, R],
        *,
        ttl: Ttl = None,
        max_entries: int | None = None,
        max_size: None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        persist: Literal["disk"] | bool | None = None,
        hash_funcs: HashFuncs | None = None,
        scope: str = "global",
        refresh_mode: str = "foreground",
    ) -> CachedFunction[P, R]: ...

    @overload
    def __call__(
        self,
        func: None = None,
        *,
        ttl: Ttl = None,
        max_entries: int | None = None,
        max_size: None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        persist: Literal["disk"] | bool | None = None,
        hash_funcs: HashFuncs | None = None,
        scope: str = "global",
        refresh_mode: str = "foreground",
    ) -> Callable[[Callable[P, R]], CachedFunction[P, R]]: ...

    def __call__(
        self,
        func: Callable[P, R] | None = None,
        *,
        ttl: Ttl = None,
        max_entries: int | None = None,
        max_size: None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        persist: Literal["disk"] | bool | None = None,
        hash_funcs: HashFuncs | None = None,
        scope: str = "global",
        refresh_mode: str = "foreground",
    ) -> Any:
        unsupported("cache_data", max_size=max_size)
        _only("cache_data", scope, refresh_mode)
        policy = Policy(
            "data",
            _limits(ttl, max_entries, "cache_data"),
            show_spinner,
            show_time,
            hash_funcs or {},
        )
        if func is None:
            return lambda function: _decorate(function, policy)
        return _decorate(func, policy)

    def clear(self) -> None:
        """Forget the results of all functions with this decorator."""
        stores.clear("data")


class CacheResource:
    """Decorator: remember what a function returned, and hand out the object itself.

    Parameters
    ----------
    func, ttl, max_entries, show_spinner, show_time, hash_funcs, scope, refresh_mode
        As for :class:`CacheData`.
    validate
        Called with the object before it is handed out again; if it returns something false,
        a new one is made.
    on_release
        Called with an object that is kept no longer.

    Raises
    ------
    ApiError
        An argument is none of those; at a call: an argument cannot be hashed.

    All sessions share the object: it must be safe to use from several threads.

    >>> @cache_resource
    ... def connect():
    ...     return sqlite3.connect("shop.db", check_same_thread=False)
    """

    @overload
    def __call__(
        self,
        func: Callable[P, R],
        *,
        ttl: Ttl = None,
        max_entries: int | None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        validate: Callable[[Any], bool] | None = None,
        hash_funcs: HashFuncs | None = None,
        on_release: Callable[[Any], object] | None = None,
        scope: str = "global",
        refresh_mode: str = "foreground",
    ) -> CachedFunction[P, R]: ...

    @overload
    def __call__(
        self,
        func: None = None,
        *,
        ttl: Ttl = None,
        max_entries: int | None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        validate: Callable[[Any], bool] | None = None,
        hash_funcs: HashFuncs | None = None,
        on_release: Callable[[Any], object] | None = None,
        scope: str = "global",
        refresh_mode: str = "foreground",
    ) -> Callable[[Callable[P, R]], CachedFunction[P, R]]: ...

    def __call__(
        self,
        func: Callable[P, R] | None = None,
        *,
        ttl: Ttl = None,
        max_entries: int | None = None,
        show_spinner: bool | str = True,
        show_time: bool = False,
        validate: Callable[[Any], bool] | None = None,
        hash_funcs: HashFuncs | None = None,
        on_release: Callable[[Any], object] | None = None,
        scope: str = "global",
        refresh_mode: str = "foreground",
    ) -> Any:
        _only("cache_resource", scope, refresh_mode)
        policy = Policy(
            "resource",
            _limits(ttl, max_entries, "cache_resource"),
            show_spinner,
            show_time,
            hash_funcs or {},
            validate,
            on_release,
        )
        if func is None:
            return lambda function: _decorate(function, policy)
        return _decorate(func, policy)

    def clear(self) -> None:
        """Forget the results of all functions with this decorator."""
        stores.clear("resource")


cache_data = CacheData()
cache_resource = CacheResource()
