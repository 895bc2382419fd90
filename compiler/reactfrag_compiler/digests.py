"""Content hashes of nodes, to tell which of them an edit changed.

The hash of a node covers the source of every function that it may run, and every
definition that those may see: module constants, classes, what local modules define,
functions whose result is kept in a variable. Definitions are looked up by name alone,
in all modules at once, so that one too many may be counted and none is missed.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reactfrag_compiler.analysis import Result, helpers_of
from reactfrag_compiler.scopes import Scope, touches_of
from reactfrag_compiler.source import Module
from reactfrag_compiler.values import (
    ELEMENT,
    STATE_NAMES,
    Api,
    Cell,
    Context,
    Held,
    StateObject,
)

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_ANY_NAME = frozenset(
    {"getattr", "globals", "vars", "eval", "exec", "__dict__", "__import__", "import_module",
     "attrgetter", "methodcaller"}
)  # fmt: skip
"""With these a function may see whatever the program defines."""


@dataclass(eq=False, slots=True)
class _Unit:
    """A piece of source that defines names, or changes what they stand for."""

    text: str
    uses: frozenset[str]
    """Names by which it may see other definitions."""
    digest: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).digest()


class Digests:
    """Hashes of nodes; what is shared by several is worked out once.

    Parameters:
        result: the analysis, for which functions a node may run.
        modules: the script and its local modules, by name.
        whole: the content hash of the whole program.
    """

    def __init__(self, result: Result, modules: dict[str, Module], whole: str) -> None:
        self._result = result
        self._whole = whole
        self._nodes = {fragment.scope for fragment in result.machine.fragments.values()}
        self._units: dict[str, list[_Unit]] = {}
        self._known: dict[Scope, tuple[bytes, frozenset[str]]] = {}
        for module in modules.values():
            self._define(module)

    def of(self, root: Context) -> str:
        """The hash of a node: of its own source, of all it calls, and of what those see."""
        if self._result.gave_up:
            return self._whole
        parts: set[bytes] = set()
        names: set[str] = set()
        for scope, module in {(ctx.scope, ctx.module): None for ctx in helpers_of(root)}:
            text, used = self._scope(scope, module)
            parts.add(text)
            names |= used
        if names & _ANY_NAME:
            return self._whole
        pending = list(names & self._units.keys())
        seen = set(pending)
        while pending:
            for unit in self._units[pending.pop()]:
                if unit.digest in parts:
                    continue
                parts.add(unit.digest)
                if unit.uses & _ANY_NAME:
                    return self._whole
                fresh = (unit.uses & self._units.keys()) - seen
                seen |= fresh
                pending.extend(fresh)
        whole = hashlib.sha256()
        for part in sorted(parts):
            whole.update(part)
        return whole.hexdigest()

    # --- what a node runs ---

    def _scope(self, scope: Scope, module: Module) -> tuple[bytes, frozenset[str]]:
        """The hash of a function (or top level), and the names that it may see."""
        known = self._known.get(scope)
        if known is None:
            node = scope.node
            if isinstance(node, ast.Module):
                # What the top level sees of other modules' text comes with their contexts.
                unit = _Unit(_top_level(node, module), frozenset())
            else:
                outer, classes = _outermost(scope)
                unit = _Unit(_source(module, outer), _seen_by(outer) | classes)
            known = self._known[scope] = (unit.digest, unit.uses)
        return known

    # --- what there is to see ---

    def _define(self, module: Module) -> None:
        for statement in module.tree.body:
            if not isinstance(statement, (*_FUNCTIONS, ast.ClassDef)):
                names = _bound(statement) | self._touched(statement, module)
                if names:
                    text = _lines(module, statement.lineno, statement.end_lineno or 0)
                    self._add(names, _Unit(text, frozenset(_used(statement))))
        for scope in module.scope.all():
            node = scope.node
            if isinstance(node, ast.ClassDef):
                names = {*scope.names, node.name}
                self._add(names, _Unit(*_class(node, scope, module)))
            if isinstance(node, _FUNCTIONS):
                self._add({node.name}, self._function(node, scope, module))
            if scope.is_function and scope not in self._nodes:
                elsewhere = self._changes(scope, module)
                if elsewhere:
                    self._add(elsewhere, _Unit(_source(module, scope), _seen_by(scope)))

    def _add(self, names: Iterable[str], unit: _Unit) -> None:
        for name in names:
            self._units.setdefault(name, []).append(unit)

    def _function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope, module: Module
    ) -> _Unit:
        """A function as others see it: of a fragment only how it is declared."""
        if scope in self._nodes:
            used = {name for part in _around(node) for name in _used(part)}
            return _Unit(_header(module, node), frozenset(used))
        return _Unit(_source(module, scope), _seen_by(scope))

    def _changes(self, scope: Scope, module: Module) -> set[str]:
        """Names outside a function that it binds, or whose values it changes."""
        found = scope.globals | scope.nonlocals
        for base, *rest in scope.touches:
            if not STATE_NAMES.keys().isdisjoint(rest) or self._is_state(scope, module, base):
                continue
            found.update(rest)
            if base and base not in scope.names:
                found.add(base)
        return found

    def _touched(self, statement: ast.stmt, module: Module) -> set[str]:
        """Names whose values a statement at the top level changes."""
        found: set[str] = set()
        for chain in touches_of(statement):
            if not STATE_NAMES.keys().isdisjoint(chain):
                continue
            if not self._is_state(module.scope, module, chain[0]):
                found.update(chain)
        return found

    def _is_state(self, scope: Scope, module: Module, name: str) -> bool:
        """Whether a variable is only ever the state, or something on the page."""
        machine = self._result.machine
        cells: list[Cell | None] = []
        if scope.is_function and name in scope.names:
            cells += [ctx.env.cells.get(name) for ctx in machine.by_scope.get(scope, ())]
        elif module.name in machine.envs:
            cells.append(machine.envs[module.name].env.cells.get(name))
        atoms = {atom for cell in cells if cell is not None for atom in cell.value}
        return bool(atoms) and all(
            atom is ELEMENT or isinstance(atom, (Api, Held, StateObject)) for atom in atoms
        )


def _outermost(scope: Scope) -> tuple[Scope, frozenset[str]]:
    """The outermost function around a scope, and the classes it stands in."""
    outer, classes = scope, set()
    at: Scope | None = scope
    while at is not None and at.parent is not None:
        if at.is_function:
            outer = at
        elif isinstance(at.node, ast.ClassDef):
            classes.add(at.node.name)
        at = at.parent
    return outer, frozenset(classes)


def _seen_by(scope: Scope) -> frozenset[str]:
    """The names by which a function, and what is in it, may see definitions elsewhere."""
    found: set[str] = set()
    for inner in scope.all():
        found |= inner.uses - inner.names if inner is scope else inner.uses
        found |= inner.attributes
        for statement in inner.imports:
            for alias in statement.names:
                found.update(alias.name.split("."))
    node = scope.node
    if isinstance(node, (*_FUNCTIONS, ast.Lambda)):
        for part in _around(node):
            found.update(_used(part))
    return frozenset(found)


def _around(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> Iterator[ast.AST]:
    """What is evaluated where a function is defined."""
    if not isinstance(node, ast.Lambda):
        yield from node.decorator_list
    yield from node.args.defaults
    yield from (default for default in node.args.kw_defaults if default is not None)


def _used(root: ast.AST) -> Iterator[str]:
    for node in ast.walk(root):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield from node.name.split(".")


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a statement at the top level binds, those in its blocks included."""
    found: set[str] = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Load):
                found.add(node.id)
        elif isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            found.add(node.name)
    return found


# --- texts ---


def _source(module: Module, scope: Scope) -> str:
    return _lines(module, scope.first_line, getattr(scope.node, "end_lineno", None) or 0)


def _lines(module: Module, first: int, last: int) -> str:
    return "\n".join(module.line(number).rstrip() for number in range(first, last + 1))


def _header(module: Module, node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    first = node.lineno
    if node.decorator_list:
        first = min(first, node.decorator_list[0].lineno)
    return _lines(module, first, max(node.lineno, node.body[0].lineno - 1)).rstrip()


def _class(node: ast.ClassDef, scope: Scope, module: Module) -> tuple[str, frozenset[str]]:
    """A class without the methods that are called by their names, and what it may see."""
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    parts = [_lines(module, first, max(node.lineno, node.body[0].lineno - 1)).rstrip()]
    used = set(scope.uses | scope.attributes)
    for outside in (*node.decorator_list, *node.bases, *node.keywords):
        used.update(_used(outside))
    for statement in node.body:
        if not isinstance(statement, _FUNCTIONS):
            parts.append(_lines(module, statement.lineno, statement.end_lineno or 0))
            used.update(_used(statement))
        elif statement.name.startswith("__"):
            parts.append(_lines(module, statement.lineno, statement.end_lineno or 0))
            used |= _seen_by(scope.children[statement])
        else:
            parts.append(_header(module, statement))
    return "\n".join(parts), frozenset(used)


def _top_level(tree: ast.Module, module: Module) -> str:
    """A module without the bodies of its functions: those belong to whoever calls them."""
    parts: list[str] = []
    for statement in tree.body:
        if isinstance(statement, _FUNCTIONS):
            parts.append(_header(module, statement))
        elif isinstance(statement, ast.ClassDef):
            parts.append(_class(statement, module.scope.children[statement], module)[0])
        else:
            parts.append(_lines(module, statement.lineno, statement.end_lineno or 0))
    return "\n".join(parts)
