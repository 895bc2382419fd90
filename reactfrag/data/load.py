"""The way back: from what the page was sent to a table that a test can look at."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from reactfrag.data.libraries import pandas, pyarrow


def load_table(data: bytes, format: str, labels: Mapping[str, str], index: Collection[str]) -> Any:
    """Return an encoded table as a pandas frame, or as lists by column without pandas.

    Parameters
    ----------
    data, format
        As ``Frame.encoded`` has them.
    labels
        The columns wanted, in order, each with what its author calls it.
    index
        Those of them that label the rows.
    """
    columns: dict[str, Any]
    library = pandas()
    if format == "arrow":
        arrow = pyarrow()
        assert arrow is not None
        table = arrow.ipc.open_stream(data).read_all()
        if library is not None:
            return _indexed(table.to_pandas(), labels, index)
        columns = table.to_pydict()
    else:
        columns = msgspec.json.decode(data)["columns"]
    if library is not None:
        return _indexed(library.DataFrame(columns), labels, index)
    return {label: columns[name] for name, label in labels.items() if name not in index}


def changed(base: bytes, change: bytes, format: str, rows: int, skip: int) -> bytes:
    """Return the table that a change makes of ``base``, as a browser does.

    Parameters
    ----------
    base, change, format
        The table and the change, whose first column says where its rows stand.
    rows
        How many rows the table has then.
    skip
        How many rows at the start of ``base`` are gone.
    """
    if format == "json":
        columns = msgspec.json.decode(base)["columns"]
        places, *changes = msgspec.json.decode(change)["columns"].values()
        for values, new in zip(columns.values(), changes, strict=True):
            del values[:skip]
            _put(values, places, new, rows)
        return msgspec.json.encode({"columns": columns})
    arrow = pyarrow()
    assert arrow is not None
    table = arrow.ipc.open_stream(base).read_all()
    part = arrow.ipc.open_stream(change).read_all()
    places = part.column(0).to_pylist()
    arrays = []
    for at, column in enumerate(table.columns):
        values = column.to_pylist()[skip:]
        _put(values, places, part.column(at + 1).to_pylist(), rows)
        arrays.append(arrow.array(values, type=column.type))
    sink = arrow.BufferOutputStream()
    with arrow.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(arrow.table(arrays, schema=table.schema))
    return bytes(sink.getvalue())


def _put(values: list[Any], places: list[int], new: list[Any], rows: int) -> None:
    values += [None] * (rows - len(values))
    del values[rows:]
    for place, value in zip(places, new, strict=True):
        values[place] = value


def _indexed(frame: Any, labels: Mapping[str, str], index: Collection[str]) -> Any:
    frame = frame[list(labels)]
    rows = [name for name in labels if name in index]
    if rows:
        frame = frame.set_index(rows)
        frame.index.names = [labels[name] or None for name in rows]
    return frame.rename(columns=dict(labels))
