"""Round trip of a fragment rerun, beside a bare websocket echo in the same run.

``python benchmarks/round_trip.py``: frame out to patch in, on loopback.  The
rounds are interleaved, so that a noisy machine is noisy for all of them.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from wire import WebSocket

HERE = Path(__file__).parent
BATCH = 100


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30, help=f"rounds of {BATCH} round trips")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    servers = [
        subprocess.Popen(
            [sys.executable, str(HERE / "echo.py")], stdout=subprocess.PIPE, text=True
        ),
        subprocess.Popen(
            [sys.executable, "-m", "reactfrag_server", "serve", str(HERE / "apps" / "counter.py"),
             "--headless", "--no-reload", "--port", "0"],
            stdout=subprocess.PIPE,
            text=True,
        ),
    ]  # fmt: skip
    try:
        figures = measure(_port(servers[0]), _port(servers[1]), options.rounds)
    finally:
        for server in servers:
            server.terminate()
            server.wait()
    if options.json:
        print(json.dumps(figures))
        return
    echo = figures["echo"]["median"]
    print(f"{'':24}{'median µs':>10}{'p95 µs':>10}{'ratio':>8}")
    for name, figure in figures.items():
        ratio = figure["median"] / echo
        print(f"{name:24}{figure['median']:10.0f}{figure['p95']:10.0f}{ratio:8.2f}")


def measure(echo_port: int, app_port: int, rounds: int) -> dict[str, dict[str, float]]:
    """Return median and 95th percentile in µs by name."""
    with (
        WebSocket(echo_port, "/echo") as echo,
        WebSocket(echo_port, "/hop") as hop,
        WebSocket(app_port, "/_reactfrag/ws") as app,
    ):
        buttons = _load(app)
        sent = 0

        def bounce(socket: WebSocket) -> Callable[[], None]:
            def go() -> None:
                socket.send('{"t":"events","n":1,"changes":[{"id":12,"value":true}],"seen":1}')
                socket.receive()

            return go

        def click(label: str) -> Callable[[], None]:
            button = buttons[label]

            def go() -> None:
                nonlocal sent
                sent += 1
                app.send(
                    f'{{"t":"events","n":{sent},"changes":[{{"id":{button},"value":true}}],'
                    f'"seen":{sent + 1}}}'
                )
                app.receive()

            return go

        kinds = {
            "echo": bounce(echo),
            "echo with a thread hop": bounce(hop),
            "fragment rerun": click("Count"),
            "full rerun": click("All"),
        }
        times: dict[str, list[float]] = {name: [] for name in kinds}
        for go in kinds.values():
            _time(go)
        for _ in range(rounds):
            for name, go in kinds.items():
                times[name].extend(_time(go))
    return {
        name: {
            "median": statistics.median(values) * 1e6,
            "p95": statistics.quantiles(values, n=20)[-1] * 1e6,
        }
        for name, values in times.items()
    }


def _time(go: Callable[[], None]) -> list[float]:
    times = []
    for _ in range(BATCH):
        begun = perf_counter()
        go()
        times.append(perf_counter() - begun)
    return times


def _load(app: WebSocket) -> dict[str, int]:
    """Say hello and read patches until the page is there; return the buttons' ids by label."""
    app.send('{"t":"hello","version":1}')
    buttons: dict[str, int] = {}

    def collect(node: list) -> None:  # type: ignore[type-arg]
        id, kind, props, children = node
        if kind == "button":
            buttons[props["label"]] = id
        for child in children or ():
            collect(child)

    while True:
        message = app.receive_message()
        if message["t"] != "patch":
            continue
        for op in message["ops"]:
            if op[0] == "reset":
                collect(op[1])
            elif op[0] == "ins":
                collect(op[3])
        if not message.get("running"):
            return buttons


def _port(server: subprocess.Popen[str]) -> int:
    assert server.stdout is not None
    for line in server.stdout:
        found = re.search(r"(?:127\.0\.0\.1:|^)(\d+)", line)
        if found:
            return int(found[1])
    raise SystemExit("a server did not start")


if __name__ == "__main__":
    main()
