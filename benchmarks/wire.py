"""A websocket client that costs next to nothing, so that the server is what is measured.

Blocking, one connection, no extensions, no fragmented frames (RFC 6455).
"""

from __future__ import annotations

import base64
import json
import os
import socket
from types import TracebackType
from typing import Any

_TEXT = 0x1


class WebSocket:
    """A connection to ``ws://127.0.0.1:<port><path>``."""

    def __init__(self, port: int, path: str, *, timeout: float = 30) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = b""
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self._buffer:
            self._buffer += self._socket.recv(4096)
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            raise ConnectionError(head.decode(errors="replace"))

    def send(self, text: str) -> None:
        """Send one text frame."""
        data = text.encode()
        length = len(data)
        if length < 126:
            head = bytes((0x80 | _TEXT, 0x80 | length))
        elif length < 65_536:
            head = bytes((0x80 | _TEXT, 0x80 | 126)) + length.to_bytes(2, "big")
        else:
            head = bytes((0x80 | _TEXT, 0x80 | 127)) + length.to_bytes(8, "big")
        # A mask of zeros leaves the data as it is; servers must take any.
        self._socket.sendall(head + b"\0\0\0\0" + data)

    def receive(self) -> bytes:
        """Wait for one frame with data and return that."""
        while True:
            first, second = self._read(2)
            length = second & 0x7F
            if length == 126:
                length = int.from_bytes(self._read(2), "big")
            elif length == 127:
                length = int.from_bytes(self._read(8), "big")
            data = self._read(length)
            opcode = first & 0x0F
            if opcode == 0x8:
                raise ConnectionError(f"the server closed: {data!r}")
            if opcode in (0x1, 0x2):
                return data

    def receive_message(self) -> Any:
        """Wait for one text frame and return the JSON in it."""
        return json.loads(self.receive())

    def close(self) -> None:
        self._socket.close()

    def __enter__(self) -> WebSocket:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _read(self, length: int) -> bytes:
        while len(self._buffer) < length:
            chunk = self._socket.recv(65_536)
            if not chunk:
                raise ConnectionError("the server is gone")
            self._buffer += chunk
        data, self._buffer = self._buffer[:length], self._buffer[length:]
        return data
