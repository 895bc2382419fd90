"""From a path to a program."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from reactfrag_compiler.emit import compile_tree
from reactfrag_compiler.graph import components, ranks, state_graph
from reactfrag_compiler.program import Program, digest_of_modules
from reactfrag_compiler.quick import quick_nodes
from reactfrag_compiler.source import MAIN, normal_path, parse_module, read_source


def compile_program(
    path: Path | str, *, source: str | None = None, previous: Program | None = None
) -> Program:
    """Compile a script."""
    file = normal_path(path)
    text = read_source(file) if source is None else source
    main = parse_module(MAIN, file, text, known=previous and previous.modules.get(MAIN))
    modules = {MAIN: main}
    code = compile_tree(main.tree, str(file))
    nodes, places = quick_nodes(modules)
    graph = state_graph(nodes.values())
    cycles = components(graph)
    calls = nx.DiGraph()
    calls.add_nodes_from(nodes)
    return Program(
        path=file, digest=digest_of_modules(modules), code=code, nodes=nodes, graph=graph,
        call_graph=calls, diagnostics=(), files=(file,), rank=ranks(graph), cycles=cycles,
        cyclic=frozenset().union(*cycles), modules=modules, _functions=places,
    )
