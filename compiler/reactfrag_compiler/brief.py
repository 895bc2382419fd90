"""Which fragments are sure to be over soon, so that they need no thread of their own.

A fragment is *brief* if its code is a straight line, or loops a few times that are written
down, over constants, its arguments and session state, and calls nothing but elements that
show text or take a value.  The proof is about the code alone: it holds as long as the
values are numbers, texts and the like, which whoever runs the fragment has to see to.
What such code does takes the interpreter for itself, on a thread as much as elsewhere.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from reactfrag_compiler import api
from reactfrag_compiler.effects import Effects
from reactfrag_compiler.scopes import Scope
from reactfrag_compiler.source import Module
from reactfrag_compiler.values import Fragment

TURNS = 200
"""How often the innermost line of all loops may run."""

_TEXTS = """
    text markdown caption title header subheader code latex badge divider space success info
    warning error metric progress container columns expander empty
"""
_ELEMENTS = (api.SCALAR_WIDGETS - {"download_button"}) | api.CHOICE_WIDGETS | set(_TEXTS.split())
_STATE = "session_state"
_STATE_METHODS = frozenset({"get", "setdefault", "pop"})
_BUILTINS = frozenset({"abs", "bool", "float", "int", "len", "max", "min", "round", "str"})

Names = dict[str, str]
"""Name in a module -> name in the element API; ``""`` is the package."""


def api_names(module: Module) -> Names:
    """The names that a module imports from the API, and binds to nothing else."""
    imported: Names = {}
    bound: list[str] = []
    for node in _outside_functions(module.tree.body):
        if isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                if alias.name == "*":
                    # It may bind anything.
                    return {}
                bound.append(alias.asname or alias.name.partition(".")[0])
                if isinstance(node, ast.Import) and alias.name in api.PACKAGES:
                    imported[bound[-1]] = ""
                elif isinstance(node, ast.ImportFrom) and node.module in api.PACKAGES:
                    imported[bound[-1]] = alias.name
        elif isinstance(node, ast.Name):
            bound += [] if isinstance(node.ctx, ast.Load) else [node.id]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bound.append(node.name)
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar):
            bound += [node.name] if node.name else []
        elif isinstance(node, ast.MatchMapping) and node.rest:
            bound.append(node.rest)
    changed = _made_global(module.scope)
    return {
        name: meant
        for name, meant in imported.items()
        if bound.count(name) == 1 and name not in changed
    }


def is_brief(fragment: Fragment, names: Names, effects: Effects) -> bool:
    """Whether the function of ``fragment`` is sure to be over soon.

    Parameters:
        names: what its module imports from the API.
        effects: of its node.
    """
    function, scope = fragment.scope.node, fragment.scope
    if not isinstance(function, ast.FunctionDef) or len(function.decorator_list) != 1:
        return False
    if scope.parent is not fragment.module.scope or scope.globals or scope.is_generator:
        return False
    defaults = [*function.args.defaults, *function.args.kw_defaults]
    if not all(value is None or isinstance(value, ast.Constant) for value in defaults):
        return False
    if any(impurity.kind != "state" for impurity in effects.impurities):
        return False
    maker = function.decorator_list[0]
    looks = _Looks(scope, names, fragment.module.scope)
    if looks.api_name(maker.func if isinstance(maker, ast.Call) else maker) != "fragment":
        return False
    return looks.body(function.body, TURNS)


class _Looks:
    """Looks at the code of one function."""

    def __init__(self, scope: Scope, names: Names, module: Scope) -> None:
        self._own = scope.names
        self._names = {name: meant for name, meant in names.items() if name not in scope.names}
        self._builtins = _BUILTINS - scope.names - module.names

    def api_name(self, node: ast.expr) -> str | None:
        """What ``node`` is in the API."""
        if isinstance(node, ast.Name):
            return self._names.get(node.id) or None
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            return node.attr if self._names.get(node.value.id) == "" else None
        return None

    def body(self, statements: Iterable[ast.stmt], turns: int) -> bool:
        return all(self._statement(statement, turns) for statement in statements)

    def _statement(self, node: ast.stmt, turns: int) -> bool:
        match node:
            case ast.Pass() | ast.Break() | ast.Continue():
                return True
            case ast.Expr(value) | ast.Return(value):
                return value is None or self._value(value)
            case ast.Assign(targets, value):
                return self._value(value) and all(map(self._target, targets))
            case ast.AugAssign(target, _, value) | ast.AnnAssign(target, _, value):
                return (value is None or self._value(value)) and self._target(target)
            case ast.If(test, body, orelse):
                return self._value(test) and self.body([*body, *orelse], turns)
            case ast.With(items, body):
                return all(map(self._container, items)) and self.body(body, turns)
            case ast.For(target, iterable, body, orelse):
                left = turns // max(1, self._times(iterable))
                return left > 0 and self._target(target) and self.body([*body, *orelse], left)
        return False

    def _container(self, item: ast.withitem) -> bool:
        named = item.optional_vars is None or self._target(item.optional_vars)
        return named and self._value(item.context_expr)

    def _times(self, node: ast.expr) -> int:
        """How often a loop over ``node`` goes round; more than any may if that is not known."""
        if isinstance(node, ast.Tuple | ast.List) and all(map(self._value, node.elts)):
            return len(node.elts)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
            numbers = [a.value for a in node.args if isinstance(a, ast.Constant)]
            known = [n for n in numbers if type(n) is int]
            fresh = node.func.id == "range" and "range" not in self._own
            if fresh and known and len(known) == len(node.args) <= 2:
                return known[-1] - (known[0] if len(known) == 2 else 0)
        return TURNS + 1

    def _target(self, node: ast.expr) -> bool:
        match node:
            case ast.Name(name):
                return name in self._own
            case ast.Tuple(parts) | ast.List(parts):
                return all(map(self._target, parts))
            case ast.Attribute(owner):
                return self.api_name(owner) == _STATE
            case ast.Subscript(owner, key):
                return self.api_name(owner) == _STATE and self._value(key)
        return False

    def _value(self, node: ast.expr) -> bool:
        match node:
            case ast.Constant():
                return True
            case ast.Name(name):
                return name in self._own
            case ast.JoinedStr(parts) | ast.Tuple(parts) | ast.List(parts) | ast.Set(parts):
                return all(map(self._value, parts))
            case ast.Dict(keys, values):
                return all(key is not None and self._value(key) for key in keys) and all(
                    map(self._value, values)
                )
            case ast.FormattedValue(value, _, spec):
                return self._value(value) and (spec is None or self._value(spec))
            case ast.BinOp(left, _, right):
                return self._value(left) and self._value(right)
            case ast.BoolOp(_, values):
                return all(map(self._value, values))
            case ast.Compare(left, _, others):
                return all(map(self._value_or_state, [left, *others]))
            case ast.UnaryOp(_, value):
                return self._value(value)
            case ast.IfExp(test, body, orelse):
                return self._value(test) and self._value(body) and self._value(orelse)
            case ast.Subscript(owner, key):
                return self._value_or_state(owner) and self._value(key)
            case ast.Attribute(owner):
                return self.api_name(owner) == _STATE
            case ast.Call(function, args, keywords):
                return (
                    self._callee(function)
                    and all(map(self._value, args))
                    and all(map(self._keyword, keywords))
                )
        return False

    def _value_or_state(self, node: ast.expr) -> bool:
        return self.api_name(node) == _STATE or self._value(node)

    def _callee(self, node: ast.expr) -> bool:
        if self.api_name(node) in _ELEMENTS:
            return True
        if isinstance(node, ast.Name):
            return node.id in self._builtins
        if not isinstance(node, ast.Attribute):
            return False
        if self.api_name(node.value) == _STATE:
            return node.attr in _STATE_METHODS
        # Of a container: everything else that there is at hand has no such method.
        return node.attr in _ELEMENTS and self._value(node.value)

    def _keyword(self, node: ast.keyword) -> bool:
        if node.arg in api.CALLBACKS:
            return isinstance(node.value, ast.Name | ast.Constant)
        return node.arg is not None and self._value(node.value)


def _outside_functions(statements: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """All nodes of a module that are not inside of a function or class."""
    pending = list(statements)
    while pending:
        node = pending.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            pending.extend(ast.iter_child_nodes(node))


def _made_global(scope: Scope) -> set[str]:
    found = set(scope.globals)
    for child in scope.children.values():
        found |= _made_global(child)
    return found
