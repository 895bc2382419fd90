"""Calls of builtins and of libraries that are known."""

from __future__ import annotations

import ast
from dataclasses import replace

from reactfrag_compiler import known
from reactfrag_compiler.access import mutate, read_any, read_states
from reactfrag_compiler.addresses import hash_of, show
from reactfrag_compiler.api_calls import spread_mapping
from reactfrag_compiler.attributes import load_attribute, lose
from reactfrag_compiler.classes import operate, operate_inside
from reactfrag_compiler.containers import consume, put_item
from reactfrag_compiler.copies import copied
from reactfrag_compiler.effect_notes import category, change, note_called, note_ext
from reactfrag_compiler.effect_table import FRESH_MODULES, MAY_SHARE, SEEDED, VIEWS
from reactfrag_compiler.items import elements, examine, load_item
from reactfrag_compiler.library import is_library, new_object
from reactfrag_compiler.library_arguments import note_clock, note_functions, write_out
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.operator_calls import OPERATORS
from reactfrag_compiler.reflection import REFLECTION, import_module
from reactfrag_compiler.unknown_calls import (
    call_back,
    call_keys,
    call_unknown,
    escape,
    living,
    opaque,
)
from reactfrag_compiler.values import (
    ADDRESS,
    EMPTY,
    LIBRARY_KINDS,
    UNKNOWN,
    V_SCALAR,
    V_UNKNOWN,
    Api,
    Args,
    Bound,
    Box,
    Cell,
    ClassAtom,
    Closure,
    Deferred,
    Ext,
    Fragment,
    Held,
    Instance,
    Method,
    Partial,
    StateObject,
    Value,
    join,
)

_CALLED = (Closure, Bound, Fragment, Partial, ClassAtom, Instance, Method, Ext, Api)
_READ_ONCE = frozenset({"itertools", "csv"})
_ITERATORS = frozenset({"iter", "reversed", "zip", "enumerate", "map", "filter", "chain"})
_GETTERS = frozenset({"operator.itemgetter", "operator.attrgetter", "operator.methodcaller"})
_FUNCTIONS = (Closure, Bound, Fragment, Partial, ClassAtom, Instance)


def call_ext(frame: Frame, node: ast.AST, name: str, args: Args) -> Value:
    """Call something from outside the script."""
    if name == "identity":
        return args.positional[0] if args.positional else V_UNKNOWN
    if name in SEEDED and _is_seeded(args):
        return new_object(frame, node, "random")
    note_ext(frame, node, name)
    if name == "builtins.dict.fromkeys":
        return _from_keys(frame, node, args)
    package, _, short = name.rpartition(".")
    if package in known.TYPES and args.positional and short not in known.OF_TYPES:
        # list.append(rows, 1) is rows.append(1).
        method = load_attribute(frame, node, args.positional[0], short)
        return frame.machine.call(
            frame, node, method, replace(args, positional=args.positional[1:])
        )
    if package in ("builtins.object", "builtins.type"):
        return _unbound(frame, node, package, short, args)
    if package == "builtins":
        return _call_builtin(frame, node, short, args)
    if name in known.FIELDS:
        return _field(frame, node, args)
    if name == "functools.partial":
        return _partial(frame, node, args)
    if name in known.REPLACING:
        return _replaced(frame, node, args)
    if name in known.IDENTITY:
        return _identity(frame, node, name, args)
    if package == "copy":
        return copied(frame, node, args, deep=name == "copy.deepcopy")
    if package == "operator" and short in OPERATORS:
        return OPERATORS[short](frame, node, args)
    if short in known.CONTAINER_BUILTINS and package.partition(".")[0] in known.PURE_MODULES:
        return _container(frame, node, short, args)
    if name == "importlib.import_module":
        return import_module(frame, node, args)
    root = name.partition(".")[0]
    harmless = root in known.PURE_MODULES or category(name) == "pure"
    if harmless and name not in known.IMPURE_FUNCTIONS:
        return _pure(frame, node, name, args)
    return call_unknown(frame, node, args, noted=True)


def _unbound(frame: Frame, node: ast.AST, package: str, name: str, args: Args) -> Value:
    """``object.__setattr__(thing, "x", 1)``: a method of every object, by way of its class."""
    rest = replace(args, positional=args.positional[1:])
    if name in ("__setattr__", "__delattr__"):
        return REFLECTION[name.strip("_")](frame, node, args)
    if name == "__getattribute__":
        return REFLECTION["getattr"](frame, node, args)
    given = join(args.positional[:1])
    if name == "__call__" and package == "builtins.type":
        return frame.machine.call(frame, node, given, rest)
    if name in ("__init__", "__init_subclass__"):
        return V_UNKNOWN
    if name == "__new__" and package == "builtins.object":
        return V_UNKNOWN | frozenset(
            frame.machine.instance(frame.ctx, node, a) for a in given if isinstance(a, ClassAtom)
        )
    if name in ("__repr__", "__str__", "__format__", "__hash__"):
        show(frame, node, given)
        hash_of(frame, node, given)
        operate(frame, node, given)
        return V_SCALAR
    return call_unknown(frame, node, args)


def _is_seeded(args: Args) -> bool:
    """Whether a random generator surely begins with a seed."""
    seed = args.get(0, "seed")
    no_seed = (atom is UNKNOWN or getattr(atom, "value", 0) is None for atom in seed or ())
    return bool(seed) and args.star is None and not any(no_seed)


def _from_keys(frame: Frame, node: ast.AST, args: Args) -> Value:
    box = frame.machine.box(frame.ctx, (node, "fromkeys"), "dict")
    frame.machine.add(box.keys, elements(frame, node, args.get(0, "iterable") or EMPTY))
    value = args.get(1, "value")
    frame.machine.add(box.rest, frozenset({frame.machine.const(None)}) if value is None else value)
    return frozenset({box})


def _pure(frame: Frame, node: ast.AST, name: str, args: Args) -> Value:
    """Code that changes nothing it is given, but may call the functions among it."""
    given = join(args.all())
    read_states(frame, node, given)
    operate(frame, node, given)
    operate_inside(frame, node, given)
    examine(frame, node, given)
    if "cls" in args.keywords:
        escape(frame, node, args.keywords["cls"])
    if name in known.NUMBERS:
        return V_SCALAR
    if name in _GETTERS:
        return frozenset({frame.machine.ext(f"{name}.__call__")})
    into = EMPTY
    package = name.partition(".")[0]
    if package in ("numpy", "pandas"):
        inside = given | join(
            elements(frame, node, frozenset({a}))
            for a in given
            if isinstance(a, Box) and not a.once
        )
        note_clock(frame, node, name, inside)
        into = write_out(frame, node, name, args, bound=False)
    note_functions(frame, node, given)
    if name == "functools.reduce":
        note_called(frame, node, join(args.positional[:1]))
    inputs = V_UNKNOWN
    for value in args.all():
        inputs |= elements(frame, node, frozenset(a for a in value if isinstance(a, (Box, Held))))
    inputs |= living(given)
    back = call_back(frame, node, given, inputs)
    if not back <= inputs:
        # What one call gives may be given to the next (``reduce``).
        back |= call_back(frame, node, given, inputs | back)
    shared = frozenset(a for a in given if isinstance(a, (Box, Held, Instance)) or a is UNKNOWN)
    if name in VIEWS and shared:
        return shared
    if package in _READ_ONCE:
        return _read_once(frame, node, args, inputs | back)
    if name in MAY_SHARE or "copy" in args.keywords:
        into |= frozenset(a for a in given if isinstance(a, Box) and a.kind == "numpy")
    if package in LIBRARY_KINDS or package in FRESH_MODULES:
        made = new_object(frame, node, package if package in LIBRARY_KINDS else "object")
        if frame.machine.stateful:
            for box in made:
                assert isinstance(box, Box)
                # It may hold what it was made of.
                frame.machine.add(box.rest, living(given | back))
        return made | into | living(back)
    return opaque(frame, node, given | back, "made") | shared | living(back)


def _field(frame: Frame, node: ast.AST, args: Args) -> Value:
    """``dataclasses.field``: what the attribute of a new object is."""
    keywords = args.keywords
    result = keywords.get("default", EMPTY)
    for name in ("default_factory", "factory"):
        maker = keywords.get(name)
        if maker is not None:
            # It is called for each object.
            result |= frozenset(frame.machine.descriptor("field", atom) for atom in maker)
    return result or _pure(frame, node, "dataclasses.field", args)


def _read_once(frame: Frame, node: ast.AST, args: Args, inside: Value) -> Value:
    """An iterator over what it is given."""
    made = new_object(frame, node, "object")
    for box in made:
        assert isinstance(box, Box)
        box.once = True
        frame.machine.add(box.rest, inside)
    for atom in join(args.positional):
        if is_library(atom):
            change(frame, node, atom)
    return made


def _replaced(frame: Frame, node: ast.AST, args: Args) -> Value:
    """``dataclasses.replace(thing, x=1)``: another object of its class is made."""
    result = EMPTY
    for atom in join(args.positional[:1]):
        if isinstance(atom, Instance):
            fields = join(frame.read(cell) for cell in list(atom.attributes.values()))
            rest = Args((), None, args.keywords, fields | (args.double_star or EMPTY))
            result |= frame.machine.call(frame, node, frozenset({atom.type}), rest)
    return result or V_UNKNOWN


def _identity(frame: Frame, node: ast.AST, name: str, args: Args) -> Value:
    given = join(args.positional)
    if name in known.MEMOIZING:
        for atom in given:
            if isinstance(atom, Closure):
                frame.machine.memoized.add(atom.scope)
                return given
        return frozenset({frame.machine.ext(name)})
    if not args.positional or name == "functools.wraps":
        return frozenset({frame.machine.ext("identity")})
    if name in ("typing.cast",):
        return args.positional[-1]
    if name.startswith("copy."):
        return copied(frame, node, args, deep=name == "copy.deepcopy")
    if any(isinstance(atom, _FUNCTIONS) for atom in given) or name.startswith("asyncio."):
        return given
    return frozenset({frame.machine.ext("identity")})


def _partial(frame: Frame, node: ast.AST, args: Args) -> Value:
    found = frame.ctx.boxes.setdefault((node, "partial"), Partial())
    assert isinstance(found, Partial)
    machine = frame.machine
    if args.positional:
        machine.add(found.function, args.positional[0])
    for index, value in enumerate(args.positional[1:]):
        if index == len(found.positional):
            found.positional.append(Cell())
        machine.add(found.positional[index], value)
    for name, value in args.keywords.items():
        machine.add(found.keywords.setdefault(name, Cell()), value)
    return frozenset({found})


def _call_builtin(frame: Frame, node: ast.AST, name: str, args: Args) -> Value:
    handler = REFLECTION.get(name)
    if handler is not None:
        return handler(frame, node, args)
    if name in known.CONTAINER_BUILTINS:
        return _container(frame, node, name, args)
    if name in known.PURE_BUILTINS:
        given = join(args.all())
        if name in ("isinstance", "issubclass"):
            asked = args.get(1, "") or EMPTY
            asked |= elements(frame, node, frozenset(a for a in asked if isinstance(a, Box)))
            operate(
                frame, node, frozenset(a for a in asked if isinstance(a, (ClassAtom, Instance)))
            )
        if name == "object":
            return V_UNKNOWN | {ADDRESS}
        if name in ("repr", "ascii", "format"):
            show(frame, node, given)
        elif name == "hash":
            hash_of(frame, node, given)
        if name not in known.NO_READ:
            read_states(frame, node, given)
            operate(frame, node, given)
            operate_inside(frame, node, given)
            consume(frame, node, given)
            if name in known.LOOPING_BUILTINS:
                examine(frame, node, given)
            call_back(frame, node, given)
            if name.endswith(("Error", "Exception", "Iteration", "Exit", "Interrupt")):
                lose(frame, "[]", given)
        return V_SCALAR if name in known.SCALAR_BUILTINS else V_UNKNOWN
    return call_unknown(frame, node, args, noted=True)


def _container(frame: Frame, node: ast.AST, name: str, args: Args) -> Value:
    """``list(x)``, ``sorted(x, key=f)``, ``zip(a, b)``: containers made of what is in others."""
    machine = frame.machine
    given = join(args.all())
    note_called(frame, node, args.keywords.get("key", EMPTY))
    if name in ("map", "filter", "defaultdict") or (name == "iter" and len(args.positional) > 1):
        note_called(frame, node, join(args.positional[:1]))
    if name == "next":
        for atom in join(args.positional[:1]):
            change(frame, node, atom)
    # The first argument of these is a function.
    skipped = 1 if name in ("map", "filter") else 0
    inside = [EMPTY] * skipped
    inside += [elements(frame, node, value) for value in args.positional[skipped:]]
    everything = join(inside)
    operate(frame, node, everything)
    operate_inside(frame, node, everything)
    if name == "next":
        mutate(frame, node, join(args.positional[:1]), sure=False)
    if name == "iter" and len(args.positional) > 1:
        return _lazy(frame, node, "map", args.positional[0], [EMPTY])
    if name in ("map", "filter"):
        return _lazy(frame, node, name, given, inside)
    call_back(frame, node, given, everything or V_UNKNOWN)
    call_keys(frame, node, args.keywords.get("key", EMPTY), everything or V_UNKNOWN)
    if name in ("next", "min", "max"):
        result = everything
        for value in args.positional[1 if name == "next" else 0 :]:
            result |= value if name == "next" or len(args.positional) > 1 else EMPTY
        return result | args.keywords.get("default", EMPTY)
    if name in ("dict", "OrderedDict", "defaultdict", "Counter"):
        return _dict(frame, node, name, args)
    kind = "iterator" if name in ("zip", "enumerate", "iter", "reversed", "chain") else "list"
    kind = "set" if name in ("set", "frozenset") else kind
    box = machine.box(frame.ctx, (node, name), kind)
    if kind == "iterator":
        # What it goes through is a part of it still.
        machine.add(box.keys, living(given))
    box.once = name in _ITERATORS
    if name in ("zip", "enumerate"):
        pair = machine.box(frame.ctx, (node, name, "pair"), "tuple")
        parts = [V_SCALAR, *inside[:1]] if name == "enumerate" else inside
        for index, part in enumerate(parts):
            machine.add(pair.items.setdefault(index, Cell()), part)
        if args.star is not None:
            machine.add(pair.rest, elements(frame, node, args.star))
        machine.add(box.rest, frozenset({pair}))
    else:
        machine.add(box.rest, everything)
    return frozenset({box})


def _lazy(frame: Frame, node: ast.AST, name: str, given: Value, inside: list[Value]) -> Value:
    """``map`` and ``filter``: the function is called by whoever loops over the result."""
    box = frame.machine.box(frame.ctx, (node, name), "iterator")
    frame.machine.add(box.keys, living(given))
    known = frame.ctx.deferred.get(node)
    if known is None:

        def work(deferred: Deferred) -> None:
            here = Frame(frame.machine, deferred, deferred.env, deferred)
            functions = here.read(deferred.given)
            parts = [here.read(cell) for cell in columns]
            args = Args(tuple(parts)) if parts else Args(star=V_UNKNOWN)
            callable_ = frozenset(a for a in functions if isinstance(a, _CALLED))
            note_called(here, node, callable_)
            deferred.notes.loose.setdefault(node, "many")
            made = here.machine.call(here, node, callable_, args)
            if name == "map":
                here.machine.add(box.rest, made or V_UNKNOWN)

        columns: list[Cell] = [Cell() for _ in inside[1:]]
        known = frame.ctx.deferred[node] = Deferred(frame.ctx, frame.env, work)
        known.columns = columns
    frame.machine.add(known.given, given)
    for cell, value in zip(known.columns, inside[1:], strict=False):
        frame.machine.add(cell, value)
    if name == "filter":
        frame.machine.add(box.rest, join(inside[1:]))
    frame.machine.defer(frame, node, box, known)
    return frozenset({box})


def _dict(frame: Frame, node: ast.AST, name: str, args: Args) -> Value:
    machine = frame.machine
    box = machine.box(frame.ctx, (node, name), "dict")
    source = join(args.positional[1:] if name == "defaultdict" else args.positional[-1:])
    named, others = spread_mapping(frame, node, source)
    for key, value in {**named, **args.keywords}.items():
        machine.add(box.items.setdefault(key, Cell()), value)
    if others is not None or args.double_star is not None:
        machine.add(box.rest, (others or EMPTY) | (args.double_star or EMPTY))
        machine.add(box.keys, V_UNKNOWN)
    if name == "defaultdict" and args.positional:
        box.maker = box.maker or Cell()
        machine.add(box.maker, args.positional[0])
        machine.add(box.keys, V_UNKNOWN)
    for atom in source:
        if isinstance(atom, StateObject):
            machine.add(box.rest, read_any(frame, node, atom))
            machine.add(box.keys, V_SCALAR)
        elif isinstance(atom, Box) and atom.kind != "dict":
            for pair in elements(frame, node, frozenset({atom})):
                consume(frame, node, frozenset({pair}))
                put_item(
                    frame,
                    box,
                    load_item(frame, node, frozenset({pair}), frozenset({machine.const(0)})),
                    load_item(frame, node, frozenset({pair}), frozenset({machine.const(1)})),
                )
    return frozenset({box})
