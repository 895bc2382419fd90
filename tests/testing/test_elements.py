"""Finding elements and reading them, by the API of Streamlit's ``AppTest`` (H10)."""

from __future__ import annotations

import pandas as pd
import pytest

from reactfrag.testing import AppTest, Block, ElementGoneError

PAGE = """
import reactfrag as rf
import pandas as pd

rf.title("Title", anchor="top")
rf.header("Header")
rf.subheader("Subheader")
rf.markdown("**Markdown**", help="why")
rf.caption("Caption")
rf.text("Text")
rf.code("x = 1", language="python")
rf.divider()
rf.html("<p>Html</p>")
rf.json({"a": [1, 2]})
rf.metric("Metric", 12, 3)
rf.metric("Still", 12)
rf.success("Success", icon="🔥")
rf.info("Info")
rf.warning("Warning")
rf.error("Error")
rf.progress(40)
rf.toast("Toast", icon="🍞")
rf.dataframe(pd.DataFrame({"n": [1, 2]}, index=["a", "b"]))
with rf.sidebar:
    rf.text("Sidebar")
left, right = rf.columns(2)
left.button("Left", key="left")
right.button("Right")
one, two = rf.tabs(["One", "Two"])
two.text("in Two")
with rf.expander("More"):
    rf.text("in More")
with rf.form("form"):
    rf.form_submit_button("Send")
rf.checkbox("Checkbox")
rf.toggle("Toggle")
1 / 0
"""

SHOWN = {
    "title": ["Title"],
    "header": ["Header"],
    "subheader": ["Subheader"],
    "markdown": ["**Markdown**"],
    "caption": ["Caption"],
    "text": ["Text", "in Two", "in More", "Sidebar"],
    "code": ["x = 1"],
    "html": ["<p>Html</p>"],
    "json": ['{"a":[1,2]}'],
    "metric": ["12", "12"],
    "success": ["Success"],
    "info": ["Info"],
    "warning": ["Warning"],
    "error": ["Error"],
    "progress": [40],
    "exception": ["division by zero"],
    "checkbox": [False],
    "toggle": [False],
    "button": [False, False, False],
    "form_submit_button": [False],
}


@pytest.fixture(scope="module")
def page() -> AppTest:
    return AppTest.from_string(PAGE).run()


@pytest.mark.parametrize(("kind", "values"), SHOWN.items())
def test_h10_elements_are_found_by_kind_with_their_values(page, kind, values):
    found = getattr(page, kind)
    assert [str(v).replace(" ", "") if kind == "json" else v for v in found.values] == values
    assert page.get(kind) == found
    assert {element.type for element in found} <= {kind, "form_submit_button"}


def test_what_an_element_was_drawn_with_is_there(page):
    assert page.title[0].anchor == "top"
    assert page.title[0].tag == "h1"
    assert page.markdown[0].help == "why"
    assert page.code[0].language == "python"
    assert page.json[0].data == {"a": [1, 2]}
    assert [metric.delta for metric in page.metric] == ["3", ""]
    assert page.metric[0].label == "Metric"
    assert page.success[0].icon == "🔥"
    assert (page.toast[0].value, page.toast[0].icon) == ("Toast", "🍞")
    assert page.button[0].label == "Left"
    with pytest.raises(AttributeError, match="A title has no `colour`"):
        _ = page.title[0].colour


def test_an_exception_has_its_message_and_its_lines(page):
    (raised,) = page.exception
    assert raised.message == "division by zero"
    assert raised.name == "ZeroDivisionError"
    assert raised.stack_trace[-1].endswith("1 / 0")


def test_a_table_is_a_frame_again(page):
    expected = pd.DataFrame({"n": [1, 2]}, index=["a", "b"])
    pd.testing.assert_frame_equal(page.dataframe[0].value, expected)


def test_a_table_of_plain_lists_is_a_frame(app):
    at = app("rf.dataframe({'city': ['Oslo', 'Rome'], 'people': [0.7, 2.8]})").run()
    assert at.dataframe[0].value.to_dict("list") == {"city": ["Oslo", "Rome"], "people": [0.7, 2.8]}


def test_blocks_hold_what_is_in_them(page):
    assert page.columns[1].button[0].label == "Right"
    assert [tab.label for tab in page.tabs] == ["One", "Two"]
    assert page.tabs[1].text[0].value == "in Two"
    assert len(page.tabs[0]) == 0
    assert page.expander[0].label == "More"
    assert page.expander[0].text.values == ["in More"]
    assert page.sidebar.text.values == ["Sidebar"]
    assert page.main.title[0] == page.title[0]
    assert page.main.children[0].value == "Title"
    assert [child.kind for child in page.columns[0]] == ["button"]
    assert page.form[0].get("button")[0].label == "Send"
    assert isinstance(page.main[-4], Block)


def test_elements_are_found_by_their_key(page):
    assert page.button("left").label == "Left"
    assert page.button(key="left") == page.get_by_key("left")
    with pytest.raises(KeyError, match=r"No element here has the key 'middle'.*: 'left'"):
        page.button(key="middle")
    with pytest.raises(KeyError, match=r"'middle'.*'left'"):
        page.get_by_key("middle")
    with pytest.raises(AssertionError, match=r"0 of kind button .*'Middle'.* has: .*'Left'"):
        page.click("Middle")


def test_kinds_without_an_attribute_are_found_too(app):
    at = app("rf.line_chart({'y': [1, 2]})").run()
    assert at.get("vega_lite")[0].kind == "vega_lite"
    assert len(at.vega_lite) == 1


def test_what_is_not_there_says_so(page):
    assert not page.slider
    with pytest.raises(AttributeError, match="does not have `secrets` yet"):
        _ = page.secrets
    with pytest.raises(AttributeError, match="Did you mean `slider`"):
        _ = page.slidder
    with pytest.raises(IndexError):
        _ = page.slider[0]


def test_an_element_that_left_the_page_says_so(app):
    at = app("if not rf.checkbox('Hide'):\n    rf.slider('Year', 0, 9)\n").run()
    slider = at.slider[0]
    assert repr(slider) == "<slider 'Year' value=0>"
    at.checkbox[0].check().run()
    with pytest.raises(ElementGoneError, match=r"at\.slider\[0\]"):
        _ = slider.value
    assert "gone" in repr(slider)
