"""The websocket alone: a fragment's rerun beside a bare echo, frame out to patch in."""

from __future__ import annotations

import sys
from collections.abc import Callable

from benchmarks import APPS, servers
from benchmarks.client import Client
from benchmarks.measure import Figure, interleave
from benchmarks.wire import WebSocket

BATCH = 100
CLICK = '{"t":"events","n":1,"changes":[{"id":12,"value":true}],"seen":1}'


def measure(scale: float = 1.0) -> dict[str, Figure]:
    """Seconds of each kind of round trip, by name."""
    port = servers.free_port()
    floor = servers.Server([sys.executable, "-m", "benchmarks.floor", str(port)], port)
    with floor, servers.reactfrag(APPS / "counter.py") as app:
        floor.wait_until_up()
        with (
            WebSocket(port, "/echo") as echo,
            WebSocket(port, "/hop") as hop,
            Client(app.port) as client,
        ):
            times = interleave(
                {
                    "echo": _bounce(echo),
                    "echo with a thread hop": _bounce(hop),
                    "fragment rerun": lambda: client.click("Change"),
                    "full rerun": lambda: client.click("Full"),
                },
                rounds=max(3, round(30 * scale)),
                batch=BATCH,
            )
    return {name: Figure.of(values) for name, values in times.items()}


def _bounce(socket: WebSocket) -> Callable[[], None]:
    def go() -> None:
        socket.send(CLICK)
        socket.receive()

    return go
