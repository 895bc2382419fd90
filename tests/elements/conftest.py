"""What the tests of elements share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.elements.drawing import Drawing

from reactfrag.runtime import context


@pytest.fixture
def drawing() -> Iterator[Drawing]:
    found = Drawing()
    token = context.activate(found.run)
    yield found
    context.deactivate(token)
