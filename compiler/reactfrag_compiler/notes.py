"""What a context does beside touching the session state, noted while it is visited."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reactfrag_compiler.values import Atom, Context, Env


class Notes:
    """The notes of one context; they only grow, like all that a context collects."""

    __slots__ = ("bindings", "changes", "edges", "foreign", "impure", "loose", "names", "patched",
                 "resources")  # fmt: skip

    def __init__(self) -> None:
        self.impure: dict[tuple[str, ast.AST, str], None] = {}
        """(kind, where, message)."""
        self.names: set[tuple[Env, str]] = set()
        """Variables of other scopes that are read."""
        self.bindings: dict[tuple[Env, str], ast.AST] = {}
        """Variables of other scopes that are bound or deleted, and where."""
        self.changes: dict[tuple[Atom, ast.AST], None] = {}
        """Objects that may be changed in place, and where."""
        self.foreign: dict[str, ast.AST] = {}
        """Attributes of things from outside that are got, by their dotted names, and where."""
        self.patched: dict[str, ast.AST] = {}
        """Those that are set or deleted."""
        self.edges: set[tuple[Context, ast.AST]] = set()
        """Every place that calls another context."""
        self.loose: dict[ast.AST, str] = {}
        """Places where functions are called by code that is not followed: ``many``, ``unknown``."""
        self.resources: dict[tuple[Atom, ast.AST], None] = {}
        """Calls of functions under ``cache_resource``."""
