"""Runs that are proven to be over soon have no thread; all others do."""

from __future__ import annotations

import pytest

from reactfrag.runtime.executor import BRIEF
from reactfrag.runtime.workers import Workers
from reactfrag.testing import AppTest

APP = """
import reactfrag as rf

class Slow:
    def __str__(self):
        return "slow"

def clicked():
    rf.session_state.clicked = True

@rf.fragment
def f(given):
    if rf.button("go"):
        rf.session_state.n = rf.session_state.get("n", 0) + 1
    rf.button("call", on_click=clicked)
    rf.text(f"{rf.session_state.get('n', 0)} {given} {rf.session_state.get('value', 1)}")

@rf.fragment
def fails():
    if rf.button("fail"):
        rf.text(1 / rf.session_state.get("zero", 0))

f(GIVEN)
fails()
"""


@pytest.fixture
def threads(monkeypatch) -> list[object]:
    """What was given to a thread."""
    given: list[object] = []
    run = Workers.run

    async def noting(self, function, *rest):
        given.append(function)
        return await run(self, function, *rest)

    monkeypatch.setattr(Workers, "run", noting)
    return given


def click(at: AppTest, label: str, threads: list[object], seconds: float = 0.0) -> int:
    """Click; return how many threads that took."""
    for instance in at.session.page.instances.values():
        # However long it took on a busy machine.
        instance.pace = seconds
    threads.clear()
    at.click(label)
    return len(threads)


def test_a_brief_fragment_needs_no_thread(threads):
    with AppTest.from_string(APP.replace("GIVEN", "'a'")) as at:
        at.run()
        assert len(threads) == 1, "the script has one"
        assert click(at, "go", threads) == 0
        assert at.texts() == ["1 a 1"]
        assert click(at, "go", threads) == 0
        assert at.texts() == ["2 a 1"]


def test_one_that_took_long_the_last_time_has_a_thread(threads):
    with AppTest.from_string(APP.replace("GIVEN", "'a'")) as at:
        at.run()
        assert click(at, "go", threads, seconds=BRIEF) == 1
        assert at.texts() == ["1 a 1"]


def test_a_callback_has_a_thread(threads):
    with AppTest.from_string(APP.replace("GIVEN", "'a'")) as at:
        at.run()
        assert click(at, "call", threads) == 1
        assert at.session_state["clicked"]


@pytest.mark.parametrize("given", ["Slow()", "['a']", "rf"])
def test_arguments_that_are_no_plain_values_need_a_thread(given, threads):
    with AppTest.from_string(APP.replace("GIVEN", given)) as at:
        at.run()
        assert click(at, "go", threads) == 1


def test_state_that_is_no_plain_value_needs_a_thread(threads):
    with AppTest.from_string(APP.replace("GIVEN", "'a'")) as at:
        at.run()
        assert click(at, "go", threads) == 0
        at.session.handle.post(value=["a"])
        at.wait()
        assert click(at, "go", threads) == 1
        assert at.texts() == ["2 a ['a']"]


@pytest.mark.parametrize(
    "value", ["a" * 1_000_000, b"a" * 1_000_000, 1 << 1_000_000], ids=["str", "bytes", "int"]
)
def test_values_that_take_long_to_go_through_need_a_thread(value, threads):
    with AppTest.from_string(APP.replace("GIVEN", "'a'")) as at:
        at.run()
        at.session.handle.post(zero=value)
        at.wait()
        assert click(at, "go", threads) == 0, "it does not look at it"
        assert click(at, "fail", threads) == 1, "it does"


def test_its_errors_stand_in_its_place(threads):
    with AppTest.from_string(APP.replace("GIVEN", "'a'")) as at:
        at.run()
        assert click(at, "fail", threads) == 0
        assert at.exception[0].value == "division by zero"
        assert click(at, "go", threads) == 0
        assert at.texts() == ["1 a 1"]
