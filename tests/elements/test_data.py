"""Tables: from every source to the same columns, with pyarrow and without."""

from __future__ import annotations

import datetime
import decimal
import json
import sqlite3
import subprocess
import sys
from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import reactfrag as rf
from reactfrag.data import Frame, frame, to_frame
from reactfrag.data import arrow as arrow_columns
from reactfrag.data.known import Known
from reactfrag.errors import ApiError
from tests.elements.drawing import Drawing

Row = namedtuple("Row", "a b")


@dataclass
class Item:
    a: int
    b: str


def cursor() -> sqlite3.Cursor:
    return sqlite3.connect(":memory:").execute("select 1 as a, 'x' as b union select 2, 'y'")


AB: dict[str, list[Any]] = {"a": [1, 2], "b": ["x", "y"]}

SOURCES: dict[str, tuple[Any, dict[str, list[Any]]]] = {
    "dict of lists": (AB, AB),
    "list of dicts": ([{"a": 1, "b": "x"}, {"a": 2, "b": "y"}], AB),
    "ragged dicts": ([{"a": 1}, {"b": "y"}], {"a": [1, None], "b": [None, "y"]}),
    "rows": ([[1, "x"], (2, "y")], {"0": [1, 2], "1": ["x", "y"]}),
    "ragged rows": ([[1], [2, "y"]], {"0": [1, 2], "1": [None, "y"]}),
    "named tuples": ([Row(1, "x"), Row(2, "y")], AB),
    "dataclasses": ([Item(1, "x"), Item(2, "y")], AB),
    "list": ([1, 2], {"value": [1, 2]}),
    "generator": ((n for n in (1, 2)), {"value": [1, 2]}),
    "range": (range(2), {"value": [0, 1]}),
    "dict of values": ({"a": 1, "b": 2}, {"_index": ["a", "b"], "value": [1, 2]}),
    "dict of dicts": (
        {"a": {"r": 1, "s": 2}, "b": {"r": "x"}},
        {"_index": ["r", "s"], "a": [1, 2], "b": ["x", None]},
    ),
    "pandas": (pd.DataFrame(AB), {"_index": [0, 1], **AB}),
    "pandas, index": (pd.DataFrame(AB).set_index("b"), {"b": ["x", "y"], "a": [1, 2]}),
    "pandas, two indexes": (
        pd.DataFrame({**AB, "c": [True, False]}).set_index(["a", "b"]),
        {**AB, "c": [True, False]},
    ),
    "pandas, same names": (
        pd.DataFrame([[1, 2]], columns=["a", "a"]),
        {"_index": [0], "a": [1], "a.1": [2]},
    ),
    "pandas, levels": (
        pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")])),
        {"_index": [0], "a / b": [1]},
    ),
    "series": (pd.Series([1, 2], name="n"), {"_index": [0, 1], "n": [1, 2]}),
    "index": (pd.Index(["p", "q"]), {"value": ["p", "q"]}),
    "categories": (
        pd.Series(["p", "q", "p"], dtype="category"),
        {"_index": [0, 1, 2], "value": ["p", "q", "p"]},
    ),
    "polars": (pl.DataFrame(AB), AB),
    "lazy": (pl.LazyFrame(AB), AB),
    "polars series": (pl.Series("n", [1, 2]), {"n": [1, 2]}),
    "arrow": (pa.table(AB), AB),
    "record batch": (pa.RecordBatch.from_pydict(AB), AB),
    "numpy": (np.array([[1, 2], [3, 4]]), {"0": [1, 3], "1": [2, 4]}),
    "numpy, one": (np.array([1.5, 2]), {"value": [1.5, 2.0]}),
    "numpy, records": (np.array([(1, "x"), (2, "y")], dtype=[("a", int), ("b", "U1")]), AB),
    "none": (None, {}),
    "empty": ([], {}),
    "mixed": ([1, "x", None, {"k": 2}], {"value": ["1", "x", None, '{"k":2}']}),
    "nan": ([1.0, float("nan"), None], {"value": [1.0, None, None]}),
    "int and float": ([1, 2.5], {"value": [1.0, 2.5]}),
    "beyond a browser": ([2**60, 1], {"value": [str(2**60), "1"]}),
    "far beyond": ([2**70, 1], {"value": [str(2**70), "1"]}),
    "decimal": ([decimal.Decimal("1.5")], {"value": [1.5]}),
    "lists": ([{"l": [1, 2]}, {"l": None}], {"l": [[1, 2], None]}),
    "texts": ([{"l": ["p"]}], {"l": [["p"]]}),
    "half a pair": (["\ud800", "b"], {"value": ["?", "b"]}),
}


def read(found: Frame) -> dict[str, list[Any]]:
    data, format = found.encoded
    if format == "json":
        columns: dict[str, list[Any]] = json.loads(data)["columns"]
        return columns
    table = pa.ipc.open_stream(data).read_all()
    return {
        name: [_plain(value) for value in table.column(name).to_pylist()]
        for name in table.column_names
    }


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and value != value else value


@pytest.mark.parametrize("case", SOURCES.values(), ids=SOURCES.keys())
@pytest.mark.parametrize("format", ["arrow", "json"])
def test_source(case: tuple[Any, dict[str, Any]], format: str, monkeypatch) -> None:
    data, expected = case
    if hasattr(data, "__next__"):
        data = [1, 2]
    if format == "json":
        monkeypatch.setattr(frame, "pyarrow", lambda: None)
        monkeypatch.setattr("reactfrag.data.convert._known", Known())
        monkeypatch.setattr("reactfrag.data.convert.pyarrow", lambda: None)
    found = to_frame(data)
    assert read(found) == expected
    assert found.rows == (len(next(iter(expected.values()))) if expected else 0)


TYPES: list[tuple[list[Any], str]] = [
    ([1, None], "integer"),
    ([1.5], "number"),
    ([True, None], "boolean"),
    (["a"], "text"),
    ([datetime.date(2031, 5, 17)], "date"),
    ([datetime.datetime(2031, 5, 17, 12)], "datetime"),
    ([datetime.time(12)], "time"),
    ([[1, 2]], "list"),
    ([datetime.timedelta(1)], "text"),
    ([b"abc"], "text"),
    ([None], "text"),
]


@pytest.mark.parametrize("format", ["arrow", "json"])
@pytest.mark.parametrize(("values", "type"), TYPES)
def test_types(values: list[Any], type: str, format: str, monkeypatch) -> None:
    if format == "json":
        monkeypatch.setattr(frame, "pyarrow", lambda: None)
        monkeypatch.setattr("reactfrag.data.convert._known", Known())
    assert to_frame({"c": values}).fields[0].type == type


def test_objects_are_json() -> None:
    found = to_frame(pa.table({"c": [{"k": 1}]}))
    assert found.fields[0].type == "object"
    assert read(found) == {"c": ['{"k":1}']}


@pytest.mark.parametrize("make", [list, lambda values: pd.Series(values)])
def test_dicts_keep_the_keys_they_have(make: Callable[[list[Any]], Any]) -> None:
    found = to_frame({"c": make([{"k": 1}, None, {"j": [2]}])})
    assert found.fields[0].type == "object"
    assert read(found) == {"c": ['{"k":1}', None, '{"j":[2]}']}


def test_pandas_moments_keep_their_zone() -> None:
    series = pd.Series(pd.date_range("2031-01-01", periods=2, tz="Europe/Oslo", unit="ns"))
    found = to_frame(series)
    assert found.fields[1].type == "datetime"
    assert found.columns[1].type == pa.timestamp("ms", tz="Europe/Oslo")
    assert (
        to_frame(pd.Series(pd.period_range("2031", periods=2, freq="Y"))).fields[1].type == "text"
    )


@pytest.mark.parametrize("data", ["text", 3, object(), {"a": [1], "b": 2}, np.zeros((2, 2, 2))])
def test_what_is_no_table_is_refused(data: Any) -> None:
    with pytest.raises(ApiError):
        to_frame(data)


def test_columns_of_two_lengths_are_refused() -> None:
    with pytest.raises(ApiError, match="one length"):
        to_frame({"a": [1], "b": [1, 2]})


def test_a_cursor() -> None:
    assert read(to_frame(cursor())) == AB


@given(
    st.dictionaries(
        st.text(min_size=1, max_size=5),
        st.lists(
            st.one_of(
                st.none(),
                st.booleans(),
                st.integers(),
                st.floats(),
                st.text(),
                st.binary(),
                st.dates(),
                st.datetimes(),
                st.lists(st.integers(), max_size=2),
            ),
            min_size=3,
            max_size=3,
        ),
        max_size=4,
    )
)
def test_any_columns_can_be_sent(data: dict[str, list[Any]]) -> None:
    found = to_frame(data)
    assert found.rows == (3 if data else 0)
    read(found)


def test_plain_data_needs_nothing_installed() -> None:
    code = """
import sys
for name in ("pyarrow", "pandas", "numpy", "polars"):
    sys.modules[name] = None
from reactfrag.data import to_frame
for data in ([1, 2.5, None], {"a": [1]}, [{"a": 1}]):
    print(to_frame(data).encoded)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == [
        """(b'{"columns":{"value":[1.0,2.5,null]}}', 'json')""",
        """(b'{"columns":{"a":[1]}}', 'json')""",
        """(b'{"columns":{"a":[1]}}', 'json')""",
    ]


# --- the element -----------------------------------------------------------


def test_dataframe_sends_its_table_once_by_content(drawing: Drawing) -> None:
    rf.dataframe(AB)
    first = drawing.last
    rf.dataframe(pd.DataFrame(AB), hide_index=True)
    assert drawing.last.data == first.data
    assert list(drawing.run.payloads) == [first.data.sha]
    assert [c.name for c in first.columns] == ["a", "b"]


def test_dataframe_columns(drawing: Drawing) -> None:
    rf.dataframe(
        pd.DataFrame({"a": [1], "b": [2], "c": [3]}),
        column_order=["c", "a", "nothing"],
        column_config={"a": "Alpha", "c": {"width": 80, "help": "h"}, "_index": None},
    )
    columns = drawing.last.columns
    assert [(c.name, c.label, c.width) for c in columns] == [("c", "c", 80), ("a", "Alpha", None)]


@pytest.mark.parametrize(
    "call",
    [
        lambda: rf.dataframe(AB, on_select="always"),
        lambda: rf.dataframe(AB, column_config={"a": 3}),
        lambda: rf.dataframe(AB, column_config={"a": {"colour": 3}}),
        lambda: rf.dataframe(AB, column_config={"a": {"width": "huge"}}),
        lambda: rf.dataframe(AB, height="tall"),
    ],
)
def test_dataframe_refuses(drawing: Drawing, call: Callable[[], Any]) -> None:
    with pytest.raises(ApiError):
        call()


def test_write_shows_tables(drawing: Drawing) -> None:
    for data in (pd.DataFrame(AB), pl.DataFrame(AB), pa.table(AB), np.array([1]), cursor()):
        rf.write(data)
    rf.write(np.float64(1.5), np.int64(2))
    assert drawing.kinds() == ["dataframe"] * 5 + ["markdown"]
    assert drawing.last.body == "1.5 2"


def test_arrow_columns_are_of_few_types() -> None:
    array, kind = arrow_columns.column(pa, pl.Series(["p"]))
    assert (array.type, kind) == (pa.string(), "text")
