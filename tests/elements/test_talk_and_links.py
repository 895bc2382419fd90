"""Chat, menus, links, and the small elements: what they draw, return and refuse."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

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


def test_a_message_is_there_in_one_run(app: Open) -> None:
    at = app(
        """
ss = rf.session_state
def heard(): ss.heard = ss.talk
said = rf.chat_input("Say", key="talk", max_chars=5, on_submit=heard)
rf.text(f"{said} {ss.talk} {ss.get('heard')}")
rf.button("Other")
"""
    )
    assert at.texts() == ["None None None"]
    box = at.all("chat_input")[0].id
    at.send((box, "hello"))
    assert at.texts() == ["hello hello hello"]
    assert at.session_state["talk"] is None
    at.click("Other")
    assert at.texts() == ["None None hello"]
    for bad in ("too long", "", "  ", None, True, 5):
        at.send((box, bad))
        assert at.errors[-1].code == "bad-value"
    assert at.texts() == ["None None hello"]


def test_two_messages_are_two_runs(app: Open) -> None:
    """Like clicks, messages are never lost."""
    at = app("log = rf.session_state.setdefault('log', [])\nlog.append(rf.chat_input())")
    box = at.all("chat_input")[0].id
    at.post((box, "one"))
    at.post((box, "two"))
    at.wait()
    assert [said for said in at.session_state["log"] if said] == ["one", "two"]


def test_a_message_in_a_fragment_reruns_it_alone(app: Open) -> None:
    """F3."""
    at = app(
        """
@rf.fragment
def talk():
    rf.text(f"said {rf.chat_input()}")
talk()
"""
    )
    at.send((at.all("chat_input")[0].id, "hi"))
    assert at.reran == ["talk"]
    assert at.texts() == ["said hi"]
    assert not at.all("chat_input")[0].props.pinned  # type: ignore[attr-defined]


def test_where_a_message_field_is_pinned(drawing: Drawing) -> None:
    rf.chat_input()
    assert drawing.last.pinned
    with rf.container():
        rf.chat_input()
    assert not drawing.last.pinned
    rf.container().chat_input()
    assert not drawing.last.pinned


def test_a_menu_s_choice_is_there_in_one_run(app: Open) -> None:
    at = app("rf.text(rf.menu_button('Export', ['CSV', 'JSON']))\nrf.button('Other')")
    menu = at.all("menu_button")[0].id
    at.send((menu, 1))
    assert at.texts() == ["JSON"]
    at.click("Other")
    assert at.texts() == ["None"]
    for bad in (2, -1, True, "CSV", None):
        at.send((menu, bad))
        assert at.errors[-1].code == "bad-value"


def test_who_says_it(drawing: Drawing, tmp_path: Path) -> None:
    with rf.chat_message("user"):
        rf.text("hi")
    assert drawing.kinds() == ["chat_message", "text"]
    face = tmp_path / "face.png"
    face.write_bytes(b"\x89PNG")
    avatars: dict[Any, str | None] = {
        None: None,
        "🐈": "🐈",
        ":material/star:": ":material/star:",
        "assistant": "assistant",
        "https://example.org/a.png": "https://example.org/a.png",
        face: "data:image/png;base64,iVBORw==",
        str(face): "data:image/png;base64,iVBORw==",
    }
    for avatar, shown in avatars.items():
        rf.chat_message("x", avatar=avatar)
        assert drawing.last.avatar == shown


def test_links(drawing: Drawing) -> None:
    rf.link_button("Docs", "https://example.org", type="primary", shortcut="d")
    assert (drawing.last.url, drawing.last.quiet) == ("https://example.org", True)
    assert not drawing.run.widgets
    assert rf.link_button("Docs", "/path:x?a=b", on_click="rerun", key="k") is False
    assert not drawing.last.quiet
    rf.page_link("https://example.org/?a=1", label="There", query_params={"b": ["2", "3"]})
    assert drawing.last.url == "https://example.org/?a=1&b=2&b=3"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "",
        None,
    ],
)
def test_a_link_never_runs_code(drawing: Drawing, url: Any) -> None:
    with pytest.raises(ApiError):
        rf.link_button("x", url)
    with pytest.raises(ApiError):
        rf.page_link(url)


@pytest.mark.parametrize(
    ("label", "body"),
    [
        ("New", ":blue-badge[New]"),
        ("[a](b)", ":blue-badge[[a](b)]"),
        ("a]b", ":blue-badge[a\\]b]"),
        ("]x[", ":blue-badge[\\]x\\[]"),
        ("two\nlines", ":blue-badge[two lines]"),
    ],
)
def test_a_badge(drawing: Drawing, label: str, body: str) -> None:
    rf.badge(label)
    assert drawing.last.body == body


def test_a_badge_with_all_it_takes(drawing: Drawing) -> None:
    rf.badge("New", icon=":material/star:", color="green", help="Since today", width="stretch")
    assert drawing.last.body == ":green-badge[:material/star: New]"
    assert (drawing.last.help, drawing.last.width) == ("Since today", None)


def test_a_formula(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    rf.latex(r"\frac{a}{$$}", help="Half", width="content")
    assert (drawing.last.body, drawing.last.help) == (r"\frac{a}{$$}", "Half")

    class Basic:
        pass

    sympy = types.SimpleNamespace(Basic=Basic, latex=lambda _: "x^{2}")
    monkeypatch.setitem(sys.modules, "sympy", sympy)
    rf.latex(Basic())
    assert drawing.last.body == "x^{2}"


def test_help_says_what_an_object_is(app: Open) -> None:
    at = app(
        '''
def area(width: float, height: float = 1) -> float:
    """Multiply the sides.

    Nothing else.
    """
    return width * height
class Box:
    """A box."""
    def open(self):
        """Open it."""
rf.help(area)
rf.help(
    Box,
)
rf.help()
rf.container().help(3)
'''
    )
    area, box, library, number = [node.props for node in at.all("help")]
    assert (area.name, area.headline) == (  # type: ignore[attr-defined]
        "area",
        "def area(width: float, height: float = 1) -> float",
    )
    assert area.doc == "Multiply the sides.\n\nNothing else."  # type: ignore[attr-defined]
    assert box.name == "Box"  # type: ignore[attr-defined]
    assert [(m.name, m.doc) for m in box.members] == [("open", "Open it.")]  # type: ignore[attr-defined]
    assert library.headline == "module reactfrag"  # type: ignore[attr-defined]
    assert (number.name, number.headline) == ("3", "builtins.int")  # type: ignore[attr-defined]


def test_echo_shows_the_code_and_runs_it(app: Open) -> None:
    at = app(
        """
with rf.echo():
    # What is said
    for word in ("a", "b"):
        rf.text(word)

@rf.fragment
def part():
    with rf.echo("below"), rf.container():
        rf.text("c")
part()
with rf.echo(): rf.text("d")
with rf.echo(
    code_location="above",
):  # here
    rf.text("e")
"""
    )
    assert at.texts() == [
        '# What is said\nfor word in ("a", "b"):\n    rf.text(word)',
        "a",
        "b",
        "c",
        'rf.text("c")',
        'rf.text("d")',
        "d",
        'rf.text("e")',
        "e",
    ]


def test_room(drawing: Drawing) -> None:
    rf.space()
    assert drawing.last.size == "small"
    rf.space(12)
    rf.skeleton(80, width=200)
    assert (drawing.last.height, drawing.last.width) == (80, 200)
    place = rf.skeleton()
    place.text("there")
    assert drawing.kinds() == ["space", "space", "skeleton", "text"]


def test_each_celebration_is_another_one(app: Open) -> None:
    at = app("if rf.button('Go'):\n    rf.balloons()\nrf.snow()")
    before = at.all("celebration")[0].props.n  # type: ignore[attr-defined]
    at.click("Go")
    balloons, snow = [node.props for node in at.all("celebration")]
    assert (balloons.type, snow.type) == ("balloons", "snow")  # type: ignore[attr-defined]
    assert snow.n > before  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "call",
    [
        lambda: rf.badge("a", color="pink"),
        lambda: rf.badge(1),  # type: ignore[arg-type]
        lambda: rf.space("tiny"),
        lambda: rf.space(0),
        lambda: rf.space(True),
        lambda: rf.skeleton(-1),
        lambda: rf.page_link("pages/two.py"),
        lambda: rf.page_link("https://example.org", query_params=3),  # type: ignore[arg-type]
        lambda: rf.link_button("a", "https://example.org", on_click="go"),  # type: ignore[arg-type]
        lambda: rf.menu_button("a", "xyz"),
        lambda: rf.menu_button("a", ["x"], type="big"),  # type: ignore[arg-type]
        lambda: rf.chat_message(""),
        lambda: rf.chat_message("a", avatar="no-such.png"),
        lambda: rf.chat_message("a", avatar="word"),
        lambda: rf.chat_input(accept_file="all"),  # type: ignore[arg-type]
        lambda: rf.chat_input(accept_audio=True, audio_sample_rate=1),
        lambda: rf.chat_input(max_chars=0),
        lambda: rf.chat_input(submit_mode="live"),  # type: ignore[arg-type]
        lambda: rf.echo("beside").__enter__(),  # type: ignore[arg-type]
    ],
)
def test_refused(drawing: Drawing, call: Callable[[], object]) -> None:
    with pytest.raises(ApiError):
        call()
