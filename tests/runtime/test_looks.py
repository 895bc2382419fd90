"""How often values of session state are looked into."""

from __future__ import annotations

import pytest

from reactfrag.runtime import state
from reactfrag.runtime.fingerprint import fingerprint
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
        return fingerprint(value, *rest)

    monkeypatch.setattr(state, "fingerprint", counting)
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
