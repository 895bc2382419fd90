"""Charts in a real browser: what they load, what can be selected, and what never runs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.app import AppPage
from tests.browser.conftest import OpenApp

ONE_AT_A_TIME = """
    import graphviz
    import plotly.graph_objects as go

    import reactfrag as rf

    chart = rf.radio("Chart", ["none", "vega", "plotly", "echarts", "graphviz", "mermaid", "map"])
    if chart == "vega":
        rf.line_chart({"x": [1], "y": [2]}, x="x", y="y", alt="A vega")
    elif chart == "plotly":
        rf.plotly_chart(go.Figure(go.Bar(x=["a"], y=[1])), alt="A plotly")
    elif chart == "echarts":
        rf.echarts_chart(
            {"xAxis": {"data": ["a"]}, "yAxis": {}, "series": [{"type": "bar", "data": [1]}]},
            alt="A echarts",
        )
    elif chart == "graphviz":
        rf.graphviz_chart("digraph { read -> write }", alt="A graphviz")
    elif chart == "mermaid":
        rf.mermaid_chart("flowchart LR; A[Read] --> B[Write]", alt="A mermaid")
    elif chart == "map":
        rf.map({"lat": [59.9], "lon": [10.7]}, alt="A map")
"""

CHUNKS = {
    "vega": "VegaLite-",
    "plotly": "Plotly-",
    "echarts": "ECharts-",
    "graphviz": "Graphviz-",
    "mermaid": "Mermaid-",
    "map": "Deck-",
}


def quiet(page: AppPage) -> None:
    """Pass over what the software renderer says of its own speed."""
    page.fails_as_expected("GPU stall", "GL Driver Message", "WebGL")


def test_each_library_is_loaded_when_first_shown_and_no_other_host_is_asked(app: OpenApp):
    page = app(ONE_AT_A_TIME)
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))
    page.page.reload()
    page.rest()
    for name, chunk in CHUNKS.items():
        loaded = [other for other, part in CHUNKS.items() if any(part in url for url in asked)]
        assert name not in loaded, f"{chunk} came before it was shown"
        page.page.get_by_text(name, exact=True).click()
        page.rest()
        shown = page.page.get_by_label(f"A {name}").first
        expect(shown).to_be_visible()
        assert any(chunk in url for url in asked)
    strangers = [url for url in asked if not url.startswith((page.served.url, "data:", "blob:"))]
    assert strangers == []
    quiet(page)


HEAD = """
    import altair as alt
    import pandas as pd
    import plotly.graph_objects as go

    import reactfrag as rf

    rf.set_page_config(layout="wide")
    data = pd.DataFrame({"a": [1, 2, 3], "b": [3, 1, 2]})
"""

VEGA = """
    pick = alt.selection_point(name="pick", fields=["a"])
    chart = alt.Chart(data).mark_bar(size=40).encode(x="a", y="b")
    event = rf.altair_chart(chart.add_params(pick), on_select="rerun", height=250)
    rf.text(f"pick {event.selection.pick}")
"""

PLOTLY = """
    figure = go.Figure(go.Scatter(x=[1, 2, 3], y=[1, 1, 1], mode="markers", marker_size=20))
    event = rf.plotly_chart(figure, on_select="rerun", key="plotly", height=250)
    rf.text(f"plotly {event.selection.point_indices} boxes {len(event.selection.box)}")
"""

ECHARTS = """
    spec = {"xAxis": {"data": ["one"]}, "yAxis": {}, "series": [{"type": "bar", "data": [5]}],
            "animation": False}
    event = rf.echarts_chart(spec, on_select="rerun", height=250)
    rf.text(f"echarts {[(p.get('name'), p.get('value')) for p in event.selection.points]}")
"""


def drag(page: AppPage, chart: Locator, start: Sequence[float], end: Sequence[float]) -> None:
    """Drag over a chart, from and to parts of its width and height."""
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    mouse = page.page.mouse
    mouse.move(box["x"] + box["width"] * start[0], box["y"] + box["height"] * start[1])
    mouse.down()
    for step in (0.25, 0.5, 0.75, 1.0):
        across = start[0] + (end[0] - start[0]) * step
        down = start[1] + (end[1] - start[1]) * step
        mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
    mouse.up()


def test_what_is_selected_in_vega_comes_to_the_script(app: OpenApp):
    page = app(HEAD + VEGA).sees("pick {}")
    page.page.locator("path[aria-label^='a: 2']").click()
    page.rest().sees("pick [{'a': 2}]")


def test_what_is_selected_in_plotly_comes_to_the_script(app: OpenApp):
    page = app(HEAD + PLOTLY).sees("plotly [] boxes 0")
    drag(page, page.all("stPlotlyChart").locator(".nsewdrag").first, (0.3, 0.1), (0.97, 0.9))
    page.rest().sees("plotly [1, 2] boxes 1")
    quiet(page)


def test_what_is_selected_in_echarts_comes_to_the_script(app: OpenApp):
    page = app(HEAD + ECHARTS).sees("echarts []")
    page.all("stEChartsChart").locator("canvas").click(position={"x": 600, "y": 180})
    page.rest().sees("echarts [('one', 5)]")


PAYLOADS = """
    import pandas as pd
    import plotly.graph_objects as go
    import pydeck

    import reactfrag as rf

    IMG = "<img src=x: onerror='window.hacked=1'>"
    RUN = "javascript:window.hacked=1"
    JS = "<script>window.hacked=1</script>"
    SVG = f"<svg xmlns='http://www.w3.org/2000/svg' onload='window.hacked=1'>{JS}</svg>"
    LINK = f"<a href='{RUN}'>x</a>"
    TEXTS = [IMG, f"[x]({RUN})", JS, '" onerror="window.hacked=1', LINK]
    frame = pd.DataFrame({"a": TEXTS, "b": range(len(TEXTS)), "url": [RUN] * len(TEXTS)})
"""

MEDIA_PAYLOADS = """
    rf.image([SVG] * len(TEXTS), caption=TEXTS, alt=TEXTS)
    rf.logo(SVG)
    rf.audio(b"ID3", alt=IMG)
    rf.video(b"film", subtitles={text: b"WEBVTT" for text in TEXTS}, alt=IMG)
    rf.chat_input(IMG, accept_file=True)
    rf.camera_input(IMG)
    rf.audio_input(f"[x]({RUN})")
    rf.bar_chart(frame, x="a", y="b", x_label=IMG, alt=IMG)
    for code in ("datum.constructor.constructor", "toString.constructor", "event.view.eval"):
        rf.vega_lite_chart(frame, {
            "title": IMG, "description": IMG,
            "transform": [{"calculate": f"{code}('window.hacked=1')", "as": "c"}],
            "mark": {"type": "bar", "tooltip": {"content": "data"}},
            "encoding": {"x": {"field": "b"}, "y": {"field": "c", "type": "quantitative"}},
        })
    rf.vega_lite_chart(frame, {
        "mark": {"type": "bar", "tooltip": {"content": "data"}},
        "encoding": {"x": {"field": "b"}, "y": {"field": "b", "type": "quantitative"},
                     "href": {"field": "url"}},
    }, key="linked")
"""

CHART_PAYLOADS = """
    figure = go.Figure(go.Scatter(x=[1], y=[1], mode="markers+text", text=[IMG + LINK],
                                  hovertext=IMG + LINK, name=IMG))
    figure.update_layout(title=LINK + IMG, annotations=[{"text": LINK, "x": 1, "y": 1}])
    rf.plotly_chart(figure, alt=IMG)
    rf.echarts_chart({
        "title": {"text": IMG, "link": RUN, "sublink": RUN, "target": "self"},
        "tooltip": {"formatter": IMG + "{b}", "alwaysShowContent": True, "trigger": "axis"},
        "xAxis": {"data": [IMG]}, "yAxis": {},
        "series": [{"type": "bar", "name": IMG, "data": [{"value": 1, "name": IMG}]}],
    }, alt=IMG)
    rf.graphviz_chart(f'digraph {{ a [label="g" URL="{RUN}" tooltip="{RUN}"]; '
                      f'b [label=<<b>x</b>> href="{RUN}"]; c [label="{IMG}"] }}', alt=IMG)
    rf.mermaid_chart("%%{init: {'securityLevel': 'loose', 'htmlLabels': true}}%%\\n"
                     f'flowchart LR\\n A["{IMG}"] --> B[b]\\n click B "{RUN}"', alt=IMG)
"""

MAP_PAYLOADS = """
    layer = pydeck.Layer("ScatterplotLayer", [{"at": [10, 50], "name": IMG}], get_position="at",
                         radius_min_pixels=60, pickable=True)
    view = pydeck.ViewState(latitude=50, longitude=10, zoom=3)
    tip = {"html": "{name}" + IMG}
    rf.pydeck_chart(pydeck.Deck(layer, initial_view_state=view, tooltip=tip))
    evil = pydeck.Layer("ScatterplotLayer", [[1, 2]], get_position="at.constructor.constructor")
    rf.pydeck_chart(pydeck.Deck(evil))
"""


@pytest.mark.parametrize("payloads", [MEDIA_PAYLOADS, CHART_PAYLOADS, MAP_PAYLOADS])
def test_no_payload_runs_even_where_the_page_s_policy_would_let_it(
    app: OpenApp, launched: Browser, payloads: str
):
    guarded = app(PAYLOADS + payloads + '\n    rf.write("The end")')
    # There the policy speaks up when a sanitizer looks at what it then takes out.
    guarded.problems.clear()
    guarded.page.close()
    context = launched.new_context(bypass_csp=True)
    page = AppPage(context.new_page(), guarded.served).open().sees("The end")
    # What is told of what is pointed at is made only then.
    for chart in page.main.get_by_role("figure").or_(page.all("stVegaLiteChart")).all():
        chart.hover()
    for mark in page.keyed("linked").locator("svg .mark-rect path").all():
        mark.dispatch_event("click")
    for link in page.main.locator("svg a, .stImage a").all():
        address = link.get_attribute("href") or link.get_attribute("xlink:href") or ""
        assert not address.startswith("javascript"), address
    assert page.main.locator("script, [onerror], [onload], [onclick]").count() == 0
    if "evil" in payloads:
        expect(page.main.get_by_text("an expression that is not allowed")).to_have_count(1)
    assert page.page.evaluate("window.hacked") is None
    context.close()
