from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from reactfrag.elements.container import main
from reactfrag.runtime import executor
from reactfrag.testing import AppTest
from reactfrag_compiler import api, modules
from reactfrag_compiler.emit import SHOW
from tests.runtime import hooks

_HERE = str(Path(__file__).parent)

_PRELUDE = "import tiny as rf\nfrom tiny import fragment, within\nstate = rf.session_state\n"


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], AppTest]]:
    """Load an app written with the tiny API of this folder."""
    monkeypatch.syspath_prepend(_HERE)
    for module in (api, modules):
        # The compiler is to know it as the API that it stands for.
        monkeypatch.setattr(module, "PACKAGES", api.PACKAGES | {"tiny"})
    with ExitStack() as stack:

        def load(source: str) -> AppTest:
            test = AppTest.from_string(_PRELUDE + textwrap.dedent(source))
            return stack.enter_context(test).run()

        yield load
    sys.modules.pop("tiny", None)


_REAL = """\
import reactfrag as rf
from reactfrag import fragment
from tests.runtime import hooks
state = rf.session_state
"""


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], AppTest]]:
    """Load an app written with the real API, which the compiler sees through, and with hooks."""
    monkeypatch.setattr(hooks, "pause", hooks.Pause())
    monkeypatch.setattr(hooks, "meet", hooks.Meeting())
    monkeypatch.setattr(hooks, "gate", hooks.Gate())
    monkeypatch.setattr(hooks, "notes", {})
    monkeypatch.setitem(executor._builtins, SHOW, main.show)
    with ExitStack() as stack:

        def load(source: str) -> AppTest:
            test = AppTest.from_string(_REAL + textwrap.dedent(source))
            return stack.enter_context(test).run()

        yield load
