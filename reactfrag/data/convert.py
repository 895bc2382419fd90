"""From whatever holds a table to a :class:`Frame`."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from reactfrag.data import plain
from reactfrag.data.frame import Frame, Source, make_frame
from reactfrag.data.known import Known
from reactfrag.data.libraries import interchange, library_of, narwhals, pyarrow
from reactfrag.errors import ApiError

_ACCEPTED = (
    "a data frame or series (pandas, polars and others), an Arrow table, a numpy array of one or "
    "two dimensions, a list, a list of dicts or of rows, a dict of lists, or a database cursor"
)


_known = Known()


def to_frame(data: Any) -> Frame:
    """Return ``data`` as a table.

    Raises :class:`ApiError`, which says what is accepted, for anything else.
    """
    return _known.frame(data, _make)


def _make(data: Any) -> Frame:
    return make_frame(_sources(data))


def inexact(data: Any, frame: Frame) -> set[str]:
    """Return the columns of ``data``'s frame that show values of other types as text."""
    texts = {field.name for field in frame.fields if field.type == "text"}
    return {
        name
        for name, source in zip(frame.names, _sources(data), strict=True)
        if name in texts and not plain.is_text(source.values)
    }


def _sources(data: Any) -> list[Source]:
    if data is None:
        return []
    if isinstance(data, Frame):
        return [
            Source(field.label, column, field.index)
            for field, column in zip(data.fields, data.columns, strict=True)
        ]
    reader = _LIBRARIES.get(library_of(data))
    if reader is not None:
        found: list[Source] | None = reader(data)
        if found is not None:
            return found
    if isinstance(data, Mapping):
        return _from_mapping(data)
    if hasattr(data, "description") and hasattr(data, "fetchall"):
        return _from_cursor(data)
    if library_of(data) not in _BUILT_IN:
        found = _from_narwhals(data)
        if found is not None:
            return found
    arrow = pyarrow()
    if arrow is not None and hasattr(data, "__arrow_c_stream__"):
        return _from_arrow(arrow.table(data)) or []
    reader = interchange() if hasattr(data, "__dataframe__") else None
    if reader is not None:
        return _from_arrow(reader.from_dataframe(data)) or []
    for method in ("to_pandas", "toPandas", "to_arrow"):
        if hasattr(data, method):
            return _sources(getattr(data, method)())
    if isinstance(data, (str, bytes)) or not isinstance(data, (Iterable, Iterator)):
        raise ApiError(f"A table is made from {_ACCEPTED}; not from {type(data).__name__}.")
    return _from_items(list(data))


# --- libraries -------------------------------------------------------------


def _from_pandas(data: Any) -> list[Source] | None:
    kind = type(data).__name__
    if kind == "Styler":
        data = data.data
        kind = type(data).__name__
    if hasattr(data, "columns") and hasattr(data, "iloc"):
        columns = [
            Source(_label(label), data.iloc[:, position])
            for position, label in enumerate(data.columns)
        ]
        return [*_from_index(data.index), *columns]
    if hasattr(data, "iloc"):
        return [*_from_index(data.index), Source(_label(data.name, "value"), data)]
    if hasattr(data, "nlevels"):
        if data.nlevels > 1:
            return _from_index(data, rows=False)
        return [Source(_label(data.name, "value"), data.to_series())]
    if hasattr(data, "tolist"):  # an extension array
        return [Source("value", data.tolist())]
    return None


def _from_index(index: Any, *, rows: bool = True) -> list[Source]:
    return [
        Source(_label(index.names[level]), index.get_level_values(level).to_series(), rows)
        for level in range(index.nlevels)
    ]


def _from_narwhals(data: Any) -> list[Source] | None:
    """Read a frame or a series of any library that narwhals knows."""
    nw = narwhals()
    found = nw.from_native(data, allow_series=True, pass_through=True)
    if isinstance(found, nw.LazyFrame):
        found = found.collect()
    if isinstance(found, nw.DataFrame):
        return [Source(str(name), _series(found[name])) for name in found.columns]
    if isinstance(found, nw.Series):
        return [Source(found.name or "value", _series(found))]
    return None


def _series(series: Any) -> Any:
    return series.to_arrow() if pyarrow() is not None else series.to_list()


def _from_arrow(data: Any) -> list[Source] | None:
    if hasattr(data, "column_names"):
        return [Source(name, data.column(at)) for at, name in enumerate(data.column_names)]
    if hasattr(data, "schema") and hasattr(data, "columns"):  # a record batch
        return [Source(name, data.column(at)) for at, name in enumerate(data.schema.names)]
    if hasattr(data, "to_pylist"):
        return [Source("value", data)]
    return None


def _from_numpy(data: Any) -> list[Source] | None:
    if not hasattr(data, "ndim"):
        return None
    names = getattr(data.dtype, "names", None)
    if names and data.ndim == 1:
        return [Source(name, data[name]) for name in names]
    if data.ndim == 0:
        return [Source("value", [data.item()])]
    if data.ndim == 1:
        return [Source("value", data)]
    if data.ndim == 2:
        # A column of a row-major array is strided, which Arrow does not take.
        return [Source(str(at), data[:, at].copy()) for at in range(data.shape[1])]
    raise ApiError(f"A table has two dimensions: this array has {data.ndim}.")


_LIBRARIES: dict[str, Any] = {
    "pandas": _from_pandas,
    "polars": _from_narwhals,
    "pyarrow": _from_arrow,
    "numpy": _from_numpy,
}


_BUILT_IN = frozenset({"builtins", "collections", "itertools", "array", "dataclasses"})


# --- plain Python ----------------------------------------------------------


def _from_mapping(data: Mapping[Any, Any]) -> list[Source]:
    values = list(data.values())
    if values and all(isinstance(value, Mapping) for value in values):
        return _from_nested(data)
    if values and not any(_is_column(value) for value in values):
        # A dict of single values: one row each, labelled by its key.
        return [Source("", [_label(key) for key in data], index=True), Source("value", values)]
    columns = []
    for key, value in data.items():
        if not _is_column(value):
            raise ApiError(
                f"A dict that is shown as a table holds columns: {key!r} is a "
                f"{type(value).__name__}, not a list."
            )
        columns.append(Source(_label(key), _column(value)))
    return columns


def _from_nested(data: Mapping[Any, Mapping[Any, Any]]) -> list[Source]:
    """A dict of dicts: the outer keys are columns, the inner ones label the rows."""
    rows = list(dict.fromkeys(key for inner in data.values() for key in inner))
    columns = [
        Source(_label(name), [inner.get(row) for row in rows]) for name, inner in data.items()
    ]
    return [Source("", [_label(row) for row in rows], index=True), *columns]


def _from_cursor(cursor: Any) -> list[Source]:
    if cursor.description is None:
        raise ApiError("This database cursor has no rows: it has run no query.")
    names = [column[0] for column in cursor.description]
    rows = [tuple(row) for row in cursor.fetchall()]
    return [Source(str(name), [row[at] for row in rows]) for at, name in enumerate(names)]


def _from_items(items: list[Any]) -> list[Source]:
    if not items:
        return []
    first = items[0]
    if dataclasses.is_dataclass(first) and not isinstance(first, type):
        names = [field.name for field in dataclasses.fields(first)]
        return [Source(name, [getattr(item, name, None) for item in items]) for name in names]
    if isinstance(first, Mapping):
        return _from_records(items)
    if isinstance(first, Sequence) and not isinstance(first, (str, bytes)):
        return _from_rows(items)
    if library_of(first) == "numpy" and getattr(first, "ndim", 0) == 1:
        return _from_rows([item.tolist() for item in items])
    return [Source("value", items)]


def _from_records(items: list[Any]) -> list[Source]:
    if not all(isinstance(item, Mapping) for item in items):
        raise ApiError("A list that is shown as a table holds dicts only, or none.")
    names = dict.fromkeys(key for item in items for key in item)
    return [Source(_label(name), [item.get(name) for item in items]) for name in names]


def _from_rows(items: list[Any]) -> list[Source]:
    rows = [list(item) if isinstance(item, Sequence) else [item] for item in items]
    labels = getattr(items[0], "_fields", None)  # a named tuple's
    width = max(len(row) for row in rows)
    names = list(labels) if labels else [str(at) for at in range(width)]
    return [
        Source(name, [row[at] if at < len(row) else None for row in rows])
        for at, name in enumerate(names)
    ]


def _is_column(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping))


def _column(value: Any) -> Any:
    if library_of(value) in _LIBRARIES and hasattr(value, "__len__"):
        return value
    return list(value)


def _label(label: Any, default: str = "") -> str:
    if label is None:
        return default
    if isinstance(label, tuple):
        return " / ".join(str(part) for part in label)
    return str(label)
