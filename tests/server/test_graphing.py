"""``reactfrag graph``: formats, files, and a page that cannot be broken out of."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reactfrag_server import graphing
from reactfrag_server.cli import main

APP = """\
import reactfrag as rf


@rf.fragment
def f():
    rf.slider("</script><script>alert(1)</script>", 0, 9, key="<!--<script>")


f()
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    path = tmp_path / "app.py"
    path.write_text(APP, encoding="utf-8")
    return path


def graph(*args: object) -> Result:
    return CliRunner().invoke(main, ["graph", *map(str, args)])


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("g.html", "<!doctype html>"),
        ("g.svg", "<svg "),
        ("g.json", "{"),
        ("g.dot", "digraph"),
        ("g.mmd", "flowchart"),
        ("g.txt", "app.py"),
    ],
)
def test_the_name_of_the_file_tells_the_format(app: Path, name: str, begins: str) -> None:
    target = app.parent / name
    assert graph(app, "-o", target).exit_code == 0
    assert target.read_text(encoding="utf-8").startswith(begins)


def test_a_format_that_is_asked_for_wins(app: Path) -> None:
    target = app.parent / "g.html"
    assert graph(app, "-o", target, "--format", "dot").exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("digraph")


def test_the_page_is_one_file_that_asks_nothing_of_anybody(app: Path) -> None:
    page = graph(app, "--format", "html").output
    assert "default-src 'none'" in page
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page)
    assert not re.search(r"""url\(["']?(?:https?:)?//|@import""", page)


def test_the_source_cannot_end_the_element_it_stands_in(app: Path) -> None:
    page = graph(app, "--format", "html").output
    start = page.index('id="reactfrag-graph">') + len('id="reactfrag-graph">')
    data = page[start : page.index("</script>", start)]
    assert "<" not in data
    assert json.loads(data)["files"][0]["text"] == APP
    # Two elements of script begin, two end: the app's text is in neither count.
    assert page.count("</script>") == 2


def test_without_a_built_client_it_says_how_to_build_it(
    app: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphing, "VIEWER", app.parent / "nowhere")
    result = graph(app, "--format", "html")
    assert result.exit_code == 2
    assert "has not been built" in result.output
