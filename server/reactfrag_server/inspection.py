"""``reactfrag check`` and ``reactfrag explain``: what the compiler knows of a script."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click

from reactfrag_compiler import CompileError, Diagnostic, Program, Span, compile_program
from reactfrag_compiler.diagnostics import relative_to
from reactfrag_compiler.explain import NotFound, explain_key, explain_node, find_node, overview
from reactfrag_compiler.explain_text import Report, to_json, to_text
from reactfrag_server.terminal import (
    CannotServe,
    check_file,
    check_script,
    counted,
    in_colour,
    rendered,
)
from reactfrag_server.types import Compiled

SCHEMA = 1
"""Of the JSON of ``check``. It changes when a field changes its meaning or goes."""

_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")


@click.command()
@click.argument("app", type=click.Path(path_type=Path))
@_json
@click.option("--strict", is_flag=True, help="Let warnings count as errors do.")
def check(app: Path, as_json: bool, strict: bool) -> None:
    """Show what is wrong or doubtful in the script APP and the local modules it imports.

    The exit code is 0 when there is no error (with --strict: no warning either), 1 when
    there is one, 2 when APP is no script.
    """
    check_file(app)
    compiled = _compile(app)
    found = compiled.diagnostics
    numbers = Counter(one.severity for one in found)
    bad = bool(numbers["error"] or (strict and numbers["warning"]))
    if as_json:
        click.echo(_check_json(app, found, ok=not bad))
    else:
        if found:
            click.echo(rendered(compiled, found, colour=in_colour(sys.stdout)) + "\n")
        click.echo(f"{counted(found) or 'nothing to report'} in {app}")
    if bad:
        raise SystemExit(1)


def _compile(app: Path) -> Compiled:
    try:
        return compile_program(app)
    except CompileError as error:
        return error


def _check_json(app: Path, found: tuple[Diagnostic, ...], *, ok: bool) -> str:
    """The document that ``docs/diagnostics.md`` describes."""
    here = Path.cwd()
    numbers = Counter(one.severity for one in found)
    document = {
        "schema": SCHEMA,
        "app": str(app),
        "ok": ok,
        "summary": {
            "errors": numbers["error"],
            "warnings": numbers["warning"],
            "infos": numbers["info"],
        },
        "diagnostics": [
            {
                "code": one.code,
                "severity": one.severity,
                "message": one.message,
                "hint": one.hint,
                **_place(one.span),
                "notes": [{"message": note.message, **_place(note.span)} for note in one.notes],
            }
            for one in (relative_to(one, here) for one in found)
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _place(span: Span) -> dict[str, object]:
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


@click.command()
@click.argument("app", type=click.Path(path_type=Path))
@click.argument("node", required=False)
@click.option("--key", metavar="NAME", help="Explain this session-state key instead of a node.")
@_json
def explain(app: Path, node: str | None, key: str | None, as_json: bool) -> None:
    """Show what the parts of the script APP read and write, and what makes them run again.

    NODE is a fragment (its name, or as much of it as is clear), or "app" for the script
    itself. Without it all of them are shown in short.
    """
    if node is not None and key is not None:
        raise click.UsageError("name a node or a --key, not both")
    check_script(app)
    compiled = _compile(app)
    if not isinstance(compiled, Program):
        text = rendered(compiled, compiled.diagnostics, colour=in_colour(sys.stderr))
        click.echo(text, err=True)
        raise SystemExit(1)
    try:
        report = _report(compiled, node, key)
    except NotFound as error:
        raise CannotServe(str(error)) from error
    click.echo(to_json(report) if as_json else to_text(report, colour=in_colour(sys.stdout)))


def _report(program: Program, node: str | None, key: str | None) -> Report:
    if key is not None:
        return explain_key(program, key)
    if node is not None:
        return explain_node(program, find_node(program, node))
    return overview(program)
