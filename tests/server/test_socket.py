"""The websocket: greeting, echo, bad frames, resuming, takeover, ends."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocketDisconnect

from reactfrag.protocol import PROTOCOL_VERSION
from tests.server.conftest import Serve
from tests.server.doubles import World, connect, events, greet, hello


def ending(socket: Any) -> tuple[str, int]:
    """The code of the last error and that of the close after it."""
    message = socket.receive_json()
    with pytest.raises(WebSocketDisconnect) as closed:
        socket.receive_text()
    assert message["t"] == "error"
    assert message["message"]
    return message["code"], closed.value.code


def test_a_hello_is_welcomed_and_events_come_back(client: TestClient, world: World) -> None:
    with connect(client) as socket:
        welcome = greet(socket)
        assert welcome == {
            "t": "welcome",
            "version": PROTOCOL_VERSION,
            "session": world.sessions[0].id,
            "resumed": False,
        }
        assert len(welcome["session"]) >= 32
        socket.send_json(events(1, True))
        assert socket.receive_json() == ["echo", events(1, True) | {"seen": 0}]


def test_every_kind_of_message_reaches_the_session(client: TestClient, world: World) -> None:
    with connect(client) as socket:
        greet(socket)
        socket.send_json({"t": "ack", "seen": 3})
        socket.send_json({"t": "rerun", "n": 1})
        assert socket.receive_json() == ["echo", {"t": "rerun", "n": 1}]
        socket.send_json({"t": "stop", "n": 2})
        assert socket.receive_json() == ["echo", {"t": "stop", "n": 2}]
        assert world.sessions[0].outbox.acks == [3]


def test_binary_frames_of_the_session_arrive_in_order(client: TestClient, world: World) -> None:
    with connect(client) as socket:
        greet(socket)
        world.sessions[0].outbox.frames += [b"\x00table", "[1]"]
        socket.send_json({"t": "rerun", "n": 1})
        assert socket.receive_bytes() == b"\x00table"
        assert socket.receive_text() == "[1]"


FIRST_FRAMES = [
    ("{", "bad-frame", 4000),
    ('{"t":"ack","seen":1}', "bad-frame", 4000),
    ('{"t":"hello"}', "bad-frame", 4000),
    ('{"t":"hello","version":99}', "version-mismatch", 4002),
]


@pytest.mark.parametrize(("frame", "code", "close"), FIRST_FRAMES)
def test_the_first_message_has_to_be_a_hello(
    client: TestClient, world: World, frame: str, code: str, close: int
) -> None:
    with connect(client) as socket:
        socket.send_text(frame)
        assert ending(socket) == (code, close)
    assert world.sessions == []


def test_a_client_that_says_nothing_is_shown_out(serve: Serve) -> None:
    _, client = serve(hello_timeout=0.0)
    with connect(client) as socket:
        assert ending(socket) == ("no-hello", 4000)


LIMIT = 2_000

BAD_FRAMES: list[tuple[str, dict[str, Any], str]] = [
    ("empty", {"text": ""}, "not valid JSON"),
    ("cut short", {"text": '{"t":"ack"'}, "not valid JSON"),
    ("not JSON", {"text": "hello there"}, "not valid JSON"),
    ("NaN", {"text": '{"t":"ack","seen":NaN}'}, "not valid JSON"),
    ("half a surrogate pair", {"text": '{"t":"ack","seen":"\\ud800"}'}, "not valid JSON"),
    ("an array", {"text": "[]"}, "no message"),
    ("null", {"text": "null"}, "no message"),
    ("no type", {"text": "{}"}, "no message"),
    ("unknown type", {"text": '{"t":"shout"}'}, "no message"),
    ("a field is missing", {"text": '{"t":"ack"}'}, "seen"),
    ("a field of a wrong type", {"text": '{"t":"ack","seen":"1"}'}, "$.seen"),
    ("a change without id", {"text": '{"t":"events","n":1,"changes":[{}]}'}, "id"),
    ("a number too large", {"text": '{"t":"ack","seen":1e999}'}, "no message"),
    ("nested too deep", {"text": "[" * 1_999}, "message"),
    ("a server's message", {"text": '{"t":"welcome","version":1}'}, "no message"),
    ("a second hello", {"text": '{"t":"hello","version":1}'}, "only opens"),
    ("binary", {"bytes": b"\x00"}, "binary"),
    ("too long", {"text": '{"t":"ack","seen":1}' + " " * LIMIT}, "over the limit"),
]


@pytest.mark.parametrize(
    ("frame", "part"), [case[1:] for case in BAD_FRAMES], ids=[case[0] for case in BAD_FRAMES]
)
def test_a_bad_frame_is_answered_and_the_session_lives(
    serve: Serve, frame: dict[str, Any], part: str
) -> None:
    world, client = serve(max_frame_bytes=LIMIT)
    with connect(client) as socket:
        greet(socket)
        socket.send({"type": "websocket.receive", **frame})
        answer = socket.receive_json()
        assert answer["t"] == "error"
        assert answer["code"] == "bad-frame"
        assert part in answer["message"]
        socket.send_json({"t": "rerun", "n": 1})
        assert socket.receive_json() == ["echo", {"t": "rerun", "n": 1}]
    assert not world.sessions[0].closed


def test_a_value_nested_beyond_reading_is_a_bad_frame(client: TestClient) -> None:
    with connect(client) as socket:
        greet(socket)
        socket.send_text('{"t":"events","n":1,"changes":[{"id":1,"value":' + "[" * 100_000)
        assert "too deep" in socket.receive_json()["message"]


def test_many_bad_frames_in_a_row_end_the_connection_not_the_session(serve: Serve) -> None:
    world, client = serve(max_bad_frames=2)
    with connect(client) as socket:
        session = greet(socket)["session"]
        for n in range(1, 4):
            socket.send_text("{")
            assert socket.receive_json()["code"] == "bad-frame"
            socket.send_text("{")
            assert socket.receive_json()["code"] == "bad-frame"
            socket.send_json({"t": "rerun", "n": n})
            assert socket.receive_json()[0] == "echo"
        for _ in range(3):
            socket.send_text("{")
        assert [socket.receive_json()["code"] for _ in range(2)] == ["bad-frame"] * 2
        assert ending(socket) == ("bad-frame", 4003)
    with connect(client) as socket:
        assert greet(socket, session=session)["session"] == session
    assert len(world.sessions) == 1


def test_a_failing_session_call_is_answered(client: TestClient) -> None:
    with connect(client) as socket:
        greet(socket)
        socket.send_json(events(1, "raise"))
        assert socket.receive_json()["code"] == "internal"
        socket.send_json(events(2, "fine"))
        assert socket.receive_json()[0] == "echo"


def test_a_dropped_connection_resumes_its_session(client: TestClient, world: World) -> None:
    with connect(client) as socket:
        session = greet(socket)["session"]
        socket.send_json(events(1, "a"))
        socket.receive_json()
    world.sessions[0].outbox.frames.append('"missed"')
    with connect(client) as socket:
        assert greet(socket, session=session, seen=1) == {
            "t": "welcome",
            "version": PROTOCOL_VERSION,
            "session": session,
            "resumed": True,
        }
        assert socket.receive_json() == "missed"
    assert len(world.sessions) == 1


def test_a_session_that_is_gone_gives_a_new_one_of_the_servers_naming(
    client: TestClient, world: World
) -> None:
    with connect(client) as socket:
        welcome = greet(socket, session="of-my-own-making", seen=9)
        assert welcome["session"] == world.sessions[0].id != "of-my-own-making"


def test_a_newer_connection_takes_the_session_over(client: TestClient, world: World) -> None:
    with connect(client) as old:
        session = greet(old)["session"]
        with connect(client) as new:
            assert greet(new, session=session)["session"] == session
            assert ending(old) == ("session-replaced", 4001)
            new.send_json(events(1, "mine"))
            assert new.receive_json()[0] == "echo"
            assert world.sessions[0].outbox.attached
    assert len(world.sessions) == 1
    assert len(world.service.registry) == 1


def test_takeovers_in_a_row_leave_the_last_one_in_place(client: TestClient, world: World) -> None:
    with connect(client) as first:
        session = greet(first)["session"]
        with connect(client) as second, connect(client) as third:
            second.send_json(hello(session=session))
            third.send_json(hello(session=session))
            assert ending(first) == ("session-replaced", 4001)
            # Which of the two came last is the scheduler's choice; one of them stays.
            first_words = [second.receive_json(), third.receive_json()]
            assert "welcome" in [message["t"] for message in first_words]
            assert all(
                message.get("code", "session-replaced") == "session-replaced"
                for message in first_words
            )
            seat = world.service.registry.find(session)
            assert seat is not None
            assert seat.occupant is not None
    assert len(world.sessions) == 1


@pytest.mark.parametrize("value", ["crash", "exit"])
def test_a_session_that_crashes_takes_no_other_with_it(
    client: TestClient, world: World, value: str
) -> None:
    with connect(client) as one, connect(client) as other:
        first = greet(one)["session"]
        greet(other)
        one.send_json(events(1, value))
        message = one.receive_json()
        while message[0:1] == ["echo"] if isinstance(message, list) else False:
            message = one.receive_json()
        assert message["code"] == "session-crashed"
        with pytest.raises(WebSocketDisconnect) as closed:
            one.receive_text()
        assert closed.value.code == 1011
        other.send_json(events(1, "still here"))
        assert other.receive_json()[0] == "echo"
        with connect(client) as again:
            assert greet(again, session=first)["session"] != first
    assert [session.closed for session in world.sessions][:1] == [True]


def test_a_full_server_says_so(serve: Serve) -> None:
    _, client = serve(max_sessions=1)
    with connect(client) as one:
        session = greet(one)["session"]
        with connect(client) as other:
            other.send_json(hello())
            assert ending(other) == ("too-many-sessions", 1013)
        # Its own browser is always let in.
        with connect(client) as again:
            assert greet(again, session=session)["session"] == session


def test_a_foreign_page_gets_no_websocket(serve: Serve) -> None:
    world, client = serve(allow_missing_origin=False)
    with (
        pytest.raises(WebSocketDenialResponse) as denied,
        connect(client, headers={"origin": "http://evil.example"}),
    ):
        pass
    assert denied.value.status_code == 403
    assert denied.value.json()["error"]["code"] == "origin-not-allowed"
    assert world.sessions == []
    with connect(client, headers={"origin": "http://testserver"}) as socket:
        assert greet(socket)["t"] == "welcome"
