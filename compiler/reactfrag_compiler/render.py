"""The graph of a program as text: for a terminal, for Mermaid, for Graphviz, for machines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal

from reactfrag_compiler.diagnostics import lines_of
from reactfrag_compiler.edges import APP
from reactfrag_compiler.keys import Key
from reactfrag_compiler.program import Access, Node, Program

_ASKS = re.compile(r"\bin\b")
Format = Literal["tree", "mermaid", "dot", "json"]


def render(program: Program, format: Format = "tree") -> str:
    """Return the graph of ``program`` as text.

    Parameters:
        program: the compiled script.
        format: ``tree`` for a terminal, ``mermaid`` and ``dot`` for diagrams, ``json`` for
            programs.

    Raises:
        ValueError: for another format.
    """
    try:
        draw = _FORMATS[format]
    except KeyError:
        raise ValueError(f"format {format!r}: one of {', '.join(_FORMATS)}") from None
    return draw(program)


def shown_file(program: Program, file: str) -> str:
    """How a file of a program is called: its path from the script's folder."""
    try:
        return Path(file).relative_to(program.path.parent).as_posix()
    except ValueError:
        return file


def only_asks(program: Program, access: Access) -> bool:
    """Whether a read only serves to write the key where it is missing, or asks for it."""
    app = program.nodes[APP]
    if any(a.initial and a.span == access.span for a in app.accesses):
        return True
    span = access.span
    text = program.source_of(span.file)
    line = lines_of(text)[span.line - 1] if text is not None else ""
    return bool(_ASKS.search(line[span.column - 1 : span.end_column - 1]))


# --- tree ----------------------------------------------------------------------------


def _tree(program: Program) -> str:
    lines = [program.path.name, *_branch(program, program.nodes[APP], "", set())]
    unused = [n for n in program.nodes if n not in _reachable(program)]
    for id in unused:
        lines += ["", "never called:", *_branch(program, program.nodes[id], "", set())]
    dependencies = list(_dependencies(program))
    if dependencies:
        width = max(len(source) for source, _, _, _ in dependencies)
        lines += ["", "When a key changes, what read it runs again:"]
        lines += [
            f"  {source:<{width}}  ── {keys} ──▶ {target}{'  (a cycle)' if cycle else ''}"
            for source, keys, target, cycle in dependencies
        ]
    late = sorted(_late_keys(program))
    if late:
        lines += [
            "",
            "Read at the top level, written by a fragment (shown with the next full run):",
            f"  {', '.join(late)}",
        ]
    return "\n".join(lines) + "\n"


def _branch(program: Program, node: Node, indent: str, above: set[str]) -> Iterator[str]:
    """The node's lines, and those of the fragments that it calls, further in."""
    name = "the script" if node.id == APP else node.name
    file = shown_file(program, node.span.file)
    where = "" if file == program.path.name else f"{file}, "
    yield f"{name}  ({where}line {node.span.line})"
    called = [id for id in program.call_graph.successors(node.id) if id not in above]
    rail = "│  " if called else "   "
    for word, keys in _touched(node):
        yield f"{indent}{rail}{word:<8}{keys}"
    for position, id in enumerate(called):
        last = position == len(called) - 1
        below = _branch(
            program, program.nodes[id], indent + ("   " if last else "│  "), above | {node.id}
        )
        yield f"{indent}{'└─ ' if last else '├─ '}{next(below)}"
        yield from below


def _touched(node: Node) -> Iterator[tuple[str, str]]:
    widgets = widget_keys(node)
    for word, keys in (
        ("widgets", widgets),
        ("reads", node.reads - widgets),
        ("writes", node.writes - widgets),
        ("deletes", node.deletes),
    ):
        if keys:
            yield word, _names(keys)


def _names(keys: Iterable[Key]) -> str:
    return ", ".join(sorted("any key" if key.is_any else str(key) for key in keys))


def _reachable(program: Program) -> set[str]:
    seen = {APP}
    pending = [APP]
    while pending:
        for id in program.call_graph.successors(pending.pop()):
            if id not in seen:
                seen.add(id)
                pending.append(id)
    return seen


def state_edges(program: Program) -> list[tuple[str, str, frozenset[Key]]]:
    """Source, target and keys, in the order of running; a node's edge to itself is left out.

    A widget with a key counts as writing it: its events do, if not the code.
    """
    found: dict[tuple[str, str], set[Key]] = {}
    for source, target, data in program.graph.edges(data=True):
        found.setdefault((source, target), set()).update(data["keys"])
    for node in program.nodes.values():
        for key in widget_keys(node):
            for other in program.nodes.values():
                if any(read.overlaps(key) for read in other.reads - widget_keys(other)):
                    found.setdefault((node.id, other.id), set()).add(key)
    rank = program.rank
    ordered = sorted(found.items(), key=lambda item: (rank[item[0][0]], rank[item[0][1]]))
    return [(a, b, frozenset(keys)) for (a, b), keys in ordered if a != b]


def widget_keys(node: Node) -> frozenset[Key]:
    """The keys of the widgets that a node draws."""
    return frozenset(access.key for access in node.accesses if access.note == "widget")


def _dependencies(program: Program) -> Iterator[tuple[str, str, str, bool]]:
    """What makes which fragment run again."""
    for source, target, keys in state_edges(program):
        if target == APP:
            continue
        cycle = any(source in part and target in part for part in program.cycles)
        label = "the script" if source == APP else program.nodes[source].name
        yield label, _names(keys), program.nodes[target].name, cycle


def _late_keys(program: Program) -> set[str]:
    shown = [
        access.key
        for access in program.nodes[APP].accesses
        if access.mode == "read" and not only_asks(program, access)
    ]
    found: set[str] = set()
    for _, target, keys in state_edges(program):
        if target == APP:
            found.update(_names([key]) for key in keys if any(map(key.overlaps, shown)))
    return found


# --- diagrams ------------------------------------------------------------------------


def _mermaid(program: Program) -> str:
    number = {id: f"n{index}" for index, id in enumerate(program.nodes)}
    lines = ["flowchart LR"]
    for id, node in program.nodes.items():
        label = _quoted_mermaid("the script" if id == APP else node.name)
        lines.append(f'  {number[id]}["{label}"]' if id == APP else f'  {number[id]}("{label}")')
    for source, target in program.call_graph.edges:
        lines.append(f"  {number[source]} -.-> {number[target]}")
    for source, target, keys in state_edges(program):
        label = _quoted_mermaid(_names(keys))
        lines.append(f'  {number[source]} -->|"{label}"| {number[target]}')
    return "\n".join(lines) + "\n"


def _quoted_mermaid(text: str) -> str:
    return (
        text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace("*", "#42;")
    )


def _dot(program: Program) -> str:
    lines = ["digraph app {", "  rankdir=LR;", '  node [fontname="sans-serif"];']
    for id, node in program.nodes.items():
        label = "the script" if id == APP else node.name
        shape = "box" if id == APP else "ellipse"
        lines.append(f"  {_quoted_dot(id)} [label={_quoted_dot(label)}, shape={shape}];")
    for source, target in program.call_graph.edges:
        lines.append(f"  {_quoted_dot(source)} -> {_quoted_dot(target)} [style=dashed];")
    for source, target, keys in state_edges(program):
        label = _quoted_dot(_names(keys))
        lines.append(f"  {_quoted_dot(source)} -> {_quoted_dot(target)} [label={label}];")
    return "\n".join([*lines, "}"]) + "\n"


def _quoted_dot(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


# --- machines ------------------------------------------------------------------------


def _json(program: Program) -> str:
    nodes = [
        {
            "id": node.id,
            "name": node.name,
            "kind": node.kind,
            "file": node.span.file,
            "line": node.span.line,
            "reads": sorted(map(str, node.reads)),
            "writes": sorted(map(str, node.writes)),
            "deletes": sorted(map(str, node.deletes)),
            "rank": program.rank[node.id],
            "cyclic": node.id in program.cyclic,
        }
        for node in program.nodes.values()
    ]
    state = [
        {"from": source, "to": target, "keys": sorted(map(str, keys))}
        for source, target, keys in state_edges(program)
    ]
    calls = [{"from": source, "to": target} for source, target in program.call_graph.edges]
    cycles = [sorted(part) for part in program.cycles]
    found = {
        "app": str(program.path),
        "nodes": nodes,
        "state_edges": state,
        "call_edges": calls,
        "cycles": cycles,
    }
    return json.dumps(found, indent=2) + "\n"


_FORMATS: dict[str, Callable[[Program], str]] = {
    "tree": _tree,
    "mermaid": _mermaid,
    "dot": _dot,
    "json": _json,
}
