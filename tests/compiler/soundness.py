"""Runs generated programs and says what they did that the compiler did not foresee.

``python -m tests.compiler.soundness FIRST LAST`` tries the programs of these seeds, the last
one left out, and prints each miss. Ranges may be shared out among processes.

What a program holds may double with each statement. One that has grown beyond ``MAX_WEIGHT``
calls no more fragments and is not run again; what it did until then is held against what
was foreseen all the same. One that runs out of ``MAX_MEMORY`` in the middle gets a
``MemoryError``, like any other exception of its own. Both are counted as cut short.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import CodeType
from typing import Any

from reactfrag.elements.container import main as page_main
from reactfrag.runtime import executor
from reactfrag.runtime.clock import LoopClock
from reactfrag.runtime.crew import Crew
from reactfrag.runtime.executor import execute
from reactfrag.runtime.loaded import Loaded
from reactfrag.runtime.monitor import Monitor
from reactfrag.runtime.page import Page, first_instance
from reactfrag.runtime.progress import Progress
from reactfrag.runtime.run import Run
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.state import State
from reactfrag.runtime.widgets import Callback
from reactfrag.runtime.workers import Workers
from reactfrag_compiler import compile_program
from reactfrag_compiler.emit import SHOW
from tests.compiler.generated import HELPERS, program

SEED: dict[str, Any] = {"a": 1, "b": [1], "c": "a", "d": {"a": 1}, "row_1": 1, "row_2": 2}
DEEP = 400
"""Python frames; beyond, a fingerprint may fail for want of stack."""
CALLS = 40
"""Fragments called in one run; they call each other, some in loops."""
MAX_WEIGHT = 20_000
"""Items and characters that the state may hold, shared ones counted wherever they stand."""
MAX_MEMORY = 1 << 30
"""Bytes that one program may take beyond what the process has before it."""
NESTED = 100
"""Containers in each other; what is deeper counts as too large."""


@dataclass
class Outcome:
    """What running one program showed."""

    misses: list[str] = field(default_factory=list)
    cut: bool = False
    """Whether it grew too large to be run to its end."""


class Shallow(Monitor):
    """Looks at the state wherever there is stack enough for it, and weighs it."""

    overgrown = False

    def boundary(self, state: State, node: str) -> None:
        try:
            sys._getframe(DEEP)
        except ValueError:
            super().boundary(state, node)
            self.overgrown = self.overgrown or weight(state.snapshot()) > MAX_WEIGHT


def weight(value: Any) -> int:
    """How much a value holds: items and characters, at any depth, those of shared parts each time.

    Cycles are gone through once. Beyond ``MAX_WEIGHT`` it is not exact.
    """
    return _weigh(value, {}, 0)


def _weigh(value: Any, known: dict[int, int], depth: int) -> int:
    if isinstance(value, (str, bytes)):
        return 1 + len(value)
    parts: Any = getattr(value, "__dict__", None)
    if isinstance(value, dict):
        parts = [*value, *value.values()]
    elif isinstance(value, (list, tuple, set, frozenset)):
        parts = value
    elif isinstance(parts, dict) and not isinstance(value, type):
        parts = parts.values()
    else:
        return 1
    if depth > NESTED or len(parts) > MAX_WEIGHT:
        return MAX_WEIGHT + 1
    if id(value) not in known:
        known[id(value)] = 1
        known[id(value)] += sum(_weigh(part, known, depth + 1) for part in list(parts))
    return known[id(value)]


class Bounded(Run):
    """A run in which fragments that call each other come to an end."""

    def call_fragment(self, definition: Any, args: Any, kwargs: Any, call: Any) -> Any:
        depth, around = 0, self.position.frame.around
        while around is not None:
            depth, around = depth + 1, around.around
        if depth > 3 or len(self.root.strand.settled) > CALLS:
            return None
        assert isinstance(self.monitor, Shallow)
        return (
            None
            if self.monitor.overgrown
            else super().call_fragment(definition, args, kwargs, call)
        )


@contextlib.contextmanager
def workshop() -> Iterator[Path]:
    """Where the scripts stand, beside a module of their own."""
    with tempfile.TemporaryDirectory(prefix="reactfrag-test-") as name:
        path = Path(name)
        (path / "helpers.py").write_text(HELPERS)
        sys.path.insert(0, name)
        logging.getLogger("reactfrag").disabled = True
        shown = executor._builtins.get(SHOW)
        executor.provide(SHOW, page_main.show)
        try:
            yield path
        finally:
            logging.getLogger("reactfrag").disabled = False
            if shown is not None:
                executor.provide(SHOW, shown)
            sys.path.remove(name)
            sys.modules.pop("helpers", None)


@contextlib.contextmanager
def _bounded_memory() -> Iterator[None]:
    """Keep the process from taking more than ``MAX_MEMORY`` beyond what it has."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + MAX_MEMORY, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def outcome_of(source: str, folder: Path) -> Outcome:
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

    out_of_memory = False
    with _bounded_memory():
        try:
            run(instance, [])
            if not monitor.overgrown:
                changed = [w for w in page.widgets.values() if w.on_change is not None]
                run(instance, [Callback(widget) for widget in changed])
            for id in list(page.instances):
                if id in page.instances and not monitor.overgrown:
                    run(page.instances[id], [])
        except MemoryError:
            out_of_memory = True
    found = sorted({f"{miss.node} {miss.mode} {miss.name!r}" for miss in monitor.misses})
    return Outcome(found, out_of_memory or monitor.overgrown)


async def _execute(run: Bounded, code: CodeType, callbacks: list[Callback]) -> None:
    workers = Workers()
    try:
        crew = Crew(asyncio.get_running_loop(), workers)
        unseen = Progress(LoopClock(), run.settings, lambda: None)
        await execute(run, crew, workers, code, callbacks, [], unseen)
    finally:
        workers.close()


def main(first: int, last: int) -> int:
    """Try a range of seeds; the number of programs with misses."""
    warnings.simplefilter("ignore")
    wrong = cut = 0
    began = time.monotonic()
    with workshop() as folder:
        for seed in range(first, last):
            outcome = outcome_of(program(Random(seed)), folder)
            cut += outcome.cut
            if outcome.misses:
                wrong += 1
                print(f"seed {seed}: {', '.join(outcome.misses)}", flush=True)
            done = seed + 1 - first
            if done % 250 == 0 or seed + 1 == last:
                pace = done / (time.monotonic() - began)
                print(
                    f"{done} programs from seed {first}: {wrong} with misses, "
                    f"{cut} cut short, {pace:.1f} a second",
                    flush=True,
                )
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main(int(sys.argv[1]), int(sys.argv[2]))))
