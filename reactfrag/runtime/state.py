"""Session state: values with versions.

A key's version says which write made its present value; it survives deletion,
so that "is what I read still so?" is a comparison of integers.  A write that
changes nothing makes no new version: cheap immutable values are compared, all
others by fingerprint, which also shows when a value was changed in place.
"""

from __future__ import annotations

import datetime
import decimal
import enum
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from reactfrag.runtime.fingerprint import fingerprint

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

    __slots__ = ("_clock", "_contents", "_values", "_versions", "author", "journal")

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._versions: dict[str, int] = {}
        # Of values that can change in place: what they content when last looked at.
        self._contents: dict[str, bytes] = {}
        self._clock = 0
        self.author = ""
        """The node whose code is writing; empty: no code of the script's."""
        self.journal: dict[str, list[tuple[int, str]]] = {}
        """The keys that changed, in order, each with its new versions and their authors;
        cleared by the scheduler."""

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
        content = None if is_cheap(value) else fingerprint(value)
        if key in values:
            old = values[key]
            if content is None:
                if type(old) is type(value) and (old is value or bool(old == value)):
                    return False
            elif self._contents.get(key) == content:
                values[key] = value
                return False
        else:
            self.touch(SHAPE)
        values[key] = value
        self._remember(key, content)
        self.touch(key)
        return True

    def notice(self, key: str) -> bool:
        """Look whether the value of ``key`` was changed in place; that is a new version."""
        content = self._contents.get(key)
        if content is None:
            return False
        now = fingerprint(self._values[key])
        if now == content:
            return False
        self._contents[key] = now
        self.touch(key)
        return True

    def set_quietly(self, key: str, value: Any) -> None:
        """Write ``key`` without a new version: nobody need look again."""
        if key not in self._values:
            self.touch(SHAPE)
            self.touch(key)
        self._values[key] = value
        self._contents.pop(key, None)

    def delete(self, key: str) -> None:
        """Remove ``key``; ``KeyError`` if there is none."""
        del self._values[key]
        self._contents.pop(key, None)
        self.touch(key)
        self.touch(SHAPE)

    def snapshot(self) -> dict[str, Any]:
        """Return the values by key, a copy of the mapping."""
        return dict(self._values)

    def contents(self, keys: Iterable[str] | None = None) -> dict[str, bytes]:
        """Return the fingerprints of the values (of these keys) that can change in place."""
        wanted = self._values if keys is None else {key: self._values[key] for key in keys}
        return {key: fingerprint(v) for key, v in wanted.items() if not is_cheap(v)}

    def touch(self, key: str) -> None:
        """Give ``key`` a new version."""
        self._clock += 1
        self._versions[key] = self._clock
        self.journal.setdefault(key, []).append((self._clock, self.author))

    def _remember(self, key: str, content: bytes | None) -> None:
        if content is None:
            self._contents.pop(key, None)
        else:
            self._contents[key] = content


def is_cheap(value: Any) -> bool:
    """Whether ``value`` cannot change in place and is quickly compared."""
    return type(value) in _CHEAP or isinstance(value, enum.Enum)
