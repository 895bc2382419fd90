"""The dependency graph between nodes: edges, cycles, order, and what an event touches."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import networkx as nx

from reactfrag_compiler.keys import Key, simplify

APP = "app"
"""The id of the top-level cell."""


class Dependent(Protocol):
    """What the graph needs to know of a node."""

    @property
    def id(self) -> str: ...
    @property
    def reads(self) -> frozenset[Key]: ...
    @property
    def writes(self) -> frozenset[Key]: ...
    @property
    def deletes(self) -> frozenset[Key]: ...


class Intending(Dependent, Protocol):
    """What the order needs to know of a node besides."""

    @property
    def intended_writes(self) -> frozenset[Key]: ...


@dataclass(frozen=True, slots=True)
class _Intended:
    """A node with what it writes on purpose."""

    id: str
    reads: frozenset[Key]
    writes: frozenset[Key]
    deletes: frozenset[Key]


def order_graph(nodes: Collection[Intending], graph: nx.DiGraph[str]) -> nx.DiGraph[str]:
    """The part of the state graph that passes are ordered by, and that cycles are looked for in.

    A change in place that merely cannot be excluded is no reason for an order: it would
    close cycles that no run goes round, and what is in a cycle runs only once round. If
    it does happen, whoever reads the key is found stale like any other reader.

    Parameters:
        nodes: of the program.
        graph: their whole state graph; it is given back where there is nothing to leave out.
    """
    if all(node.intended_writes is node.writes for node in nodes):
        return graph
    return state_graph(
        _Intended(node.id, node.reads, node.intended_writes, node.deletes) for node in nodes
    )


def state_graph(nodes: Iterable[Dependent]) -> nx.DiGraph[str]:
    """The graph with an edge A -> B for what A may write or delete and B may read.

    Parameters:
        nodes: in source order, which is the order of the graph's nodes.

    The data of a node: ``reads``, and ``writes`` (deletes included). The data of an
    edge: ``kind`` is ``"state"``, ``keys`` are the keys, as B names them where B names
    them more narrowly.
    """
    given = list(nodes)
    graph: nx.DiGraph[str] = nx.DiGraph()
    for node in given:
        graph.add_node(node.id, reads=node.reads, writes=node.writes | node.deletes)
    order = {node.id: index for index, node in enumerate(given)}
    exact, open_ended = _index(given)
    for source in given:
        found: dict[str, set[Key]] = defaultdict(set)
        for written in source.writes | source.deletes:
            if written.is_name:
                for target in exact.get(written, ()):
                    found[target].add(written)
            else:
                for read, targets in exact.items():
                    if written.overlaps(read):
                        for target in targets:
                            found[target].add(read)
            for read, targets in open_ended.items():
                if written.overlaps(read):
                    narrow = written if written.is_name or read.is_any else read
                    for target in targets:
                        found[target].add(narrow)
        for target in sorted(found, key=order.__getitem__):
            keys = found[target]
            narrowed = simplify(keys) if len(keys) > 1 else frozenset(keys)
            graph.add_edge(source.id, target, kind="state", keys=narrowed)
    return graph


def _index(nodes: list[Dependent]) -> tuple[dict[Key, list[str]], dict[Key, list[str]]]:
    """Who reads each key: constant names, and patterns."""
    exact: dict[Key, list[str]] = defaultdict(list)
    open_ended: dict[Key, list[str]] = defaultdict(list)
    for node in nodes:
        for key in node.reads:
            (exact if key.is_name else open_ended)[key].append(node.id)
    return exact, open_ended


def rerun_graph(graph: nx.DiGraph[str]) -> nx.DiGraph[str]:
    """The state graph without edges into the app node, which no write makes run again."""
    view: nx.DiGraph[str] = nx.subgraph_view(graph, filter_edge=_not_into_app)
    return view


def _not_into_app(source: str, target: str) -> bool:
    return target != APP


def components(graph: nx.DiGraph[str]) -> tuple[frozenset[str], ...]:
    """The strongly connected components that are cycles, in the order of the graph's nodes.

    A node with an edge to itself is one: two instances of it depend on each other.
    """
    order = {node: index for index, node in enumerate(graph)}
    successors = _successors(graph)
    found = [
        component
        for component in _strong_components(successors)
        if len(component) > 1 or component[0] in successors[component[0]]
    ]
    found.sort(key=lambda component: min(order[node] for node in component))
    return tuple(frozenset(component) for component in found)


def ranks(graph: nx.DiGraph[str]) -> dict[str, int]:
    """The position of each node in the topological order of the condensed graph.

    Source order breaks ties; nodes of one cycle follow each other in source order.
    """
    order = {node: index for index, node in enumerate(graph)}
    successors = _successors(graph)
    members = [sorted(part, key=order.__getitem__) for part in _strong_components(successors)]
    part_of = {node: index for index, part in enumerate(members) for node in part}
    after = [{part_of[to] for node in part for to in successors[node]} for part in members]
    waiting_for = [0] * len(members)
    for index, later in enumerate(after):
        later.discard(index)
        for part in later:
            waiting_for[part] += 1
    ready = [(order[part[0]], i) for i, part in enumerate(members) if not waiting_for[i]]
    heapq.heapify(ready)
    result: dict[str, int] = {}
    while ready:
        _, index = heapq.heappop(ready)
        for node in members[index]:
            result[node] = len(result)
        for later_part in after[index]:
            waiting_for[later_part] -= 1
            if not waiting_for[later_part]:
                heapq.heappush(ready, (order[members[later_part][0]], later_part))
    return result


def generations(graph: nx.DiGraph[str]) -> tuple[tuple[str, ...], ...]:
    """The nodes in layers: each depends only on what stands in earlier layers.

    Nodes of one cycle stand in the same layer; within a layer source order holds.
    """
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


def _successors(graph: nx.DiGraph[str]) -> dict[str, list[str]]:
    """``rerun_graph`` as plain lists, which are much faster to walk than a view."""
    return {
        node: [target for target in targets if target != APP] for node, targets in graph.adjacency()
    }


def _strong_components(successors: dict[str, list[str]]) -> list[list[str]]:
    """Tarjan's algorithm (1972), with a stack of its own in place of recursion."""
    found: list[list[str]] = []
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for start in successors:
        if start in index:
            continue
        work = [(start, iter(successors[start]))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(successors[target])))
                    break
                if target in on_stack:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    at = stack.index(node)
                    found.append(stack[at:])
                    on_stack.difference_update(stack[at:])
                    del stack[at:]
    return found


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


def cycle_of(graph: nx.DiGraph[str], component: frozenset[str]) -> list[tuple[str, str]]:
    """A shortest cycle through a component's first node, edge by edge."""
    first = next(node for node in graph if node in component)
    inside = rerun_graph(graph).subgraph(component)
    if len(component) == 1:
        return [(first, first)]
    paths = [
        nx.shortest_path(inside, target, first)
        for target in inside.successors(first)
        if target != first and nx.has_path(inside, target, first)
    ]
    path = [first, *min(paths, key=len)]
    return list(pairwise(path))
