"""``cache_data`` and ``cache_resource``."""

from __future__ import annotations

import functools
import inspect
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, TypeVar, cast, overload

from reactfrag.caching.copies import copier
from reactfrag.caching.hashing import HashFuncs, UnhashableError, code_digest, digest
from reactfrag.caching.recorder import Draw, Recorder, replay
from reactfrag.caching.store import Limits, Store
from reactfrag.elements.check import unsupported, whole
from reactfrag.elements.status import Waiting
from reactfrag.errors import ApiError
from reactfrag.protocol.props import Spinner
from reactfrag.runtime import context
from reactfrag.runtime.fragment import fragment
from reactfrag.runtime.instance import Definition
from reactfrag.runtime.interval import parse_interval
from reactfrag.runtime.run import Run

F = TypeVar("F", bound=Callable[..., Any])
Ttl = int | float | timedelta | str | None
Family = Literal["data", "resource"]

_VERSIONS_KEPT = 8
"""How many versions of one function keep their results while its source is being edited."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How the results of one function are kept."""

    family: Family
    limits: Limits
    show_spinner: bool | str
    show_time: bool
    hash_funcs: HashFuncs
    validate: Callable[[Any], bool] | None = None
    on_release: Callable[[Any], object] | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """One result, and what was drawn on the way to it."""

    value: Callable[[], Any]
    """Makes the value to hand out."""
    drawn: list[Draw]


class CachedFunction:
    """A function that remembers what it returned.

    ``clear()`` forgets all results; ``clear(*args, **kwargs)`` the one for
    these arguments.
    """

    def __init__(self, function: Callable[..., Any], policy: Policy) -> None:
        self._function = function
        self._policy = policy
        self._signature = inspect.signature(function)
        self._name = getattr(function, "__qualname__", type(function).__name__)
        self._store = _stores.of(function, policy)
        functools.update_wrapper(self, function)
        # In the instance's own dict, so that a decorator around it takes it over.
        self.clear = self._clear

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        key = self._key(args, kwargs)
        run = context.active()
        computed: list[Any] = []

        def compute() -> Kept:
            value, drawn = self._compute(run, args, kwargs)
            computed.append(value)
            if self._policy.family == "data":
                return Kept(copier(value, self._name), drawn)
            return Kept(lambda: value, drawn)

        kept, hit = self._store.get(key, compute, self._valid())
        if not hit:
            return computed[0]
        if run is not None and kept.drawn:
            replay(run, kept.drawn)
        return kept.value()

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else BoundCachedFunction(self, instance)

    def __repr__(self) -> str:
        return f"<cached function {self._name}>"

    def _clear(self, *args: Any, **kwargs: Any) -> None:
        self._store.clear(self._key(args, kwargs) if args or kwargs else None)

    def _compute(
        self, run: Run | None, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Any, list[Draw]]:
        if run is None:
            return self._function(*args, **kwargs), []
        recorder = Recorder(run, self._name)
        with self._spinner(run):
            token = context.activate(cast(Run, recorder))
            try:
                value = self._function(*args, **kwargs)
            finally:
                context.deactivate(token)
        return value, recorder.steps

    def _spinner(self, run: Run) -> Any:
        policy = self._policy
        if policy.show_spinner is False:
            return nullcontext()
        text = policy.show_spinner
        if text is True:
            text = f"Running `{self._name}(...)`."
        # Of the run itself: one that is recorded would show its spinner on every hit.
        outer: Any = run
        while isinstance(outer, Recorder):
            outer = outer.run
        return _On(outer, Waiting(None, Spinner(text=text, show_time=policy.show_time)))

    def _valid(self) -> Callable[[Kept], bool] | None:
        validate = self._policy.validate
        return None if validate is None else lambda kept: bool(validate(kept.value()))

    def _key(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bytes:
        bound = self._signature.bind(*args, **kwargs)
        bound.apply_defaults()
        parts: list[bytes] = []
        for name, value in bound.arguments.items():
            if name.startswith("_"):
                continue
            try:
                parts.append(name.encode() + b"=" + digest(value, self._policy.hash_funcs))
            except (UnhashableError, RecursionError) as error:
                raise self._unhashable(name, value, error) from error
        return b";".join(parts)

    def _unhashable(self, name: str, value: Any, error: Exception) -> ApiError:
        kind = type(value).__qualname__
        return ApiError(
            f"{self._name}() is cached, and there is no telling whether its argument `{name}` "
            f"(a {kind}) is the same as before: {error}. Either put an underscore before its name "
            f"(`_{name}`) to leave it out, or say what counts with "
            f"`hash_funcs={{{kind}: ...}}`."
        )


class BoundCachedFunction:
    """A cached method of one object."""

    def __init__(self, cached: CachedFunction, instance: Any) -> None:
        self._cached = cached
        self._instance = instance
        functools.update_wrapper(self, cached._function)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._cached(self._instance, *args, **kwargs)

    def clear(self, *args: Any, **kwargs: Any) -> None:
        """Forget the result for these arguments; without any: all results."""
        if args or kwargs:
            self._cached._clear(self._instance, *args, **kwargs)
        else:
            self._cached._clear()


class _On:
    """A context manager entered and left with another run as the current one."""

    def __init__(self, run: Run, inner: Waiting) -> None:
        self._run = run
        self._inner = inner

    def __enter__(self) -> None:
        token = context.activate(self._run)
        try:
            self._inner.__enter__()
        finally:
            context.deactivate(token)

    def __exit__(self, *error: Any) -> None:
        token = context.activate(self._run)
        try:
            self._inner.__exit__(*error)
        finally:
            context.deactivate(token)


class _Stores:
    """The stores of all functions of the process.

    A script defines its functions anew in each full run: a store is found again
    by the function's name and what its code does, so that an edit starts afresh.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stores: dict[tuple[str, ...], OrderedDict[bytes, Store]] = {}

    def of(self, function: Callable[..., Any], policy: Policy) -> Store:
        name = getattr(function, "__qualname__", repr(function))
        place = (policy.family, getattr(function, "__module__", ""), name, _file(function))
        version = digest((code_digest(function), _enclosed(function), repr(policy.limits)))
        with self._lock:
            versions = self._stores.setdefault(place, OrderedDict())
            store = versions.get(version)
            if store is None:
                store = versions[version] = Store(policy.limits, _release(policy))
            versions.move_to_end(version)
            gone = [
                versions.popitem(last=False)[1] for _ in range(len(versions) - _VERSIONS_KEPT)
            ]
        for old in gone:
            old.clear()
        return store

    def clear(self, family: Family) -> None:
        with self._lock:
            stores = [
                store
                for place, versions in self._stores.items()
                if place[0] == family
                for store in versions.values()
            ]
        for store in stores:
            store.clear()


_stores = _Stores()


def _release(policy: Policy) -> Callable[[Any], object] | None:
    release = policy.on_release
    return None if release is None else lambda kept: release(kept.value())


def _file(function: Callable[..., Any]) -> str:
    code = getattr(function, "__code__", None)
    return code.co_filename if code is not None else ""


def _enclosed(function: Callable[..., Any]) -> list[Any]:
    """The plain values that a nested function uses of the one around it."""
    found: list[Any] = []
    for cell in getattr(function, "__closure__", None) or ():
        try:
            value = cell.cell_contents
        except ValueError:
            continue
        if isinstance(value, (bool, int, float, str, bytes, type(None))):
            found.append(value)
    return found


def _decorate(function: Any, policy: Policy) -> Any:
    name = f"cache_{policy.family}"
    definition = getattr(function, "__reactfrag_fragment__", None)
    if isinstance(definition, Definition):
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
        func: F,
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
    ) -> F: ...

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
    ) -> Callable[[F], F]: ...

    def __call__(
        self,
        func: F | None = None,
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
        _stores.clear("data")


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
        func: F,
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
    ) -> F: ...

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
    ) -> Callable[[F], F]: ...

    def __call__(
        self,
        func: F | None = None,
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
        _stores.clear("resource")


cache_data = CacheData()
cache_resource = CacheResource()
