"""How often values of session state are looked into."""

from __future__ import annotations

import pytest

from reactfrag.runtime import state
from reactfrag.runtime.fingerprint import measure
from reactfrag.testing import AppTest

READERS = """
import reactfrag as rf
state = rf.session_state
state.setdefault("rows", list(range(10_000)))

@rf.fragment
def reader(n):
    rf.button(f"look {n}")
    rf.text(len(state.rows))

for n in range(20):
    reader(n)

@rf.fragment
def writer():
    if rf.button("add"):
        append(state.rows)

def append(rows):
    rows.append(0)

def add():
    state.rows.append(0)

@rf.fragment
def caller():
    rf.button("call", on_click=add)

writer()
caller()
"""


@pytest.fixture
def looks(monkeypatch):
    """The values that were looked into."""
    found: list[object] = []

    def counting(value, *rest):
        found.append(value)
        return measure(value, *rest)

    monkeypatch.setattr(state, "measure", counting)
    # What AppTest looks at to hold it against what the compiler foresaw.
    monkeypatch.setattr(state.State, "contents", lambda self, keys=None: {})
    return found


def test_h4_a_run_that_only_reads_a_value_does_not_look_into_it(looks):
    with AppTest.from_string(READERS) as at:
        at.run()
        looks.clear()
        at.click("look 7")
        assert at.reran == ["reader"]
        assert looks == []


def test_h4_one_look_shows_a_change_in_place_however_many_read_it(looks):
    with AppTest.from_string(READERS) as at:
        at.run()
        looks.clear()
        at.click("add")
        assert at.reran == ["writer", *["reader"] * 20]
        assert len(looks) == 1


def test_h4_a_change_in_place_by_a_callback_is_seen(looks):
    with AppTest.from_string(READERS) as at:
        at.run()
        looks.clear()
        at.click("call")
        assert at.reran == ["caller", *["reader"] * 20]
        assert len(looks) == 1


HELD = """
import reactfrag as rf
state = rf.session_state
state.setdefault("rows", rf.by_identity([1]))

@rf.fragment
def reader():
    rf.text(f"{type(state.rows).__name__} of {len(state.rows)}")

@rf.fragment
def writer():
    if rf.button("in place"):
        state.rows.append(0)
    if rf.button("another"):
        state.rows = rf.by_identity(list(state.rows))
    if rf.button("looked into"):
        state.rows = [1, 2, 3]

reader()
writer()
"""


def test_a_value_by_identity_is_never_looked_into(looks):
    with AppTest.from_string(HELD) as at:
        at.run()
        assert at.texts() == ["list of 1"]
        at.click("in place")
        assert (at.reran, at.texts(), looks) == (["writer"], ["list of 1"], [])
        at.click("another")
        assert (at.reran, at.texts(), looks) == (["writer", "reader"], ["list of 2"], [])


def test_a_key_is_looked_into_again_once_it_is_written_without(looks):
    with AppTest.from_string(HELD) as at:
        at.run().click("looked into")
        assert at.texts() == ["list of 3"]
        at.click("in place")
        assert (at.reran, at.texts()) == (["writer", "reader"], ["list of 4"])
        assert looks


SHARED = """
import reactfrag as rf

@rf.fragment
def shared():
    if rf.button("make"):
        rf.app_state.rows = rf.by_identity([1])
    if rf.button("in place"):
        rf.app_state.rows.append(2)
    rf.text(rf.app_state.get("rows", None))

@rf.fragment(parallel=True)
def beside():
    if rf.button("beside"):
        rf.session_state.mine = rf.by_identity([1])
    if rf.button("change mine"):
        rf.session_state.mine.append(2)

@rf.fragment
def mine():
    rf.text(rf.session_state.get("mine"))

shared()
beside()
mine()
"""


def test_a_value_by_identity_stays_so_in_other_sessions_and_out_of_parallel_fragments(looks):
    with AppTest.from_string(SHARED) as at:
        at.run()
        at.click("make").click("beside")
        assert at.texts() == ["[1]", "[1]"]
        at.click("change mine")
        assert at.reran == ["beside"]
        at.click("in place")
        assert at.reran == ["shared"]
        assert looks == []


LARGE = """
import reactfrag as rf
state = rf.session_state
state.setdefault("rows", [0] * 500_000)

@rf.fragment
def reader(n):
    rf.text(f"{n}: {len(state.rows)}")

if rf.button("before"):
    state.rows.append(0)
for n in range(3):
    reader(n)
    if n == 1 and rf.session_state.get("between"):
        state.rows.append(0)
rf.checkbox("between", key="between")
"""


def test_a_large_value_is_looked_into_twice_in_a_run_that_may_change_it(looks):
    with AppTest.from_string(LARGE) as at:
        at.run()
        looks.clear()
        assert at.click("before").texts() == [f"{n}: 500001" for n in range(3)]
        assert at.reran == ["reader", "reader", "reader", "app"]
        assert len(looks) == 2


def test_h4_a_change_in_the_middle_of_such_a_run_is_seen_at_its_end(looks):
    with AppTest.from_string(LARGE) as at:
        at.run().set("checkbox", True, "between")
        assert at.texts() == [f"{n}: 500001" for n in range(3)]
        assert at.reran == ["app", "reader", "reader", "reader"]
        looks.clear()
        assert at.run().texts() == [f"{n}: 500002" for n in range(3)]
        assert len(looks) == 2
