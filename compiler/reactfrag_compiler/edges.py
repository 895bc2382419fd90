"""The state edges between nodes, as plain mappings: cycles and order.

This is what compiling and running an app take. :mod:`reactfrag_compiler.graph` makes
networkx graphs of it for those who ask for them, which is not done to serve an app:
to import networkx takes longer, and more memory, than to compile most scripts.
"""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from reactfrag_compiler.keys import Key, simplify

APP = "app"
"""The id of the top-level cell."""

StateEdges = Mapping[str, Mapping[str, frozenset[Key]]]
"""By source and target: the keys. Every node is a source, in source order."""


class Adjacency(Protocol):
    """The targets of each source; a networkx graph is one, too."""

    def __iter__(self) -> Iterator[str]: ...
    def __getitem__(self, node: str, /) -> Iterable[str]: ...


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


def order_edges(nodes: Collection[Intending], edges: StateEdges) -> StateEdges:
    """The part of the state edges that passes are ordered by, and that cycles are looked for in.

    A change in place that merely cannot be excluded is no reason for an order: it would
    close cycles that no run goes round, and what is in a cycle runs only once round. If
    it does happen, whoever reads the key is found stale like any other reader.

    Parameters:
        nodes: of the program.
        edges: all of theirs; they are given back where there is nothing to leave out.
    """
    if all(node.intended_writes is node.writes for node in nodes):
        return edges
    return state_edges(
        _Intended(node.id, node.reads, node.intended_writes, node.deletes) for node in nodes
    )


def state_edges(nodes: Iterable[Dependent]) -> StateEdges:
    """An edge A -> B for what A may write or delete and B may read.

    Parameters:
        nodes: in source order, which is the order of the sources and of their targets.

    The keys are named as B names them where B names them more narrowly.
    """
    given = list(nodes)
    edges: dict[str, dict[str, frozenset[Key]]] = {}
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
        edges[source.id] = {
            target: simplify(found[target]) if len(found[target]) > 1 else frozenset(found[target])
            for target in sorted(found, key=order.__getitem__)
        }
    return edges


def _index(nodes: list[Dependent]) -> tuple[dict[Key, list[str]], dict[Key, list[str]]]:
    """Who reads each key: constant names, and patterns."""
    exact: dict[Key, list[str]] = defaultdict(list)
    open_ended: dict[Key, list[str]] = defaultdict(list)
    for node in nodes:
        for key in node.reads:
            (exact if key.is_name else open_ended)[key].append(node.id)
    return exact, open_ended


def components(graph: Adjacency) -> tuple[frozenset[str], ...]:
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


def ranks(graph: Adjacency) -> dict[str, int]:
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


def cycle_of(graph: Adjacency, component: frozenset[str]) -> list[tuple[str, str]]:
    """A shortest cycle through a component's first node, edge by edge."""
    first = next(node for node in graph if node in component)
    if len(component) == 1:
        return [(first, first)]
    inside = {node: [to for to in graph[node] if to in component] for node in component}
    before: dict[str, str] = {}
    pending = deque([first])
    while pending:
        node = pending.popleft()
        for target in inside[node]:
            if target == first and node != first:
                path = [first]
                while node != first:
                    path.insert(0, node)
                    node = before[node]
                return list(pairwise([first, *path]))
            if target not in before and target != first:
                before[target] = node
                pending.append(target)
    raise AssertionError("a component is strongly connected")


def _successors(graph: Adjacency) -> dict[str, list[str]]:
    """The edges without those into the app node, which no write makes run again."""
    return {node: [target for target in graph[node] if target != APP] for node in graph}


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
