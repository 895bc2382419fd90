"""``reactfrag graph``: the dependency graph of a script, for terminals, diagrams and browsers."""

from __future__ import annotations

import json
import sys
from html import escape
from pathlib import Path
from typing import Literal

import click

from reactfrag_compiler import CompileError, Program, compile_program
from reactfrag_compiler.picture import as_data, picture
from reactfrag_compiler.render import render
from reactfrag_compiler.svg import to_svg
from reactfrag_server.bundle import HOW_TO_BUILD
from reactfrag_server.settings import STATIC
from reactfrag_server.terminal import CannotServe, check_script, in_colour

Format = Literal["tree", "mermaid", "dot", "json", "svg", "html"]

VIEWER = STATIC / "graph"
"""Where the build of the page's script and style lands."""


@click.command()
@click.argument("app", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["tree", "mermaid", "dot", "json", "svg", "html"]),
    help="[default: by the name of the output file, else tree]",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write to this file instead of the terminal.",
)
def graph(app: Path, format_: Format | None, output: Path | None) -> None:
    """Show the dependency graph of the script APP.

    As html it is one file that needs nothing else: the graph with the source beside it,
    who reads and writes each key, and what each event would rerun.
    """
    check_script(app)
    try:
        program = compile_program(app)
    except CompileError as error:
        click.echo(error.render(colour=in_colour(sys.stderr)), err=True)
        raise SystemExit(1) from error
    text = _drawn(program, format_ or _by_name(output))
    if output is None:
        click.echo(text, nl=not text.endswith("\n"))
        return
    try:
        output.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
    except OSError as error:
        raise CannotServe(f"{output} cannot be written: {error.strerror}") from error


def _by_name(output: Path | None) -> Format:
    known: dict[str, Format] = {
        ".html": "html",
        ".htm": "html",
        ".svg": "svg",
        ".json": "json",
        ".dot": "dot",
        ".gv": "dot",
        ".mmd": "mermaid",
        ".mermaid": "mermaid",
    }
    return known.get(output.suffix.lower(), "tree") if output is not None else "tree"


def _drawn(program: Program, format_: Format) -> str:
    if format_ == "html":
        return to_html(program)
    if format_ == "svg":
        return to_svg(picture(program))
    return render(program, format_)


def to_html(program: Program) -> str:
    """Return the graph as a page of its own, which asks nothing of any host.

    Raises
    ------
    CannotServe
        The browser client has not been built.
    """
    try:
        script = (VIEWER / "graph.js").read_text(encoding="utf-8")
        style = (VIEWER / "graph.css").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CannotServe(
            f"the browser client has not been built. To build it: {HOW_TO_BUILD}"
        ) from None
    found = picture(program)
    # Nothing in there may look like the end of the element, or like a comment.
    data = json.dumps(as_data(found), ensure_ascii=False, separators=(",", ":"))
    data = data.replace("<", "\\u003c")
    policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(found.app)} - graph</title>"
        f"<style>{_inside(style, 'style')}</style></head>"
        '<body><div id="root"></div>'
        f'<script type="application/json" id="reactfrag-graph">{data}</script>'
        f'<script type="module">{_inside(script, "script")}</script></body></html>\n'
    )


def _inside(text: str, element: str) -> str:
    """Code as it may stand in an element. In both languages the added backslash says nothing."""
    return text.replace(f"</{element}", f"<\\/{element}")
