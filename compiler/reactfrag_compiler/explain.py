"""Why a node runs and what it does: a program's analysis, arranged by question.

``explain_node``, ``explain_key`` and ``overview`` give plain data; ``explain_text``
turns that into text for people and ``to_json`` into text for programs.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import replace

from reactfrag_compiler.diagnostics import Span, lines_of
from reactfrag_compiler.explain_graph import changed_globals, late_keys, reruns_of
from reactfrag_compiler.explain_reports import (
    SCRIPT,
    CallPlace,
    Event,
    KeyNode,
    KeyReport,
    KeyUse,
    NodeReport,
    Overview,
    Place,
    Reason,
    Source,
    Target,
)
from reactfrag_compiler.graph import APP, affected, after_event, cycle_of
from reactfrag_compiler.keys import Key
from reactfrag_compiler.program import Access, Node, Program
from reactfrag_compiler.render import only_asks, shown_file
from reactfrag_compiler.source import MAIN

_ANY = "any key"
_Test = Callable[[Access], bool]


class NotFound(LookupError):
    """A name that no node or key of the program has.

    The message says which ones there are, those most like it first.
    """


def find_node(program: Program, text: str) -> Node:
    """The node that ``text`` names.

    Parameters:
        program: where to look.
        text: ``app``, an id (``module:qualname``), a qualified name or its last part,
            or the beginning of one of these, in upper or lower case.

    Raises:
        NotFound: when none is meant, or more than one.
    """
    wanted = text.strip()
    for match in (str.__eq__, _same, _begins):
        found = [
            node for node in program.nodes.values() if any(match(n, wanted) for n in _names(node))
        ]
        if len(found) == 1 and wanted:
            return found[0]
        if len(found) > 1 and wanted:
            listed = "".join(f"\n  {node.id}" for node in found)
            raise NotFound(f"{text!r} may be any of these:{listed}")
    raise NotFound(_no_node(program, wanted))


def _same(name: str, wanted: str) -> bool:
    return name.lower() == wanted.lower()


def _begins(name: str, wanted: str) -> bool:
    return name.lower().startswith(wanted.lower())


def _names(node: Node) -> set[str]:
    if node.id == APP:
        return {APP, "the script", "script"}
    names = {node.id, node.name, node.title, name_of(node), node.name.rpartition(".")[2]}
    if node.id.startswith(f"{MAIN}:"):
        names.add(node.id.removeprefix(f"{MAIN}:"))
    return names


def _no_node(program: Program, wanted: str) -> str:
    names = [APP, *(name_of(node) for node in program.nodes.values() if node.id != APP)]
    close = difflib.get_close_matches(wanted, names, n=3, cutoff=0.6)
    message = f"there is no node {wanted!r} in {program.path.name}"
    if close:
        return f"{message}: did you mean {' or '.join(close)}?"
    shown = ", ".join(names[:10]) + (", ..." if len(names) > 10 else "")
    return f"{message}. It has {shown}"


# --- a node ---


def explain_node(program: Program, node: Node) -> NodeReport:
    """All that is known of a node."""
    effects = node.effects
    return NodeReport(
        id=node.id,
        name=name_of(node),
        kind=node.kind,
        file=shown_file(program, node.span.file),
        line=node.span.line,
        pure=effects.pure,
        impurities=tuple(
            Reason(one.kind, one.message, place_of(program, one.span, one.via))
            for one in effects.impurities
        ),
        global_reads=tuple(sorted(map(str, effects.global_reads))),
        global_writes=tuple(sorted(map(str, effects.global_writes))),
        widgets=_uses(program, node, lambda a: a.note == "widget"),
        reads=_uses(program, node, lambda a: a.mode == "read" and a.note != "widget"),
        writes=_uses(program, node, lambda a: a.mode == "write"),
        deletes=_uses(program, node, lambda a: a.mode == "delete"),
        run_every=node.run_every,
        has_widgets=node.has_widgets,
        sources=() if node.id == APP else tuple(_sources(program, node)),
        global_sources=() if node.id == APP else tuple(_global_sources(program, node)),
        targets=tuple(_targets(program, node)),
        late=() if node.id == APP else _late(program, node),
        cycles=tuple(_cycles(program, node)),
        callers=tuple(
            CallPlace(
                other.id,
                name_of(other),
                place_of(program, call.span, call.via),
                call.times,
                call.container,
            )
            for other in program.nodes.values()
            for call in other.calls
            if call.node == node.id
        ),
        calls=tuple(
            CallPlace(
                call.node,
                name_of(program.nodes[call.node]),
                place_of(program, call.span, call.via),
                call.times,
                call.container,
            )
            for call in node.calls
        ),
        events=tuple(_events(program, node)),
    )


def name_of(node: Node) -> str:
    """How a node is called in texts."""
    if node.id == APP:
        return SCRIPT
    module = node.id.partition(":")[0]
    return node.title if module == MAIN else f"{module}:{node.title}"


def key_text(key: Key) -> str:
    """How a key is shown."""
    return _ANY if key.is_any else str(key)


def place_of(program: Program, span: Span, via: tuple[str, ...] = (), note: str = "") -> Place:
    """Where a span stands, with the text of its line."""
    text = program.source_of(span.file)
    rows = lines_of(text) if text is not None else []
    source = rows[span.line - 1].strip() if 1 <= span.line <= len(rows) else ""
    helpers = tuple(name.replace(".<locals>.", ".") for name in via)
    return Place(shown_file(program, span.file), span.line, source, helpers, note)


def _uses(program: Program, node: Node, wanted: _Test) -> tuple[KeyUse, ...]:
    """The keys that a node touches, in the order of their names, each with its lines."""
    found: dict[Key, dict[tuple[str, int], Place]] = {}
    for access in node.accesses:
        if not wanted(access):
            continue
        note = "" if access.note == "widget" else access.note
        place = place_of(program, access.span, access.via, note)
        found.setdefault(access.key, {}).setdefault((place.file, place.line), place)
    return tuple(
        KeyUse(key_text(key), tuple(places.values())) for key, places in sorted(found.items())
    )


def _sources(program: Program, node: Node) -> Iterable[Source]:
    """The keys that a node reads, with the nodes that change them."""
    for key in sorted({a.key for a in node.accesses if a.mode == "read"}):
        writers: list[str] = []
        widgets: list[str] = []
        for other in program.nodes.values():
            if any(key.overlaps(k) for k in other.writes | other.deletes):
                writers.append(name_of(other))
            if any(a.note == "widget" and key.overlaps(a.key) for a in other.accesses):
                widgets.append(name_of(other))
        yield Source(key_text(key), tuple(writers), tuple(widgets))


def _global_sources(program: Program, node: Node) -> Iterable[Source]:
    """The globals that a node looks at, with the fragments that change them."""
    for name in sorted(node.effects.global_reads | node.effects.callback_reads):
        writers = [
            name_of(other)
            for other in program.nodes.values()
            if other.id not in (APP, node.id) and name in changed_globals(other)
        ]
        if writers:
            yield Source(str(name), tuple(writers), ())


def _targets(program: Program, node: Node) -> Iterable[Target]:
    """What runs again after a node: at once, or through others."""
    changed = node.writes | node.deletes
    changed |= {a.key for a in node.accesses if a.note == "widget"}
    for id_ in after_event(reruns_of(program, widgets=True), node.id, None, program.call_graph):
        other = program.nodes[id_]
        keys = {
            key if key.is_name or read.is_any else read
            for key in changed
            for read in other.reads
            if key.overlaps(read)
        }
        if id_ != node.id:
            looked_at = other.effects.global_reads | other.effects.callback_reads
            shared = changed_globals(node) & looked_at if APP not in (node.id, id_) else ()
            yield Target(
                id_,
                name_of(other),
                tuple(sorted(map(key_text, keys))),
                tuple(sorted(map(str, shared))),
            )


def _late(program: Program, node: Node) -> tuple[str, ...]:
    changed = {a.key for a in node.accesses if a.mode != "read" or a.note == "widget"}
    return tuple(sorted(key_text(key) for key in late_keys(program, changed)))


def _cycles(program: Program, node: Node) -> Iterable[str]:
    for component in program.cycles:
        if node.id not in component or len(component) < 2:
            continue
        text = ""
        for source, target in cycle_of(program.graph, component):
            keys = ", ".join(
                sorted(key_text(k) for k in program.graph.edges[source, target]["keys"])
            )
            start = name_of(program.nodes[source]) if not text else ""
            text += f"{start} -({keys})-> {name_of(program.nodes[target])}"
        if not all(_in_body(program, *edge) for edge in cycle_of(program.graph, component)):
            text += "  (only through callbacks)"
        yield text


def _in_body(program: Program, source: str, target: str) -> bool:
    """Whether a run of one node itself changes what a run of another reads."""
    written = [a.key for a in program.nodes[source].accesses if a.mode != "read" and not a.event]
    read = [a.key for a in program.nodes[target].accesses if a.mode == "read" and not a.event]
    return any(key.overlaps(other) for key in written for other in read)


def _events(program: Program, node: Node) -> Iterable[Event]:
    if not node.has_widgets:
        return
    graph = reruns_of(program)
    keys = sorted({a.key for a in node.accesses if a.note == "widget"})
    for key in keys:
        runs = after_event(graph, node.id, key, program.call_graph)
        yield Event(key_text(key), _names_of(program, runs))
    runs = after_event(graph, node.id, None, program.call_graph)
    yield Event("", _names_of(program, runs))


def _names_of(program: Program, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(name_of(program.nodes[id_]) for id_ in ids)


# --- a key, and all nodes ---


def explain_key(program: Program, name: str) -> KeyReport:
    """Who reads and writes a key, and what a change of it makes run.

    Raises:
        NotFound: when no node touches it.
    """
    key = Key.pattern(name.split("*"))
    report = KeyReport(
        key=name,
        widgets=_users(program, key, lambda a: a.note == "widget"),
        reads=_users(program, key, lambda a: a.mode == "read" and a.note != "widget"),
        writes=_users(program, key, lambda a: a.mode == "write"),
        deletes=_users(program, key, lambda a: a.mode == "delete"),
        affected=_names_of(program, affected(reruns_of(program), key, program.call_graph)),
        late=False,
    )
    users = (*report.widgets, *report.reads, *report.writes, *report.deletes)
    named = [user for user in users if any(use.key != _ANY for use in user.uses)]
    if not named and not (users and key.is_any):
        widened = sorted({user.name for user in users})
        also = f". {' and '.join(widened)} may touch any key" if widened else ""
        raise NotFound(_no_key(program, name) + also)
    changed = [*report.widgets, *report.writes, *report.deletes]
    shown = [
        a
        for a in program.nodes[APP].accesses
        if a.mode == "read" and a.key.overlaps(key) and not only_asks(program, a)
    ]
    if shown and any(user.id != APP for user in changed):
        return replace(report, late=True)
    return report


def _users(program: Program, key: Key, wanted: _Test) -> tuple[KeyNode, ...]:
    found = []
    for node in program.nodes.values():
        uses = _uses(program, node, lambda a: a.key.overlaps(key) and wanted(a))
        if uses:
            found.append(KeyNode(node.id, name_of(node), uses))
    return tuple(found)


def _no_key(program: Program, name: str) -> str:
    names = sorted(
        {str(a.key) for node in program.nodes.values() for a in node.accesses if not a.key.is_any}
    )
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.5)
    message = f"no part of {program.path.name} touches the key {name!r}"
    if close:
        return f"{message}: did you mean {' or '.join(close)}?"
    if not names:
        return f"{message}, nor any other key"
    return f"{message}. It has {', '.join(names[:12])}{', ...' if len(names) > 12 else ''}"


def overview(program: Program) -> Overview:
    """Every node of a program, in the order of the source."""
    nodes = tuple(explain_node(program, node) for node in program.nodes.values())
    return Overview(program.path.name, nodes)
