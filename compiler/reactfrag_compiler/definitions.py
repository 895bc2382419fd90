"""Functions and classes: what a definition makes, decorators applied."""

from __future__ import annotations

import ast

from reactfrag_compiler import api, known
from reactfrag_compiler.classes import call_meta, call_special, is_enum, lookup, thing_of
from reactfrag_compiler.effect_notes import category, text_of
from reactfrag_compiler.evaluation import evaluate
from reactfrag_compiler.functions import decorate_fragment, dismissed_by, made_by
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.names import scope_at, store_name
from reactfrag_compiler.scopes import FunctionNode
from reactfrag_compiler.values import (
    UNKNOWN,
    V_UNKNOWN,
    Api,
    Args,
    Atom,
    Cell,
    ClassAtom,
    Closure,
    Descriptor,
    Env,
    Ext,
    FragmentMaker,
    Instance,
    Value,
)


def closure_of(frame: Frame, node: FunctionNode) -> Closure:
    """The function that a definition or lambda makes, before its decorators."""
    machine = frame.machine
    env = frame.env
    scope = scope_at(frame, node)
    owner = None
    if isinstance(env.scope.node, ast.ClassDef):
        owner = machine.classes.get(env)
        while isinstance(env.scope.node, ast.ClassDef) and env.parent is not None:
            env = env.parent
    closure = machine.closure(scope, frame.ctx.module, env)
    if owner is not None and owner not in closure.owner:
        closure.owner.append(owner)
    spec = node.args
    positional = [*spec.posonlyargs, *spec.args]
    with_default = positional[len(positional) - len(spec.defaults) :]
    for parameter, default in zip(with_default, spec.defaults, strict=True):
        _default(frame, closure, parameter.arg, default)
    for parameter, keyword_default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
        if keyword_default is not None:
            _default(frame, closure, parameter.arg, keyword_default)
    return closure


def _default(frame: Frame, closure: Closure, name: str, node: ast.expr) -> None:
    cell = closure.defaults.setdefault(name, Cell())
    frame.machine.add(cell, evaluate(frame, node))


def define_function(frame: Frame, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """``def``, with its decorators."""
    decorators = [evaluate(frame, decorator) for decorator in node.decorator_list]
    closure = closure_of(frame, node)
    value: Value = frozenset({closure})
    for decorator, expression in zip(
        reversed(decorators), reversed(node.decorator_list), strict=True
    ):
        value = _decorate(frame, expression, closure, decorator, value)
    store_name(frame, node.name, value)


def _decorate(
    frame: Frame, node: ast.expr, closure: Closure, decorator: Value, value: Value
) -> Value:
    result: set[Atom] = set()
    for atom in decorator:
        if _is_fragment(atom):
            made = decorate_fragment(frame, closure, value)
            if isinstance(atom, FragmentMaker):
                made = dismissed_by(frame, atom, made_by(atom.site, made))
            result |= made
        elif atom is UNKNOWN or (isinstance(atom, Ext) and not _is_known(atom.name)):
            # Most decorators give back something that behaves alike; one that only
            # registers the function is told by nobody else calling it.
            result |= value
            frame.machine.wrapped[closure.scope] = text_of(node)
            frame.machine.registered[closure.scope] = (frame, node, closure)
        else:
            made = frame.machine.call(frame, node, frozenset({atom}), Args((value,)))
            result |= made
            if isinstance(atom, Ext) and UNKNOWN in made:
                result |= value
    return frozenset(result)


def _is_fragment(atom: Atom) -> bool:
    return isinstance(atom, FragmentMaker) or (isinstance(atom, Api) and atom.name in api.FRAGMENT)


def _is_known(name: str) -> bool:
    return name in known.IDENTITY or name == "identity" or name.startswith("builtins.")


def define_class(frame: Frame, node: ast.ClassDef) -> Env:
    """``class``: its bases, name and decorators; the body is run by the caller in this env."""
    machine = frame.machine
    place = (node, frame.env)
    env = frame.ctx.envs.get(place)
    if env is None:
        env = frame.ctx.envs[place] = Env(scope_at(frame, node), frame.env)
    cls = machine.classes.get(env)
    if cls is None:
        cls = machine.classes[env] = ClassAtom(env.scope, frame.ctx.module, env)
    for base in node.bases:
        given = evaluate(frame, base)
        machine.add(cls.bases, given)
        for atom in given:
            if isinstance(atom, Instance):
                call_special(frame, base, atom, "__mro_entries__", Args((V_UNKNOWN,)))
    for keyword in node.keywords:
        given = evaluate(frame, keyword.value)
        if keyword.arg == "metaclass":
            machine.add(cls.metas, given)
    value: Value = frozenset({cls})
    for expression in reversed(node.decorator_list):
        decorator = evaluate(frame, expression)
        made: set[Atom] = set(value)
        for atom in decorator:
            if atom is UNKNOWN or (isinstance(atom, Ext) and category(atom.name) != "pure"):
                machine.wrapped[cls.scope] = text_of(expression)
            if not isinstance(atom, Ext) and atom is not UNKNOWN:
                made |= machine.call(frame, expression, frozenset({atom}), Args((value,)))
        value = frozenset(made)
    store_name(frame, node.name, value)
    return env


def finish_class(frame: Frame, node: ast.ClassDef, env: Env) -> None:
    """What happens when the body of a class has run: bases, descriptors and metaclasses hear."""
    cls = frame.machine.classes[env]
    itself: Value = frozenset({cls})
    for name, cell in list(env.cells.items()):
        for atom in frame.read(cell):
            if isinstance(atom, Instance):
                named = frozenset({frame.machine.const(name)})
                call_special(frame, node, atom, "__set_name__", Args((itself, named)))
    given = {
        keyword.arg: evaluate(frame, keyword.value)
        for keyword in node.keywords
        if keyword.arg and keyword.arg != "metaclass"
    }
    for base in frame.read(cls.bases):
        if isinstance(base, ClassAtom) and base is not cls:
            for hook in lookup(frame, base, "__init_subclass__") - V_UNKNOWN:
                inner = hook.function if isinstance(hook, Descriptor) else hook
                frame.machine.call(frame, node, frozenset({inner}), Args((itself,), None, given))
    if is_enum(frame, cls):
        # Its members are made now.
        call_special(frame, node, thing_of(cls), "__init__", Args(star=V_UNKNOWN))
    for name in ("__prepare__", "__new__", "__init__"):
        call_meta(frame, node, cls, name, Args(star=V_UNKNOWN, double_star=V_UNKNOWN))
