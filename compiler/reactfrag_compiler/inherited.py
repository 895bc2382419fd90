"""Methods that an object of the script has from ``object``, or from a base from outside."""

from __future__ import annotations

import ast

from reactfrag_compiler.access import mutate
from reactfrag_compiler.addresses import hash_of, show
from reactfrag_compiler.classes import call_special, kinds_of, lookup, methods_in, operate
from reactfrag_compiler.effect_table import PURE_METHODS
from reactfrag_compiler.known import HARMLESS, KEEPERS
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.reflection import REFLECTION
from reactfrag_compiler.unknown_calls import escape
from reactfrag_compiler.values import (
    EMPTY,
    V_SCALAR,
    V_UNKNOWN,
    Args,
    Inherited,
    Value,
)

_REFLECTING = {
    "__setattr__": "setattr",
    "__delattr__": "delattr",
    "__getattribute__": "getattr",
}
_CALLS_BACK = frozenset({"collections.UserDict", "collections.UserList"})
_ALONE = (KEEPERS | HARMLESS) - _CALLS_BACK
"""Bases whose methods call no method of theirs that the script may have put in place of it."""


def call_inherited(frame: Frame, node: ast.AST, method: Inherited, args: Args) -> Value:
    """Call a method that the script has not defined."""
    thing, name = method.owner, method.name
    itself: Value = frozenset({thing})
    reflecting = _REFLECTING.get(name)
    if reflecting is not None:
        return REFLECTION[reflecting](frame, node, args.with_first(itself))
    if name in ("__repr__", "__str__", "__format__"):
        show(frame, node, itself)
        operate(frame, node, itself)
        return V_SCALAR
    if name == "__hash__":
        hash_of(frame, node, itself)
    if name.startswith("__reduce") or name == "__getstate__":
        escape(frame, node, itself)
        return V_UNKNOWN
    if kinds_of(frame, thing.type) <= _ALONE and not lookup(frame, thing.type, name):
        operate(frame, node, itself)
        return EMPTY
    unknown = Args(star=V_UNKNOWN, double_star=V_UNKNOWN)
    for hook in methods_in(frame, thing.type):
        call_special(frame, node, thing, hook, unknown)
    if name not in PURE_METHODS:
        mutate(frame, node, itself, sure=False)
    return EMPTY
