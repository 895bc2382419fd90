"""What the commands say on the terminal, and what they refuse."""

from __future__ import annotations

import os
import sys
import tokenize
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

import click

from reactfrag_compiler import CompileError, Diagnostic, Program
from reactfrag_compiler.diagnostics import relative_to, render_all
from reactfrag_server.types import Compiled


class CannotServe(click.ClickException):
    """What was asked for can't be done. The exit code is that of a wrong usage."""

    exit_code = 2


def check_script(app: Path) -> None:
    """Refuse what is no script at all; one with a mistake in it is another matter.

    Raises:
        CannotServe: when it is missing, a folder, or no text.
    """
    check_file(app)
    try:
        with tokenize.open(app) as file:
            text = file.read()
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise CannotServe(f"{app} is no Python script: {error}") from error
    if "\0" in text:
        raise CannotServe(f"{app} is no Python script: it holds binary data")


def check_file(app: Path) -> None:
    """Refuse what is no file, or cannot be read.

    Raises:
        CannotServe: when it is missing, a folder, or closed to us.
    """
    if app.is_dir():
        raise CannotServe(f"{app} is a folder: name the Python script in it")
    try:
        with app.open("rb"):
            pass
    except FileNotFoundError as error:
        raise CannotServe(f"there is no file {app}") from error
    except OSError as error:
        raise CannotServe(f"{app} cannot be read: {error.strerror}") from error


def in_colour(stream: TextIO) -> bool:
    """Whether to write to a stream in colour: to a terminal, unless NO_COLOR is set."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def warn(text: str) -> None:
    """Say something in yellow, beside the output proper."""
    click.secho(text, fg="yellow", err=True, color=None if in_colour(sys.stderr) else False)


def rendered(compiled: Compiled, shown: Iterable[Diagnostic], *, colour: bool) -> str:
    """Diagnostics with their source lines, files named from the present folder."""
    here = Path.cwd()

    def source_of(file: str) -> str | None:
        path = str(here / file)
        if isinstance(compiled, Program):
            return compiled.source_of(path)
        return compiled.sources.get(path) or compiled.sources.get(file)

    return render_all([relative_to(one, here) for one in shown], source_of, colour=colour)


def counted(diagnostics: Iterable[Diagnostic]) -> str:
    """``1 error, 2 warnings, 1 info``; empty for none."""
    numbers: Counter[str] = Counter(one.severity for one in diagnostics)
    return ", ".join(
        f"{numbers[severity]} {severity}{'s' if numbers[severity] > 1 else ''}"
        for severity in ("error", "warning", "info")
        if numbers[severity]
    )


class Reporter:
    """Says what the compiler found when an app is served, and after each edit what is new.

    Notes are left to ``reactfrag check``. Used by one thread at a time: the main thread
    until the event loop runs, then the loop's.
    """

    def __init__(self) -> None:
        self._said: Counter[tuple[str, str, str]] = Counter()

    def started(self, compiled: Compiled) -> None:
        """The script was compiled for the first time."""
        self._say(compiled)

    def reloaded(self, compiled: Compiled) -> None:
        """It was compiled again."""
        known = self._say(compiled)
        if not isinstance(compiled, CompileError):
            before = f" ({counted(known)} as before)" if known else ""
            click.echo(f"Reloaded {compiled.path.name}{before}")

    def _say(self, compiled: Compiled) -> list[Diagnostic]:
        """Print what has not been said; gives the rest."""
        before, self._said = self._said, Counter()
        fresh: list[Diagnostic] = []
        known: list[Diagnostic] = []
        for one in compiled.diagnostics:
            if one.severity == "info":
                continue
            what = (one.code, one.message, one.span.file)
            self._said[what] += 1
            is_known = self._said[what] <= before[what] and isinstance(compiled, Program)
            (known if is_known else fresh).append(one)
        if fresh:
            click.echo(rendered(compiled, fresh, colour=in_colour(sys.stderr)), err=True)
        return known
