"""What the text of a function alone tells: which names can only mean what it has just made."""

from __future__ import annotations

import ast

from reactfrag_compiler.api import CONTAINERS
from reactfrag_compiler.scopes import Scope

_MAKERS = frozenset(
    "abs bool bytes complex dict float frozenset int len list range repr round set sorted str "
    "sum tuple divmod pow".split()
)
_NEW = (
    ast.Constant, ast.BinOp, ast.UnaryOp, ast.Compare, ast.JoinedStr, ast.List, ast.Tuple,
    ast.Dict, ast.Set, ast.ListComp, ast.SetComp, ast.DictComp,
)  # fmt: skip
_OPAQUE = "opaque"

Binding = tuple[ast.expr | str, int | None]
"""What a name is bound to, and the position in it; ``opaque`` when that is not told."""


def is_fresh(scope: Scope, node: ast.AST) -> bool:
    """Whether an expression gives an object that nothing outside the function knows."""
    return _fresh(scope, node, frozenset())


def _fresh(scope: Scope, node: ast.AST, seen: frozenset[str]) -> bool:
    if isinstance(node, _NEW):
        return True
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in _MAKERS
    if isinstance(node, ast.IfExp):
        return _fresh(scope, node.body, seen) and _fresh(scope, node.orelse, seen)
    if not isinstance(node, ast.Name) or not scope.is_function or node.id in seen:
        return isinstance(node, ast.Name) and node.id in seen
    bindings = _bindings(scope).get(node.id)
    return bool(bindings) and all(
        position is None and not isinstance(value, str) and _fresh(scope, value, seen | {node.id})
        for value, position in bindings or ()
    )


def is_new_element(scope: Scope, node: ast.AST) -> bool:
    """Whether an expression gives a container that the function has just made."""
    return _element(scope, node, None, frozenset())


def _element(scope: Scope, node: ast.AST, position: int | None, seen: frozenset[str]) -> bool:
    if isinstance(node, ast.Call):
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else ""
        name = function.id if isinstance(function, ast.Name) else name
        if name in ("zip", "enumerate") and node.args:
            index = (position or 0) - (name == "enumerate")
            return 0 <= index < len(node.args) and _element(scope, node.args[index], None, seen)
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Call):
            # A chain: the first of it decides.
            return _element(scope, function.value, None, seen)
        return name in CONTAINERS or name in ("progress", "write", "markdown", "text", "dialog")
    if isinstance(node, (ast.Subscript, ast.Starred)):
        return _element(scope, node.value, None, seen)
    if isinstance(node, (ast.Tuple, ast.List)):
        if position is not None and position < len(node.elts):
            return _element(scope, node.elts[position], None, seen)
        return all(_element(scope, item, None, seen) for item in node.elts)
    if not isinstance(node, ast.Name) or not scope.is_function:
        return False
    if node.id in seen:
        return True
    bindings = _bindings(scope).get(node.id)
    return bool(bindings) and all(
        not isinstance(value, str) and _element(scope, value, place, seen | {node.id})
        for value, place in bindings or ()
    )


def _bindings(scope: Scope) -> dict[str, list[Binding]]:
    """What each local name of a function is bound to."""
    if scope.bindings is None:
        found: dict[str, list[Binding]] = {}
        function = scope.node
        assert isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        spec = function.args
        stars = [star for star in (spec.vararg, spec.kwarg) if star is not None]
        for argument in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs, *stars):
            found[argument.arg] = [(_OPAQUE, None)]
        pending: list[ast.AST] = (
            [function.body] if isinstance(function, ast.Lambda) else list(function.body)
        )
        while pending:
            node = pending.pop()
            if node not in scope.children:
                pending.extend(ast.iter_child_nodes(node))
            _bind(node, found)
        for name in scope.names - found.keys():
            found[name] = [(_OPAQUE, None)]
        for name in scope.globals | scope.nonlocals:
            found[name] = [(_OPAQUE, None)]
        scope.bindings = found
    return scope.bindings


def _bind(node: ast.AST, found: dict[str, list[Binding]]) -> None:
    if isinstance(node, ast.Assign):
        for target in node.targets:
            _target(target, node.value, None, found)
    elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)):
        if node.value is not None:
            _target(node.target, node.value, None, found)
    elif isinstance(node, (ast.For, ast.AsyncFor)):
        _target(node.target, node.iter, -1, found)
    elif isinstance(node, (ast.With, ast.AsyncWith)):
        for item in node.items:
            if item.optional_vars is not None:
                _target(item.optional_vars, item.context_expr, -1, found)
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        found.setdefault(node.name, []).append((_OPAQUE, None))
    elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)):
        if node.name:
            found.setdefault(node.name, []).append((_OPAQUE, None))
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            found.setdefault(name, []).append((_OPAQUE, None))


def _target(
    target: ast.expr, value: ast.expr, position: int | None, found: dict[str, list[Binding]]
) -> None:
    if isinstance(target, ast.Name):
        found.setdefault(target.id, []).append((value, position))
    elif isinstance(target, (ast.Tuple, ast.List)):
        for index, item in enumerate(target.elts):
            _target(item, value, index, found)
    elif isinstance(target, ast.Starred):
        _target(target.value, value, -1, found)
