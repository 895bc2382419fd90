"""What ``explain`` says an event runs is what it does run, in a served app."""

from __future__ import annotations

from pathlib import Path

from reactfrag.testing import AppTest
from reactfrag_compiler import compile_program
from reactfrag_compiler.explain import explain_node, find_node

APP = """\
import random
import reactfrag as rf
ss = rf.session_state
ss.setdefault("rows", [])
ss.setdefault("total", 0)

@rf.fragment
def last():
    rf.text(ss.get("label", ""))

@rf.fragment
def middle():
    ss.label = f"{ss.total} rows"

@rf.fragment
def count():
    ss.total = len(ss.rows)

@rf.fragment
def add():
    if rf.button("Add"):
        ss.rows.append(1)

@rf.fragment
def outer():
    rf.text(f"{ss.total}")

    @rf.fragment
    def inner():
        rf.text(f"{random.random()}")

    inner()

@rf.fragment
def apart():
    rf.toggle("Apart", key="apart")

last(); middle(); count(); add(); outer(); apart()
rf.write(ss.total)
"""


def test_an_event_runs_what_explain_says_in_that_order(tmp_path: Path):
    path = tmp_path / "app.py"
    path.write_text(APP)
    program = compile_program(path)

    def told(name: str) -> tuple[str, ...]:
        return explain_node(program, find_node(program, name)).events[-1].runs

    with AppTest.from_file(path).run() as at:
        at.click("Add")
        ran = [name.rpartition(".")[2] for name in at.reran]
        foreseen = [name.rpartition(".")[2] for name in told("add")]
        assert set(ran) == set(foreseen) == {"add", "count", "middle", "last", "outer", "inner"}
        # A fragment within another is over before that is.
        ran.remove("inner")
        foreseen.remove("inner")
        assert ran == foreseen
        at.set("checkbox", True)
        assert tuple(at.reran) == told("apart") == ("apart",)
