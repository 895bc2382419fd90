"""What the tests of elements share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reactfrag.elements.container import main
from reactfrag.runtime import context, executor
from reactfrag_compiler.emit import SHOW
from tests.elements.drawing import Drawing


@pytest.fixture
def drawing() -> Iterator[Drawing]:
    found = Drawing()
    token = context.activate(found.run)
    yield found
    context.deactivate(token)


@pytest.fixture(autouse=True)
def shown_by_the_public_api(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests of the process may have put a stand-in of their own there."""
    monkeypatch.setitem(executor._builtins, SHOW, main.show)
