"""Calls of the element API: widgets with keys, callbacks, fragments, caches."""

from __future__ import annotations

import ast

from reactfrag_compiler import api
from reactfrag_compiler.access import held_parts, read, read_states, store
from reactfrag_compiler.addresses import show
from reactfrag_compiler.classes import operate
from reactfrag_compiler.containers import consume
from reactfrag_compiler.effect_notes import at_event, note_api, use_up
from reactfrag_compiler.functions import made_by, make_fragment
from reactfrag_compiler.items import elements
from reactfrag_compiler.layout import note_drawn
from reactfrag_compiler.machine import Frame, keys_of
from reactfrag_compiler.unknown_calls import call_back
from reactfrag_compiler.values import (
    EMPTY,
    STATE,
    V_ELEMENT,
    V_SCALAR,
    V_UNKNOWN,
    Args,
    Bound,
    Box,
    Closure,
    Const,
    Container,
    Fragment,
    FragmentMaker,
    Held,
    Instance,
    Partial,
    Value,
    join,
)

_CACHES = ("cache_data", "cache_resource", "experimental_memo", "experimental_singleton")
_CALLABLE = (Closure, Bound, Fragment, Partial, Instance)


def call_api(
    frame: Frame, node: ast.AST, name: str, args: Args, owner: Container | None = None
) -> Value:
    """Call a function of the API, or a method of an element.

    Parameters:
        owner: the container whose method it is, if it is one.
    """
    if name == "by_identity":
        return args.get(0, "value") or V_UNKNOWN
    if name == "rerun":
        frame.ctx.reruns = True
    if name in api.FRAGMENT:
        if isinstance(node, ast.Call):
            frame.machine.makers[node] = frame.ctx.module
        function = args.get(0, "func")
        if function is None or not any(isinstance(atom, _CALLABLE) for atom in function):
            maker = frame.machine.maker(node)
            if isinstance(maker, FragmentMaker):
                frame.machine.add(maker.dismissed, args.keywords.get("on_dismiss", EMPTY))
            return frozenset({maker})
        return made_by(node, make_fragment(frame, function))
    if name.partition("(")[0] in api.DECORATORS:
        # Such as ``on_release``.
        call_back(frame, node, join(args.keywords.values()))
        return _decorator(frame, name, args)
    if name == "declare_component":
        return frozenset({frame.machine.api("component")})
    note_api(frame, node, name)
    given = join(args.all())
    read_states(frame, node, given)
    operate(frame, node, frozenset(a for a in given if isinstance(a, Instance)))
    consume(frame, node, given)
    if name in api.TEXTS:
        show(frame, node, frozenset(a for a in given if isinstance(a, (Instance, Box, Held))))
    note_drawn(frame.ctx, node, name, owner, frame.within)
    if name in api.WIDGETS:
        result = _call_widget(frame, node, name, args)
    else:
        call_back(frame, node, _with_items(frame, given))
        result = V_ELEMENT
    if name in api.CONTAINERS:
        return (result - V_ELEMENT - V_UNKNOWN) | {_container(frame, node, name)}
    return result


def _container(frame: Frame, node: ast.AST, name: str) -> Container:
    made = frame.machine.container(name, node)
    made.made_in.add(frame.ctx)
    return made


def _decorator(frame: Frame, name: str, args: Args) -> Value:
    """``@cache_data`` and its like, with or without arguments."""
    function = args.get(0, "func")
    if function is None or not any(isinstance(atom, _CALLABLE) for atom in function):
        ttl = args.get(None, "ttl")
        timed = ttl is not None and not _is_none(ttl)
        return frozenset({frame.machine.api(f"{name}({'ttl' if timed else ''})")})
    for atom in function:
        if isinstance(atom, (Closure, Fragment)) and name.startswith(_CACHES):
            frame.machine.cached[atom.scope] = name.removesuffix("()")
    return function


def _call_widget(frame: Frame, node: ast.AST, name: str, args: Args) -> Value:
    signature = api.WIDGETS[name]

    def argument(parameter: str) -> Value | None:
        index = signature.index(parameter) if parameter in signature else None
        if parameter in args.keywords or index is not None:
            return args.get(index, parameter)
        return args.double_star

    callbacks = [argument(parameter) for parameter in api.CALLBACKS]
    for callback in callbacks:
        if callback:
            _call_back(frame, node, callback, argument("args"), argument("kwargs"))
    rest = [v for n, v in args.keywords.items() if n not in ("args", "kwargs", *api.CALLBACKS)]
    inputs = elements(frame, node, argument("options") or EMPTY) or V_UNKNOWN
    call_back(frame, node, join([*args.positional, *rest]), inputs)
    value = _value(frame, node, name, argument("options"))
    key = argument("key")
    if key is None or _is_none(key):
        return value
    if name in api.SELECTABLE:
        asked = [
            callback for callback in callbacks if callback and not _is_word(callback, "ignore")
        ]
        if not asked:
            return V_ELEMENT
    named = frozenset(a for a in key if not (isinstance(a, Const) and a.value is None))
    if named:
        store(frame, keys_of(named), value)
    result = read(frame, node, STATE, named, "widget")
    return result | (value & V_SCALAR) | (V_ELEMENT if name in api.SELECTABLE else EMPTY)


def _value(frame: Frame, node: ast.AST, name: str, options: Value | None) -> Value:
    """What a widget gives."""
    if name in api.SCALAR_WIDGETS:
        return V_SCALAR
    if name in api.CHOICE_WIDGETS:
        chosen = elements(frame, node, options) if options else V_UNKNOWN
        return chosen | {frame.machine.const(None)}
    if name in api.SELECTABLE:
        return V_UNKNOWN | V_ELEMENT
    return V_UNKNOWN


def _call_back(
    frame: Frame, node: ast.AST, callback: Value, args: Value | None, kwargs: Value | None
) -> None:
    """A callback belongs to the node that draws its widget."""
    called = frozenset(a for a in callback if not isinstance(a, Const))
    if not called:
        return
    positional, star = spread(frame, node, args)
    keywords, double_star = spread_mapping(frame, node, kwargs)
    event = at_event(frame, node)
    frame.machine.call(event, node, called, Args(positional, star, keywords, double_star))


def spread(
    frame: Frame, node: ast.AST, value: Value | None
) -> tuple[tuple[Value, ...], Value | None]:
    """``*value``: the items that are known by position, and what else there may be."""
    if value is None or _is_none(value):
        return (), None
    use_up(frame, node, Args((value,)))
    if len(value) == 1:
        (only,) = value
        if isinstance(only, Box) and only.kind in ("tuple", "list"):
            rest = frame.read(only.rest)
            indexes = [index for index in only.items if isinstance(index, int)]
            if not rest and indexes == list(range(len(indexes))):
                return tuple(frame.read(only.items[index]) for index in indexes), None
    return (), elements(frame, node, value)


def spread_mapping(
    frame: Frame, node: ast.AST, value: Value | None
) -> tuple[dict[str, Value], Value | None]:
    """``**value``: the items that are known by name, and what else there may be."""
    if value is None or _is_none(value):
        return {}, None
    named: dict[str, Value] = {}
    rest: list[Value] = []
    for atom in value:
        if isinstance(atom, Box) and atom.kind == "dict":
            for key, cell in atom.items.items():
                named[str(key)] = named.get(str(key), EMPTY) | frame.read(cell)
            rest.append(frame.read(atom.rest))
        elif isinstance(atom, Held):
            rest.append(held_parts(frame, atom) | V_UNKNOWN)
        elif isinstance(atom, Box):
            inside = (*atom.items.values(), atom.rest)
            rest.append(join(frame.read(cell) for cell in inside) | V_UNKNOWN)
        elif isinstance(atom, Instance):
            rest.append(elements(frame, node, frozenset({atom})) | V_UNKNOWN)
        elif not isinstance(atom, Const):
            rest.append(V_UNKNOWN)
    others = join(rest)
    return named, others or None


def _with_items(frame: Frame, given: Value) -> Value:
    """A value and what stands directly in its containers (pages in lists, functions in dicts)."""
    boxes = [atom for atom in given if isinstance(atom, Box)]
    return given | join(
        frame.read(cell) for box in boxes for cell in (*box.items.values(), box.rest)
    )


def _is_none(value: Value) -> bool:
    return all(isinstance(atom, Const) and atom.value is None for atom in value) and bool(value)


def _is_word(value: Value, word: str) -> bool:
    return all(isinstance(atom, Const) and atom.value == word for atom in value)
