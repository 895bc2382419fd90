"""The graph as a picture that stands still: SVG, in light or dark by the viewer's choice.

Nodes stand in columns by what they depend on (the layers of the condensed graph), and
within a column near what they are joined to: the barycentre heuristic of Sugiyama, Tagawa
and Toda, "Methods for Visual Understanding of Hierarchical System Structures" (1981).
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from reactfrag_compiler.graph import APP
from reactfrag_compiler.picture import Box, Picture, StateEdge

if TYPE_CHECKING:
    import networkx as nx

_HEIGHT, _GAP, _COLUMN, _MARGIN = 48.0, 20.0, 150.0, 24.0
_CHARACTER = 7.4
_SWEEPS = 8
_LABEL = 22

_STYLE = """
:root{--bg:#fff;--text:#15181d;--muted:#5b6470;--box:#fff;--line:#8d95a1;--app:#eef2fe;\
--accent:#2f56d9;--late:#b04a06;--bad:#c02632;--good:#187343}
@media(prefers-color-scheme:dark){:root{--bg:#0f1114;--text:#eceef1;--muted:#a0a8b4;\
--box:#1c2025;--line:#8a93a0;--app:#1a2440;--accent:#7d9bff;--late:#ffab6b;--bad:#ff8b8f;\
--good:#66d39a}}
svg{background:var(--bg)}
text{font:13px system-ui,sans-serif;fill:var(--text)}
.small{font-size:11px;fill:var(--muted)}
.box{fill:var(--box);stroke:var(--line)}
.app{fill:var(--app);stroke:var(--accent)}
.unused{stroke-dasharray:5 4}
.edge{fill:none;stroke:var(--line);stroke-width:1.3}
.call{stroke-dasharray:3 4;opacity:.6}
.late{stroke:var(--late);stroke-dasharray:7 4}
.bad{stroke:var(--bad);stroke-width:1.8}
.label{fill:var(--bg)}
.pure{fill:var(--good);stroke:var(--good)}
.impure{fill:none;stroke:var(--line)}
"""


@dataclass(frozen=True, slots=True)
class _Place:
    x: float
    y: float
    width: float

    @property
    def left(self) -> tuple[float, float]:
        return self.x, self.y + _HEIGHT / 2

    @property
    def right(self) -> tuple[float, float]:
        return self.x + self.width, self.y + _HEIGHT / 2


def to_svg(picture: Picture) -> str:
    """Return the picture as an SVG document."""
    boxes = {box.id: box for box in picture.nodes}
    columns = _columns(picture)
    places, width, height = _places(columns, boxes)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img">',
        f"<title>{escape(picture.app)}: what depends on what</title><style>{_STYLE}</style>",
        "<defs>",
        *(
            f'<marker id="{kind}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" '
            f'markerHeight="7" orient="auto"><path d="M0,1L9,5L0,9z" fill="var(--{kind})"/>'
            "</marker>"
            for kind in ("line", "late", "bad")
        ),
        "</defs>",
    ]
    parts += [
        _curve(places[call.source], places[call.target], "edge call", "line")
        for call in picture.calls
        if call.source != APP
    ]
    labels: list[str] = []
    for edge in picture.state:
        kind = "bad" if edge.cycle else "late" if edge.late else "line"
        here, there = places[edge.source], places[edge.target]
        parts.append(_curve(here, there, f"edge {kind}", kind))
        labels.append(_label(edge, here, there))
    parts += [_box(box, places[box.id]) for box in picture.nodes]
    return "\n".join([*parts, *labels, "</svg>"]) + "\n"


def _columns(picture: Picture) -> list[list[str]]:
    """The nodes, column by column from the left, each column from the top."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(box.id for box in picture.nodes)
    graph.add_edges_from((e.source, e.target) for e in picture.state if e.target != APP)
    graph.add_edges_from((c.source, c.target) for c in picture.calls if c.source != APP)
    order = {box.id: number for number, box in enumerate(picture.nodes)}
    whole = nx.condensation(graph)
    columns = [
        sorted(
            (node for part in layer for node in whole.nodes[part]["members"]), key=order.__getitem__
        )
        for layer in nx.topological_generations(whole)
    ]
    return _untangled(columns, graph)


def _untangled(columns: list[list[str]], graph: nx.DiGraph[str]) -> list[list[str]]:
    """The columns in an order that crosses fewer edges."""
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        beside = graph.predecessors if forth else graph.successors
        row = {node: float(number) for column in columns for number, node in enumerate(column)}
        for column in columns if forth else reversed(columns):
            centre = {}
            for node in column:
                near = [row[other] for other in beside(node)]
                centre[node] = sum(near) / len(near) if near else row[node]
            column.sort(key=centre.__getitem__)
            row.update((node, float(number)) for number, node in enumerate(column))
    return columns


def _places(
    columns: list[list[str]], boxes: dict[str, Box]
) -> tuple[dict[str, _Place], float, float]:
    found: dict[str, _Place] = {}
    tallest = max(len(column) for column in columns)
    left = _MARGIN
    for column in columns:
        widths = [max(120.0, len(boxes[id].name) * _CHARACTER + 44) for id in column]
        top = _MARGIN + (tallest - len(column)) * (_HEIGHT + _GAP) / 2
        for number, (id, width) in enumerate(zip(column, widths, strict=True)):
            found[id] = _Place(left, top + number * (_HEIGHT + _GAP), width)
        left += max(widths) + _COLUMN
    height = 2 * _MARGIN + tallest * (_HEIGHT + _GAP) - _GAP
    # What leads back runs below all of it.
    return found, left - _COLUMN + _MARGIN, height + 1.5 * _GAP


def _curve(here: _Place, there: _Place, names: str, arrow: str) -> str:
    (x, y), (to_x, to_y) = here.right, there.left
    bend = max(50.0, abs(to_x - x) / 2)
    bends = f"{x + bend:.1f},{y:.1f} {to_x - bend:.1f},{to_y:.1f}"
    path = f"M{x:.1f},{y:.1f}C{bends} {to_x:.1f},{to_y:.1f}"
    return f'<path class="{names}" d="{path}" marker-end="url(#{arrow})"/>'


def _label(edge: StateEdge, here: _Place, there: _Place) -> str:
    text = edge.keys[0]
    text = text if len(text) <= _LABEL else f"{text[: _LABEL - 1]}…"
    if len(edge.keys) > 1:
        text += f" +{len(edge.keys) - 1}"
    (x, y), (to_x, to_y) = here.right, there.left
    middle_x, middle_y = (x + to_x) / 2, (y + to_y) / 2
    width = len(text) * 6.4 + 8
    return (
        f"<g><title>{escape(', '.join(edge.keys))}</title>"
        f'<rect class="label" x="{middle_x - width / 2:.1f}" y="{middle_y - 8:.1f}" '
        f'width="{width:.1f}" height="16" rx="8"/>'
        f'<text class="small" x="{middle_x:.1f}" y="{middle_y + 4:.1f}" text-anchor="middle">'
        f"{escape(text)}</text></g>"
    )


def _box(box: Box, place: _Place) -> str:
    names = "box" + (" app" if box.id == APP else "") + ("" if box.called else " unused")
    dot, name_at = "", place.x + 14
    if box.id != APP:
        kind = "pure" if box.pure else "impure"
        dot = f'<circle class="{kind}" cx="{place.x + 17:.1f}" cy="{place.y + 17:.1f}" r="4.5"/>'
        name_at = place.x + 29
    counts = {"widget": box.widgets, "read": box.reads, "write": box.writes}
    said = [
        f"{len(uses)} {what}{'s' if len(uses) > 1 else ''}" for what, uses in counts.items() if uses
    ]
    if box.run_every:
        said.append(f"every {box.run_every}")
    return (
        f'<g><rect class="{names}" x="{place.x:.1f}" y="{place.y:.1f}" width="{place.width:.1f}" '
        f'height="{_HEIGHT:.0f}" rx="9"/>{dot}'
        f'<text x="{name_at:.1f}" y="{place.y + 21:.1f}">{escape(box.name)}</text>'
        f'<text class="small" x="{place.x + 14:.1f}" y="{place.y + 38:.1f}">'
        f"{escape(' · '.join(said) or 'no keys')}</text></g>"
    )
