"""The results as a page of its own: tables and plots, no request to anywhere."""

from __future__ import annotations

from html import escape
from typing import Any

import vl_convert

from benchmarks.results import Results, Table, tables

STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.8rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { padding: .4rem .7rem; text-align: right; border-bottom: 1px solid #8884; }
th:first-child, td:first-child { text-align: left; }
td { font-variant-numeric: tabular-nums; white-space: nowrap; }
p.note { color: GrayText; } .scroll { overflow-x: auto; }
.plot { background: white; border-radius: .5rem; padding: 1rem; margin: 1rem 0; overflow-x: auto; }
"""


def render(results: Results) -> str:
    """Return the page as HTML."""
    plots = "".join(f'<div class="plot">{_svg(spec)}</div>' for spec in _specs(results))
    return (
        "<!doctype html><html lang=en><meta charset=utf-8>"
        '<meta name=viewport content="width=device-width">'
        f"<title>reactfrag benchmarks</title><style>{STYLE}</style><h1>reactfrag benchmarks</h1>"
        f"<p class=note>{escape(results.when)} · {escape(str(results.machine))}</p>"
        f"{plots}{''.join(map(_table, tables(results)))}</html>"
    )


def _table(table: Table) -> str:
    heads = "".join(f"<th>{escape(head)}</th>" for head in table.heads)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows
    )
    note = f"<p class=note>{escape(table.note)}</p>" if table.note else ""
    return (
        f"<h2>{escape(table.title)}</h2><div class=scroll><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>{note}"
    )


def _svg(spec: dict[str, Any]) -> str:
    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg


def _specs(results: Results) -> list[dict[str, Any]]:
    found = [_latencies(results), _sizes(results), _side_by_side(results)]
    return [spec for spec in found if spec["data"]["values"]]


def _bars(title: str, unit: str, values: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "title": title,
        "width": 640,
        "data": {"values": values},
        "mark": {"type": "bar", "tooltip": True},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": None, "title": None},
            "yOffset": {"field": "kind", "sort": None},
            "x": {
                "field": "value",
                "type": "quantitative",
                "scale": {"type": "symlog", "constant": 0.1},
                "title": unit,
            },
            "color": {"field": "kind", "type": "nominal", "sort": None, "title": None},
        },
    }


def _latencies(results: Results) -> dict[str, Any]:
    values = [
        {"name": c.name, "kind": kind, "value": figure.median * 1000}
        for c in results.workloads
        for kind, figure in (("one fragment", c.partial), ("everything", c.full))
    ]
    return _bars("Latency of a rerun", "ms", values)


def _sizes(results: Results) -> dict[str, Any]:
    values = [
        {"name": c.name, "kind": kind, "value": count / 1000}
        for c in results.workloads
        for kind, count in (("one fragment", c.partial_bytes), ("everything", c.full_bytes))
    ]
    return _bars("Bytes of a rerun", "kB", values)


def _side_by_side(results: Results) -> dict[str, Any]:
    values = [
        {"name": row.name, "kind": scenario, "value": figure.median}
        for row in results.peers
        for scenario, figure in row.steps.items()
    ]
    return _bars("Click to DOM", "ms", values)
