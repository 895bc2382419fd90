"""What goes beyond widgets: fragments, time, several sessions, connections, budgets (H10)."""

from __future__ import annotations

import gc
import importlib
import threading
import weakref

import pytest

from reactfrag import compat
from reactfrag.testing import AppTest, MisuseError

FILTERS = """
@rf.fragment
def filters():
    rf.slider("Year", 1990, 2030, 2000, key="year")

@rf.fragment
def chart():
    state.total = state.year * 2
    rf.text(f"chart {state.year}")

@rf.fragment
def summary():
    rf.text(f"total {state.total}")

@rf.fragment
def other():
    rf.text("other")

filters()
chart()
summary()
other()
"""


def test_h10_reran_is_exactly_what_ran(app):
    at = app(FILTERS).run()
    assert at.reran == ["filters", "chart", "summary", "other", "app"]
    assert at.slider(key="year").set_value(2010).run().reran == ["filters", "chart", "summary"]
    assert at.text.values == ["chart 2010", "total 4020", "other"]
    assert at.fragment[1].text.values == ["chart 2010"]


def test_h9_h10_why_gives_the_chain_from_the_event(app):
    at = app(FILTERS).run()
    assert [str(chain) for chain in at.why("chart")] == ["first load -> app -> chart"]
    at.slider[0].set_value(2010).run()
    assert [str(chain) for chain in at.why("filters")] == ["slider 'year' -> filters"]
    assert [str(chain) for chain in at.why("chart")] == ["slider 'year' -> key 'year' -> chart"]
    assert [str(chain) for chain in at.why("summary")] == [
        "slider 'year' -> key 'year' -> chart -> key 'total' -> summary"
    ]
    assert at.why("other") == []


def test_h10_patches_are_what_went_to_the_browser(app):
    at = app(FILTERS).run()
    at.slider[0].set_value(2010).run()
    assert len([op for patch in at.patches for op in patch.ops]) == 2
    assert 0 < at.bytes_sent < 300
    assert sum(record.bytes_sent for record in at.passes) == at.bytes_sent


def test_h10_a_budget_says_what_ran_and_why(app):
    at = app(FILTERS).run()
    with at.budget(nodes=3, bytes=300):
        at.slider[0].set_value(2001).run()
    with pytest.raises(AssertionError) as caught, at.budget(nodes=1, bytes=50):
        at.slider[0].set_value(2002).run()
    message = str(caught.value)
    assert "3 nodes ran: the budget is 1" in message
    assert "bytes were sent: the budget is 50" in message
    assert "slider 'year' -> key 'year' -> chart" in message


def test_h10_a_budget_covers_all_steps_within(app):
    at = app(FILTERS).run()

    def move_twice():
        with at.budget(nodes=5):
            at.slider[0].set_value(2001).run()
            at.slider[0].set_value(2002).run()

    with pytest.raises(AssertionError, match="6 nodes ran"):
        move_twice()
    with pytest.raises(KeyError), at.budget(nodes=0):
        raise KeyError


def test_h5_h10_time_passes_when_told_to(app):
    at = app(
        """
@rf.fragment(run_every="1s")
def clock():
    state.n = state.get("n", 0) + 1
    rf.text(state.n)

clock()
"""
    ).run()
    assert at.advance(600).text.values == ["601"]
    assert at.reran == ["clock"] * 600
    assert str(at.why("clock")[-1]) == "timer of clock -> clock"
    assert at.jump(10).reran == ["clock"]


def test_h10_sessions_are_apart_and_share_the_clock(app):
    one = app(
        """
@rf.fragment(run_every=1)
def clock():
    rf.text("tick")

rf.text(state.get("n", 0))
if rf.button("Add"):
    state.n = state.get("n", 0) + 1
clock()
"""
    ).run()
    other = one.another_session().run()
    one.button[0].click().run()
    one.run()
    assert (one.session_state["n"], "n" in other.session_state) == (1, False)
    one.advance(2)
    assert one.reran == other.reran == ["clock", "clock"]
    other.close()
    assert one.advance(1).reran == ["clock"]


def test_h10_a_connection_drops_and_comes_back(app):
    at = app(FILTERS).run()
    at.disconnect()
    at.slider[0].set_value(2020).run()
    assert at.text[0].value == "chart 2000"
    assert at.reconnect() is True
    assert at.text[0].value == "chart 2020"
    at.mirror.nodes.clear()
    assert at.reconnect(0) is False
    assert at.text[0].value == "chart 2020"


def test_session_state_is_read_and_written(app):
    at = app("rf.text(state.get('n', 0))\nrf.text_input('x', key='x')")
    at.session_state["n"] = 5
    at.session_state.x = "typed"
    at.run()
    assert at.text[0].value == "5"
    assert at.text_input[0].value == at.session_state.x == "typed"
    assert "n" in at.session_state
    assert "m" not in at.session_state
    del at.session_state.n
    assert at.run().text[0].value == "0"
    assert dict(at.session_state) == {"x": "typed"}
    with pytest.raises(KeyError):
        at.session_state["gone"]
    with pytest.raises(AttributeError):
        _ = at.session_state.gone


def test_state_written_from_outside_runs_what_reads_it(app):
    at = app(FILTERS).run().set_state("total", 7)
    assert (at.reran, at.text[1].value) == (["summary"], "total 7")
    assert str(at.why("summary")[0]) == "outside write to 'total' -> key 'total' -> summary"


def test_a_function_is_a_script():
    def script(name, *, punctuation="."):
        import reactfrag as rf

        rf.text(f"Hello {name}{punctuation}")

    at = AppTest.from_function(script, args=["Ada"], kwargs={"punctuation": "!"}).run()
    assert at.text[0].value == "Hello Ada!"

    def plain():
        import reactfrag as rf

        @rf.fragment
        def part():
            rf.button("Go")

        part()

    assert AppTest.from_function(plain).run().button[0].click().run().reran == [
        "plain.<locals>.part"
    ]
    with pytest.raises(MisuseError, match="from_string"):
        AppTest.from_function(len)


def test_a_file_is_found_beside_the_test(tmp_path, monkeypatch):
    (tmp_path / "app.py").write_text("import reactfrag as rf\nrf.text('there')\n")
    monkeypatch.chdir(tmp_path)
    for path in ("app.py", tmp_path / "app.py"):
        assert AppTest.from_file(path).run().text[0].value == "there"
    assert not AppTest.from_file("../../examples/counter.py").run().exception


def test_a_step_that_takes_too_long_is_an_error(app):
    go_on = threading.Event()
    _events.append(go_on)
    at = app(f"from {__name__} import wait\nif rf.button('Go'):\n    wait()\n").run()
    with pytest.raises(TimeoutError, match=r"After 0\.05 s the app has not come to rest"):
        at.button[0].click().run(timeout=0.05)
    go_on.set()
    at.wait()


_events: list[threading.Event] = []


def wait() -> None:
    _events[-1].wait(5)


def test_a_session_that_nobody_holds_ends(app):
    at = app("rf.text('x')").run()
    session, portal = weakref.ref(at.session), at._portal
    test = weakref.ref(at)
    del at
    gc.collect()
    assert test() is None
    for _ in range(3):
        portal.call(gc.collect)
    assert session() is None


def test_published_tests_run_unchanged():
    compat.install()
    try:
        published = importlib.import_module("streamlit.testing.v1").AppTest
        script = "import streamlit as st\nst.title('Hello')\nst.button('Go')\n"
        at = published.from_string(script, default_timeout=50).run(timeout=60)
        assert not at.exception
        assert at.title[0].value == "Hello"
        assert at.button[0].click().run().title.values == ["Hello"]
    finally:
        compat.uninstall()
