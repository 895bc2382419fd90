"""The clients of the load test: ``python -m benchmarks.clicking PORT CLIENTS SECONDS [LABEL]``.

Prints ``ready`` when every page is loaded; after a line on its input, clicks for so
many seconds, prints the latencies as JSON, and keeps the sessions until another line.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import sys
from time import perf_counter
from typing import Any

PATH = "/_reactfrag/ws"


class Client:
    """One session, on the event loop."""

    def __init__(self) -> None:
        self._sent = 0
        self._seen = 0
        self._button = 0

    async def open(self, port: int, label: str) -> None:
        """Connect and load the page."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", port)
        key = base64.b64encode(os.urandom(16)).decode()
        host = f"127.0.0.1:{port}"
        self._writer.write(
            f"GET {PATH} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        await self._reader.readuntil(b"\r\n\r\n")
        self._send(b'{"t":"hello","version":1}')
        while True:
            patch = await self._patch()
            self._find(patch, label)
            if not patch.get("running"):
                return

    async def click(self) -> None:
        """Click and wait for the answer."""
        self._sent += 1
        self._send(
            b'{"t":"events","n":%d,"changes":[{"id":%d,"value":true}],"seen":%d}'
            % (self._sent, self._button, self._seen)
        )
        while True:
            patch = await self._patch()
            if patch.get("answers", 0) >= self._sent and not patch.get("running"):
                return

    def close(self) -> None:
        self._writer.close()

    def _send(self, data: bytes) -> None:
        length = len(data)
        head = (
            bytes((0x81, 0x80 | length))
            if length < 126
            else bytes((0x81, 0xFE)) + length.to_bytes(2, "big")
        )
        self._writer.write(head + b"\0\0\0\0" + data)

    async def _patch(self) -> dict[str, Any]:
        while True:
            _, length = await self._reader.readexactly(2)
            if length == 126:
                length = int.from_bytes(await self._reader.readexactly(2), "big")
            elif length == 127:
                length = int.from_bytes(await self._reader.readexactly(8), "big")
            data = await self._reader.readexactly(length)
            if data.startswith(b'{"t":"patch"'):
                patch: dict[str, Any] = json.loads(data)
                self._seen = patch["n"]
                return patch

    def _find(self, patch: dict[str, Any], label: str) -> None:
        pending = [op[1] if op[0] == "reset" else op[3] for op in patch.get("ops", ())
                   if op[0] in ("reset", "ins")]  # fmt: skip
        while pending:
            id, kind, props, children = pending.pop()
            if kind == "button" and props["label"] == label:
                self._button = id
            pending.extend(children or ())


async def main(port: int, clients: int, seconds: float, label: str) -> None:
    sessions = [Client() for _ in range(clients)]
    for session in sessions:
        await session.open(port, label)
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    until = perf_counter() + seconds
    latencies: list[float] = []

    async def go(session: Client) -> None:
        while (begun := perf_counter()) < until:
            await session.click()
            latencies.append(perf_counter() - begun)

    await asyncio.gather(*map(go, sessions))
    print(json.dumps(latencies), flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    for session in sessions:
        session.close()


if __name__ == "__main__":
    asyncio.run(
        main(
            int(sys.argv[1]),
            int(sys.argv[2]),
            float(sys.argv[3]),
            sys.argv[4] if len(sys.argv) > 4 else "Change",
        )
    )
