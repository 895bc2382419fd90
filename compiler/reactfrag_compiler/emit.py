"""Code objects that show bare expressions on the page and keep true line numbers."""

from __future__ import annotations

import ast
from types import CodeType

SHOW = "__reactfrag_show__"
"""The name under which the runtime puts the function that shows bare expressions."""

_SILENT = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def show_bare_expressions(tree: ast.Module) -> None:
    """Rewrite, in place, each bare expression ``x`` of a script to ``__reactfrag_show__(x)``.

    The items of a bare tuple become the arguments. Docstrings, calls, awaits,
    yields, ``...`` and ``None`` stay as they are, and so do class bodies.
    """
    pending: list[tuple[list[ast.stmt], bool]] = [(tree.body, True)]
    while pending:
        body, has_docstring = pending.pop()
        for index, statement in enumerate(body):
            kind = type(statement)
            if kind is ast.Expr:
                assert isinstance(statement, ast.Expr)
                if not (index == 0 and has_docstring and _is_text(statement.value)):
                    _show(statement)
            elif isinstance(statement, _FUNCTIONS):
                pending.append((statement.body, True))
            elif kind is ast.ClassDef:
                assert isinstance(statement, ast.ClassDef)
                pending.extend((method.body, True) for method in _methods(statement))
            else:
                pending.extend((block, False) for block in _blocks(statement))


def compile_tree(tree: ast.Module, file: str) -> CodeType:
    """The code object of a module, ready for ``exec``; a coroutine's if it awaits at the top.

    Raises:
        SyntaxError: for errors that only the code generator finds (``return`` outside a function).
    """
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    code: CodeType = compile(tree, file, "exec", flags=flags, dont_inherit=True)
    return code


def _show(statement: ast.Expr) -> None:
    value = statement.value
    if isinstance(value, _SILENT):
        return
    if isinstance(value, ast.Constant) and (value.value is None or value.value is ...):
        return
    arguments = value.elts if isinstance(value, ast.Tuple) else [value]
    name = ast.copy_location(ast.Name(SHOW, ast.Load()), value)
    statement.value = ast.copy_location(ast.Call(name, list(arguments), []), value)


def _is_text(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _blocks(statement: ast.stmt) -> list[list[ast.stmt]]:
    """The statement lists directly inside a compound statement."""
    blocks: list[list[ast.stmt]] = []
    for name in ("body", "orelse", "finalbody"):
        block = getattr(statement, name, None)
        if block:
            blocks.append(block)
    if isinstance(statement, ast.Match):
        blocks.extend(case.body for case in statement.cases)
    if isinstance(statement, (ast.Try, ast.TryStar)):
        blocks.extend(handler.body for handler in statement.handlers)
    return blocks


def _methods(statement: ast.ClassDef) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions of a class, those in nested classes and in its compound statements too."""
    found: list[ast.FunctionDef | ast.AsyncFunctionDef] = []
    pending: list[ast.stmt] = list(statement.body)
    while pending:
        inner = pending.pop()
        if isinstance(inner, _FUNCTIONS):
            found.append(inner)
        elif isinstance(inner, ast.ClassDef):
            pending.extend(inner.body)
        else:
            for block in _blocks(inner):
                pending.extend(block)
    return found
