"""Widgets: what they return, what they take from the browser, what they refuse."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import reactfrag as rf
from reactfrag.errors import ApiError
from tests.elements.drawing import Drawing


class Size(enum.Enum):
    SMALL = "s"
    LARGE = "l"


D = date(2031, 5, 17)
NUMPY_THREE: Any = np.int64(3)
ZONE = timezone(timedelta(hours=2))


@dataclasses.dataclass(frozen=True)
class Case:
    draw: Callable[[], Any]
    value: Any
    wire: Any
    """The default in wire form."""
    good: list[tuple[Any, Any]]
    """(what the browser sends, what the script gets)."""
    bad: list[Any]


CASES = {
    "checkbox": Case(
        lambda: rf.checkbox("a"), False, False, [(True, True)], [None, 1, "true", [True]]
    ),
    "toggle": Case(lambda: rf.toggle("a", True), True, True, [(False, False)], [0]),
    "radio": Case(
        lambda: rf.radio("a", ["x", "y"], index=1), "y", 1, [(0, "x")], [2, -1, "x", None, True]
    ),
    "radio, none": Case(
        lambda: rf.radio("a", ["x", "y"], index=None), None, None, [(0, "x"), (None, None)], [2]
    ),
    "selectbox": Case(
        lambda: rf.selectbox("a", ("x", "y")), "x", 0, [(1, "y")], [2, "y", 0.0, None, [0]]
    ),
    "selectbox, empty": Case(lambda: rf.selectbox("a", []), None, None, [], [0, "x"]),
    "selectbox, new": Case(
        lambda: rf.selectbox("a", ["x"], index=None, accept_new_options=True),
        None,
        None,
        [(0, "x"), ("mine", "mine"), (None, None)],
        [1],
    ),
    "selectbox, enum": Case(lambda: rf.selectbox("a", Size), Size.SMALL, 0, [(1, Size.LARGE)], [2]),
    "selectbox, series": Case(lambda: rf.selectbox("a", pd.Series([3, 4])), 3, 0, [(1, 4)], [2]),
    "selectbox, frame": Case(
        lambda: rf.selectbox("a", pd.DataFrame({"n": ["p", "q"], "m": [1, 2]})),
        "p",
        0,
        [(1, "q")],
        [2],
    ),
    "selectbox, polars": Case(
        lambda: rf.selectbox("a", pl.DataFrame({"n": ["p", "q"]})), "p", 0, [(1, "q")], [2]
    ),
    "selectbox, numpy": Case(lambda: rf.selectbox("a", np.array([1, 2])), 1, 0, [(1, 2)], [2]),
    "selectbox, generator": Case(
        lambda: rf.selectbox("a", (n * n for n in (2, 3))), 4, 0, [(1, 9)], [2]
    ),
    "multiselect": Case(
        lambda: rf.multiselect("a", ["x", "y", "z"], default=["z", "x"], max_selections=2),
        ["z", "x"],
        [2, 0],
        [([], []), ([1], ["y"])],
        [[3], [0, 1, 2], [0, 0], None, "x", ["x"], [None]],
    ),
    "multiselect, one": Case(
        lambda: rf.multiselect("a", ["xyz", "y"], default="xyz"), ["xyz"], [0], [], []
    ),
    "multiselect, new": Case(
        lambda: rf.multiselect("a", ["x"], accept_new_options=True),
        [],
        [],
        [(["mine", 0], ["mine", "x"])],
        [[1]],
    ),
    "slider, int": Case(
        lambda: rf.slider("a"), 0, [0], [([40], 40), ([40.0], 40)], [[101], [-1], [1.5], [], [1, 2]]
    ),
    "slider, float": Case(
        lambda: rf.slider("a", 0.0, 2.0, 0.5), 0.5, [0.5], [([2], 2.0)], [[2.1], ["1"], [None]]
    ),
    "slider, range": Case(
        lambda: rf.slider("a", 0, 10, (2, 4)),
        (2, 4),
        [2, 4],
        [([0, 10], (0, 10)), ([5, 5], (5, 5))],
        [[4, 2], [2], [0, 11], 3],
    ),
    "slider, all of it": Case(lambda: rf.slider("a", 0, 10, []), (0, 10), [0, 10], [], []),
    "slider, date": Case(
        lambda: rf.slider("a", D, D + timedelta(3), D),
        D,
        [1936742400.0],
        [([1936742400.0 + 86400], D + timedelta(1))],
        [[1936742400.0 - 1]],
    ),
    "slider, time": Case(
        lambda: rf.slider("a", value=time(8, 30)),
        time(8, 30),
        [30600.0],
        [([0.0], time(0))],
        [[-1]],
    ),
    "slider, datetime": Case(
        lambda: rf.slider("a", value=datetime(2031, 5, 17, 12)),
        datetime(2031, 5, 17, 12),
        [1936785600.0],
        [([1936785660.0], datetime(2031, 5, 17, 12, 1))],
        [[0.0]],
    ),
    "slider, zone": Case(
        lambda: rf.slider(
            "a", value=datetime(2031, 5, 17, 12, tzinfo=timezone(timedelta(hours=2)))
        ),
        datetime(2031, 5, 17, 12, tzinfo=timezone(timedelta(hours=2))),
        [1936785600.0],
        [],
        [],
    ),
    "number, default": Case(
        lambda: rf.number_input("a"), 0.0, 0.0, [(1, 1.0), (-2.5, -2.5)], [None, "1", True]
    ),
    "number, int": Case(
        lambda: rf.number_input("a", 1, 9), 1, 1, [(9, 9), (3.0, 3)], [0, 10, 1.5, None]
    ),
    "number, none": Case(
        lambda: rf.number_input("a", value=None), None, None, [(1, 1.0), (None, None)], ["x"]
    ),
    "number, numpy": Case(lambda: rf.number_input("a", value=NUMPY_THREE), 3, 3, [(4, 4)], [4.5]),
    "text": Case(
        lambda: rf.text_input("a", "x", max_chars=3),
        "x",
        "x",
        [("", ""), ("abc", "abc")],
        ["abcd", 3],
    ),
    "text, none": Case(
        lambda: rf.text_input("a", None), None, None, [("b", "b"), ("", None), (None, None)], [3]
    ),
    "text, number": Case(lambda: rf.text_input("a", 12), "12", "12", [], []),
    "text area": Case(lambda: rf.text_area("a"), "", "", [("b\nc", "b\nc")], [["b"]]),
    "date": Case(
        lambda: rf.date_input("a", D, max_value=D + timedelta(9)),
        D,
        ["2031-05-17"],
        [(["2031-05-26"], D + timedelta(9))],
        [["2031-05-27"], ["1999-01-01"], [], ["2031-05-17", "2031-05-18"], ["17.5."], "2031-05-17"],
    ),
    "date, none": Case(lambda: rf.date_input("a", None), None, [], [([], None)], [["1900-01-01"]]),
    "date, iso": Case(lambda: rf.date_input("a", "2031-05-17"), D, ["2031-05-17"], [], []),
    "date, range": Case(
        lambda: rf.date_input("a", (D, D + timedelta(1))),
        (D, D + timedelta(1)),
        ["2031-05-17", "2031-05-18"],
        [([], ()), (["2031-05-17"], (D,))],
        [["2031-05-18", "2031-05-17"], ["2031-05-17"] * 3],
    ),
    "file": Case(lambda: rf.file_uploader("a"), None, [], [([], None)], [["gone"], [3], "gone"]),
    "files": Case(
        lambda: rf.file_uploader("a", accept_multiple_files=True), [], [], [([], [])], [["gone"]]
    ),
    "button": Case(lambda: rf.button("a"), False, False, [(True, True)], [False, 1, None]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_widget(drawing: Drawing, case: Case) -> None:
    value = case.draw()
    assert value == case.value
    assert type(value) is type(case.value) or isinstance(value, np.generic)
    widget = drawing.widget
    assert widget.encode(case.value) == case.wire
    if widget.kind not in ("button", "file_uploader"):
        assert getattr(drawing.last, "value", None) == case.wire
    for sent, expected in case.good:
        got = widget.decode(sent)
        assert got == expected
        assert type(got) is type(expected) or isinstance(got, np.generic)
        if widget.kind != "button":
            # What a user chose stands in session state, and is drawn again from there.
            assert widget.decode(widget.encode(got)) == expected
    for sent in case.bad:
        with pytest.raises(ValueError) as refused:
            widget.decode(sent)
        assert not isinstance(refused.value, ApiError)
        assert str(refused.value)


REFUSED: dict[str, Callable[[], Any]] = {
    "label": lambda: rf.button(3),  # type: ignore[arg-type]
    "key": lambda: rf.button("a", key=[]),  # type: ignore[arg-type]
    "on_change": lambda: rf.checkbox("a", on_change="soon"),  # type: ignore[arg-type]
    "on_change ignore": lambda: rf.checkbox("a", on_change="ignore"),
    "visibility": lambda: rf.checkbox("a", label_visibility="off"),  # type: ignore[arg-type]
    "bind": lambda: rf.checkbox("a", bind="query-params"),  # type: ignore[arg-type]
    "persist": lambda: rf.checkbox("a", persist_state="page"),  # type: ignore[arg-type]
    "persist no key": lambda: rf.checkbox("a", persist_state=True),
    "button type": lambda: rf.button("a", type="big"),  # type: ignore[arg-type]
    "width": lambda: rf.slider("a", width="content"),
    "index": lambda: rf.radio("a", ["x"], index=1),
    "index type": lambda: rf.radio("a", ["x"], index="x"),  # type: ignore[call-overload]
    "options": lambda: rf.radio("a", "xy"),
    "captions": lambda: rf.radio("a", ["x"], captions=["1", "2"]),
    "filter": lambda: rf.selectbox("a", ["x"], filter_mode="odd"),  # type: ignore[call-overload]
    "default": lambda: rf.multiselect("a", ["x"], default=["y"]),
    "max": lambda: rf.multiselect("a", ["x", "y"], default=["x", "y"], max_selections=1),
    "slider order": lambda: rf.slider("a", 5, 5),
    "slider range": lambda: rf.slider("a", 0, 5, 6),
    "slider types": lambda: rf.slider("a", 0, 5.0),
    "slider text": lambda: rf.slider("a", "0", "5"),
    "slider three": lambda: rf.slider("a", 0, 5, (1, 2, 3)),
    "slider step": lambda: rf.slider("a", 0, 5, step=0),
    "slider date step": lambda: rf.slider("a", value=D, step=1),
    "slider format": lambda: rf.slider("a", 0, 5, format="%d %d"),
    "slider back": lambda: rf.slider("a", 0, 5, (4, 2)),
    "number types": lambda: rf.number_input("a", 0, 5.0),
    "number range": lambda: rf.number_input("a", 0, 5, 6),
    "number order": lambda: rf.number_input("a", 5, 0),
    "number nan": lambda: rf.number_input("a", value=float("nan")),
    "number huge": lambda: rf.number_input("a", value=2**60),
    "number bool": lambda: rf.number_input("a", value=True),
    "number format": lambda: rf.number_input("a", format="none"),
    "required": lambda: rf.text_input("a", required=True),
    "validate": lambda: rf.text_input("a", validate=len),  # type: ignore[arg-type]
    "text long": lambda: rf.text_input("a", "abc", max_chars=2),
    "text chars": lambda: rf.text_input("a", max_chars=0),
    "area height": lambda: rf.text_area("a", height=20),
    "date": lambda: rf.date_input("a", "soon"),
    "date range": lambda: rf.date_input("a", D, min_value=D + timedelta(1)),
    "date order": lambda: rf.date_input("a", D, D + timedelta(1), D),
    "date format": lambda: rf.date_input("a", D, format="YY/MM/DD"),
    "date three": lambda: rf.date_input("a", [D, D, D]),
    "files": lambda: rf.file_uploader("a", accept_multiple_files="directory"),
    "file type": lambda: rf.file_uploader("a", type=["."]),
    "file size": lambda: rf.file_uploader("a", max_upload_size=0),
    "download": lambda: rf.download_button("a", 3),
    "download path": lambda: rf.download_button("a", __import__("pathlib").Path("no-such")),
    "submit": lambda: rf.form_submit_button("a"),
    "form key": lambda: rf.form(""),
}


@pytest.mark.parametrize("call", REFUSED.values(), ids=REFUSED.keys())
def test_refused(drawing: Drawing, call: Callable[[], Any]) -> None:
    with pytest.raises(ApiError) as refused:
        call()
    assert len(str(refused.value)) > 20


def test_labels_come_from_format_func(drawing: Drawing) -> None:
    chosen = rf.selectbox("a", [1, 2], format_func=lambda n: f"No {n}")
    assert chosen == 1
    assert drawing.last.options == ["No 1", "No 2"]


def test_the_option_itself_is_returned(drawing: Drawing) -> None:
    options = [{"name": "x"}, {"name": "y"}]
    assert rf.radio("a", options, format_func=lambda o: o["name"]) is options[0]
    assert drawing.widget.decode(1) is options[1]


def test_an_option_of_an_earlier_run_is_found_again(drawing: Drawing) -> None:
    """A full run defines the script's classes anew; the choice stays."""

    def define() -> Any:
        class Town(enum.Enum):
            OSLO = 1
            ROME = 2

        return Town

    old, new = define(), define()
    drawing.page.state.set("town", old.ROME)
    assert rf.selectbox("a", new, key="town") is new.ROME
    assert drawing.last.value == 1


def test_true_and_one_are_two_options(drawing: Drawing) -> None:
    rf.radio("a", [1, True])
    assert drawing.widget.encode(True) == 1


def test_date_limits_are_ten_years_from_the_value(drawing: Drawing) -> None:
    rf.date_input("a", date(2032, 2, 29))
    assert (drawing.last.min, drawing.last.max) == ("2022-02-28", "2042-02-28")


def test_todays_default_gives_way_to_the_limits(drawing: Drawing) -> None:
    assert rf.date_input("a", max_value="1999-12-31") == date(1999, 12, 31)


def test_number_step_and_format(drawing: Drawing) -> None:
    rf.number_input("a", value=1)
    assert (drawing.last.type, drawing.last.step, drawing.last.format) == ("int", 1, "%d")
    rf.number_input("a", value=1.0)
    assert (drawing.last.step, drawing.last.format) == (0.01, "%0.2f")
    rf.number_input("a", step=0.001)
    assert drawing.last.format == "%0.3f"
    rf.number_input("a", format="%.4f")
    assert drawing.last.step == 0.0001


def test_slider_over_dates_spans_a_fortnight_to_either_side(drawing: Drawing) -> None:
    rf.slider("a", value=D)
    assert (drawing.last.max - drawing.last.min) / 86400 == 28
    assert drawing.last.step == 86400
    assert drawing.last.type == "date"
    rf.slider("a", datetime(2031, 1, 1, tzinfo=UTC), datetime(2031, 1, 2, tzinfo=UTC))
    assert drawing.last.step == 900


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ("csv", [".csv"]),
        (["PNG", ".jpg"], [".png", ".jpg", ".jpeg"]),
        (None, []),
    ],
)
def test_upload_types(drawing: Drawing, types: Any, expected: list[str]) -> None:
    rf.file_uploader("a", type=types, max_upload_size=1)
    assert drawing.last.types == expected
    assert drawing.last.max_bytes == 2**20


def test_the_older_width(drawing: Drawing) -> None:
    rf.button("a", use_container_width=True)
    assert drawing.last.width == "stretch"


@pytest.mark.parametrize(
    ("data", "name", "mime"),
    [
        ("text", "download.txt", "text/plain"),
        (b"bytes", "download.bin", "application/octet-stream"),
    ],
)
def test_download(drawing: Drawing, data: Any, name: str, mime: str) -> None:
    assert rf.download_button("a", data, on_click="ignore") is False
    assert drawing.last.file_name == name
    assert drawing.last.quiet
    assert drawing.last.url.startswith("/_reactfrag/media/")


# --- forms -----------------------------------------------------------------


def test_f17_what_stands_in_a_form_says_so(drawing: Drawing) -> None:
    with rf.form("f"):
        rf.text_input("a")
        rf.form_submit_button("Go", on_click=lambda: None)
    form, field, button = drawing.props()
    assert form.kind == "form"
    assert field.form == button.form > 0  # type: ignore[attr-defined]
    assert button.submit  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "call",
    [
        lambda: rf.button("a"),
        lambda: rf.download_button("a", "x"),
        lambda: rf.checkbox("a", on_change=print),
        lambda: rf.slider("a", on_change=print),
        lambda: rf.form("inner"),
    ],
)
def test_f17_not_in_a_form(drawing: Drawing, call: Callable[[], Any]) -> None:
    with rf.form("f"), pytest.raises(ApiError, match="form"):
        call()


def test_a_form_reaches_into_its_columns(drawing: Drawing) -> None:
    with rf.form("f"):
        left, _ = rf.columns(2)
    left.form_submit_button("Go")
    assert drawing.widget.form > 0
