"""Write the table of what a fragment does, with the tests that prove each row of it.

``python scripts/rows.py`` writes ``docs/semantics.md``; ``--check`` writes nothing
and fails when the file is not what it would be.

A test proves a row if its name or its docstring has the row's id
(``test_f13_...``, ``"F13: ..."``); a row in brackets in a module's docstring
speaks for the tests in it that name no row themselves.  In the browser client's
tests the title counts.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "semantics.md"

PARTS = {
    "F": "What the documentation of fragments says",
    "G": "What it calls unsupported, and reactfrag does",
    "H": "Beyond it",
}

ROWS = {
    "F1": "A function becomes a fragment by `@fragment`, `@fragment(...)` or `fragment(f)`; "
    "`experimental_fragment` is the same.",
    "F2": "A page that is loaded runs the script from top to bottom, fragments where they stand.",
    "F3": "A widget in a fragment reruns that fragment alone; all other elements stay what they "
    "are, DOM node and all.",
    "F4": "A widget outside of fragments reruns the script.",
    "F5": "A fragment called within `with container:` draws there, in each of its reruns.",
    "F6": "What a fragment draws in its own body is redrawn in place, never added.",
    "F7": "What it writes to a container made outside of it is added, until the script runs.",
    "F8": "In an `empty()` made outside, what it writes replaces what was there.",
    "F9": "A widget in a container made outside is refused, with the line and the way out.",
    "F10": "So is `sidebar` in a fragment's body.",
    "F11": "What a fragment returns counts when the script runs, and not in its own reruns.",
    "F12": "Fragments and script share data through `session_state`, in whatever way it is used.",
    "F13": '`rerun()` ends a fragment and runs the script; `rerun(scope="fragment")` runs the '
    "fragment again; `stop()` ends it.",
    "F14": "`run_every` takes seconds, a timedelta, a text or None; ticks come while the user "
    "does nothing, and beside other reruns.",
    "F15": "Two counters: the inner button moves the fragment's number, the outer one moves all.",
    "F16": "Five clicks: at each fifth, the fragment has the script run.",
    "F17": "A form sends nothing until it is submitted, and then reruns what its place says.",
    "F18": "A callback runs before the script or the fragment that its widget belongs to.",
    "F19": "A custom component in a fragment reruns that fragment.",
    "F20": "Caching spares a function, a fragment spares all else, and the two go together.",
    "F21": "Slow charts with a filter, a form whose fields follow each other, a stream that is "
    "started and stopped.",
    "G1": "Fragments within fragments, however deep: the innermost owner of a widget reruns, and "
    "a rerun of the outer one runs the inner ones once.",
    "G2": "A fragment notices when a key, an argument or a global that it uses has changed.",
    "G3": "Caching and `fragment` on one and the same function.",
    "G4": '`fragment(outside="replace")`: what it writes elsewhere is redrawn in place, and may '
    "hold widgets.",
    "H1": "After a pass no fragment is stale: what read a changed key has run, in the order of "
    "the graph, once.",
    "H2": "When the script runs, a fragment that is pure and whose inputs are the same is not "
    "executed; what it drew stays.",
    "H3": "Widgets need no keys: two that are alike are two, and keep their values when labels "
    "change or others appear.",
    "H4": "A value in `session_state` that is changed in place counts as changed.",
    "H5": "Timers are the server's: in time, without drift, late ticks as one, gone with their "
    "fragment.",
    "H6": "Asynchronous fragments and scripts; `parallel=True` fragments side by side.",
    "H7": '`rerun("name")` reruns the fragments with that `key=`.',
    "H8": "An exception shows in its fragment, with the script's lines, and the rest goes on.",
    "H9": "Each rerun can say why it ran, from the event on.",
    "H10": "A test drives an app without server and browser, and knows exactly what ran.",
}

_ID = re.compile(r"\b([FGH][0-9]{1,2})\b")
_IN_NAME = re.compile(r"_([fgh][0-9]{1,2})(?=_|$)")
_IN_BRACKETS = re.compile(r"\(([^)]*)\)")
_TITLE = re.compile(r"""\b(?:it|test|describe)(?:\.\w+)*\(\s*["'`]([^"'`]*)["'`]""")


@dataclass(frozen=True, slots=True, order=True)
class Proof:
    """A test; ``file`` is relative to the repository."""

    file: str
    test: str


def proofs() -> dict[str, list[Proof]]:
    """Return the tests of each row, in order of file and line."""
    found: dict[str, list[Proof]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for row, test in _in_python(path.read_text(encoding="utf-8")):
            found[row].append(Proof(path.relative_to(ROOT).as_posix(), test))
    for path in sorted((ROOT / "server" / "frontend" / "src").rglob("*.test.ts*")):
        for title in _TITLE.findall(path.read_text(encoding="utf-8")):
            for row in _rows(title):
                found[row].append(Proof(path.relative_to(ROOT).as_posix(), title))
    return dict(found)


def missing() -> set[str]:
    """Return the rows that no test names."""
    return ROWS.keys() - proofs().keys()


def generate() -> str:
    """Return the text of ``docs/semantics.md``."""
    found = proofs()
    lines = [
        "# What a fragment does",
        "",
        "Each row holds, and the tests beside it say so. "
        "Written by `scripts/rows.py` from the names and docstrings of the tests.",
    ]
    for letter, title in PARTS.items():
        lines += ["", f"## {title}", "", "| | | tests |", "|---|---|---|"]
        for row, text in ROWS.items():
            if row.startswith(letter):
                lines.append(f"| {row} | {text} | {_cell(found.get(row, []))} |")
    return "\n".join(lines) + "\n"


def _in_python(source: str) -> Iterator[tuple[str, str]]:
    module = ast.parse(source)
    of_module = _rows(" ".join(_IN_BRACKETS.findall(ast.get_docstring(module) or "")))
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith(
            "test_"
        ):
            named = [row.upper() for row in _IN_NAME.findall(node.name)]
            own = dict.fromkeys([*named, *_rows(ast.get_docstring(node) or "")])
            for row in [row for row in own if row in ROWS] or of_module:
                yield row, node.name


def _rows(text: str) -> list[str]:
    return [row for row in dict.fromkeys(_ID.findall(text)) if row in ROWS]


def _cell(proofs: list[Proof]) -> str:
    by_file: dict[str, list[str]] = defaultdict(list)
    for proof in proofs:
        if proof.test not in by_file[proof.file]:
            by_file[proof.file].append(proof.test)
    return "<br>".join(
        f"[{file.removeprefix('tests/')}](../{file}): " + ", ".join(f"`{test}`" for test in tests)
        for file, tests in by_file.items()
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail if out of date")
    check = parser.parse_args().check
    text = generate()
    if check:
        current = TARGET.read_text(encoding="utf-8") if TARGET.exists() else ""
        if current != text:
            print(f"{TARGET.name} is out of date: run python scripts/rows.py", file=sys.stderr)
            return 1
        return 0
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
