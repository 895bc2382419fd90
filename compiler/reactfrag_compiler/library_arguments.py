"""What arguments make libraries do: write into them, read the clock, look names up, call back."""

from __future__ import annotations

import ast
import re

from reactfrag_compiler.access import mutate, read_states
from reactfrag_compiler.effect_notes import note, note_called, text_of
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.names import lookup_name
from reactfrag_compiler.unknown_calls import call_back
from reactfrag_compiler.values import (
    EMPTY,
    SCALAR,
    UNKNOWN,
    Api,
    Args,
    Atom,
    Box,
    Const,
    Ext,
    Instance,
    Method,
    Text,
    Value,
    join,
)


def _places() -> dict[str, int]:
    table = {
        1: """
        sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh arccosh arctanh exp expm1 log log2
        log10 log1p sqrt cbrt square abs absolute sign floor ceil rint isnan isfinite isinf
        logical_not deg2rad rad2deg conj conjugate negative
        """,
        2: """
        arctan2 power add subtract multiply divide maximum minimum mod hypot logical_and logical_or
        min max argmin argmax any all nanmin nanmax median round dot matmul outer concatenate
        stack compress
        """,
        3: """
        sum prod cumsum cumprod mean std var nansum nanmean percentile quantile clip take trace
        """,
        4: "fft ifft rfft irfft fft2 ifft2 fftn ifftn hfft ihfft",
    }
    return {name: index for index, names in table.items() for name in names.split()}


OUT = _places()
"""Functions of NumPy -> the position of ``out``. A method has it one place earlier."""

DATES = frozenset(
    """
    numpy.datetime64 pandas.date_range pandas.bdate_range pandas.period_range pandas.Period
    pandas.Timestamp pandas.to_datetime
    """.split()
)
"""Makers of dates, which take the text ``now`` for the time it is."""
_CLOCK = frozenset({"now", "today"})
_CLOCK_IN_QUERY = re.compile(r"""["'](now|today)["']""", re.IGNORECASE)
QUERIES = frozenset({"query", "eval"})
"""Methods of data frames that are given an expression."""
_NAMED = re.compile(r"@\s*(\w+)\s*([.(\[]?)")


def write_out(frame: Frame, node: ast.AST, name: str, args: Args, *, bound: bool) -> Value:
    """What a function of NumPy was told to write its result into is changed, and given back."""
    given = [args.keywords["out"]] if "out" in args.keywords else []
    given += [] if args.double_star is None else [args.double_star]
    place = OUT.get(name.rpartition(".")[2])
    if place is not None:
        given += args.positional[place - bound : place - bound + 1]
        given += [] if args.star is None else [args.star]
    into = join(given)
    # A ufunc takes a tuple of them, too.
    into |= join(
        frame.read(cell)
        for atom in into
        if isinstance(atom, Box) and atom.kind == "tuple"
        for cell in (*atom.items.values(), atom.rest)
    )
    into = frozenset(a for a in into if a is not SCALAR and not isinstance(a, (Const, Text)))
    mutate(frame, node, into)
    return into


def note_clock(frame: Frame, node: ast.AST, name: str, given: Value) -> None:
    """NumPy and pandas take the texts ``now`` and ``today`` for the time, where a date may be."""
    words = (str(a.value).strip().lower() for a in given if isinstance(a, Const))
    if any(word in _CLOCK for word in words):
        note(frame, "clock", node, f"reads the clock: `{name}` of `now` or `today`")
    elif name in DATES and any(_may_be_text(atom) for atom in given):
        note(frame, "clock", node, f"may read the clock: `{name}` of a text that is not known")


def _may_be_text(atom: Atom) -> bool:
    return atom is UNKNOWN or atom is SCALAR or (isinstance(atom, Text) and not any(atom.parts))


def note_query(frame: Frame, node: ast.AST, args: Args) -> None:
    """An expression given to a data frame looks up the variables that it names with ``@``."""
    for atom in args.get(0, "expr") or EMPTY:
        if not isinstance(atom, Const):
            if not isinstance(atom, Box):
                note(frame, "unknown", node, f"`{text_of(node)}`: an expression that is not known")
            continue
        text = str(atom.value)
        if _CLOCK_IN_QUERY.search(text):
            note(frame, "clock", node, f"reads the clock: `{text_of(node)}`")
        for name, after in _NAMED.findall(text):
            value = lookup_name(frame, name)
            read_states(frame, node, value)
            if after == "(":
                note_called(frame, node, value)
                call_back(frame, node, value)
            elif after or any(isinstance(a, (Instance, Box)) for a in value):
                told = f"`{text_of(node)}` looks into `{name}`"
                note(frame, "unknown", node, told)


def note_functions(frame: Frame, node: ast.AST, given: Value) -> None:
    """Known code may call the functions among what it is given: those from outside are told."""
    functions = (a for a in given if isinstance(a, (Ext, Method, Api)))
    note_called(frame, node, frozenset(functions))
