"""Using inputs by the API of Streamlit's ``AppTest``: enter, then run (H10)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

import reactfrag
from reactfrag.testing import NotAllowedError

DAY = datetime.date(2024, 2, 29)
NEXT = datetime.date(2024, 3, 1)

USES: dict[str, Any] = {
    "button": ('rf.button("x")', lambda at: at.button[0].click(), True),
    "toggle": ('rf.toggle("x")', lambda at: at.toggle[0].set_value(True), True),
    "check": ('rf.checkbox("x")', lambda at: at.checkbox[0].check(), True),
    "uncheck": ('rf.checkbox("x", True)', lambda at: at.checkbox[0].uncheck(), False),
    "radio": ('rf.radio("x", ["a", "b"])', lambda at: at.radio[0].set_value("b"), "b"),
    "select": ('rf.selectbox("x", [1, 2, 3])', lambda at: at.selectbox[0].select(2), 2),
    "select by label": ('rf.selectbox("x", [1, 2])', lambda at: at.selectbox[0].select("2"), 2),
    "select_index": (
        'rf.selectbox("x", list("abc"))',
        lambda at: at.selectbox[0].select_index(2),
        "c",
    ),
    "several": (
        'rf.multiselect("x", ["a", "b", "c"], ["a", "b"])',
        lambda at: at.multiselect[0].select("c").unselect("a"),
        ["b", "c"],
    ),
    "several at once": (
        'rf.multiselect("x", ["a", "b"])',
        lambda at: at.multiselect[0].set_value(["b", "a"]),
        ["b", "a"],
    ),
    "slider": ('rf.slider("x", 0, 9)', lambda at: at.slider[0].set_value(3), 3),
    "range": ('rf.slider("x", 0, 9, (2, 4))', lambda at: at.slider[0].set_range(3, 5), (3, 5)),
    "number": ('rf.number_input("x", 0.0)', lambda at: at.number_input[0].set_value(1.5), 1.5),
    "increment": (
        'rf.number_input("x", 0, 10, 1, step=6)',
        lambda at: at.number_input[0].increment().increment(),
        10,
    ),
    "decrement": ('rf.number_input("x", -5, 9, 0)', lambda at: at.number_input[0].decrement(), -1),
    "text": ('rf.text_input("x")', lambda at: at.text_input[0].input("hi"), "hi"),
    "area": ('rf.text_area("x")', lambda at: at.text_area[0].input("a\nb"), "a\nb"),
    "date": ('rf.date_input("x")', lambda at: at.date_input[0].set_value(DAY), DAY),
    "dates": (
        'rf.date_input("x", ())',
        lambda at: at.date_input[0].set_value((DAY, NEXT)),
        (DAY, NEXT),
    ),
}

TIME = datetime.time(9, 30)
WHEN = datetime.datetime(2024, 2, 29, 9, 30)

LATER: dict[str, Any] = {
    "time_input": (
        f'rf.time_input("x", {TIME!r})',
        lambda at: at.time_input[0].increment(),
        datetime.time(9, 45),
    ),
    "datetime_input": (
        f'rf.datetime_input("x", {WHEN!r})',
        lambda at: at.datetime_input[0].decrement(),
        WHEN - datetime.timedelta(minutes=15),
    ),
    "color_picker": (
        'rf.color_picker("x")',
        lambda at: at.color_picker[0].pick("#ff0000"),
        "#ff0000",
    ),
    "select_slider": (
        'rf.select_slider("x", [1, 2, 3], (1, 2))',
        lambda at: at.select_slider[0].set_range(2, 3),
        (2, 3),
    ),
    "pills": (
        'rf.pills("x", ["a", "b"], selection_mode="multi")',
        lambda at: at.pills[0].select("b").select("a").unselect("b"),
        ["a"],
    ),
    "segmented_control": (
        'rf.segmented_control("x", ["a", "b"], default="a")',
        lambda at: at.segmented_control[0].select("b"),
        "b",
    ),
    "chat_input": ('rf.chat_input("x")', lambda at: at.chat_input[0].set_value("hi"), "hi"),
}
"""Elements that are tested as soon as they are there."""
USES |= {name: use for name, use in LATER.items() if name in reactfrag.__all__}


@pytest.mark.parametrize("use", USES)
def test_h10_what_is_entered_is_what_the_script_gets(app, use):
    call, enter, expected = USES[use]
    at = app(f"import datetime\nrf.text(repr({call}))").run()
    before = at.text[0].value
    element = enter(at)
    assert element.value == expected
    assert at.text[0].value == before
    assert at.run().text[0].value == repr(expected)
    assert enter(at).value is not None


def test_an_input_tells_what_it_was_drawn_with(app):
    at = app(
        'rf.selectbox("Pick", ["a", "b"], index=1, key="pick", help="which", disabled=True)'
    ).run()
    pick = at.selectbox(key="pick")
    assert (pick.label, pick.help, pick.disabled) == ("Pick", "which", True)
    assert (pick.options, pick.index, pick.value, pick.key) == (["a", "b"], 1, "b", "pick")
    with pytest.raises(NotAllowedError, match="disabled"):
        pick.select("a")


def test_several_inputs_are_one_event(app):
    at = app(
        """
state.runs = state.get("runs", 0) + 1
rf.text(rf.text_input("a") + rf.text_input("b"))
"""
    ).run()
    at.text_input[0].input("1")
    at.text_input[1].input("2").run()
    assert at.text.values == ["12"]
    assert at.session_state["runs"] == 2


def test_a_button_is_clicked_for_one_run(app):
    at = app('rf.text(rf.button("Go"))').run()
    assert at.button[0].click().run().text.values == ["True"]
    assert at.button[0].value is True
    assert at.run().text.values == ["False"]
    assert at.button[0].value is False
    at.button[0].click()
    assert at.button[0].set_value(False).value is False


def test_f17_what_is_entered_in_a_form_waits_for_its_button(app):
    at = app(
        """
rf.number_input("outside", 0, key="outside")
with rf.form("f"):
    name = rf.text_input("name")
    rf.form_submit_button("Send")
rf.text(name)
"""
    ).run()
    at.text_input[0].input("Ada").run()
    assert (at.reran, at.text.values) == ([], [""])
    at.number_input[0].set_value(3).run()
    assert (at.text.values, at.text_input[0].value) == ([""], "Ada")
    assert at.form_submit_button[0].click().run().text.values == ["Ada"]


def test_a_value_that_an_input_does_not_take_is_an_error(app):
    at = app('rf.selectbox("x", ["a", "b"])\nrf.slider("y", 0, 9)\n').run()
    with pytest.raises(ValueError, match="not one of the options"):
        at.selectbox[0].select("c")
    with pytest.raises(IndexError):
        at.selectbox[0].select_index(2)


def test_files_are_uploaded(app):
    at = app(
        """
file = rf.file_uploader("one", type="csv")
rf.text(file and (file.name, file.type, file.getvalue()))
files = rf.file_uploader("many", accept_multiple_files=True)
rf.text([f.name for f in files])
"""
    ).run()
    at.file_uploader[0].upload("a.csv", b"1,2").run()
    assert at.text[0].value == "('a.csv', 'text/csv', b'1,2')"
    assert at.file_uploader[0].value.name == "a.csv"
    at.file_uploader[1].upload("b", b"").upload("c", b"").run()
    at.file_uploader[1].upload("d", b"").run()
    assert at.text[1].value == "['b', 'c', 'd']"
    at.file_uploader[0].set_value(None).run()
    assert at.text[0].value == "None"
    with pytest.raises(NotAllowedError, match="upload"):
        at.file_uploader[0].set_value("a.csv")
