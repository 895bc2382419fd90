"""A browser as far as the wire goes: applies patches, clicks, types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.testclient import WebSocketTestSession

from tests.server.doubles import hello


class Tab:
    """One page: what it shows, and the websocket behind it."""

    def __init__(self) -> None:
        self.nodes: dict[int, dict[str, Any]] = {}
        self.welcome: dict[str, Any] = {}
        self.errors: list[dict[str, Any]] = []
        self.touched: set[int] = set()
        """Ids named by the operations since it was last cleared."""
        self.failed = False
        self.running = False
        self.seen = 0
        self.answered = 0
        self.sent = 0
        self._socket: WebSocketTestSession | None = None

    def join(self, socket: WebSocketTestSession) -> None:
        """Say hello on a new connection, in the session of the last one."""
        self._socket = socket
        session = self.welcome.get("session")
        socket.send_json(hello(session=session, seen=self.seen))
        self.welcome = socket.receive_json()

    def until(self, condition: Callable[[], bool]) -> None:
        """Take what comes until the condition holds."""
        while not condition():
            self.receive()

    def settle(self) -> None:
        """Take patches until the page is there and every event answered."""
        self.until(lambda: not self.running and bool(self.nodes) and self.answered >= self.sent)

    def receive(self) -> dict[str, Any]:
        assert self._socket is not None
        message: dict[str, Any] = self._socket.receive_json()
        if message["t"] == "error":
            self.errors.append(message)
            self.answered = max(self.answered, message.get("answers", 0))
            return message
        assert message["t"] == "patch"
        self.seen = message["n"]
        self.answered = max(self.answered, message["answers"])
        self.running = message.get("running", False)
        self.failed = message.get("failed", False)
        for op in message["ops"]:
            self._apply(op)
        return message

    def change(self, id: int, value: Any) -> None:
        assert self._socket is not None
        self.sent += 1
        changes = [{"id": id, "value": value}]
        self._socket.send_json({"t": "events", "n": self.sent, "changes": changes})

    def click(self, label: str) -> None:
        self.change(self.find("button", label=label), True)
        self.settle()

    def find(self, kind: str, **props: Any) -> int:
        found = [
            id
            for id, node in self.nodes.items()
            if node["kind"] == kind and props.items() <= node["props"].items()
        ]
        assert len(found) == 1, (kind, props, self.texts())
        return found[0]

    def texts(self) -> list[str]:
        """The bodies of the texts and exceptions, in page order."""
        return [
            node["props"].get("body") or node["props"]["message"]
            for node in self._walk(0)
            if node["kind"] in ("text", "exception")
        ]

    def _walk(self, id: int) -> list[dict[str, Any]]:
        node = self.nodes[id]
        return [node, *(below for child in node["children"] for below in self._walk(child))]

    def _adopt(self, node: list[Any]) -> int:
        id, kind, props, children = node
        self.touched.add(id)
        below = [self._adopt(child) for child in children or ()]
        self.nodes[id] = {"kind": kind, "props": props, "children": below}
        return int(id)

    def _apply(self, op: list[Any]) -> None:
        match op:
            case ["reset", root]:
                self.nodes.clear()
                self._adopt(root)
            case ["ins", parent, index, node]:
                self.nodes[parent]["children"].insert(index, self._adopt(node))
            case ["del", parent, id]:
                self.nodes[parent]["children"].remove(id)
            case ["mov", parent, id, index]:
                children = self.nodes[parent]["children"]
                children.remove(id)
                children.insert(index, id)
            case ["set", id, fields]:
                self.touched.add(id)
                self.nodes[id]["props"].update(fields)
            case ["app", id, field, text]:
                self.touched.add(id)
                self.nodes[id]["props"][field] += text
            case _:
                raise AssertionError(op)
