"""Layout, status and page elements."""

from __future__ import annotations

import pytest

import reactfrag as rf
from reactfrag.errors import ApiError
from reactfrag.protocol import SIDEBAR
from reactfrag.protocol.props import App
from tests.elements.drawing import Drawing


def test_columns_stand_in_a_row(drawing: Drawing) -> None:
    left, right = rf.columns([3, 1], gap=None, border=True)
    right.text("right")
    with left:
        rf.text("left")
    row, one, text, two, other = drawing.props()
    assert (row.kind, row.gap) == ("columns", "none")  # type: ignore[attr-defined]
    assert [one.weight, two.weight] == [3.0, 1.0]  # type: ignore[attr-defined]
    assert [text.body, other.body] == ["left", "right"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("spec", [0, -1, [], [0], [1, -1], "ab", True, [float("nan")], None, ["x"]])
def test_columns_refuse(drawing: Drawing, spec: object) -> None:
    with pytest.raises(ApiError, match="number of columns"):
        rf.columns(spec)  # type: ignore[arg-type]


def test_tabs_and_expander(drawing: Drawing) -> None:
    one, two = rf.tabs(["One", "Two"], default="Two")
    one.text("a")
    with two, rf.expander("More", expanded=True, type="compact"):
        rf.text("b")
    assert drawing.kinds() == ["tabs", "tab", "text", "tab", "expander", "text"]
    assert drawing.props()[0].default == 1  # type: ignore[attr-defined]


def test_container_borders_when_it_scrolls(drawing: Drawing) -> None:
    rf.container(height=200)
    assert drawing.last.border
    rf.container()
    assert not drawing.last.border


@pytest.mark.parametrize(
    "call",
    [
        lambda: rf.tabs([]),
        lambda: rf.tabs("ab"),
        lambda: rf.tabs(["a"], default="b"),
        lambda: rf.expander("a", type="tiny"),  # type: ignore[arg-type]
        lambda: rf.container(gap="wide"),  # type: ignore[arg-type]
        lambda: rf.container(vertical_alignment="middle"),  # type: ignore[arg-type]
        lambda: rf.container(horizontal_alignment="justify"),  # type: ignore[arg-type]
        lambda: rf.columns(2, vertical_alignment="distribute"),  # type: ignore[arg-type]
        lambda: rf.progress(101),
        lambda: rf.progress(1.1),
        lambda: rf.progress("half"),  # type: ignore[arg-type]
        lambda: rf.progress(True),
        lambda: rf.progress(float("nan")),
        lambda: rf.success("a", icon="x"),
        lambda: rf.toast(""),
        lambda: rf.toast("a", duration=0),
        lambda: rf.set_page_config(layout="narrow"),  # type: ignore[arg-type]
        lambda: rf.set_page_config(initial_sidebar_state="open"),  # type: ignore[arg-type]
        lambda: rf.set_page_config(menu_items={"Other": "x"}),
        lambda: rf.set_page_config(menu_items={"Get help": "javascript:alert(1)"}),
        lambda: rf.set_page_config(page_icon="no-such.png"),
        lambda: rf.metric("a", [1]),
        lambda: rf.metric("a", 1, delta_arrow="left"),  # type: ignore[arg-type]
        lambda: rf.metric("a", 1, chart_data=["x"]),  # type: ignore[list-item]
        lambda: rf.metric("a", 1, format="%d %d"),
    ],
)
def test_refused(drawing: Drawing, call) -> None:
    with pytest.raises(ApiError):
        call()


def test_sidebar(drawing: Drawing) -> None:
    rf.sidebar.text("one")
    with rf.sidebar:
        rf.text("two")
    assert [p.kind for p in drawing.props(SIDEBAR)] == ["text", "text"]


@pytest.mark.parametrize(
    ("value", "percent"), [(0, 0), (100, 100), (1, 1), (0.29, 29), (1.0, 100), (0.1 * 3 + 0.7, 100)]
)
def test_progress(drawing: Drawing, value: float, percent: int) -> None:
    bar = rf.progress(0, "Loading")
    bar.progress(value)
    assert drawing.last.value == percent
    assert len(drawing.props()) == 1


def test_a_spinner_stands_while_its_block_runs(drawing: Drawing) -> None:
    with rf.spinner("Wait"):
        assert drawing.kinds() == ["spinner"]
    assert drawing.kinds() == []
    with pytest.raises(KeyError), rf.spinner():
        raise KeyError
    assert drawing.kinds() == []


def test_a_spinner_decorates(drawing: Drawing) -> None:
    @rf.spinner("Wait")
    def work(depth: int) -> list[str]:
        return drawing.kinds() if not depth else work(depth - 1)

    assert work(1) == ["spinner", "spinner"]
    assert drawing.kinds() == []


def test_alerts(drawing: Drawing) -> None:
    for call in (rf.success, rf.info, rf.warning, rf.error):
        call("body", icon="🚨", title="Title")
    levels = [p.level for p in drawing.props()]  # type: ignore[attr-defined]
    assert levels == ["success", "info", "warning", "error"]


def test_exception_shows_the_authors_lines(drawing: Drawing) -> None:
    try:
        raise ValueError("broken")
    except ValueError as error:
        rf.exception(error)
    assert (drawing.last.type, drawing.last.message) == ("ValueError", "broken")
    assert drawing.last.frames[-1].code == 'raise ValueError("broken")'
    rf.exception("only text")
    assert drawing.last.message == "only text"


def test_toasts_chain(drawing: Drawing) -> None:
    rf.toast("one").toast("two", icon="💾", duration=5)
    assert [t.body for t in drawing.run.toasts] == ["one", "two"]


def test_page_config_keeps_what_is_not_given(drawing: Drawing) -> None:
    rf.set_page_config(page_title="Sales", page_icon="📈")
    rf.set_page_config(layout="wide", menu_items={"about": "Us", "Get Help": None})
    assert drawing.run.page_props == App(
        title="Sales", icon="📈", layout="wide", menu={"About": "Us", "Get help": None}
    )


@pytest.mark.parametrize(
    ("value", "format", "shown"),
    [
        (3, None, "3"),
        (None, None, "—"),
        ("21 °C", None, "21 °C"),
        (0.256, "percent", "25.6%"),
        (-1234.5, "dollar", "-$1,234.50"),
        (1234, "yen", "¥1,234"),
        (-5, "accounting", "(5.00)"),
        (1536000, "bytes", "1.54MB"),
        (1_260_000, "compact", "1.3M"),
        (12345, "localized", "12,345"),
        (12345.0, "scientific", "1.234E+04"),
        (12345, "engineering", "12.345E3"),
        (3.14159, "%.2f m", "3.14 m"),
    ],
)
def test_metric_formats(drawing: Drawing, value: object, format: str | None, shown: str) -> None:
    rf.metric("a", value, format=format)
    assert drawing.last.value == shown


@pytest.mark.parametrize(
    ("delta", "arrow"), [(1, "up"), (-1, "down"), ("-2 %", "down"), ("2 %", "up"), (None, "off")]
)
def test_metric_arrows(drawing: Drawing, delta: object, arrow: str) -> None:
    rf.metric("a", 1, delta)
    assert drawing.last.delta_arrow == arrow
