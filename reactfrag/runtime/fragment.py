"""``fragment``: a function that reruns by itself."""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Literal, TypeVar, cast, overload

from reactfrag.errors import ApiError
from reactfrag.runtime import context
from reactfrag.runtime.identity import invoke, invoke_async
from reactfrag.runtime.instance import Definition
from reactfrag.runtime.interval import parse_interval

F = TypeVar("F", bound=Callable[..., Any])
Outside = Literal["add", "replace"]
Interval = int | float | timedelta | str | None


@overload
def fragment(
    func: F,
    *,
    run_every: Interval = None,
    parallel: bool = False,
    key: str | None = None,
    memo: bool | None = None,
    outside: Outside = "add",
) -> F: ...


@overload
def fragment(
    func: None = None,
    *,
    run_every: Interval = None,
    parallel: bool = False,
    key: str | None = None,
    memo: bool | None = None,
    outside: Outside = "add",
) -> Callable[[F], F]: ...


def fragment(
    func: F | None = None,
    *,
    run_every: Interval = None,
    parallel: bool = False,
    key: str | None = None,
    memo: bool | None = None,
    outside: Outside = "add",
) -> F | Callable[[F], F]:
    """Make a function a fragment, which reruns without the rest of the script.

    Parameters
    ----------
    func
        The function. Without it, ``fragment(...)`` is a decorator.
    run_every
        Rerun it by a timer as well: seconds, a ``timedelta``, or a string such
        as ``"10s"`` or ``"1.5 days"``.  ``None``: by events only.
    parallel
        Run it beside what follows its call, which returns ``None`` at once, and beside
        other parallel ones that do not depend on it in a rerun.  It sees session state
        as it was when it began; what it writes counts when all are over, in the order
        of the page.
    key
        A name for ``rerun("name")``. All its places on the page share it.
    memo
        Whether a full run leaves it as it stands, rather than executing it, when its
        arguments, the session-state keys and the globals that it reads, and what it
        closes over are unchanged.  ``None``: if the compiler proves that what it does
        depends on nothing else.  ``True``: on the author's word; mutable arguments then
        count as unchanged if they are the same objects.  ``False``: never.
    outside
        What becomes of elements in containers made outside the fragment when it reruns.
        ``"add"``: more are added, until the next full run.  ``"replace"``: they are
        redrawn in place, like those in its body; inputs may then be among them.

    Raises
    ------
    IntervalError
        ``run_every`` is not a positive length of time.
    ApiError
        ``func`` is not callable or ``key`` is not a string.
    """
    seconds = parse_interval(run_every)
    if key is not None and not isinstance(key, str):
        raise ApiError(f"fragment(key=...) takes a string, not {type(key).__name__}.")

    if outside not in ("add", "replace"):
        raise ApiError(f'fragment(outside=...) takes "add" or "replace", not {outside!r}.')

    def declare(function: F) -> F:
        if not callable(function):
            raise ApiError(f"fragment() takes a function, not {type(function).__name__}.")
        definition = Definition(
            function=function,
            name=getattr(function, "__qualname__", type(function).__name__),
            run_every=seconds,
            key=key,
            parallel=parallel,
            asynchronous=is_asynchronous(function),
            memo=memo,
            replaces=outside == "replace",
        )

        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            run = context.active()
            if run is None:
                return function(*args, **kwargs)
            return run.call_fragment(definition, args, kwargs, call)

        # Lets a cache around the fragment find the function that it should be around.
        vars(wrapper)["__reactfrag_fragment__"] = definition
        return cast(F, wrapper)

    return declare if func is None else declare(func)


experimental_fragment = fragment


def call(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call the user's ``function``; on a thread, wait for it if it gives a coroutine."""
    result = invoke(function, *args, **kwargs)
    if inspect.iscoroutine(result) and not _has_loop():
        run = context.active()
        crew = run.crew if run is not None else None
        awaited = invoke_async(result)
        return asyncio.run(awaited) if crew is None else crew.wait(awaited)
    return result


def is_asynchronous(function: Callable[..., Any]) -> bool:
    """Whether ``function``, or what it wraps, is a coroutine function."""
    inner: Any = inspect.unwrap(function)
    return inspect.iscoroutinefunction(inner) or inspect.iscoroutinefunction(type(inner).__call__)


def _has_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
