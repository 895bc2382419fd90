"""What a test can do wrong."""

from __future__ import annotations

from reactfrag.errors import ReactfragError


class MisuseError(ReactfragError):
    """A test asked for what a user of the page could not do."""


class ElementGoneError(MisuseError, LookupError):
    """The element has left the page."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"This {kind} is not on the page any more. Find it anew: `at.{kind.lower()}[0]`."
        )


class NotAllowedError(MisuseError):
    """A user could not do this on the page."""
