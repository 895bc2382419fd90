"""``reactfrag bench``: what splitting an app into fragments saves, on this machine."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from reactfrag import compat
from reactfrag_compiler import CompileError, Program, compile_program
from reactfrag_server.savings import Rerun, Savings, TooSlow, measure
from reactfrag_server.terminal import CannotServe, check_script, in_colour, rendered

SCHEMA = 1
"""Of the JSON. It changes when a field changes its meaning or goes."""

_TELLING = 0.05
"""The part of a full rerun from which on a node is worth naming."""
_HEADS = ("rerun", "where", "median", "p10 to p90", "CPU", "bytes", "runs", "times less")


@click.command()
@click.argument("app", type=click.Path(path_type=Path))
@click.option(
    "--seconds",
    type=click.FloatRange(0, min_open=True),
    default=10.0,
    show_default=True,
    help="How long to measure; three rounds are made at least.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    default=60.0,
    show_default=True,
    help="Seconds that one rerun may take.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")
def bench(app: Path, seconds: float, timeout: float, as_json: bool) -> None:
    """Measure each fragment's rerun of the script APP beside its full rerun.

    The app runs in this process, many times over, without a browser; timers do not tick.
    What it prints is not shown.
    """
    program = _compiled(app)
    # As when it is served.
    sys.path.insert(0, str(app.resolve().parent))
    sys.argv = [str(app)]
    compat.install()
    try:
        with _progress(shown=not as_json) as progress, _quiet():
            savings = measure(program, seconds=seconds, longest=timeout, progress=progress)
    except TooSlow as error:
        raise CannotServe(f"{error}; --timeout allows for more") from error
    click.echo(_json(app, savings) if as_json else _text(app, program, savings))


def _compiled(app: Path) -> Program:
    check_script(app)
    try:
        return compile_program(app)
    except CompileError as error:
        text = rendered(error, error.diagnostics, colour=in_colour(sys.stderr))
        click.echo(text, err=True)
        raise SystemExit(1) from error


@contextlib.contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[float], None]]:
    hidden = not (shown and sys.stderr.isatty())
    with click.progressbar(
        length=1000, label="Measuring", file=sys.stderr, hidden=hidden, show_pos=False
    ) as bar:
        yield lambda done: bar.update(round(done * 1000) - bar.pos)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Let the app print and log, hundreds of times over, where nobody looks."""
    log = logging.getLogger("reactfrag")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with open(os.devnull, "w", encoding="utf-8") as out, contextlib.redirect_stdout(out):
            yield
    finally:
        log.setLevel(level)


# --- for people ---------------------------------------------------------------


def _text(app: Path, program: Program, savings: Savings) -> str:
    whole = savings.everything.seconds
    rows = [_HEADS, *(_row(program, rerun, whole) for rerun in _all(savings))]
    parts = [f"{app}, {savings.rounds} rounds", "", *_table(rows), "", *_verdict(savings)]
    return "\n".join(parts)


def _all(savings: Savings) -> list[Rerun]:
    return [savings.everything, savings.full, *savings.fragments]


def _row(program: Program, rerun: Rerun, whole: float) -> tuple[str, ...]:
    low, high = rerun.spread
    node = program.nodes.get(rerun.node)
    places = f" ({rerun.places} places)" if rerun.places > 1 else ""
    where = ""
    if node is not None and node.kind == "fragment":
        where = f"{Path(node.span.file).name}:{node.span.line}"
    return (
        rerun.name + places,
        where,
        _time(rerun.seconds),
        f"{_time(low)} to {_time(high)}",
        _time(rerun.processor),
        _size(rerun.bytes_sent),
        f"{rerun.runs}" + (" failed" if rerun.failed else ""),
        f"{whole / rerun.seconds:.1f}",
    )


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if number < 2 else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines


def _verdict(savings: Savings) -> list[str]:
    whole = savings.everything.seconds
    lines = []
    if savings.fragments:
        typical = savings.typical
        lines.append(
            f"An event in a fragment takes {_time(typical)} (the median over the fragments); "
            f"running everything takes {_time(whole)}, {whole / typical:.1f} times as long."
        )
    else:
        lines.append(
            f"No fragment is on the page when it opens: each event takes a full rerun, "
            f"{_time(whole)}."
        )
    if savings.full.runs < savings.everything.runs:
        lines.append(
            f"An event outside of the fragments takes {_time(savings.full.seconds)}, "
            "for those that cannot have changed are skipped."
        )
    told = [f"{name} {share:.0%}" for name, share in savings.shares[:5] if share >= _TELLING]
    if told:
        lines.append(f"Where the time of a full rerun goes: {', '.join(told)}.")
    if savings.absent:
        lines.append(f"Not on the page when it opens: {', '.join(savings.absent)}.")
    if any(rerun.failed for rerun in _all(savings)):
        lines.append("Runs that failed are measured up to their exception.")
    return lines


def _time(seconds: float) -> str:
    if seconds < 0.001:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1e3:.2f} ms" if seconds < 0.01 else f"{seconds * 1e3:.1f} ms"


def _size(count: int) -> str:
    return f"{count} B" if count < 1000 else f"{count / 1000:.1f} kB"


# --- for machines -------------------------------------------------------------


def _json(app: Path, savings: Savings) -> str:
    """Times are in seconds."""
    whole = savings.everything.seconds
    document = {
        "schema": SCHEMA,
        "app": str(app),
        "rounds": savings.rounds,
        "everything": _figures(savings.everything, whole),
        "full": _figures(savings.full, whole),
        "fragments": [_figures(rerun, whole) for rerun in savings.fragments],
        "absent": list(savings.absent),
        "shares": dict(savings.shares),
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _figures(rerun: Rerun, whole: float) -> dict[str, object]:
    low, high = rerun.spread
    return {
        "name": rerun.name,
        "node": rerun.node,
        "places": rerun.places,
        "median": rerun.seconds,
        "p10": low,
        "p90": high,
        "cpu": rerun.processor,
        "bytes": rerun.bytes_sent,
        "runs": rerun.runs,
        "failed": rerun.failed,
        "times_less": whole / rerun.seconds,
    }
