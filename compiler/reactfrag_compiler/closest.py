"""What an author may have meant by a name."""

from __future__ import annotations

import difflib

MAX_COMPARED = 4_000
"""Comparisons of two names for one program; the hints of those that come later are left out."""
_ALIKE = 0.6
_SLIP = 0.75
"""Two letters of four changed places."""


class Closest:
    """Finds the name that looks most like another one, as long as that is cheap.

    Parameters:
        names: those that may be meant.
    """

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self._left = MAX_COMPARED

    def to(self, name: str, *, slip: bool = False) -> str | None:
        """The name most like this one, None when none is like it.

        Parameters:
            slip: whether it has to be so alike that a slip of the finger explains it;
                names that are numbered (``row_1``, ``row_2``) are then not meant.
        """
        if len(self._names) > self._left:
            return None
        self._left -= len(self._names)
        cutoff = _SLIP if slip else _ALIKE
        found = difflib.get_close_matches(name, self._names, n=1, cutoff=cutoff)
        if not found or (slip and _without_digits(found[0]) == _without_digits(name)):
            return None
        return found[0]


def _without_digits(name: str) -> str:
    return "".join(letter for letter in name if not letter.isdigit())
