"""Where the time of a rerun goes, layer by layer, each measured by itself in this process."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

import anyio
import msgspec

from benchmarks import APPS
from benchmarks.measure import Figure, interleave
from reactfrag.protocol import Change, Events
from reactfrag.protocol.props import Main, Text
from reactfrag.runtime.diff import diff
from reactfrag.runtime.plan import Candidate, plan
from reactfrag.runtime.session import Session
from reactfrag.runtime.tree import Element
from reactfrag_compiler import compile_program

BATCH = 100


def measure(scale: float = 1.0) -> dict[str, Figure]:
    """Seconds of each layer, by name."""
    rounds = max(3, round(20 * scale))
    steps: dict[str, Callable[[], object]] = {
        "plan: 1 stale of 1,000": _plan(1),
        "plan: 20 stale of 1,000": _plan(20),
        "diff: nothing of 1,000 elements changed": _diff(0),
        "diff: 10 of 1,000 elements changed": _diff(10),
        "encode: a patch of 10 changes": _encode(),
    }
    times = interleave(steps, rounds=rounds, batch=BATCH)
    figures = {name: Figure.of(values) for name, values in times.items()}
    for app in ("counter.py", "dashboard.py"):
        source = (APPS / app).read_text(encoding="utf-8")
        steps = {
            f"parse and compile {app}, Python alone": _python(source),
            f"compile {app}": _compiler(APPS / app),
        }
        times = interleave(steps, rounds=rounds, batch=1)
        figures |= {name: Figure.of(values) for name, values in times.items()}
    figures |= anyio.run(_runs, rounds, backend_options={"use_uvloop": True})
    return figures


def _python(source: str) -> Callable[[], object]:
    return lambda: (ast.parse(source), compile(source, "app.py", "exec"))


def _compiler(app: Path) -> Callable[[], object]:
    return lambda: compile_program(app)


def _plan(stale: int) -> Callable[[], object]:
    candidates = [Candidate(number, f"f{number}", (), (0, number)) for number in range(stale)]
    rank = {f"f{number}": number for number in range(1000)}
    ran: Mapping[int, int] = {}
    return lambda: plan(candidates, ran, rank)


def _elements(texts: int, changed: int) -> dict[int, Element]:
    children = tuple(range(100, 100 + texts))
    page = {1: Element(id=1, parent=1, ident=1, props=Main(), children=children)}
    for number in children:
        body = f"text {number}" + (" new" if number < 100 + changed else "")
        page[number] = Element(id=number, parent=1, ident=number, props=Text(body=body))
    return page


def _diff(changed: int) -> Callable[[], object]:
    before, after = _elements(1000, 0), _elements(1000, changed)
    return lambda: diff(before, after, (1,))


def _encode() -> Callable[[], object]:
    encoder = msgspec.json.Encoder()
    ops = list(diff(_elements(1000, 0), _elements(1000, 10), (1,)))
    return lambda: encoder.encode(ops)


async def _runs(rounds: int) -> dict[str, Figure]:
    """Reruns driven in this process: everything but the websocket."""
    session = Session(compile_program(APPS / "counter.py"), "bench")
    figures: dict[str, Figure] = {}
    session.outbox.attach(0)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(session.run)
        await session.scheduler.settled()
        session.outbox.take()
        numbers = iter(range(1, 10**9))
        for label, name in (("Change", "fragment"), ("Full", "full")):
            button = next(
                widget.id for widget in session.page.widgets.values() if widget.label == label
            )
            times: list[float] = []
            for _ in range(rounds * BATCH):
                times += [await _click(session, button, next(numbers))]
            figures[f"a {name} rerun, no websocket"] = Figure.of(times[BATCH:])
        tasks.cancel_scope.cancel()
    return figures


async def _click(session: Session, button: int, number: int) -> float:
    event = Events(n=number, changes=[Change(id=button, value=True)], seen=number + 1)

    begun = perf_counter()
    session.post(event)
    await session.outbox.next()
    return perf_counter() - begun
