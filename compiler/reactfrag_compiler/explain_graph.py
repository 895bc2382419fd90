"""What makes what run, for explaining: keys, the globals that fragments change, late keys."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from reactfrag_compiler.effects import GlobalName
from reactfrag_compiler.graph import APP
from reactfrag_compiler.keys import Key
from reactfrag_compiler.program import Node, Program
from reactfrag_compiler.render import only_asks

if TYPE_CHECKING:
    import networkx as nx


def reruns_of(program: Program, *, widgets: bool = False) -> nx.DiGraph[str]:
    """The state graph with edges for the globals that fragments change.

    Parameters:
        widgets: whether a widget writes its key, as its events do.
    """
    graph: nx.DiGraph[str] = program.graph.copy()
    fragments = [node for node in program.nodes.values() if node.id != APP]
    for node in program.nodes.values():
        drawn = {a.key for a in node.accesses if a.note == "widget"} if widgets else set()
        changed = changed_globals(node) if node.id != APP else frozenset()
        for other in fragments:
            looked_at = other.effects.global_reads | other.effects.callback_reads
            through = any(key.overlaps(read) for key in drawn for read in other.reads)
            if other is not node and (through or not changed.isdisjoint(looked_at)):
                graph.add_edge(node.id, other.id)
    return graph


def changed_globals(node: Node) -> frozenset[GlobalName]:
    """The global variables that a node or its callbacks may change."""
    return node.effects.global_writes | node.effects.callback_writes


def late_keys(program: Program, changed: Collection[Key]) -> list[Key]:
    """Those of some keys that the script itself shows: with the next full run, if they change.

    Parameters:
        changed: what a fragment writes, deletes, or has a widget for.
    """
    reads = {
        a.key for a in program.nodes[APP].accesses if a.mode == "read" and not only_asks(program, a)
    }
    return [key for key in changed if any(key.overlaps(read) for read in reads)]
