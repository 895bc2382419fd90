"""Scopes: which names a module, function, class or comprehension binds."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field

from reactfrag_compiler.known import MUTATORS

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
Comprehension = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
ScopeNode = ast.Module | FunctionNode | ast.ClassDef | Comprehension

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_SKIP = {"ctx", "op", "ops", "type_comment", "type_params"}


@dataclass(eq=False, slots=True)
class Scope:
    """A region of names. ``eq=False``: a scope is itself, its node's identity."""

    node: ScopeNode
    name: str
    qualname: str
    """As CPython's ``co_qualname``, comprehensions left out (see ``plain_qualname``)."""
    parent: Scope | None
    names: set[str] = field(default_factory=set)
    """Names bound here."""
    globals: set[str] = field(default_factory=set)
    nonlocals: set[str] = field(default_factory=set)
    children: dict[ast.AST, Scope] = field(default_factory=dict)
    imports: list[ast.Import | ast.ImportFrom] = field(default_factory=list)
    uses: set[str] = field(default_factory=set)
    """Names that are read here."""
    attributes: set[str] = field(default_factory=set)
    """Names of the attributes that are read or stored here."""
    touches: set[tuple[str, ...]] = field(default_factory=set)
    """What is changed in place: ``("a", "b")`` for ``a.b[0] = c``; ``""`` where no name stands."""
    is_generator: bool = False
    returns: bool = False
    """Whether a ``return`` in it gives something."""
    bindings: dict[str, list[tuple[ast.expr | str, int | None]]] | None = None
    """What local names are bound to, once it has been asked for."""
    size: int = 0
    """AST nodes directly in the scope: what one walk over it costs."""

    @property
    def is_function(self) -> bool:
        """Whether it is a function or a lambda."""
        return isinstance(self.node, _FUNCTIONS)

    @property
    def first_line(self) -> int:
        """As CPython's ``co_firstlineno``: the first decorator's line when there is one."""
        node = self.node
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.decorator_list:
            return min(node.lineno, node.decorator_list[0].lineno)
        return getattr(node, "lineno", 1)

    def all(self) -> list[Scope]:
        """This scope and all below it, in no particular order."""
        found = [self]
        for scope in found:
            found.extend(scope.children.values())
        return found


def plain_qualname(qualname: str) -> str:
    """A qualified name without its comprehensions, which CPython inlines since 3.12."""
    if "comp>" not in qualname and "<genexpr>" not in qualname:
        return qualname
    parts = qualname.split(".")
    kept: list[str] = []
    skip_locals = False
    for part in parts:
        if part in ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"):
            skip_locals = True
            continue
        if skip_locals and part == "<locals>":
            skip_locals = False
            continue
        skip_locals = False
        kept.append(part)
    return ".".join(kept)


_FIELDS: dict[type[ast.AST], tuple[str, ...]] = {}


def _fields_of(kind: type[ast.AST]) -> tuple[str, ...]:
    fields = tuple(name for name in kind._fields if name not in _SKIP)
    _FIELDS[kind] = fields
    return fields


Pending = list[tuple[ast.AST, Scope]]


def scopes_of(tree: ast.Module) -> Scope:
    """The scope of a module, with those of everything in it."""
    root = Scope(tree, "<module>", "", None)
    _fill([(statement, root) for statement in tree.body])
    _settle(list(root.children.values()), root)
    return root


def function_scope(known: Scope) -> Scope:
    """The scope of a function whose body has changed since its scope was made.

    Parameters:
        known: the scope that was made then, which is left as it is.
    """
    node = known.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    scope = Scope(node, known.name, known.qualname, known.parent)
    _bind_parameters(node.args, scope)
    _fill([(statement, scope) for statement in node.body])
    root = scope
    while root.parent is not None:
        root = root.parent
    _settle([scope], root)
    return scope


def adopt(known: Scope, found: Scope) -> None:
    """Let a scope say what another one says; scopes of nodes that both have stay themselves."""
    children: dict[ast.AST, Scope] = {}
    for node, child in found.children.items():
        before = known.children.get(node)
        if before is None:
            child.parent = known
            children[node] = child
        else:
            adopt(before, child)
            children[node] = before
    kept = ("node", "parent", "children")
    for name in (name for name in Scope.__slots__ if name not in kept):
        setattr(known, name, getattr(found, name))
    known.children = children


def _fill(pending: Pending) -> None:
    while pending:
        node, scope = pending.pop()
        scope.size += 1
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load):
                scope.uses.add(node.id)
            else:
                scope.names.add(node.id)
            continue
        kind = node.__class__
        if kind is ast.Constant:
            continue
        handler = _HANDLERS.get(kind)
        if handler is not None:
            handler(node, scope, pending)
        else:
            _push_children(node, scope, pending)


def _push_children(node: ast.AST, scope: Scope, pending: Pending) -> None:
    pending.extend((child, scope) for child in children_of(node))


def children_of(node: ast.AST) -> list[ast.AST]:
    """The nodes directly below one, in the order of its fields, without contexts and operators."""
    found: list[ast.AST] = []
    kind = node.__class__
    fields = _FIELDS.get(kind)
    for name in _fields_of(kind) if fields is None else fields:
        child = getattr(node, name, None)
        if child.__class__ is list:
            found += [item for item in child if isinstance(item, ast.AST)]
        elif isinstance(child, ast.AST):
            found.append(child)
    return found


def _open(node: ScopeNode, name: str, scope: Scope) -> Scope:
    inner = Scope(node, name, "", scope)
    scope.children[node] = inner
    return inner


def _function(node: ast.AST, scope: Scope, pending: Pending) -> None:
    assert isinstance(node, _FUNCTIONS)
    arguments = node.args
    inner: Scope
    if isinstance(node, ast.Lambda):
        inner = _open(node, "<lambda>", scope)
        pending.append((node.body, inner))
    else:
        inner = _open(node, node.name, scope)
        scope.names.add(node.name)
        pending.extend((statement, inner) for statement in node.body)
        pending.extend((decorator, scope) for decorator in node.decorator_list)
    pending.extend((default, scope) for default in arguments.defaults)
    pending.extend((default, scope) for default in arguments.kw_defaults if default is not None)
    _bind_parameters(arguments, inner)


def _bind_parameters(arguments: ast.arguments, scope: Scope) -> None:
    for group in (arguments.posonlyargs, arguments.args, arguments.kwonlyargs):
        scope.names.update(argument.arg for argument in group)
    for star in (arguments.vararg, arguments.kwarg):
        if star is not None:
            scope.names.add(star.arg)


def _class(node: ast.AST, scope: Scope, pending: Pending) -> None:
    assert isinstance(node, ast.ClassDef)
    inner = _open(node, node.name, scope)
    scope.names.add(node.name)
    pending.extend((statement, inner) for statement in node.body)
    pending.extend((part, scope) for part in node.decorator_list)
    pending.extend((part, scope) for part in node.bases)
    pending.extend((part.value, scope) for part in node.keywords)


def _comprehension(node: ast.AST, scope: Scope, pending: Pending) -> None:
    assert isinstance(node, _COMPREHENSIONS)
    inner = _open(node, "<comprehension>", scope)
    for index, generator in enumerate(node.generators):
        pending.append((generator.iter, inner if index else scope))
        pending.append((generator.target, inner))
        pending.extend((condition, inner) for condition in generator.ifs)
    if isinstance(node, ast.DictComp):
        pending.append((node.key, inner))
        pending.append((node.value, inner))
    else:
        pending.append((node.elt, inner))


def _attribute(node: ast.AST, scope: Scope, pending: Pending) -> None:
    assert isinstance(node, ast.Attribute)
    scope.attributes.add(node.attr)
    if not isinstance(node.ctx, ast.Load):
        _touch(node, scope)
    pending.append((node.value, scope))


def _subscript(node: ast.AST, scope: Scope, pending: Pending) -> None:
    assert isinstance(node, ast.Subscript)
    if not isinstance(node.ctx, ast.Load):
        _touch(node, scope)
    pending.append((node.slice, scope))
    pending.append((node.value, scope))


def _call(node: ast.AST, scope: Scope, pending: Pending) -> None:
    assert isinstance(node, ast.Call)
    function = node.func
    if isinstance(function, ast.Attribute):
        if function.attr in MUTATORS:
            _touch(function.value, scope)
    elif isinstance(function, ast.Name) and function.id in _BY_NAME and len(node.args) > 1:
        name = node.args[1]
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            # An attribute like any other: the builtin's own name would mean any of them.
            scope.attributes.add(name.value)
            scope.size += 1
            pending.extend((argument, scope) for argument in node.args)
            return
    pending.append((function, scope))
    pending.extend((argument, scope) for argument in node.args)
    pending.extend((keyword.value, scope) for keyword in node.keywords)
    scope.size += len(node.keywords)


_BY_NAME = ("getattr", "hasattr")


def _touch(node: ast.AST, scope: Scope) -> None:
    scope.touches.add(_chain(node))


def _chain(node: ast.AST) -> tuple[str, ...]:
    chain: list[str] = []
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        if isinstance(node, ast.Attribute):
            chain.append(node.attr)
        node = node.value
    chain.append(node.id if isinstance(node, ast.Name) else "")
    return tuple(reversed(chain))


def touches_of(root: ast.AST) -> set[tuple[str, ...]]:
    """What anything below an AST node changes in place, as in ``Scope.touches``."""
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(root):
        if isinstance(node, (ast.Attribute, ast.Subscript)):
            if not isinstance(node.ctx, ast.Load):
                found.add(_chain(node))
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in MUTATORS
        ):
            found.add(_chain(node.func.value))
    return found


def _walrus(node: ast.AST, scope: Scope, pending: Pending) -> None:
    assert isinstance(node, ast.NamedExpr)
    owner = scope
    while isinstance(owner.node, _COMPREHENSIONS) and owner.parent is not None:
        owner = owner.parent
    owner.names.add(node.target.id)
    pending.append((node.value, scope))


def _global(node: ast.AST, scope: Scope, pending: Pending) -> None:
    assert isinstance(node, ast.Global)
    scope.globals.update(node.names)


def _nonlocal(node: ast.AST, scope: Scope, pending: Pending) -> None:
    assert isinstance(node, ast.Nonlocal)
    scope.nonlocals.update(node.names)


def _import(node: ast.AST, scope: Scope, pending: Pending) -> None:
    assert isinstance(node, ast.Import)
    scope.imports.append(node)
    scope.names.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)


def _import_from(node: ast.AST, scope: Scope, pending: Pending) -> None:
    assert isinstance(node, ast.ImportFrom)
    scope.imports.append(node)
    scope.names.update(alias.asname or alias.name for alias in node.names if alias.name != "*")


def _named(node: ast.AST, scope: Scope, pending: Pending) -> None:
    """Nodes that bind a name kept as text: ``except .. as``, captures in ``match``."""
    name = getattr(node, "name", None) or getattr(node, "rest", None)
    if name:
        scope.names.add(name)
    _push_children(node, scope, pending)


def _yield(node: ast.AST, scope: Scope, pending: Pending) -> None:
    scope.is_generator = True
    _push_children(node, scope, pending)


def _return(node: ast.AST, scope: Scope, pending: Pending) -> None:
    assert isinstance(node, ast.Return)
    if node.value is not None:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            scope.returns = True
        pending.append((node.value, scope))


_HANDLERS: dict[type[ast.AST], Callable[[ast.AST, Scope, Pending], None]] = {
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.Lambda: _function,
    ast.ClassDef: _class,
    **dict.fromkeys(_COMPREHENSIONS, _comprehension),
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Call: _call,
    ast.NamedExpr: _walrus,
    ast.Global: _global,
    ast.Nonlocal: _nonlocal,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.ExceptHandler: _named,
    ast.MatchAs: _named,
    ast.MatchStar: _named,
    ast.MatchMapping: _named,
    ast.Return: _return,
    ast.Yield: _yield,
    ast.YieldFrom: _yield,
}


def _settle(pending: list[Scope], root: Scope) -> None:
    """Give each scope its qualified name, and take back what ``global`` moved elsewhere."""
    while pending:
        scope = pending.pop()
        root.names |= scope.globals
        scope.names -= scope.globals
        scope.names -= scope.nonlocals
        scope.qualname = _qualname(scope)
        pending.extend(scope.children.values())


def _qualname(scope: Scope) -> str:
    outer = scope.parent
    while outer is not None and isinstance(outer.node, _COMPREHENSIONS):
        outer = outer.parent
    if outer is None or outer.parent is None or scope.name in outer.globals:
        return scope.name
    if outer.is_function:
        return f"{outer.qualname}.<locals>.{scope.name}"
    return f"{outer.qualname}.{scope.name}"
