"""``explain``: what is said of nodes and keys, as data and as text."""

from __future__ import annotations

import json
import re

import pytest

from reactfrag_compiler import Program, compile_program
from reactfrag_compiler.explain import NotFound, explain_key, explain_node, find_node, overview
from reactfrag_compiler.explain_text import SCHEMA, WIDTH, to_json, to_text

APP = """\
import time
import reactfrag as rf
from parts import load, table

ss = rf.session_state
ss.setdefault("rows", [])
left, right = rf.columns(2)

@rf.fragment
def filters():
    rf.selectbox("Region", ["north", "south"], key="region")
    if rf.button("More"):
        ss.rows.append(load(ss.region))

@rf.fragment(run_every="2s")
def clock():
    rf.caption(f"{time.time():.0f}")
    ss.ticks = ss.get("ticks", 0) + 1

@rf.fragment
def total():
    ss.total = len(ss.rows)

@rf.fragment
def ping():
    ss.a = ss.get("b")

@rf.fragment
def pong():
    ss.b = ss.get("a")

def outer():
    @rf.fragment
    def inner():
        rf.text(ss.total)
    inner()

with left:
    filters()
with right:
    clock()
    total()
for i in range(3):
    table(i)
outer()
ping(); pong()
rf.write(ss.get("ticks"))
"""
PARTS = """\
import reactfrag as rf

def load(region):
    return {"region": region, "n": rf.session_state.get("n", 1)}

@rf.fragment
def table(i):
    rf.dataframe(rf.session_state.rows)
    rf.text(f"{i}: {rf.session_state.total}")
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    folder = tmp_path_factory.mktemp("explain")
    (folder / "app.py").write_text(APP)
    (folder / "parts.py").write_text(PARTS)
    return compile_program(folder / "app.py")


# --- finding a node ---


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("filters", "main:filters"),
        ("FILTERS", "main:filters"),
        ("fil", "main:filters"),
        ("main:filters", "main:filters"),
        ("parts:table", "parts:table"),
        ("table", "parts:table"),
        ("tab", "parts:table"),
        ("inner", "main:outer.<locals>.inner"),
        ("outer.inner", "main:outer.<locals>.inner"),
        ("app", "app"),
        ("App", "app"),
        ("the script", "app"),
    ],
)
def test_a_node_is_found(program: Program, text: str, id_: str):
    assert find_node(program, text).id == id_


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("clok", "did you mean clock?"),
        ("p", "may be any of these:\n  main:ping\n  main:pong\n  parts:table"),
        ("zzz", "It has app, filters, clock"),
        ("", "there is no node ''"),
    ],
)
def test_a_node_is_not_found(program: Program, text: str, part: str):
    with pytest.raises(NotFound) as caught:
        find_node(program, text)
    assert part in str(caught.value)


# --- what is said of it ---


def text_of(program: Program, name: str) -> str:
    return to_text(explain_node(program, find_node(program, name))) + "\n"


def test_a_fragment_with_widgets_and_a_helper(program: Program):
    assert (
        text_of(program, "filters")
        == """\
fragment filters  (app.py:10)

draws widgets with keys
  region  app.py:11  rf.selectbox("Region", ["north", "south"], key="region")

reads
  n       parts.py:4  return {"region": region, "n": rf.session_s...  (via load)
  region  app.py:13   ss.rows.append(load(ss.region))
  rows    app.py:13   ss.rows.append(load(ss.region))

writes
  n     app.py:13  ss.rows.append(load(ss.region))  (perhaps changed in place)
  rows  app.py:13  ss.rows.append(load(ss.region))  (changed in place)

effects
  not pure:
  - app.py:13  changes the value of key 'rows' in place
  - app.py:13  may change the value of key 'n' in place

runs again when
  - its widget region changes
  - another of its widgets changes
  - rows changes: written by the script
  - the script runs, as a part of it

makes run again
  total        through rows
  outer.inner  through those above
  parts:table  through rows

an event of one of its widgets runs
  region: filters, then total, then outer.inner, then parts:table
  any other: filters, then total, then outer.inner, then parts:table

called from
  the script  app.py:39  [in columns]  filters()
"""
    )


def test_a_pure_fragment_of_another_file(program: Program):
    assert (
        text_of(program, "table")
        == """\
fragment parts:table  (parts.py:7)

reads
  rows   parts.py:8  rf.dataframe(rf.session_state.rows)
  total  parts.py:9  rf.text(f"{i}: {rf.session_state.total}")

effects
  pure: a function of what it reads and is given

runs again when
  - rows changes: written by the script, written by filters
  - total changes: written by total
  - the script runs, unless its arguments and keys are what they were

called from
  the script  app.py:44  [many times]  table(i)
"""
    )


def test_a_timer_and_a_key_that_the_top_level_shows(program: Program):
    text = text_of(program, "clock")
    assert "  - its timer is due, every 2s\n" in text
    assert "app.py:17  reads the clock: `time.time`" in text
    assert "not the script, which shows ticks anew with the next full run" in text
    assert "widgets" not in text


def test_a_cycle_is_spelled_out(program: Program):
    text = text_of(program, "ping")
    assert "is part of a cycle\n  ping -(a)-> pong -(b)-> ping\n" in text


def test_the_script(program: Program):
    text = text_of(program, "app")
    assert text.startswith("the script  (app.py)\n")
    assert "  - the page is loaded, or `rerun()` is called\n" in text
    assert re.search(r"\n  filters +app.py:39 +\[in columns\] +filters\(\)\n", text)
    assert "through rows" in text


def test_a_key(program: Program):
    assert (
        to_text(explain_key(program, "total"))
        == """\
key total

is read by
  outer.inner  app.py:35   rf.text(ss.total)
  parts:table  parts.py:9  rf.text(f"{i}: {rf.session_state.total}")

is written by
  total  app.py:22  ss.total = len(ss.rows)

a change of it runs
  outer.inner, then parts:table"""
    )


def test_a_key_that_the_top_level_shows(program: Program):
    report = explain_key(program, "ticks")
    assert report.late
    assert to_text(report).endswith("shows it anew with the next full run")
    assert not explain_key(program, "rows").late


def test_a_key_that_there_is_not(program: Program):
    with pytest.raises(NotFound, match="did you mean region"):
        explain_key(program, "regoin")


def test_the_overview_names_every_node(program: Program):
    text = to_text(overview(program))
    assert text.startswith("app.py: the script and 7 fragments\n\nthe script   app.py  not pure\n")
    assert "\nclock        app.py:16  not pure  every 2s\n" in text
    assert all(node.title.rpartition(".")[2] in text for node in program.nodes.values()
               if node.id != "app")  # fmt: skip


def test_lines_fit_a_terminal(program: Program):
    texts = [to_text(explain_node(program, node)) for node in program.nodes.values()]
    lines = [line for text in texts for line in text.splitlines()]
    assert max(map(len, lines)) <= WIDTH


def test_colours_add_nothing_else(program: Program):
    report = explain_node(program, find_node(program, "filters"))
    coloured = to_text(report, colour=True)
    assert "\x1b[" in coloured
    plain = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert plain == to_text(report)


def test_json_has_the_fields_of_the_report(program: Program):
    node = json.loads(to_json(explain_node(program, find_node(program, "filters"))))
    assert (node["schema"], node["report"], node["id"]) == (SCHEMA, "node", "main:filters")
    assert node["writes"][1]["key"] == "rows"
    assert node["writes"][0]["places"][0]["line"] == 13
    assert node["callers"][0]["container"] == "columns"
    assert node["events"][0] == {
        "key": "region",
        "runs": ["filters", "total", "outer.inner", "parts:table"],
    }
    key = json.loads(to_json(explain_key(program, "total")))
    assert (key["report"], key["affected"]) == ("key", ["outer.inner", "parts:table"])
    every = json.loads(to_json(overview(program)))
    assert [one["name"] for one in every["nodes"]][:2] == ["the script", "filters"]


# --- containers of calls ---


@pytest.mark.parametrize(
    ("source", "containers"),
    [
        ("f()", [""]),
        ("with rf.sidebar: f()", ["sidebar"]),
        ("a, b = rf.columns(2)\nwith a: f()", ["columns"]),
        ("for tab in rf.tabs(['x', 'y']):\n    with tab: f()", ["tabs"]),
        ("with rf.form('x'):\n    if y: f()", ["form"]),
        ("with rf.container() as c, c.expander('x'): f()", ["expander"]),
        ("def page(): f()\nwith rf.popover('x'): page()", ["popover"]),
        ("def page(where):\n    with where: f()\npage(rf.empty())", ["empty"]),
        ("def page(): f()\npage()\nwith rf.sidebar: page()", ["unknown"]),
        ("with rf.sidebar if x else rf.container(): f()", ["unknown"]),
        ("with open('x'): f()", [""]),
        ("c = rf.container()\nclass Page:\n    def show(self):\n        with c: f()\nPage().show()",
         ["container"]),
    ],
)  # fmt: skip
def test_the_container_of_a_call(source: str, containers: list[str]):
    text = f"import reactfrag as rf\n@rf.fragment\ndef f(): rf.text('x')\n{source}\n"
    app = compile_program("/app/app.py", source=text).nodes["app"]
    assert [call.container for call in app.calls] == containers


GLOBALS = """
import reactfrag as rf
count = 0

@rf.fragment
def add():
    global count
    if rf.button("Add"):
        count += 1

@rf.fragment
def show():
    rf.text(count)

add()
show()
"""


def test_a_global_that_a_fragment_changes_reruns_those_who_look_at_it():
    program = compile_program("/app/app.py", source=GLOBALS)
    add, show = text_of(program, "add"), text_of(program, "show")
    assert "  - the global count changes: changed by add\n" in show
    assert "makes run again\n  show  through the global count\n" in add
    assert "an event of one of its widgets runs\n  add, then show\n" in add


CARD = """
import reactfrag as rf

def card(title, body):
    box = rf.container()
    with box:
        body()
    return box

@rf.fragment
def cart():
    rf.text("x")

@rf.fragment
def checkout(box):
    box.text_input("Coupon")

box = card("Cart", cart)
checkout(box)
"""


def test_an_edit_takes_back_a_container_that_others_held():
    before = compile_program("/app/app.py", source=CARD)
    assert [one.code for one in before.diagnostics] == ["RF109"]
    edited = CARD.replace("    box = rf.container()\n", "\n")
    after = compile_program("/app/app.py", source=edited, previous=before)
    assert after.diagnostics == compile_program("/app/app.py", source=edited).diagnostics == ()


def test_a_key_of_all_sessions_says_so(tmp_path):
    app = tmp_path / "app.py"
    app.write_text(
        "import reactfrag as rf\nrf.app_state.setdefault('n', 0)\n"
        "@rf.fragment\ndef show():\n    rf.text(str(rf.app_state.n))\nshow()\n"
    )
    program = compile_program(app)
    assert "app_state.n" in to_text(explain_node(program, find_node(program, "show")))
    assert "show" in to_text(explain_key(program, "app_state.n"))


@pytest.mark.parametrize(
    ("interval", "shown"),
    [("1", "1s"), ("0.5", "0.5s"), ("'2 min'", "2 min"), ("timedelta(seconds=10)", "10s"),
     ("datetime.timedelta(seconds=2.5)", "2.5s"), ("EVERY", "EVERY")],
)  # fmt: skip
def test_an_interval_is_shown_short(interval: str, shown: str):
    source = "import datetime\nfrom datetime import timedelta\nimport reactfrag as rf\nEVERY = 3\n"
    source += f"@rf.fragment(run_every={interval})\ndef f(): rf.text('x')\nf()\n"
    text = text_of(compile_program("/app/app.py", source=source), "f")
    assert f"its timer is due, every {shown}\n" in text


CALLBACKS = """
import reactfrag as rf
ss = rf.session_state
ss.setdefault("a", 0)
def more(): ss.a += 1
def less(): ss.a -= 1
@rf.fragment
def f():
    rf.text(ss.a)
    rf.button("x", on_click=more)
@rf.fragment
def g():
    rf.text(ss.a)
    rf.button("y", on_click=less)
f(); g()
"""


def test_a_cycle_that_callbacks_close_is_called_so():
    program = compile_program("/app/app.py", source=CALLBACKS)
    assert "RF102" not in [one.code for one in program.diagnostics]
    assert "  f -(a)-> g -(a)-> f  (only through callbacks)\n" in text_of(program, "f")
