"""Parts of a table that was not sent whole: some rows of it, sorted and searched."""

from __future__ import annotations

import csv
import io
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from reactfrag.data.frame import unique
from reactfrag.data.libraries import pyarrow

TABLE_MIMES = {
    "arrow": "application/vnd.apache.arrow.stream",
    "json": "application/vnd.reactfrag.table+json",
}
"""What tables are kept as, by the format they are in."""

AT = "#"
"""The first column of a part: the places of its rows in the whole."""

MOST_ROWS = 2_000
"""Of one part."""

_ORDERS_KEPT = 12


@dataclass(frozen=True, slots=True)
class View:
    """A table as somebody looks at it."""

    sort: str | None = None
    """The column to sort by."""
    descending: bool = False
    find: str = ""
    """Only rows in which some cell contains this, whatever its case."""


@dataclass(frozen=True, slots=True)
class Window:
    """Some rows of a view."""

    data: bytes
    rows: int
    """How many rows the view has in all."""


class _Orders:
    """The places of the rows of views, in order: what sorting and searching came to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[str, View], Any] = OrderedDict()

    def get(self, key: tuple[str, View]) -> Any:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: tuple[str, View], order: Any) -> None:
        with self._lock:
            self._kept[key] = order
            while len(self._kept) > _ORDERS_KEPT:
                self._kept.popitem(last=False)


_orders = _Orders()


def read_window(name: str, data: bytes, mime: str, start: int, count: int, view: View) -> Window:
    """Return some rows of a table, as Arrow or JSON, like the table is.

    Parameters
    ----------
    name
        What is known by this name is always the same table.
    data, mime
        The table.
    start, count
        The first row of the view and how many; at most ``MOST_ROWS``.
    view
        The order, and which rows.

    Raises
    ------
    KeyError
        There is no such column to sort by.
    """
    start, count = max(0, start), min(max(0, count), MOST_ROWS)
    if mime == TABLE_MIMES["arrow"]:
        table, order = _arrow_view(name, data, view)
        total = table.num_rows if order is None else len(order)
        return Window(_arrow_part(table, order, start, count), total)
    columns, places = _plain_view(name, data, view)
    rows = places[start : start + count]
    part: dict[str, Any] = {unique(AT, list(columns)): list(rows)}
    part |= {label: [values[at] for at in rows] for label, values in columns.items()}
    return Window(msgspec.json.encode({"columns": part}), len(places))


def read_csv(name: str, data: bytes, mime: str, view: View) -> bytes:
    """Return a view of a table as comma-separated values (RFC 4180)."""
    if mime == TABLE_MIMES["arrow"]:
        table, order = _arrow_view(name, data, view)
        columns = (table if order is None else table.take(order)).to_pydict()
        rows: Any = zip(*columns.values(), strict=True)
    else:
        columns, places = _plain_view(name, data, view)
        rows = ([values[at] for values in columns.values()] for at in places)
    out = io.StringIO()
    # The mark tells spreadsheets that the text is UTF-8.
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()


# --- with pyarrow ----------------------------------------------------------


def _arrow_view(name: str, data: bytes, view: View) -> tuple[Any, Any]:
    arrow = pyarrow()
    assert arrow is not None
    table = arrow.ipc.open_stream(data).read_all()
    if view.sort is not None and view.sort not in table.column_names:
        raise KeyError(view.sort)
    if view == View():
        return table, None
    order = _orders.get((name, view))
    if order is None:
        order = _arrow_order(arrow, table, view)
        _orders.put((name, view), order)
    return table, order


def _arrow_order(arrow: Any, table: Any, view: View) -> Any:
    compute = arrow.compute
    found: Any = None
    if view.find:
        wanted = view.find.casefold()
        hits: Any = None
        for column in table.columns:
            text = _texts(arrow, column)
            hit = compute.fill_null(
                compute.match_substring(compute.utf8_lower(text), wanted), False
            )
            hits = hit if hits is None else compute.or_(hits, hit)
        found = compute.indices_nonzero(hits)
    if view.sort is not None:
        keys = table.column(view.sort)
        keys = keys if found is None else keys.take(found)
        if arrow.types.is_string(keys.type) or arrow.types.is_nested(keys.type):
            keys = compute.utf8_lower(_texts(arrow, keys))
        direction = "descending" if view.descending else "ascending"
        order = compute.array_sort_indices(
            keys.combine_chunks(), order=direction, null_placement="at_end"
        )
        found = order if found is None else found.take(order)
    return found.cast(arrow.uint32())


def _texts(arrow: Any, column: Any) -> Any:
    if arrow.types.is_string(column.type):
        return column
    if arrow.types.is_nested(column.type):
        texts = [None if value is None else str(value) for value in column.to_pylist()]
        return arrow.chunked_array([texts], type=arrow.string())
    return column.cast(arrow.string())


def _arrow_part(table: Any, order: Any, start: int, count: int) -> bytes:
    arrow = pyarrow()
    assert arrow is not None
    if order is None:
        part = table.slice(start, count)
        places = arrow.array(range(start, start + part.num_rows), arrow.uint32())
    else:
        places = order.slice(start, count)
        part = table.take(places)
    part = part.combine_chunks().add_column(0, unique(AT, table.column_names), places)
    sink = arrow.BufferOutputStream()
    with arrow.ipc.new_stream(sink, part.schema) as writer:
        writer.write_table(part)
    found: bytes = sink.getvalue().to_pybytes()
    return found


# --- without ---------------------------------------------------------------


def _plain_view(name: str, data: bytes, view: View) -> tuple[dict[str, list[Any]], Sequence[int]]:
    columns: dict[str, list[Any]] = msgspec.json.decode(data)["columns"]
    if view.sort is not None and view.sort not in columns:
        raise KeyError(view.sort)
    size = len(next(iter(columns.values()), ()))
    if view == View():
        return columns, range(size)
    order = _orders.get((name, view))
    if order is None:
        order = _plain_order(columns, size, view)
        _orders.put((name, view), order)
    return columns, order


def _plain_order(columns: dict[str, list[Any]], size: int, view: View) -> list[int]:
    places = list(range(size))
    if view.find:
        wanted = view.find.casefold()
        places = [
            at
            for at in places
            if any(wanted in str(values[at]).casefold() for values in columns.values())
        ]
    if view.sort is not None:
        keys = columns[view.sort]
        present = [at for at in places if keys[at] is not None]
        fold = any(isinstance(keys[at], (str, list)) for at in present)
        present.sort(
            key=lambda at: str(keys[at]).casefold() if fold else keys[at],
            reverse=view.descending,
        )
        places = present + [at for at in places if keys[at] is None]
    return places
