"""What is running here: the run that the current thread or task belongs to."""

from __future__ import annotations

from contextvars import Context, ContextVar, Token
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from reactfrag.runtime.run import Run

_active: ContextVar[Run] = ContextVar("reactfrag_run")
_bare: list[Callable[[], Run]] = []


def current() -> Run:
    """Return the run under way here.

    Outside a served script it is a throw-away run: elements go nowhere and
    widgets return their defaults, after one warning that says how to serve.
    """
    try:
        return _active.get()
    except LookupError:
        return _bare[0]()


def active() -> Run | None:
    """Return the run under way here, or ``None`` outside a served script."""
    return _active.get(None)


def active_in(context: Context) -> Run | None:
    """Return the run that code in ``context`` belongs to, or ``None``."""
    return context.get(_active)


def activate(run: Run) -> Token[Run]:
    """Make ``run`` the one under way here."""
    return _active.set(run)


def deactivate(token: Token[Run]) -> None:
    """Undo :func:`activate`."""
    _active.reset(token)


def provide_bare(make: Callable[[], Run]) -> None:
    """Say how a throw-away run is made (called once, by the module that can)."""
    _bare[:] = [make]
