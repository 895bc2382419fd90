"""The graph: edges, cycles, order, and what a change of a key runs again."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactfrag_compiler import ANY, Key, affected, compile_program
from reactfrag_compiler.graph import components, cycle_of, ranks, rerun_graph, state_graph


@dataclass(frozen=True)
class Part:
    id: str
    reads: frozenset[Key] = frozenset()
    writes: frozenset[Key] = frozenset()
    deletes: frozenset[Key] = frozenset()


def key(text: str) -> Key:
    return ANY if text == "*" else Key.pattern(text.split("*"))


def graph_of(**nodes: str) -> nx.DiGraph[str]:
    """``b="x > y z"``: node b reads x, and writes y and z."""
    parts = []
    for name, text in nodes.items():
        reads, _, writes = text.partition(">")
        parts.append(
            Part(name, frozenset(map(key, reads.split())), frozenset(map(key, writes.split())))
        )
    return state_graph(parts)


def edges(graph: nx.DiGraph[str]) -> dict[str, str]:
    return {
        f"{a}{b}": " ".join(sorted(map(str, data["keys"]))) for a, b, data in graph.edges(data=True)
    }


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ({"a": "> x", "b": "x"}, {"ab": "x"}),
        ({"a": "> x y", "b": "x y z"}, {"ab": "x y"}),
        ({"a": "x > x"}, {"aa": "x"}),
        ({"a": "> row_*", "b": "row_1 row_2 col"}, {"ab": "row_1 row_2"}),
        ({"a": "> row_1", "b": "row_*"}, {"ab": "row_1"}),
        ({"a": "> row_*", "b": "r*"}, {"ab": "r*"}),
        ({"a": "> *", "b": "x y"}, {"ab": "x y"}),
        ({"a": "> x", "b": "*"}, {"ab": "x"}),
        ({"a": "> *", "b": "*"}, {"ab": "*"}),
        ({"a": "> x", "b": "y"}, {}),
    ],
)
def test_edges(nodes: dict[str, str], expected: dict[str, str]):
    assert edges(graph_of(**nodes)) == expected


@pytest.mark.parametrize(
    ("nodes", "order"),
    [
        ({"app": "", "a": "x", "b": "> x"}, "app b a"),
        ({"app": "", "a": "", "b": ""}, "app a b"),
        ({"app": "x > y", "b": "y > x", "a": "y"}, "app b a"),
        ({"app": "", "a": "x > y", "b": "y > x", "c": "> x"}, "app c a b"),
        ({"app": "", "c": "z", "b": "y > z", "a": "x > y"}, "app a b c"),
    ],
)
def test_ranks(nodes: dict[str, str], order: str):
    found = ranks(graph_of(**nodes))
    assert " ".join(sorted(found, key=found.__getitem__)) == order


@pytest.mark.parametrize(
    ("nodes", "cycles"),
    [
        ({"a": "x > y", "b": "y > x", "c": "x"}, ["ab"]),
        ({"a": "x > x"}, ["a"]),
        ({"app": "x > y", "b": "y > x"}, []),
        ({"app": "x > x"}, []),
        ({"a": "x > y", "b": "y > z", "c": "z > x"}, ["abc"]),
        ({"a": "x > y", "b": "y > x", "c": "z > w", "d": "w > z"}, ["ab", "cd"]),
    ],
)
def test_cycles(nodes: dict[str, str], cycles: list[str]):
    assert ["".join(sorted(part)) for part in components(graph_of(**nodes))] == cycles


def test_a_cycle_is_spelled_out_by_a_shortest_way():
    graph = graph_of(a="x > y", b="y > z w", c="z > x", d="w > v", e="v > x")
    (component,) = components(graph)
    assert cycle_of(graph, component) == [("a", "b"), ("b", "c"), ("c", "a")]


SCRIPT = """
import reactfrag as rf
ss = rf.session_state
@rf.fragment
def table():
    rf.text(ss.total, ss.filter)
@rf.fragment
def total():
    ss.total = len(ss.filter)
@rf.fragment
def controls():
    rf.text_input("Filter", key="filter")
@rf.fragment
def rows():
    for i in range(3):
        rf.checkbox("Row", key=f"row_{i}")
controls()
total()
table()
rows()
rf.text(ss.total)
"""


@pytest.mark.parametrize(
    ("changed", "nodes"),
    [
        ("filter", "controls total table"),
        ("total", "table"),
        ("row_1", "rows"),
        ("other", ""),
    ],
)
def test_affected(changed: str, nodes: str):
    program = compile_program("/app/app.py", source=SCRIPT)
    names = [program.nodes[node].name for node in affected(program.graph, changed)]
    assert sorted(names) == sorted(nodes.split())
    assert names == sorted(names, key=lambda name: program.rank[f"main:{name}"])


names = st.sampled_from(["x", "y", "z", "row_1", "row_*", "*"])
nodes = st.dictionaries(
    st.sampled_from(["app", "a", "b", "c", "d", "e"]),
    st.tuples(st.lists(names, max_size=3), st.lists(names, max_size=2)).map(
        lambda both: f"{' '.join(both[0])} > {' '.join(both[1])}"
    ),
    min_size=1,
)


@given(nodes)
def test_ranks_follow_every_edge_that_is_in_no_cycle(given_nodes: dict[str, str]):
    graph = graph_of(**given_nodes)
    rank = ranks(graph)
    assert sorted(rank.values()) == list(range(len(graph)))
    together = {node: part for part in components(graph) for node in part}
    for source, target in rerun_graph(graph).edges:
        assert rank[source] < rank[target] or target in together.get(source, ())


@given(nodes, st.sampled_from(["x", "row_1", "row_2"]))
def test_affected_is_what_reading_and_writing_reaches(given_nodes: dict[str, str], name: str):
    graph = graph_of(**given_nodes)
    reached: set[str] = set()
    changed = {Key.name(name)}
    while True:
        more = {
            node
            for node, data in graph.nodes(data=True)
            if node != "app" and any(c.overlaps(r) for c in changed for r in data["reads"])
        }
        if more <= reached:
            break
        reached |= more
        changed |= {written for node in more for written in graph.nodes[node]["writes"]}
    assert set(affected(graph, name)) == reached


def test_what_merely_may_be_changed_in_place_gives_an_edge_and_no_order():
    """H1: ``f`` may change what ``x`` holds, through ``rows``; that is no cycle."""
    program = compile_program(
        "app.py",
        source="""
import reactfrag as rf
ss = rf.session_state

@rf.fragment
def f():
    ss.setdefault("rows", []).append(ss.get("x", 0))

@rf.fragment
def g():
    ss.x = ss.get("x", 0)

f()
g()
rf.text(len(ss))
ss.x = [1]
""",
    )
    assert program.graph.has_edge("main:f", "main:g")
    assert program.rank["main:g"] < program.rank["main:f"]
    assert frozenset({"main:f", "main:g"}) not in program.cycles
