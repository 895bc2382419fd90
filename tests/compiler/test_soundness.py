"""What generated programs do is within what the compiler says they may do.

``REACTFRAG_PROGRAMS`` says how many are tried: 500 when it is not set, 20,000 in a nightly run.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import CodeType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reactfrag.elements.container import main
from reactfrag.runtime import executor
from reactfrag.runtime.crew import Crew
from reactfrag.runtime.executor import execute
from reactfrag.runtime.loaded import Loaded
from reactfrag.runtime.monitor import Monitor
from reactfrag.runtime.page import Page, first_instance
from reactfrag.runtime.run import Run
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.state import State
from reactfrag.runtime.widgets import Callback
from reactfrag.runtime.workers import Workers
from reactfrag_compiler import compile_program
from reactfrag_compiler.emit import SHOW
from tests.compiler.generated import HEAD, HELPERS, program

PROGRAMS = int(os.environ.get("REACTFRAG_PROGRAMS", "500"))
SEED: dict[str, Any] = {"a": 1, "b": [1], "c": "a", "d": {"a": 1}, "row_1": 1, "row_2": 2}
DEEP = 400
"""Python frames; beyond, a fingerprint may fail for want of stack."""
CALLS = 40
"""Fragments called in one run; they call each other, some in loops."""


class Shallow(Monitor):
    def boundary(self, state: State, node: str) -> None:
        try:
            sys._getframe(DEEP)
        except ValueError:
            super().boundary(state, node)


class Bounded(Run):
    """A run in which fragments that call each other come to an end."""

    def call_fragment(self, definition: Any, args: Any, kwargs: Any, call: Any) -> Any:
        depth, around = 0, self.position.frame.around
        while around is not None:
            depth, around = depth + 1, around.around
        if depth > 3 or len(self.root.strand.settled) > CALLS:
            return None
        return super().call_fragment(definition, args, kwargs, call)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Where the scripts stand, beside a module of their own."""
    with tempfile.TemporaryDirectory(prefix="reactfrag-test-") as name:
        path = Path(name)
        (path / "helpers.py").write_text(HELPERS)
        sys.path.insert(0, name)
        logging.getLogger("reactfrag").disabled = True
        shown = executor._builtins.get(SHOW)
        executor.provide(SHOW, main.show)
        try:
            yield path
        finally:
            logging.getLogger("reactfrag").disabled = False
            if shown is not None:
                executor.provide(SHOW, shown)
            sys.path.remove(name)
            sys.modules.pop("helpers", None)


def misses(source: str, folder: Path) -> list[str]:
    """What a program does that the compiler does not foresee.

    The script runs, then its callbacks, then each fragment by itself.
    """
    program = compile_program(folder / "app.py", source=source)
    monitor = Shallow(program, thorough=True)
    page, loaded = Page(), Loaded(program)
    for key, value in json.loads(json.dumps(SEED)).items():
        page.state.set(key, value)
    instance = first_instance()
    page.instances[instance.id] = instance
    sys.modules.pop("helpers", None)
    vars(json).pop("kept", None)

    def run(instance: Any, callbacks: list[Callback]) -> None:
        run = Bounded(page, instance, Settings(memo=False), node_of=loaded.node_of, monitor=monitor)
        asyncio.run(_execute(run, program.code, callbacks))
        with contextlib.suppress(KeyError):
            page.commit(run, finished=True)
        run.close()

    run(instance, [])
    run(instance, [Callback(w) for w in page.widgets.values() if w.on_change is not None])
    for id in list(page.instances):
        if id in page.instances:
            run(page.instances[id], [])
    return sorted({f"{miss.node} {miss.mode} {miss.name!r}" for miss in monitor.misses})


async def _execute(run: Bounded, code: CodeType, callbacks: list[Callback]) -> None:
    workers = Workers()
    try:
        await execute(run, Crew(asyncio.get_running_loop(), workers), workers, code, callbacks, [])
    finally:
        workers.close()


def test_what_all_programs_share_runs(folder: Path, capsys: pytest.CaptureFixture[str]):
    logging.getLogger("reactfrag").disabled = False
    with contextlib.redirect_stderr(sys.stdout):
        assert misses(HEAD, folder) == []
    assert "Error" not in capsys.readouterr().out


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=PROGRAMS, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_nothing_is_missed(seed: int, folder: Path):
    source = program(Random(seed))
    assert misses(source, folder) == [], source
