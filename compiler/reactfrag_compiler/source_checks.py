"""Diagnostics that come from how fragments and widgets are written down."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reactfrag_compiler.analysis import RawAccess, Result
from reactfrag_compiler.diagnostics import Diagnostic, Note
from reactfrag_compiler.intervals import is_interval
from reactfrag_compiler.source import Module
from reactfrag_compiler.values import Context, Fragment

Parents = dict[ast.AST, ast.AST]

_USES = (
    ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr, ast.BinOp, ast.Compare, ast.BoolOp,
    ast.UnaryOp, ast.Call, ast.keyword, ast.Attribute, ast.Subscript, ast.FormattedValue, ast.If,
    ast.While, ast.For, ast.IfExp,
)  # fmt: skip
_BRANCHES = (
    ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.TryStar, ast.ExceptHandler,
    ast.match_case, ast.IfExp, ast.BoolOp, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda,
    ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.ClassDef,
)  # fmt: skip


class _Trees:
    """What stands around each AST node, worked out for a module when it is first asked for."""

    def __init__(self) -> None:
        self._known: dict[str, Parents] = {}

    def of(self, module: Module) -> Parents:
        """Each node of a module -> the node it stands in."""
        parents = self._known.get(module.name)
        if parents is None:
            parents = self._known[module.name] = {
                child: node
                for node in ast.walk(module.tree)
                for child in ast.iter_child_nodes(node)
            }
        return parents


def check_source(
    result: Result,
    modules: dict[str, Module],
    fragments: dict[str, Fragment],
    raw: dict[str, list[RawAccess]],
) -> list[Diagnostic]:
    """RF103 to RF106."""
    trees = _Trees()
    found = list(_never_called(result, modules, fragments))
    found += _used_results(result, trees)
    found += _bad_intervals(result)
    found += _same_keys(raw, trees)
    return found


# --- calls ---


def _contexts(result: Result) -> list[Context]:
    machine = result.machine
    found = [result.app, result.orphans, *machine.module_contexts.values()]
    found += [fragment.context for fragment in machine.fragments.values()]
    found += machine.escapes.values()
    return found + [ctx for contexts in machine.by_scope.values() for ctx in contexts]


def _never_called(
    result: Result, modules: dict[str, Module], fragments: dict[str, Fragment]
) -> Iterator[Diagnostic]:
    """RF103. Only where the name of the function is not used at all."""
    called = {fragment for ctx in _contexts(result) for fragment, _ in ctx.fragment_calls}
    candidates = [fragment for fragment in fragments.values() if fragment not in called]
    if not candidates:
        return
    used = _used_names(modules)
    for fragment in candidates:
        node = fragment.scope.node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or node.name in used:
            continue
        if len(node.decorator_list) > 1:
            # Another decorator may have kept it somewhere.
            continue
        yield Diagnostic(
            "RF103",
            "warning",
            f"the fragment {node.name} is never called",
            fragment.module.span_of_name(node, node.name),
            f"a fragment shows nothing until it is called: `{node.name}()`",
        )


def _used_names(modules: dict[str, Module]) -> set[str]:
    used: set[str] = set()
    for module in modules.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                used.add(node.id)
            elif isinstance(node, ast.Attribute):
                used.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                used.add(node.value)
            elif isinstance(node, ast.ImportFrom):
                used.update(alias.name for alias in node.names)
    return used


def _used_results(result: Result, trees: _Trees) -> Iterator[Diagnostic]:
    """RF104. Only where the call names the fragment and the value plainly goes somewhere."""
    seen: set[ast.AST] = set()
    for ctx in _contexts(result):
        for (fragment, node), module in ctx.fragment_calls.items():
            if node in seen or not isinstance(node, ast.Call) or not _names(node, fragment):
                continue
            seen.add(node)
            if not fragment.scope.returns or fragment.scope.is_generator:
                continue
            parents = trees.of(module)
            user = parents.get(node)
            if isinstance(user, ast.Await):
                user = parents.get(user)
            if isinstance(user, _USES):
                name = fragment.scope.name
                yield Diagnostic(
                    "RF104",
                    "warning",
                    f"the return value of the fragment {name} is used",
                    module.span(node),
                    "when the fragment reruns by itself its return value goes nowhere; "
                    "put what others need in session_state",
                )


def _names(call: ast.Call, fragment: Fragment) -> bool:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)
    return name == fragment.scope.name


# --- arguments ---


def _bad_intervals(result: Result) -> Iterator[Diagnostic]:
    """RF105. Only literals are judged."""
    for node, module in result.machine.makers.items():
        for keyword in node.keywords:
            if keyword.arg != "run_every":
                continue
            try:
                value = ast.literal_eval(keyword.value)
            except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
                continue
            if not is_interval(value):
                yield Diagnostic(
                    "RF105",
                    "error",
                    f"run_every={value!r} is no interval",
                    module.span(keyword.value),
                    'give seconds as a positive number, a timedelta, or a text like "10s", '
                    '"1.5 days" or "1h30m"',
                )


def _same_keys(raw: dict[str, list[RawAccess]], trees: _Trees) -> Iterator[Diagnostic]:
    """RF106. Only literal keys at two places of which both are always reached together."""
    places: dict[tuple[str, str], dict[ast.Call, tuple[Module, ast.expr]]] = {}
    for accesses in raw.values():
        for access in accesses:
            if access.note != "widget" or not isinstance(access.node, ast.Call):
                continue
            literal = next((k.value for k in access.node.keywords if k.arg == "key"), None)
            if isinstance(literal, ast.Constant) and isinstance(literal.value, str):
                place = (access.module.name, literal.value)
                places.setdefault(place, {})[access.node] = (access.module, literal)
    for (_, key), calls in places.items():
        if len(calls) > 1:
            yield from _clashes(key, calls, trees)


def _clashes(
    key: str, calls: dict[ast.Call, tuple[Module, ast.expr]], trees: _Trees
) -> Iterator[Diagnostic]:
    first_at: dict[tuple[object, ...], tuple[Module, ast.expr]] = {}
    ordered = sorted(calls.items(), key=lambda item: (item[0].lineno, item[0].col_offset))
    for call, (module, literal) in ordered:
        path = _branch(call, trees.of(module))
        if path in first_at:
            other_module, other = first_at[path]
            yield Diagnostic(
                "RF106",
                "error",
                f"two widgets have the key {key!r}",
                module.span(literal),
                "each widget needs a key of its own",
                (Note("first used here", other_module.span(other)),),
            )
        else:
            first_at[path] = (module, literal)


def _branch(node: ast.AST, parents: Parents) -> tuple[object, ...]:
    """The branches and functions that a node stands in, and on which side of each."""
    path: list[object] = []
    child: ast.AST = node
    parent = parents.get(child)
    while parent is not None:
        if isinstance(parent, _BRANCHES):
            side = next(
                (
                    name
                    for name, value in ast.iter_fields(parent)
                    if value is child or (isinstance(value, list) and child in value)
                ),
                "",
            )
            path.append((parent, side))
        child, parent = parent, parents.get(parent)
    return tuple(path)
