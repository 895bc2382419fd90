"""Calls of the script's own functions: binding arguments, entering contexts, fragments."""

from __future__ import annotations

import ast

from reactfrag_compiler.effect_notes import note
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.values import (
    EMPTY,
    SCALAR,
    V_SCALAR,
    Args,
    Atom,
    Bound,
    Box,
    Cell,
    Closure,
    Const,
    Fragment,
    FragmentMaker,
    Instance,
    Partial,
    Value,
    join,
)

_NUMBERS = (int, float)


def call_closure(frame: Frame, node: ast.AST, closure: Closure, args: Args) -> Value:
    """Call a function of the script; what it returns, or the generator."""
    wrapper = frame.machine.wrapped.get(closure.scope)
    if wrapper is not None:
        what = f"calls `{closure.scope.name}`, wrapped by `{wrapper}`: unknown effects"
        note(frame, "unknown", node, what)
    bound = _bind(frame, node, closure, args)
    ctx = frame.machine.enter(frame, node, closure, bound)
    if closure.scope.is_generator:
        if isinstance(ctx.scope.node, ast.Lambda):
            return frame.read(ctx.result) | {ctx.yields}
        return frozenset({ctx.yields})
    return frame.read(ctx.result)


def _bind(frame: Frame, node: ast.AST, closure: Closure, args: Args) -> dict[str, Value]:
    """The value of each parameter, in their order."""
    function = closure.scope.node
    assert isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    spec = function.args
    bound: dict[str, Value] = {}
    positional = [*spec.posonlyargs, *spec.args]
    for index, parameter in enumerate(positional):
        bound[parameter.arg] = _argument(frame, closure, args, index, parameter.arg)
    for parameter in spec.kwonlyargs:
        bound[parameter.arg] = _argument(frame, closure, args, None, parameter.arg)
    if spec.vararg is not None:
        rest = args.positional[len(positional) :]
        if rest or args.star is not None:
            bound[spec.vararg.arg] = frozenset({_rest(frame, node, closure, rest, args.star)})
        else:
            bound[spec.vararg.arg] = frozenset(
                {frame.machine.box(frame.ctx, (closure, "*"), "list")}
            )
    if spec.kwarg is not None:
        named = {name: value for name, value in args.keywords.items() if name not in bound}
        box = frame.machine.box(frame.ctx, (node, closure, "**"), "dict")
        for name, value in named.items():
            frame.machine.add(box.items.setdefault(name, Cell()), value)
        if args.double_star is not None:
            frame.machine.add(box.rest, args.double_star)
            frame.machine.add(box.keys, V_SCALAR)
        bound[spec.kwarg.arg] = frozenset({box})
    return bound


def _argument(frame: Frame, closure: Closure, args: Args, index: int | None, name: str) -> Value:
    given = args.get(index, name)
    default = closure.defaults.get(name)
    if default is not None and (
        given is None or (name not in args.keywords and _may_miss(args, index))
    ):
        closure.defaulted.add(name)
        given = frame.read(default) | (given or EMPTY)
    if given is None:
        return EMPTY
    for atom in given:
        if isinstance(atom, Const) and isinstance(atom.value, _NUMBERS):
            # Numbers name no keys worth another visit of the function.
            return frozenset(
                SCALAR if isinstance(a, Const) and isinstance(a.value, _NUMBERS) else a
                for a in given
            )
    return given


def _may_miss(args: Args, index: int | None) -> bool:
    """Whether an argument that only a star can give may be absent."""
    return index is None or index >= len(args.positional)


def _rest(
    frame: Frame, node: ast.AST, closure: Closure, rest: tuple[Value, ...], star: Value | None
) -> Box:
    box = frame.machine.box(frame.ctx, (node, closure, "*"), "list")
    for index, value in enumerate(rest):
        if star is None:
            frame.machine.add(box.items.setdefault(index, Cell()), value)
        else:
            frame.machine.add(box.rest, value)
    if star is not None:
        frame.machine.add(box.rest, star)
    return box


def make_fragment(frame: Frame, target: Value) -> Value:
    """``fragment(f)``: the node is the function that ``f`` is."""
    machine = frame.machine
    result: set[Atom] = set()
    for atom in target:
        if isinstance(atom, Closure):
            fragment = machine.fragment(atom.scope, atom.module)
            machine.add(fragment.entry, frozenset({atom}))
            result.add(fragment)
        elif isinstance(atom, Bound) and isinstance(atom.function, Closure):
            inner = atom.function
            fragment = machine.fragment(inner.scope, inner.module)
            machine.add(fragment.entry, frozenset({inner}))
            result.add(machine.bound(fragment, atom.first))
        elif isinstance(atom, Partial):
            functions = make_fragment(frame, frame.read(atom.function))
            machine.add(atom.function, functions)
            result.add(atom)
        elif isinstance(atom, Instance):
            methods = frame.read(atom.type.env.cell("__call__"))
            for method in methods:
                if isinstance(method, Closure):
                    result |= make_fragment(frame, frozenset({machine.bound(method, atom)}))
        else:
            result.add(atom)
    return frozenset(result)


def decorate_fragment(frame: Frame, closure: Closure, target: Value) -> Value:
    """``@fragment`` on a function: the node is that function, whatever other decorators made."""
    fragment = frame.machine.fragment(closure.scope, closure.module)
    entry = frozenset(a for a in target if not (isinstance(a, Fragment) and a is fragment))
    frame.machine.add(fragment.entry, entry or frozenset({closure}))
    return frozenset({fragment})


def dismissed_by(frame: Frame, maker: FragmentMaker, made: Value) -> Value:
    """``made``, where ``maker`` may be ``dialog(title, on_dismiss=...)``."""
    for atom in made:
        inner = atom.function if isinstance(atom, Bound) else atom
        if isinstance(inner, Fragment):
            frame.machine.add(inner.dismissed, frame.read(maker.dismissed))
    return made


def made_by(site: ast.AST, made: Value) -> Value:
    """``made``: the fragments that a call of ``fragment`` with arguments gave."""
    for atom in made:
        inner = atom.function if isinstance(atom, Bound) else atom
        if isinstance(inner, Fragment):
            inner.makers.add(site)
    return made


def call_fragment(frame: Frame, node: ast.AST, fragment: Fragment, args: Args) -> Value:
    """Call a fragment: an edge from the caller's node, and accesses of its own."""
    frame.ctx.fragment_calls.setdefault((fragment, node), frame.ctx.module)
    frame.ctx.fragment_places.setdefault((fragment, node), set()).add(frame.within)
    dismissed = frozenset(a for a in frame.read(fragment.dismissed) if not isinstance(a, Const))
    if dismissed:
        # The callback runs in what opened the dialog, which is not there any more.
        frame.machine.call(frame, node, dismissed, Args())
    return enter_fragment(frame, node, fragment, args)


def enter_fragment(frame: Frame, node: ast.AST, fragment: Fragment, args: Args) -> Value:
    """What a fragment does under these arguments, on its own account."""
    inside = Frame(frame.machine, fragment.context, fragment.context.env, frame.reader)
    entry = frame.read(fragment.entry)
    return frame.machine.call(inside, node, entry, args) if entry else EMPTY


def unknown_arguments(value: Value) -> Args:
    """Arguments of which nothing is known."""
    return Args(star=value, double_star=value)


def partial_arguments(frame: Frame, partial: Partial, args: Args) -> Args:
    """The arguments of a call of a ``functools.partial``."""
    given = tuple(frame.read(cell) for cell in partial.positional)
    named = {name: frame.read(cell) for name, cell in partial.keywords.items()}
    return Args(given + args.positional, args.star, {**named, **args.keywords}, args.double_star)


def all_of(values: list[Value]) -> Value:
    """What any of several arguments may be."""
    return join(values)
