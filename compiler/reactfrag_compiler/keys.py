"""Session-state keys as the compiler knows them: a name, a pattern, or any key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

APP_PREFIX = "app_state."
"""Begins the names of the keys of ``app_state``; no key of ``session_state`` begins so."""


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """A set of session-state names, written as literal parts with a gap between each two.

    One part is a constant name; more are a pattern (``("row_", "")`` is ``row_*``);
    ``("", "")`` is any key.
    """

    parts: tuple[str, ...]

    @classmethod
    def name(cls, text: str) -> Key:
        """The key of exactly this name."""
        return cls((text,))

    @classmethod
    def pattern(cls, parts: Iterable[str]) -> Key:
        """The key of these literal parts with gaps between them; adjacent gaps are one."""
        given = tuple(parts)
        if len(given) < 2:
            return cls(given or ("",))
        inner = tuple(part for part in given[1:-1] if part)
        return cls((given[0], *inner, given[-1]))

    def within(self, prefix: str) -> Key:
        """The key of these names, each with ``prefix`` before it."""
        return Key((prefix + self.parts[0], *self.parts[1:])) if prefix else self

    @property
    def is_name(self) -> bool:
        """Whether it stands for one name."""
        return len(self.parts) == 1

    @property
    def is_any(self) -> bool:
        """Whether it stands for every name."""
        return self.parts == ("", "")

    def matches(self, name: str) -> bool:
        """Whether ``name`` is one of the names this stands for."""
        parts = self.parts
        if len(parts) == 1:
            return parts[0] == name
        first, last = parts[0], parts[-1]
        if len(name) < len(first) + len(last):
            return False
        if not (name.startswith(first) and name.endswith(last)):
            return False
        at, end = len(first), len(name) - len(last)
        for part in parts[1:-1]:
            found = name.find(part, at, end)
            if found < 0:
                return False
            at = found + len(part)
        return True

    def overlaps(self, other: Key) -> bool:
        """Whether some name is in both."""
        if len(self.parts) == 1:
            return other.matches(self.parts[0])
        if len(other.parts) == 1:
            return self.matches(other.parts[0])
        return _patterns_overlap(self.parts, other.parts)

    def __str__(self) -> str:
        return "*".join(self.parts)


ANY = Key(("", ""))
"""A key that could not be known, in whatever object."""


@lru_cache(maxsize=4096)
def _patterns_overlap(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two patterns with at least one gap each share a name.

    What stands between the first and the last part can always be made to hold
    the parts of both, so only the ends can disagree.
    """
    starts = a[0].startswith(b[0]) or b[0].startswith(a[0])
    ends = a[-1].endswith(b[-1]) or b[-1].endswith(a[-1])
    return starts and ends


def simplify(keys: Iterable[Key]) -> frozenset[Key]:
    """The same names with as few keys: what a wider one covers is left out."""
    given = frozenset(keys)
    if ANY in given:
        return frozenset({ANY})
    patterns = [key for key in given if not key.is_name]
    if not patterns:
        return given
    return frozenset(
        key
        for key in given
        if not (key.is_name and any(pattern.matches(key.parts[0]) for pattern in patterns))
    )


class Keys:
    """Many keys, asked again and again whether one of them shares a name with another key."""

    def __init__(self, keys: Iterable[Key]) -> None:
        given = frozenset(keys)
        self._names = [key for key in given if key.is_name]
        self._known = frozenset(self._names)
        self._patterns = [key for key in given if not key.is_name]

    def meet(self, key: Key) -> bool:
        """Whether any of the keys overlaps this one."""
        if key in self._known or any(key.overlaps(pattern) for pattern in self._patterns):
            return True
        return not key.is_name and any(key.overlaps(name) for name in self._names)


def object_of(name: str) -> tuple[str, str]:
    """The state object that the key of this name is in, and what it is called there."""
    if name.startswith(APP_PREFIX):
        return "app_state", name.removeprefix(APP_PREFIX)
    return "session_state", name
