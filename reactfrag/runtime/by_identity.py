"""``by_identity``: a value of session state that is never looked into."""

from __future__ import annotations

from typing import Any, TypeVar, cast

T = TypeVar("T")


class ByIdentity:
    """What is written to state instead of ``value``, which is what state then holds."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


def by_identity(value: T) -> T:
    """Have a value that is written to session state known by which object it is.

    ``session_state.model = by_identity(model)``: another object is a change, whatever it
    holds; a change in place is none.  It costs nothing, however large the value is, and
    lasts until the key is written again.  Reading the key gives the value itself.

    Parameters
    ----------
    value
        What to keep in ``session_state`` or ``app_state``.
    """
    return cast("T", ByIdentity(value))


def plain(value: Any) -> Any:
    """Return ``value`` as it is read again once it has been written."""
    return value.value if type(value) is ByIdentity else value
