"""Columns as Arrow arrays of the few types that the page reads."""

from __future__ import annotations

import decimal
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reactfrag.data import plain
from reactfrag.data.libraries import library_of, pyarrow

if TYPE_CHECKING:
    from reactfrag.data.frame import ColumnType

_SAFE = 2**53 - 1


def encode(names: Sequence[str], columns: Sequence[Any]) -> bytes:
    """Return the columns as an Arrow IPC stream."""
    pa = pyarrow()
    assert pa is not None
    table = pa.table(list(columns), names=list(names))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def column(pa: Any, values: Any) -> tuple[Any, ColumnType]:
    """Return ``values`` as an array that the page can read, and what the page calls its type."""
    dicts = _dicts(values)
    if dicts is not None:
        # Arrow would give all of them the keys of each.
        return pa.array([plain.json_text(value) for value in dicts], pa.string()), "object"
    return _normal(pa, _array(pa, values))


def _dicts(values: Any) -> list[Any] | None:
    """Return the values as a list if they are dicts, as far as they are not missing."""
    is_objects = library_of(values) == "pandas" and str(values.dtype) == "object"
    if not (is_objects or isinstance(values, list)):
        return None
    first = next((value for value in values if not plain.missing(value)), None)
    if not isinstance(first, Mapping):
        return None
    items = [None if plain.missing(value) else value for value in values]
    return items if plain.kind_of(items) == "object" else None


def _array(pa: Any, values: Any) -> Any:
    if isinstance(values, pa.ChunkedArray):
        return values.combine_chunks() if values.num_chunks != 1 else values.chunk(0)
    if isinstance(values, pa.Array):
        return values
    try:
        if library_of(values) == "pandas":
            if str(values.dtype).startswith(("period", "interval")):
                return pa.array([plain.text(value) for value in values], type=pa.string())
            return _array(pa, pa.Array.from_pandas(values))
        if isinstance(values, list) and _is_mixed(values):
            return pa.array([plain.text(value) for value in values], type=pa.string())
        return _array(pa, pa.array(values, from_pandas=True))
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        # Values of several types: shown as text, each as it prints.
        return pa.array([plain.text(value) for value in values], type=pa.string())


def _is_mixed(values: list[Any]) -> bool:
    """Whether the values are of several types, which Arrow may take for one (dates and ints)."""
    types = set(map(type, values))
    types.discard(type(None))
    return len(types) > 1 and plain.kind_of(values) == "text"


def _normal(pa: Any, array: Any) -> tuple[Any, ColumnType]:
    types = pa.types
    kind = array.type
    if isinstance(kind, pa.BaseExtensionType):
        return _normal(pa, array.storage)
    if types.is_dictionary(kind):
        return _normal(pa, array.dictionary_decode())
    if types.is_boolean(kind):
        return array, "boolean"
    if types.is_integer(kind):
        return _integers(pa, array)
    if types.is_floating(kind):
        return array.cast(pa.float64()), "number"
    if types.is_decimal(kind):
        return array.cast(pa.float64(), safe=False), "number"
    if types.is_string(kind):
        return array, "text"
    if types.is_null(kind) or types.is_large_string(kind) or _is_view(types, kind):
        return array.cast(pa.string()), "text"
    if types.is_date(kind):
        return array.cast(pa.date32()), "date"
    if types.is_timestamp(kind):
        return array.cast(pa.timestamp("ms", tz=kind.tz), safe=False), "datetime"
    if types.is_time(kind):
        return array.cast(pa.time32("ms"), safe=False), "time"
    values = array.to_pylist()
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        return _lists(pa, values, kind.value_type)
    if types.is_struct(kind) or types.is_map(kind) or types.is_union(kind):
        return pa.array([plain.json_text(value) for value in values], pa.string()), "object"
    return pa.array([plain.text(value) for value in values], pa.string()), "text"


def _integers(pa: Any, array: Any) -> tuple[Any, ColumnType]:
    if array.type.bit_width == 64 and len(array):
        ends = pa.compute.min_max(array).as_py()
        low, high = ends["min"], ends["max"]
        if low is not None and (low < -_SAFE or high > _SAFE):
            # A browser would round them.
            return array.cast(pa.string()), "text"
    return array, "integer"


def _lists(pa: Any, values: list[Any], kind: Any) -> tuple[Any, ColumnType]:
    types = pa.types
    if types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind):
        rows = [None if row is None else [_float(item) for item in row] for row in values]
        return pa.array(rows, pa.list_(pa.float64())), "list"
    texts = [None if row is None else [plain.text(item) for item in row] for row in values]
    return pa.array(texts, pa.list_(pa.string())), "list"


def _float(value: int | float | decimal.Decimal | None) -> float | None:
    return None if value is None else float(value)


def _is_view(types: Any, kind: Any) -> bool:
    # Older versions of pyarrow do not know the type.
    return hasattr(types, "is_string_view") and bool(types.is_string_view(kind))
