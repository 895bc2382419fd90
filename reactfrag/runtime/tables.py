"""What frames and tables hold, apart from how they lie in memory.

The same rows may be cut into other chunks, or columns into other blocks, when
a frame is made again: that is no change.  The classes are known by name, so
that no library is imported here: whoever has a value of one has it imported.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

Parts = tuple[Any, ...]


def parts_of(value: Any) -> Parts | None:
    """Return what ``value`` holds as things that pickle takes, arrays of NumPy's among them.

    ``None``: it is no frame or table known here, or one of a class derived from one.
    """
    kind = type(value)
    library = kind.__module__.partition(".")[0]
    known = _KNOWN.get((library, kind.__name__))
    if library == "pandas" and hasattr(kind, "_from_sequence"):
        known = _pandas_array
    elif library == "pyarrow" and kind.__name__.endswith("Array"):
        known = _arrow_array
    return known(value) if known is not None else None


def _pandas_frame(frame: Any) -> Parts:
    columns = [frame.iloc[:, n].array for n in range(frame.shape[1])]
    return "frame", frame.index, frame.columns, columns, frame.attrs, _flags(frame)


def _pandas_series(series: Any) -> Parts:
    return "series", series.index, series.array, series.name, series.attrs, _flags(series)


def _flags(value: Any) -> bool:
    return bool(value.flags.allows_duplicate_labels)


def _pandas_array(array: Any) -> Parts:
    """Any of the arrays that columns are, without what it has worked out about itself."""
    if hasattr(array, "__arrow_array__") and hasattr(array, "_pa_array"):
        return str(array.dtype), *_arrow_stream(sys.modules["pyarrow"].table({"": array}))
    reduced = array.__reduce_ex__(5)
    state = reduced[2] if len(reduced) > 2 else None
    items = state if isinstance(state, tuple) else (state,)
    return "array", type(array).__name__, reduced[1], *map(_without_caches, items)


def _without_caches(state: Any) -> Any:
    if not isinstance(state, dict):
        return state
    return {name: part for name, part in state.items() if name not in ("_cache", "_readonly")}


def _polars_frame(frame: Any) -> Parts:
    return "frame", *_polars_columns(frame)


def _polars_series(series: Any) -> Parts:
    return "series", *_polars_columns(series.to_frame())


def _polars_columns(frame: Any) -> Parts:
    if "pyarrow" in sys.modules and "Object" not in map(str, frame.dtypes):
        # Faster, and without what polars notes of columns that it has found to be sorted.
        return str(frame.schema), *_arrow_stream(frame.to_arrow())
    return tuple((column.name, column.rechunk().__getstate__()) for column in frame.get_columns())


def _arrow_table(table: Any) -> Parts:
    return "table", *_arrow_stream(table)


def _arrow_batch(batch: Any) -> Parts:
    return "batch", *_arrow_stream(sys.modules["pyarrow"].Table.from_batches([batch]))


def _arrow_array(array: Any) -> Parts:
    """An array or a chunked one: which of the two it is shows in what can be done with it."""
    kind = "chunked" if type(array).__name__ == "ChunkedArray" else "array"
    return kind, *_arrow_stream(sys.modules["pyarrow"].table({"": array}))


def _arrow_stream(table: Any) -> Parts:
    """Return ``table`` as one stream, in which no slice brings along what it is a slice of."""
    arrow = sys.modules["pyarrow"]
    if any(_is_cut(column) for column in table.columns):
        # A copy, in which the bits beside those of a slice are not left over.
        table = table.take(arrow.array(range(len(table)), arrow.int64()))
    sink = arrow.BufferOutputStream()
    with arrow.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table.combine_chunks())
    return (sink.getvalue(),)


def _is_cut(column: Any) -> bool:
    """Whether ``column`` may have bits of what it was cut from beside its own."""
    return any(chunk.offset or chunk.null_count for chunk in column.chunks)


_KNOWN: dict[tuple[str, str], Callable[[Any], Parts]] = {
    ("pandas", "DataFrame"): _pandas_frame,
    ("pandas", "Series"): _pandas_series,
    ("polars", "DataFrame"): _polars_frame,
    ("polars", "Series"): _polars_series,
    ("pyarrow", "Table"): _arrow_table,
    ("pyarrow", "RecordBatch"): _arrow_batch,
}
