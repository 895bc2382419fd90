"""Specifications of charts: JSON with tables in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reactfrag.data import Frame, to_frame
from reactfrag.data.libraries import library_of
from reactfrag.elements.jsontext import to_json

SOURCE = "source"
"""What the page calls the table that comes apart from the specification."""

_TABLES = ("pandas", "polars", "pyarrow", "numpy")


@dataclass(slots=True)
class Tables:
    """The tables taken out of a Vega-Lite specification, by the name they have in it."""

    frames: dict[str, Frame] = field(default_factory=dict)

    def put(self, data: Any) -> dict[str, Any]:
        """Take a table in; return what stands for it in the specification."""
        frame = to_frame(data)
        # Rows that are only counted have no name that a chart could use.
        frame = frame.select(f.name for f in frame.fields if f.label or not f.index)
        name = SOURCE if not self.frames else f"{SOURCE}_{len(self.frames)}"
        self.frames[name] = frame
        return {"name": name}

    @property
    def main(self) -> Frame | None:
        """The table that is sent apart."""
        return self.frames.get(SOURCE)

    def rest(self) -> dict[str, list[dict[str, Any]]]:
        """The other tables, row by row, as part of the specification."""
        return {name: list(records(frame)) for name, frame in self.frames.items() if name != SOURCE}


def extracted(spec: Any, tables: Tables) -> Any:
    """Return ``spec`` with names in the place of tables, which go to ``tables``."""
    if isinstance(spec, Mapping):
        return {str(key): _part(key, value, tables) for key, value in spec.items()}
    if isinstance(spec, (list, tuple)):
        return [extracted(item, tables) for item in spec]
    return spec


def _part(key: Any, value: Any, tables: Tables) -> Any:
    if key == "data" and is_table(value):
        return tables.put(value)
    if key == "data" and isinstance(value, Mapping) and is_table(value.get("values")):
        rest = {name: item for name, item in value.items() if name not in ("values", "name")}
        return {**rest, **tables.put(value["values"])}
    if key == "datasets" and isinstance(value, Mapping):
        return {
            str(name): list(records(to_frame(item))) if is_table(item) else item
            for name, item in value.items()
        }
    return extracted(value, tables)


def is_table(value: Any) -> bool:
    """Whether ``value`` is a table of one of the known libraries."""
    return library_of(value) in _TABLES or hasattr(value, "__arrow_c_stream__")


def columns(frame: Frame) -> dict[str, list[Any]]:
    """Return a table's columns as lists of plain values."""
    return {
        name: column.to_pylist() if hasattr(column, "to_pylist") else list(column)
        for name, column in zip(frame.names, frame.columns, strict=True)
    }


def records(frame: Frame) -> Iterator[dict[str, Any]]:
    """Iterate over a table's rows."""
    named = columns(frame)
    for row in zip(*named.values(), strict=True):
        yield dict(zip(named, row, strict=True))


def encoded(spec: Any) -> str:
    """Return a specification as JSON text."""
    return to_json(spec)
