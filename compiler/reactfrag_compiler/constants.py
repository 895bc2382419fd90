"""Which module-level variables keep one value as long as the program lives."""

from __future__ import annotations

import ast

from reactfrag_compiler.attributes import ANY_NAME
from reactfrag_compiler.effect_table import IMMUTABLE
from reactfrag_compiler.values import (
    STATE,
    Api,
    Atom,
    Box,
    Cell,
    ClassAtom,
    Closure,
    Const,
    Descriptor,
    Env,
    Ext,
    Fragment,
    Member,
    ModuleAtom,
    Value,
)

_LITERALS = (
    ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.Set, ast.UnaryOp, ast.BinOp, ast.USub,
    ast.operator, ast.unaryop, ast.expr_context, ast.JoinedStr, ast.FormattedValue,
)  # fmt: skip
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Constants:
    """Answers whether variables are constant; each is worked out once.

    Parameters:
        rebound: variables bound by others than the code of their own scope.
        changed: objects that some place may change.
    """

    def __init__(self, rebound: set[tuple[Env, str]], changed: set[Atom]) -> None:
        self._rebound = rebound
        self._changed = changed
        self._known: dict[tuple[Env, str], bool] = {}
        self._bindings: dict[Env, dict[str, list[ast.AST | None]]] = {}

    def is_constant(self, env: Env, name: str) -> bool:
        """Whether a module-level variable is bound once, to something that never changes."""
        place = (env, name)
        known = self._known.get(place)
        if known is None:
            self._known[place] = True
            known = self._known[place] = self._work_out(env, name)
        return known

    def _work_out(self, env: Env, name: str) -> bool:
        if (env, name) in self._rebound or (env, ANY_NAME) in self._rebound:
            return False
        bindings = self._bindings.get(env)
        if bindings is None:
            assert isinstance(env.scope.node, ast.Module)
            bindings = self._bindings[env] = _bindings(env.scope.node)
        found = bindings.get(name, [])
        value = env.cells[name].value if name in env.cells else frozenset()
        if len(found) != 1 or not value:
            return False
        binding = found[0]
        if isinstance(binding, (*_FUNCTIONS, ast.ClassDef, ast.Lambda)):
            return all(self._is_definition(atom) for atom in value)
        if isinstance(binding, (ast.Import, ast.ImportFrom)):
            return all(self._is_import(atom, binding, name) for atom in value)
        if all(isinstance(atom, (Api, Ext)) or atom is STATE for atom in value):
            return True
        if not isinstance(binding, ast.expr) or not self._is_literal(env, binding):
            return False
        return all(self._is_plain(atom) for atom in value)

    def _is_definition(self, atom: Atom) -> bool:
        if isinstance(atom, Fragment):
            return all(self._is_definition(inner) for inner in atom.entry.value)
        if isinstance(atom, Closure):
            return atom.env.parent is None and all(
                self._all_plain(cell) for cell in atom.defaults.values()
            )
        if isinstance(atom, ClassAtom):
            return all(
                (atom.env, name) not in self._rebound
                and all(self._is_member(inner) for inner in cell.value)
                for name, cell in atom.env.cells.items()
            ) and all(
                isinstance(base, Ext) or self._is_definition(base) for base in atom.bases.value
            )
        return isinstance(atom, Ext)

    def _is_member(self, atom: Atom) -> bool:
        if isinstance(atom, Descriptor):
            return self._is_member(atom.function)
        if isinstance(atom, Closure):
            return all(self._all_plain(cell) for cell in atom.defaults.values())
        return isinstance(atom, (Const, Member, Ext, Api)) or self._is_definition(atom)

    def _all_plain(self, cell: Cell) -> bool:
        value: Value = cell.value
        return all(isinstance(atom, (Const, Member, Ext, Api)) or atom is STATE for atom in value)

    def _is_import(self, atom: Atom, node: ast.Import | ast.ImportFrom, name: str) -> bool:
        if isinstance(atom, (ModuleAtom, Ext, Api)) or atom is STATE:
            return True
        return isinstance(node, ast.ImportFrom) and self._is_definition(atom)

    def _is_literal(self, env: Env, node: ast.expr) -> bool:
        """Whether an expression is made of constants alone, immutable objects included."""
        pending: list[ast.AST] = [node]
        while pending:
            inner = pending.pop()
            if isinstance(inner, ast.Call) and self._makes_immutable(env, inner.func):
                pending.extend([*inner.args, *inner.keywords])
            elif isinstance(inner, (*_LITERALS, ast.keyword)):
                pending.extend(ast.iter_child_nodes(inner))
            else:
                return False
        return True

    def _makes_immutable(self, env: Env, node: ast.expr) -> bool:
        """Whether a name is, by import, that of a class of immutable objects."""
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.insert(0, node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or (env, node.id) in self._rebound:
            return False
        value = env.cells[node.id].value if node.id in env.cells else frozenset()
        names = {".".join([atom.name, *parts]) for atom in value if isinstance(atom, Ext)}
        return bool(value) and len(names) == len(value) and names <= IMMUTABLE

    def _is_plain(self, atom: Atom) -> bool:
        if isinstance(atom, Box):
            return (
                atom not in self._changed
                and not atom.once
                and not atom.held.value
                and all(
                    self._is_plain(inner)
                    for cell in (*atom.items.values(), atom.rest, atom.keys)
                    for inner in cell.value
                )
            )
        return isinstance(atom, Const) or type(atom).__name__ in ("Text", "Simple")


def _bindings(tree: ast.Module) -> dict[str, list[ast.AST | None]]:
    """What each name of a module is bound to by its top level; None where that is not told."""
    found: dict[str, list[ast.AST | None]] = {}
    pending: list[ast.AST] = list(tree.body)
    while pending:
        node = pending.pop()
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            found.setdefault(node.name, []).append(node)
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                found.setdefault(name, []).append(node)
            continue
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Name):
                found.setdefault(target.id, []).append(node.value)
                pending.append(node.value)
                continue
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.setdefault(node.target.id, []).append(node.value)
            continue
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.setdefault(node.id, []).append(None)
        bound = getattr(node, "name", None) or getattr(node, "rest", None)
        if isinstance(bound, str):
            found.setdefault(bound, []).append(None)
        if not isinstance(node, ast.Lambda):
            pending.extend(ast.iter_child_nodes(node))
    return found
