"""Text elements: the props they send, and what they refuse."""

from __future__ import annotations

import dataclasses
import enum
from collections import namedtuple
from datetime import date
from decimal import Decimal

import pytest

import reactfrag as rf
from reactfrag.elements.container import main
from reactfrag.elements.jsontext import to_json
from reactfrag.errors import ApiError
from tests.elements.drawing import Drawing


def test_headings_differ_in_level(drawing: Drawing) -> None:
    rf.title("One")
    rf.header("Two", divider=True)
    rf.subheader("Three", anchor=False, divider="blue")
    one, two, three = drawing.props()
    assert [p.level for p in (one, two, three)] == [1, 2, 3]  # type: ignore[attr-defined]
    assert (two.divider, three.divider) == ("gray", "blue")  # type: ignore[attr-defined]
    assert three.anchor == ""  # type: ignore[attr-defined]


def test_indented_text_loses_its_indentation(drawing: Drawing) -> None:
    rf.markdown(
        """
        A list:
          - one
        """
    )
    assert drawing.last.body == "A list:\n  - one"


def test_a_default_width_is_not_sent(drawing: Drawing) -> None:
    rf.text("a")
    rf.text("a", width="stretch")
    rf.text("a", width=200)
    assert [props.width for props in drawing.props()] == [None, "stretch", 200]


@pytest.mark.parametrize(
    "call",
    [
        lambda: rf.text("a", width="wide"),
        lambda: rf.text("a", width=0),
        lambda: rf.text("a", width=True),
        lambda: rf.text("a", text_alignment="middle"),  # type: ignore[arg-type]
        lambda: rf.title("a", icon="not an icon"),
        lambda: rf.title("a", icon=":material/Thumb Up:"),
        lambda: rf.header("a", divider="brown"),
        lambda: rf.code("a", language=3),  # type: ignore[arg-type]
        lambda: rf.code("a", height="tall"),
        lambda: rf.divider(width="content"),
        lambda: rf.json("{"),
        lambda: rf.json({}, expanded=-1),
        lambda: rf.html("<b>x</b>", unsafe_allow_javascript=True),
    ],
)
def test_bad_arguments_are_refused(drawing: Drawing, call) -> None:
    with pytest.raises(ApiError):
        call()
    assert drawing.props() == []


@pytest.mark.parametrize("icon", ["🚨", "👩‍💻", "⚠️", "❤️", "1️⃣", ":material/thumb_up:", ":rocket:"])
def test_icons(drawing: Drawing, icon: str) -> None:
    rf.title("a", icon=icon)
    assert drawing.last.icon == icon


class Colour(enum.Enum):
    RED = 1


@dataclasses.dataclass
class Point:
    x: int


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{"a": 1}', '{"a": 1}'),
        ('{"a": NaN}', '{"a":null}'),
        ({"a": [1, 2.5, None, True]}, '{"a":[1,2.5,null,true]}'),
        ({"a": float("nan"), "b": float("inf")}, '{"a":null,"b":null}'),
        ({1: "a", (1, 2): "b"}, '{"1":"a","(1, 2)":"b"}'),
        ({"n": 2**70}, '{"n":1180591620717411303424}'),
        ({"d": date(2031, 5, 17), "m": Decimal("1.5")}, '{"d":"2031-05-17","m":"1.5"}'),
        ([Point(1)], '[{"x":1}]'),
        ({"c": {3}, "o": print.__class__}, None),
        ("[1", ApiError),
    ],
)
def test_json_of_anything(body: object, expected: object) -> None:
    if expected is ApiError:
        with pytest.raises(ApiError):
            to_json(body)
    elif expected is None:
        assert to_json(body)
    else:
        assert to_json(body) == expected


def test_json_that_contains_itself_is_refused() -> None:
    endless: dict[str, object] = {}
    endless["me"] = endless
    with pytest.raises(ApiError, match="contains itself"):
        to_json(endless)


def test_a_method_on_a_handle_replaces_the_element(drawing: Drawing) -> None:
    handle = rf.text("one")
    rf.text("after")
    handle.text("two")
    assert [p.body for p in drawing.props()] == ["two", "after"]  # type: ignore[attr-defined]
    handle.success("three")
    assert drawing.kinds() == ["alert", "text"]
    handle.empty()
    assert drawing.kinds() == ["empty", "text"]


def test_a_leaf_is_no_container(drawing: Drawing) -> None:
    handle = rf.text("one")
    with pytest.raises(ApiError, match="`with` takes a container"), handle:
        pass


# --- write -----------------------------------------------------------------


class Rich:
    def _repr_markdown_(self) -> str:
        return "**rich**"


class Page:
    def _repr_html_(self) -> str:
        return "<b>page</b>"


class Bare:
    def __repr__(self) -> str:
        return "Bare(`x`)"


Pair = namedtuple("Pair", "a b")


@pytest.mark.parametrize(
    ("values", "kinds"),
    [
        (("a", "b", 3), ["markdown"]),
        ((), []),
        (("a", {"b": 1}, "c"), ["markdown", "json", "markdown"]),
        (([1, 2],), ["json"]),
        ((Pair(1, 2),), ["json"]),
        ((ValueError("no"),), ["exception"]),
        ((len,), ["code"]),
        ((Rich,), ["code"]),
        ((enum,), ["code"]),
        ((Rich(),), ["markdown"]),
        ((Page(),), ["html"]),
        ((None, True, date(2031, 1, 1)), ["markdown"]),
        ((x for x in ["a", "b"]), None),
    ],
)
def test_write_shows_each_in_its_form(drawing: Drawing, values, kinds) -> None:
    rf.write(*values)
    assert drawing.kinds() == (["markdown"] if kinds is None else kinds)


def test_write_joins_words(drawing: Drawing) -> None:
    rf.write("The answer:", 42, Bare())
    assert drawing.last.body == "The answer: 42 ``Bare(`x`)``"


def test_write_several_on_one_slot_keeps_all(drawing: Drawing) -> None:
    slot = rf.empty()
    slot.write("a", {"b": 1})
    assert drawing.kinds() == ["empty", "container", "markdown", "json"]
    slot.write("alone")
    assert drawing.kinds() == ["empty", "markdown"]
    slot.empty()
    assert drawing.kinds() == ["empty"]


def test_a_stream_grows_one_element(drawing: Drawing) -> None:
    seen: list[str] = []

    def words():
        for word in ("one ", "two"):
            yield word
            seen.append(drawing.last.body)

    assert rf.write_stream(words, cursor="|") == "one two"
    assert seen == ["one |", "one two|"]
    assert [p.body for p in drawing.props()] == ["one two"]  # type: ignore[attr-defined]


def test_a_stream_of_several_kinds(drawing: Drawing) -> None:
    result = rf.write_stream(iter(["a", "b", {"c": 1}, "d"]))
    assert result == ["ab", {"c": 1}, "d"]
    assert drawing.kinds() == ["markdown", "json", "markdown"]


def test_bare_expressions_leave_out_what_says_nothing(drawing: Drawing) -> None:
    handle = rf.text("a")
    main.show(None, handle)
    main.show("b")
    assert drawing.kinds() == ["text", "markdown"]
