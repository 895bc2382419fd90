"""Session state: values with versions.

A key's version says which write made its present value; it survives deletion,
so that "is what I read still so?" is a comparison of integers.
"""

from __future__ import annotations

import datetime
import decimal
import enum
import uuid
from collections.abc import Iterator
from typing import Any

SHAPE = "\0shape"
"""Stands for the set of keys: read by iteration, written when a key comes or goes."""

_CHEAP = frozenset(
    {
        bool,
        int,
        float,
        complex,
        str,
        bytes,
        type(None),
        datetime.date,
        datetime.time,
        datetime.datetime,
        datetime.timedelta,
        decimal.Decimal,
        uuid.UUID,
        range,
    }
)


class State:
    """The values of one session, each with its version.

    Owned by the session: touched by the thread that runs the user's code while
    a run is under way, by the event loop's thread otherwise, never by both.
    """

    __slots__ = ("_clock", "_values", "_versions", "journal")

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._versions: dict[str, int] = {}
        self._clock = 0
        self.journal: dict[str, None] = {}
        """The keys that changed, in order; cleared by the scheduler."""

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: str) -> Any:
        """Return the value of ``key``; ``KeyError`` if there is none."""
        return self._values[key]

    def version(self, key: str) -> int:
        """Return the version of ``key``; 0 if it was never written."""
        return self._versions.get(key, 0)

    def set(self, key: str, value: Any) -> bool:
        """Write ``key``. Return whether that made a new version."""
        values = self._values
        if key in values:
            if unchanged(values[key], value):
                return False
        else:
            self._touch(SHAPE)
        values[key] = value
        self._touch(key)
        return True

    def set_quietly(self, key: str, value: Any) -> None:
        """Write ``key`` without a new version: nobody need look again."""
        if key not in self._values:
            self._touch(SHAPE)
            self._touch(key)
        self._values[key] = value

    def delete(self, key: str) -> None:
        """Remove ``key``; ``KeyError`` if there is none."""
        del self._values[key]
        self._touch(key)
        self._touch(SHAPE)

    def snapshot(self) -> dict[str, Any]:
        """Return the values by key, a copy of the mapping."""
        return dict(self._values)

    def _touch(self, key: str) -> None:
        self._clock += 1
        self._versions[key] = self._clock
        self.journal[key] = None


def unchanged(old: Any, new: Any) -> bool:
    """Whether writing ``new`` over ``old`` changes nothing that a reader can see.

    Cheap immutable values are compared; anything else that is written counts
    as changed, for it may have been mutated in place.
    """
    if type(old) is not type(new):
        return False
    if _is_cheap(new):
        # NaN is not equal to itself, yet nothing changed when it is the same object.
        return old is new or bool(old == new)
    return False


def _is_cheap(value: Any) -> bool:
    kind = type(value)
    if kind in _CHEAP or isinstance(value, enum.Enum):
        return True
    if kind is tuple or kind is frozenset:
        return all(_is_cheap(item) for item in value)
    return False
