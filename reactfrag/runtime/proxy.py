"""``session_state``: the running session's state, as the author meets it.

Every access is recorded for the instance that makes it, and is a point at
which a superseded run ends.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

from reactfrag.errors import (
    ApiError,
    MissingStateAttributeError,
    MissingStateKeyError,
)
from reactfrag.runtime import context
from reactfrag.runtime.by_identity import plain
from reactfrag.runtime.state import SHAPE
from reactfrag_compiler import APP_PREFIX


class SessionState(MutableMapping[str, Any]):
    """A mapping with attribute access; widget values stand in it under their ``key=``."""

    __slots__ = ()

    def __getitem__(self, key: str) -> Any:
        try:
            return context.current().read_state(_name(key))
        except KeyError:
            raise MissingStateKeyError(str(key)) from None

    def __setitem__(self, key: str, value: Any) -> None:
        name = _name(key)
        if name.startswith(APP_PREFIX):
            raise ApiError(f"Write {name} to app_state, not to session_state[{name!r}].")
        context.current().write_state(name, value)

    def __delitem__(self, key: str) -> None:
        try:
            context.current().delete_state(_name(key))
        except KeyError:
            raise MissingStateKeyError(str(key)) from None

    def __contains__(self, key: object) -> bool:
        return context.current().has_state(_name(key))

    def __iter__(self) -> Iterator[str]:
        return iter(context.current().state_keys())

    def __len__(self) -> int:
        return len(context.current().state_keys())

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        try:
            return context.current().read_state(name)
        except KeyError:
            raise MissingStateAttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        context.current().write_state(name, value)

    def __delattr__(self, name: str) -> None:
        try:
            context.current().delete_state(name)
        except KeyError:
            raise MissingStateAttributeError(name) from None

    def setdefault(self, key: str, default: Any = None) -> Any:
        """Return the value of ``key``, which is ``default`` from now on if there was none."""
        return plain(super().setdefault(key, default))

    def clear(self) -> None:
        """Remove every key. That is no look at any of them."""
        context.current().clear_state()

    def to_dict(self) -> dict[str, Any]:
        """Return the values by key, as a new dict."""
        return {key: self[key] for key in self}

    def __repr__(self) -> str:
        return repr(self.to_dict())


def _name(key: object) -> str:
    if isinstance(key, str):
        if key == SHAPE:
            raise ApiError("This key is not available.")
        return key
    if isinstance(key, int):
        return str(key)
    raise ApiError(f"A session_state key is a string, not {type(key).__name__}.")


session_state = SessionState()
