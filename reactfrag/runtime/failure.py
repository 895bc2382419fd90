"""A script that does not compile: its error stands above the last good page."""

from __future__ import annotations

from reactfrag.protocol import ROOT
from reactfrag.protocol.props import Exception_, TraceFrame
from reactfrag.runtime.page import Page, first_instance
from reactfrag.runtime.run import Run
from reactfrag.runtime.settings import Settings
from reactfrag_compiler import CompileError

_SYNTAX = "syntax error: "
"""What the compiler puts before what Python says of the syntax."""


def show_failure(failure: CompileError, page: Page, settings: Settings) -> Run:
    """Return a run that has drawn ``failure`` and nothing else."""
    run = Run(page, first_instance(), settings)
    # The root keeps its title and layout: only the main block is drawn upon.
    run.draft.leave_alone(ROOT)
    for diagnostic in failure.diagnostics:
        span = diagnostic.span
        message = diagnostic.message.removeprefix(_SYNTAX)
        run.emit(
            None,
            Exception_(
                type="CompileError" if message == diagnostic.message else "SyntaxError",
                message=message,
                frames=[TraceFrame(span.file, span.line, "", _line(span.file, span.line))],
                hint=diagnostic.hint or None,
            ),
        )
    return run


def _line(file: str, line: int) -> str:
    try:
        with open(file, encoding="utf-8", errors="replace") as lines:
            for number, text in enumerate(lines, 1):
                if number == line:
                    return text.strip()
    except OSError:
        pass
    return ""
