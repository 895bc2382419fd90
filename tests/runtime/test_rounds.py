"""Cycles of a key and a call: what stands inside a fragment writes what the fragment reads."""

from __future__ import annotations

import pytest

from reactfrag.runtime.rounds import Rounds
from reactfrag.testing import AppTest

OUTER = """
import reactfrag as rf
state = rf.session_state

@rf.fragment
def outer():
    rf.button("go")
    rf.text(f"{state.get('x', 0)} {state.get('y', 0)} {state.get('z', 0)}")
    first()
    second()
    third()
"""
NOTHING = "def second(): pass\ndef third(): pass\n"
CALL = "\nouter()\n"


def start(body):
    return AppTest.from_string(OUTER + body + CALL)


@pytest.mark.parametrize("parallel", [False, True])
def test_h1_what_writes_anew_what_its_caller_reads_goes_once_round_and_is_reported(parallel):
    writer = f"""
@rf.fragment(parallel={parallel})
def first():
    state.x = state.get("x", 0) + 1
"""
    with start(writer + NOTHING) as at:
        at.run()
        assert at.reran.count("outer") == 2
        assert at.passes[-1].unsettled == ("outer",)
        at.click("go")
        assert sorted(at.reran) == ["first", "first", "outer", "outer"]
        assert at.passes[-1].unsettled == ("outer",)


def test_h1_what_writes_the_same_again_settles():
    writer = """
@rf.fragment
def first():
    state.x = 3
"""
    with start(writer + NOTHING) as at:
        at.run()
        assert at.texts() == ["3 0 0"]
        assert at.passes[-1].unsettled == ()
        at.click("go")
        assert at.reran.count("outer") == 1


def test_h1_fragments_inside_in_the_wrong_order_settle():
    chain = """
@rf.fragment
def first():
    state.x = state.get("y", 0) + 1

@rf.fragment
def second():
    state.y = state.get("z", 0) + 1

@rf.fragment
def third():
    state.z = 1
"""
    with start(chain) as at:
        at.run()
        assert at.texts() == ["3 2 1"]
        assert at.passes[-1].unsettled == ()


def test_each_key_is_a_reason_once():
    rounds = Rounds()
    assert rounds.stale_by_inside(1, "a")
    rounds.begin(1, (), requested=False)
    assert not rounds.stale_by_inside(1, "a")
    assert rounds.stale_by_inside(1, "b")


def test_what_was_stale_inside_is_a_reason_to_go_round_once_more_each():
    rounds = Rounds()
    rounds.stale_by_inside(1, "a")
    rounds.begin(1, (2, 3), requested=False)
    for late in ((), ()):
        assert rounds.stale_by_inside(1, "a")
        rounds.begin(1, late, requested=False)
    assert not rounds.stale_by_inside(1, "a")
    assert rounds.goes_round(1)


@pytest.mark.parametrize("how", ["requested", "other", "covered"])
def test_a_run_for_another_reason_begins_anew(how):
    rounds = Rounds()
    rounds.stale_by_inside(1, "a")
    rounds.begin(1, (), requested=False)
    rounds.stale_by_inside(1, "a")
    if how == "other":
        rounds.stale_by_other(1)
    if how == "covered":
        rounds.begin_anew(1)
    else:
        rounds.begin(1, (), requested=how == "requested")
    assert not rounds.goes_round(1)
    assert rounds.stale_by_inside(1, "a")
