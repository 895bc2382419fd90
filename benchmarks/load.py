"""Many browsers clicking at once: events a second, latency, processor time, memory a session."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from benchmarks.servers import Server

KIBIBYTE = 1024


@dataclass(frozen=True, slots=True)
class Load:
    """What ``clients`` sessions clicking in a closed loop came to."""

    clients: int
    events_a_second: float
    p50: float
    """Seconds from click to patch."""
    p99: float
    processor_an_event: float
    """Seconds of the server's processor time."""
    memory_a_session: float
    """Bytes that the server grew by, for each session."""


def drive(server: Server, clients: int, seconds: float, *, python: str = sys.executable,
          module: str = "benchmarks.clicking") -> Load:  # fmt: skip
    """Click with so many clients, from another process, for so long.

    Parameters
    ----------
    python, module
        What speaks the server's protocol: it is given the port, the number of clients and the
        seconds, says ``ready`` when all pages are loaded, begins when it reads a line, and
        then prints the latencies in seconds as a JSON list.
    """
    before = server.memory()
    driver = subprocess.Popen(
        [python, "-m", module, str(server.port), str(clients), str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert driver.stdin is not None
    assert driver.stdout is not None
    if driver.stdout.readline().strip() != "ready":
        raise RuntimeError("the clients could not connect")
    memory = server.memory()
    spent = server.processor_time()
    driver.stdin.write("go\n")
    driver.stdin.flush()
    latencies: list[float] = json.loads(driver.stdout.readline())
    spent = server.processor_time() - spent
    driver.stdin.write("end\n")
    driver.stdin.flush()
    driver.wait()
    latencies.sort()
    return Load(
        clients,
        len(latencies) / seconds,
        latencies[len(latencies) // 2],
        latencies[len(latencies) * 99 // 100],
        spent / len(latencies),
        (memory - before) / clients,
    )
