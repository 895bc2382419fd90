"""A program's graph as data for drawing: nodes, edges, keys, events, and the source beside it.

What the HTML page of ``reactfrag graph``, its SVG and the panel of the served app show
comes from here, so that they agree.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

from reactfrag_compiler.explain import key_text, name_of, place_of
from reactfrag_compiler.explain_graph import late_keys, reruns_of
from reactfrag_compiler.explain_reports import Place
from reactfrag_compiler.explain_text import interval_text
from reactfrag_compiler.graph import APP, affected, after_event
from reactfrag_compiler.program import Access, Node, Program
from reactfrag_compiler.render import shown_file, state_edges, widget_keys
from reactfrag_compiler.source import MAIN

SCHEMA = 1
"""Of the data. It changes when a field changes its meaning or goes."""


@dataclass(frozen=True, slots=True)
class File:
    """A source of the program."""

    name: str
    """From the script's folder."""
    text: str


@dataclass(frozen=True, slots=True)
class Use:
    """A key, and where one node touches it."""

    key: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Impure:
    """A reason why a node is not a pure function of what it reads."""

    message: str
    place: Place


@dataclass(frozen=True, slots=True)
class Box:
    """A node, as it is drawn."""

    id: str
    name: str
    kind: Literal["app", "fragment"]
    module: str
    file: str
    line: int
    end_line: int
    pure: bool
    impure: tuple[Impure, ...]
    widgets: tuple[Use, ...]
    reads: tuple[Use, ...]
    writes: tuple[Use, ...]
    deletes: tuple[Use, ...]
    run_every: str
    has_widgets: bool
    called: bool
    """Whether the script calls it, directly or by way of others."""
    cyclic: bool
    """Whether it depends on another that depends on it."""
    rank: int
    """Its place in the order of running."""


@dataclass(frozen=True, slots=True)
class StateEdge:
    """What one node may write and another may read."""

    source: str
    target: str
    keys: tuple[str, ...]
    cycle: bool
    """Whether both ends are in one cycle."""
    late: bool
    """Whether it leads to the script, which shows the keys with the next full run only."""


@dataclass(frozen=True, slots=True)
class CallEdge:
    """A node that calls a fragment."""

    source: str
    target: str
    times: str
    """``once``, ``many`` or ``unknown``."""


@dataclass(frozen=True, slots=True)
class KeyBox:
    """A key, by who touches it. The lists hold ids of nodes."""

    name: str
    readers: tuple[str, ...]
    writers: tuple[str, ...]
    """Those that draw a widget of this key included."""
    runs: tuple[str, ...]
    """What a change of it may make run, in order."""
    late: bool
    """Whether the script shows it and a fragment writes it."""


@dataclass(frozen=True, slots=True)
class EventSource:
    """Something that may happen on the page, and what it would make run."""

    node: str
    kind: Literal["widget", "timer"]
    label: str
    key: str
    """Of the widget; ``""`` for one without, and for a timer."""
    runs: tuple[str, ...]
    """Ids of nodes, in the order of running. The script stands for all that it calls."""


@dataclass(frozen=True, slots=True)
class Note:
    """A diagnostic, in short."""

    code: str
    severity: str
    message: str
    hint: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it."""

    schema: int
    app: str
    files: tuple[File, ...]
    nodes: tuple[Box, ...]
    state: tuple[StateEdge, ...]
    calls: tuple[CallEdge, ...]
    keys: tuple[KeyBox, ...]
    events: tuple[EventSource, ...]
    cycles: tuple[tuple[str, ...], ...]
    notes: tuple[Note, ...]


def picture(program: Program) -> Picture:
    """Return what there is to draw of a program."""
    return Picture(
        schema=SCHEMA,
        app=program.path.name,
        files=tuple(
            File(shown_file(program, str(module.path)), module.text)
            for module in program.modules.values()
        ),
        nodes=tuple(_boxes(program)),
        state=tuple(_state(program)),
        calls=tuple(_calls(program)),
        keys=tuple(_keys(program)),
        events=tuple(_events(program)),
        cycles=tuple(tuple(sorted(part, key=program.rank.__getitem__)) for part in program.cycles),
        notes=tuple(
            Note(
                one.code,
                one.severity,
                one.message,
                one.hint,
                shown_file(program, one.span.file),
                one.span.line,
            )
            for one in program.diagnostics
        ),
    )


def as_data(picture: Picture) -> dict[str, Any]:
    """Return it as plain lists and dictionaries."""
    return asdict(picture)


def _boxes(program: Program) -> Iterator[Box]:
    called = _called(program)
    cyclic = {id for part in program.cycles if len(part) > 1 for id in part}
    for node in program.nodes.values():
        yield Box(
            id=node.id,
            name=name_of(node),
            kind=node.kind,
            module=MAIN if node.id == APP else node.id.partition(":")[0],
            file=shown_file(program, node.span.file),
            line=node.span.line,
            end_line=max(node.span.end_line, node.span.line),
            pure=node.effects.pure,
            impure=tuple(
                Impure(one.message, place_of(program, one.span, one.via))
                for one in node.effects.impurities
            ),
            widgets=_uses(program, (a for a in node.accesses if a.note == "widget")),
            reads=_uses(
                program, (a for a in node.accesses if a.mode == "read" and a.note != "widget")
            ),
            writes=_uses(program, (a for a in node.accesses if a.mode == "write")),
            deletes=_uses(program, (a for a in node.accesses if a.mode == "delete")),
            run_every="" if node.run_every in ("", "None") else interval_text(node.run_every),
            has_widgets=node.has_widgets,
            called=node.id in called,
            cyclic=node.id in cyclic,
            rank=program.rank[node.id],
        )


def _called(program: Program) -> set[str]:
    seen, pending = {APP}, [APP]
    while pending:
        new = set(program.call_graph.successors(pending.pop())) - seen
        seen |= new
        pending.extend(new)
    return seen


def _uses(program: Program, accesses: Iterable[Access]) -> tuple[Use, ...]:
    found: dict[str, dict[tuple[str, int], Place]] = defaultdict(dict)
    for access in sorted(accesses, key=lambda a: a.key):
        note = "" if access.note == "widget" else access.note
        place = place_of(program, access.span, access.via, note)
        found[key_text(access.key)].setdefault((place.file, place.line), place)
    return tuple(Use(key, tuple(places.values())) for key, places in found.items())


def _state(program: Program) -> Iterator[StateEdge]:
    for source, target, keys in state_edges(program):
        shown = target == APP and any(late_keys(program, {key}) for key in keys)
        yield StateEdge(
            source,
            target,
            tuple(sorted(map(key_text, keys))),
            any(source in part and target in part for part in program.cycles if len(part) > 1),
            shown,
        )


def _calls(program: Program) -> Iterator[CallEdge]:
    for node in program.nodes.values():
        times: dict[str, str] = {}
        for call in node.calls:
            # Two calls, one place each, are as good as a loop.
            times[call.node] = "many" if call.node in times else call.times
        for target, how_often in times.items():
            yield CallEdge(node.id, target, how_often)


def _keys(program: Program) -> Iterator[KeyBox]:
    graph = reruns_of(program)
    nodes = program.nodes.values()
    names = {access.key for node in nodes for access in node.accesses}
    for key in sorted(names):
        readers = [n.id for n in nodes if any(key.overlaps(k) for k in n.reads - widget_keys(n))]
        writers = [n.id for n in nodes if any(key.overlaps(k) for k in _changes(n))]
        late = any(id != APP for id in writers) and late_keys(program, {key})
        runs = affected(graph, key, program.call_graph)
        yield KeyBox(key_text(key), tuple(readers), tuple(writers), runs, bool(late))


def _changes(node: Node) -> frozenset[Any]:
    return node.writes | node.deletes | widget_keys(node)


def _events(program: Program) -> Iterator[EventSource]:
    graph = reruns_of(program)
    for node in program.nodes.values():
        if node.has_widgets:
            for key in sorted(widget_keys(node)):
                runs = after_event(graph, node.id, key, program.call_graph)
                text = key_text(key)
                yield EventSource(node.id, "widget", f"widget {text}", text, runs)
            runs = after_event(graph, node.id, None, program.call_graph)
            label = "any other widget" if widget_keys(node) else "a widget"
            yield EventSource(node.id, "widget", label, "", runs)
        if node.run_every not in ("", "None"):
            runs = after_event(graph, node.id, None, program.call_graph)
            yield EventSource(node.id, "timer", f"every {interval_text(node.run_every)}", "", runs)
