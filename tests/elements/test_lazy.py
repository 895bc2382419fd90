"""Expanders, popovers and tabs whose state the session follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

import reactfrag as rf
from reactfrag.errors import ApiError
from reactfrag.testing import AppTest
from tests.elements.drawing import Drawing

Open = Callable[[str], AppTest]


@pytest.fixture
def app() -> Iterator[Open]:
    apps: list[AppTest] = []

    def open_app(source: str) -> AppTest:
        apps.append(AppTest.from_string("import reactfrag as rf\n" + source).run())
        return apps[-1]

    yield open_app
    for one in apps:
        one.close()


@pytest.mark.parametrize("kind", ["expander", "popover"])
def test_what_is_closed_need_not_run(app: Open, kind: str) -> None:
    at = app(
        f"""
box = rf.{kind}("More", on_change="rerun", key="box")
rf.text(f"{{box.open}} {{rf.session_state.box}}")
if box.open:
    with box:
        rf.text("inside")
"""
    )
    assert at.texts() == ["False False"]
    at.set(kind, True)
    assert at.reran == ["app"]
    assert at.texts(at.all(kind)[0]) == ["inside"]
    assert at.texts()[-1] == "True True"
    at.set(kind, False)
    assert at.texts() == ["False False"]
    at.set(kind, "yes")
    assert at.errors[-1].code == "bad-value"


def test_the_open_tab_alone_runs(app: Open) -> None:
    at = app(
        """
one, two = rf.tabs(["One", "Two"], default="Two", on_change="rerun", key="tab")
rf.text(f"{one.open} {two.open} {rf.session_state.tab}")
if one.open:
    one.text("first")
if two.open:
    two.text("second")
"""
    )
    assert at.texts() == ["second", "False True Two"]
    at.set("tabs", 0)
    assert at.texts() == ["first", "True False One"]
    for bad in (2, -1, "One", True, None):
        at.set("tabs", bad)
        assert at.errors[-1].code == "bad-value"
    assert at.texts() == ["first", "True False One"]


def test_without_a_key_it_is_followed_too(app: Open) -> None:
    """H3: another label, and it stays open."""
    at = app(
        """
label = rf.text_input("Label", "a")
box = rf.expander(label, expanded=True, on_change="rerun")
rf.text(box.open)
"""
    )
    at.set("expander", False)
    assert at.texts() == ["False"]
    at.set("text_input", "b")
    assert at.texts() == ["False"]


def test_opening_reruns_the_fragment_that_drew_it(app: Open) -> None:
    """F3, G1: in a nested fragment, that one alone; what another reads of it follows (H1)."""
    at = app(
        """
ss = rf.session_state
@rf.fragment
def inner():
    box = rf.popover("More", on_change="rerun", key="box")
    if box.open:
        box.button("Inside")
@rf.fragment
def outer():
    inner()
@rf.fragment
def reader():
    rf.text(f"open: {ss.get('box')}")
outer()
reader()
"""
    )
    assert at.texts() == ["open: False"]
    at.set("popover", True)
    assert at.reran == ["inner", "reader"]
    assert at.texts() == ["open: True"]
    at.click("Inside")
    assert at.reran == ["inner"]
    assert [node.props.label for node in at.all("button")] == ["Inside"]  # type: ignore[attr-defined]


def test_a_callback_runs_first(app: Open) -> None:
    """F18."""
    at = app(
        """
ss = rf.session_state
def note(word, times=1):
    ss.said = word * times
box = rf.expander("More", on_change=note, args=["hey"], kwargs={"times": 2})
rf.text(f"{box.open} {ss.get('said')}")
"""
    )
    at.set("expander", True)
    assert at.texts() == ["True heyhey"]


def test_the_script_opens_and_closes_through_session_state(app: Open) -> None:
    at = app(
        """
ss = rf.session_state
if rf.button("Go"):
    ss.tab = "Two"
one, two = rf.tabs(["One", "Two"], on_change="rerun", key="tab")
rf.text(f"{one.open} {two.open}")
"""
    )
    assert at.texts() == ["True False"]
    at.click("Go")
    assert at.texts() == ["False True"]
    assert at.all("tabs")[0].props.value == 1  # type: ignore[attr-defined]


def test_in_a_form_it_opens_at_once_and_keeps_what_is_filled_in(app: Open) -> None:
    """F17: opening is no part of what the form submits."""
    at = app(
        """
with rf.form("f", clear_on_submit=True):
    box = rf.expander("More", on_change="rerun")
    name = rf.text_input("Name")
    rf.form_submit_button("Send")
rf.text(f"{box.open} {name}")
"""
    )
    at.set("expander", True)
    assert at.texts() == ["True"]
    at.submit("Send", [("text_input", "Name", "Ada")])
    assert at.texts() == ["True Ada"]
    assert at.all("expander")[0].props.value is True  # type: ignore[attr-defined]


def test_a_disabled_popover_takes_nothing(app: Open) -> None:
    at = app("rf.popover('More', disabled=True, on_change='rerun')")
    at.set("popover", True)
    assert at.errors[-1].code == "bad-value"


def test_not_followed_says_so(drawing: Drawing) -> None:
    for box in (rf.expander("a"), rf.popover("a"), *rf.tabs(["a"]), rf.container()):
        assert box.open is None
    assert not drawing.run.widgets


def test_a_popover_draws(drawing: Drawing) -> None:
    with rf.popover("More", icon="🔎", help="Why", type="primary", width="stretch", key="p"):
        rf.text("inside")
    box, text = drawing.props()
    assert (box.label, box.icon, box.help, box.type, box.width, box.key) == (  # type: ignore[attr-defined]
        "More",
        "🔎",
        "Why",
        "primary",
        "stretch",
        "p",
    )
    assert text.kind == "text"


@pytest.mark.parametrize(
    "call",
    [
        lambda: rf.popover("a", type="big"),  # type: ignore[arg-type]
        lambda: rf.popover("a", icon="a"),
        lambda: rf.popover("a", on_change="open"),  # type: ignore[arg-type]
        lambda: rf.popover("a", args=(1,)),
        lambda: rf.expander("a", kwargs={"a": 1}),
        lambda: rf.tabs(["a", "a"], on_change="rerun"),
        lambda: rf.tabs(["a"], on_change=3),  # type: ignore[arg-type]
    ],
)
def test_refused(drawing: Drawing, call: Callable[[], object]) -> None:
    with pytest.raises(ApiError):
        call()
