"""The record of a pass: what ran, why, what was left out, what it took (H9)."""

from __future__ import annotations

import logging

import pytest

from reactfrag.runtime.record import Cause, EventRecord, PassRecord, RunRecord, SkipRecord, why
from reactfrag.runtime.settings import Settings
from reactfrag.testing import AppTest
from reactfrag_compiler import compile_program

PRELUDE = "import time\nimport reactfrag as rf\nstate = rf.session_state\n"


def load(source: str) -> AppTest:
    return AppTest.from_string(PRELUDE + source).run()


def chains(at: AppTest, node: str) -> list[str]:
    return [str(chain) for chain in at.why(node)]


NESTED = """
@rf.fragment
def inner():
    rf.text(state.get("n", 0))

@rf.fragment
def outer():
    if rf.button("Add"):
        state.n = state.get("n", 0) + 1
    inner()

outer()
"""


def test_h9_a_run_within_another_names_it():
    at = load(NESTED)
    assert chains(at, "inner") == ["first load -> app -> outer -> inner"]
    at.button[0].click().run()
    assert chains(at, "inner") == ["button 'Add' -> outer -> inner"]


def test_h9_a_rerun_names_who_asked():
    at = load(
        """
@rf.fragment
def ask():
    if rf.button("Go", key="go"):
        rf.rerun()

@rf.fragment(key="target")
def target():
    rf.text("x")

def name():
    rf.rerun("target")

ask()
target()
rf.button("Name", on_click=name)
"""
    )
    at.button(key="go").click().run()
    assert at.reran == ["ask", "ask", "app"]
    assert at.skipped == ["target"]
    assert chains(at, "app") == ["button 'go' -> ask -> rerun() -> app"]
    at.button[1].click().run()
    assert chains(at, "target") == ["button 'Name' -> app -> rerun() -> target"]


def test_h9_the_writer_of_a_key_is_the_one_that_wrote_it_last():
    at = load(
        """
@rf.fragment
def one():
    if rf.toggle("One"):
        state.n = 1

@rf.fragment
def two():
    if rf.toggle("Two"):
        state.n = 2

@rf.fragment
def show():
    rf.text(state.get("n", 0))

one()
two()
show()
"""
    )
    at.toggle[1].set_value(True).run()
    assert chains(at, "show") == ["toggle 'Two' -> two -> key 'n' -> show"]
    at.toggle[0].set_value(True)
    at.toggle[1].set_value(False).run()
    assert chains(at, "show") == ["toggle 'One' -> one -> key 'n' -> show"]


def test_h9_a_step_says_which_instance_and_which_version():
    at = load(
        """
@rf.fragment
def part(n):
    rf.number_input("n", 0, key=f"n{n}")

@rf.fragment
def total():
    rf.text(sum(state[f"n{n}"] for n in range(2)))

for n in range(2):
    part(n)
total()
"""
    )
    at.number_input(key="n1").increment().run()
    (chain,) = at.why("total")
    assert [step.kind for step in chain.steps] == ["event", "key", "node"]
    assert chain.steps[1].version == at.session.page.state.version("n1")
    (part,) = at.why("part")
    assert at.why(part.steps[-1].instance) == [part]


def test_h9_a_cycle_that_does_not_settle_is_among_what_was_skipped():
    at = load(
        """
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
    at.button[0].click().run()
    (record,) = at.passes
    assert record.unsettled == ("ping",)
    assert str(record.skipped[-1]) == "ping (does not settle)"


def test_h9_what_was_stale_and_did_not_run_by_itself_says_why():
    at = load(
        """
@rf.fragment
def inner():
    rf.text(state.get("n", 0))

@rf.fragment
def outer():
    if state.get("n", 0) < 2:
        inner()

outer()

@rf.fragment
def write():
    rf.number_input("n", 0, key="n")

write()
"""
    )
    at.number_input[0].set_value(1).run()
    assert at.reran == ["inner", "outer", "write"]
    assert [str(skip) for skip in at.passes[0].skipped] == ["inner (within another)"]
    at.number_input[0].set_value(2).run()
    assert at.reran == ["outer", "write"]
    assert [str(skip) for skip in at.passes[0].skipped] == ["inner (gone)"]


def test_h2_h9_what_a_full_run_skips_is_noted_as_unchanged():
    at = load(
        """
@rf.fragment
def same():
    rf.text("same")

@rf.fragment
def other(n):
    rf.text(n)

same()
other(rf.number_input("n", 0))
"""
    )
    at.number_input[0].increment().run()
    (record,) = at.passes
    assert [run.name for run in record.runs] == ["other", "app"]
    assert str(record).endswith("other (in app), app (event); skipped: same (unchanged)")


def test_h9_each_run_has_its_own_time():
    at = load(
        """
@rf.fragment
def inner():
    sum(range(20_000))

@rf.fragment
def outer():
    inner()
    inner()

outer()
"""
    )
    (record,) = at.passes
    first, second, outer, app = record.runs
    assert first.seconds == first.own_seconds > 0
    assert outer.own_seconds == pytest.approx(outer.seconds - first.seconds - second.seconds)
    assert app.own_seconds == pytest.approx(app.seconds - outer.seconds)
    assert app.start <= outer.start <= first.start < second.start
    assert app.start + app.seconds <= record.seconds


def test_h9_a_pass_counts_what_it_sent():
    at = load("rf.text(rf.slider('x', 0, 9))\nrf.dataframe({'a': [1, 2]})")
    (record,) = at.passes
    assert record.number == 1
    assert record.instances == 1
    at.slider[0].set_value(3).run()
    (record,) = at.passes
    assert (record.number, record.ops, record.bytes_sent) == (2, 1, at.bytes_sent)


def test_h9_the_bytes_of_a_table_are_counted_once():
    at = load("if rf.toggle('Table'):\n    rf.dataframe({'a': [1, 2]})\nrf.toggle('Other')")
    at.toggle[0].set_value(True).run()
    with_table = at.passes[0].bytes_sent
    assert with_table == at.bytes_sent > 300
    at.toggle[1].set_value(True).run()
    assert at.passes[0].bytes_sent == at.bytes_sent < 200


def test_h9_the_record_is_bounded(tmp_path):
    path = tmp_path / "app.py"
    path.write_text(PRELUDE + "rf.button('x')\n")
    at = AppTest(compile_program(path), settings=Settings(passes_kept=3)).run()
    for _ in range(5):
        at.run()
    assert [record.number for record in at.session.scheduler.passes] == [4, 5, 6]


def test_h9_the_log_says_in_a_line_what_ran_and_why(caplog):
    caplog.set_level(logging.INFO, "reactfrag.reruns")
    at = load(NESTED)
    caplog.clear()
    at.button[0].click().run()
    (line,) = caplog.messages
    assert line.startswith("#2    button 'Add' in outer -> 2 of 3 nodes, ")
    assert line.endswith(" B: inner (in outer), outer (event)")


RECORD = PassRecord(
    number=12,
    events=(EventRecord("widget", 1, "filters", "slider", "Year", "year"),),
    runs=(
        RunRecord(1, "f", "filters", Cause("event", event=0), "finished", 0.0, 0.001, 0.001),
        RunRecord(2, "c", "chart", Cause("key", 0, -1, "year", 7), "failed", 0.001, 0.002, 0.002),
        RunRecord(3, "t", "table", Cause("rerun", run=1), "finished", 0.003, 0.001, 0.001),
    ),
    skipped=(SkipRecord(4, "header", "unchanged"),),
    unsettled=(),
    answers=3,
    began=0.0,
    seconds=0.0042,
    instances=14,
    ops=5,
    bytes_sent=1_120,
)


def test_h9_a_record_reads_as_a_line():
    assert str(RECORD) == (
        "#12   slider 'year' in filters -> 3 of 14 nodes, 4.2 ms, 1.1 kB: "
        "filters (event), chart (year, failed), table (rerun); skipped: header (unchanged)"
    )


def test_h9_why_is_a_function_of_records():
    assert [str(chain) for chain in why([RECORD], "chart")] == [
        "slider 'year' -> key 'year' -> chart"
    ]
    assert [str(chain) for chain in why([RECORD, RECORD], 3)] == [
        "slider 'year' -> key 'year' -> chart -> rerun() -> table"
    ] * 2
    assert why([RECORD], "header") == []


EVENTS = [
    (EventRecord("start"), "first load"),
    (EventRecord("rerun"), "rerun by the user"),
    (EventRecord("stop"), "stop by the user"),
    (EventRecord("program"), "new program"),
    (EventRecord("outside"), "outside write"),
    (EventRecord("outside", key="n"), "outside write to 'n'"),
    (EventRecord("timer", 4, "clock"), "timer of clock"),
    (EventRecord("widget", 0, "app", "button", "Go"), "button 'Go'"),
    (EventRecord("widget", 4, "part", "button", "Go"), "button 'Go' in part"),
]


@pytest.mark.parametrize(("event", "text"), EVENTS)
def test_an_event_reads_as_what_was_done(event, text):
    assert str(event) == text
