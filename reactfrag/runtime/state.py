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
import math
import uuid
from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from reactfrag.runtime.by_identity import ByIdentity
from reactfrag.runtime.fingerprint import identity, measure
from reactfrag_compiler import APP_PREFIX

if TYPE_CHECKING:
    from reactfrag.runtime.instance import Instance

SHAPE = "\0shape"
"""Stands for the set of keys: read by iteration, written when a key comes or goes."""

APP_SHAPE = APP_PREFIX + SHAPE
"""The same of the keys that all sessions share."""

LARGE = 256 * 1024
"""Bytes. Values that hold more are looked into no more than twice a run."""

UNSEEN = -1
"""No version of any key: what was read is not what is there."""

SHORT = 10_000
"""Characters. To go through a text with no more takes no time to speak of."""

_SHAPES = (SHAPE, APP_SHAPE)

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


_SHOWN = frozenset({float, complex, decimal.Decimal, datetime.time, datetime.datetime, range})
"""Values of these types may be equal and show differently: 0.0 and -0.0, 1.0 and 1.00,
one moment in two time zones."""


class State:
    """The values of one session, each with its version.

    Owned by the session: touched by the thread that runs the user's code while
    a run is under way, by the event loop's thread otherwise, never by both.
    """

    __slots__ = (
        "_clock",
        "_contents",
        "_held",
        "_sizes",
        "_values",
        "_versions",
        "author",
        "dropped",
        "journal",
        "limit",
    )

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._versions: dict[str, int] = {}
        # Of values that can change in place: what they content when last looked at.
        self._contents: dict[str, bytes] = {}
        self._held: set[str] = set()
        """Keys whose values are known by identity, because whoever wrote them says so."""
        self._sizes: dict[str, int] = {}
        """Bytes that a value held when it was last looked into, if they were many."""
        self._clock = 0
        self.limit = math.inf
        """Bytes beyond which a value is known by its identity."""
        self.dropped: set[str] = set()
        """Keys that were deleted, and whose versions are still known."""
        self.author: Instance | None = None
        """Whose code is writing; ``None``: no code of the script's."""
        self.journal: dict[str, list[tuple[int, Instance | None]]] = {}
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
        if type(value) is ByIdentity:
            self._held.add(key)
            value = value.value
        else:
            self._held.discard(key)
        return self._set(key, value, None if is_cheap(value) else self._look(key, value))

    def take_over(self, key: str, other: State) -> bool:
        """Write ``key`` as it is in ``other``, whose look into the value is not repeated.

        Returns whether that made a new version.
        """
        if key in other._held:
            self._held.add(key)
        else:
            self._held.discard(key)
        if key in other._sizes:
            self._sizes[key] = other._sizes[key]
        else:
            self._sizes.pop(key, None)
        return self._set(key, other._values[key], other._contents.get(key))

    def _look(self, key: str, value: Any) -> bytes:
        if key in self._held:
            return identity(value)
        found, size = measure(value, self.limit)
        if size > LARGE:
            self._sizes[key] = size
        else:
            self._sizes.pop(key, None)
        return found

    def is_large(self, key: str) -> bool:
        """Whether looking into the value of ``key`` takes long."""
        return key in self._sizes

    def _set(self, key: str, value: Any, content: bytes | None) -> bool:
        values = self._values
        if key in values:
            old = values[key]
            if content is None:
                if type(old) is type(value) and (old is value or bool(form(old) == form(value))):
                    return False
            elif self._contents.get(key) == content:
                values[key] = value
                return False
        else:
            self.touch(_shape_of(key))
        values[key] = value
        self._remember(key, content)
        self.touch(key)
        return True

    def is_mutable(self, key: str) -> bool:
        """Whether the value of ``key`` may change in place."""
        return key in self._contents and key not in self._held

    def notice(self, key: str) -> bool:
        """Look whether the value of ``key`` was changed in place; that is a new version."""
        content = self._contents.get(key)
        if content is None or key in self._held:
            return False
        now = self._look(key, self._values[key])
        if now == content:
            return False
        self._contents[key] = now
        self.touch(key)
        return True

    def set_quietly(self, key: str, value: Any) -> None:
        """Write ``key`` without a new version: nobody need look again."""
        if key not in self._values:
            self.touch(_shape_of(key))
            self.touch(key)
        self._values[key] = value
        self._contents.pop(key, None)

    def delete(self, key: str) -> None:
        """Remove ``key``; ``KeyError`` if there is none."""
        del self._values[key]
        self._contents.pop(key, None)
        self.dropped.add(key)
        self.touch(key)
        self.touch(_shape_of(key))

    def forget(self, read: Container[str]) -> None:
        """Let go of the versions of deleted keys that nobody has read."""
        for key in self.dropped:
            if key not in self._values and key not in read:
                self._versions.pop(key, None)
        self.dropped = {key for key in self.dropped if key not in self._values and key in read}

    def snapshot(self) -> dict[str, Any]:
        """Return the values by key, a copy of the mapping."""
        return dict(self._values)

    # --- for code that runs beside other code --------------------------------

    def branch(self) -> Branch:
        """Return a copy to read and write apart from this, and to be joined later."""
        return Branch(self)

    def join(self, branch: Branch, seen: Iterable[dict[str, int]]) -> frozenset[str]:
        """Take over what was written to ``branch``, as if it were written now.

        Parameters
        ----------
        branch
            Made by :meth:`branch`, and not written to any more.
        seen
            Versions that were read there, by key: made to be versions of this
            state, or :data:`UNSEEN` where the value read is not the present one.

        Returns the keys that were written here as well in the meantime, to
        another value: that of ``branch`` stands.
        """
        alone = {key for key, before in branch.origins.items() if self.version(key) == before}
        changed = [key for key in branch.origins if key not in _SHAPES and self._take(key, branch)]
        present = {key: self.version(key) if key in alone else UNSEEN for key in branch.origins}
        for key, value in branch.quiet.items():
            self.set_quietly(key, value)
        for reads in seen:
            for key in reads.keys() & present.keys():
                if reads[key] == branch.version(key):
                    reads[key] = present[key]
                elif reads[key] > branch.start:
                    reads[key] = UNSEEN
        return frozenset(changed) - alone

    def _take(self, key: str, branch: Branch) -> bool:
        """Make the value of ``key`` that of ``branch``; return whether it is another."""
        before = self.version(key)
        self.author = branch.journal[key][-1][1]
        if key in branch._values:
            self.take_over(key, branch)
        elif key in self._values:
            self.delete(key)
        else:
            # It stands for something outside of the state.
            self.touch(key)
        self.author = None
        return self.version(key) != before

    def contents(self, keys: Iterable[str] | None = None) -> dict[str, bytes]:
        """Return the fingerprints of the values (of these keys) that can change in place."""
        wanted = self._values if keys is None else {key: self._values[key] for key in keys}
        return {key: self._look(key, v) for key, v in wanted.items() if not is_cheap(v)}

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


class Branch(State):
    """A copy of a state, for one strand of code that runs beside others.

    What it reads is as it was when the branch was made, whatever the others do
    meanwhile; only values that are changed in place are shared.
    """

    __slots__ = ("origins", "quiet", "start")

    def __init__(self, state: State) -> None:
        super().__init__()
        self._values = state._values.copy()
        self._versions = state._versions.copy()
        self._contents = state._contents.copy()
        self._held = state._held.copy()
        self._sizes = state._sizes.copy()
        self._clock = self.start = state._clock
        """The version after which all are the branch's own."""
        self.origins: dict[str, int] = {}
        """The version that each key written here had at the start, in the order of writing."""
        self.quiet: dict[str, Any] = {}
        """What was written here without a new version."""

    def set_quietly(self, key: str, value: Any) -> None:
        super().set_quietly(key, value)
        self.quiet[key] = value

    def touch(self, key: str) -> None:
        self.origins.setdefault(key, self.version(key))
        super().touch(key)


def _shape_of(key: str) -> str:
    return APP_SHAPE if key.startswith(APP_PREFIX) else SHAPE


def form(value: Any) -> Any:
    """Return what is equal for cheap values of one type only if they cannot be told apart."""
    return repr(value) if type(value) in _SHOWN else value


def is_plain(value: Any) -> bool:
    """Whether what is done with ``value`` alone is sure to be done soon."""
    kind = type(value)
    if kind is str or kind is bytes:
        return len(value) <= SHORT
    if kind is int:
        return bool(value.bit_length() <= SHORT)
    return kind in _CHEAP


def is_cheap(value: Any) -> bool:
    """Whether ``value`` cannot change in place and is quickly compared."""
    return type(value) in _CHEAP or isinstance(value, enum.Enum)
