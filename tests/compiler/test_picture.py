"""The graph as data for drawing, and as an SVG."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from reactfrag_compiler import Program, compile_program
from reactfrag_compiler.picture import Picture, as_data, picture
from reactfrag_compiler.svg import to_svg

APP = """\
import time

import reactfrag as rf

ss = rf.session_state


@rf.fragment
def filters():
    rf.slider("Year", 2000, 2030, key="year")


@rf.fragment
def sums():
    ss.total = ss.year * 2


@rf.fragment
def chart():
    rf.text(ss.total)


@rf.fragment(run_every="5s")
def clock():
    rf.text(time.time())


@rf.fragment
def ping():
    ss.a = ss.b


@rf.fragment
def pong():
    ss.b = ss.a


@rf.fragment
def nobody():
    rf.text("</script><b>")


filters()
sums()
chart()
clock()
ping()
for _ in range(3):
    pong()
rf.text(ss.total)
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    path = tmp_path_factory.mktemp("picture") / "app.py"
    path.write_text(APP, encoding="utf-8")
    return compile_program(path)


@pytest.fixture(scope="module")
def drawn(program: Program) -> Picture:
    return picture(program)


def test_nodes_say_what_they_do_and_whether_they_are_pure(drawn: Picture) -> None:
    by_name = {box.name: box for box in drawn.nodes}
    assert [box.name for box in drawn.nodes if not box.called] == ["nobody"]
    assert [box.name for box in drawn.nodes if box.cyclic] == ["ping", "pong"]
    assert by_name["clock"].run_every == "5s"
    assert [one.message for one in by_name["clock"].impure] == ["reads the clock: `time.time`"]
    assert by_name["chart"].pure
    assert [(use.key, use.places[0].line) for use in by_name["chart"].reads] == [("total", 20)]
    assert (by_name["sums"].line, by_name["sums"].end_line) == (14, 15)


def test_edges_know_cycles_and_what_the_script_shows_late(drawn: Picture) -> None:
    found = {(e.source, e.target): (e.keys, e.cycle, e.late) for e in drawn.state}
    assert found["main:filters", "main:sums"] == (("year",), False, False)
    assert found["main:sums", "app"] == (("total",), False, True)
    assert found["main:ping", "main:pong"] == (("a",), True, False)
    assert ("app", "main:nobody") not in {(c.source, c.target) for c in drawn.calls}
    assert {c.target: c.times for c in drawn.calls}["main:pong"] == "many"


def test_keys_know_who_touches_them_and_what_they_rerun(drawn: Picture) -> None:
    total = next(key for key in drawn.keys if key.name == "total")
    assert (total.readers, total.writers) == (("app", "main:chart"), ("main:sums",))
    assert total.runs == ("main:chart",)
    assert [key.name for key in drawn.keys if key.late] == ["total"]


def test_events_know_what_they_would_rerun_in_order(drawn: Picture) -> None:
    year = next(event for event in drawn.events if event.key == "year")
    assert (year.node, year.runs) == ("main:filters", ("main:filters", "main:sums", "main:chart"))
    assert [event.node for event in drawn.events if event.kind == "timer"] == ["main:clock"]


def test_it_is_data_for_other_programs(drawn: Picture) -> None:
    data = json.loads(json.dumps(as_data(drawn)))
    assert data["app"] == "app.py"
    assert data["files"] == [{"name": "app.py", "text": APP}]
    assert data["cycles"] == [["main:ping", "main:pong"]]


def test_the_svg_is_well_formed_and_has_every_node_and_edge(drawn: Picture) -> None:
    root = ET.fromstring(to_svg(drawn))
    space = {"svg": "http://www.w3.org/2000/svg"}
    texts = [element.text for element in root.iterfind(".//svg:text", space)]
    assert {box.name for box in drawn.nodes} <= set(texts)
    edges = [p for p in root.iterfind("./svg:path", space) if "edge" in p.attrib["class"]]
    assert len(edges) == len(drawn.state)
    boxes = [r for r in root.iterfind(".//svg:rect", space) if "box" in r.attrib["class"]]
    places = [tuple(float(box.attrib[name]) for name in ("x", "y", "width")) for box in boxes]
    for number, (x, y, width) in enumerate(places):
        for other_x, other_y, other_width in places[:number]:
            apart = x >= other_x + other_width or other_x >= x + width or abs(y - other_y) >= 48
            assert apart, "two nodes overlap"


def test_names_are_escaped_in_the_svg(tmp_path: Path) -> None:
    path = tmp_path / "a & b.py"
    path.write_text(
        "import reactfrag as rf\n\n@rf.fragment\ndef f():\n    rf.session_state['<k>'] = 1\n\n"
        "@rf.fragment\ndef g():\n    rf.text(rf.session_state['<k>'])\n\nf()\ng()\n",
        encoding="utf-8",
    )
    root = ET.fromstring(to_svg(picture(compile_program(path))))
    assert "<k>" in [text for text in root.itertext() if text]


def test_a_script_without_fragments_is_one_node(tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    path.write_text("import reactfrag as rf\nrf.text('hello')\n", encoding="utf-8")
    drawn = picture(compile_program(path))
    assert [box.id for box in drawn.nodes] == ["app"]
    ET.fromstring(to_svg(drawn))
