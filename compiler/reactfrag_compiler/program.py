"""The compiled script: immutable, shared by every session that runs it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Literal

from reactfrag_compiler.diagnostics import Diagnostic, Span
from reactfrag_compiler.edges import StateEdges
from reactfrag_compiler.effects import NO_EFFECTS, Effects
from reactfrag_compiler.graph import call_graph, graph_of
from reactfrag_compiler.incremental import Reuse
from reactfrag_compiler.keys import Key, simplify
from reactfrag_compiler.scopes import plain_qualname
from reactfrag_compiler.source import Module

if TYPE_CHECKING:
    import networkx as nx

Mode = Literal["read", "write", "delete"]
AccessNote = Literal["", "widget", "in place", "maybe in place"]


@dataclass(frozen=True, slots=True)
class Access:
    """One place in the source where a node may touch a session-state key."""

    key: Key
    mode: Mode
    span: Span
    via: tuple[str, ...] = ()
    """The helper functions between the node and the access, outermost first."""
    note: AccessNote = ""
    """``widget``: a widget of this key is drawn, whose event writes it.

    ``in place``: the value is mutated; ``maybe in place``: it goes where that cannot
    be excluded.
    """
    initial: bool = False
    """Whether it is a write of what a test has just found missing."""
    event: bool = False
    """Whether only a callback makes it: before anything runs."""


@dataclass(frozen=True, slots=True)
class Call:
    """A place where a node calls a fragment."""

    node: str
    """The id of the fragment that is called."""
    span: Span
    via: tuple[str, ...] = ()
    container: str = ""
    """What it is drawn in: the function that makes the innermost container around the
    call (``sidebar``, ``columns``), ``""`` for the caller's own place, ``unknown`` when
    that differs or cannot be known."""
    times: Literal["once", "many", "unknown"] = "once"
    """How often one run of the calling node may pass here.

    ``many``: in a loop, or in a helper that is called more than once; ``unknown``: code
    that cannot be followed calls it.
    """


@dataclass(frozen=True)
class Node:
    """A unit of rerunning: the top-level cell, or one fragment function."""

    id: str
    """``app``, or ``<module>:<qualified name>``."""
    name: str
    kind: Literal["app", "fragment"]
    span: Span
    accesses: tuple[Access, ...] = ()
    calls: tuple[Call, ...] = ()
    run_every: str = ""
    """The interval of its timer as it is written, ``""`` when it has none."""
    has_widgets: bool = False
    """Whether it draws widgets, with keys or without."""
    digest: str = ""
    """Of the source of the node and of every helper it calls; moved lines do not change it."""
    effects: Effects = NO_EFFECTS
    brief: bool = False
    """Whether its function is sure to be over soon if all that it takes in is plain values:
    see :mod:`reactfrag_compiler.brief`."""
    reads: frozenset[Key] = field(init=False, compare=False)
    writes: frozenset[Key] = field(init=False, compare=False)
    deletes: frozenset[Key] = field(init=False, compare=False)
    intended_writes: frozenset[Key] = field(init=False, compare=False)
    """``writes`` without the changes in place that merely cannot be excluded."""

    @property
    def title(self) -> str:
        """Its name for people: qualified, without ``<locals>``."""
        return self.name.replace(".<locals>.", ".")

    def __post_init__(self) -> None:
        for name, mode in (("reads", "read"), ("writes", "write"), ("deletes", "delete")):
            keys = simplify(access.key for access in self.accesses if access.mode == mode)
            object.__setattr__(self, name, keys)
        if any(access.note == "maybe in place" for access in self.accesses):
            intended = simplify(
                access.key
                for access in self.accesses
                if access.mode == "write" and access.note != "maybe in place"
            )
        else:
            intended = self.writes
        object.__setattr__(self, "intended_writes", intended)


@dataclass(frozen=True, slots=True)
class ProgramDiff:
    """How one program differs from an earlier one, by node id."""

    added: frozenset[str]
    removed: frozenset[str]
    changed: frozenset[str]
    """Nodes whose own source, or that of a helper, is another."""
    same: frozenset[str]


def diff_programs(old: Program, new: Program) -> ProgramDiff:
    """Which nodes an edit added, removed, changed and left as they are.

    Parameters:
        old: the program before.
        new: the program after.
    """
    before, after = old.nodes, new.nodes
    both = before.keys() & after.keys()
    changed = frozenset(id_ for id_ in both if before[id_].digest != after[id_].digest)
    return ProgramDiff(
        frozenset(after.keys() - both),
        frozenset(before.keys() - both),
        changed,
        frozenset(both - changed),
    )


CallEdges = Mapping[str, Mapping[str, tuple[Span, ...]]]
"""Every node is a caller, in source order."""

CodeKey = tuple[str, int, str]
"""File, first line and qualified name: what a code object tells of its function."""


@dataclass(frozen=True, eq=False)
class Program:
    """A compiled script. ``compile_program`` makes it."""

    path: Path
    digest: str
    """Of the script and its local modules."""
    code: CodeType
    """The script's module code. It expects ``__reactfrag_show__`` in its namespace."""
    nodes: Mapping[str, Node]
    """By id: ``app`` first, then the fragments in source order, module by module."""
    edges: StateEdges
    """By source and target: the keys that the one may write or delete and the other may read."""
    call_edges: CallEdges
    """By caller and fragment called: the places of the calls."""
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[Path, ...]
    """The script and the local modules that it imports."""
    rank: Mapping[str, int]
    """Node id -> position in the topological order of the condensed graph of ``order_graph``."""
    cycles: tuple[frozenset[str], ...]
    """Strongly connected components of the same graph that are cycles, the app node left out."""
    cyclic: frozenset[str]
    """The nodes in a cycle, an edge to itself included."""
    modules: Mapping[str, Module] = field(repr=False)
    """The sources by module name. Their trees are those of the newest program of the line."""
    reuse: Reuse = field(repr=False)
    """What the compilation of the next version may build upon."""
    _functions: Mapping[CodeKey, tuple[FunctionPlace, ...]] = field(repr=False)

    @cached_property
    def graph(self) -> nx.DiGraph[str]:
        """State edges: data ``kind`` (``"state"``) and ``keys``. Not to be changed."""
        return graph_of(self.nodes.values(), self.edges)

    @cached_property
    def call_graph(self) -> nx.DiGraph[str]:
        """Call edges: data ``kind`` (``"call"``) and ``spans``. Not to be changed."""
        return call_graph(self.call_edges)

    def node_of(self, code: CodeType) -> Node | None:
        """The fragment whose function has this code object, None when there is none.

        Functions are known by file, first line and qualified name; several on one
        line (lambdas) are told apart by the columns of their instructions.
        """
        key = (code_file(code.co_filename), code.co_firstlineno, plain_qualname(code.co_qualname))
        places = self._functions.get(key)
        if not places:
            return None
        if len(places) == 1:
            return self.nodes[places[0].node]
        return self._by_column(code, places)

    def _by_column(self, code: CodeType, places: tuple[FunctionPlace, ...]) -> Node | None:
        spots = {
            (line, column)
            for line, _, column, _ in code.co_positions()
            if line is not None and column is not None
        }
        for place in places:
            if any(place.start <= spot < place.end for spot in spots):
                return self.nodes[place.node]
        return None

    def source_of(self, file: str) -> str | None:
        """The text of one of the program's files, for printing diagnostics."""
        for module in self.modules.values():
            if str(module.path) == file:
                return module.text
        return None


@dataclass(frozen=True, slots=True)
class FunctionPlace:
    """A function that is the body of a node, and where its code stands (line, byte column)."""

    node: str
    start: tuple[int, int]
    end: tuple[int, int]


_files: dict[str, str] = {}


def code_file(name: str) -> str:
    """One spelling for each file, whatever the importer calls it (links are followed)."""
    known = _files.get(name)
    if known is None:
        known = _files[name] = os.path.realpath(name)
    return known


def digest_of_modules(modules: Mapping[str, Module]) -> str:
    """The content hash of a program."""
    whole = hashlib.sha256()
    for name, module in sorted(modules.items()):
        whole.update(f"{name}\0{module.digest}\0".encode())
    return whole.hexdigest()
