"""Tables on their way to browsers: whole, or as what changed since one that a browser has."""

from __future__ import annotations

import threading
from collections.abc import Container
from dataclasses import dataclass
from typing import Any, Protocol
from weakref import WeakValueDictionary

import msgspec

from reactfrag.protocol import PayloadHeader
from reactfrag.runtime.media import content_hash

_encoder = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Delta:
    """What makes one table of another: rows that are new or changed, each with its place."""

    data: bytes
    rows: int
    """How many rows the new table has."""
    skip: int
    """How many rows at the start of the old table are gone."""


class Rows(Protocol):
    """A table that can be compared with another one."""

    def changes(self, base: Any) -> Delta | None:
        """Return what makes this table of ``base``; ``None``: most of it, or it is no table."""


class Payload:
    """One table, known by the hash of its content. Immutable but for what it has worked out.

    Parameters
    ----------
    data, format
        The table as it is sent.
    rows
        The table to compare; ``None``: it is always sent whole.
    whole
        Whether it is sent; otherwise browsers ask for the rows that they look at.
    """

    __slots__ = ("__weakref__", "_deltas", "_frame", "data", "format", "rows", "sha", "whole")

    def __init__(self, sha: str, data: bytes, format: str, rows: Rows | None, whole: bool) -> None:
        self.sha = sha
        self.data = data
        self.format = format
        self.rows = rows
        self.whole = whole
        self._frame: bytes | None = None
        self._deltas: dict[str, bytes | None] = {}

    def compare(self, base: Payload) -> bool:
        """Work out what makes it of ``base``; whether that is less than the whole."""
        if base.sha not in self._deltas:
            self._deltas[base.sha] = self._delta(base)
        return self._deltas[base.sha] is not None

    def frame(self, base: str | None, held: Container[str]) -> bytes | None:
        """Return what a browser that holds some tables has to be sent; ``None``: nothing.

        Parameters
        ----------
        base
            The table that the browser shows in its place, if it does.
        held
            The hashes of the tables that the browser has.
        """
        delta = self._deltas.get(base) if base is not None and base in held else None
        if delta is not None:
            return delta
        if self._frame is None and self.whole:
            self._frame = _framed(PayloadHeader(sha=self.sha, format=self.format), self.data)
        return self._frame

    def _delta(self, base: Payload) -> bytes | None:
        if self.rows is None or base.rows is None or base.whole is not self.whole:
            return None
        delta = self.rows.changes(base.rows)
        if delta is None or 2 * len(delta.data) > len(self.data):
            return None
        header = PayloadHeader(
            sha=self.sha, format=self.format, base=base.sha, rows=delta.rows, skip=delta.skip
        )
        return _framed(header, delta.data)


_known: WeakValueDictionary[str, Payload] = WeakValueDictionary()
_lock = threading.Lock()


def payload(data: bytes, format: str, rows: Rows | None = None, *, whole: bool = True) -> Payload:
    """Return the payload of ``data``: one for all sessions that show the same table."""
    sha = content_hash(data) if whole else f"w{content_hash(data)}"
    with _lock:
        known = _known.get(sha)
        if known is None:
            known = _known[sha] = Payload(sha, data, format, rows, whole)
        elif known.rows is None:
            known.rows = rows
        return known


def _framed(header: PayloadHeader, data: bytes) -> bytes:
    head = _encoder.encode(header)
    # The payload begins at a multiple of eight bytes from the frame's start.
    head += b" " * (-(4 + len(head)) % 8)
    return len(head).to_bytes(4, "little") + head + data
