"""Edits of a table, applied to a copy of the author's data in the type it came in."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reactfrag.data import edits_pandas
from reactfrag.data.libraries import library_of, narwhals, pyarrow
from reactfrag.errors import ApiError


@dataclass(frozen=True, slots=True)
class TableEdits:
    """What is different: places are those of the rows before any edit."""

    cells: Mapping[str, Mapping[int, Any]] = field(default_factory=dict)
    """By the column's name in the frame: the new values by place."""
    added: Sequence[Mapping[str, Any]] = ()
    """Rows at the end, by the columns' names; what is not named is missing."""
    deleted: frozenset[int] = frozenset()

    def column(self, name: str, values: Sequence[Any]) -> list[Any]:
        """Return a column's values after the edits."""
        found = list(values)
        for at, value in self.cells.get(name, {}).items():
            found[at] = value
        found += [row.get(name) for row in self.added]
        if not self.deleted:
            return found
        return [value for at, value in enumerate(found) if at not in self.deleted]


def settled(data: Any) -> Any:
    """Return ``data`` as something that can be read more than once: iterators end."""
    if hasattr(data, "description") and hasattr(data, "fetchall"):
        names = [column[0] for column in data.description or ()]
        return [dict(zip(names, row, strict=True)) for row in data.fetchall()]
    return list(data) if isinstance(data, Iterator) else data


def apply_edits(data: Any, names: Sequence[str], edits: TableEdits) -> Any:
    """Return a copy of ``data`` with the edits, in the same type.

    Parameters
    ----------
    data
        What the table was made of; an iterator comes back as a list.
    names
        The names of all columns of its frame, those that label the rows first.
    edits
        What is different.
    """
    if data is None:
        return None
    library = library_of(data)
    if library == "pandas":
        return edits_pandas.apply(data, names, edits)
    apply = _LIBRARIES.get(library)
    if apply is not None:
        return apply(data, names, edits)
    if isinstance(data, Mapping):
        return _mapping(data, names, edits)
    if isinstance(data, (list, tuple, set, frozenset)):
        items = _items(list(data), names, edits)
        return items if type(data) is list else _like(data, items)
    return _other(data, names, edits)


# --- libraries -------------------------------------------------------------


def _narwhals(data: Any, names: Sequence[str], edits: TableEdits) -> Any:
    nw = narwhals()
    found = nw.from_native(data, allow_series=True)
    lazy = isinstance(found, nw.LazyFrame)
    frame = found.collect() if lazy else found
    if isinstance(frame, nw.Series):
        return _series(nw, frame, edits.column(names[0], frame.to_list())).to_native()
    columns = {
        column: _series(nw, frame[column], edits.column(name, frame[column].to_list()))
        for name, column in zip(names, frame.columns, strict=True)
    }
    built = nw.from_dict(columns, backend=frame.implementation)
    return (built.lazy() if lazy else built).to_native()


def _series(nw: Any, series: Any, values: list[Any]) -> Any:
    backend = series.implementation
    try:
        return nw.new_series(series.name, values, series.dtype, backend=backend)
    except Exception:
        # A value outside the column's type widens it.
        return nw.new_series(series.name, values, backend=backend)


def _arrow(data: Any, names: Sequence[str], edits: TableEdits) -> Any:
    pa = pyarrow()
    assert pa is not None

    def array(values: Any, name: str) -> Any:
        edited = edits.column(name, values.to_pylist())
        try:
            return pa.array(edited, type=values.type)
        except (pa.ArrowException, TypeError, ValueError, OverflowError):
            return pa.array(edited)

    if not hasattr(data, "schema"):
        return array(data, names[0])
    columns = [array(data.column(at), name) for at, name in enumerate(names)]
    built = pa.table(columns, names=data.schema.names)
    if hasattr(data, "column_names") and hasattr(data, "to_batches"):
        return built
    return built.combine_chunks().to_batches()[0] if built.num_rows else built


def _numpy(data: Any, names: Sequence[str], edits: TableEdits) -> Any:
    numpy = edits_pandas.numpy()
    if data.ndim == 1 and data.dtype.names:
        columns = [
            edits.column(name, data[column].tolist())
            for name, column in zip(names, data.dtype.names, strict=True)
        ]
        return numpy.array(list(zip(*columns, strict=True)), dtype=data.dtype)
    if data.ndim < 2:
        return _array(numpy, edits.column(names[0], data.reshape(-1).tolist()), data.dtype)
    columns = [edits.column(name, data[:, at].tolist()) for at, name in enumerate(names)]
    rows = [list(row) for row in zip(*columns, strict=True)]
    return _array(numpy, rows, data.dtype).reshape(len(rows), len(names))


def _array(numpy: Any, values: list[Any], dtype: Any) -> Any:
    try:
        return numpy.array(values, dtype=dtype)
    except (TypeError, ValueError, OverflowError):
        return numpy.array(values)


_LIBRARIES: dict[str, Callable[[Any, Sequence[str], TableEdits], Any]] = {
    "polars": _narwhals,
    "pyarrow": _arrow,
    "numpy": _numpy,
}


def _other(data: Any, names: Sequence[str], edits: TableEdits) -> Any:
    nw = narwhals()
    if nw.from_native(data, allow_series=True, pass_through=True) is not data:
        return _narwhals(data, names, edits)
    arrow = pyarrow()
    if arrow is not None and hasattr(data, "__arrow_c_stream__"):
        return _arrow(arrow.table(data), names, edits)
    for method in ("to_pandas", "toPandas", "to_arrow"):
        if hasattr(data, method):
            return apply_edits(getattr(data, method)(), names, edits)
    try:
        return _items(list(data), names, edits)
    except TypeError:
        raise ApiError(f"A {type(data).__name__} can be shown and not be edited.") from None


# --- plain Python ----------------------------------------------------------


def _mapping(data: Mapping[Any, Any], names: Sequence[str], edits: TableEdits) -> Any:
    values = list(data.values())
    if values and all(isinstance(value, Mapping) for value in values):
        return _nested(data, names, edits)
    if len(names) == 2 and values and not any(_is_column(value) for value in values):
        labels = edits.column(names[0], list(data))
        return dict(zip(labels, edits.column(names[1], values), strict=True))
    columns = {}
    for name, (key, value) in zip(names, data.items(), strict=True):
        if library_of(value) in ("pandas", "polars", "pyarrow", "numpy"):
            columns[key] = _column(value, name, edits)
        else:
            columns[key] = _like(value, edits.column(name, list(value)))
    return columns


def _column(values: Any, name: str, edits: TableEdits) -> Any:
    if library_of(values) == "pandas":
        return edits_pandas.edited(values, name, edits)
    return _LIBRARIES[library_of(values)](values, [name], edits)


def _nested(data: Mapping[Any, Mapping[Any, Any]], names: Sequence[str], edits: TableEdits) -> Any:
    rows = list(dict.fromkeys(key for inner in data.values() for key in inner))
    labels = edits.column(names[0], rows)
    return {
        key: dict(zip(labels, edits.column(name, [inner.get(row) for row in rows]), strict=True))
        for name, (key, inner) in zip(names[1:], data.items(), strict=True)
    }


def _items(items: list[Any], names: Sequence[str], edits: TableEdits) -> list[Any]:
    first = items[0] if items else None
    if dataclasses.is_dataclass(first) and not isinstance(first, type):
        kind = type(first)
        return _rows(items, names, edits, lambda item, new: dataclasses.replace(item, **new), kind)
    if isinstance(first, Mapping):
        keys = list(dict.fromkeys(key for item in items for key in item))
        by_name = dict(zip(names, keys, strict=True))

        def change(item: Any, new: dict[str, Any]) -> Any:
            return {**item, **{by_name[name]: value for name, value in new.items()}}

        return _rows(items, names, edits, change, dict)
    if library_of(first) == "numpy" and getattr(first, "ndim", 0) == 1:
        items, first = [item.tolist() for item in items], []
    if isinstance(first, Sequence) and not isinstance(first, (str, bytes)):
        place = {name: at for at, name in enumerate(names)}

        def put(item: Any, new: dict[str, Any]) -> Any:
            row = list(item) + [None] * (
                1 + max(map(place.__getitem__, new), default=-1) - len(item)
            )
            for name, value in new.items():
                row[place[name]] = value
            return _like(item, row)

        def make(**new: Any) -> Any:
            return _like(first, [new.get(name) for name in names])

        return _rows(items, names, edits, put, make)
    return edits.column(names[0] if names else "value", items)


def _rows(
    items: list[Any],
    names: Sequence[str],
    edits: TableEdits,
    change: Callable[[Any, dict[str, Any]], Any],
    make: Callable[..., Any],
) -> list[Any]:
    changed: dict[int, dict[str, Any]] = {}
    for name, cells in edits.cells.items():
        for at, value in cells.items():
            changed.setdefault(at, {})[name] = value
    found = [change(item, changed[at]) if at in changed else item for at, item in enumerate(items)]
    found += [make(**{name: row.get(name) for name in names}) for row in edits.added]
    return [item for at, item in enumerate(found) if at not in edits.deleted]


def _is_column(value: Any) -> bool:
    return hasattr(value, "__iter__") and not isinstance(value, (str, bytes, Mapping))


def _like(example: Any, items: list[Any]) -> Any:
    """Return the items in the type of ``example``, where that takes them."""
    kind = type(example)
    if hasattr(example, "_make"):
        return kind._make(items)
    return kind(items) if kind in (tuple, set, frozenset) else items
