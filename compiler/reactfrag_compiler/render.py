"""The graph of a program as text: for the terminal, Mermaid, Graphviz, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, Literal

from reactfrag_compiler.diagnostics import Span
from reactfrag_compiler.graph import APP
from reactfrag_compiler.keys import Key
from reactfrag_compiler.program import Access, Node, Program

Format = Literal["tree", "mermaid", "dot", "json"]


def render(program: Program, format: Format) -> str:
    """The graph of a program.

    Parameters:
        format: ``tree`` (for a terminal), ``mermaid``, ``dot`` (Graphviz) or ``json``.

    Raises:
        ValueError: for another format.
    """
    renderer = _FORMATS.get(format)
    if renderer is None:
        raise ValueError(f"there is no format {format!r}; there are {', '.join(_FORMATS)}")
    return renderer(program)


# --- tree ---


def _tree(program: Program) -> str:
    count = len(program.nodes) - 1
    lines = [f"{program.path.name} · {count} fragment{'' if count == 1 else 's'}", ""]
    shown: set[str] = set()
    _branch(program, APP, "", "", lines, shown)
    rest = [id_ for id_ in program.nodes if id_ not in shown]
    if rest:
        lines += ["", "not called from anywhere"]
        for id_ in list(rest):
            if id_ not in shown:
                lines.append("")
                _branch(program, id_, "", "", lines, shown)
    return "\n".join(lines)


def _branch(
    program: Program, id_: str, lead: str, indent: str, lines: list[str], shown: set[str]
) -> None:
    """A node, what it touches, and below it the fragments that it calls."""
    node = program.nodes[id_]
    title = node.name if id_ == APP else f"{node.name} · {_place(program, node.span)}"
    if id_ in shown:
        lines.append(f"{lead}{title} · see above")
        return
    shown.add(id_)
    lines.append(lead + title)
    called = list(dict.fromkeys(call.node for call in node.calls))
    bar = "│ " if called else "  "
    lines += [f"{indent}{bar}  {fact}".rstrip() for fact in _facts(program, node)]
    for index, child in enumerate(called):
        last = index == len(called) - 1
        lines.append(f"{indent}│")
        joint, below = ("└─ ", "   ") if last else ("├─ ", "│  ")
        _branch(program, child, indent + joint, indent + below, lines, shown)


def _facts(program: Program, node: Node) -> list[str]:
    facts = []
    for label, keys in (("reads", node.reads), ("writes", node.writes), ("deletes", node.deletes)):
        if keys:
            facts.append(f"{label:<9}{_list(keys)}")
    successors = [target for target in program.graph.successors(node.id) if target != APP]
    if successors:
        triggers = [
            f"{'itself' if target == node.id else program.nodes[target].name} "
            f"({_list(program.graph.edges[node.id, target]['keys'])})"
            for target in successors
            if not (node.id == APP and target == APP)
        ]
        facts.append(f"{'triggers':<9}{', '.join(triggers)}")
    return facts


def _place(program: Program, span: Span) -> str:
    if span.file == str(program.path):
        return f"line {span.line}"
    name = span.file.replace("\\", "/").rpartition("/")[2]
    return f"{name}, line {span.line}"


def _list(keys: Iterable[Key]) -> str:
    return ", ".join("any key" if key.is_any else str(key) for key in sorted(keys))


# --- mermaid ---


def _mermaid(program: Program) -> str:
    names = {id_: f"n{index}" for index, id_ in enumerate(program.nodes)}
    lines = ["flowchart TD"]
    for id_, node in program.nodes.items():
        left, right = ("([", "])") if id_ == APP else ("[", "]")
        lines.append(f'    {names[id_]}{left}"{_html(node.name)}"{right}')
    for source, target, data in program.graph.edges(data=True):
        label = _html(_list(data["keys"]))
        lines.append(f'    {names[source]} -- "{label}" --> {names[target]}')
    for source, target in program.call_graph.edges:
        lines.append(f"    {names[source]} -.-> {names[target]}")
    return "\n".join(lines)


def _html(text: str) -> str:
    return (
        text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    )


# --- dot ---


def _dot(program: Program) -> str:
    lines = [
        "digraph app {",
        "    rankdir=TB;",
        '    node [shape=box, style=rounded, fontname="sans-serif"];',
        '    edge [fontname="sans-serif", fontsize=10];',
    ]
    for id_, node in program.nodes.items():
        shape = ", shape=ellipse" if id_ == APP else ""
        lines.append(f"    {_quoted(id_)} [label={_quoted(node.name)}{shape}];")
    for source, target, data in program.graph.edges(data=True):
        label = _quoted(_list(data["keys"]))
        lines.append(f"    {_quoted(source)} -> {_quoted(target)} [label={label}];")
    for source, target in program.call_graph.edges:
        lines.append(f"    {_quoted(source)} -> {_quoted(target)} [style=dashed, arrowhead=open];")
    return "\n".join([*lines, "}"])


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


# --- json ---


def _json(program: Program) -> str:
    graph: dict[str, Any] = {
        "path": str(program.path),
        "files": [str(file) for file in program.files],
        "nodes": [_json_node(program, node) for node in program.nodes.values()],
        "edges": [
            {"from": source, "to": target, "kind": "state", "keys": _texts(data["keys"])}
            for source, target, data in program.graph.edges(data=True)
        ]
        + [
            {
                "from": source,
                "to": target,
                "kind": "call",
                "lines": [span.line for span in data["spans"]],
            }
            for source, target, data in program.call_graph.edges(data=True)
        ],
        "cycles": [sorted(cycle, key=program.rank.__getitem__) for cycle in program.cycles],
        "diagnostics": [
            {
                "code": one.code,
                "severity": one.severity,
                "message": one.message,
                "hint": one.hint,
                **_json_span(one.span),
            }
            for one in program.diagnostics
        ],
    }
    return json.dumps(graph, indent=2, ensure_ascii=False)


def _json_node(program: Program, node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "name": node.name,
        "kind": node.kind,
        **_json_span(node.span),
        "reads": _texts(node.reads),
        "writes": _texts(node.writes),
        "deletes": _texts(node.deletes),
        "rank": program.rank[node.id],
        "cyclic": node.id in program.cyclic,
        "accesses": [_json_access(access) for access in node.accesses],
    }


def _json_access(access: Access) -> dict[str, Any]:
    entry: dict[str, Any] = {"key": str(access.key), "mode": access.mode}
    entry |= _json_span(access.span)
    if access.via:
        entry["via"] = list(access.via)
    if access.note:
        entry["note"] = access.note
    return entry


def _json_span(span: Span) -> dict[str, Any]:
    return {"file": span.file, "line": span.line, "column": span.column}


def _texts(keys: Iterable[Key]) -> list[str]:
    return [str(key) for key in sorted(keys)]


_FORMATS: dict[str, Callable[[Program], str]] = {
    "tree": _tree,
    "mermaid": _mermaid,
    "dot": _dot,
    "json": _json,
}
