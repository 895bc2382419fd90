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
        As :meth:`Frame.encode` gives them.
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


def _indexed(frame: Any, labels: Mapping[str, str], index: Collection[str]) -> Any:
    frame = frame[list(labels)]
    rows = [name for name in labels if name in index]
    if rows:
        frame = frame.set_index(rows)
        frame.index.names = [labels[name] or None for name in rows]
    return frame.rename(columns=dict(labels))
