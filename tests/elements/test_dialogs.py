"""Dialogs: what opens one, what closes it, and what runs meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

import reactfrag as rf
from reactfrag.errors import ApiError
from reactfrag.protocol import MAIN
from reactfrag.testing import AppTest

HEAD = """
import reactfrag as rf
ss = rf.session_state
ss.setdefault("app", 0)
ss.app += 1
"""

VOTE = """
@rf.dialog("Vote", {options})
def vote(item):
    rf.text(f"for {{item}}")
    why = rf.text_input("Why")
    rf.text(f"because {{why}}")
    if rf.button("Submit"):
        ss.vote = (item, why)
        rf.rerun()

rf.text(f"run {{ss.app}} {{ss.get('vote')}}")
if rf.button("A"):
    vote("A")
if rf.button("B"):
    vote("B")
"""

Open = Callable[[str], AppTest]


@pytest.fixture
def app() -> Iterator[Open]:
    apps: list[AppTest] = []

    def open_app(source: str) -> AppTest:
        apps.append(AppTest.from_string(HEAD + source).run())
        return apps[-1]

    yield open_app
    for one in apps:
        one.close()


def dismiss(at: AppTest) -> AppTest:
    return at.send((at.all("dialog")[0].id, True))


def test_a_dialog_reruns_alone_and_a_rerun_closes_it(app: Open) -> None:
    at = app(VOTE.format(options=""))
    at.click("A")
    dialog = at.all("dialog")[0]
    assert dialog.props.title == "Vote"  # type: ignore[attr-defined]
    assert at.texts(dialog) == ["for A", "because"]
    at.set("text_input", "yes", "Why")
    assert at.reran == ["vote"]
    assert at.texts(at.all("dialog")[0]) == ["for A", "because yes"]
    at.click("Submit")
    assert at.reran == ["vote", "app"]
    assert at.all("dialog") == []
    assert at.texts() == ["run 3 ('A', 'yes')"]


def test_dismissing_closes_it_and_runs_nothing(app: Open) -> None:
    at = app(VOTE.format(options=""))
    at.click("A").set("text_input", "yes", "Why")
    dismiss(at)
    assert at.reran == []
    assert at.all("dialog") == []
    assert at.session.page.widgets.keys() == {node.id for node in at.all("button")}
    at.click("A")
    assert at.texts(at.all("dialog")[0]) == ["for A", "because"]


def test_dismissing_reruns_what_opened_it(app: Open) -> None:
    at = app(VOTE.format(options="on_dismiss='rerun'"))
    at.click("A")
    dismiss(at)
    assert at.reran == ["app"]
    assert at.texts() == ["run 3 None"]


def test_a_callback_hears_of_the_dismissal(app: Open) -> None:
    at = app("def gone():\n    ss.vote = 'none'\n" + VOTE.format(options="on_dismiss=gone"))
    at.click("B")
    dismiss(at)
    assert at.texts() == ["run 3 none"]


def test_one_that_cannot_be_dismissed_stays(app: Open) -> None:
    at = app(VOTE.format(options="dismissible=False"))
    at.click("A")
    dismiss(at)
    assert at.errors[-1].code == "bad-value"
    assert at.texts(at.all("dialog")[0]) == ["for A", "because"]
    at.click("Submit")
    assert at.all("dialog") == []


def test_a_full_run_without_its_call_closes_it(app: Open) -> None:
    at = app(VOTE.format(options=""))
    at.click("A")
    at.run()
    assert at.all("dialog") == []


def test_a_dialog_called_with_other_arguments_stays_open(app: Open) -> None:
    """``rerun(scope="fragment")`` too leaves it open."""
    at = app(
        """
@rf.dialog("Steps")
def steps():
    ss.setdefault("step", 1)
    rf.text(f"step {ss.step}")
    if rf.button("Next"):
        ss.step += 1
        rf.rerun(scope="fragment")
rf.button("Open", on_click=steps)
"""
    )
    at.click("Open")
    first = at.all("dialog")[0].id
    at.click("Next")
    assert at.texts(at.all("dialog")[0]) == ["step 2"]
    assert at.all("dialog")[0].id == first


def test_a_fragment_opens_a_dialog_of_its_own(app: Open) -> None:
    """G1."""
    at = app(
        """
@rf.dialog("Sure?", on_dismiss="rerun")
def ask():
    rf.toggle("Sure")
@rf.fragment
def part():
    ss.part = ss.get("part", 0) + 1
    if rf.button("Ask"):
        ask()
part()
"""
    )
    at.click("Ask")
    assert at.reran == ["ask", "part"]
    at.set("checkbox", True, "Sure")
    assert at.reran == ["ask"]
    dismiss(at)
    assert at.reran == ["part"]
    assert at.all("dialog") == []
    assert at.session_state["app"] == 1


def test_its_timers_end_with_it(app: Open) -> None:
    """H5."""
    at = app(
        """
@rf.fragment(run_every=1)
def clock():
    ss.ticks = ss.get("ticks", 0) + 1
@rf.dialog("Clock")
def show():
    clock()
if rf.button("Open"):
    show()
"""
    )
    at.click("Open").advance(3)
    assert at.session_state["ticks"] == 4
    dismiss(at)
    at.advance(5)
    assert at.session_state["ticks"] == 4
    assert at.clock.next_due(at.clock.time() + 60) is None


def test_it_stands_with_its_opener_not_in_a_container(app: Open) -> None:
    at = app(
        """
@rf.dialog("Here")
def show():
    rf.text("in it")
slot = rf.empty()
slot.text("kept")
with slot, rf.sidebar:
    if rf.button("Open"):
        show()
"""
    )
    at.click("Open")
    assert at.texts() == ["kept", "in it"]
    main = at.mirror.nodes[MAIN].children
    assert main is not None
    assert main[-1].kind == "dialog"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("show()\nshow()", "only one can be open at a time"),
        ("@rf.dialog('Two')\ndef two():\n    show()\ntwo()", "cannot open another one"),
        ("@rf.dialog('Side')\ndef side():\n    rf.sidebar.text('x')\nside()", "behind it"),
        ("@rf.dialog('S')\ndef side():\n    with rf.sidebar:\n        1\nside()", "behind it"),
    ],
)
def test_where_no_dialog_can_be(app: Open, body: str, said: str) -> None:
    at = app("@rf.dialog('One')\ndef show():\n    rf.text('one')\n" + body)
    assert [error for error in at.exceptions() if said in error.message]


def test_a_failure_in_it_shows_there(app: Open) -> None:
    """H8."""
    at = app("@rf.dialog('One')\ndef show():\n    1 / 0\nshow()\nrf.text('after')")
    assert [node.kind for node in at.all("dialog")[0].walk()][-1] == "exception"
    assert at.texts() == ["after"]


@pytest.mark.parametrize(
    "arguments",
    [
        {"title": ""},
        {"title": "a", "width": "tiny"},
        {"title": "a", "position": "top"},
        {"title": "a", "on_dismiss": "close"},
        {"title": "a", "icon": "x"},
    ],
)
def test_a_dialog_refuses(arguments: dict[str, str]) -> None:
    with pytest.raises(ApiError):
        rf.dialog(**arguments)  # type: ignore[arg-type]


def test_outside_a_run_it_is_the_function() -> None:
    assert rf.dialog("Add")(lambda a, b: a + b)(1, 2) == 3
    with pytest.raises(ApiError, match="decorates a function"):
        rf.dialog("Add")(3)  # type: ignore[type-var]


def test_h2_what_opened_it_opens_it_again_in_a_full_run(app: Open) -> None:
    """H2: its opener is pure, and would be skipped if the page stood as it was drawn."""
    at = app(
        """
@rf.dialog("Hello")
def hello():
    rf.text("in it")
@rf.fragment
def part():
    hello()
part()
"""
    )
    assert at.texts() == ["in it"]
    dismiss(at)
    assert at.texts() == []
    at.run()
    assert at.texts() == ["in it"]


def test_h3_a_skipped_dialog_keeps_what_is_in_it(app: Open) -> None:
    """H2, H3: called again by a full run, it stays open with its values."""
    at = app(
        """
@rf.dialog("Hello")
def hello():
    rf.text(rf.text_input("Name"))
hello()
rf.button("Outside")
"""
    )
    at.set("text_input", "Ada", "Name")
    first = at.all("dialog")[0].id
    at.click("Outside")
    assert at.all("dialog")[0].id == first
    assert at.texts() == ["Ada"]


def test_its_keyed_values_leave_with_it(app: Open) -> None:
    """H1: what read them follows."""
    at = app(
        """
@rf.dialog("Hello")
def hello():
    rf.text_input("Name", key="name")
@rf.fragment
def reader():
    rf.text(f"name: {ss.get('name')}")
if rf.button("Open"):
    hello()
reader()
"""
    )
    at.click("Open").set("text_input", "Ada", "Name")
    assert at.texts()[-1] == "name: Ada"
    dismiss(at)
    assert "name" not in at.session_state
    assert at.reran == ["reader"]
    assert at.texts() == ["name: None"]
