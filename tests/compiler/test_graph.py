"""The dependency graph: edges, cycles, order, and what a change reaches."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactfrag_compiler import ANY, Key, affected
from reactfrag_compiler.graph import (
    APP,
    after_event,
    components,
    cycle_of,
    generations,
    ranks,
    rerun_graph,
    state_graph,
)


@dataclass(frozen=True)
class Cell:
    """A node as the graph sees it."""

    id: str
    reads: frozenset[Key] = frozenset()
    writes: frozenset[Key] = frozenset()
    deletes: frozenset[Key] = frozenset()


def key(text: str) -> Key:
    """``row_*`` is a pattern, ``*`` any key, all else a name."""
    return Key.pattern(text.split("*"))


def cell(id: str, reads: str = "", writes: str = "", deletes: str = "") -> Cell:
    """A node of keys written with spaces between them."""
    groups = [frozenset(map(key, text.split())) for text in (reads, writes, deletes)]
    return Cell(id, *groups)


def edges(*cells: Cell) -> dict[tuple[str, str], set[str]]:
    """The edges between nodes, with their keys as texts."""
    graph = state_graph(cells)
    return {(a, b): set(map(str, data["keys"])) for a, b, data in graph.edges(data=True)}


# --- edges ---

EDGES = {
    "a name": (cell("a", writes="x"), cell("b", reads="x y"), {"x"}),
    "two names": (cell("a", writes="x y z"), cell("b", reads="x y"), {"x", "y"}),
    "a delete": (cell("a", deletes="x"), cell("b", reads="x"), {"x"}),
    "a pattern written": (cell("a", writes="row_*"), cell("b", reads="row_1 x"), {"row_1"}),
    "a pattern read": (cell("a", writes="row_1 x"), cell("b", reads="row_*"), {"row_1"}),
    "two patterns": (cell("a", writes="row_*"), cell("b", reads="*_x"), {"*_x"}),
    "any written": (cell("a", writes="*"), cell("b", reads="x y"), {"x", "y"}),
    "any deleted": (cell("a", deletes="*"), cell("b", reads="x_*"), {"x_*"}),
    "any read": (cell("a", writes="x y_*"), cell("b", reads="*"), {"x", "y_*"}),
    "any and any": (cell("a", writes="*"), cell("b", reads="*"), {"*"}),
    "apart": (cell("a", writes="x"), cell("b", reads="y"), None),
    "patterns apart": (cell("a", writes="row_*"), cell("b", reads="column_*"), None),
    "the wrong way": (cell("a", reads="x"), cell("b", writes="x"), None),
}


@pytest.mark.parametrize(("source", "target", "keys"), EDGES.values(), ids=EDGES)
def test_edges(source: Cell, target: Cell, keys: set[str] | None):
    assert edges(source, target).get(("a", "b")) == keys


def test_edges_say_what_they_are():
    graph = state_graph([cell(APP, writes="x"), cell("f", "x", "y", "z")])
    assert graph.edges[APP, "f"] == {"kind": "state", "keys": frozenset({Key.name("x")})}
    assert graph.nodes["f"] == {
        "reads": frozenset({key("x")}),
        "writes": frozenset({key("y"), key("z")}),
    }
    assert list(graph) == [APP, "f"]


# --- cycles and order ---


def test_no_edge_leads_back_to_the_app_node_when_things_rerun():
    graph = state_graph([cell(APP, "b", "a"), cell("f", "a", "b")])
    assert graph.has_edge("f", APP)
    assert not rerun_graph(graph).has_edge("f", APP)
    assert components(graph) == ()


def test_cycles_are_found_and_stand_in_source_order():
    graph = state_graph(
        [
            cell(APP),
            cell("self", "s", "s"),
            cell("one", "b", "a"),
            cell("alone", "a"),
            cell("two", "a", "b"),
        ]
    )
    assert components(graph) == (frozenset({"self"}), frozenset({"one", "two"}))


def test_a_cycle_is_spelled_out_by_its_shortest_way_round():
    graph = state_graph(
        [cell("a", "c x", "k"), cell("b", "k", "m"), cell("c", "m", "c"), cell("d", "m", "y")]
    )
    (part,) = components(graph)
    assert cycle_of(graph, part) == [("a", "b"), ("b", "c"), ("c", "c")] or cycle_of(
        graph, part
    ) == [("a", "b"), ("b", "c"), ("c", "a")]
    graph = state_graph([cell("a", "x", "x")])
    assert cycle_of(graph, frozenset({"a"})) == [("a", "a")]


def test_rank_follows_the_edges_then_the_source():
    cells = [cell(APP), cell("last", "x y"), cell("b", writes="y"), cell("a", writes="x")]
    assert sorted(ranks(state_graph(cells)).items(), key=lambda item: item[1]) == [
        (APP, 0),
        ("b", 1),
        ("a", 2),
        ("last", 3),
    ]


def test_nodes_of_a_cycle_follow_each_other_in_source_order():
    cells = [cell("a", "y", "x"), cell("other"), cell("b", "x", "y")]
    rank = ranks(state_graph(cells))
    assert [rank["a"], rank["b"], rank["other"]] == [0, 1, 2]


NAMES = ["x", "y", "row_1", "row_2", "row_*", "*_1", "*"]
some_keys = st.frozensets(st.sampled_from(NAMES).map(key), max_size=3)
some_cells = st.lists(st.tuples(some_keys, some_keys, some_keys), min_size=1, max_size=9).map(
    lambda rows: [Cell(APP if index == 0 else f"f{index}", *row) for index, row in enumerate(rows)]
)


@given(some_cells)
def test_an_edge_stands_where_a_write_meets_a_read(cells: list[Cell]):
    graph = state_graph(cells)
    for source in cells:
        for target in cells:
            changed = source.writes | source.deletes
            meets = any(w.overlaps(r) for w in changed for r in target.reads)
            assert graph.has_edge(source.id, target.id) == meets
            if meets:
                for one in graph.edges[source.id, target.id]["keys"]:
                    assert any(w.overlaps(one) for w in changed)
                    assert any(r.overlaps(one) for r in target.reads)


@given(some_cells)
def test_rank_is_a_topological_order_of_the_condensation(cells: list[Cell]):
    graph = state_graph(cells)
    rank = ranks(graph)
    assert sorted(rank.values()) == list(range(len(cells)))
    parts = {node: part for part in components(graph) for node in part}
    for source, target in rerun_graph(graph).edges:
        same = source == target or parts.get(source, source) == parts.get(target, target)
        assert same or rank[source] < rank[target]
    for part in components(graph):
        places = sorted(rank[node] for node in part)
        assert all(b - a == 1 for a, b in pairwise(places))


@given(some_cells)
def test_components_are_the_cycles(cells: list[Cell]):
    graph = state_graph(cells)
    reruns = rerun_graph(graph)
    cyclic = {node for part in components(graph) for node in part}
    for node in reruns:
        assert (node in cyclic) == any(
            nx.has_path(reruns, after, node) for after in reruns.successors(node)
        )
    for part in components(graph):
        walk = cycle_of(graph, part)
        assert walk[0][0] == walk[-1][1]
        assert all(reruns.has_edge(*edge) for edge in walk)
        assert all(a[1] == b[0] for a, b in pairwise(walk))


# --- what a change reaches ---

CHAIN = [
    cell(APP, "c", "a"),
    cell("late", "b", "c"),
    cell("early", "a", "b"),
    cell("apart", "z"),
    cell("rows", "row_*"),
    cell("all", "*"),
]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ("a", ("early", "late", "all")),
        ("b", ("late", "all")),
        ("c", ("all",)),
        ("z", ("apart", "all")),
        ("row_7", ("rows", "all")),
        ("nobody", ("all",)),
        (key("row_*"), ("rows", "all")),
        (ANY, ("early", "late", "apart", "rows", "all")),
    ],
    ids=str,
)
def test_affected(changed: Key | str, expected: tuple[str, ...]):
    assert affected(state_graph(CHAIN), changed) == expected


def test_affected_goes_round_a_cycle_once():
    graph = state_graph([cell(APP), cell("a", "y start", "x"), cell("b", "x", "y")])
    assert affected(graph, "start") == ("a", "b")
    assert affected(graph, "x") == ("a", "b")


def test_affected_does_not_pass_through_the_app_node():
    graph = state_graph([cell(APP, "x", "y"), cell("f", "y")])
    assert affected(graph, "x") == ()


@given(some_cells, st.sampled_from(["x", "row_1", "other"]))
def test_affected_is_all_that_can_be_reached(cells: list[Cell], name: str):
    graph = state_graph(cells)
    found = affected(graph, name)
    fragments = {c.id: c for c in cells if c.id != APP}
    expected = {i for i, c in fragments.items() if any(r.matches(name) for r in c.reads)}
    while True:
        changed = [k for i in expected for k in fragments[i].writes | fragments[i].deletes]
        more = {
            i for i, c in fragments.items() if any(k.overlaps(r) for k in changed for r in c.reads)
        } | expected
        if more == expected:
            break
        expected = more
    assert set(found) == expected
    rank = ranks(graph)
    assert list(found) == sorted(found, key=rank.__getitem__)


# --- layers, and what an event makes run ---


def test_generations_put_each_node_after_what_it_depends_on():
    cells = [
        cell(APP, reads="y"),
        cell("late", reads="x y"),
        cell("first", writes="x"),
        cell("second", reads="x", writes="y"),
        cell("alone"),
    ]
    assert generations(state_graph(cells)) == (
        (APP, "first", "alone"),
        ("second",),
        ("late",),
    )


def test_a_cycle_is_one_layer():
    cells = [cell("a", "x", "y"), cell("b", "y", "x"), cell("c", "y")]
    assert generations(state_graph(cells)) == (("a", "b"), ("c",))


@given(some_cells)
def test_generations_agree_with_the_ranks(cells: list[Cell]):
    graph = state_graph(cells)
    layers = generations(graph)
    assert sorted(node for layer in layers for node in layer) == sorted(graph)
    level = {node: index for index, layer in enumerate(layers) for node in layer}
    together = {node: part for part in components(graph) for node in part}
    for source, target in rerun_graph(graph).edges:
        if source != target and together.get(source) != together.get(target, "none"):
            assert level[source] < level[target]


def calls_of(*pairs: tuple[str, str]) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from([APP, "outer", "inner", "reader", "owner"])
    graph.add_edges_from(pairs)
    return graph


NESTED = [
    cell(APP, reads="total"),
    cell("owner", reads="k"),
    cell("outer", reads="k"),
    cell("inner", writes="total"),
    cell("reader", reads="total"),
]


def test_affected_counts_what_runs_as_part_of_another():
    graph = state_graph(NESTED)
    assert affected(graph, "k") == ("owner", "outer")
    calls = calls_of(("outer", "inner"))
    assert affected(graph, "k", calls) == ("owner", "outer", "inner", "reader")


def test_after_an_event_the_owner_runs_first():
    graph = state_graph(NESTED)
    calls = calls_of(("outer", "inner"))
    assert after_event(graph, "inner") == ("inner", "reader")
    assert after_event(graph, "inner", "k") == ("inner", "owner", "outer", "reader")
    assert after_event(graph, "outer", "k", calls) == ("outer", "owner", "inner", "reader")


def test_after_an_event_of_the_script_all_that_it_calls_runs():
    calls = calls_of((APP, "outer"), ("outer", "inner"))
    assert after_event(state_graph(NESTED), APP, None, calls) == (APP, "outer", "inner", "reader")
