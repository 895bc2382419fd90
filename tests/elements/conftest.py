"""What the tests of elements share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reactfrag.runtime import context
from tests.elements.drawing import Drawing


@pytest.fixture
def drawing() -> Iterator[Drawing]:
    found = Drawing()
    token = context.activate(found.run)
    yield found
    context.deactivate(token)
