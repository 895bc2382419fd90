"""How a script steers its own run: ``rerun()`` and ``stop()``.

The signals derive from ``BaseException`` so that an author's
``except Exception`` does not swallow them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from reactfrag.errors import ApiError
from reactfrag.runtime import context


class Signal(BaseException):
    """Ends the user's code without being an error of it."""


class StopRun(Signal):
    """``stop()``: the run ends here; what it drew stands."""


class Interrupted(Signal):
    """A newer event supersedes this run."""


class Rerun(Signal):
    """``rerun(...)``: the run ends here and others begin.

    ``keys`` names fragments by their ``key=``; ``scope`` is used when it is empty.
    """

    def __init__(self, scope: str = "app", keys: tuple[str, ...] = ()) -> None:
        super().__init__(scope)
        self.scope = scope
        self.keys = keys

    def noted(self) -> Rerun:
        """Return the same request without the trace of where it was raised.

        That holds on to the run that is to be over, in a cycle.
        """
        return Rerun(self.scope, self.keys)


def signal_in(error: BaseException) -> BaseException | None:
    """Return the signal (or ``exit()``) that ``error`` is, or that a group of errors holds."""
    if isinstance(error, (Signal, SystemExit)):
        return error
    if isinstance(error, BaseExceptionGroup):
        return next((s for s in map(signal_in, error.exceptions) if s is not None), None)
    return None


def rerun(scope: str | Iterable[str] = "app") -> NoReturn:
    """Stop here and run again.

    Parameters
    ----------
    scope
        ``"app"``: the whole script.  ``"fragment"``: only the fragment this is
        called in.  Any other name, or several: the fragments declared with that
        ``key=``.  In a callback it ends the callback, and what it names runs as
        well as what the event reruns.

    Raises
    ------
    ApiError
        ``scope="fragment"`` outside a fragment, or a key that no fragment has.
    """
    run = context.current()
    if isinstance(scope, str):
        if scope == "app":
            run.request_rerun(Rerun("app"))
        if scope == "fragment":
            run.request_rerun(Rerun("fragment"))
        run.request_rerun(Rerun("keys", (scope,)))
    keys = tuple(scope)
    if not keys or not all(isinstance(key, str) for key in keys):
        raise ApiError("rerun() takes 'app', 'fragment', or the keys of fragments.")
    run.request_rerun(Rerun("keys", keys))


def stop() -> NoReturn:
    """End the run here. What has been drawn so far stands, the rest goes."""
    context.current()
    raise StopRun
