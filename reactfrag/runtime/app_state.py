"""``app_state``: what all sessions of an app share, as the author meets it.

:mod:`reactfrag.runtime.shared` has the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from reactfrag.errors import ApiError, MissingStateAttributeError, MissingStateKeyError
from reactfrag.runtime import context
from reactfrag.runtime.by_identity import plain
from reactfrag.runtime.state import SHAPE
from reactfrag_compiler import APP_PREFIX


class AppState(MutableMapping[str, Any]):
    """A mapping with attribute access, one for all sessions of the app.

    What one session writes, the others see from their next run on; fragments
    that read it are rerun.  Assign new values, or call :meth:`update_with` where
    several sessions may write at the same time: ``app_state.n += 1`` in two of
    them at once counts one.
    """

    __slots__ = ()

    def update_with(self, key: str, function: Callable[[Any], Any], default: Any = None) -> None:
        """Set ``key`` to what ``function`` makes of its value; nobody writes in between.

        Parameters
        ----------
        key
            The key; that it is looked at here is no reason to rerun.
        function
            Called with the present value. Whoever writes to ``app_state`` waits meanwhile: keep it
            short.
        default
            What it is called with if there is no value.

        Raises
        ------
        ApiError
            ``function`` is not callable.
        """
        if not callable(function):
            raise ApiError(f"update_with() takes a function, not {type(function).__name__}.")
        context.current().update_app(_name(key), function, default)

    def __getitem__(self, key: str) -> Any:
        name = _name(key)
        try:
            return context.current().read_state(name)
        except KeyError:
            raise MissingStateKeyError(name) from None

    def __setitem__(self, key: str, value: Any) -> None:
        context.current().write_app(_name(key), value)

    def __delitem__(self, key: str) -> None:
        name = _name(key)
        try:
            context.current().delete_app(name)
        except KeyError:
            raise MissingStateKeyError(name) from None

    def __contains__(self, key: object) -> bool:
        return context.current().has_state(_name(key))

    def __iter__(self) -> Iterator[str]:
        return iter([key.removeprefix(APP_PREFIX) for key in context.current().app_keys()])

    def __len__(self) -> int:
        return len(context.current().app_keys())

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        try:
            return context.current().read_state(APP_PREFIX + name)
        except KeyError:
            raise MissingStateAttributeError(APP_PREFIX + name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        context.current().write_app(APP_PREFIX + name, value)

    def __delattr__(self, name: str) -> None:
        try:
            context.current().delete_app(APP_PREFIX + name)
        except KeyError:
            raise MissingStateAttributeError(APP_PREFIX + name) from None

    def setdefault(self, key: str, default: Any = None) -> Any:
        """Return the value of ``key``, which is ``default`` from now on if there was none."""
        return plain(super().setdefault(key, default))

    def clear(self) -> None:
        """Remove every key. That is no look at any of them."""
        context.current().clear_app()

    def to_dict(self) -> dict[str, Any]:
        """Return the values by key, as a new dict."""
        return {key: self[key] for key in self}

    def __repr__(self) -> str:
        return repr(self.to_dict())


def _name(key: object) -> str:
    if isinstance(key, (str, int)):
        name = str(key)
        if name != SHAPE:
            return APP_PREFIX + name
        raise ApiError("This key is not available.")
    raise ApiError(f"An app_state key is a string, not {type(key).__name__}.")


app_state = AppState()
