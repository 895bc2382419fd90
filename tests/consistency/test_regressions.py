"""What the generated programs have brought to light, shrunk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from reactfrag.testing import AppTest

PRELUDE = "import reactfrag as rf\nstate = rf.session_state\n"

Load = Callable[[str], AppTest]


@pytest.fixture
def load() -> Iterator[Load]:
    """Load an app, its imports left out."""
    with ExitStack() as stack:

        def start(body: str) -> AppTest:
            return stack.enter_context(AppTest.from_string(PRELUDE + body)).run()

        yield start


def test_h1_an_own_write_does_not_hide_one_by_a_fragment_inside(load: Load):
    at = load("""
@rf.fragment
def outer():
    rf.text(f"outer {state.get('x', 0)}")
    inner()
    state.x = 1

@rf.fragment
def inner():
    state.x = 1

outer()
""")
    assert at.texts() == ["outer 1"]


def test_h1_what_is_inside_a_fragment_that_does_not_settle_runs_by_itself(load: Load):
    at = load("""
@rf.fragment
def outer():
    state.seen = state.get('x', 0)
    inner()
    state.x = state.get('x', 0) + 1

@rf.fragment
def inner():
    rf.text(f"inner {state.get('x', 0)}, {state.get('late', 0)}")

@rf.fragment
def other():
    state.x = state.get('seen', 0) + 5
    state.late = 1

outer()
other()
""")
    assert at.texts() == ["inner 5, 1"]
