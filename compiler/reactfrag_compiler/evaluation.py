"""Evaluating expressions: the table of what each kind of expression does."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from reactfrag_compiler.machine import Frame
from reactfrag_compiler.values import V_UNKNOWN, Value

Handler = Callable[[Frame, Any], Value]

FEW = 8
"""Atoms of a value that count as one."""
_HANDLERS: dict[type[ast.AST], Handler] = {}


def handles(*kinds: type[ast.expr]) -> Callable[[Handler], Handler]:
    """Register a function as what evaluates these kinds of expressions."""

    def register(handler: Handler) -> Handler:
        for kind in kinds:
            _HANDLERS[kind] = handler
        return handler

    return register


def evaluate(frame: Frame, node: ast.expr) -> Value:
    """What an expression may be."""
    handler = _HANDLERS.get(node.__class__)
    if handler is None:
        return V_UNKNOWN
    value = handler(frame, node)
    if len(value) > FEW:
        # Whatever is done with it takes its time.
        frame.machine.spend(len(value))
    return value
