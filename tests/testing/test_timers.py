"""Timers of real apps on a clock that goes when it is told to (H5, F14)."""

from __future__ import annotations

from reactfrag.runtime.settings import Settings
from reactfrag.testing import AppTest
from reactfrag_compiler import compile_program

CLOCK = """
import reactfrag as rf

state = rf.session_state

@rf.fragment(run_every="10s")
def clock():
    state.n = state.get("n", 0) + 1
    rf.text(state.n)
    rf.button("Now")

if not rf.checkbox("Hide"):
    clock()
"""


def test_h5_ten_minutes_of_ticks():
    at = AppTest.from_string(CLOCK).run()
    with at.budget(nodes=60):
        assert at.advance(600).text.values == ["61"]


def test_f14_h5_other_reruns_do_not_move_the_ticks():
    at = AppTest.from_string(CLOCK).run()
    at.advance(9).button[0].click().run()
    at.run()
    assert at.text.values == ["3"]
    assert at.advance(1).text.values == ["4"]


def test_h5_late_ticks_are_one_and_the_next_is_in_time():
    at = AppTest.from_string(CLOCK).run()
    assert at.jump(35).text.values == ["2"]
    assert at.advance(4.9).reran == []
    assert at.advance(0.1).reran == ["clock"]


def test_h5_a_timer_goes_with_its_instance():
    at = AppTest.from_string(CLOCK).run()
    at.checkbox[0].check().run()
    assert at.advance(100).reran == []
    at.checkbox[0].uncheck().run()
    assert at.advance(100).reran == ["clock"] * 10


def test_h5_timers_rest_while_nobody_is_there():
    at = AppTest.from_string(CLOCK).run()
    at.disconnect()
    assert at.advance(600).reran == []
    at.reconnect()
    assert (at.reran, at.text.values) == (["clock"], ["2"])
    assert at.advance(10).reran == ["clock"]


def test_h5_what_left_the_page_meanwhile_has_missed_nothing():
    at = AppTest.from_string(CLOCK).run()
    at.disconnect()
    at.advance(600)
    at.checkbox[0].check().run()
    at.reconnect()
    assert (at.reran, at.text.values) == ([], [])


def test_h5_timers_may_go_on_while_nobody_is_there(tmp_path):
    path = tmp_path / "app.py"
    path.write_text(CLOCK)
    at = AppTest(compile_program(path), settings=Settings(pause_timers=False)).run()
    at.disconnect()
    assert at.advance(600).reran == ["clock"] * 60
    at.reconnect()
    assert (at.reran, at.text.values) == ([], ["61"])


def test_f14_h5_run_every_changes_between_runs():
    at = AppTest.from_string(
        """
import reactfrag as rf

def clock():
    rf.text("tick")

every = rf.selectbox("Every", [None, 1, 5])
rf.fragment(clock, run_every=every)()
"""
    ).run()
    assert at.advance(10).reran == []
    at.selectbox[0].select(5).run()
    assert at.advance(10).reran == ["clock"] * 2
    at.selectbox[0].select(1).run()
    assert at.advance(10).reran == ["clock"] * 10
    at.run()
    at.selectbox[0].select(None).run()
    assert at.advance(10).reran == []
    assert len(at.session.wheel) == 0


def test_f14_h5_a_fragment_around_it_changes_run_every():
    at = AppTest.from_string(
        """
import reactfrag as rf

def clock():
    rf.text("tick")

@rf.fragment
def outer():
    rf.fragment(clock, run_every=2 if rf.toggle("Slow") else 1)()

outer()
"""
    ).run()
    assert at.advance(4).reran == ["clock"] * 4
    at.toggle[0].set_value(True).run()
    assert at.advance(4).reran == ["clock"] * 2
