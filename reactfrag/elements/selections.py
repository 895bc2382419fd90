"""What is selected in a table: on the wire, and as the author's code sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from reactfrag.elements.attributes import AttributeDict
from reactfrag.errors import ApiError
from reactfrag.protocol.props import SelectionMode

_MODES = get_args(SelectionMode)
_PARTS = ("rows", "columns", "cells")


def modes(given: Any) -> list[SelectionMode]:
    """Return ``selection_mode`` as a list; :class:`ApiError` if it is none."""
    asked: list[Any] = [given] if isinstance(given, str) else list(given)
    for mode in asked:
        if mode not in _MODES:
            raise ApiError(f"selection_mode={mode!r}: it takes some of {', '.join(_MODES)}.")
    for part in ("row", "column", "cell"):
        several = [mode for mode in asked if f"-{part}" in mode]
        if len(several) > 1:
            raise ApiError(f"selection_mode: {several[0]!r} and {several[1]!r} exclude each other.")
    return list(dict.fromkeys(asked))


class Selecting:
    """The value of a table that can be selected in.

    Parameters
    ----------
    modes
        What can be selected.
    rows
        How many rows there are.
    columns
        The columns that are shown: the name on the wire, and what the author calls it.
    """

    def __init__(self, modes: list[SelectionMode], rows: int, columns: Mapping[str, str]) -> None:
        self.modes = modes
        self.rows = rows
        self.labels = columns
        self.names = {label: name for name, label in columns.items()} | {n: n for n in columns}

    def default(self, given: Any) -> AttributeDict:
        """Return ``selection_default`` as a value; :class:`ApiError` if it is none."""
        try:
            value = self.decode(self.encode(given))
        except ValueError as error:
            raise ApiError(f"selection_default={given!r}: {error}.") from error
        if "single-row-required" in self.modes and self.rows and not value.selection.rows:
            value.selection.rows = [0]
        return value

    def decode(self, wire: Any) -> AttributeDict:
        """Return what the browser selected; ``ValueError`` if that cannot be."""
        if not isinstance(wire, dict) or not set(wire) <= set(_PARTS):
            raise ValueError("a selection has rows, columns and cells")
        rows = [self._row(row) for row in wire.get("rows", [])]
        columns = [self._label(name) for name in wire.get("columns", [])]
        cells = [(self._row(row), self._label(name)) for row, name in wire.get("cells", [])]
        self._check("row", rows)
        self._check("column", columns)
        self._check("cell", cells)
        return AttributeDict(selection=AttributeDict(rows=rows, columns=columns, cells=cells))

    def encode(self, value: Any) -> dict[str, Any]:
        """Return a selection in wire form; ``ValueError`` if it is none."""
        if value is None:
            value = {}
        if not isinstance(value, Mapping):
            raise ValueError("a selection is a dict with rows, columns and cells")
        parts = value.get("selection", value)
        if not isinstance(parts, Mapping) or not set(parts) <= set(_PARTS):
            raise ValueError("a selection is a dict with rows, columns and cells")
        wire = {
            "rows": [self._row(row) for row in _list(parts, "rows")],
            "columns": [self._name(name) for name in _list(parts, "columns")],
            "cells": [[self._row(row), self._name(name)] for row, name in _list(parts, "cells")],
        }
        self.decode(wire)
        return wire

    def _row(self, row: Any) -> int:
        row = row.item() if hasattr(row, "item") else row
        if type(row) is not int or not 0 <= row < self.rows:
            raise ValueError(f"there is no row {row!r}: the table has {self.rows}")
        return row

    def _label(self, name: Any) -> str:
        if name not in self.labels:
            raise ValueError(f"there is no column {name!r}")
        return self.labels[name]

    def _name(self, label: Any) -> str:
        found = self.names.get(str(label))
        if found is None:
            raise ValueError(f"there is no column {label!r}")
        return found

    def _check(self, part: str, chosen: list[Any]) -> None:
        if not chosen:
            return
        mode = next((mode for mode in self.modes if f"-{part}" in mode), None)
        if mode is None:
            raise ValueError(f"{part}s cannot be selected here")
        if mode.startswith("single") and len(chosen) > 1:
            raise ValueError(f"one {part} can be selected, not {len(chosen)}")
        if len(set(chosen)) < len(chosen):
            raise ValueError(f"a {part} is selected twice")


def _list(parts: Mapping[str, Any], name: str) -> list[Any]:
    given = parts.get(name)
    if given is None:
        return []
    if isinstance(given, str) or not isinstance(given, Iterable):
        raise ValueError(f"{name} is a list")
    return list(given)
