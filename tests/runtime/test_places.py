"""Drawing where something stands, or stood."""

from __future__ import annotations

import pytest

LOADING = """
    from reactfrag.protocol.props import Markdown
    from reactfrag.runtime.context import current

    place = rf.text("loading")
    if not rf.button("go"):
        current().emit(place, Markdown(body="done"))
    rf.button("again")
"""


def test_an_element_that_is_not_replaced_this_time_is_itself_again(app):
    at = app(LOADING)
    assert at.texts() == ["done"]
    at.click("go")
    assert at.texts() == ["loading"]


def test_what_replaces_an_element_keeps_its_identity(app):
    at = app(LOADING)
    before = at.markdown[0].id
    at.click("again")
    assert at.markdown[0].id == before
    assert not at.patches[-1].ops


SCRIPT = """
    if "kept" not in state:
        state.kept = rf.container()
    rf.button("go")
    rf.text("x", at=state.kept)
"""
FRAGMENT = """
    @fragment
    def keeping():
        with within(rf.container()):
            if "kept" not in state:
                state.kept = rf.container()
        rf.button("go")
        rf.text("x", at=state.kept)

    keeping()
"""


@pytest.mark.parametrize("source", [SCRIPT, FRAGMENT], ids=["script", "fragment"])
def test_a_container_of_the_run_before_is_refused(app, source):
    at = app(source)
    assert at.texts() == ["x"]
    at.click("go")
    assert at.texts() == []
    assert "not on the page any more" in at.exceptions()[0].message
