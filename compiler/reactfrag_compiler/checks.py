"""What the author of an app should know: diagnostics from the analysed program."""

from __future__ import annotations

import networkx as nx

from reactfrag_compiler.analysis import Result
from reactfrag_compiler.diagnostics import Diagnostic
from reactfrag_compiler.program import Node
from reactfrag_compiler.values import Fragment


def check(
    result: Result,
    nodes: dict[str, Node],
    fragments: dict[str, Fragment],
    graph: nx.DiGraph[str],
    cycles: tuple[frozenset[str], ...],
) -> tuple[Diagnostic, ...]:
    """Every diagnostic of a program, in source order."""
    return ()
