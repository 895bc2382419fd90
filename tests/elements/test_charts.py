"""Charts: from a table to a Vega-Lite specification."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

import reactfrag as rf
from reactfrag.data import to_frame
from reactfrag.elements.vegalite import Chart, build, escaped
from reactfrag.errors import ApiError
from tests.elements.drawing import Drawing

WIDE = {"month": ["Jan", "Feb"], "sun": [1, 5], "rain": [6, 1]}
LONG = {"month": ["Jan", "Jan"], "what": ["sun", "rain"], "days": [1, 6]}


def spec(chart: Chart, data: Any) -> tuple[dict[str, Any], list[str]]:
    found, frame = build(chart, to_frame(data))
    return found, frame.names


def test_wide_data_is_folded() -> None:
    found, names = spec(Chart("line", x="month"), WIDE)
    assert found["transform"] == [{"fold": ["sun", "rain"], "as": ["series", "value"]}]
    encoding = found["encoding"]
    assert encoding["x"] == {"field": "month", "type": "nominal", "title": "month"}
    assert encoding["y"] == {"field": "value", "type": "quantitative", "title": None}
    assert encoding["color"]["scale"] == {"domain": ["sun", "rain"]}
    assert names == ["month", "sun", "rain"]


def test_long_data_is_told_apart_by_a_column() -> None:
    found, names = spec(Chart("line", x="month", y="days", color="what"), LONG)
    assert "transform" not in found
    assert found["encoding"]["color"] == {"field": "what", "type": "nominal", "title": "what"}
    assert names == ["month", "days", "what"]


def test_without_x_the_rows_are_counted() -> None:
    found, names = spec(Chart("line"), [3, 1, 2])
    assert found["encoding"]["x"]["field"] == "index"
    assert found["encoding"]["y"]["field"] == "value"
    assert names == ["index", "value"]


def test_without_x_the_index_is_taken() -> None:
    frame = pd.DataFrame({"sun": [1, 2]}, index=pd.date_range("2031-01-01", periods=2))
    found, names = spec(Chart("area"), frame)
    assert found["encoding"]["x"]["type"] == "temporal"
    assert names == ["_index", "sun"]


def test_columns_of_text_are_not_drawn_unless_named() -> None:
    _, names = spec(Chart("line"), WIDE)
    assert names == ["index", "sun", "rain"]


def test_labels_and_names_of_vega_s_own() -> None:
    found, _ = spec(
        Chart("line", x="a.b", y=["value", "series"], x_label="", y_label="Days"),
        {"a.b": [1], "value": [2], "series": [3]},
    )
    assert found["encoding"]["x"] == {"field": "a\\.b", "type": "quantitative", "title": None}
    assert found["encoding"]["y"]["title"] == "Days"
    assert found["transform"][0]["as"] == ["series_", "value_"]
    assert escaped("a[0].'b'") == "a\\[0\\]\\.\\'b\\'"


@pytest.mark.parametrize(
    ("mark", "stack", "y_stack", "offset"),
    [
        ("bar", None, "zero", False),
        ("bar", True, "zero", False),
        ("bar", False, None, True),
        ("bar", "normalize", "normalize", False),
        ("bar", "layered", None, False),
        ("area", None, "zero", False),
        ("area", "center", "center", False),
        ("area", False, None, False),
    ],
)
def test_stack(mark: Any, stack: Any, y_stack: Any, offset: bool) -> None:
    found, _ = spec(Chart(mark, x="month", stack=stack), WIDE)
    assert found["encoding"]["y"]["stack"] == y_stack
    assert ("xOffset" in found["encoding"]) is offset


def test_horizontal_bars_swap_the_axes() -> None:
    found, _ = spec(Chart("bar", x="month", horizontal=True, stack=False), WIDE)
    assert found["encoding"]["y"]["field"] == "month"
    assert "yOffset" in found["encoding"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (True, "absent"),
        (False, None),
        ("month", "ascending"),
        ("-month", "descending"),
        ("-order", {"field": "order", "op": "sum", "order": "descending"}),
    ],
)
def test_sort(sort: Any, expected: Any) -> None:
    data = {"month": ["Jan", "Feb"], "sun": [1, 5], "order": [1, 2]}
    found, names = spec(Chart("bar", x="month", y="sun", sort=sort), data)
    assert found["encoding"]["x"].get("sort", "absent") == expected
    assert ("order" in names) == isinstance(expected, dict)


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        ("#ff0000", ["#ff0000"]),
        ("red", ["red"]),
        ((255, 0, 0), ["rgba(255, 0, 0, 1)"]),
        ((1.0, 0.0, 0.0, 0.5), ["rgba(255, 0, 0, 0.5)"]),
        ([(255, 0, 0, 128)], ["rgba(255, 0, 0, 0.501961)"]),
    ],
)
def test_colours(color: Any, expected: list[str]) -> None:
    found, _ = spec(Chart("line", x="month", y="sun", color=color), WIDE)
    assert found["encoding"]["color"] == {"value": expected[0]}


def test_a_colour_for_each_series() -> None:
    found, _ = spec(Chart("line", x="month", color=["red", "#00f"]), WIDE)
    assert found["encoding"]["color"]["scale"]["range"] == ["red", "#00f"]


def test_a_column_of_colours_is_taken_as_such() -> None:
    data = {"x": [1, 2], "y": [1, 2], "c": ["#f00", "#0f0"]}
    found, _ = spec(Chart("bar", x="x", y="y", color="c"), data)
    assert found["encoding"]["color"]["scale"] is None


@pytest.mark.parametrize(
    "chart",
    [
        Chart("line", x="nothing"),
        Chart("line", y=["sun", "nothing"]),
        Chart("line", x="month", color="month"),
        Chart("line", x="month", color=["red"]),
        Chart("line", x="month", y="sun", color="#ggg"),
        Chart("line", x="month", y="sun", color=(1, 2)),
        Chart("bar", x="month", stack="odd"),  # type: ignore[arg-type]
        Chart("bar", x="month", sort="nothing"),
        Chart("bar", x="month", sort=3),  # type: ignore[arg-type]
    ],
)
def test_refused(chart: Chart) -> None:
    with pytest.raises(ApiError):
        build(chart, to_frame(WIDE))


@pytest.mark.parametrize("call", [rf.line_chart, rf.bar_chart, rf.area_chart])
@pytest.mark.parametrize("data", [WIDE, [], None, [1, 2], pd.DataFrame({"a": [1]})])
def test_elements(drawing: Drawing, call: Any, data: Any) -> None:
    call(data, height=200, alt="a chart")
    assert drawing.last.kind == "vega_lite"
    assert json.loads(drawing.last.spec)["data"] == {"name": "source"}
    assert drawing.last.data.sha in drawing.run.payloads


@pytest.mark.parametrize(("mark", "type"), [("bar", "ordinal"), ("line", "quantitative")])
def test_a_bar_has_a_place_of_its_own_on_an_axis_of_numbers(mark: Any, type: str) -> None:
    found, _ = spec(Chart(mark), [3, 1, 2])
    assert found["encoding"]["x"]["type"] == type
