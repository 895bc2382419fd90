"""Cases of the compiler, read from the Markdown files in ``cases/``.

A case is a heading, a fenced block ``python`` for the script (and one
``python name.py`` for each other file), and a block ``expect``:

    app: reads a, b; writes c        what the top level touches
    f: widgets k; deletes row_*      what the fragment ``main:f`` touches
    mod:g: nothing                   a fragment of another module, touching nothing
    f -> mod:g: c                    a state edge and its keys
    app => f, mod:g x2               fragments that a node calls, and from how many places

Every fragment of the program must be named; ``app`` may be left out when it
touches nothing. Lines with ``->`` list all state edges when there are any, ``none
-> none`` says that there are none; lines with ``=>`` list all calls likewise.

What a node does with a key is one of

    reads, writes, deletes           by name
    widgets                          a widget of that key is drawn
    mutates, may mutate              the value is changed in place, or might be

and ``*`` is any key.

A block ``effects``, beside ``expect`` or in its place, says whether nodes are pure, and
of those it names it says everything:

    f: pure                          nothing speaks against it
    f: pure; globals rows; cells n   but it depends on these variables, too
    f: impure; changes rows          it is not, and may change a global
    f! reads the clock: `time.time`  why not, with the helpers on the way
    f! ... (via helper, deeper)
    app => f once, g many            how often each place that calls a fragment is passed

Scripts that do not import anything themselves begin with
``import reactfrag as rf`` and ``ss = rf.session_state``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reactfrag_compiler import Node, Program
from reactfrag_compiler.keys import simplify

PRELUDE = "import reactfrag as rf; ss = rf.session_state\n"
VERBS = {
    "reads": ("read", ""),
    "widgets": ("read", "widget"),
    "writes": ("write", ""),
    "mutates": ("write", "in place"),
    "may mutate": ("write", "maybe in place"),
    "deletes": ("delete", ""),
}
_FENCE = re.compile(r"^```(\w+)?(?: (\S+))?$")


@dataclass
class Case:
    """One case: a title, files, and the lines that are expected of the program."""

    title: str
    where: str
    files: dict[str, str] = field(default_factory=dict)
    expect: list[str] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)

    @property
    def script(self) -> str:
        """The text of the script, with the common first line where it has no import of its own."""
        text = self.files["app.py"]
        return text if re.search(r"\b(reactfrag|streamlit)\b", text) else PRELUDE + text

    def write(self, folder: Path) -> Path:
        """Write the files; gives the script."""
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.script if name == "app.py" else text, encoding="utf-8")
        return folder / "app.py"


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a Markdown file, in order."""
    case: Case | None = None
    block: tuple[str, str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        fence = _FENCE.match(line)
        if block is not None and fence is None:
            kind, name = block
            assert case is not None
            if kind in ("expect", "effects"):
                (case.expect if kind == "expect" else case.effects).append(line)
            else:
                case.files[name] += line + "\n"
        elif block is not None:
            block = None
        elif fence is not None:
            assert case is not None, f"{path.name}:{number}: a block before the first heading"
            block = (fence[1], fence[2] or "app.py")
            if fence[1] not in ("expect", "effects"):
                case.files[block[1]] = ""
        elif line.startswith("### "):
            if case is not None:
                yield case
            case = Case(line[4:], f"{path.stem}:{number}")
    if case is not None:
        yield case


def describe(program: Program, like: list[str]) -> list[str]:
    """What the program is, in the words of ``expect``: as much as the lines ``like`` speak of."""
    lines = []
    for node in program.nodes.values():
        touched = _touched(node)
        if node.id != "app" or touched != "nothing":
            lines.append(f"{_short(node.id)}: {touched}")
    if any("->" in line for line in like):
        edges = [
            f"{_short(a)} -> {_short(b)}: {', '.join(sorted(map(str, data['keys'])))}"
            for a, b, data in program.graph.edges(data=True)
        ]
        lines += edges or ["none -> none"]
    if any("=>" in line for line in like):
        calls = []
        for node in program.nodes.values():
            places = Counter(_short(call.node) for call in node.calls)
            called = [name + (f" x{n}" if n > 1 else "") for name, n in places.items()]
            if called:
                calls.append(f"{_short(node.id)} => {', '.join(sorted(called))}")
        lines += calls or ["none => none"]
    return sorted(lines)


def describe_effects(program: Program, like: list[str]) -> list[str]:
    """The effects of the nodes that the lines ``like`` name, in the words of ``effects``."""
    named = {re.split(r"[:!] ", line)[0] for line in like if " => " not in line}
    callers = {line.partition(" => ")[0] for line in like if " => " in line}
    lines = []
    for node in program.nodes.values():
        name = _short(node.id)
        if name in named:
            lines += _effects(name, node)
        if name in callers:
            calls = sorted(f"{_short(call.node)} {call.times}" for call in node.calls)
            lines.append(f"{name} => {', '.join(calls)}")
    return sorted(lines)


def _effects(name: str, node: Node) -> list[str]:
    effects = node.effects
    words = ["pure" if effects.pure else "impure"]
    for verb, variables in (
        ("globals", effects.global_reads),
        ("changes", effects.global_writes),
        ("cells", effects.cells),
    ):
        if variables:
            words.append(f"{verb} {', '.join(sorted(map(str, variables)))}")
    lines = [f"{name}: {'; '.join(words)}"]
    for impurity in effects.impurities:
        via = f" (via {', '.join(impurity.via)})" if impurity.via else ""
        lines.append(f"{name}! {impurity.message}{via}")
    return lines


def _touched(node: Node) -> str:
    words = []
    for verb, (mode, note) in VERBS.items():
        # A key that is written where it was missing is written all the same.
        notes = {note, "initial"} if verb == "writes" else {note}
        keys = simplify(a.key for a in node.accesses if a.mode == mode and a.note in notes)
        if keys:
            words.append(f"{verb} {', '.join(sorted(map(str, keys)))}")
    return "; ".join(words) or "nothing"


def _short(id_: str) -> str:
    return id_.removeprefix("main:")


def normal(lines: list[str]) -> list[str]:
    """Expected lines with their lists in the order of ``describe``."""
    found = []
    for line in lines:
        if not line.strip() or line == "app: nothing":
            continue
        if "=>" in line:
            head, _, tail = line.partition(" => ")
            found.append(f"{head.strip()} => {_sorted(tail)}")
        elif "->" in line:
            head, colon, tail = line.partition(": ")
            found.append(f"{head}: {_sorted(tail)}" if colon else line)
        else:
            head, _, tail = line.rpartition(": ")
            found.append(f"{head}: {_clauses(tail)}")
    return sorted(found)


def _clauses(text: str) -> str:
    given = {}
    for clause in text.split("; "):
        verb = next((v for v in VERBS if clause.startswith(v + " ")), None)
        if verb is None:
            assert clause == "nothing", f"not understood: {clause!r}"
            return clause
        given[verb] = _sorted(clause.removeprefix(verb + " "))
    return "; ".join(f"{verb} {given[verb]}" for verb in VERBS if verb in given)


def _sorted(text: str) -> str:
    return ", ".join(sorted(part.strip() for part in text.split(", ")))
