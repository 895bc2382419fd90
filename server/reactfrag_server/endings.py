"""Why the server ends a connection: what the client is told, and the close code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ending:
    """A last ``ServerError`` and the close code after it.

    The codes from 4000 on are this protocol's own.  After one of those a client does
    not come back by itself; after any other it may.
    """

    close_code: int
    code: str
    message: str


def bad_hello(message: str) -> Ending:
    """Return the ending of a connection whose first message was of no use."""
    return Ending(4000, "bad-frame", message)


NO_HELLO = Ending(4000, "no-hello", "No hello came: it has to be the first message.")
REPLACED = Ending(4001, "session-replaced", "This session has been opened in another place.")
OTHER_VERSION = Ending(
    4002, "version-mismatch", "The page is of another version than the server: load it again."
)
TOO_MANY_BAD = Ending(4003, "bad-frame", "Too many frames in a row could not be used.")
GOING_AWAY = Ending(1012, "going-away", "The session has ended on the server.")
FULL = Ending(1013, "too-many-sessions", "The server has no room for another session now.")
CRASHED = Ending(
    1011, "session-crashed", "The session broke down on the server; the server's log says where."
)
