"""The API in whole apps, driven without a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import reactfrag as rf
from reactfrag import compat
from reactfrag.protocol.props import IFrame
from reactfrag.runtime import media
from reactfrag.runtime.files import UploadRecord
from reactfrag.testing import AppTest


def app(source: str) -> AppTest:
    return AppTest.from_string("import reactfrag as rf\n" + source).run()


@pytest.fixture
def started() -> Iterator[list[AppTest]]:
    apps: list[AppTest] = []
    yield apps
    for one in apps:
        one.close()


def test_widgets_answer(started: list[AppTest]) -> None:
    at = app(
        """
name = rf.text_input("Name", max_chars=5)
size = rf.radio("Size", ["S", "M"])
many = rf.multiselect("Many", ["a", "b"])
span = rf.slider("Span", 0, 10, (2, 4))
rf.write(f"{name}|{size}|{many}|{span}")
"""
    )
    started.append(at)
    assert at.texts() == ["|S|[]|(2, 4)"]
    at.set("text_input", "Ada")
    at.set("radio", 1)
    at.set("multiselect", [1, 0])
    at.set("slider", [3, 9])
    assert at.texts() == ["Ada|M|['b', 'a']|(3, 9)"]
    at.set("text_input", "too long")
    assert at.errors[-1].code == "bad-value"
    assert at.texts() == ["Ada|M|['b', 'a']|(3, 9)"]


def test_options_that_follow_one_another(started: list[AppTest]) -> None:
    at = app(
        """
towns = {"Norway": ["Oslo", "Bergen"], "Italy": ["Rome", "Pisa"]}
country = rf.selectbox("Country", towns)
town = rf.selectbox("Town", towns[country])
rf.text(town)
"""
    )
    started.append(at)
    at.set("selectbox", 1, "Town")
    assert at.texts() == ["Bergen"]
    at.set("selectbox", 1, "Country")
    assert at.texts() == ["Rome"]


def test_options_of_classes_that_the_script_defines(started: list[AppTest]) -> None:
    at = app(
        """
import dataclasses
import enum

class Colour(enum.Enum):
    RED = 1
    BLUE = 2

@dataclasses.dataclass
class Town:
    name: str

colour = rf.selectbox("Colour", Colour)
town = rf.radio("Town", [Town("Oslo"), Town("Rome")], format_func=lambda town: town.name)
rf.button("Again")
rf.text(f"{colour.name} {town.name} {colour is Colour[colour.name]}")
"""
    )
    started.append(at)
    at.set("selectbox", 1)
    at.set("radio", 1)
    at.click("Again")
    assert at.texts() == ["BLUE Rome True"]


def test_session_state_that_a_widget_cannot_show(started: list[AppTest]) -> None:
    at = app(
        """
rf.session_state.size = "XL"
rf.selectbox("Size", ["S", "M"], key="size")
"""
    )
    started.append(at)
    assert "is not one of the options" in at.exceptions()[0].message


def test_f17_a_form_sends_on_submit(started: list[AppTest]) -> None:
    at = app(
        """
def greet():
    rf.session_state.greeting = f"Hello {rf.session_state.name}"

with rf.form("f"):
    rf.text_input("Name", key="name")
    rf.form_submit_button("Send", on_click=greet)
rf.text(rf.session_state.get("greeting", "nobody"))
"""
    )
    started.append(at)
    assert at.texts() == ["nobody"]
    at.submit("Send", [("text_input", "Name", "Ada")])
    assert at.texts() == ["Hello Ada"]


def test_f20_a_fragment_calls_a_cached_function(started: list[AppTest]) -> None:
    at = app(
        """
calls = rf.session_state.setdefault("calls", [])

@rf.cache_data(show_spinner=False)
def load(n, _calls):
    _calls.append(n)
    return n * 10

@rf.fragment
def part():
    n = rf.slider("n", 0, 10)
    rf.text(load(n, calls))

part()
rf.text(len(calls))
"""
    )
    started.append(at)
    assert at.texts() == ["0", "1"]
    at.set("slider", [2])
    assert at.texts() == ["20", "1"]
    at.set("slider", [0])
    assert at.texts() == ["0", "1"]
    assert at.session_state["calls"] == [0, 2]


@pytest.mark.parametrize(
    "decorators",
    [
        "@rf.fragment\n@rf.cache_data",
        "@rf.cache_data\n@rf.fragment",
        "@rf.cache_resource\n@rf.fragment()",
    ],
)
def test_g3_caching_and_fragment_on_one_function(started: list[AppTest], decorators: str) -> None:
    at = app(
        f"""
calls = rf.session_state.setdefault("calls", [])

{decorators}
def part(n, _calls):
    _calls.append(n)
    rf.text(f"part {{n}}")

rf.button("Again")
part(1, calls)
"""
    )
    started.append(at)
    at.click("Again")
    assert at.texts() == ["part 1"]
    assert len(at.all("fragment")) == 1
    assert not at.exceptions()
    # One miss; the hit draws what it drew.
    assert at.session_state["calls"] == [1]


@pytest.fixture(autouse=True)
def no_results_from_other_tests() -> Iterator[None]:
    yield
    rf.cache_data.clear()
    rf.cache_resource.clear()


def test_bare_expressions_are_written(started: list[AppTest]) -> None:
    at = app('"# Title"\nx = 3\nx\nx, "more"\n{"a": 1}\nNone\nrf.text("t")\n')
    started.append(at)
    assert at.texts() == ["# Title", "3", "3 more", "t"]
    assert len(at.all("json")) == 1


def test_an_error_of_the_api_shows_where_it_stands(started: list[AppTest]) -> None:
    at = app('rf.text("before")\nrf.slider("n", 5, 1)\n')
    started.append(at)
    shown = at.exceptions()[0]
    assert shown.type == "ApiError"
    assert shown.frames[-1].line == 3
    assert at.texts() == ["before"]


def test_files(started: list[AppTest], tmp_path: Path) -> None:
    at = app(
        """
file = rf.file_uploader("File", type="csv")
rf.text("none" if file is None else f"{file.name}: {file.read().decode()}")
"""
    )
    started.append(at)
    (tmp_path / "1").write_text("a,b")
    for id, name in (("one", "one.csv"), ("two", "two.png")):
        at.session.add_upload(UploadRecord(id, tmp_path / "1", name, "text/csv", 3))
    at.set("file_uploader", ["one"])
    assert at.texts() == ["one.csv: a,b"]
    assert at.file_uploader[0].props.value[0].name == "one.csv"
    at.set("file_uploader", ["two"])
    assert at.errors
    at.set("file_uploader", [])
    assert at.texts() == ["none"]


def test_a_slot_is_replaced_and_cleared(started: list[AppTest]) -> None:
    at = app(
        """
slot = rf.empty()
for n in range(3):
    slot.text(n)
if rf.button("Clear"):
    slot.empty()
bar = rf.progress(0)
for n in range(1, 5):
    bar.progress(n * 25)
"""
    )
    started.append(at)
    assert at.texts() == ["2"]
    assert [p.props.value for p in at.all("progress")] == [100]  # type: ignore[attr-defined]
    at.click("Clear")
    assert at.texts() == []


def test_two_identical_widgets_need_no_keys(started: list[AppTest]) -> None:
    at = app('values = [rf.checkbox("same") for _ in range(2)]\nrf.text(values)\n')
    started.append(at)
    at.send((at.all("checkbox")[1].id, True))
    assert at.texts() == ["[False, True]"]


def test_a_script_that_imports_streamlit(started: list[AppTest]) -> None:
    compat.install()
    try:
        at = AppTest.from_string(
            """
            import streamlit as st
            import streamlit.components.v1 as components

            @st.experimental_fragment
            def part():
                cols = st.columns(2)
                if cols[0].toggle("Toggle"):
                    cols[1].text("on")

            with st.sidebar:
                part()
            components.html("<p>frame</p>")
            st.login()
            """
        ).run()
        started.append(at)
        at.set("checkbox", True)
    finally:
        compat.uninstall()
    assert [node.props.body for node in at.all("text", at.sidebar)] == ["on"]  # type: ignore[attr-defined]
    assert "does not have `login` yet" in at.exceptions()[0].message


def test_a_page_drawn_by_a_cached_function_is_there_for_a_later_session(tmp_path: Path) -> None:
    script = tmp_path / "app.py"
    script.write_text(
        """
import reactfrag as rf

@rf.cache_data
def report():
    rf.components.v1.html("<p>Report</p>")

report()
"""
    )
    for _ in range(2):
        with AppTest.from_file(script) as at:
            (frame,) = at.run().all("iframe")
            assert isinstance(frame.props, IFrame)
            assert media.store.get(str(frame.props.src).split("/")[-2]) is not None
        for number in range(media.RETIRED_KEPT):
            media.store.put(str(number).encode(), "text/plain", "other.txt")


@pytest.mark.parametrize(("disabled", "value"), [(True, True), (False, "text")])
def test_a_button_has_no_value_to_go_back_to(
    started: list[AppTest], disabled: bool, value: object
) -> None:
    at = app(f"rf.button('Go', disabled={disabled})")
    started.append(at)
    at.send((at.button[0].id, value))
    assert [error.code for error in at.errors] == ["bad-value"]
    assert not any(patch.ops for patch in at.patches)


def test_h1_a_cycle_runs_once_round_and_is_reported(
    started: list[AppTest], caplog: pytest.LogCaptureFixture
) -> None:
    at = app(
        """
state = rf.session_state
state.setdefault("a", 0)
state.setdefault("b", 0)

@rf.fragment
def ping():
    rf.button("go")
    state.a = state.b + 1

@rf.fragment
def pong():
    state.b = state.a + 1

ping()
pong()
"""
    )
    started.append(at)
    caplog.clear()
    at.click("go")
    assert at.reran.count("ping") <= 2
    assert at.reran.count("pong") <= 1
    assert [record.unsettled for record in at.passes] == [("ping",)]
    assert any("ping" in message for message in caplog.messages)
