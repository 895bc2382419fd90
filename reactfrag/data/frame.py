"""A table as it goes to the page: named, typed columns of one length."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from reactfrag.data import arrow, plain
from reactfrag.data.libraries import pyarrow
from reactfrag.errors import ApiError

ColumnType = Literal[
    "text", "integer", "number", "boolean", "date", "time", "datetime", "list", "object"
]
Format = Literal["arrow", "json"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column: ``name`` is unique within the table, ``label`` is what its author calls it."""

    name: str
    label: str
    type: ColumnType
    index: bool = False
    """Whether it labels the rows."""


@dataclass(frozen=True, slots=True)
class Source:
    """One column as it comes: a list, or an array of some library."""

    label: str
    values: Any
    index: bool = False


@dataclass(frozen=True)
class Frame:
    """A table.

    ``columns`` holds Arrow arrays where pyarrow is installed, and otherwise
    lists of what JSON has.
    """

    fields: tuple[Field, ...]
    columns: tuple[Any, ...]
    rows: int

    @property
    def names(self) -> list[str]:
        """The names of all columns, in order."""
        return [field.name for field in self.fields]

    def select(self, names: Iterable[str]) -> Frame:
        """Return the table with only these columns, in this order."""
        at = {field.name: index for index, field in enumerate(self.fields)}
        picked = [at[name] for name in names]
        if picked == list(range(len(self.fields))):
            return self
        return Frame(
            tuple(self.fields[index] for index in picked),
            tuple(self.columns[index] for index in picked),
            self.rows,
        )

    def numbered(self, label: str = "index") -> Frame:
        """Return the table with a column in front that counts its rows from 0."""
        name = unique(label, self.names)
        counter, kind = _column(list(range(self.rows)))
        return Frame(
            (Field(name, label, kind, index=True), *self.fields),
            (counter, *self.columns),
            self.rows,
        )

    def first(self, name: str) -> Any:
        """Return the first value in the column that is not missing, or ``None``."""
        column = self.columns[self.names.index(name)]
        for value in column:
            item = value.as_py() if hasattr(value, "as_py") else value
            if item is not None:
                return item
        return None

    def zone(self, name: str) -> tzinfo | None:
        """Return the time zone of a column of moments; ``None`` if it has none."""
        kind = getattr(self.columns[self.names.index(name)], "type", None)
        zone = getattr(kind, "tz", None)
        if zone is None:
            return None
        try:
            return ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError):
            # An offset such as "+02:00".
            return datetime.fromisoformat(f"2000-01-01T00:00:00{zone}").tzinfo

    @cached_property
    def encoded(self) -> tuple[bytes, Format]:
        """Return the table as an Arrow IPC stream, or as JSON without pyarrow."""
        if pyarrow() is not None:
            return arrow.encode(self.names, self.columns), "arrow"
        data = dict(zip(self.names, self.columns, strict=True))
        return msgspec.json.encode({"columns": data}), "json"


def make_frame(sources: Sequence[Source]) -> Frame:
    """Build a table from its columns.

    Raises :class:`ApiError` if they are not of one length.
    """
    taken: list[str] = []
    fields: list[Field] = []
    columns: list[Any] = []
    lengths = {len(source.values) for source in sources}
    if len(lengths) > 1:
        shown = ", ".join(f"{source.label!r}: {len(source.values)}" for source in sources)
        raise ApiError(f"The columns of a table are of one length, not of several ({shown}).")
    for source in sources:
        column, kind = _column(source.values)
        name = unique(source.label or "_index", taken)
        taken.append(name)
        fields.append(Field(name, source.label, kind, source.index))
        columns.append(column)
    return Frame(tuple(fields), tuple(columns), lengths.pop() if lengths else 0)


def unique(name: str, taken: Sequence[str]) -> str:
    """Return ``name``, or ``name.1``, ``name.2``... if it is taken."""
    found, count = name, 0
    while found in taken:
        count += 1
        found = f"{name}.{count}"
    return found


def renamed(frame: Frame, labels: dict[str, str]) -> Frame:
    """Return the table with other labels, by column name."""
    fields = [
        dataclasses.replace(field, label=labels.get(field.name, field.label))
        for field in frame.fields
    ]
    return Frame(tuple(fields), frame.columns, frame.rows)


def _column(values: Any) -> tuple[Any, ColumnType]:
    library = pyarrow()
    return plain.column(values) if library is None else arrow.column(library, values)
