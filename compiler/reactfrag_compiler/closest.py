"""What an author may have meant by a name."""

from __future__ import annotations

import difflib

MAX_COMPARED = 4_000
"""Comparisons of two names for one program; the hints of those that come later are left out."""


class Closest:
    """Finds the name that looks most like another one, as long as that is cheap.

    Parameters:
        names: those that may be meant.
    """

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self._left = MAX_COMPARED

    def to(self, name: str) -> str | None:
        """The name most like this one, None when none is like it."""
        if len(self._names) > self._left:
            return None
        self._left -= len(self._names)
        found = difflib.get_close_matches(name, self._names, n=1)
        return found[0] if found else None
