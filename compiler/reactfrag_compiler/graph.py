"""The dependency graph between nodes as networkx has it, and what an event touches.

networkx is imported when the first graph is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from reactfrag_compiler.diagnostics import Span
from reactfrag_compiler.edges import (
    APP,
    Dependent,
    StateEdges,
    components,
    cycle_of,
    ranks,
    state_edges,
)
from reactfrag_compiler.keys import Key

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "APP",
    "affected",
    "after_event",
    "call_graph",
    "components",
    "cycle_of",
    "generations",
    "graph_of",
    "ranks",
    "rerun_graph",
    "state_graph",
]


def state_graph(nodes: Iterable[Dependent]) -> nx.DiGraph[str]:
    """The graph with an edge A -> B for what A may write or delete and B may read.

    Parameters:
        nodes: in source order, which is the order of the graph's nodes.

    The data of a node: ``reads``, and ``writes`` (deletes included). The data of an
    edge: ``kind`` is ``"state"``, ``keys`` are the keys, as B names them where B names
    them more narrowly.
    """
    given = list(nodes)
    return graph_of(given, state_edges(given))


def graph_of(nodes: Iterable[Dependent], edges: StateEdges) -> nx.DiGraph[str]:
    """The graph of edges that are known: see :func:`state_graph`."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    for node in nodes:
        graph.add_node(node.id, reads=node.reads, writes=node.writes | node.deletes)
    for source, targets in edges.items():
        for target, keys in targets.items():
            graph.add_edge(source, target, kind="state", keys=keys)
    return graph


def call_graph(calls: Mapping[str, Mapping[str, tuple[Span, ...]]]) -> nx.DiGraph[str]:
    """The graph of the calls of fragments: data ``kind`` (``"call"``) and ``spans``."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(calls)
    for source, targets in calls.items():
        for target, spans in targets.items():
            graph.add_edge(source, target, kind="call", spans=spans)
    return graph


def rerun_graph(graph: nx.DiGraph[str]) -> nx.DiGraph[str]:
    """The state graph without edges into the app node, which no write makes run again."""
    import networkx as nx

    view: nx.DiGraph[str] = nx.subgraph_view(graph, filter_edge=_not_into_app)
    return view


def _not_into_app(source: str, target: str) -> bool:
    return target != APP


def generations(graph: nx.DiGraph[str]) -> tuple[tuple[str, ...], ...]:
    """The nodes in layers: each depends only on what stands in earlier layers.

    Nodes of one cycle stand in the same layer; within a layer source order holds.
    """
    import networkx as nx

    order = {node: index for index, node in enumerate(graph)}
    condensed = nx.condensation(rerun_graph(graph))
    layers = nx.topological_generations(condensed)
    return tuple(
        tuple(
            sorted(
                (node for part in layer for node in condensed.nodes[part]["members"]),
                key=order.__getitem__,
            )
        )
        for layer in layers
    )


def affected(
    graph: nx.DiGraph[str], key: Key | str, calls: nx.DiGraph[str] | None = None
) -> tuple[str, ...]:
    """The fragments that a change of a key may make run again, in the order in which they run.

    What these write counts too, and so on. The app node is never among them: no write
    of a key makes it run.

    Parameters:
        graph: the state graph.
        key: what changes.
        calls: the call graph; with it, fragments that run as part of another count too.
    """
    changed = Key.name(key) if isinstance(key, str) else key
    return _reached(graph, calls, _readers(graph, changed))


def after_event(
    graph: nx.DiGraph[str],
    owner: str,
    key: Key | str | None = None,
    calls: nx.DiGraph[str] | None = None,
) -> tuple[str, ...]:
    """What an event of a widget may make run, in that order.

    Parameters:
        graph: the state graph.
        owner: the node that draws the widget. It runs first; the app node runs the
            whole script.
        key: that of the widget, if it has one.
        calls: the call graph; with it, fragments that run as part of another count too.
    """
    start = {owner}
    if key is not None:
        start.update(_readers(graph, Key.name(key) if isinstance(key, str) else key))
    rest = _reached(graph, calls, start)
    return (owner, *(node for node in rest if node != owner))


def _readers(graph: nx.DiGraph[str], key: Key) -> list[str]:
    return [
        name
        for name, data in graph.nodes(data=True)
        if name != APP and any(key.overlaps(read) for read in data["reads"])
    ]


def _reached(
    graph: nx.DiGraph[str], calls: nx.DiGraph[str] | None, start: Iterable[str]
) -> tuple[str, ...]:
    """All that runs after these, them included, in the order of the condensed graph."""
    reruns = rerun_graph(graph)
    reached = set(start)
    pending = list(reached)
    while pending:
        node = pending.pop()
        following = set(reruns.successors(node))
        if calls is not None:
            following.update(calls.successors(node))
        pending.extend(following - reached)
        reached |= following
    rank = ranks(graph)
    return tuple(sorted(reached - {APP}, key=rank.__getitem__))
