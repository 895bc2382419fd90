"""Content hashes of nodes, to tell which of them an edit changed."""

from __future__ import annotations

import ast
import hashlib

from reactfrag_compiler.analysis import helpers_of
from reactfrag_compiler.scopes import Scope
from reactfrag_compiler.source import Module
from reactfrag_compiler.values import Context

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Digests:
    """Hashes of functions, each worked out once."""

    def __init__(self) -> None:
        self._known: dict[Scope, bytes] = {}

    def of(self, root: Context) -> str:
        """The hash of a node: of its own source and of all it calls."""
        parts = {self._scope(ctx.scope, ctx.module) for ctx in helpers_of(root)}
        whole = hashlib.sha256()
        for part in sorted(parts):
            whole.update(part)
        return whole.hexdigest()

    def _scope(self, scope: Scope, module: Module) -> bytes:
        known = self._known.get(scope)
        if known is None:
            node = scope.node
            if isinstance(node, ast.Module):
                text = _top_level(node, module)
            else:
                text = _lines(module, scope.first_line, getattr(node, "end_lineno", None) or 0)
            known = self._known[scope] = hashlib.sha256(text.encode()).digest()
        return known


def _lines(module: Module, first: int, last: int) -> str:
    return "\n".join(module.line(number).rstrip() for number in range(first, last + 1))


def _top_level(tree: ast.Module, module: Module) -> str:
    """A module without the bodies of its functions: those belong to whoever calls them."""
    parts: list[str] = []
    for statement in tree.body:
        first = statement.lineno
        last = statement.end_lineno or first
        if isinstance(statement, _FUNCTIONS):
            if statement.decorator_list:
                first = min(first, statement.decorator_list[0].lineno)
            last = max(statement.lineno, statement.body[0].lineno - 1)
        parts.append(_lines(module, first, last))
    return "\n".join(parts)
