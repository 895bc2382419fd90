"""The panel's side of the server: who may watch, and what graph they are given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reactfrag_server.app import create_app
from reactfrag_server.settings import Settings
from reactfrag_server.wiring import make_service
from tests.server.doubles import connect, greet

APP = """\
import reactfrag as rf

@rf.fragment
def count():
    if rf.button("More"):
        rf.session_state.n = rf.session_state.get("n", 0) + 1

count()
"""


@pytest.fixture(params=[True, False], ids=["with panel", "without"])
def panel(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "app.py"
    path.write_text(APP, encoding="utf-8")
    return path


@pytest.fixture
def client(script: Path, panel: bool) -> Iterator[TestClient]:
    settings = Settings(
        allow_hosts=("testserver",), allow_missing_origin=True, reload=False, panel=panel
    )
    with TestClient(create_app(make_service(script, settings))) as client:
        yield client


def until(socket, kind: str):
    while True:
        message = socket.receive_json()
        if message["t"] == kind:
            return message


def test_a_page_is_told_whether_it_may_watch(client: TestClient, panel: bool) -> None:
    with connect(client) as socket:
        assert greet(socket).get("panel", False) is panel


def test_who_may_watch_is_told_of_each_pass_until_it_looks_away(
    client: TestClient, panel: bool
) -> None:
    with connect(client) as socket:
        greet(socket)
        # A pass that began before anybody watched is told of to nobody.
        while until(socket, "patch").get("running"):
            pass
        socket.send_json({"t": "watch", "on": True})
        if not panel:
            assert until(socket, "error")["code"] == "no-panel"
            return
        first = until(socket, "trace")
        assert [row["name"] for row in first["instances"]][:1] == ["app"]
        socket.send_json({"t": "rerun", "n": 1})
        told = until(socket, "trace")
        assert [event["kind"] for event in told["passes"][-1]["events"]] == ["rerun"]


def test_the_graph_is_given_to_those_only(client: TestClient, panel: bool) -> None:
    answer = client.get("/_reactfrag/graph")
    assert answer.status_code == (200 if panel else 404)
    if panel:
        assert [node["name"] for node in answer.json()["nodes"]] == ["the script", "count"]
        assert answer.headers["cache-control"] == "no-store"
    else:
        assert "count" not in answer.text


def test_a_graph_of_a_script_that_does_not_compile_says_so(tmp_path: Path) -> None:
    path = tmp_path / "app.py"
    path.write_text("x = (\n", encoding="utf-8")
    settings = Settings(
        allow_hosts=("testserver",), allow_missing_origin=True, reload=False, panel=True
    )
    with TestClient(create_app(make_service(path, settings))) as client:
        assert client.get("/_reactfrag/graph").status_code == 409
