"""Calls: what each kind of value does when it is called."""

from __future__ import annotations

import ast
import re

from reactfrag_compiler.access import call_state_method, mutate
from reactfrag_compiler.addresses import show
from reactfrag_compiler.api_calls import call_api
from reactfrag_compiler.attributes import load_attribute
from reactfrag_compiler.builtin_calls import call_ext
from reactfrag_compiler.classes import (
    call_special,
    lookup,
    operate,
    operate_inside,
)
from reactfrag_compiler.containers import (
    call_container_method,
    consume,
    elements_of_box,
    put_inside,
)
from reactfrag_compiler.effect_notes import (
    note,
    note_called,
    note_method,
    use_up,
)
from reactfrag_compiler.functions import (
    call_closure,
    call_fragment,
    dismissed_by,
    made_by,
    make_fragment,
    partial_arguments,
)
from reactfrag_compiler.inherited import call_inherited
from reactfrag_compiler.instances import instantiate
from reactfrag_compiler.items import elements, examine, load_item, looped_over
from reactfrag_compiler.known import (
    ELEMENT_METHODS,
    LOOPING,
    MANY_MEANINGS,
    MUTATORS,
    READERS,
    TEXT_METHODS,
)
from reactfrag_compiler.library import call_library_method
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.operators import join_texts
from reactfrag_compiler.reflection import call_namespace_method
from reactfrag_compiler.unknown_calls import call_back, call_keys, call_unknown, escape, living
from reactfrag_compiler.values import (
    ELEMENT,
    EMPTY,
    LIBRARY_KINDS,
    OPAQUE,
    SCALAR,
    V_ELEMENT,
    V_SCALAR,
    V_UNKNOWN,
    Api,
    Args,
    Atom,
    Bound,
    Box,
    ClassAtom,
    Closure,
    Const,
    Container,
    Descriptor,
    Ext,
    Fragment,
    FragmentMaker,
    Held,
    Inherited,
    Instance,
    Method,
    ModuleAtom,
    Partial,
    StateObject,
    Text,
    Value,
    join,
)

_FIELD = re.compile(r"([.\[])(\w+)(?=[^{}]*})")
_FOLLOWED = MUTATORS | READERS | ELEMENT_METHODS
"""Methods that are known: what they do with their arguments, and what they give."""


def call(frame: Frame, node: ast.AST, callee: Value, args: Args) -> Value:
    """Call whatever a value may be; what the call may give."""
    if len(callee) == 1:
        (only,) = callee
        return _call(frame, node, only, args)
    frame.machine.spend(4 * len(callee))
    return join([_call(frame, node, atom, args) for atom in callee])


def _call(frame: Frame, node: ast.AST, atom: Atom, args: Args) -> Value:
    if isinstance(atom, Closure):
        others = frame.machine.dispatch.get(atom)
        if others is not None:
            result = call_closure(frame, node, atom, args)
            return result | call(frame, node, frame.read(others) - {atom}, args)
        return call_closure(frame, node, atom, args)
    if isinstance(atom, (Api, Ext, Method)):
        use_up(frame, node, args)
    if isinstance(atom, Api):
        return call_api(frame, node, atom.name, args)
    if isinstance(atom, Ext):
        return call_ext(frame, node, atom.name, args)
    if isinstance(atom, Method):
        return _call_method(frame, node, atom, args)
    if isinstance(atom, Inherited):
        return call_inherited(frame, node, atom, args)
    if isinstance(atom, Bound):
        return _call(frame, node, atom.function, args.with_first(frozenset({atom.first})))
    if isinstance(atom, Fragment):
        return call_fragment(frame, node, atom, args)
    if isinstance(atom, (ClassAtom, Instance, Partial)):
        return _call_once(frame, node, atom, args)
    if isinstance(atom, FragmentMaker):
        made = make_fragment(frame, args.positional[0]) if args.positional else EMPTY
        return dismissed_by(frame, atom, made_by(atom.site, made))
    if isinstance(atom, Descriptor):
        return _call(frame, node, atom.function, args)
    if atom is ELEMENT or isinstance(atom, Container):
        return V_ELEMENT
    if isinstance(atom, (Const, StateObject)) or atom is SCALAR:
        return EMPTY
    if isinstance(atom, (Box, Held)):
        mutate(frame, node, frozenset({atom}), sure=False)
    if isinstance(atom, Box) and atom.kind in OPAQUE:
        inside = elements(frame, node, frozenset({atom}))
        escape(frame, node, inside - {atom})
        return inside | call_unknown(frame, node, args)
    return call_unknown(frame, node, args)


def _call_once(
    frame: Frame, node: ast.AST, atom: ClassAtom | Instance | Partial, args: Args
) -> Value:
    """Call what calls on; one that comes back to itself gives nothing new."""
    place = (frame.ctx, node, atom)
    active = frame.machine.active
    if place in active:
        return EMPTY
    active.add(place)
    try:
        if isinstance(atom, ClassAtom):
            return instantiate(frame, node, atom, args)
        if isinstance(atom, Instance):
            result = call_special(frame, node, atom, "__call__", args)
            if result or not lookup(frame, atom.type, "__call__"):
                return result or call_unknown(frame, node, args)
            # A base from outside calls what it likes of the object, now or later.
            return call_unknown(frame, node, args.with_first(frozenset({atom})))
        given = partial_arguments(frame, atom, args)
        return call(frame, node, frame.read(atom.function), given)
    finally:
        active.discard(place)


def _call_method(frame: Frame, node: ast.AST, method: Method, args: Args) -> Value:
    owner, name = method.owner, method.name
    if isinstance(owner, StateObject):
        return call_state_method(frame, node, owner, name, args)
    if isinstance(owner, Box) and owner.kind in LIBRARY_KINDS:
        return call_library_method(frame, node, owner, name, args)
    if isinstance(owner, Container):
        return call_api(frame, node, name, args, owner)
    if isinstance(owner, (Box, Held)):
        if name in LOOPING:
            args = looped_over(frame, node, args)
        given = join(args.all())
        note_method(frame, node, owner, name, args)
        if name in MANY_MEANINGS and _is_no_mapping(frame, owner, args):
            note(frame, "unknown", node, f"calls a method `{name}`: unknown effects")
            mutate(frame, node, frozenset({owner}), sure=False)
        if name not in _FOLLOWED:
            escape(frame, node, given)
            if isinstance(owner, Box) and owner.kind == "opaque":
                escape(frame, node, elements(frame, node, frozenset({owner})) - {owner})
            if isinstance(owner, Held) or owner.kind in OPAQUE:
                # It may keep what it is given: a queue, a context variable.
                put_inside(frame, owner, living(given - {owner}))
        result = call_container_method(frame, node, owner, name, args)
        if name in ("sort", "apply", "map", "filter", "assign", "agg", "transform"):
            note_called(frame, node, given if name == "apply" else args.keywords.get("key", EMPTY))
            inputs = elements(frame, node, frozenset({owner})) | V_UNKNOWN
            call_back(frame, node, given, inputs)
            call_keys(frame, node, args.keywords.get("key", EMPTY), inputs)
        return result
    if isinstance(owner, ModuleAtom):
        return call_namespace_method(frame, node, owner, name, args)
    if isinstance(owner, Closure):
        return _register(frame, method, args)
    if isinstance(owner, Descriptor):
        functions = args.positional[0] if args.positional else EMPTY
        kind = name if name in ("setter", "deleter") else "property"
        return frozenset({owner}) | frozenset(
            frame.machine.descriptor(kind, atom) for atom in functions
        )
    if isinstance(owner, (Const, Text)):
        return _call_text(frame, node, owner, name, args)
    # Methods of numbers, dates and texts that are not known change nothing.
    operate(frame, node, join(args.all()))
    operate_inside(frame, node, join(args.all()))
    examine(frame, node, join(args.all()))
    consume(frame, node, join(args.all()))
    call_back(frame, node, join(args.all()))
    return V_SCALAR


def _is_no_mapping(frame: Frame, owner: Box | Held, args: Args) -> bool:
    """Whether something may be a queue or a client, whose ``get`` does more than look."""
    first = args.get(0, "key")
    if not first or any(isinstance(a, Const) and isinstance(a.value, bool) for a in first):
        return isinstance(owner, Held) or owner.kind in OPAQUE
    if isinstance(owner, Box):
        return owner.kind == "opaque"
    content = frame.machine.content(frame, owner.key)
    return any(isinstance(atom, Box) and atom.kind == "opaque" for atom in content)


def _register(frame: Frame, method: Method, args: Args) -> Value:
    """``f.register`` of a ``singledispatch``: calls of ``f`` may be of what is given."""
    assert isinstance(method.owner, Closure)
    functions = frozenset(
        atom for atom in join(args.all()) if isinstance(atom, (Closure, Bound, Partial))
    )
    if not functions:
        # With a type alone it is a decorator.
        return frozenset({method})
    frame.machine.act_as(method.owner, functions)
    return functions


def _call_text(frame: Frame, node: ast.AST, owner: Const | Text, name: str, args: Args) -> Value:
    machine = frame.machine
    given = join(args.all())
    operate(frame, node, given)
    operate_inside(frame, node, given)
    if name in ("format_map", "translate"):
        examine(frame, node, given)
    if name in ("format", "format_map"):
        show(frame, node, given)
        _read_fields(frame, node, owner, given)
        return frozenset({machine.text(_format_parts(owner))})
    if name == "join" and args.positional:
        operate(frame, node, elements(frame, node, args.positional[0]))
        return join_texts(frame, node, owner, args.positional[0])
    if name == "split" and isinstance(owner, Const) and isinstance(owner.value, str):
        words = _constants(args)
        if words is not None and len(words) <= 1 and words != [""]:
            box = machine.box(frame.ctx, node, "list")
            pieces = owner.value.split(words[0] if words else None)
            machine.add(box.rest, frozenset(machine.const(piece) for piece in pieces))
            return frozenset({box})
    if name in TEXT_METHODS and isinstance(owner, Const) and isinstance(owner.value, str):
        texts = _constants(args)
        if texts is not None:
            try:
                return frozenset({machine.const(getattr(owner.value, name)(*texts))})
            except (TypeError, ValueError):
                return V_SCALAR
    return V_SCALAR


def _read_fields(frame: Frame, node: ast.AST, owner: Const | Text, given: Value) -> None:
    """Attributes and items that the fields of a format text ask for: ``{0.name[key]}``."""
    texts = owner.parts if isinstance(owner, Text) else (str(owner.value),)
    things = given | elements_of_boxes(frame, given)
    for sign, name in _FIELD.findall("".join(texts)):
        if sign == ".":
            things |= load_attribute(frame, node, things, name)
        else:
            things |= load_item(frame, node, things, V_SCALAR)
    operate(frame, node, things - given)


def elements_of_boxes(frame: Frame, value: Value) -> Value:
    """What the containers among some values hold, without looping over them."""
    return join(elements_of_box(frame, atom) for atom in value if isinstance(atom, Box))


def _constants(args: Args) -> list[str] | None:
    """The arguments when each is one known text, else None."""
    if args.star is not None or args.double_star is not None or args.keywords:
        return None
    found: list[str] = []
    for value in args.positional:
        atom = next(iter(value)) if len(value) == 1 else None
        if not isinstance(atom, Const) or not isinstance(atom.value, str):
            return None
        found.append(atom.value)
    return found


def _format_parts(owner: Const | Text) -> tuple[str, ...]:
    """The literal parts of a format text: its fields are gaps."""
    texts = owner.parts if isinstance(owner, Text) else (str(owner.value),)
    parts: list[str] = []
    for text in texts:
        current, depth, index = "", 0, 0
        pieces: list[str] = []
        while index < len(text):
            letter = text[index]
            if depth == 0 and text[index : index + 2] in ("{{", "}}"):
                current += letter
                index += 2
                continue
            if letter == "{":
                if depth == 0:
                    pieces.append(current)
                    current = ""
                depth += 1
            elif letter == "}" and depth:
                depth -= 1
            elif depth == 0:
                current += letter
            index += 1
        pieces.append(current)
        parts.extend(pieces)
    return tuple(parts)
