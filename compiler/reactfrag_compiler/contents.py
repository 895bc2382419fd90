"""What the session state may hold, key by key."""

from __future__ import annotations

from collections.abc import Mapping

from reactfrag_compiler.keys import Key
from reactfrag_compiler.values import Cell, Context, Value


class Contents:
    """A cell for each key that is written, and who to visit again when a new one appears.

    Constant names are found directly; only patterns are compared one by one.
    """

    def __init__(self) -> None:
        self._named: dict[Key, Cell] = {}
        self._open: dict[Key, Cell] = {}
        self._named_readers: dict[Key, dict[Context, int]] = {}
        self._open_readers: dict[Key, dict[Context, int]] = {}

    def cells(self, key: Key, reader: Context) -> list[Cell]:
        """The cells that a read of a key may see; the reader waits for more of them."""
        readers = self._named_readers if key.is_name else self._open_readers
        waiting = readers.get(key)
        if waiting is None:
            waiting = readers[key] = {}
        waiting[reader] = waiting.get(reader, 0) | reader.part
        return self._seen_by(key)

    def _seen_by(self, key: Key) -> list[Cell]:
        found = [cell for written, cell in self._open.items() if written.overlaps(key)]
        if key.is_name:
            cell = self._named.get(key)
            return found if cell is None else [cell, *found]
        return found + [cell for written, cell in self._named.items() if key.overlaps(written)]

    def cell(self, key: Key) -> tuple[Cell, Mapping[Context, int]]:
        """The cell of a key that is written, and who must know when it is new."""
        cells = self._named if key.is_name else self._open
        known = cells.get(key)
        if known is not None:
            return known, {}
        made = cells[key] = Cell()
        return made, self.readers_of(key)

    def unwritten(self) -> list[Key]:
        """Keys that are read while nothing is stored under them, and every open key."""
        return [key for key in self._named_readers if not self._seen_by(key)] + [
            key for key in self._open_readers if key.is_any or not self._seen_by(key)
        ]

    # --- for compiling again ---

    def forget(self, readers: set[Context]) -> set[Key]:
        """Take back that these contexts read keys; the keys that they read."""
        forgotten: set[Key] = set()
        for table in (self._named_readers, self._open_readers):
            for key, waiting in list(table.items()):
                if not readers.isdisjoint(waiting):
                    forgotten.add(key)
                    for reader in readers:
                        waiting.pop(reader, None)
                    if not waiting:
                        del table[key]
        return forgotten

    def is_read(self, key: Key) -> bool:
        """Whether anything reads a key by just this name or pattern."""
        return key in (self._named_readers if key.is_name else self._open_readers)

    def readers_of(self, key: Key) -> dict[Context, int]:
        """Who sees what is stored under a key, and the parts of each that do."""
        found: dict[Context, int] = {}
        if key.is_name:
            found.update(self._named_readers.get(key, {}))
        else:
            for read, readers in self._named_readers.items():
                if key.overlaps(read):
                    _merge(found, readers)
        for read, readers in self._open_readers.items():
            if key.overlaps(read):
                _merge(found, readers)
        return found

    def value(self, key: Key) -> Value | None:
        """What is stored under just this name or pattern; None when nothing was."""
        cell = (self._named if key.is_name else self._open).get(key)
        return None if cell is None else cell.value

    def remove(self, key: Key) -> None:
        """Store nothing under a key any more."""
        (self._named if key.is_name else self._open).pop(key, None)


def _merge(found: dict[Context, int], readers: Mapping[Context, int]) -> None:
    for reader, parts in readers.items():
        found[reader] = found.get(reader, 0) | parts
