"""Tables that change: what crosses the wire, and that it makes the same table."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactfrag.data import Snapshot, View, changed, read_csv, read_window, to_frame
from reactfrag.data.windows import TABLE_MIMES
from reactfrag.runtime.outbox import Outbox
from reactfrag.runtime.payloads import payload
from reactfrag.testing import AppTest


def snapshot(data: Any) -> Snapshot:
    frame = to_frame(data)
    encoded, format = frame.encoded
    return Snapshot(encoded, format, frame)


def values(data: bytes) -> dict[str, list[Any]]:
    return {
        name: ["nan" if value != value else value for value in column]
        for name, column in pa.ipc.open_stream(data).read_all().to_pydict().items()
    }


CELLS = {
    "n": st.one_of(st.none(), st.integers(-5, 5)),
    "f": st.one_of(st.none(), st.floats(width=16)),
    "t": st.one_of(st.none(), st.text(max_size=2)),
    "l": st.one_of(st.none(), st.lists(st.integers(0, 3), max_size=2)),
}
ROWS = st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=12)
TYPES: dict[str, pa.DataType] = {
    "n": pa.int64(),
    "f": pa.float64(),
    "t": pa.string(),
    "l": pa.list_(pa.int64()),
}
SCHEMA = pa.schema(TYPES)


@given(
    before=ROWS,
    extra=ROWS,
    edits=st.dictionaries(st.integers(0, 11), st.fixed_dictionaries(CELLS), max_size=3),
    skip=st.integers(0, 4),
    grow=st.booleans(),
)
def test_a_change_makes_the_new_table(
    before: list[Any], extra: list[Any], edits: dict[int, Any], skip: int, grow: bool
) -> None:
    after = [edits.get(at, row) for at, row in enumerate(before)][skip:]
    after += extra if grow else []
    old, new = (snapshot(pa.Table.from_pylist(rows, schema=SCHEMA)) for rows in (before, after))
    delta = new.changes(old)
    if delta is not None:
        made = changed(old.data, delta.data, "arrow", delta.rows, delta.skip)
        assert values(made) == values(new.data)


def rows_of(size: int, **more: Any) -> dict[str, list[Any]]:
    return {"a": list(range(size)), "b": [f"row {at}" for at in range(size)], **more}


@pytest.mark.parametrize("plain", [False, True])
def test_what_changed_is_little(plain: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if plain:
        for name in ("frame", "snapshot", "convert"):
            monkeypatch.setattr(f"reactfrag.data.{name}.pyarrow", lambda: None)
    base = rows_of(20_000)
    one = {**base, "a": [*base["a"][:7], -1, *base["a"][8:]]}
    more = rows_of(20_010)
    fewer = rows_of(19_990)
    for data, places in ((one, [7]), (more, list(range(20_000, 20_010))), (fewer, [])):
        delta = snapshot(data).changes(snapshot(base))
        assert delta is not None
        assert len(delta.data) < 2_000
        assert delta.rows == len(data["a"])
        if plain:
            assert json.loads(delta.data)["columns"]["#"] == places
            made = changed(snapshot(base).data, delta.data, "json", delta.rows, delta.skip)
            assert msgspec.json.decode(made) == {"columns": data}
        else:
            assert pa.ipc.open_stream(delta.data).read_all().column("#").to_pylist() == places


def test_a_window_that_moves_on_is_little() -> None:
    old = snapshot({"t": list(range(1000)), "v": [at % 7 for at in range(1000)]})
    new = snapshot({"t": list(range(10, 1010)), "v": [at % 7 for at in range(10, 1010)]})
    delta = new.changes(old)
    assert delta is not None
    assert (delta.skip, delta.rows) == (10, 1000)
    assert len(delta.data) < 1_500


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (rows_of(100), rows_of(100, c=[1] * 100)),
        (rows_of(100), {"a": list(range(100, 200)), "b": ["x"] * 100}),
        (rows_of(100), {"a": [str(at) for at in range(100)], "b": ["x"] * 100}),
        (rows_of(100), {"a": [], "b": []}),
        ({"a": [], "b": []}, rows_of(100)),
        (rows_of(100), {}),
    ],
)
def test_another_table_is_no_change(old: Any, new: Any) -> None:
    assert snapshot(new).changes(snapshot(old)) is None


def test_a_change_is_not_sent_to_who_lacks_its_base() -> None:
    old, new = (snapshot(rows_of(size)) for size in (1000, 1001))
    base = payload(old.data, "arrow", old)
    table = payload(new.data, "arrow", new)
    assert table.compare(base)
    small, whole = table.frame(base.sha, {base.sha}), table.frame(base.sha, set())
    assert small is not None
    assert whole is not None
    assert 5 * len(small) < len(whole)
    assert table.frame(None, {base.sha}) == whole


# --- whole apps ------------------------------------------------------------


def growing() -> None:
    import reactfrag as rf

    @rf.fragment
    def part() -> None:
        rows = rf.session_state.setdefault("rows", {"n": list(range(5000))})
        if rf.button("Change"):
            rows["n"][40] += 1
            rows["n"] += [7] * 3
        rf.dataframe(rows)
        rf.line_chart(rows)

    part()


def test_a_session_sends_changes_as_changes() -> None:
    at = AppTest.from_function(growing).run()
    first = at.bytes_sent
    for count in range(1, 4):
        at.button[0].click().run()
        assert at.bytes_sent < 4_000 < first
        assert at.dataframe[0].value["n"].tolist() == at.session_state["rows"]["n"]
        assert len(at.session_state["rows"]["n"]) == 5000 + 3 * count
    assert len(at.session.page.tables) == 2


def test_a_browser_that_comes_back_is_sent_the_whole() -> None:
    at = AppTest.from_function(growing).run()
    at.button[0].click().run()
    at.disconnect()
    at.session_state["rows"]["n"][0] = -1
    assert not at.reconnect(0)
    at.run()
    assert at.dataframe[0].value["n"].tolist() == at.session_state["rows"]["n"]
    at.button[0].click().run()
    assert at.bytes_sent < 4_000
    assert at.dataframe[0].value["n"].tolist() == at.session_state["rows"]["n"]


def test_a_patch_that_comes_between_costs_no_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """Something else may be sent when the page has the new table and the browser not yet."""
    at = AppTest.from_function(growing).run()
    outbox = at.session.outbox
    flush = Outbox.flush

    def interrupted(self: Outbox, **said: Any) -> None:
        self._drop_payloads()
        flush(self, **said)

    monkeypatch.setattr(Outbox, "flush", interrupted)
    for _ in range(3):
        at.button[0].click().run()
        assert at.bytes_sent < 4_000
    assert at.dataframe[0].value["n"].tolist() == at.session_state["rows"]["n"]
    assert not outbox._bases


def test_what_an_author_changes_in_place_is_seen() -> None:
    """A frame of numbers can lie in the author's own memory: what was sent must not."""

    def script() -> None:
        import numpy as np
        import pandas as pd

        import reactfrag as rf

        frame = rf.session_state.setdefault("frame", pd.DataFrame({"x": np.zeros(3000)}))
        if rf.button("Change"):
            frame.iloc[5, 0] += 1
        rf.dataframe(frame)

    at = AppTest.from_function(script).run()
    for count in range(1, 3):
        at.button[0].click().run()
        assert at.dataframe[0].value["x"].iloc[5] == count
        assert at.bytes_sent < 4_000


# --- windows ---------------------------------------------------------------

PEOPLE: dict[str, list[Any]] = {
    "name": ["Bea", None, "ada", "Cy"],
    "n": [2.5, 10.0, None, -1.0],
    "l": [[1], [2], None, []],
}
VIEWS: list[tuple[View, list[int]]] = [
    (View(), [0, 1, 2, 3]),
    (View(sort="n"), [3, 0, 1, 2]),
    (View(sort="n", descending=True), [1, 0, 3, 2]),
    (View(sort="name"), [2, 0, 3, 1]),
    (View(find="A"), [0, 2]),
    (View(find="a", sort="name", descending=True), [0, 2]),
    (View(find="10"), [1]),
    (View(find="nobody"), []),
]


@pytest.mark.parametrize("format", ["arrow", "json"])
@pytest.mark.parametrize(("view", "places"), VIEWS)
def test_views(view: View, places: list[int], format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if format == "json":
        for name in ("frame", "convert"):
            monkeypatch.setattr(f"reactfrag.data.{name}.pyarrow", lambda: None)
    data, made = to_frame(PEOPLE).encoded
    assert made == format
    for start, count in ((0, 10), (1, 2), (9, 5)):
        name = f"{format} people"
        window = read_window(name, data, TABLE_MIMES[format], start, count, view)
        assert window.rows == len(places)
        if format == "arrow":
            columns = pa.ipc.open_stream(window.data).read_all().to_pydict()
        else:
            columns = json.loads(window.data)["columns"]
        assert columns["#"] == places[start : start + count]
        assert columns["name"] == [PEOPLE["name"][at] for at in columns["#"]]
    with pytest.raises(KeyError):
        read_window("x", data, TABLE_MIMES[format], 0, 1, View(sort="zzz"))
    lines = read_csv(f"{format} people", data, TABLE_MIMES[format], view).decode().splitlines()
    assert lines[0] == "\ufeffname,n,l"
    assert len(lines) == len(places) + 1


def test_long_tables_are_asked_for_by_the_page() -> None:
    def script() -> None:
        import reactfrag as rf

        rf.dataframe({"n": list(range(20_000))})
        rf.dataframe({"n": list(range(20_000))}, lazy=False)
        rf.dataframe({"n": [1, 2]}, lazy=True)

    at = AppTest.from_function(script).run()
    urls = [table.props.data.url for table in at.dataframe]
    assert [url is not None for url in urls] == [True, False, True]
    assert len(at.dataframe[0].value) == 20_000
    assert at.dataframe[0].value.equals(at.dataframe[1].value)


# --- what tables are made of ------------------------------------------------


class Stream:
    """Something that offers itself as an Arrow stream, and as nothing else."""

    def __init__(self, table: Any) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._table.__arrow_c_stream__(requested_schema)


class Interchange:
    """Likewise by the dataframe interchange protocol."""

    def __init__(self, frame: Any) -> None:
        self._frame = frame

    def __dataframe__(self, nan_as_null: bool = False, allow_copy: bool = True) -> Any:
        return self._frame.__dataframe__(nan_as_null=nan_as_null, allow_copy=allow_copy)


@pytest.mark.parametrize(
    "data",
    [
        Stream(pa.table({"a": [1, 2], "b": ["x", "y"]})),
        Interchange(pa.table({"a": [1, 2], "b": ["x", "y"]})),
        ({"a": at, "b": name} for at, name in ((1, "x"), (2, "y"))),
        pl.LazyFrame({"a": [1, 2], "b": ["x", "y"]}),
        pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}),
    ],
)
def test_any_kind_of_data(data: Any) -> None:
    found = to_frame(data)
    table = pa.ipc.open_stream(found.encoded[0]).read_all()
    assert table.select(["a", "b"]).to_pydict() == {"a": [1, 2], "b": ["x", "y"]}
