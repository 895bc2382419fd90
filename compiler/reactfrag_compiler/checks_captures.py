"""RF116: functions made in a loop that look at its variable only when they run later."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from reactfrag_compiler import api
from reactfrag_compiler.diagnostics import Diagnostic, Note
from reactfrag_compiler.facts import COMPREHENSIONS, FUNCTIONS, LOOPS, Facts, position
from reactfrag_compiler.scopes import FunctionNode
from reactfrag_compiler.source import Module

_Loop = ast.For | ast.AsyncFor | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def check_captures(facts: Facts) -> Iterator[Diagnostic]:
    """RF116. Callbacks, fragments, and functions given to fragments, made in a loop."""
    later: dict[ast.AST, tuple[Module, str]] = {}
    for module, function, how in _run_later(facts):
        later.setdefault(function, (module, how))
    for function, (module, how) in sorted(later.items(), key=lambda item: position(item[0])):
        assert isinstance(function, FUNCTIONS)
        found = _capture(facts, module, function)
        if found is None:
            continue
        names, use, target = found
        both = " and ".join(names)
        verb = "are those" if len(names) > 1 else "is that"
        yield Diagnostic(
            "RF116",
            "warning",
            f"{how} uses {both} when it runs, and by then {both} {verb} of the last turn "
            "of the loop",
            module.span(use),
            _advice(function, names, how),
            (Note(f"{names[0]} changes with each turn here", module.span(target)),),
        )


def _advice(function: FunctionNode, names: list[str], how: str) -> str:
    parameters = ", ".join(names)
    kept = ", ".join(f"{name}={name}" for name in names)
    values = f"({parameters},)" if len(names) == 1 else f"({parameters})"
    if isinstance(function, ast.Lambda):
        other = (
            f", or pass it along with `args={values}`" if how.startswith("this callback") else ""
        )
        return f"keep the value: `lambda {kept}: ...`{other}"
    if how.startswith("this callback"):
        return f"give it parameters, `def {function.name}({parameters})`, and pass `args={values}`"
    given = f"{function.name}({parameters})"
    return f"give it parameters, `def {given}`, and call it with them: `{given}`"


def _run_later(facts: Facts) -> Iterator[tuple[Module, ast.AST, str]]:
    """The functions that run when the code around them is over, and what they are."""
    for fragment in facts.fragments.values():
        yield fragment.module, fragment.scope.node, f"the fragment {fragment.scope.name}"
    for ctx in facts.contexts:
        for (fragment, node), module in ctx.fragment_calls.items():
            if isinstance(node, ast.Call):
                what = f"this function, given to the fragment {fragment.scope.name},"
                given = [*node.args, *(keyword.value for keyword in node.keywords)]
                yield from _functions(facts, module, given, what)
    for module in facts.modules.values():
        for node in facts.trees.of(module):
            if isinstance(node, ast.keyword) and node.arg in api.CALLBACKS:
                yield from _functions(facts, module, [node.value], "this callback")


def _functions(
    facts: Facts, module: Module, given: list[ast.expr], what: str
) -> Iterator[tuple[Module, ast.AST, str]]:
    for value in given:
        if isinstance(value, ast.Lambda):
            yield module, value, what
        elif isinstance(value, ast.Name):
            made = _definition(facts, module, value)
            if made is not None:
                yield module, made, what.replace("function", f"function {value.id}", 1)


def _definition(facts: Facts, module: Module, name: ast.Name) -> ast.AST | None:
    """The ``def`` of a name in the innermost loop around its use."""
    parents = facts.trees.of(module)
    around = parents.get(name)
    while around is not None and not isinstance(around, FUNCTIONS):
        if isinstance(around, LOOPS):
            for statement in around.body:
                if (
                    isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef))
                    and statement.name == name.id
                ):
                    return statement
        around = parents.get(around)
    return None


def _capture(
    facts: Facts, module: Module, function: FunctionNode
) -> tuple[list[str], ast.Name, ast.AST] | None:
    """Variables of a loop around a function that its body uses: names, first use, target."""
    parents = facts.trees.of(module)
    uses: dict[str, ast.Name] | None = None
    around = parents.get(function)
    while around is not None and not isinstance(around, (*FUNCTIONS, ast.ClassDef)):
        if isinstance(around, (*LOOPS, *COMPREHENSIONS)):
            uses = _free_names(function) if uses is None else uses
            turning = _turning(around)
            names = [name for name in turning if name in uses]
            if names:
                return names, uses[names[0]], turning[names[0]]
        around = parents.get(around)
    return None


def _free_names(function: FunctionNode) -> dict[str, ast.Name]:
    """The names that a function's body uses and does not bind, with the first use."""
    body: list[ast.AST] = [function.body] if isinstance(function, ast.Lambda) else [*function.body]
    spec = function.args
    bound = {a.arg for a in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)}
    bound |= {a.arg for a in (spec.vararg, spec.kwarg) if a is not None}
    names: list[ast.Name] = []
    inner: list[tuple[ast.Name, str]] = []
    pending = body
    while pending:
        node = pending.pop()
        if isinstance(node, FUNCTIONS):
            inner += [(use, name) for name, use in _free_names(node).items()]
            pending += [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
            if not isinstance(node, ast.Lambda):
                bound.add(node.name)
                pending += node.decorator_list
            continue
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Load):
                names.append(node)
            else:
                bound.add(node.id)
        pending.extend(ast.iter_child_nodes(node))
    names += [use for use, _ in inner]
    free: dict[str, ast.Name] = {}
    for use in sorted(names, key=position):
        if use.id not in bound:
            free.setdefault(use.id, use)
    return free


def _turning(loop: _Loop) -> dict[str, ast.AST]:
    """The variables that are others on each turn: the loop's own, and what is made of them."""
    if isinstance(loop, COMPREHENSIONS):
        return {
            name: generator.target
            for generator in loop.generators
            for name in _names(generator.target)
        }
    found: dict[str, ast.AST] = dict.fromkeys(_names(loop.target), loop.target)
    pending: list[ast.AST] = list(reversed(loop.body))
    while pending:
        node = pending.pop()
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            continue
        if isinstance(node, ast.Assign) and _names(node.value) & found.keys():
            for target in node.targets:
                if isinstance(target, (ast.Name, ast.Tuple, ast.List)):
                    found |= dict.fromkeys(_names(target) - found.keys(), node)
        pending.extend(reversed(list(ast.iter_child_nodes(node))))
    return found


def _names(node: ast.AST) -> list[str]:
    return [part.id for part in ast.walk(node) if isinstance(part, ast.Name)]
