"""The data editor: what comes back, what is refused, and long sessions against pandas."""

from __future__ import annotations

import datetime
import random
from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import reactfrag as rf
from reactfrag.data import TableEdits, apply_edits, to_frame
from reactfrag.errors import ApiError
from reactfrag.runtime.page import BadValueError
from reactfrag.testing import AppTest
from tests.elements.drawing import Drawing

cc: Any = rf.column_config
loose: Any = rf
"""Without its types: what is tried here is what they forbid."""
Row = namedtuple("Row", "a b")


@dataclass
class Item:
    a: int
    b: str


AB: dict[str, list[Any]] = {"a": [1, 2, 3], "b": ["x", "y", "z"]}
EDITS = TableEdits({"a": {0: 9}, "b": {1: "Y"}}, [{"a": 7, "b": "q"}], frozenset({2}))
DONE: dict[str, list[Any]] = {"a": [9, 2, 7], "b": ["x", "Y", "q"]}
RECORDS = [{"a": a, "b": b} for a, b in zip(*DONE.values(), strict=True)]

TYPES: dict[str, tuple[Any, Any]] = {
    "dict of lists": (AB, DONE),
    "dict of tuples": (
        {k: tuple(v) for k, v in AB.items()},
        {k: tuple(v) for k, v in DONE.items()},
    ),
    "records": ([{"a": a, "b": b} for a, b in zip(*AB.values(), strict=True)], RECORDS),
    "rows": (
        [(1, "x"), [2, "y"], (3, "z")],
        [(9, "x"), [2, "Y"], (7, "q")],
    ),
    "named tuples": (
        [Row(1, "x"), Row(2, "y"), Row(3, "z")],
        [Row(9, "x"), Row(2, "Y"), Row(7, "q")],
    ),
    "dataclasses": (
        [Item(1, "x"), Item(2, "y"), Item(3, "z")],
        [Item(9, "x"), Item(2, "Y"), Item(7, "q")],
    ),
    "polars": (pl.DataFrame(AB), pl.DataFrame(DONE)),
    "arrow": (pa.table(AB), pa.table(DONE)),
    "batch": (pa.RecordBatch.from_pydict(AB), pa.RecordBatch.from_pydict(DONE)),
    "pandas": (pd.DataFrame(AB), pd.DataFrame(DONE, index=[0, 1, 3])),
    "structured": (
        np.array([(1, "x"), (2, "y"), (3, "z")], dtype=[("a", int), ("b", "U1")]),
        np.array([(9, "x"), (2, "Y"), (7, "q")], dtype=[("a", int), ("b", "U1")]),
    ),
}


def same(one: Any, other: Any) -> bool:
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other)
        return True
    if isinstance(one, np.ndarray):
        return bool(one.dtype == other.dtype and (one == other).all())
    if hasattr(one, "equals"):
        return bool(one.equals(other))
    return bool(one == other)


@pytest.mark.parametrize("case", TYPES.values(), ids=TYPES.keys())
def test_the_data_comes_back_in_its_own_type(case: tuple[Any, Any]) -> None:
    data, expected = case
    names = to_frame(data).names
    edits = EDITS
    if names[:2] == ["0", "1"]:
        edits = TableEdits({"0": {0: 9}, "1": {1: "Y"}}, [{"0": 7, "1": "q"}], frozenset({2}))
    found = apply_edits(data, names, edits)
    assert type(found) is type(data)
    assert same(found, expected)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        ([1, 2, 3], "value", [9, 2]),
        ((1, 2, 3), "value", (9, 2)),
        ({1}, "value", {9}),
        (pl.Series("value", [1, 2, 3]), "value", pl.Series("value", [9, 2])),
        (np.array([1, 2, 3]), "value", np.array([9, 2])),
        (np.array([[1], [2], [3]]), "0", np.array([[9], [2]])),
        ({"p": 1, "q": 2, "r": 3}, "value", {"p": 9, "q": 2}),
        ({"v": {"p": 1, "q": 2, "r": 3}}, "v", {"v": {"p": 9, "q": 2}}),
        (pa.array([1, 2, 3]), "value", pa.array([9, 2])),
    ],
)
def test_single_columns_come_back(data: Any, name: str, expected: Any) -> None:
    rows = to_frame(data).rows
    edits = TableEdits({name: {0: 9}}, [], frozenset({2} if rows > 2 else ()))
    found = apply_edits(data, to_frame(data).names, edits)
    assert type(found) is type(data)
    assert (
        bool(np.all(found == expected)) if isinstance(data, np.ndarray) else same(found, expected)
    )


SERIES: list[tuple[Any, Any, Any]] = [
    (pd.Series([1, 2]), 5, "int64"),
    (pd.Series([1, 2], dtype="int8"), 300, "int64"),
    (pd.Series([1, 2]), None, "float64"),
    (pd.Series([1, 2], dtype="Int64"), None, "Int64"),
    (pd.Series([True, False]), True, "bool"),
    (pd.Series([True, False]), None, "object"),
    (pd.Series([1.5, 2]), None, "float64"),
    (pd.Series(["a", "b"], dtype="category"), "c", "category"),
    (pd.Series(["a", "b"], dtype=object), None, "object"),
    (pd.Series(pd.to_datetime(["2031-01-01", "NaT"])), datetime.datetime(2032, 1, 1), None),
    (
        pd.Series(pd.to_datetime(["2031-01-01", "NaT"])).dt.tz_localize("Europe/Oslo"),
        datetime.datetime(2032, 1, 1, tzinfo=datetime.UTC),
        None,
    ),
    (pd.Series([[1], [2]]), [3, 4], "object"),
    (pd.Series([datetime.date(2031, 1, 1), None]), datetime.date(2032, 1, 1), "object"),
]


@pytest.mark.parametrize(("series", "value", "dtype"), SERIES)
def test_pandas_columns_keep_their_type_where_they_can(series: Any, value: Any, dtype: Any) -> None:
    data = series.rename("c").to_frame()
    edits = TableEdits({"c": {0: value}}, [{"c": value}], frozenset())
    found = apply_edits(data, ["_index", "c"], edits)["c"]
    assert str(found.dtype) == (dtype or str(series.dtype))
    for at in (0, 2):
        if value is None:
            assert found.iloc[at] is None or pd.isna(found.iloc[at])
        else:
            assert found.iloc[at] == value
    assert data["c"].equals(series.rename("c"))


def test_labels_of_rows_are_edited(drawing: Drawing) -> None:
    frame = pd.DataFrame({"n": [1, 2]}, index=pd.Index(["p", "q"], name="who"))
    rf.data_editor(frame, num_rows="dynamic", key="e")
    decode = drawing.widget.decode
    decode({"edited_rows": {"0": {"who": "P"}}, "added_rows": [{"who": "r", "n": 3}]})
    with pytest.raises(ValueError, match="may not be empty"):
        decode({"added_rows": [{"n": 3}]})
    names = to_frame(frame).names
    edits = TableEdits({"who": {0: "P"}}, [{"who": "r", "n": 3}])
    expected = pd.DataFrame({"n": [1, 2, 3]}, index=pd.Index(["P", "q", "r"], name="who"))
    pd.testing.assert_frame_equal(apply_edits(frame, names, edits), expected)


# --- values ----------------------------------------------------------------

NOW = datetime.datetime(2031, 5, 17, 8, 30)
VALUES: list[tuple[Any, Any, list[Any], list[Any]]] = [
    ([1], None, [5, None], [1.5, "5", True, [1], float("nan")]),
    ([1.5], None, [5, 2.5], ["5", False]),
    (["a"], None, ["b", ""], [5, True]),
    ([True], None, [False, None], [1, "yes"]),
    ([1], cc.NumberColumn(min_value=0, max_value=10, step=2), [4, 10], [-1, 11, 3]),
    ([0.1], cc.NumberColumn(step=0.1), [0.3, 0.7], [0.35]),
    (["a"], cc.TextColumn(max_chars=3, validate="^[a-z]+$"), ["abc"], ["abcd", "A", ""]),
    (["a"], cc.TextColumn(required=True), ["b"], [None]),
    (["a"], cc.SelectboxColumn(options=["a", "b"]), ["b"], ["c", 1]),
    ([1], cc.SelectboxColumn(options=[1, 2]), [2], ["2", True]),
    (["a", "b"], cc.SelectboxColumn(), ["b"], ["c"]),
    ([["a"]], cc.MultiselectColumn(options=["a", "b"]), [["b", "a"], []], [["c"], "a"]),
    ([["a"]], cc.MultiselectColumn(options=["a"], accept_new_options=True), [["c"]], [[3]]),
    ([["a"]], cc.ListColumn(), [["x", 1]], ["x", [[1]]]),
    ([NOW.date()], None, ["2031-01-02"], ["soon", 5]),
    (
        [NOW.date()],
        cc.DateColumn(min_value=NOW.date(), step=7),
        ["2031-05-24"],
        ["2031-05-16", "2031-05-18"],
    ),
    ([NOW], None, ["2031-01-02T03:04"], ["x", "2031-01-02T03:04+01:00"]),
    (
        [NOW],
        cc.DatetimeColumn(max_value=NOW, step=1800),
        ["2031-05-17T08:00"],
        ["2031-05-17T08:31"],
    ),
    ([NOW.time()], cc.TimeColumn(min_value=NOW.time()), ["08:30"], ["08:29", "25:00"]),
    ([{"k": 1}], None, [], [{}, "x"]),
    ([1, "mixed"], None, [], ["x"]),
    (["https://x"], cc.LinkColumn(), ["https://y"], [1]),
    ([[1, 2]], cc.LineChartColumn(), [], [[1]]),
    (["go"], cc.ButtonColumn(), [], ["stop"]),
]


@pytest.mark.parametrize(("values", "config", "good", "bad"), VALUES)
def test_values_are_checked(
    drawing: Drawing, values: list[Any], config: Any, good: list[Any], bad: list[Any]
) -> None:
    rf.data_editor({"c": values}, column_config={"c": config} if config else None)
    widget = next(w for w in drawing.run.widgets.values() if w.kind == "data_editor")
    for value in good:
        wire = {"edited_rows": {"0": {"c": value}}}
        assert widget.decode(wire).edited_rows == {0: {"c": value}}
    for value in bad:
        with pytest.raises(ValueError, match="row 0"):
            widget.decode({"edited_rows": {"0": {"c": value}}})


@pytest.mark.parametrize(
    "wire",
    [
        None,
        [],
        {"more": 1},
        {"edited_rows": []},
        {"edited_rows": {"7": {"a": 1}}},
        {"edited_rows": {"-1": {"a": 1}}},
        {"edited_rows": {"x": {"a": 1}}},
        {"edited_rows": {"0": {"zzz": 1}}},
        {"edited_rows": {"0": 3}},
        {"added_rows": [{"a": 1}]},
        {"deleted_rows": [0]},
        {"of": "another table"},
    ],
)
def test_edits_that_cannot_be_are_refused(drawing: Drawing, wire: Any) -> None:
    rf.data_editor(AB)
    with pytest.raises(ValueError, match=r"edits|row|column|added|deleted|replaced|dict"):
        drawing.widget.decode(wire)


@pytest.mark.parametrize("deleted", [[0, 0], [3], ["x"], 4, [True]])
def test_deletions_that_cannot_be_are_refused(drawing: Drawing, deleted: Any) -> None:
    rf.data_editor(AB, num_rows="delete")
    with pytest.raises(ValueError, match=r"row|deleted"):
        drawing.widget.decode({"deleted_rows": deleted})


@pytest.mark.parametrize(
    "call",
    [
        lambda: loose.data_editor(AB, num_rows="some"),
        lambda: loose.data_editor(3),
        lambda: loose.data_editor(AB, row_height=0),
        lambda: loose.data_editor(AB, on_change=3),
        lambda: loose.table(AB, border="thick"),
        lambda: loose.dataframe(AB, on_select="rerun", selection_mode="all"),
        lambda: loose.dataframe(AB, on_select="rerun", selection_mode=["single-row", "multi-row"]),
        lambda: loose.dataframe(AB, on_select="rerun", selection_default={"rows": [7]}),
        lambda: loose.dataframe(AB, on_select="rerun", selection_default={"cells": [(0, "zzz")]}),
        lambda: cc.NumberColumn(format="%d %d"),
        lambda: cc.NumberColumn(min_value=2, max_value=1),
        lambda: cc.NumberColumn(step=0),
        lambda: cc.TextColumn(validate="("),
        lambda: cc.TextColumn(max_chars=0),
        lambda: cc.SelectboxColumn(options=[object()]),
        lambda: cc.SelectboxColumn(options=["a"], default="b"),
        lambda: cc.MultiselectColumn(options=["a"], color="red; }"),
        lambda: cc.LineChartColumn(y_min=1, y_max=1),
        lambda: cc.ProgressColumn(color="url(x)"),
        lambda: cc.ButtonColumn(type="huge"),
        lambda: cc.Column(width="wide"),
        lambda: cc.Column(alignment="top"),
        lambda: cc.DateColumn(step=0),
        lambda: cc.TimeColumn(step=-1),
    ],
)
def test_bad_arguments_are_refused(drawing: Drawing, call: Callable[[], Any]) -> None:
    with pytest.raises(ApiError):
        call()


def test_what_cannot_be_edited_is_said(drawing: Drawing) -> None:
    frame = pd.DataFrame(AB | {"c": [1, "x", None], "d": pd.to_timedelta([1, 2, 3])})
    rf.data_editor(frame, disabled=["a"])
    assert {c.name: c.disabled for c in drawing.last.columns} == {
        "_index": True,
        "a": True,
        "b": False,
        "c": True,
        "d": True,
    }
    rf.data_editor(AB, disabled=True)
    assert drawing.last.disabled
    assert all(column.disabled for column in drawing.last.columns)


def test_other_data_begins_without_edits_unless_it_has_a_key() -> None:
    def script() -> None:
        import reactfrag as rf

        more = rf.checkbox("More")
        data = {"a": [1, 2, 3]} if more else {"a": [1, 2]}
        rf.text(str(rf.data_editor(data, num_rows="dynamic")))
        rf.text(str(rf.data_editor(data, num_rows="dynamic", key="kept")))

    at = AppTest.from_function(script).run()
    for editor in at.data_editor:
        editor.edit(1, "a", 9)
    at.run()
    assert [text.value for text in at.text] == ["{'a': [1, 9]}", "{'a': [1, 9]}"]
    assert at.session_state["kept"]["edited_rows"] == {1: {"a": 9}}
    at.checkbox[0].check().run()
    assert [text.value for text in at.text] == ["{'a': [1, 2, 3]}", "{'a': [1, 9, 3]}"]
    at.data_editor[1].edit(2, "a", 8).run()
    at.checkbox[0].uncheck().run()
    # The row that was edited is gone: what is left of the edits would be another's.
    assert at.text[1].value == "{'a': [1, 2]}"


def test_a_value_of_the_script_that_does_not_fit_is_an_error() -> None:
    def script() -> None:
        import reactfrag as rf

        rf.session_state.setdefault("e", {"edited_rows": {0: {"a": "no"}}})
        rf.data_editor({"a": [1]}, key="e")

    at = AppTest.from_function(script).run()
    assert "row 0, a: it takes a number" in at.exception[0].value


def test_a_browser_that_sends_nonsense_changes_nothing() -> None:
    def script() -> None:
        import reactfrag as rf

        rf.text(str(rf.data_editor({"a": [1, 2]}, num_rows="dynamic", key="e")))

    at = AppTest.from_function(script).run()
    at.data_editor[0].edit(0, "a", 5).run()
    page = at.session.page
    with pytest.raises(BadValueError, match="row 1, a: it takes a number"):
        page.apply(at.data_editor[0].id, {"edited_rows": {"1": {"a": "x"}}})
    assert at.run().text[0].value == "{'a': [5, 2]}"


# --- a long session --------------------------------------------------------


def session_script() -> None:
    import pandas as pd

    import reactfrag as rf

    size = 10_000
    frame = pd.DataFrame(
        {
            "number": range(size),
            "share": [at / size for at in range(size)],
            "name": [f"row {at}" for at in range(size)],
            "on": [at % 3 == 0 for at in range(size)],
            "day": pd.date_range("2031-01-01", periods=size, unit="s"),
        }
    )
    rf.session_state.result = rf.data_editor(frame, num_rows="dynamic", key="editor")


def replayed(steps: list[tuple[Any, ...]]) -> pd.DataFrame:
    """The same steps in pandas; rows are known by their label in the index."""
    size = 10_000
    frame = pd.DataFrame(
        {
            "number": range(size),
            "share": [at / size for at in range(size)],
            "name": [f"row {at}" for at in range(size)],
            "on": [at % 3 == 0 for at in range(size)],
            "day": pd.date_range("2031-01-01", periods=size, unit="s"),
        }
    )
    added: list[dict[str, Any]] = []
    for step in steps:
        match step:
            case ("edit", row, column, value):
                frame.loc[row, column] = value
            case ("add", values):
                added.append(dict(values))
            case ("edit added", at, column, value):
                added[at][column] = value
            case ("delete", row):
                frame = frame.drop(index=row)
            case ("delete added", at):
                del added[at]
    if added:
        more = pd.DataFrame(added, index=range(size, size + len(added)))
        frame = pd.concat([frame, more.astype(frame.dtypes)])
    return frame


def wire_of(value: Any) -> Any:
    return value.isoformat() if isinstance(value, pd.Timestamp) else value


def test_a_session_of_200_edits_ends_as_in_pandas() -> None:
    chance = random.Random(20310517)
    at = AppTest.from_function(session_script).run()
    editor = at.data_editor[0]
    alive = list(range(10_000))
    added = 0
    steps: list[tuple[Any, ...]] = []

    def value_of(column: str) -> Any:
        match column:
            case "number":
                return chance.randrange(-5, 10**6)
            case "share":
                return chance.random()
            case "name":
                return chance.choice(["", "ä → 🎈", "<b>", "x" * 50]) + str(chance.random())
            case "on":
                return chance.random() < 0.5
        return pd.Timestamp(2031, 1, chance.randrange(1, 28), chance.randrange(24))

    columns = ["number", "share", "name", "on", "day"]
    for count in range(200):
        kind = chance.choice(
            ["edit"] * 5 + ["add", "edit added", "delete", "delete", "delete added"]
        )
        column = chance.choice(columns)
        value = value_of(column)
        match kind:
            case "edit":
                row = chance.choice(alive)
                editor.edit(row, column, wire_of(value))
                steps.append((kind, row, column, value))
            case "add":
                values = {name: value_of(name) for name in columns}
                editor.add_row(**{name: wire_of(item) for name, item in values.items()})
                steps.append((kind, values))
                added += 1
            case "edit added" if added:
                place = chance.randrange(added)
                editor.edit_added(place, column, wire_of(value))
                steps.append((kind, place, column, value))
            case "delete":
                row = alive.pop(chance.randrange(len(alive)))
                editor.delete_row(row)
                steps.append((kind, row))
            case "delete added" if added:
                place = chance.randrange(added)
                editor.delete_added(place)
                steps.append((kind, place))
                added -= 1
        if count % 10 == 9:
            at.run()
    at.run()
    assert len(steps) > 150
    found = at.session_state["result"]
    pd.testing.assert_frame_equal(found, replayed(steps), check_freq=False)
