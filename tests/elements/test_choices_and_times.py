"""Inputs whose options are buttons, times, colours, pages: what they return and refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

import reactfrag as rf
from reactfrag.errors import ApiError
from tests.elements.drawing import Drawing

Call = Callable[[], Any]


@pytest.mark.parametrize("element", [rf.pills, rf.segmented_control])
def test_one_of_a_group(drawing: Drawing, element: Callable[..., Any]) -> None:
    assert element("A", ["x", "y"]) is None
    assert element("B", ["x", "y"], default="y", format_func=str.upper, key="b") == "y"
    assert (drawing.last.style, drawing.last.options, drawing.last.value) == (
        element.__name__,
        ["X", "Y"],
        [1],
    )
    decode = drawing.widget.decode
    assert (decode([0]), decode([])) == ("x", None)
    for bad in ([2], [0, 1], [0, 0], 0, None, ["x"], [True], "x"):
        with pytest.raises(ValueError):
            decode(bad)
    assert drawing.run.page.state.get("b") == "y"


def test_several_of_a_group(drawing: Drawing) -> None:
    assert rf.pills("A", range(3), selection_mode="multi") == []
    assert rf.pills("B", range(3), selection_mode="multi", default=[2, 0]) == [2, 0]
    assert drawing.last.multiple
    assert drawing.widget.decode([1, 2]) == [1, 2]
    with pytest.raises(ValueError, match="twice"):
        drawing.widget.decode([1, 1])


def test_a_group_that_is_required(drawing: Drawing) -> None:
    assert rf.pills("A", ["x", "y"], required=True) == "x"
    with pytest.raises(ValueError, match="stays chosen"):
        drawing.widget.decode([])
    assert rf.pills("B", ["x", "y"], required=True, selection_mode="multi") == ["x"]
    assert rf.pills("C", [], required=True) is None


@pytest.mark.parametrize(("kind", "most"), [("thumbs", 1), ("faces", 4), ("stars", 4)])
def test_a_rating(drawing: Drawing, kind: Any, most: int) -> None:
    assert rf.feedback(kind) is None
    assert rf.feedback(kind, default=most) == most
    assert drawing.widget.decode(0) == 0
    assert drawing.widget.decode(None) is None
    for bad in (most + 1, -1, "1", True, 0.5):
        with pytest.raises(ValueError):
            drawing.widget.decode(bad)


def test_a_slider_over_options(drawing: Drawing) -> None:
    sizes = ["S", "M", "L"]
    assert rf.select_slider("A", sizes) == "S"
    assert rf.select_slider("B", sizes, value="M", format_func=str.lower) == "M"
    assert (drawing.last.options, drawing.last.value) == (["s", "m", "l"], [1])
    assert drawing.widget.decode([2.0]) == "L"
    for bad in ([3], [-1], [0, 1], [], 1, ["M"], [1.5]):
        with pytest.raises(ValueError):
            drawing.widget.decode(bad)
    assert rf.select_slider("C", sizes, value=("L", "M")) == ("M", "L")
    assert drawing.widget.decode([0, 2]) == ("S", "L")
    with pytest.raises(ValueError, match="before it begins"):
        drawing.widget.decode([2, 0])
    pairs = [(0, 1), (1, 2)]
    assert rf.select_slider("D", pairs, value=(1, 2)) == (1, 2)
    assert drawing.last.value == [1]


def test_a_time(drawing: Drawing) -> None:
    assert rf.time_input("A", time(8, 30)) == time(8, 30)
    assert (drawing.last.value, drawing.last.step, drawing.last.clearable) == ("08:30", 900, False)
    assert rf.time_input("B", "07:05:09") == time(7, 5, 9)
    assert drawing.last.value == "07:05:09"
    assert rf.time_input("C", datetime(2031, 5, 17, 9, 1, 2, 3)) == time(9, 1, 2)
    now = rf.time_input("D")
    assert isinstance(now, time)
    assert now.second == 0
    assert drawing.widget.decode("23:59") == time(23, 59)
    for bad in ("24:00", "x", None, 5, ""):
        with pytest.raises(ValueError):
            drawing.widget.decode(bad)
    assert rf.time_input("E", None, step=timedelta(hours=1), format="12h") is None
    assert (drawing.last.step, drawing.last.format, drawing.last.clearable) == (3600, "12h", True)
    assert drawing.widget.decode(None) is None


def test_a_date_with_a_time(drawing: Drawing) -> None:
    at = datetime(2031, 5, 17, 8, 30)
    assert rf.datetime_input("A", at) == at
    last = drawing.last
    assert (last.value, last.min, last.max) == (
        "2031-05-17T08:30",
        "2021-05-17T08:30",
        "2041-05-17T08:30",
    )
    assert rf.datetime_input("B", date(2031, 5, 17)) == datetime(2031, 5, 17)
    assert rf.datetime_input("C", "2031-05-17T08:30:05") == at.replace(second=5)
    assert rf.datetime_input("D", time(6)) == datetime.combine(date.today(), time(6))
    low = rf.datetime_input("E", min_value=datetime(2100, 1, 1))
    assert low == datetime(2100, 1, 1)
    assert rf.datetime_input("F", None, "2031-01-01", "2031-12-31T12:00") is None
    assert drawing.widget.decode("2031-12-31T12:00") == datetime(2031, 12, 31, 12)
    for bad in ("2031-12-31T12:01", "2030-12-31T23:59", "x", 5):
        with pytest.raises(ValueError):
            drawing.widget.decode(bad)


def test_a_colour(drawing: Drawing) -> None:
    assert rf.color_picker("A") == "#000000"
    assert rf.color_picker("B", "#AbC") == "#aabbcc"
    assert drawing.widget.decode("#FF0000") == "#ff0000"
    for bad in ("red", "#ff", "#ff00001", "", None, 5, "#ggg", "#fff;x"):
        with pytest.raises(ValueError):
            drawing.widget.decode(bad)


def test_pages(drawing: Drawing) -> None:
    assert rf.pagination(9) == 1
    assert rf.pagination(9, default=3, max_visible_pages=5) == 3
    assert (drawing.last.pages, drawing.last.visible, drawing.last.value) == (9, 5, 3)
    for bad in (0, 10, "1", True, 1.5, None):
        with pytest.raises(ValueError):
            drawing.widget.decode(bad)


def fill(name: str, value: object) -> Call:
    """A keyed widget whose session-state value is not one of its own."""
    elements: dict[str, Call] = {
        "group": lambda: rf.pills("A", ["x"], key="k"),
        "steps": lambda: rf.select_slider("A", ["x", "y"], key="k"),
        "time": lambda: rf.time_input("A", key="k"),
        "colour": lambda: rf.color_picker("A", key="k"),
        "pages": lambda: rf.pagination(3, key="k"),
        "rating": lambda: rf.feedback(key="k"),
    }

    def call() -> Any:
        rf.session_state["k"] = value
        return elements[name]()

    return call


@pytest.mark.parametrize(
    "call",
    [
        lambda: rf.pills("A", ["x"], default="y"),
        lambda: rf.pills("A", ["x"], selection_mode="many"),  # type: ignore[arg-type]
        lambda: rf.pills("A", ["x"], selection_mode="multi", default=["y"]),
        lambda: rf.pills(1, ["x"]),  # type: ignore[arg-type]
        lambda: rf.feedback("hearts"),  # type: ignore[arg-type]
        lambda: rf.feedback("thumbs", default=2),
        lambda: rf.select_slider("A", []),
        lambda: rf.select_slider("A", ["x"], value="y"),
        lambda: rf.select_slider("A", ["x", "y"], value=("x", "z")),
        lambda: rf.select_slider("A", ["x", "y"], value=["x", "y", "x"]),
        lambda: rf.time_input("A", "25:00"),
        lambda: rf.time_input("A", 5),
        lambda: rf.time_input("A", step=30),
        lambda: rf.time_input("A", step=timedelta(days=1)),
        lambda: rf.time_input("A", step="1h"),  # type: ignore[arg-type]
        lambda: rf.time_input("A", format="13h"),  # type: ignore[arg-type]
        lambda: rf.datetime_input("A", "x"),
        lambda: rf.datetime_input("A", "2031-01-01", min_value="2031-01-02"),
        lambda: rf.datetime_input("A", None, "2031-01-02", "2031-01-01"),
        lambda: rf.datetime_input("A", format="YY"),
        lambda: rf.color_picker("A", "red"),
        lambda: rf.pagination(0),
        lambda: rf.pagination(3, default=4),
        lambda: rf.pagination(3, max_visible_pages=4),
        lambda: rf.pagination(True),
        fill("group", "y"),
        fill("steps", "z"),
        fill("time", "noon"),
        fill("colour", "red"),
        fill("pages", 4),
        fill("rating", 2),
    ],
)
def test_refused(drawing: Drawing, call: Call) -> None:
    with pytest.raises(ApiError):
        call()


WIDGETS: list[Call] = [
    lambda: rf.pills("A", ["x"], on_change=print),
    lambda: rf.feedback(on_change=print),
    lambda: rf.select_slider("A", ["x"], on_change=print),
    lambda: rf.time_input("A", on_change=print),
    lambda: rf.datetime_input("A", on_change=print),
    lambda: rf.color_picker("A", on_change=print),
    lambda: rf.pagination(3, on_change=print),
    lambda: rf.menu_button("A", ["x"]),
    lambda: rf.chat_input(),
    lambda: rf.link_button("A", "https://example.org", on_click="rerun"),
]


@pytest.mark.parametrize("call", WIDGETS)
def test_f17_not_in_a_form(drawing: Drawing, call: Call) -> None:
    """F17: within a form nothing calls back, and nothing sends by itself."""
    with rf.form("f"), pytest.raises(ApiError, match="form"):
        call()
