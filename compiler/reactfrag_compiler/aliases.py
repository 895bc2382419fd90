"""Keys of the session state that may hold one and the same object."""

from __future__ import annotations

from collections.abc import Iterable

from reactfrag_compiler.keys import Key
from reactfrag_compiler.values import Cell, Context, Held


class Aliases:
    """Keys in classes: those that were seen to hold one object, and those that overlap them.

    Each class is one cell, which all its keys share, so that to ask for the aliases of a
    key is to read a cell. Classes are only ever joined.
    """

    def __init__(self) -> None:
        self.known = Cell()
        """Every key that is in a class; to read it is to hear of new ones."""
        self._classes: dict[Key, Cell] = {}
        self._around: dict[Key, list[Cell]] = {}
        """The classes that keys overlap which are in none, until the next change."""

    def together(self, holders: Iterable[Held]) -> bool:
        """Whether some keys are known to be in one class."""
        found = {self._classes.get(holder.key) for holder in holders}
        return len(found) == 1 and None not in found

    def join(self, holders: Iterable[Held]) -> dict[Context, int]:
        """Some keys hold one object. Gives who must know, and which parts of them."""
        cells: dict[Cell, None] = {}
        waiting: dict[Context, int] = {}
        fresh: list[Held] = []
        for holder in holders:
            cell = self._classes.get(holder.key)
            if cell is None:
                cell = Cell(frozenset({holder}))
                cells |= dict.fromkeys(self._overlapping(holder.key))
                self._classes[holder.key] = cell
                fresh.append(holder)
            cells[cell] = None
        kept = max(cells, key=lambda cell: len(cell.value))
        value = frozenset().union(*(cell.value for cell in cells))
        for cell in cells:
            if cell.value != value:
                _merge(waiting, cell.readers)
            if cell is not kept:
                _merge(kept.readers, cell.readers)
                for atom in cell.value:
                    assert isinstance(atom, Held)
                    self._classes[atom.key] = kept
        kept.value = value
        if fresh:
            self.known.value |= frozenset(fresh)
            _merge(waiting, self.known.readers)
        self._around.clear()
        return waiting

    def classes_of(self, key: Key) -> list[Cell]:
        """The classes of what may hold the same as a key, once ``known`` has been read."""
        cell = self._classes.get(key)
        if cell is not None:
            return [cell]
        around = self._around.get(key)
        if around is None:
            around = self._around[key] = self._overlapping(key)
        return around

    def _overlapping(self, key: Key) -> list[Cell]:
        return list(
            dict.fromkeys(cell for other, cell in self._classes.items() if other.overlaps(key))
        )


def _merge(found: dict[Context, int], readers: dict[Context, int]) -> None:
    for reader, parts in readers.items():
        found[reader] = found.get(reader, 0) | parts
