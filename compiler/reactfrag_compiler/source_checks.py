"""Diagnostics that come from how fragments and widgets are written down."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import timedelta

from reactfrag_compiler.analysis import Result
from reactfrag_compiler.checks_widget_keys import same_keys
from reactfrag_compiler.diagnostics import Diagnostic, Note
from reactfrag_compiler.effect_notes import text_of
from reactfrag_compiler.emit import SHOW
from reactfrag_compiler.facts import Facts
from reactfrag_compiler.intervals import FLOOR, is_interval, seconds
from reactfrag_compiler.source import Module
from reactfrag_compiler.values import Fragment

Parents = dict[ast.AST, ast.AST]

_USES = (
    ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr, ast.BinOp, ast.Compare, ast.BoolOp,
    ast.UnaryOp, ast.Call, ast.keyword, ast.Attribute, ast.Subscript, ast.FormattedValue, ast.If,
    ast.While, ast.For, ast.IfExp, ast.comprehension, ast.Match,
)  # fmt: skip
_WRAPPERS = (
    ast.Tuple, ast.List, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp,
    ast.GeneratorExp, ast.Starred, ast.Await,
)  # fmt: skip


def check_source(facts: Facts) -> list[Diagnostic]:
    """RF103 to RF106, and RF111."""
    found = list(_never_called(facts))
    found += _used_results(facts)
    found += _intervals(facts.result)
    found += same_keys(facts)
    return found


# --- calls ---


def _never_called(facts: Facts) -> Iterator[Diagnostic]:
    """RF103. Only where the name of the function is not used, save as a whole statement."""
    called = {
        fragment
        for ctx in facts.contexts
        for fragment, node in ctx.fragment_calls
        # The analysis takes what shows a bare expression for code that might call it.
        if not _shows(node)
    }
    candidates = [fragment for fragment in facts.fragments.values() if fragment not in called]
    if not candidates:
        return
    alone = _named_alone(facts.modules)
    used = _used_names(facts.modules, {node for nodes in alone.values() for node, _ in nodes})
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
            tuple(
                Note("named here, not called", module.span(name))
                for name, module in alone.get(node.name, ())[:1]
            ),
        )


def _named_alone(modules: dict[str, Module]) -> dict[str, list[tuple[ast.AST, Module]]]:
    """Where a statement is nothing but a name, by that name: often a call without its ``()``."""
    found: dict[str, list[tuple[ast.AST, Module]]] = {}
    for module in modules.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and _shows(node):
                for shown in node.args:
                    if isinstance(shown, ast.Name):
                        found.setdefault(shown.id, []).append((shown, module))
    return found


def _shows(node: ast.AST) -> bool:
    """Whether a call is that which shows a bare expression."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == SHOW


def _used_names(modules: dict[str, Module], but: set[ast.AST]) -> set[str]:
    """Names that stand anywhere in the modules, other than in these nodes."""
    used: set[str] = set()
    for module in modules.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                if node not in but:
                    used.add(node.id)
            elif isinstance(node, ast.Attribute):
                used.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                used.add(node.value)
            elif isinstance(node, ast.ImportFrom):
                used.update(alias.name for alias in node.names)
    return used


def _used_results(facts: Facts) -> Iterator[Diagnostic]:
    """RF104. Only where the call names the fragment and the value plainly goes somewhere."""
    seen: set[ast.AST] = set()
    for ctx in facts.contexts:
        for (fragment, node), module in ctx.fragment_calls.items():
            if node in seen or not isinstance(node, ast.Call) or not _names(node, fragment):
                continue
            seen.add(node)
            if not fragment.scope.returns or fragment.scope.is_generator:
                continue
            parents = facts.trees.of(module)
            user = parents.get(node)
            if isinstance(user, ast.Await):
                user = parents.get(user)
            wrapped = isinstance(user, _WRAPPERS)
            while isinstance(user, _WRAPPERS):
                user = parents.get(user)
            # What shows a bare expression is a call that is not in the source.
            if isinstance(user, _USES) and not (wrapped and isinstance(user, ast.Call)):
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


def _intervals(result: Result) -> Iterator[Diagnostic]:
    """RF105 and RF111. Only what is written out is judged, there or under a name."""
    for node, module in result.machine.makers.items():
        for keyword in node.keywords:
            if keyword.arg != "run_every":
                continue
            given = _named(module, keyword.value)
            value = _literal(given)
            if value is _UNKNOWN:
                continue
            length = seconds(value)
            text = text_of(given)
            if not is_interval(value):
                yield Diagnostic(
                    "RF105",
                    "error",
                    f"run_every={text} is no interval",
                    module.span(keyword.value),
                    'give seconds as a positive number, a timedelta, or a text like "10s", '
                    '"1.5 days" or "1h30m"',
                )
            elif length is not None and length < FLOOR:
                yield Diagnostic(
                    "RF111",
                    "warning",
                    f"run_every={text} asks for {1 / length:,.0f} runs a second",
                    module.span(keyword.value),
                    f"a page cannot show that: {FLOOR:g} seconds ({1 / FLOOR:.0f} runs a second) "
                    "is the least that makes sense",
                )


def _named(module: Module, node: ast.expr) -> ast.expr:
    """What a name stands for that the module binds once, at its top level; else the node."""
    if not isinstance(node, ast.Name):
        return node
    bound = [one for one in ast.walk(module.tree) if _binds(one, node.id)]
    for statement in module.tree.body:
        if isinstance(statement, ast.Assign) and statement.targets == bound:
            return statement.value
    return node


def _binds(node: ast.AST, name: str) -> bool:
    """Whether a node may give a name a value, or take it away."""
    if isinstance(node, ast.Name):
        return node.id == name and not isinstance(node.ctx, ast.Load)
    if isinstance(node, ast.Attribute):
        return node.attr == name and not isinstance(node.ctx, ast.Load)
    if isinstance(node, ast.alias):
        return name in (node.asname or node.name, "*") or node.name == "*"
    return name in (getattr(node, field, None) for field in ("name", "arg", "rest"))


_UNKNOWN = object()
_IN_ORDER = ("days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks")
_TIMES = frozenset(_IN_ORDER)


def _literal(node: ast.expr) -> object:
    """The value of a literal or of ``timedelta(...)`` with literal arguments."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        pass
    if isinstance(node, ast.Call) and len(node.args) <= len(_IN_ORDER):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else None
        if isinstance(node.func, ast.Name):
            name = node.func.id
        given: dict[str | None, object] = {k.arg: _literal(k.value) for k in node.keywords}
        given |= {unit: _literal(arg) for unit, arg in zip(_IN_ORDER, node.args, strict=False)}
        if name == "timedelta" and given.keys() <= _TIMES:
            numbers = {k: v for k, v in given.items() if k and isinstance(v, (int, float))}
            if len(numbers) == len(given):
                try:
                    return timedelta(**numbers)
                except (OverflowError, ValueError):
                    pass
    return _UNKNOWN
