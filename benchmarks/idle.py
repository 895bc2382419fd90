"""What sessions cost while nobody does anything."""

from __future__ import annotations

import time
from dataclasses import dataclass

from benchmarks import APPS, servers
from benchmarks.client import Client


@dataclass(frozen=True, slots=True)
class Idle:
    """Sessions that only wait."""

    sessions: int
    timers: int
    """In all sessions together."""
    core: float
    """The share of one core that the server used."""
    memory_a_session: float
    """Bytes."""


def watch(app: str, sessions: int, timers: int, seconds: float) -> Idle:
    """Load an app in so many sessions, wait, and see what the server did meanwhile.

    Parameters
    ----------
    timers
        How many fragments with a timer each session's page holds.
    """
    with servers.reactfrag(APPS / app) as server:
        with Client(server.port):
            before = server.memory()
        clients = [Client(server.port) for _ in range(sessions)]
        try:
            memory = server.memory()
            spent = server.processor_time()
            time.sleep(seconds)
            spent = server.processor_time() - spent
        finally:
            for client in clients:
                client.close()
    return Idle(sessions, timers * sessions, spent / seconds, (memory - before) / sessions)
