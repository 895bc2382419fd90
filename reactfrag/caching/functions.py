"""Functions that remember what they returned."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec, TypeVar, cast

from reactfrag.caching.copies import copier
from reactfrag.caching.hashing import UnhashableError, digest
from reactfrag.caching.policy import Policy
from reactfrag.caching.recorder import Draw, Recorder, replay
from reactfrag.caching.registry import stores
from reactfrag.elements.status import Waiting
from reactfrag.errors import ApiError
from reactfrag.protocol.props import Spinner
from reactfrag.runtime import context
from reactfrag.runtime.run import Run

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Kept:
    """One result, and what was drawn on the way to it."""

    value: Callable[[], Any]
    """Makes the value to hand out."""
    drawn: list[Draw]


class CachedFunction(Generic[P, R]):
    """A function that remembers what it returned.

    ``clear()`` forgets all results; ``clear(*args, **kwargs)`` the one for
    these arguments.
    """

    def __init__(self, function: Callable[P, R], policy: Policy) -> None:
        self._function = function
        self._policy = policy
        self._signature = inspect.signature(function)
        self._name = getattr(function, "__qualname__", type(function).__name__)
        self._store = stores.of(function, policy)
        self.__name__ = getattr(function, "__name__", self._name)
        functools.update_wrapper(self, function)
        # In the instance's own dict, so that a decorator around it takes it over.
        self.clear = self._clear

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        key = self._key(args, kwargs)
        run = context.active()
        computed: list[R] = []

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
        return cast(R, kept.value())

    def __reactfrag_parts__(self) -> tuple[Any, ...]:
        # What tells it from another one that looks the same.
        return self._function, self._policy.family

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self if instance is None else BoundCachedFunction(self, instance)

    def __repr__(self) -> str:
        return f"<cached function {self._name}>"

    def _clear(self, *args: Any, **kwargs: Any) -> None:
        self._store.clear(self._key(args, kwargs) if args or kwargs else None)

    def _compute(
        self, run: Run | None, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> tuple[Any, list[Draw]]:
        call: Callable[..., Any] = self._function
        if run is None:
            return call(*args, **kwargs), []
        recorder = Recorder(run, self._name)
        with self._spinner(run):
            token = context.activate(cast(Run, recorder))
            try:
                value = call(*args, **kwargs)
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

    def __init__(self, cached: CachedFunction[..., Any], instance: Any) -> None:
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
