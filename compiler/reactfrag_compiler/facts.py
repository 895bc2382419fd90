"""What the checks look at."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import cached_property

from reactfrag_compiler.analysis import RawAccess, Result, helpers_of
from reactfrag_compiler.effect_notes import Callback
from reactfrag_compiler.program import Node
from reactfrag_compiler.source import Module
from reactfrag_compiler.values import Context, Fragment

Parents = dict[ast.AST, ast.AST]

LOOPS = (ast.For, ast.AsyncFor)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Trees:
    """What stands around each AST node."""

    def of(self, module: Module) -> Parents:
        """Each node of a module -> the node it stands in."""
        return module.parents()


@dataclass(frozen=True)
class Facts:
    """The analysis of a program and what was made of it."""

    result: Result
    modules: dict[str, Module]
    nodes: dict[str, Node]
    fragments: dict[str, Fragment]
    """By the id of their node."""
    raw: dict[str, list[RawAccess]]
    """The accesses of each node, with the AST nodes they stand at."""
    cyclic: frozenset[str]
    """The nodes in a cycle of the state graph."""
    trees: Trees = field(default_factory=Trees)

    @cached_property
    def contexts(self) -> tuple[Context, ...]:
        """Every function that was visited, under each kind of arguments."""
        machine = self.result.machine
        roots = [self.result.app, self.result.orphans, *machine.module_contexts.values()]
        roots += [fragment.context for fragment in machine.fragments.values()]
        roots += machine.escapes.values()
        roots += [ctx for contexts in machine.by_scope.values() for ctx in contexts]
        found: dict[Context, None] = {}
        for root in roots:
            if root not in found:
                found.update(dict.fromkeys(helpers_of(root)))
        return tuple(found)

    def callers_of(self, found: set[Context]) -> set[Context]:
        """These functions, and all that call one of them, directly or not."""
        callers: dict[Context, list[Context]] = {}
        for ctx in self.contexts:
            for callee in ctx.calls:
                callers.setdefault(callee, []).append(ctx)
        reached = set(found)
        pending = list(found)
        while pending:
            for caller in callers.get(pending.pop(), ()):
                if caller not in reached:
                    reached.add(caller)
                    pending.append(caller)
        return reached

    @cached_property
    def own(self) -> dict[str, list[Context]]:
        """The functions that each node runs."""
        found = {id_: helpers_of(fragment.context) for id_, fragment in self.fragments.items()}
        return {"app": helpers_of(self.result.app), **found}


def in_body(root: Context) -> set[ast.AST]:
    """The places of the accesses that a node makes when it runs: not in its callbacks."""
    found = [root]
    seen = {root}
    for ctx in found:
        for callee in ctx.calls:
            if callee not in seen and not isinstance(callee, Callback):
                seen.add(callee)
                found.append(callee)
    return {place[0] for ctx in found for place in ctx.accesses}


def position(node: ast.AST) -> tuple[int, int]:
    """Where a node begins, for sorting."""
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
