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


def test_h1_an_own_write_does_not_hide_one_by_a_fragment_inside(load):
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


def test_h1_what_is_inside_a_fragment_that_does_not_settle_runs_by_itself(load):
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


@pytest.mark.parametrize("end", ["rf.stop()", "rf.rerun('app')", "rf.rerun('fragment')"])
def test_f13_values_below_an_end_in_a_fragment_within_another_run_come_back(load, end):
    at = load(f"""
@rf.fragment
def outer():
    rf.button("outer")
    inner()

@rf.fragment
def inner():
    if state.get('ends', 0):
        state.ends -= 1
        {end}
    rf.text(rf.text_input("name"))

def set_ends():
    state.ends = 1

outer()
with rf.sidebar:
    rf.button("end", on_click=set_ends)
rf.fragment(lambda: rf.button("end inside", on_click=set_ends))()
""")
    at.set("text_input", "kept", "name")
    at.send((at.get("button", "end inside").id, True))
    at.run()
    assert at.texts() == ["kept"]
    at.send((at.get("button", "outer").id, True))
    at.click("end")
    at.run()
    assert at.texts() == ["kept"]


def test_h4_a_change_in_place_before_a_fragment_inside_is_the_outer_ones_own(load):
    at = load("""
@rf.fragment
def outer():
    rf.button("go")
    state.setdefault('rows', []).append(1)
    inner()

@rf.fragment
def inner():
    rf.text(f"{len(state.rows)} rows")

outer()
""")
    assert at.reran == ["inner", "outer", "app"]
    assert at.click("go").texts() == ["2 rows"]
    assert at.reran == ["inner", "outer"]


def test_h1_a_fragment_in_a_cycle_follows_what_others_write(load):
    at = load("""
@rf.fragment
def one():
    state.b = state.get('a', 0)
    rf.text(f"one {state.get('x', 0)}")

@rf.fragment
def two():
    state.a = state.get('b', 0)

one()
two()
state.x = 1
""")
    assert at.texts() == ["one 1"]


def test_a_reload_gives_no_value_of_a_widget_that_stands_to_another(load):
    at = load("""
state.n = state.get('n', 0) + 1
for n in range(state.n):
    rf.text_input("name")
""")
    at.set("text_input", "mine", "name")
    assert [node.props.value for node in at.all("text_input")] == ["mine", ""]
    program = at.session.scheduler.program
    assert program is not None
    at.replace(program)
    assert [node.props.value for node in at.all("text_input")] == ["mine", "", ""]


def test_an_error_in_a_callback_keeps_no_input_that_the_script_leaves_out(load):
    at = load("""
def broken():
    raise ValueError("no")

if rf.button("show"):
    rf.checkbox("shown", key="shown")
rf.button("break", on_click=broken)
""")
    assert at.click("show").session_state == {"shown": False}
    assert at.click("break").session_state == {}


def test_f3_a_rerun_takes_the_arguments_of_the_last_call(load):
    at = load("""
@rf.fragment
def show(value):
    rf.button("go")
    rf.text(f"value {value}")

show(rf.number_input("value", value=1))
""")
    assert at.set("number_input", 2, "value").texts() == ["value 2"]
    assert at.click("go").texts() == ["value 2"]


def test_h2_a_fragment_that_changes_what_it_has_read_is_not_skipped(load):
    at = load("""
@rf.fragment(memo=True)
def show():
    rf.text(f"was {state.get('x', 0)}")
    state.x = 1

show()
""")
    assert at.texts() == ["was 0"]
    assert at.run().texts() == ["was 1"]
    assert at.run().texts() == ["was 1"]


def test_h2_one_that_is_called_beside_others_and_changes_what_it_has_read_is_not_skipped(load):
    at = load("""
@rf.fragment
def outer():
    inner()
    state.y = state.get('x', 0)

@rf.fragment(parallel=True, memo=True)
def inner():
    rf.text(f"was {state.get('x', 0)}")
    state.x = 1

outer()
""")
    assert at.texts() == ["was 1"]


def test_g4_an_input_with_a_key_is_replaced_outside(load):
    at = load("""
box = rf.container()

@rf.fragment(outside="replace")
def inputs():
    with box:
        rf.button("go", key="go")
        rf.text_input("name", key="name")

inputs()
""")
    at.set("text_input", "kept", "name")
    at.click("go").click("go")
    assert at.exceptions() == []
    assert [node.props.value for node in at.all("text_input")] == ["kept"]


def test_g4_what_two_fragments_draw_outside_in_turn_stays_in_turn(load):
    at = load("""
box = rf.container()

@rf.fragment(outside="replace")
def outer():
    rf.button("go")
    box.text("first")
    inner()
    if state.get('more', 0):
        box.text("more")
    box.text("last")
    state.more = 1

@rf.fragment(outside="replace")
def inner():
    box.text("inner")

outer()
box.text("end")
""")
    assert at.texts() == ["first", "inner", "last", "end"]
    assert at.click("go").texts() == ["first", "inner", "more", "last", "end"]
    assert at.click("go").texts() == ["first", "inner", "more", "last", "end"]


def test_h6_parallel_fragments_that_replace_stand_outside_in_the_order_of_their_calls(load):
    at = load("""
import threading
box = rf.container()
go_on = threading.Event()

@rf.fragment(outside="replace", parallel=True)
def first():
    rf.button("go")
    go_on.wait(60)
    for n in range(1 + state.get('more', 0)):
        box.text(f"first {n}")

@rf.fragment(outside="replace", parallel=True)
def second():
    box.text("second")
    go_on.set()

first()
second()

if rf.button("more"):
    state.more = 1
""")
    assert at.texts() == ["first 0", "second"]
    assert at.click("more").texts() == ["first 0", "first 1", "second"]


def test_g4_parallel_fragments_that_rerun_together_redraw_in_place(load):
    at = load("""
box = rf.container()

@rf.fragment(outside="replace", parallel=True)
def part(name):
    for n in range(state.get('n', 1)):
        box.text(f"{name} {n}")
    box.text(f"{name} last")

part("a")
part("b")
""")
    assert at.texts() == ["a 0", "a last", "b 0", "b last"]
    at.set_state("n", 2)
    assert sorted(at.reran) == ["part", "part"]
    assert at.texts() == ["a 0", "a 1", "a last", "b 0", "b 1", "b last"]


EQUAL = [
    ("0.0", "-0.0"),
    ("Decimal('1.0')", "Decimal('1.00')"),
    ("datetime(2024, 1, 1, tzinfo=timezone.utc)", "datetime(2024, 1, 1, 1, tzinfo=later)"),
    ("range(0, 3, 2)", "range(0, 4, 2)"),
    ("complex(1, 0.0)", "complex(1, -0.0)"),
]


@pytest.mark.parametrize(("before", "after"), EQUAL)
def test_what_is_equal_and_shows_differently_is_a_change(load, before, after):
    at = load(f"""
from datetime import datetime, timedelta, timezone
from decimal import Decimal
later = timezone(timedelta(hours=1))

@rf.fragment
def of_state():
    rf.text(repr(state.value))

@rf.fragment
def of_argument(value):
    rf.text(repr(value))

@rf.fragment
def change():
    if rf.button("change"):
        state.value = {after}

state.setdefault("value", {before})
of_state()
of_argument(state.value)
change()
""")
    first, second = at.texts()
    assert first == second
    at.click("change")
    assert at.reran == ["change", "of_state"]
    changed = at.texts()[0]
    assert changed != first
    assert at.run().texts() == [changed, changed]


NASTY = {
    "a closure": """
def make(n):
    @rf.fragment
    def show():
        rf.text(str(n))
    return show
make(state.get("n", 0))()
""",
    "a default": """
@rf.fragment
def show(n=state.get("n", 0)):
    rf.text(str(n))
show()
""",
    "a helper that is another": """
if state.get("n", 0):
    def helper(): return 1
else:
    def helper(): return 0
@rf.fragment
def show():
    rf.text(str(helper()))
show()
""",
    "what a helper reads": """
level = state.get("n", 0)
def helper(): return level
@rf.fragment
def show():
    rf.text(str(helper()))
show()
""",
    "an attribute of a class": """
class Config:
    level = 0
Config.level = state.get("n", 0)
@rf.fragment
def show():
    rf.text(str(Config.level))
show()
""",
    "an attribute of an object": """
from types import SimpleNamespace
config = SimpleNamespace(level=SimpleNamespace(n=0))
config.level.n = state.get("n", 0)
@rf.fragment
def show():
    rf.text(str(config.level.n))
show()
""",
    "a keyword": """
@rf.fragment
def show(**given):
    rf.text(str(given["n"]))
show(n=state.get("n", 0))
""",
    "a bound method": """
class Source:
    def __init__(self, n): self.n = n
    def get(self): return self.n
@rf.fragment
def show(get):
    rf.text(str(get()))
show(Source(state.get("n", 0)).get)
""",
    "a partial": """
from functools import partial
@rf.fragment
def show(get):
    rf.text(str(get()))
show(partial(int, str(state.get("n", 0))))
""",
    "a lambda": """
@rf.fragment
def show(get):
    rf.text(str(get()))
n = state.get("n", 0)
show(lambda: n)
""",
    "an iterator": """
@rf.fragment
def show(items):
    rf.text(str(sum(items)))
show(iter([state.get("n", 0)]))
""",
    "a global of a fragment inside": """
level = state.get("n", 0)
@rf.fragment
def inner():
    rf.text(str(level))
@rf.fragment
def show():
    inner()
show()
""",
    "a value of a class of its own": """
class Number(int):
    pass
@rf.fragment
def show(n):
    rf.text(str(n))
show(Number(state.get("n", 0)))
""",
    "the caller's variable": """
def outer():
    n = 0
    @rf.fragment
    def show():
        rf.text(str(n))
    n = state.get("n", 0)
    show()
outer()
""",
    "a property": """
class Source:
    @property
    def n(self): return level
level = state.get("n", 0)
source = Source()
@rf.fragment
def show():
    rf.text(str(source.n))
show()
""",
    "a global looked up by name": """
level = state.get("n", 0)
@rf.fragment
def show():
    rf.text(str(globals()["level"]))
show()
""",
    "a cached function": """
@rf.cache_data
def double(n): return n
level = state.get("n", 0)
@rf.fragment
def show():
    rf.text(str(double(level)))
show()
""",
}


@pytest.mark.parametrize("script", NASTY.values(), ids=NASTY)
def test_h2_what_comes_from_outside_of_a_fragment_is_not_skipped_over(load, script):
    at = load("rf.button('run')\n" + script)
    assert at.texts() == ["0"]
    at.set_state("n", 1)
    assert at.run().texts() == ["1"]
    assert at.click("run").texts() == ["1"]
    at.set_state("n", 0)
    assert at.run().texts() == ["0"]


def test_h2_timers_inside_what_is_skipped_go_on_and_see_the_newest_variables(load):
    at = load("""
level = 1

@rf.fragment(run_every=1)
def clock():
    rf.text(f"{level}")

@rf.fragment
def outer():
    clock()

outer()
level = 1 + state.get("n", 0)
""")
    assert at.advance(1).texts() == ["1"]
    at.set_state("n", 1)
    at.run()
    assert at.advance(1).texts() == ["2"]
    assert at.reran == ["clock"]


def test_h2_what_calls_a_fragment_that_changes_what_it_has_read_is_not_skipped_either(load):
    at = load("""
@rf.fragment(memo=True)
def outer():
    inner()

@rf.fragment
def inner():
    rf.text(f"was {state.get('x', 0)}")
    state.x = 1

outer()
""")
    assert at.run().texts() == ["was 1"]
