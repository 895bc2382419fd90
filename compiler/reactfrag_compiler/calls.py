"""Calls: what each kind of value does when it is called."""

from __future__ import annotations

import ast

from reactfrag_compiler.access import call_state_method, mutate
from reactfrag_compiler.api_calls import call_api
from reactfrag_compiler.builtin_calls import call_ext
from reactfrag_compiler.classes import bind, call_special, enum_members, lookup
from reactfrag_compiler.containers import call_container_method
from reactfrag_compiler.effect_notes import note_called, note_ext, note_method, note_unknown, use_up
from reactfrag_compiler.functions import (
    call_closure,
    call_fragment,
    dismissed_by,
    made_by,
    make_fragment,
    partial_arguments,
)
from reactfrag_compiler.items import elements
from reactfrag_compiler.known import TEXT_METHODS
from reactfrag_compiler.library import call_library_method
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.unknown_calls import call_back, call_unknown, escape
from reactfrag_compiler.values import (
    ELEMENT,
    EMPTY,
    LIBRARY_KINDS,
    SCALAR,
    V_ELEMENT,
    V_SCALAR,
    V_UNKNOWN,
    Api,
    Args,
    Atom,
    Bound,
    Box,
    Cell,
    ClassAtom,
    Closure,
    Const,
    Container,
    Descriptor,
    Ext,
    Fragment,
    FragmentMaker,
    Held,
    Instance,
    Method,
    Partial,
    StateObject,
    Text,
    Value,
    join,
)


def call(frame: Frame, node: ast.AST, callee: Value, args: Args) -> Value:
    """Call whatever a value may be; what the call may give."""
    if len(callee) == 1:
        (only,) = callee
        return _call(frame, node, only, args)
    frame.machine.spend(4 * len(callee))
    return join([_call(frame, node, atom, args) for atom in callee])


def _call(frame: Frame, node: ast.AST, atom: Atom, args: Args) -> Value:
    if isinstance(atom, Closure):
        return call_closure(frame, node, atom, args)
    if isinstance(atom, (Api, Ext, Method)):
        use_up(frame, node, args)
    if isinstance(atom, Api):
        return call_api(frame, node, atom.name, args)
    if isinstance(atom, Ext):
        return call_ext(frame, node, atom.name, args)
    if isinstance(atom, Method):
        return _call_method(frame, node, atom, args)
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
            return _instantiate(frame, node, atom, args)
        if isinstance(atom, Instance):
            result = call_special(frame, node, atom, "__call__", args)
            return result or call_unknown(frame, node, args)
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
        result = call_container_method(frame, node, owner, name, args)
        given = join(args.all())
        note_method(frame, node, owner, name, args)
        if name in ("sort", "apply", "map", "filter", "assign", "agg", "transform"):
            note_called(frame, node, given if name == "apply" else args.keywords.get("key", EMPTY))
            inputs = elements(frame, node, frozenset({owner})) | V_UNKNOWN
            call_back(frame, node, given, inputs)
        return result
    if isinstance(owner, Descriptor):
        functions = args.positional[0] if args.positional else EMPTY
        kind = name if name == "setter" else "property"
        return frozenset({owner}) | frozenset(
            frame.machine.descriptor(kind, atom) for atom in functions
        )
    if isinstance(owner, (Const, Text)):
        return _call_text(frame, node, owner, name, args)
    # Methods of numbers, dates and texts that are not known change nothing.
    call_back(frame, node, join(args.all()))
    return V_SCALAR


def _call_text(frame: Frame, node: ast.AST, owner: Const | Text, name: str, args: Args) -> Value:
    machine = frame.machine
    if name == "format":
        return frozenset({machine.text(_format_parts(owner))})
    if name == "split" and isinstance(owner, Const) and isinstance(owner.value, str):
        words = _constants(args)
        if words is not None and len(words) <= 1:
            box = machine.box(frame.ctx, node, "list")
            pieces = owner.value.split(words[0] if words else None)
            machine.add(box.rest, frozenset(machine.const(piece) for piece in pieces))
            return frozenset({box})
    if name in TEXT_METHODS and isinstance(owner, Const) and isinstance(owner.value, str):
        given = _constants(args)
        if given is not None:
            try:
                return frozenset({machine.const(getattr(owner.value, name)(*given))})
            except (TypeError, ValueError):
                return V_SCALAR
    return V_SCALAR


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


def _instantiate(frame: Frame, node: ast.AST, cls: ClassAtom, args: Args) -> Value:
    machine = frame.machine
    members = enum_members(frame, cls)
    if members:
        return members
    thing = machine.instance(frame.ctx, node, cls)
    itself: Value = frozenset({thing})
    maker = lookup(frame, cls, "__new__") - V_UNKNOWN
    if maker:
        call(frame, node, maker, args.with_first(frozenset({cls})))
    initialiser = lookup(frame, cls, "__init__")
    if initialiser - V_UNKNOWN:
        found = bind(frame, node, initialiser - V_UNKNOWN, thing, cls)
        call(frame, node, found, args)
    else:
        _set_fields(frame, thing, cls, args)
        call_special(frame, node, thing, "__post_init__")
    _note_bases(frame, node, cls)
    if initialiser & V_UNKNOWN:
        escape(frame, node, join(args.all()))
        _call_hooks(frame, node, thing)
    return itself


def _note_bases(frame: Frame, node: ast.AST, cls: ClassAtom) -> None:
    """What the bases from outside do when an object is made."""
    if cls.scope in frame.machine.wrapped:
        note_unknown(frame, node)
    for base in frame.read(cls.bases):
        if isinstance(base, Ext):
            note_ext(frame, node, base.name)
        elif isinstance(base, ClassAtom) and base is not cls:
            _note_bases(frame, node, base)
        elif not isinstance(base, ClassAtom):
            note_unknown(frame, node)


def _set_fields(frame: Frame, thing: Instance, cls: ClassAtom, args: Args) -> None:
    """What a class without ``__init__`` (a dataclass, a named tuple) does with its arguments."""
    fields = _fields(frame, cls)
    for index, name in enumerate(fields):
        value = args.get(index, name)
        if value:
            frame.machine.add(thing.attributes.setdefault(name, Cell()), value)
    for name, value in args.keywords.items():
        frame.machine.add(thing.attributes.setdefault(name, Cell()), value)


def _fields(frame: Frame, cls: ClassAtom) -> list[str]:
    names: list[str] = []
    for base in frame.read(cls.bases):
        if isinstance(base, ClassAtom) and base is not cls:
            names += _fields(frame, base)
    assert isinstance(cls.scope.node, ast.ClassDef)
    for statement in cls.scope.node.body:
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            names.append(statement.target.id)
    return names


def _call_hooks(frame: Frame, node: ast.AST, thing: Instance) -> None:
    """A base that is not known may call any method of the object: ``run`` of a thread."""
    for name in ("run", "setup", "handle", "forward", "main", "__post_init__"):
        if name in thing.type.scope.names:
            call_special(frame, node, thing, name, Args(star=V_UNKNOWN))
    mutate(frame, node, frozenset({thing}), sure=False)
