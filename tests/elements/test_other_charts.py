"""Charts of other libraries, and what is selected in them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import altair
import graphviz
import matplotlib
import numpy as np
import pandas as pd
import plotly.express
import plotly.graph_objects as go
import pydeck
import pytest
from matplotlib.figure import Figure
from PIL import Image

import reactfrag as rf
from reactfrag.errors import ApiError
from reactfrag.testing import AppTest
from tests.elements.drawing import Drawing

matplotlib.use("agg")

TOWNS = pd.DataFrame({"town": ["Oslo", "Rome"], "lat": [59.9, 41.9], "lon": [10.7, 12.5]})
BARS: dict[str, Any] = {"mark": "bar", "encoding": {"x": {"field": "town"}, "y": {"field": "lat"}}}
POINT = {"name": "pick", "select": "point"}


def altair_bars() -> Any:
    return altair.Chart(TOWNS).mark_bar().encode(x="town", y="lat")


def spec_of(props: Any) -> Any:
    return json.loads(props.spec)


# --- Vega-Lite and Altair --------------------------------------------------


def test_a_table_of_altair_is_sent_apart(drawing: Drawing) -> None:
    rf.altair_chart(altair_bars(), alt="Towns")
    shown = drawing.last
    assert (shown.data.rows, shown.width, shown.themed, shown.alt) == (2, None, True, "Towns")
    assert spec_of(shown)["data"] == {"name": "source"}
    assert "Oslo" not in shown.spec
    # More rows than Altair takes by itself.
    rf.altair_chart(altair.Chart(pd.DataFrame({"a": range(6000)})).mark_tick().encode(x="a"))
    assert drawing.last.data.rows == 6000


def test_further_tables_stay_in_the_specification(drawing: Drawing) -> None:
    more = altair.Chart(pd.DataFrame({"b": [1.5]})).mark_rule().encode(y="b")
    rf.altair_chart(altair_bars() + more)
    found = spec_of(drawing.last)
    assert found["datasets"] == {"source_1": [{"b": 1.5}]}
    assert drawing.last.data.rows == 2


@pytest.mark.parametrize(
    ("chart", "given", "width"),
    [
        (altair_bars(), None, None),
        (altair_bars().properties(width=200), None, "content"),
        (altair_bars().properties(width=200), "stretch", None),
        (altair_bars() | altair_bars(), None, "content"),
        (altair_bars().facet("town"), None, "content"),
        (altair_bars(), 300, 300),
    ],
)
def test_widths_of_altair(drawing: Drawing, chart: Any, given: Any, width: Any) -> None:
    rf.altair_chart(chart, width=given)
    assert drawing.last.width == width
    assert ("width" in spec_of(drawing.last)) == (
        width == "content"
        and "hconcat" not in drawing.last.spec
        and "facet" not in drawing.last.spec
    )


@pytest.mark.parametrize(
    "call",
    [
        lambda: rf.vega_lite_chart(TOWNS, BARS),
        lambda: rf.vega_lite_chart({**BARS, "data": TOWNS}),
        lambda: rf.vega_lite_chart({**BARS, "data": {"values": TOWNS}}),
        lambda: rf.vega_lite_chart(None, {**BARS, "data": TOWNS}, theme=None),
        lambda: rf.vega_lite_chart({"town": ["Oslo", "Rome"], "lat": [1, 2]}, BARS),
    ],
)
def test_a_table_may_stand_anywhere(drawing: Drawing, call: Callable[[], object]) -> None:
    call()
    assert drawing.last.data.rows == 2
    assert spec_of(drawing.last)["data"] == {"name": "source"}


def test_values_in_a_specification_stay(drawing: Drawing) -> None:
    inline = {**BARS, "data": {"values": [{"town": "Oslo", "lat": 1}]}}
    rf.vega_lite_chart(inline)
    assert drawing.last.data is None
    assert spec_of(drawing.last) == inline


def test_selections_are_followed_by_name(drawing: Drawing) -> None:
    brush = {"name": "brush", "select": {"type": "interval"}}
    chart = {**BARS, "params": [POINT, brush, {"name": "size", "value": 3}]}
    event = rf.vega_lite_chart(TOWNS, chart, on_select="rerun", key="v")
    assert event == {"selection": {"pick": {}, "brush": {}}}
    assert event.selection.pick == {}
    assert drawing.last.selects == ["pick", "brush"]
    decode = drawing.widget.decode
    said = decode({"pick": [{"town": "Oslo"}], "brush": {"lat": [1, 2]}})
    assert said.selection.pick == [{"town": "Oslo"}]
    assert said.selection.brush.lat == [1, 2]
    assert drawing.widget.encode(said) == {"pick": [{"town": "Oslo"}], "brush": {"lat": [1, 2]}}
    assert decode({"pick": []}).selection == {"pick": {}, "brush": {}}
    refused: list[Any] = [[], {"other": []}, {"pick": [1]}, {"pick": 1}, {"brush": {"lat": 1}}]
    for wire in refused:
        with pytest.raises(ValueError):
            decode(wire)
    rf.vega_lite_chart(TOWNS, chart, on_select="rerun", selection_mode="brush")
    assert drawing.last.selects == ["brush"]
    assert drawing.last.selects == [
        *rf_names(altair_bars().add_params(altair.selection_interval(name="brush")))
    ]


def rf_names(chart: Any) -> list[str]:
    from reactfrag.elements.vega import _selections

    return list(_selections(chart.to_dict()))


def test_without_on_select_a_chart_is_an_element(drawing: Drawing) -> None:
    assert isinstance(rf.altair_chart(altair_bars()), rf.Container)
    assert drawing.last.selects == []
    assert not drawing.run.widgets


# --- Plotly ----------------------------------------------------------------


@pytest.mark.parametrize(
    "figure",
    [
        plotly.express.scatter(x=[1, 2], y=[3, 4]),
        go.Figure(go.Scatter(x=[1, 2], y=[3, 4])),
        go.Scatter(x=[1, 2], y=[3, 4]),
        [go.Scatter(x=[1, 2], y=[3, 4])],
        [{"type": "scatter", "x": [1, 2], "y": np.array([3, 4])}],
        {"data": [{"type": "scatter", "x": [1, 2]}], "layout": {"title": "T"}},
        {"type": "scatter", "x": [1, 2]},
    ],
    ids=lambda figure: type(figure).__name__,
)
def test_figures_of_plotly(drawing: Drawing, figure: Any) -> None:
    rf.plotly_chart(figure, config={"scrollZoom": True}, alt="Points")
    shown = drawing.last
    (trace,) = spec_of(shown)["data"]
    assert trace["type"] == "scatter"
    assert "template" not in spec_of(shown).get("layout", {})
    assert (json.loads(shown.config), shown.alt) == ({"scrollZoom": True}, "Points")


def test_a_template_of_the_author_stays(drawing: Drawing) -> None:
    figure = plotly.express.bar(x=["a"], y=[1])
    rf.plotly_chart(figure, theme=None)
    assert "template" in spec_of(drawing.last)["layout"]
    rf.plotly_chart(figure.update_layout(template="plotly_dark"))
    assert "template" in spec_of(drawing.last)["layout"]


def test_what_is_selected_in_plotly(drawing: Drawing) -> None:
    event = rf.plotly_chart(go.Figure(), on_select="rerun", selection_mode="points")
    assert event.selection == {"points": [], "point_indices": [], "box": [], "lasso": []}
    assert drawing.last.selects == ["points"]
    said = drawing.widget.decode({"points": [{"x": 1}], "point_indices": [3]})
    assert (said.selection.points, said.selection.point_indices) == ([{"x": 1}], [3])
    for wire in ({"points": 1}, {"point_indices": ["a"]}, {"box": [1]}, {"point_indices": [-1]}):
        with pytest.raises(ValueError):
            drawing.widget.decode(wire)


# --- pictures and text -----------------------------------------------------


def test_a_figure_of_matplotlib_is_a_picture(drawing: Drawing) -> None:
    figure = Figure(figsize=(4, 2))
    axes = figure.subplots()
    axes.plot([1, 2])
    rf.pyplot(figure, alt="A line")
    assert (drawing.last.kind, drawing.last.width, drawing.last.images[0].alt) == (
        "image",
        "stretch",
        "A line",
    )
    rf.pyplot(axes, width="content", format="svg", clear_figure=True)
    assert drawing.last.each == 400
    assert drawing.last.images[0].url.endswith("figure.svg")
    assert not figure.axes


def test_graphs_and_diagrams(drawing: Drawing) -> None:
    graph = graphviz.Digraph(engine="neato")
    graph.edge("a", "b")
    rf.graphviz_chart(graph, width="stretch", alt="a, then b")
    shown = drawing.last
    assert (shown.engine, shown.width, shown.alt) == ("neato", "stretch", "a, then b")
    assert "a -> b" in shown.dot
    rf.graphviz_chart("graph { a -- b }")
    assert (drawing.last.engine, drawing.last.width) == ("dot", None)
    rf.mermaid_chart("""
        flowchart LR
            A --> B
    """)
    assert drawing.last.body == "flowchart LR\n    A --> B"


# --- ECharts ---------------------------------------------------------------


def test_options_of_echarts(drawing: Drawing) -> None:
    rf.echarts_chart({"dataset": {"source": TOWNS}, "series": [{"type": "bar"}]}, renderer="svg")
    source = spec_of(drawing.last)["dataset"]["source"]
    assert source["town"] == ["Oslo", "Rome"]
    rf.echarts_chart('{"series": {"type": "pie"}}')
    assert spec_of(drawing.last) == {"series": {"type": "pie"}}
    event = rf.echarts_chart({"series": []}, on_select="rerun")
    assert event.selection == {"points": [], "point_indices": []}
    assert drawing.widget.decode({"points": [{"name": "a"}]}).selection.points == [{"name": "a"}]


# --- maps ------------------------------------------------------------------


def test_points_of_a_map(drawing: Drawing) -> None:
    rf.map(TOWNS, size=500)
    view = spec_of(drawing.last)["initialViewState"]
    assert view["bounds"] == [[10.7, 41.9], [12.5, 59.9]]
    (layer,) = spec_of(drawing.last)["layers"]
    assert [point["position"] for point in layer["data"]] == [[10.7, 59.9], [12.5, 41.9]]
    assert (layer["getRadius"], drawing.last.height) == (500, 500)
    rf.map(
        {"y": [1.0, None], "x": [2.0, 3.0], "c": ["#f00", "#00ff0080"], "r": [5, 6]},
        latitude="y",
        longitude="x",
        color="c",
        size="r",
        zoom=4,
    )
    (layer,) = spec_of(drawing.last)["layers"]
    assert layer["data"] == [{"position": [2.0, 1.0], "color": [255, 0, 0, 255], "size": 5}]
    assert spec_of(drawing.last)["initialViewState"]["zoom"] == 4
    rf.map({"lat": [1.0], "lon": [2.0]}, color=(1.0, 0.5, 0.0))
    (layer,) = spec_of(drawing.last)["layers"]
    assert layer["data"][0]["color"] == [255, 128, 0, 255]
    rf.map()
    assert spec_of(drawing.last)["layers"][0]["data"] == []


def test_layers_of_pydeck(drawing: Drawing) -> None:
    layer = pydeck.Layer("ScatterplotLayer", TOWNS, get_position="[lon, lat]", id="towns")
    deck = pydeck.Deck(layer, tooltip={"text": "{town}"})
    event = rf.pydeck_chart(deck, on_select="rerun", selection_mode="multi-object")
    assert event.selection == {"indices": {}, "objects": {}}
    shown = drawing.last
    assert spec_of(shown)["layers"][0]["id"] == "towns"
    # The map style of a service that pydeck names by itself says light or dark, and no more.
    assert "http" not in shown.spec
    assert (shown.dark, shown.multiple, json.loads(shown.tooltip)) == (
        True,
        True,
        {"text": "{town}"},
    )
    said = drawing.widget.decode({"indices": {"towns": [1]}, "objects": {"towns": [{"a": 1}]}})
    assert said.selection.indices.towns == [1]
    assert said.selection.objects["towns"] == [{"a": 1}]
    tiles = "https://tiles.example.com/{z}/{x}/{y}.png"
    rf.pydeck_chart(pydeck.Deck(layer, map_style=tiles, map_provider=None))
    assert drawing.last.tiles == tiles
    rf.pydeck_chart(pydeck.Deck(layer, map_style=None, map_provider=None))
    assert drawing.last.basemap is False
    rf.pydeck_chart()
    assert spec_of(drawing.last) == {"layers": []}


# --- write -----------------------------------------------------------------


@dataclasses.dataclass
class Place:
    town: str


class Formula:
    """As SymPy's are, which need not be there for this."""

    def _repr_latex_(self) -> str:
        return "$x^2$"

    def __str__(self) -> str:
        return "x**2"


Formula.__module__ = "sympy.core"


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (altair_bars(), "vega_lite"),
        (altair_bars() | altair_bars(), "vega_lite"),
        (plotly.express.bar(x=["a"], y=[1]), "plotly_chart"),
        (Figure(), "image"),
        (graphviz.Graph(), "graphviz_chart"),
        (graphviz.Source("graph {}"), "graphviz_chart"),
        (pydeck.Deck([]), "pydeck_chart"),
        (Image.new("L", (1, 1)), "image"),
        (Place("Oslo"), "json"),
        (TOWNS, "dataframe"),
        (ValueError("no"), "exception"),
        ((n for n in [1]), "markdown"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_write_finds_the_element_for_it(drawing: Drawing, value: Any, kind: str) -> None:
    rf.write("Here:", value)
    assert drawing.kinds() == ["markdown", kind]


def test_write_knows_formulas(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    monkeypatch.setattr(
        "reactfrag.elements.prose.ProseMixin.latex", lambda self, body: seen.append(body)
    )
    formula = Formula()
    rf.write(formula)
    assert seen == [formula]


# --- a whole app -----------------------------------------------------------


def test_selecting_reruns_what_drew_the_chart() -> None:
    def script() -> None:
        import plotly.graph_objects as go

        import reactfrag as rf

        seen = rf.session_state.setdefault("seen", [])

        @rf.fragment
        def chart() -> None:
            event = rf.plotly_chart(
                go.Figure(), key="chart", on_select=lambda: seen.append(rf.session_state.chart)
            )
            rf.text([point["x"] for point in event.selection.points])

        chart()

    at = AppTest.from_function(script).run()
    assert at.text.values == ["[]"]
    at.get_by_key("chart").select(points=[{"x": 5}], point_indices=[0]).run()
    assert at.plotly_chart[0].value.selection.points == [{"x": 5}]
    assert [name.rpartition(".")[2] for name in at.reran] == ["chart"]
    assert at.text.values == ["[5]"]
    assert len(at.session_state["seen"]) == 1
    with pytest.raises(ValueError, match="indexes"):
        at.get_by_key("chart").select(point_indices=["?"])


# --- refused ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: rf.altair_chart(1), "made with Altair"),
        (lambda: rf.altair_chart(altair_bars(), theme="dark"), "theme"),  # type: ignore[arg-type]
        (lambda: rf.altair_chart(altair_bars(), on_select="rerun"), "no selection"),
        (lambda: rf.altair_chart(altair_bars(), on_select="maybe"), "on_select"),  # type: ignore[arg-type]
        (lambda: rf.vega_lite_chart(TOWNS), "specification"),
        (lambda: rf.vega_lite_chart(TOWNS, {}), "specification"),
        (
            lambda: rf.vega_lite_chart(
                TOWNS, {**BARS, "params": [POINT]}, on_select="rerun", selection_mode="no"
            ),
            "'pick'",
        ),
        (lambda: rf.scatter_chart(TOWNS, x="lat", y="lon", size="town"), "no numbers"),
        (lambda: rf.scatter_chart(TOWNS, x="lat", y="lon", size=[1]), "square pixels"),  # type: ignore[arg-type]
        (lambda: rf.plotly_chart(1), "figure of Plotly"),
        (lambda: rf.plotly_chart([1]), "a trace"),
        (lambda: rf.plotly_chart({}, selection_mode="all", on_select="rerun"), "'lasso'"),
        (lambda: rf.plotly_chart({"data": []}, config=1), "config"),  # type: ignore[arg-type]
        (lambda: rf.pyplot(1), "figure of Matplotlib"),
        (lambda: rf.pyplot(Figure(), format="pdf"), "format"),
        (lambda: rf.graphviz_chart(1), "DOT"),
        (lambda: rf.graphviz_chart(" "), "DOT"),
        (lambda: rf.mermaid_chart(" "), "diagram"),
        (lambda: rf.echarts_chart("{"), "no JSON"),
        (lambda: rf.echarts_chart([]), "option object"),
        (lambda: rf.echarts_chart({"series": {"type": "custom"}}), "JavaScript"),
        (lambda: rf.echarts_chart({"series": [{"type": "bar3D"}]}), "extension"),
        (lambda: rf.echarts_chart({"geo": {}}), "map()"),
        (lambda: rf.echarts_chart({"series": []}, renderer="gl"), "renderer"),  # type: ignore[arg-type]
        (lambda: rf.map({"a": [1]}), "latitude"),
        (lambda: rf.map({"lat": [1], "lon": [2]}, size="no"), "no such column"),
        (lambda: rf.map({"lat": [100.0], "lon": [2]}), "right way round"),
        (lambda: rf.map({"lat": ["x"], "lon": [2]}), "no number"),
        (lambda: rf.map({"lat": [1], "lon": [2]}, color="bluish"), "a colour is"),
        (lambda: rf.map(zoom=99), "zoom"),
        (lambda: rf.pydeck_chart(1), "deck of pydeck"),
        (lambda: rf.pydeck_chart(selection_mode="all"), "selection_mode"),  # type: ignore[arg-type]
    ],
)
def test_refused(drawing: Drawing, call: Callable[[], object], said: str) -> None:
    with pytest.raises(ApiError, match=said.replace("(", r"\(").replace(")", r"\)")):
        call()
