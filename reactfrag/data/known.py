"""Tables that have been made before, by their content.

A rerun makes its tables anew, mostly as they were.  To see that of a small one of plain
Python values takes a twentieth of the time that it takes to make and encode it again.
Frames are immutable, so all sessions share them.
"""

from __future__ import annotations

import marshal
import threading
from collections.abc import Callable
from itertools import chain
from typing import Any

from reactfrag.data.frame import Frame

CELLS = 10_000
"""A table of more cells is made anew each time."""
KEPT = 4 * 1024 * 1024
"""Bytes of content. What is kept for them is about twice as much again."""

_PLAIN = frozenset({int, float, str, bool, type(None)})
"""What marshal tells apart by type and value; it takes an array's bytes for bytes."""
_VERSION = 2
"""Of marshal: later ones depend on how often an object is referred to."""


class Known:
    """The tables used last. May be used from any thread."""

    def __init__(self, kept: int = KEPT) -> None:
        self._frames: dict[bytes, Frame] = {}
        self._kept = kept
        self._size = 0
        self._lock = threading.Lock()

    def frame(self, data: Any, make: Callable[[Any], Frame]) -> Frame:
        """Return what ``make`` makes of ``data``, or made of the same content before."""
        content = content_of(data)
        if content is None:
            return make(data)
        with self._lock:
            known = self._frames.pop(content, None)
            if known is not None:
                # Used last, dropped last.
                self._frames[content] = known
                return known
        frame = make(data)
        with self._lock:
            if content not in self._frames:
                self._size += len(content)
            self._frames[content] = frame
            while self._size > self._kept:
                oldest = next(iter(self._frames))
                del self._frames[oldest]
                self._size -= len(oldest)
        return frame

    def __len__(self) -> int:
        return len(self._frames)


def content_of(data: Any) -> bytes | None:
    """Return what tells ``data`` from all other tables; ``None``: it takes too long to tell."""
    if type(data) is dict:
        rows = list(data.values())
    elif type(data) is list:
        rows = data
    else:
        return None
    if not rows or len(rows) > CELLS:
        return None
    cells: Any
    kinds = set(map(type, rows))
    if kinds <= _PLAIN:
        cells = rows
    elif kinds <= {list, tuple}:
        cells = chain.from_iterable(rows)
    elif kinds == {dict} and type(data) is list:
        cells = chain.from_iterable(chain(row, row.values()) for row in rows)
    else:
        return None
    if len(rows) * (len(rows[0]) if kinds.isdisjoint(_PLAIN) else 1) > CELLS:
        return None
    if not set(map(type, cells)) <= _PLAIN:
        return None
    if type(data) is dict and not set(map(type, data)) <= _PLAIN:
        return None
    return marshal.dumps(data, _VERSION)
