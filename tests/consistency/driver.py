"""Drives the real thing through the same events, and compares."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from reactfrag.protocol import Change, Events
from reactfrag.runtime.settings import Settings
from reactfrag.testing import AppTest, MirrorNode
from reactfrag.testing.world import World
from reactfrag_compiler import Program, compile_program
from tests.consistency.oracle import Oracle, arriving, raw_value
from tests.consistency.printing import print_script, reproduction
from tests.consistency.syntax import (
    Advance,
    Burst,
    Case,
    Event,
    FullRun,
    Jump,
    Outside,
    Reconnect,
    Reload,
    Script,
    Touch,
)


class Inconsistent(AssertionError):
    """The app is not as the oracle says; shows a script to run."""

    def __init__(self, case: Case, events: Sequence[Event], difference: str) -> None:
        super().__init__(f"{difference}\n\n{reproduction(case.script, events, memo=case.memo)}")


class Driver(AppTest):
    """Takes the events of :mod:`tests.consistency.syntax`."""

    def step(self, event: Event) -> tuple[list[str], list[str]]:
        """Do ``event``; return what ran, and what did not settle."""
        match event:
            case Touch():
                self.touch(event)
            case Burst(touches):
                self.touch(*touches)
            case FullRun():
                self.run()
            case Advance(seconds):
                ran: list[str] = []
                unsettled: list[str] = []
                for _ in range(seconds):
                    self.jump(1)
                    ran += self.reran
                    unsettled += self.unsettled
                return ran, unsettled
            case Jump(seconds):
                self.jump(seconds)
            case Reload():
                program = self.session.scheduler.program
                assert program is not None
                self.replace(program)
            case Reconnect(fresh):
                if fresh:
                    self.mirror.nodes.clear()
                self.reconnect(0 if fresh else None)
            case Outside(key, value):
                self.set_state(key, value)
        return self.reran, self.unsettled

    def touch(self, *touches: Touch) -> None:
        """Send all ``touches`` before the session looks at the first."""
        widgets = self.session.page.widgets
        found = [node for node in self.mirror.root.walk() if node.id in widgets]
        events: list[Events] = []
        if found:
            nodes = [found[touch.pick % len(found)] for touch in touches]
            for n in arriving([node.kind for node in nodes]):
                value = raw_value(nodes[n].kind, touches[n].value)
                self._event += 1
                self.mirror.touch(nodes[n].id, value)
                events.append(Events(n=self._event, changes=[Change(id=nodes[n].id, value=value)]))
        self._portal.call(self._post_all, events)
        self.wait()

    @property
    def unsettled(self) -> list[str]:
        return [name for record in self.passes for name in record.unsettled]

    async def _post_all(self, events: list[Events]) -> None:
        for event in events:
            self._session.post(event)


@contextmanager
def started(script: Script, *, memo: bool = False) -> Iterator[Driver]:
    """Start ``script`` with the page not yet loaded.

    ``memo``: let fragments be skipped.
    """
    with Driver(compiled(print_script(script)), world=World(Settings(memo=memo))) as driver:
        yield driver


@lru_cache(maxsize=1)
def compiled(text: str) -> Program:
    """Return the program of a script, which the same script is started with once more."""
    with tempfile.TemporaryDirectory(prefix="reactfrag-test-") as folder:
        path = Path(folder, "app.py")
        path.write_text(text, encoding="utf-8")
        return compile_program(path)


def view(node: MirrorNode) -> tuple[Any, ...]:
    """Return what a user sees of ``node``, as the oracle puts it."""
    props: Any = node.props
    content: tuple[Any, ...] = ()
    match node.kind:
        case "text":
            content = (props.body,)
        case "button":
            content = (props.label,)
        case "checkbox" | "number_input" | "text_input":
            content = (props.label, props.value)
        case "exception":
            content = (props.type,)
        case "fragment":
            content = (props.name,)
    if node.children is None:
        return (node.kind, *content)
    return (node.kind, *content, [view(child) for child in node.children])


def check(case: Case) -> None:
    """Raise :class:`Inconsistent` where ``case`` differs from the oracle.

    Without skipping the same has to run, in the same order; with it, nothing may run that
    the oracle does not run.
    """
    script, events, memo = case.script, case.events, case.memo
    oracle = Oracle(script)
    with started(script, memo=memo) as driver:
        driver.run()
        done: list[Event] = []
        ran, unsettled = driver.reran, driver.unsettled
        for event in [None, *events]:
            if event is not None:
                done.append(event)
                oracle.step(event)
                try:
                    ran, unsettled = driver.step(event)
                except (AssertionError, TimeoutError) as error:
                    raise Inconsistent(case, done, f"{type(error).__name__}: {error}") from error
            compared: list[tuple[str, object, object]] = [
                ("the page", view(driver.mirror.root), oracle.page),
                ("the state", dict(driver.session_state), oracle.state),
                ("timers", len(driver.session.wheel), len(oracle.timers)),
            ]
            if memo:
                compared.append(("runs too many", list(excess(ran, oracle.ran)), []))
            else:
                compared.append(("what ran", ran, oracle.ran))
                compared.append(("unsettled", set(unsettled), set(oracle.unsettled)))
            for what, is_so, should_be in compared:
                if repr_of(is_so) != repr_of(should_be):
                    raise Inconsistent(
                        case, done, f"{what} is\n  {is_so}\nand should be\n  {should_be}"
                    )


def excess(ran: Sequence[str], allowed: Sequence[str]) -> Iterator[str]:
    """Iterate over what is in ``ran`` and not, in this order, in ``allowed``."""
    rest = iter(allowed)
    for name in ran:
        if name not in rest:
            yield name


def repr_of(value: object) -> str:
    """Tell values apart by type as well, but not states by the order of their keys."""
    if isinstance(value, dict):
        return repr(sorted(value.items()))
    return repr(value)
