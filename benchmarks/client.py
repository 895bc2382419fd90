"""A browser's side of the wire, as little of it as clicking buttons takes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from benchmarks.wire import WebSocket

PATH = "/_reactfrag/ws"


class Client:
    """One session of a served app, its page loaded.

    Parameters
    ----------
    port
        Where the app is served on the loopback address.
    """

    def __init__(self, port: int) -> None:
        self._socket = WebSocket(port, PATH)
        self._sent = 0
        self.seen = 0
        self.received = 0
        """Bytes of all frames so far."""
        self.buttons: dict[str, int] = {}
        """The id of each button by its label."""
        self._socket.send('{"t":"hello","version":1}')
        for patch in self._patches():
            if not patch.get("running"):
                break

    def click(self, label: str) -> None:
        """Click a button and read patches until the page says that it has been answered."""
        self._sent += 1
        self._socket.send(
            f'{{"t":"events","n":{self._sent},"changes":[{{"id":{self.buttons[label]},'
            f'"value":true}}],"seen":{self.seen}}}'
        )
        for patch in self._patches():
            if patch.get("answers", 0) >= self._sent and not patch.get("running"):
                return

    def close(self) -> None:
        self._socket.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _patches(self) -> Iterator[dict[str, Any]]:
        while True:
            frame = self._socket.receive()
            self.received += len(frame)
            if not frame.startswith(b'{"t":"patch"'):
                continue
            patch = json.loads(frame)
            self.seen = patch["n"]
            for op in patch.get("ops", ()):
                if op[0] == "reset":
                    self._learn(op[1])
                elif op[0] == "ins":
                    self._learn(op[3])
            yield patch

    def _learn(self, node: list[Any]) -> None:
        id, kind, props, children = node
        if kind == "button":
            self.buttons[props["label"]] = id
        for child in children or ():
            self._learn(child)
