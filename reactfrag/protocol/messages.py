"""The websocket's messages, and the operations a patch is made of.

Text frames are JSON; each message is an object whose ``t`` names it, each
operation an array whose first item names it.  Bulk data goes in binary frames:
``[u32 length, little endian][JSON header padded with spaces][payload]``, the
header being a :class:`PayloadHeader` and the payload starting at a multiple of
eight bytes, so that the browser can read Arrow in place.
"""

from __future__ import annotations

from typing import Any

import msgspec

from reactfrag.protocol.props import Props, Toast

PROTOCOL_VERSION = 1

ROOT, MAIN, SIDEBAR = 0, 1, 2
"""Ids of the three blocks that every page has."""


class Node(msgspec.Struct, frozen=True, array_like=True):
    """An element with all that is below it."""

    id: int
    kind: str
    props: Props
    children: list[Node] | None = None


# --- operations ------------------------------------------------------------


class Op(msgspec.Struct, frozen=True, array_like=True):
    """A step from the page that stands to the page that should."""


class Reset(Op, frozen=True, array_like=True, tag="reset"):
    """Forget the page; this is the whole of it."""

    root: Node


class Insert(Op, frozen=True, array_like=True, tag="ins"):
    parent: int
    index: int
    """Where it stands among the children, all earlier operations done."""
    node: Node


class Remove(Op, frozen=True, array_like=True, tag="del"):
    parent: int
    id: int


class Move(Op, frozen=True, array_like=True, tag="mov"):
    parent: int
    id: int
    index: int
    """Where it stands after the move."""


class Set(Op, frozen=True, array_like=True, tag="set"):
    id: int
    props: dict[str, Any]
    """The fields that changed; null puts a field back to its default."""


class Append(Op, frozen=True, array_like=True, tag="app"):
    """A text field grew at its end."""

    id: int
    field: str
    text: str


class ShowToast(Op, frozen=True, array_like=True, tag="toast"):
    toast: Toast


AnyOp = Reset | Insert | Remove | Move | Set | Append | ShowToast


# --- server to client ------------------------------------------------------


class Welcome(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="t", tag="welcome"
):
    version: int
    session: str
    """To be given back in ``hello`` after a dropped connection."""
    resumed: bool
    """False: the page is sent whole."""
    panel: bool = False
    """Whether the page may watch what the session runs."""


class Patch(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="t", tag="patch"
):
    n: int
    """Counts up by one."""
    answers: int
    """The last event whose effects this page contains, as numbered by the client."""
    ops: list[Op]
    heard: int = 0
    """The last event taken in, when it is not answered yet: the values of inputs in ``ops``
    are newer than it, and override what the user entered up to it."""
    running: bool = False
    """Whether a pass is still under way behind this patch."""
    failed: bool = False
    """Whether the script does not compile: what stands is its last good page."""
    stale: list[int] | None = None
    """Roots of what is left over from before the run under way; ``None``: as it was."""


class ServerError(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="t", tag="error"
):
    """Something the client sent could not be used. The session goes on."""

    code: str
    """``bad-frame``, ``widget-gone``, ``bad-value``, ``session-replaced``, ``too-large``,
    ``no-panel``."""
    message: str
    answers: int = 0


class PayloadHeader(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    sha: str
    format: str
    """``arrow`` or ``json``."""
    base: str | None = None
    """The table that this is a change to: its first column holds the place of each row."""
    rows: int = 0
    """How many rows the table has after a change."""
    skip: int = 0
    """How many rows at the start of ``base`` are gone."""


class StateRow(msgspec.Struct, frozen=True, kw_only=True):
    """A session-state key, as the panel shows it."""

    key: str
    version: int
    type: str
    preview: str
    """Its value in short."""
    writer: str
    """What wrote it last, as far as was watched; ``""``: not known."""


class InstanceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A fragment where it stands on the page; the app itself is one, too."""

    id: int
    """The id of its block."""
    node: str
    name: str
    parent: int | None
    reads: list[str]
    """The keys that its last run read."""
    writes: list[str]
    own: float
    """Seconds that its last run took in its own code."""


class Trace(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="trace"):
    """What has happened since the last one, for a page that watches."""

    program: str
    """The digest of the program that runs; ``""``: it does not compile."""
    passes: list[Any]
    """The record of each pass, oldest first."""
    state: list[StateRow]
    """The keys that are new or have another version."""
    gone: list[str]
    """Keys that are no more."""
    instances: list[InstanceRow]
    """Those that are new or have run."""
    left: list[int]
    """Ids of instances that are no more on the page."""


ServerMessage = Welcome | Patch | ServerError | Trace


# --- client to server ------------------------------------------------------


class Hello(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="hello"):
    """The first message on a connection."""

    version: int
    session: str | None = None
    seen: int = 0
    """The last patch the client has applied."""
    query: str = ""
    """The page's query string."""
    timezone: str = ""
    locale: str = ""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    id: int
    """The element's id."""
    value: Any = None
    """In the element's wire form; true for a button."""


class Events(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="events"):
    """Changes that belong together: one event."""

    n: int
    """Counts up by one."""
    changes: list[Change]
    seen: int = 0


class RerunRequest(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="rerun"):
    """The user asks for a full run."""

    n: int


class StopRequest(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="stop"):
    """The user asks to stop what runs."""

    n: int


class Ack(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="ack"):
    """Sent after some patches, or a moment after the last one."""

    seen: int


class Watch(msgspec.Struct, frozen=True, kw_only=True, tag_field="t", tag="watch"):
    """Asks to be told, or no longer, what the session runs and why."""

    on: bool


ClientMessage = Hello | Events | RerunRequest | StopRequest | Ack | Watch
