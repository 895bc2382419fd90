"""A table as it was sent, to be compared with the one that follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from reactfrag.data.frame import Frame, unique
from reactfrag.data.libraries import pyarrow
from reactfrag.runtime.payloads import Delta

_AT = "#"
"""The column that says where a row of a change stands."""


class Snapshot:
    """The content of a table, which no later change of the author's data can reach.

    Parameters
    ----------
    data, format
        As ``Frame.encoded`` has them.
    frame
        What was encoded.
    """

    __slots__ = ("_lists", "_table", "data", "names", "rows")

    def __init__(self, data: bytes, format: str, frame: Frame) -> None:
        self.data = data
        self.names = frame.names
        self.rows = frame.rows
        self._table: Any = None
        # Without pyarrow a frame's columns are lists of its own.
        self._lists = (
            None if format == "arrow" else dict(zip(frame.names, frame.columns, strict=False))
        )

    @property
    def table(self) -> Any:
        """The Arrow table, which lies in the bytes that were sent."""
        if self._table is None:
            arrow = pyarrow()
            assert arrow is not None
            self._table = arrow.ipc.open_stream(self.data).read_all()
        return self._table

    def changes(self, base: Snapshot) -> Delta | None:
        """Return what makes this table of ``base``; ``None`` if most rows differ."""
        if self.names != base.names or not self.names or not self.rows or not base.rows:
            return None
        if self._lists is not None:
            return None if base._lists is None else _plain(self._lists, base._lists, self.rows)
        if base._lists is not None or self.table.schema != base.table.schema:
            return None
        return _arrow(self.table, base.table)


# --- with pyarrow ----------------------------------------------------------


def _arrow(new: Any, old: Any) -> Delta | None:
    skip = _skipped(new, old)
    if skip:
        old = old.slice(skip)
    shared = min(new.num_rows, old.num_rows)
    arrow = pyarrow()
    assert arrow is not None
    differs: Any = None
    for name in new.column_names:
        before, after = old.column(name).slice(0, shared), new.column(name).slice(0, shared)
        if after.equals(before):
            continue
        one = _differs(arrow, after, before)
        differs = one if differs is None else arrow.compute.or_(differs, one)
    places: list[int] = (
        [] if differs is None else arrow.compute.indices_nonzero(differs).to_pylist()
    )
    if 2 * len(places) > shared:
        return None
    places += range(shared, new.num_rows)
    rows = new.take(arrow.array(places, arrow.int64()))
    at = arrow.array(places, arrow.uint32())
    rows = rows.add_column(0, unique(_AT, new.column_names), at)
    sink = arrow.BufferOutputStream()
    with arrow.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(rows)
    return Delta(sink.getvalue().to_pybytes(), new.num_rows, skip)


def _differs(arrow: Any, after: Any, before: Any) -> Any:
    """Return for each row whether it differs; a missing value equals another one."""
    compute = arrow.compute
    if arrow.types.is_nested(after.type):
        pairs = zip(after.to_pylist(), before.to_pylist(), strict=True)
        return arrow.chunked_array([[one != other for one, other in pairs]])
    same = compute.fill_null(compute.equal(after, before), False)
    if arrow.types.is_floating(after.type):
        nan = compute.and_(compute.is_nan(after), compute.is_nan(before))
        same = compute.or_(same, compute.fill_null(nan, False))
    none = compute.and_(compute.is_null(after), compute.is_null(before))
    return compute.invert(compute.or_(same, none))


def _skipped(new: Any, old: Any) -> int:
    """Return how many rows at the start of ``old`` are gone, if the others begin ``new``."""
    if new.slice(0, 1).equals(old.slice(0, 1)):
        return 0
    arrow = pyarrow()
    assert arrow is not None
    first = new.column(0)[0]
    if not first.is_valid or arrow.types.is_nested(first.type):
        return 0
    at = old.column(0).index(first).as_py()
    if at <= 0 or not new.slice(0, 1).equals(old.slice(at, 1)):
        return 0
    shared = min(old.num_rows - at, new.num_rows)
    return at if new.slice(0, shared).equals(old.slice(at, shared)) else 0


# --- without ---------------------------------------------------------------


def _plain(
    new: Mapping[str, Sequence[Any]], old: Mapping[str, Sequence[Any]], rows: int
) -> Delta | None:
    shared = min(rows, len(next(iter(old.values()))))
    differ: set[int] = set()
    for name, values in new.items():
        before = old[name]
        if values[:shared] != before[:shared]:
            differ.update(at for at in range(shared) if values[at] != before[at])
    if 2 * len(differ) > shared:
        return None
    places = [*sorted(differ), *range(shared, rows)]
    columns = {unique(_AT, list(new)): places}
    columns |= {name: [values[at] for at in places] for name, values in new.items()}
    return Delta(msgspec.json.encode({"columns": columns}), rows, 0)
