"""What all tests share: their order, their event loop, hypothesis' settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from reactfrag.testing import AppTest
from tests.runtime import hooks

HERE = Path(__file__).parent
ORDER = ("compiler", "runtime", "elements", "server", "", "browser")
"""Fast first: what is wrong in the compiler should not be learned from the browser."""

# A step that never ends must be an error, but a busy machine is no reason for one.
AppTest.default_timeout = hooks.SECONDS

# How long an example takes says more about the machine than about the code.
settings.register_profile("reactfrag", deadline=None, print_blob=True)
settings.load_profile("reactfrag")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Asynchronous tests run on asyncio, as the server does."""
    return "asyncio"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the browser tests, before `-m` chooses, and put them last."""
    for item in items:
        if _room(item) == "browser":
            item.add_marker(pytest.mark.browser)
    if unsure := [item.nodeid for item in items if " at 0x" in item.nodeid]:
        raise pytest.UsageError(f"named otherwise in each process, so name them: {unsure}")
    items.sort(key=lambda item: ORDER.index(_room(item)))


def _room(item: pytest.Item) -> str:
    """The folder below ``tests`` that a test stands in."""
    parts = item.path.relative_to(HERE).parts
    return parts[0] if parts[0] in ORDER else ""
