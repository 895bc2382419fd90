"""Uploads: to disk within a limit, gone when broken off, gone with their session."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import anyio
import pytest
from starlette.testclient import TestClient

from reactfrag_server.headers import media_type
from reactfrag_server.uploads import WRITE_SIZE, TooLarge, UploadStore, file_name
from tests.server.conftest import Serve
from tests.server.doubles import World, connect, greet, make_world

pytestmark = pytest.mark.anyio


def post(client: TestClient, session: str, body: bytes, **headers: str) -> Any:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(f"/_reactfrag/upload/{session}", content=body, headers=names)


def test_a_file_is_kept_for_its_session(client: TestClient, world: World) -> None:
    body = bytes(range(256)) * 8_192
    assert len(body) > WRITE_SIZE
    with connect(client) as socket:
        session = greet(socket)["session"]
        response = post(
            client,
            session,
            body,
            x_file_name="na%C3%AFve%20%F0%9F%93%88.csv",
            x_file_type="text/csv",
        )
        assert response.status_code == 201
        info = response.json()
        assert info == {
            "id": info["id"],
            "name": "naïve 📈.csv",
            "size": len(body),
            "type": "text/csv",
        }
        record = world.sessions[0].uploads[info["id"]]
        assert record.path.read_bytes() == body
        assert (record.name, record.size, record.type) == ("naïve 📈.csv", len(body), "text/csv")
        assert record.path.parent.stat().st_mode & 0o077 == 0

        assert client.delete(f"/_reactfrag/upload/{session}/{info['id']}").status_code == 204
        assert world.sessions[0].uploads == {}
        assert not record.path.exists()
        # Again: it is gone all the same.
        assert client.delete(f"/_reactfrag/upload/{session}/{info['id']}").status_code == 204


def test_files_go_with_the_process(world: World) -> None:
    with TestClient(world.app) as client, connect(client) as socket:
        session = greet(socket)["session"]
        post(client, session, b"x")
        (record,) = world.sessions[0].uploads.values()
        assert record.path.exists()
    assert not record.path.exists()
    assert not record.path.parent.parent.exists()


def test_a_session_that_is_not_there_takes_no_file(client: TestClient) -> None:
    response = post(client, "nobody", b"x")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "session-gone"
    response = client.delete("/_reactfrag/upload/nobody/some-file")
    assert response.json()["error"]["code"] == "session-gone"


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "streamed"])
def test_a_file_over_the_limit_is_refused(serve: Serve, announced: bool) -> None:
    world, client = serve(max_upload_bytes=1_000)

    def chunks() -> Any:
        for _ in range(11):
            yield b"x" * 100

    with connect(client) as socket:
        session = greet(socket)["session"]
        url = f"/_reactfrag/upload/{session}"
        body = b"x" * 1_100 if announced else chunks()
        response = client.post(url, content=body)
        assert response.status_code == 413
        error = response.json()["error"]
        assert error["code"] == "too-large"
        assert "1,000" in error["message"]
        assert world.sessions[0].uploads == {}
        assert client.post(url, content=b"x" * 1_000).status_code == 201
        assert len(files_of(world)) == 1


def files_of(world: World) -> list[Path]:
    root = world.service.uploads._root
    assert root is not None
    return [path for path in root.rglob("*") if path.is_file()]


async def test_nothing_is_left_of_an_upload_that_is_broken_off(tmp_path: Path) -> None:
    """The body stops in the middle, as ASGI servers tell it."""
    world = make_world(tmp_path)
    async with world.service.running():
        seat = world.service.registry.open()
        sent: list[Any] = []
        messages = iter(
            [
                {"type": "http.request", "body": b"x" * (WRITE_SIZE + 1), "more_body": True},
                {"type": "http.disconnect"},
            ]
        )

        async def receive() -> Any:
            return next(messages)

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": "POST",
            "path": f"/_reactfrag/upload/{seat.id}",
            "headers": [(b"host", b"localhost")],
            "query_string": b"",
            "root_path": "",
        }
        await world.app(scope, receive, send)
        assert sent[0]["status"] == 400
        assert files_of(world) == []
        assert world.sessions[0].uploads == {}


async def test_a_session_that_ends_during_an_upload_keeps_nothing(tmp_path: Path) -> None:
    world = make_world(tmp_path)
    async with world.service.running():
        seat = world.service.registry.open()
        sent: list[Any] = []

        async def receive() -> Any:
            world.service.registry.end(seat)
            return {"type": "http.request", "body": b"x", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": "POST",
            "path": f"/_reactfrag/upload/{seat.id}",
            "headers": [(b"host", b"localhost")],
            "query_string": b"",
            "root_path": "",
        }
        await world.app(scope, receive, send)
        assert sent[0]["status"] == 404
        assert files_of(world) == []


async def test_the_store_stops_reading_at_the_limit() -> None:
    store = UploadStore(limit=10)
    store.open()
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"xxxx"

    try:
        with anyio.fail_after(60), pytest.raises(TooLarge):
            await store.receive("s", endless(), "name", "type")
        assert taken == 3
        with pytest.raises(RuntimeError, match="body"):
            await store.receive("s", failing(), "name", "type")
        assert store._root is not None
        assert [path for path in store._root.rglob("*") if path.is_file()] == []
    finally:
        store.close()


async def failing() -> AsyncIterator[bytes]:
    yield b"x"
    raise RuntimeError("body")


async def test_a_file_outside_the_sessions_folder_is_never_removed(tmp_path: Path) -> None:
    store = UploadStore(limit=10)
    store.open()
    assert store._root is not None
    precious = store._root / "precious"
    precious.write_text("x")
    (store._root / "s").mkdir()
    try:
        for id in ("../precious", str(precious), "..", ".", "", "sub/../../precious"):
            await store.remove("s", id)
        assert precious.exists()
    finally:
        store.close()


NAMES = [
    ("data.csv", "data.csv"),
    ("a%20b.txt", "a b.txt"),
    ("%E6%97%A5%E6%9C%AC.txt", "日本.txt"),
    ("../../etc/passwd", "passwd"),
    ("..%2F..%2Fetc%2Fpasswd", "passwd"),
    ("C:%5Cfiles%5Cx.doc", "x.doc"),
    ("a%0D%0ASet-Cookie:x", "aSet-Cookie:x"),
    ("a%00.txt", "a.txt"),
    ("%FF%FE", "\ufffd\ufffd"),
    ("", "upload"),
    ("..", "upload"),
    ("folder/", "upload"),
    ("x" * 300, "x" * 255),
]


@pytest.mark.parametrize(("header", "name"), NAMES)
def test_file_names_are_bare(header: str, name: str) -> None:
    assert file_name(header) == name
    assert re.search(r"[/\\\0]", file_name(header)) is None


TYPES = [
    ("text/csv", "text/csv"),
    ("text/plain; charset=utf-8", "text/plain; charset=utf-8"),
    ("image/svg+xml", "image/svg+xml"),
    ("", "application/octet-stream"),
    ("text", "application/octet-stream"),
    ("text/html\r\nx: y", "application/octet-stream"),
    ("a/" + "b" * 300, "application/octet-stream"),
]


@pytest.mark.parametrize(("header", "type"), TYPES)
def test_types_are_types(header: str, type: str) -> None:
    assert media_type(header) == type
