"""Statements: running the body of a function, class or module."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from reactfrag_compiler import displays, expressions
from reactfrag_compiler.access import keys_in, mutate, read_states
from reactfrag_compiler.attributes import load_attribute, store_attribute
from reactfrag_compiler.classes import call_special, lookup, operate
from reactfrag_compiler.containers import put_inside
from reactfrag_compiler.definitions import define_class, define_function, finish_class
from reactfrag_compiler.effect_notes import change_unknown, note_element, note_outer, note_unknown
from reactfrag_compiler.evaluation import evaluate
from reactfrag_compiler.fresh import is_new_element
from reactfrag_compiler.items import elements, load_item, store_item
from reactfrag_compiler.keys import Key
from reactfrag_compiler.layout import entered_by, note_drawn
from reactfrag_compiler.library import new_object
from reactfrag_compiler.machine import Frame, Machine
from reactfrag_compiler.names import import_from, import_names, lookup_name, store_name
from reactfrag_compiler.operators import combine
from reactfrag_compiler.targets import assign, delete, index_of
from reactfrag_compiler.values import (
    ELEMENT,
    STATES,
    UNKNOWN,
    V_UNKNOWN,
    Api,
    Args,
    Atom,
    Box,
    ClassAtom,
    Const,
    Container,
    Context,
    Held,
    Instance,
    Method,
    StateObject,
    Value,
)

MAX_PARTS = 240
"""Parts of a body that are visited one by one; in longer ones they are several statements."""
EVALUATORS = (displays, expressions)
"""Modules that say how expressions are evaluated; importing them is what counts."""


def visit(machine: Machine, ctx: Context) -> None:
    """Run those statements in the body of a context that have not seen what they read."""
    frame = Frame(machine, ctx, ctx.env, ctx)
    node = ctx.scope.node
    if isinstance(node, ast.Lambda):
        ctx.dirty = 0
        machine.spend(ctx.scope.size)
        machine.add(ctx.result, evaluate(frame, node.body))
    elif isinstance(node, (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef)):
        _run_parts(frame, ctx, node.body)


def _run_parts(frame: Frame, ctx: Context, body: list[ast.stmt]) -> None:
    many = -(-len(body) // MAX_PARTS) or 1
    starts = range(0, len(body), many)
    share = ctx.scope.size // (len(starts) or 1) + 1
    ctx.dirty &= (1 << len(starts)) - 1
    for number, start in enumerate(starts):
        part = 1 << number
        if ctx.dirty & part:
            # What it reads and makes grow itself has it visited once more.
            ctx.dirty ^= part
            ctx.part = part
            frame.machine.spend(share)
            run_body(frame, body[start : start + many])


def run_body(frame: Frame, body: list[ast.stmt]) -> None:
    """Run statements in order; every branch is taken."""
    for statement in body:
        handler = _HANDLERS.get(statement.__class__)
        if handler is not None:
            handler(frame, statement)


def _expression(frame: Frame, node: ast.Expr) -> None:
    evaluate(frame, node.value)


def _assign(frame: Frame, node: ast.Assign) -> None:
    value = evaluate(frame, node.value)
    for target in node.targets:
        assign(frame, target, value)


def _annotated(frame: Frame, node: ast.AnnAssign) -> None:
    if node.value is not None:
        assign(frame, node.target, evaluate(frame, node.value))


def _augmented(frame: Frame, node: ast.AugAssign) -> None:
    """``target op= value``: read, change in place where that is possible, and write."""
    target = node.target
    if isinstance(target, ast.Name):
        old = lookup_name(frame, target.id)
        new = _in_place(frame, node, old)
        store_name(frame, target.id, new)
    elif isinstance(target, ast.Attribute):
        base = evaluate(frame, target.value)
        old = load_attribute(frame, target, base, target.attr)
        store_attribute(frame, target, base, target.attr, _in_place(frame, node, old))
    elif isinstance(target, ast.Subscript):
        base, index = evaluate(frame, target.value), index_of(frame, target.slice)
        old = load_item(frame, target, base, index)
        store_item(frame, target, base, index, _in_place(frame, node, old))


def _in_place(frame: Frame, node: ast.AugAssign, old: Value) -> Value:
    """The value after ``old op= ...``."""
    given = evaluate(frame, node.value)
    if UNKNOWN in old:
        change_unknown(frame, node, node.target, UNKNOWN)
    mutable = frozenset(a for a in old if isinstance(a, (Box, Held, Instance, Method)))
    mutate(frame, node, mutable)
    for atom in mutable:
        if isinstance(atom, (Box, Held)):
            put_inside(frame, atom, elements(frame, node, given))
    result = combine(frame, node, node.op, old, given)
    if UNKNOWN in result and UNKNOWN not in old:
        # Whatever it is, the operator has made it.
        result = (result - V_UNKNOWN) | new_object(frame, node, "object")
    return result | mutable


def _delete(frame: Frame, node: ast.Delete) -> None:
    for target in node.targets:
        delete(frame, target)


def _return(frame: Frame, node: ast.Return) -> None:
    if node.value is not None:
        frame.machine.add(frame.ctx.result, evaluate(frame, node.value))
    else:
        frame.machine.add(frame.ctx.result, frozenset({frame.machine.const(None)}))


def _if(frame: Frame, node: ast.If | ast.While) -> None:
    while True:
        operate(frame, node.test, evaluate(frame, node.test))
        absent = _absent(frame, node.test)
        run_body(frame.where_absent(absent) if absent else frame, node.body)
        last = node.orelse[0] if len(node.orelse) == 1 else None
        if not isinstance(last, ast.If):
            break
        # ``elif``: many of them are a deep tree.
        node = last
    run_body(frame, node.orelse)


def _absent(frame: Frame, test: ast.expr) -> frozenset[Key]:
    """The keys that are not in the state where a test holds."""
    if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And):
        return frozenset().union(*(_absent(frame, part) for part in test.values))
    wanted: type[ast.cmpop] = ast.NotIn
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, wanted = test.operand, ast.In
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], wanted):
        return frozenset()
    states = evaluate(frame, test.comparators[0])
    if len(states) != 1:
        return frozenset()
    (state,) = states
    if not isinstance(state, StateObject):
        return frozenset()
    return frozenset(keys_in(state, evaluate(frame, test.left)))


def _for(frame: Frame, node: ast.For | ast.AsyncFor) -> None:
    source = evaluate(frame, node.iter)
    assign(frame, node.target, elements(frame, node.iter, source))
    run_body(frame, node.body)
    run_body(frame, node.orelse)


def _with(frame: Frame, node: ast.With | ast.AsyncWith) -> None:
    for item in node.items:
        manager = evaluate(frame, item.context_expr)
        for atom in manager:
            if isinstance(atom, Container):
                note_drawn(frame.ctx, item.context_expr, "with", atom, None)
        entered: set[Value] = set()
        for atom in manager:
            if isinstance(atom, Instance):
                unknown = Args(star=V_UNKNOWN)
                value = call_special(frame, item.context_expr, atom, "__enter__")
                value |= call_special(frame, item.context_expr, atom, "__aenter__")
                call_special(frame, item.context_expr, atom, "__exit__", unknown)
                call_special(frame, item.context_expr, atom, "__aexit__", unknown)
                entered.add(value or frozenset({atom}))
            elif isinstance(atom, Held):
                mutate(frame, item.context_expr, frozenset({atom}), sure=False)
                entered.add(frozenset({atom}))
            elif isinstance(atom, Box):
                mutate(frame, item.context_expr, frozenset({atom}), sure=False)
                entered.add(elements(frame, item.context_expr, frozenset({atom})))
            else:
                _note_manager(frame, item.context_expr, atom)
                entered.add(frozenset({atom}))
        if item.optional_vars is not None:
            for value in entered:
                assign(frame, item.optional_vars, value)
        frame = frame.drawing_in(entered_by(manager, frame.within))
    run_body(frame, node.body)


def _note_manager(frame: Frame, node: ast.expr, atom: Atom) -> None:
    """``with`` on what is not of the script."""
    if atom is ELEMENT:
        note_element(frame, node, node)
    elif isinstance(atom, Api):
        note_outer(frame, node, atom.name)
    elif atom is UNKNOWN and not (
        isinstance(node, ast.Call) or is_new_element(frame.ctx.scope, node)
    ):
        note_unknown(frame, node)


def _try(frame: Frame, node: ast.Try) -> None:
    run_body(frame, node.body)
    for handler in node.handlers:
        if handler.type is not None:
            evaluate(frame, handler.type)
        if handler.name:
            store_name(frame, handler.name, V_UNKNOWN | frame.read(frame.machine.raised))
        run_body(frame, handler.body)
    run_body(frame, node.orelse)
    run_body(frame, node.finalbody)


def _raise(frame: Frame, node: ast.Raise) -> None:
    for part in (node.exc, node.cause):
        if part is not None:
            value = evaluate(frame, part)
            for atom in value:
                if isinstance(atom, ClassAtom):
                    value |= frame.machine.call(frame, node, frozenset({atom}), Args())
            thrown = frozenset(atom for atom in value if isinstance(atom, Instance))
            frame.machine.add(frame.machine.raised, thrown)


def _assert(frame: Frame, node: ast.Assert) -> None:
    operate(frame, node.test, evaluate(frame, node.test))
    if node.msg is not None:
        evaluate(frame, node.msg)


def _class(frame: Frame, node: ast.ClassDef) -> None:
    env = define_class(frame, node)
    run_body(frame.inside(env), node.body)
    finish_class(frame, node, env)


def _match(frame: Frame, node: ast.Match) -> None:
    subject = evaluate(frame, node.subject)
    for case in node.cases:
        _pattern(frame, case.pattern, subject)
        if case.guard is not None:
            operate(frame, case.guard, evaluate(frame, case.guard))
        run_body(frame, case.body)


def _pattern(frame: Frame, pattern: ast.pattern, subject: Value) -> None:
    """Bind what a pattern captures; keys of a mapping pattern are read."""
    if isinstance(pattern, ast.MatchAs):
        if pattern.pattern is not None:
            _pattern(frame, pattern.pattern, subject)
        if pattern.name is not None:
            store_name(frame, pattern.name, subject)
    elif isinstance(pattern, ast.MatchOr):
        for choice in pattern.patterns:
            _pattern(frame, choice, subject)
    elif isinstance(pattern, ast.MatchMapping):
        # How many keys there are is looked at first.
        read_states(frame, pattern, subject)
        for key, inner in zip(pattern.keys, pattern.patterns, strict=True):
            part = _part(frame, key, subject)
            _pattern(frame, inner, part)
        if pattern.rest is not None:
            store_name(frame, pattern.rest, subject - STATES | V_UNKNOWN)
    elif isinstance(pattern, ast.MatchSequence):
        operate(frame, pattern, subject)
        inside = elements(frame, pattern, subject)
        for inner in pattern.patterns:
            _pattern(frame, inner, inside)
    elif isinstance(pattern, ast.MatchStar):
        if pattern.name is not None:
            box = frame.machine.box(frame.ctx, pattern, "list")
            frame.machine.add(box.rest, subject)
            store_name(frame, pattern.name, frozenset({box}))
    elif isinstance(pattern, ast.MatchClass):
        _class_pattern(frame, pattern, subject)
    elif isinstance(pattern, ast.MatchValue):
        operate(frame, pattern, evaluate(frame, pattern.value) | subject)


def _part(frame: Frame, key: ast.expr, subject: Value) -> Value:
    """What a mapping has under a key; the method ``get`` is asked where there is one."""
    wanted = evaluate(frame, key)
    part = load_item(frame, key, subject, wanted)
    for atom in subject:
        if isinstance(atom, Instance):
            call_special(frame, key, atom, "keys")
            part |= call_special(frame, key, atom, "get", Args((wanted, V_UNKNOWN)))
    return part


def _class_pattern(frame: Frame, pattern: ast.MatchClass, subject: Value) -> None:
    classes = evaluate(frame, pattern.cls)
    operate(frame, pattern.cls, classes)
    if UNKNOWN in classes or any(isinstance(atom, (Instance, Box, Held)) for atom in classes):
        note_unknown(frame, pattern.cls)
    for name, inner in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
        _pattern(frame, inner, load_attribute(frame, pattern, subject, name))
    inside: Value = V_UNKNOWN | subject
    for atom in subject:
        if isinstance(atom, Instance):
            for cell in atom.attributes.values():
                inside |= frame.read(cell)
    for name in _positions(frame, pattern, classes) if pattern.patterns else ():
        inside |= load_attribute(frame, pattern, subject, name)
    for inner in pattern.patterns:
        _pattern(frame, inner, inside)


def _positions(frame: Frame, pattern: ast.MatchClass, classes: Value) -> set[str]:
    """The attributes that the positions of a class pattern may stand for."""
    names: set[str] = set()
    for cls in classes:
        if not isinstance(cls, ClassAtom):
            continue
        given = lookup(frame, cls, "__match_args__")
        for atom in elements(frame, pattern, given):
            if isinstance(atom, Const):
                names.add(str(atom.value))
            else:
                names |= cls.scope.names
    return names


_HANDLERS: dict[type[ast.AST], Callable[[Frame, Any], None]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Delete: _delete,
    ast.Return: _return,
    ast.If: _if,
    ast.While: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.FunctionDef: define_function,
    ast.AsyncFunctionDef: define_function,
    ast.ClassDef: _class,
    ast.Match: _match,
    ast.Import: import_names,
    ast.ImportFrom: import_from,
}
"""Statements without an effect here (``pass``, ``global``) are not in the table."""
