"""``persist_state=True``: the value of an input that is not drawn for a while."""

from __future__ import annotations

import pytest

from reactfrag.testing import AppTest

APP = """
import reactfrag as rf
state = rf.session_state
state.setdefault("calls", 0)

@rf.fragment
def form():
    if rf.toggle("show", value=True):
        rf.{widget}

@rf.fragment
def looks():
    state.calls += 1
    rf.text(f"{{state.get('it')!r}}")

form()
looks()
"""


def shown(at: AppTest) -> str:
    return str(at.text[0].value)


def hide(at: AppTest, on: bool) -> AppTest:
    at.toggle[0].set_value(on)
    return at.run()


def test_without_it_the_value_goes_with_the_widget():
    at = AppTest.from_string(APP.format(widget="number_input('n', value=1, key='it')")).run()
    at.number_input[0].set_value(7).run()
    hide(at, False)
    assert shown(at) == "None"
    assert at.reran == ["form", "looks"]
    hide(at, True)
    assert at.number_input[0].value == 1


def test_with_it_the_value_stays_and_nothing_that_reads_it_is_rerun():
    widget = "number_input('n', value=1, key='it', persist_state=True)"
    at = AppTest.from_string(APP.format(widget=widget)).run()
    at.number_input[0].set_value(7).run()
    hide(at, False)
    assert at.reran == ["form"]
    assert shown(at) == "7"
    hide(at, True)
    assert at.number_input[0].value == 7
    assert at.reran == ["form"]


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        ("checkbox('a', key='it', persist_state=True)", True),
        ("text_input('a', key='it', persist_state=True)", "x"),
        ("text_area('a', key='it', persist_state=True)", "x"),
        ("slider('a', key='it', persist_state=True)", 3),
        ("selectbox('a', ['x', 'y'], key='it', persist_state=True)", "y"),
        ("radio('a', ['x', 'y'], key='it', persist_state=True)", "y"),
        ("multiselect('a', ['x', 'y'], key='it', persist_state=True)", ["y"]),
        ("select_slider('a', ['x', 'y'], key='it', persist_state=True)", "y"),
        ("pills('a', ['x', 'y'], key='it', persist_state=True)", "y"),
        ("segmented_control('a', ['x', 'y'], key='it', persist_state=True)", "y"),
        ("color_picker('a', key='it', persist_state=True)", "#ff0000"),
        ("feedback('stars', key='it', persist_state=True)", 2),
        ("pagination(9, key='it', persist_state=True)", 4),
    ],
)
def test_each_input_takes_it(widget: str, value: object):
    at = AppTest.from_string(APP.format(widget=widget)).run()
    at.set_state("it", value)
    hide(at, False)
    assert at.session_state["it"] == value
    hide(at, True)
    assert at.session_state["it"] == value
    assert not at.exception


def test_a_value_that_does_not_fit_the_widget_any_more_is_dropped_for_the_default():
    app = """
    import reactfrag as rf
    many = rf.toggle("many", value=True)
    if rf.toggle("show", value=True):
        options = ["x", "y"] if many else ["x"]
        rf.selectbox("a", options, key="it", persist_state=True)
    """
    at = AppTest.from_string(app).run()
    at.selectbox[0].set_value("y").run()
    at.toggle[1].set_value(False).run()
    at.toggle[0].set_value(False).run()
    at.toggle[1].set_value(True).run()
    assert at.selectbox[0].value == "x"
    assert not at.exception


def test_the_last_drawing_says_whether_it_stays():
    app = """
    import reactfrag as rf
    keep = rf.toggle("keep", value=True)
    if rf.toggle("show", value=True):
        rf.text_input("a", "first", key="it", persist_state=keep)
    """
    at = AppTest.from_string(app).run()
    at.text_input[0].set_value("second").run()
    at.toggle[0].set_value(False).run()
    at.toggle[1].set_value(False).run()
    assert "it" not in at.session_state
