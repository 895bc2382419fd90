"""Diagnostics: codes, severities, spans, hints, and how they are printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning", "info"]

CODES: dict[str, str] = {
    "RF100": "the source cannot be compiled",
    "RF101": "a key is read but never written",
    "RF102": "fragments form a cycle",
    "RF103": "a fragment is never called",
    "RF104": "the return value of a fragment is used",
    "RF105": "run_every does not parse",
    "RF106": "two widgets have the same key",
    "RF107": "the top level reads a key that only a fragment writes",
    "RF108": "a key is written but never read",
    "RF109": "a fragment draws a widget in a container made outside of it",
    "RF110": "a fragment uses the sidebar",
    "RF111": "run_every is shorter than the shortest interval",
    "RF112": "a fragment changes an argument",
    "RF113": "a fragment changes a global variable",
    "RF114": "session state is used while a module is imported",
    "RF115": "a session-state access may touch any key",
    "RF116": "a function made in a loop uses the loop variable later",
    "RF117": "a comment silences a code that does not exist",
}
"""What each code stands for. A code keeps its meaning for ever."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source file. Lines and columns count from 1, columns in characters.

    The end is exclusive: the column after the last character.
    """

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Note:
    """Another place that a diagnostic speaks of."""

    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something that the author of an app should know, and where."""

    code: str
    severity: Severity
    message: str
    span: Span
    hint: str = ""
    notes: tuple[Note, ...] = field(default=())

    def __str__(self) -> str:
        return f"{self.span}: {self.severity}[{self.code}]: {self.message}"


def relative_to(diagnostic: Diagnostic, folder: Path) -> Diagnostic:
    """The same with the names of files in a folder told from there."""

    def shorter(span: Span) -> Span:
        try:
            return replace(span, file=str(Path(span.file).relative_to(folder)))
        except ValueError:
            return span

    notes = tuple(Note(note.message, shorter(note.span)) for note in diagnostic.notes)
    return replace(diagnostic, span=shorter(diagnostic.span), notes=notes)


class CompileError(Exception):
    """The script, or a local module that it imports, cannot be compiled.

    Parameters:
        diagnostics: what is wrong, at least one.
        sources: the text of the files concerned, for printing.
    """

    def __init__(
        self, diagnostics: Iterable[Diagnostic], sources: dict[str, str] | None = None
    ) -> None:
        self.diagnostics = tuple(diagnostics)
        self.sources = dict(sources or {})
        super().__init__("\n".join(str(diagnostic) for diagnostic in self.diagnostics))

    def render(self, *, colour: bool = False) -> str:
        """What is wrong, with the source lines."""
        return render_all(self.diagnostics, self.sources.get, colour=colour)


_RESET = "\x1b[0m"
_STYLES: dict[str, str] = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "info": "\x1b[1;36m",
    "bold": "\x1b[1m",
    "frame": "\x1b[34m",
    "hint": "\x1b[32m",
}
_TAB = "    "


_LINE_END = re.compile(r"\r\n|\r|\n")


def lines_of(text: str) -> list[str]:
    """The lines of a source text as Python counts them: ``str.splitlines`` finds more."""
    return _LINE_END.split(text)


def render_all(
    diagnostics: Iterable[Diagnostic],
    source_of: Callable[[str], str | None],
    *,
    colour: bool = False,
) -> str:
    """Several diagnostics, an empty line between each two.

    Parameters:
        source_of: gives the text of a file, or None when it is not to be had.
        colour: whether to use terminal colours.
    """
    return "\n\n".join(render(one, source_of, colour=colour) for one in diagnostics)


def render(
    diagnostic: Diagnostic, source_of: Callable[[str], str | None], *, colour: bool = False
) -> str:
    """One diagnostic, with its source line underlined.

    Parameters:
        source_of: gives the text of a file, or None when it is not to be had.
        colour: whether to use terminal colours.
    """

    def paint(style: str, text: str) -> str:
        return f"{_STYLES[style]}{text}{_RESET}" if colour else text

    severity = diagnostic.severity
    head = paint(severity, f"{severity}[{diagnostic.code}]")
    lines = [head + paint("bold", f": {diagnostic.message}")]
    spans = [diagnostic.span, *(note.span for note in diagnostic.notes)]
    gutter = len(str(max(span.line for span in spans)))
    lines += _excerpt(diagnostic.span, "", severity, gutter, source_of, paint)
    for note in diagnostic.notes:
        lines += _excerpt(note.span, note.message, "frame", gutter, source_of, paint)
    if diagnostic.hint:
        lines.append(
            f"{' ' * gutter} {paint('frame', '=')} {paint('hint', 'help')}: {diagnostic.hint}"
        )
    return "\n".join(lines)


def _excerpt(
    span: Span,
    label: str,
    style: str,
    gutter: int,
    source_of: Callable[[str], str | None],
    paint: Callable[[str, str], str],
) -> list[str]:
    """The source line of a span, underlined, below an arrow that names the place."""
    bar = paint("frame", "|")
    arrow = paint("frame", "-->")
    lines = [f"{' ' * gutter}{arrow} {span}"]
    text = source_of(span.file)
    rows = lines_of(text) if text is not None else []
    if not 1 <= span.line <= len(rows):
        return [*lines, f"{' ' * gutter} {bar} {label}"] if label else lines
    row = rows[span.line - 1]
    start = max(span.column - 1, 0)
    end = span.end_column - 1 if span.end_line == span.line else len(row.rstrip())
    lead = _cells(row[:start])
    width = max(_cells(row[start:end]), 1)
    number = paint("frame", str(span.line).rjust(gutter))
    underline = paint(style, "^" * width + (f" {label}" if label else ""))
    lines.append(f"{' ' * gutter} {bar}")
    lines.append(f"{number} {bar} {row.rstrip().replace(chr(9), _TAB)}")
    lines.append(f"{' ' * gutter} {bar} {' ' * lead}{underline}")
    return lines


def _cells(text: str) -> int:
    """The cells that a text takes on a terminal: two for wide characters, none for marks."""
    return sum(
        len(_TAB)
        if char == "\t"
        else 0
        if unicodedata.combining(char) or char == "\ufe0f"
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )
