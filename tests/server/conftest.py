"""Fixtures of the server's tests."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.server.doubles import World, make_world

PATIENCE = 120
"""Seconds after which a test that still waits has failed."""


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    """Make a wait for something that never comes a failure, not a hang."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def give_up(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"still waiting after {PATIENCE} s")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path)


@pytest.fixture
def client(world: World) -> Iterator[TestClient]:
    with TestClient(world.app) as client:
        yield client


Serve = Callable[..., tuple[World, TestClient]]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start a world with settings of the test's own."""
    with ExitStack() as stack:

        def start(**settings: Any) -> tuple[World, TestClient]:
            world = make_world(tmp_path, **settings)
            return world, stack.enter_context(TestClient(world.app))

        yield start
