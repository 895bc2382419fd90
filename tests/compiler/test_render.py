"""The graph as text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest

from reactfrag_compiler import compile_program
from reactfrag_compiler.render import render

SCRIPT = """
import reactfrag as rf

@rf.fragment
def filters():
    rf.selectbox("Year", [1, 2], key="year")

@rf.fragment
def chart():
    rf.text(rf.session_state.year)
    rf.session_state.shown = True

@rf.fragment
def nobody():
    rf.session_state['"odd" <key>'] = 1

filters()
chart()
rf.text(rf.session_state.get("shown"))
"""


@pytest.fixture
def program(tmp_path: Path):
    path = tmp_path / "app.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return compile_program(path)


def test_the_tree_shows_calls_keys_and_what_reruns_what(program):
    assert render(program, "tree") == (
        "app.py\n"
        "the script  (line 1)\n"
        "│  reads   shown\n"
        "├─ filters  (line 5)\n"
        "│     widgets year\n"
        "└─ chart  (line 9)\n"
        "      reads   year\n"
        "      writes  shown\n"
        "\n"
        "never called:\n"
        "nobody  (line 14)\n"
        '   writes  "odd" <key>\n'
        "\n"
        "When a key changes, what read it runs again:\n"
        "  filters  ── year ──▶ chart\n"
        "\n"
        "Read at the top level, written by a fragment (shown with the next full run):\n"
        "  shown\n"
    )


@pytest.mark.parametrize(
    ("first", "late"),
    [("rf.session_state.setdefault('n', 0)", False),
     ("if 'n' not in rf.session_state: rf.session_state.n = 0", False),
     ("rf.text(rf.session_state.get('n'))", True)],
)  # fmt: skip
def test_a_key_that_is_only_initialised_is_not_shown_late(first: str, late: bool):
    source = f"import reactfrag as rf\n{first}\n@rf.fragment\n"
    source += "def f(): rf.session_state.n = 1\nf()\n"
    text = render(compile_program("/app/app.py", source=source), "tree")
    assert ("Read at the top level" in text) is late


def test_mermaid_and_dot_name_each_node_and_edge(program):
    mermaid = render(program, "mermaid")
    assert mermaid.startswith("flowchart LR\n")
    assert 'n1 -->|"year"| n2' in mermaid
    dot = render(program, "dot")
    assert '"main:filters" -> "main:chart" [label="year"];' in dot


def test_json_is_for_machines(program):
    graph = json.loads(render(program, "json"))
    assert [node["name"] for node in graph["nodes"]] == ["app", "filters", "chart", "nobody"]
    assert {"from": "main:filters", "to": "main:chart", "keys": ["year"]} in graph["state_edges"]


def test_an_unknown_format_is_an_error(program):
    with pytest.raises(ValueError, match="tree, mermaid, dot, json"):
        render(program, cast(Any, "png"))


def test_the_tree_names_the_file_of_a_fragment_of_another_module(tmp_path: Path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "one.py").write_text(
        "import reactfrag as rf\n@rf.fragment\ndef show(): rf.text('x')\n"
    )
    (tmp_path / "app.py").write_text("from pages.one import show\nshow()\n")
    text = render(compile_program(tmp_path / "app.py"), "tree")
    assert text == "app.py\nthe script  (line 1)\n└─ show  (pages/one.py, line 3)\n"
