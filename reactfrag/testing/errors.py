"""What a test can do wrong."""

from __future__ import annotations

from collections.abc import Iterable

from reactfrag.errors import ReactfragError


class MisuseError(ReactfragError):
    """A test asked for what a user of the page could not do."""


class ElementGoneError(MisuseError, LookupError):
    """The element has left the page."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"This {kind} is not on the page any more. Find it anew: `at.{kind.lower()}[0]`."
        )


class NoSuchKeyError(MisuseError, KeyError):
    """No element carries the key."""

    def __init__(self, key: object, present: Iterable[str | None]) -> None:
        super().__init__(
            f"No element here has the key {str(key)!r}. The keys are: {listed(present)}."
        )

    def __str__(self) -> str:
        return str(self.args[0])


class NotAllowedError(MisuseError):
    """A user could not do this on the page."""


def listed(names: Iterable[str | None]) -> str:
    """Return ``names`` as a sentence has them, those that are there."""
    return ", ".join(repr(name) for name in names if name) or "none"
