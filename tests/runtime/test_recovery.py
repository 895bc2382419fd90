"""What the user entered outlives code that ends early."""

from __future__ import annotations

import pytest

from reactfrag.runtime.page import Page
from reactfrag.runtime.run import Run


@pytest.mark.parametrize("end", ["rf.stop()", 'rf.rerun("fragment")'])
def test_f13_values_below_the_end_of_a_nested_fragment_come_back(app, end):
    at = app(f"""
        @fragment
        def inner():
            if state.pop("end", False):
                {end}
            rf.text(rf.text_input("x"))

        @fragment
        def outer():
            if rf.button("go"):
                state.end = True
            inner()

        outer()
    """)
    at.set("text_input", "kept", "x")
    at.click("go").run()
    assert at.texts() == ["kept"]


PANIC = """
    class Panic(BaseException):
        pass

    def panic():
        raise Panic("no")

    fragment(panic)()
    rf.button("go", on_click=panic)
    rf.text("rest")
"""


def test_h8_what_is_no_exception_is_shown_where_it_was_raised(app):
    at = app(PANIC)
    assert at.texts() == ["rest"]
    assert [shown.message for shown in at.exceptions()] == ["no"]
    at.click("go")
    assert at.texts() == ["rest"]
    assert [shown.message for shown in at.exceptions()] == ["no", "no"]


def test_exit_in_a_callback_ends_the_callback(app):
    at = app("""
        rf.button("go", on_click=exit)
        rf.text("rest")
    """)
    assert at.click("go").texts() == ["rest"]


def test_a_pass_that_fails_answers_its_events(app, monkeypatch):
    at = app("""
        rf.text_input("x")
        rf.text("rest")
    """)

    def fail(page: Page, run: Run, *, finished: bool) -> None:
        raise OSError("no")

    with monkeypatch.context() as broken:
        broken.setattr(Page, "commit", fail)
        at.set("text_input", "a", "x")
    assert [error.code for error in at.errors] == ["internal"]
    assert at.patches[-1].answers == at._event
    assert not at.patches[-1].running
    assert at.set("text_input", "b", "x").texts() == ["rest"]
