"""The value of a ``data_editor``: what a user has done to its table, checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from reactfrag.data import TableEdits
from reactfrag.elements.attributes import AttributeDict
from reactfrag.elements.cell_values import CellRule

NumRows = Literal["fixed", "dynamic", "add", "delete"]
_PARTS = ("edited_rows", "added_rows", "deleted_rows")


class Editing:
    """What can be done to a table.

    Parameters
    ----------
    rules
        What cells take, by name of the column; columns that are not there cannot be edited.
    shown
        The names of all columns shown.
    rows
        How many rows the data has.
    num_rows
        Whether rows can be added and deleted.
    of
        The data that all edits have to be made in, by its hash; ``None``: any that they fit.
    """

    def __init__(
        self,
        rules: Mapping[str, CellRule],
        shown: list[str],
        rows: int,
        num_rows: NumRows,
        of: str | None = None,
    ) -> None:
        self.rules = rules
        self.shown = shown
        self.rows = rows
        self.of = of
        self.may_add = num_rows in ("dynamic", "add")
        self.may_delete = num_rows in ("dynamic", "delete")

    def decode(self, wire: Any) -> AttributeDict:
        """Return the edits as they stand in session state; ``ValueError`` if they cannot be.

        All that is wrong is told by row and column, and none of it is taken.
        """
        if not isinstance(wire, Mapping) or not set(wire) <= {*_PARTS, "of"}:
            raise ValueError("edits are edited_rows, added_rows and deleted_rows")
        if wire.get("of", self.of) != self.of:
            raise ValueError("the table has been replaced by another since")
        edited, added = wire.get("edited_rows", {}), wire.get("added_rows", [])
        deleted = wire.get("deleted_rows", [])
        if not isinstance(edited, Mapping) or not isinstance(added, list | tuple):
            raise ValueError("edited_rows is a dict by row, and added_rows a list of dicts")
        if added and not self.may_add:
            raise ValueError("rows cannot be added here")
        if deleted and not self.may_delete:
            raise ValueError("rows cannot be deleted here")
        return AttributeDict(
            edited_rows={
                self._row(row): self._cells(cells, f"row {row}") for row, cells in edited.items()
            },
            added_rows=[
                self._cells(cells, f"added row {at}", new=True) for at, cells in enumerate(added)
            ],
            deleted_rows=self._deleted(deleted),
        )

    def encode(self, value: Any) -> dict[str, Any]:
        """Return edits in wire form; ``ValueError`` if they do not fit the table."""
        found = self.decode({} if value is None else value)
        wire = {
            "edited_rows": {str(row): dict(cells) for row, cells in found.edited_rows.items()},
            "added_rows": [dict(cells) for cells in found.added_rows],
            "deleted_rows": list(found.deleted_rows),
        }
        return wire if self.of is None else {**wire, "of": self.of}

    @property
    def nothing(self) -> AttributeDict:
        """No edits."""
        return AttributeDict(edited_rows={}, added_rows=[], deleted_rows=[])

    def changes(self, value: Mapping[str, Any]) -> TableEdits:
        """Return edits with the values as the data holds them."""
        cells: dict[str, dict[int, Any]] = {}
        for row, changed in value["edited_rows"].items():
            for name, wire in changed.items():
                cells.setdefault(name, {})[row] = self.rules[name].value(wire)
        added = [
            {name: self.rules[name].value(wire) for name, wire in row.items()}
            for row in value["added_rows"]
        ]
        return TableEdits(cells, added, frozenset(value["deleted_rows"]))

    def _row(self, row: Any) -> int:
        number = int(row) if isinstance(row, str) and row.isascii() and row.isdigit() else row
        if type(number) is not int or not 0 <= number < self.rows:
            raise ValueError(f"there is no row {row!r}: the table has {self.rows}")
        return number

    def _deleted(self, rows: Any) -> list[int]:
        if not isinstance(rows, list | tuple):
            raise ValueError("deleted_rows is a list of rows")
        found = [self._row(row) for row in rows]
        if len(set(found)) < len(found):
            raise ValueError("a row is deleted twice")
        return found

    def _cells(self, cells: Any, where: str, *, new: bool = False) -> dict[str, Any]:
        if not isinstance(cells, Mapping):
            raise ValueError(f"{where}: it takes a dict by column")
        found: dict[str, Any] = {}
        for name, wire in cells.items():
            rule = self.rules.get(name)
            if rule is None:
                known = name in self.shown
                said = "cannot be edited" if known else "is not in the table"
                raise ValueError(f"{where}: the column {name!r} {said}")
            # A row that was added is filled cell by cell.
            if new and wire is None:
                continue
            try:
                rule.value(wire)
            except ValueError as error:
                raise ValueError(f"{where}, {name}: {error}") from None
            found[name] = wire
        if new:
            for name, rule in self.rules.items():
                if rule.required and name not in found:
                    raise ValueError(f"{where}, {name}: it may not be empty")
        return found
