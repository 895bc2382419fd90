"""What the tests of ``reactfrag.testing`` share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reactfrag.testing import AppTest

Load = Callable[[str], AppTest]


@pytest.fixture
def app() -> Load:
    """Load an app; none is ever closed, as tests do that know no better."""

    def load(source: str) -> AppTest:
        return AppTest.from_string("import reactfrag as rf\nstate = rf.session_state\n" + source)

    return load
