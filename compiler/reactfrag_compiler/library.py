"""Objects of libraries: what a known package made, and what its methods do.

Such an object is a container of what is not known. That it has a place where it was
made tells one that only the present run can reach from one that others share; that
its package is known tells what its methods do.
"""

from __future__ import annotations

import ast

from reactfrag_compiler.access import mutate, read_states
from reactfrag_compiler.attributes import lost
from reactfrag_compiler.effect_notes import note_called, note_unknown
from reactfrag_compiler.effect_table import (
    NEW_RESULTS,
    PURE_DATA_METHODS,
    PURE_METHODS,
    SHARING_RESULTS,
)
from reactfrag_compiler.known import MUTATORS
from reactfrag_compiler.library_arguments import (
    QUERIES,
    note_clock,
    note_functions,
    note_query,
    write_out,
)
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.unknown_calls import call_back, escape
from reactfrag_compiler.values import (
    EMPTY,
    LIBRARY_KINDS,
    V_UNKNOWN,
    Args,
    Box,
    Const,
    Value,
    join,
)

_CALLING = frozenset({"apply", "map", "agg", "aggregate", "transform", "filter", "map_elements"})


def new_object(frame: Frame, site: object, package: str) -> Value:
    """The object that a place makes by way of a package.

    Parameters:
        site: what tells it from other objects of the same context.
        package: one of ``LIBRARY_KINDS``.
    """
    known = frame.ctx.objects.get(site)
    if known is None:
        box = frame.machine.box(frame.ctx, (site, "object"), package)
        frame.machine.add(box.rest, V_UNKNOWN)
        known = frame.ctx.objects[site] = frozenset({box})
    return known


def is_library(atom: object) -> bool:
    """Whether a value is an object of a library."""
    return isinstance(atom, Box) and atom.kind in LIBRARY_KINDS


def call_library_method(frame: Frame, node: ast.AST, owner: Box, name: str, args: Args) -> Value:
    """A method of an object of a library."""
    given = join(args.all())
    package = owner.kind
    inside = given | join(
        frame.read(cell)
        for atom in given
        if isinstance(atom, Box)
        for cell in (*atom.items.values(), atom.rest)
    )
    read_states(frame, node, inside)
    call_back(frame, node, inside)
    note_functions(frame, node, inside)
    into = EMPTY
    if package in ("numpy", "pandas"):
        note_clock(frame, node, name, inside)
        into = write_out(frame, node, name, args, bound=True)
    if name in QUERIES:
        note_query(frame, node, args)
    result = V_UNKNOWN | (lost(frame, name) - V_UNKNOWN)
    if name in NEW_RESULTS.get(package, ()):
        if name in _CALLING:
            functions = args.get(0, "func") or frozenset()
            texts = frozenset(a for a in functions if isinstance(a, (Const, Box)))
            note_called(frame, node, functions - texts)
        if _says(args, "inplace", True):
            mutate(frame, node, frozenset({owner}))
        if _says(args, "copy", False):
            into |= {owner}
        return new_object(frame, node, package) | into | (result - V_UNKNOWN)
    if name in SHARING_RESULTS.get(package, ()):
        return frozenset({owner}) | (result - V_UNKNOWN)
    if name in PURE_METHODS or (package == "object" and name in PURE_DATA_METHODS):
        return result
    if package == "random":
        # The generator goes on; the same seed and the same calls give the same numbers.
        mutate(frame, node, frozenset({owner}) | (given if name == "shuffle" else EMPTY))
        return result
    if package == "object" and name in MUTATORS:
        mutate(frame, node, frozenset({owner}))
        frame.machine.add(owner.rest, given)
        return result | given
    if package == "plotly" and name.startswith(("update", "add_", "for_each_")):
        mutate(frame, node, frozenset({owner}))
        return frozenset({owner})
    escape(frame, node, given)
    mutate(frame, node, frozenset({owner}), sure=False)
    note_unknown(frame, node)
    return result | {owner}


def _says(args: Args, name: str, meant: bool) -> bool:
    """Whether a keyword may be given with this value."""
    given = args.keywords.get(name)
    if given is None:
        return args.double_star is not None
    return not all(isinstance(atom, Const) and atom.value is not meant for atom in given)
