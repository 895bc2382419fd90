"""The reports of ``explain`` as text for a terminal, and as JSON."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterable, Iterator

from reactfrag_compiler.edges import APP
from reactfrag_compiler.explain_reports import (
    SCRIPT,
    CallPlace,
    KeyNode,
    KeyReport,
    KeyUse,
    NodeReport,
    Overview,
    Place,
    Reason,
)

WIDTH = 80
"""Columns that a line may take."""
SCHEMA = 1
"""Of the JSON. It changes when a field changes its meaning or goes."""
_RESET = "\x1b[0m"
_STYLES = {
    "title": "\x1b[1m",
    "head": "\x1b[1;36m",
    "good": "\x1b[32m",
    "bad": "\x1b[33m",
    "faint": "\x1b[2m",
}
_NOTES = {"in place": "changed in place", "maybe in place": "perhaps changed in place"}
_TIMES = {"once": "", "many": "many times", "unknown": ""}
_TIMEDELTA = re.compile(r"(?:\w+\.)?timedelta\(seconds=(\d+(?:\.\d+)?)\)")
Paint = Callable[[str, str], str]
Report = Overview | NodeReport | KeyReport


def to_json(report: Report) -> str:
    """A report as a JSON document: the fields of its class, ``schema`` and ``kind`` first."""
    kinds = {Overview: "overview", NodeReport: "node", KeyReport: "key"}
    data = {"schema": SCHEMA, "report": kinds[type(report)], **dataclasses.asdict(report)}
    return json.dumps(data, indent=2, ensure_ascii=False)


def to_text(report: Report, *, colour: bool = False) -> str:
    """A report for people, lines of at most ``WIDTH`` columns where names allow it.

    Parameters:
        colour: whether to use terminal colours.
    """

    def paint(style: str, text: str) -> str:
        return f"{_STYLES[style]}{text}{_RESET}" if colour and text else text

    if isinstance(report, Overview):
        lines = _overview(report, paint)
    elif isinstance(report, NodeReport):
        lines = _node(report, paint)
    else:
        lines = _key(report, paint)
    return "\n".join(lines)


# --- all nodes ---


def _overview(report: Overview, paint: Paint) -> Iterator[str]:
    fragments = len(report.nodes) - 1
    plural = "fragment" if fragments == 1 else "fragments"
    yield f"{report.app}: {SCRIPT} and {fragments or 'no'} {plural}"
    width = max(len(node.name) for node in report.nodes)
    for node in report.nodes:
        yield ""
        where = f"{node.file}:{node.line}" if node.id != APP else node.file
        timer = f"  every {interval_text(node.run_every)}" if node.run_every else ""
        name = paint("title", node.name.ljust(width))
        yield f"{name}  {where}  {_purity(node, paint)}{timer}"
        for word, uses in (
            ("widgets", node.widgets),
            ("reads", node.reads),
            ("writes", node.writes),
            ("deletes", node.deletes),
        ):
            if uses:
                yield from _wrapped(f"  {word:<8} ", [use.key for use in uses])
        if node.id != APP and not node.callers:
            yield "  never called"


def interval_text(written: str) -> str:
    """The interval of a timer, from how it is written in the source."""
    number = written.replace(".", "", 1).isdigit()
    seconds = _TIMEDELTA.fullmatch(written)
    if seconds is not None:
        return f"{seconds[1]}s"
    return f"{written}s" if number else written


def _purity(node: NodeReport, paint: Paint) -> str:
    return paint("good", "pure") if node.pure else paint("bad", "not pure")


# --- one node ---


def _node(node: NodeReport, paint: Paint) -> Iterator[str]:
    kind = "" if node.id == APP else "fragment "
    where = f"{node.file}:{node.line}" if node.id != APP else node.file
    yield f"{kind}{paint('title', node.name)}  ({where})"
    yield from _section("draws widgets with keys", node.widgets, paint)
    yield from _section("reads", node.reads, paint)
    yield from _section("writes", node.writes, paint)
    yield from _section("deletes", node.deletes, paint)
    yield from _effects(node, paint)
    yield from _runs_again(node, paint)
    yield from _makes_run(node, paint)
    if node.cycles:
        yield from _titled("is part of a cycle", paint)
        for cycle in node.cycles:
            yield f"  {cycle}"
    yield from _calls("called from", node.callers, paint)
    if node.id != APP and not node.callers:
        yield from _titled("called from", paint)
        yield "  nowhere"
    yield from _calls("calls", node.calls, paint)


def _titled(title: str, paint: Paint) -> Iterator[str]:
    yield ""
    yield paint("head", title)


def _section(title: str, uses: tuple[KeyUse, ...], paint: Paint) -> Iterator[str]:
    if uses:
        yield from _titled(title, paint)
        yield from _key_lines(uses, paint)


def _key_lines(uses: Iterable[KeyUse], paint: Paint, indent: str = "  ") -> Iterator[str]:
    """A key and its lines, all in columns."""
    uses = list(uses)
    keys = min(max(len(use.key) for use in uses), 24)
    spots = max(len(_spot(place)) for use in uses for place in use.places)
    for use in uses:
        label = use.key
        if len(label) > keys:
            yield f"{indent}{label}"
            label = ""
        for place in use.places:
            yield _line(f"{indent}{label:<{keys}}  {_spot(place):<{spots}}", place, paint)
            label = ""


def _spot(place: Place) -> str:
    return f"{place.file}:{place.line}"


def _line(lead: str, place: Place, paint: Paint) -> str:
    """A place: where, the text of its line as far as there is room, and how one gets there."""
    extra = [_NOTES[place.note]] if place.note in _NOTES else []
    if place.via:
        extra.append(f"via {' > '.join(place.via)}")
    tail = f"  ({', '.join(extra)})" if extra else ""
    room = max(WIDTH - len(lead) - 2 - len(tail), 16)
    source = place.source if len(place.source) <= room else f"{place.source[: room - 3]}..."
    return f"{lead}  {paint('faint', source)}{tail}".rstrip()


def _effects(node: NodeReport, paint: Paint) -> Iterator[str]:
    yield from _titled("effects", paint)
    if node.pure:
        yield f"  {paint('good', 'pure')}: a function of what it reads and is given"
    else:
        yield f"  {paint('bad', 'not pure')}:"
        yield from _reasons(node.impurities, paint)
    if node.global_reads:
        yield from _wrapped("  reads globals  ", node.global_reads)
    if node.global_writes:
        yield from _wrapped("  changes globals  ", node.global_writes)


def _reasons(reasons: Iterable[Reason], paint: Paint) -> Iterator[str]:
    reasons = list(reasons)
    spots = max(len(_spot(reason.place)) for reason in reasons)
    for reason in reasons:
        via = f" (via {' > '.join(reason.place.via)})" if reason.place.via else ""
        lead = f"  - {_spot(reason.place):<{spots}}  "
        yield from _folded(lead, f"{reason.message}{via}")


def _runs_again(node: NodeReport, paint: Paint) -> Iterator[str]:
    yield from _titled("runs again when", paint)
    if node.id == APP:
        yield "  - the page is loaded, or `rerun()` is called"
        if node.has_widgets:
            yield "  - a widget outside of all fragments changes"
        return
    own = [source for source in node.sources if node.name in source.widgets]
    for source in own:
        yield f"  - its widget {source.key} changes"
    if node.has_widgets:
        yield f"  - {'another of its widgets' if own else 'one of its widgets'} changes"
    for source in node.sources:
        by = [f"written by {name}" for name in source.writers if name != node.name]
        by += [f"a widget of {name}" for name in source.widgets if name != node.name]
        if by:
            yield from _folded("  - ", f"{source.key} changes: {', '.join(by)}")
        elif source not in own and node.name not in source.writers:
            yield from _folded("  - ", f"{source.key} changes, which nothing in this app does")
    for source in node.global_sources:
        writers = " and ".join(source.writers)
        yield from _folded("  - ", f"the global {source.key} changes: changed by {writers}")
    if node.run_every:
        yield f"  - its timer is due, every {interval_text(node.run_every)}"
    if node.callers:
        callers = " or ".join(sorted({call.name for call in node.callers}))
        inputs = "arguments, keys and globals" if node.global_reads else "arguments and keys"
        how = f", unless its {inputs} are what they were" if node.pure else ", as a part of it"
        yield from _folded("  - ", f"{callers} runs{how}")


def _makes_run(node: NodeReport, paint: Paint) -> Iterator[str]:
    if node.targets or node.late:
        yield from _titled("makes run again", paint)
    width = max((len(target.name) for target in node.targets), default=0)
    for target in node.targets:
        called = any(call.id == target.id for call in node.calls)
        if target.keys:
            how = f"through {', '.join(target.keys)}"
        else:
            how = "which it calls" if called else "through those above"
            if target.globals:
                how = f"through the global {', '.join(target.globals)}"
        yield from _folded(f"  {target.name:<{width}}  ", how)
    if node.late:
        yield from _folded(
            "  ",
            f"not {SCRIPT}, which shows {', '.join(node.late)} anew with the next full run "
            "(`rerun()` asks for one)",
        )
    keyed = [event for event in node.events if event.key]
    if node.id != APP and node.events:
        yield from _titled("an event of one of its widgets runs", paint)
        for event in keyed:
            yield from _folded(f"  {event.key}: ", ", then ".join(event.runs))
        rest = [event for event in node.events if not event.key]
        for event in rest:
            lead = "  any other: " if keyed else "  "
            yield from _folded(lead, ", then ".join(event.runs))


def _calls(title: str, calls: tuple[CallPlace, ...], paint: Paint) -> Iterator[str]:
    if not calls:
        return
    yield from _titled(title, paint)
    names = max(len(call.name) for call in calls)
    spots = max(len(_spot(call.place)) for call in calls)
    for call in calls:
        extra = [_TIMES[call.times]] if _TIMES.get(call.times) else []
        if call.container and call.container != "unknown":
            extra.append(f"in {call.container}")
        note = f"  [{', '.join(extra)}]" if extra else ""
        lead = f"  {call.name:<{names}}  {_spot(call.place):<{spots}}{note}"
        yield _line(lead, call.place, paint)


# --- one key ---


def _key(report: KeyReport, paint: Paint) -> Iterator[str]:
    yield f"key {paint('title', report.key)}"
    for title, users in (
        ("is that of a widget in", report.widgets),
        ("is read by", report.reads),
        ("is written by", report.writes),
        ("is deleted by", report.deletes),
    ):
        if users:
            yield from _titled(title, paint)
            yield from _user_lines(users, report.key, paint)
    if not report.reads and not report.widgets:
        yield from _titled("is read by", paint)
        yield "  nothing"
    if not report.writes and not report.widgets:
        yield from _titled("is written by", paint)
        yield "  nothing"
    yield from _titled("a change of it runs", paint)
    yield from _folded("  ", ", then ".join(report.affected) or "nothing")
    if report.late:
        yield from _folded("  ", f"not {SCRIPT}, which shows it anew with the next full run")


def _user_lines(users: tuple[KeyNode, ...], key: str, paint: Paint) -> Iterator[str]:
    uses = [
        KeyUse(user.name if use.key == key else f"{user.name} ({use.key})", use.places)
        for user in users
        for use in user.uses
    ]
    yield from _key_lines(uses, paint)


# --- columns ---


def _wrapped(lead: str, words: Iterable[str]) -> Iterator[str]:
    """A list with commas, broken where the line is full."""
    yield from _folded(lead, ", ".join(words))


def _folded(lead: str, text: str) -> Iterator[str]:
    """A text behind ``lead``, its further lines below its beginning."""
    line, empty = lead, True
    indent = " " * min(len(lead), 20)
    for word in text.split(" "):
        if not empty and len(line) + 1 + len(word) > WIDTH:
            yield line.rstrip()
            line, empty = indent, True
        line += word if empty else f" {word}"
        empty = False
    yield line.rstrip()
