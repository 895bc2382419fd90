"""Diagnostics that come from what nodes read and write."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reactfrag_compiler.analysis import RawAccess, helpers_of
from reactfrag_compiler.checks_captures import check_captures
from reactfrag_compiler.checks_effects import check_effects
from reactfrag_compiler.checks_first_run import failing_reads
from reactfrag_compiler.checks_keys import check_keys, suggestion
from reactfrag_compiler.checks_layout import check_layout
from reactfrag_compiler.checks_widened import widened
from reactfrag_compiler.closest import Closest
from reactfrag_compiler.diagnostics import Diagnostic, Note
from reactfrag_compiler.edges import APP, StateEdges, components, cycle_of, state_edges
from reactfrag_compiler.facts import Facts, in_body
from reactfrag_compiler.keys import Key, Keys, object_of
from reactfrag_compiler.program import Access, Node
from reactfrag_compiler.source_checks import check_source
from reactfrag_compiler.suppressions import unknown_codes, unsuppressed
from reactfrag_compiler.values import Fragment

_UNSURE = frozenset({"maybe in place"})


def check(facts: Facts) -> tuple[Diagnostic, ...]:
    """Every diagnostic of a program, in source order."""
    found: list[Diagnostic] = []
    if not facts.result.gave_up:
        unwritten = list(_unwritten(facts))
        found += unwritten
        found += _cycles(facts)
        found += _stale_at_top(facts)
        found += check_source(facts)
        found += check_layout(facts)
        found += check_keys(facts, {one.hint for one in unwritten})
        found += check_captures(facts)
        found += check_effects(facts)
    found += widened(facts)
    found += unknown_codes(facts.modules.values())
    order = {str(module.path): index for index, module in enumerate(facts.modules.values())}
    found = unsuppressed(found, facts.modules.values())
    found.sort(
        key=lambda d: (order.get(d.span.file, 0), d.span.line, d.span.column, d.code, d.message)
    )
    return tuple(found)


# --- keys ---


def _unwritten(facts: Facts) -> Iterator[Diagnostic]:
    """RF101. Only reads that would fail, of keys that no code of the program could write."""
    written: set[Key] = set()
    tested: set[Key] = set()
    for ctx in facts.contexts:
        for (node, mode, note), keys in ctx.accesses.items():
            if mode == "write" or note == "widget":
                written |= keys
            elif mode == "read" and not isinstance(node, (ast.Attribute, ast.Subscript)):
                tested |= keys
    if any(key.is_any for key in written):
        return
    names = sorted(key.parts[0] for key in written if key.is_name)
    closest, writes = Closest(names), Keys(written)
    reported: set[Key] = set()
    for accesses in facts.raw.values():
        for access in accesses:
            key = access.key
            if access.mode != "read" or key.is_any or key in reported or key in tested:
                continue
            if not isinstance(access.node, (ast.Attribute, ast.Subscript)):
                continue
            if writes.meet(key):
                continue
            reported.add(key)
            if not key.is_name:
                yield _unwritten_pattern(access)
                continue
            name = key.parts[0]
            state, key_name = object_of(name)
            close = closest.to(name)
            hint = (
                suggestion(close)
                if close
                else (
                    f"write it first: `if {key_name!r} not in {state}: {state}[{key_name!r}] = ...`"
                )
            )
            message = f"the key {name!r} is read here, and nothing writes it"
            yield Diagnostic("RF101", "warning", message, access.module.span(access.node), hint)


def _unwritten_pattern(access: RawAccess) -> Diagnostic:
    return Diagnostic(
        "RF101",
        "warning",
        f"a key of the form {str(access.key)!r} is read here, and nothing writes one",
        access.module.span(access.node),
        "compare the constant part with that of the keys that are written",
    )


@dataclass(frozen=True, slots=True)
class _Sure:
    """A node with only those accesses that are sure enough to complain about."""

    id: str
    reads: frozenset[Key]
    writes: frozenset[Key]
    deletes: frozenset[Key] = frozenset()


def _cycles(facts: Facts) -> Iterator[Diagnostic]:
    """RF102, spelled out key by key."""
    sure = tuple(
        _Sure(id_, _known(facts, id_, "read"), _known(facts, id_, "write"))
        for id_ in facts.nodes
        if id_ in facts.cyclic
    )
    edges, cycles = sure_edges(sure)
    for component in cycles:
        if len(component) < 2:
            continue
        notes: list[Note] = []
        for source, target in _spelled_out(edges, component):
            keys = edges[source][target]
            key = min(keys)
            access = _first(facts.nodes[source], "write", key)
            writer, reader = facts.nodes[source].title, facts.nodes[target].title
            notes.append(Note(f"{writer} writes {str(key)!r}, which {reader} reads", access.span))
        names = [facts.nodes[id_].title for id_ in edges if id_ in component]
        yield Diagnostic(
            "RF102",
            "warning",
            f"the fragments {', '.join(names[:-1])} and {names[-1]} depend on each other",
            facts.nodes[next(id_ for id_ in edges if id_ in component)].span,
            "in one pass each of them runs once; let one of them own the key, or merge them",
            tuple(notes),
        )


def _spelled_out(edges: StateEdges, component: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The edges of one cycle, and one to and one from each fragment that it leaves out."""
    shown = list(cycle_of(edges, component))
    around = {id_ for edge in shown for id_ in edge}
    for id_ in edges:
        if id_ in component and id_ not in around:
            shown.append((next(n for n in edges if id_ in edges[n] and n in component), id_))
            shown.append((id_, next(n for n in edges[id_] if n in component)))
    yield from dict.fromkeys(shown)


@lru_cache(maxsize=2)
def sure_edges(sure: tuple[_Sure, ...]) -> tuple[StateEdges, tuple[frozenset[str], ...]]:
    """The edges of these accesses and their cycles; most edits leave them as they were."""
    edges = state_edges(sure)
    return edges, components(edges)


def _known(facts: Facts, id_: str, mode: str) -> frozenset[Key]:
    """The keys that a fragment's own run touches: a callback's writes come before it."""
    body = in_body(facts.fragments[id_].context)
    return frozenset(
        access.key
        for access in facts.raw[id_]
        if access.mode == mode and not access.key.is_any and access.node in body
        if access.note not in _UNSURE and access.note != "initial"
    )


def _first(node: Node, mode: str, key: Key) -> Access:
    return next(
        access
        for access in node.accesses
        if access.mode == mode and access.key.overlaps(key) and not access.key.is_any
        if access.note not in _UNSURE and not access.initial
    )


def _stale_at_top(facts: Facts) -> Iterator[Diagnostic]:
    """RF107. The app node is not run again because a fragment wrote a key."""
    app = facts.nodes[APP]
    own = {a.key for a in app.accesses if a.mode != "read" and not a.initial}
    own |= {a.key for a in app.accesses if a.note == "widget"}
    writers: dict[Key, list[tuple[Node, Access]]] = {}
    for node in facts.nodes.values():
        if node.kind == "fragment":
            for access in node.accesses:
                sure = access.mode == "write" and not access.initial and access.note not in _UNSURE
                if access.key.is_name and (sure or access.note == "widget"):
                    writers.setdefault(access.key, []).append((node, access))
    failing = {
        key: raw.module.span(raw.node) for key, raw in failing_reads(facts, set(writers)).items()
    }
    reported: set[Key] = set()
    for access in app.accesses:
        key = access.key
        if access.mode != "read" or access.note or key in reported or key not in writers:
            continue
        if key in failing:
            if access.span == failing[key]:
                reported.add(key)
                yield _fails_at_first(access, writers[key])
            continue
        if any(key.overlaps(other) for other in own) or _is_test(facts, access):
            continue
        reruns = [_reruns(facts.fragments[node.id]) for node, _ in writers[key]]
        if any(reruns):
            continue
        reported.add(key)
        node, write = writers[key][0]
        name = key.parts[0]
        yield Diagnostic(
            "RF107",
            "info",
            f"the top level shows {name!r} as it was at the last full run: only the fragment "
            f"{node.title} writes it",
            access.span,
            f"read it in a fragment, or call `rerun()` in {node.title} when it has changed",
            (Note("written here", write.span),),
        )


def _fails_at_first(access: Access, writers: list[tuple[Node, Access]]) -> Diagnostic:
    """RF107, where the key is not only old but missing until a first event."""
    name = access.key.parts[0]
    titles = list(dict.fromkeys(node.title for node, _ in writers))
    who = " and ".join([", ".join(titles[:-1]), titles[-1]] if titles[1:] else titles)
    verb = "write" if titles[1:] else "writes"
    return Diagnostic(
        "RF107",
        "warning",
        f"the first run fails here: only {who} {verb} {name!r}, after an event",
        access.span,
        f"set it first: `session_state.setdefault({name!r}, ...)`",
        (Note("written here", writers[0][1].span),),
    )


def _is_test(facts: Facts, access: Access) -> bool:
    """Whether a read only asks if the key is there, or is part of a write."""
    for raw in facts.raw[APP]:
        if raw.key == access.key and raw.module.span(raw.node) == access.span:
            function = raw.node.func if isinstance(raw.node, ast.Call) else None
            initialises = isinstance(function, ast.Attribute) and function.attr == "setdefault"
            return initialises or isinstance(raw.node, ast.Compare) or _is_given(facts, raw)
    return False


def _is_given(facts: Facts, raw: RawAccess) -> bool:
    """Whether a value goes straight to a fragment, as an argument."""
    around = facts.trees.of(raw.module).get(raw.node)
    if isinstance(around, ast.keyword):
        around = facts.trees.of(raw.module).get(around)
    return any(around is node for ctx in facts.own[APP] for _, node in ctx.fragment_calls)


def _reruns(fragment: Fragment) -> bool:
    return any(ctx.reruns for ctx in helpers_of(fragment.context))
