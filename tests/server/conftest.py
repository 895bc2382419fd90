"""Fixtures of the server's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.server.doubles import World, make_world


@pytest.fixture
def anyio_backend() -> str:
    # uvicorn runs on asyncio alone.
    return "asyncio"


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
