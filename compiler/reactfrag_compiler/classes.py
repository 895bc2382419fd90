"""Classes: attributes and their binding, special methods, and members of Enums."""

from __future__ import annotations

import ast

from reactfrag_compiler.access import keys_in, reachable, read_any
from reactfrag_compiler.effect_notes import note_api_use, note_use
from reactfrag_compiler.known import HARMLESS, KEEPERS
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.values import (
    EMPTY,
    NO_ARGS,
    OPAQUE,
    UNKNOWN,
    V_UNKNOWN,
    Api,
    Args,
    Atom,
    Box,
    ClassAtom,
    Closure,
    Const,
    Descriptor,
    EnumThing,
    Ext,
    Fragment,
    Held,
    Instance,
    StateObject,
    Value,
    join,
)

_QUIET = frozenset(
    """
    __init__ __new__ __call__ __getattr__ __getattribute__ __setattr__ __delattr__ __enter__
    __exit__ __aenter__ __aexit__ __post_init__ __init_subclass__ __class_getitem__ __set_name__
    __getitem__ __setitem__ __delitem__ __del__ __missing__ __get__ __set__ __delete__ __prepare__
    __module__ __qualname__ __doc__ __slots__
    """.split()
)
"""Special methods that operators do not call."""
_OF_ITEMS = frozenset(
    """
    __repr__ __str__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__ __hash__ __add__ __radd__
    __mul__ __rmul__ __copy__ __deepcopy__
    """.split()
)
"""Special methods that containers call on what they hold."""


def lookup(
    frame: Frame, cls: ClassAtom, name: str, seen: frozenset[ClassAtom] = frozenset()
) -> Value:
    """What a class and its bases hold under a name; UNKNOWN where a base is not known."""
    if cls in seen:
        return EMPTY
    frame.machine.budget -= 2
    also = frame.read(cls.also)
    if name in cls.attributes or name in cls.scope.names:
        found = frame.read(cls.env.cell(name))
        bases = also
    else:
        found = EMPTY
        bases = frame.read(cls.bases) | also
    for base in bases:
        if isinstance(base, ClassAtom):
            found |= lookup(frame, base, name, seen | {cls})
        elif not _has_no(base, name):
            found |= V_UNKNOWN
    return found


def _has_no(base: Atom, name: str) -> bool:
    """Whether a base from outside has nothing of this name that could do harm."""
    if not isinstance(base, Ext):
        return False
    if base.name in ("builtins.object", "abc.ABC"):
        return True
    made = name in ("__init__", "__new__", "__post_init__")
    return made and (base.name in KEEPERS or base.name in HARMLESS)


def kinds_of(frame: Frame, cls: ClassAtom, seen: frozenset[ClassAtom] = frozenset()) -> set[str]:
    """The names of a class's bases from outside."""
    found: set[str] = set()
    for base in frame.read(cls.bases):
        if isinstance(base, Ext):
            found.add(base.name)
        elif isinstance(base, ClassAtom) and base not in seen:
            found |= kinds_of(frame, base, seen | {cls})
    return found


def bind(frame: Frame, node: ast.AST, found: Value, first: Atom, owner: ClassAtom) -> Value:
    """What class attributes are when they are got through an object (or through the class)."""
    machine = frame.machine
    result: set[Atom] = set()
    through_class = isinstance(first, ClassAtom)
    for atom in found:
        if isinstance(atom, (Closure, Fragment)):
            result.add(atom if through_class else machine.bound(atom, first))
        elif isinstance(atom, Descriptor):
            inner = atom.function
            if atom.kind == "staticmethod":
                result.add(inner)
            elif atom.kind == "classmethod" and isinstance(inner, (Closure, Fragment)):
                cls = first if through_class else owner
                result.add(machine.bound(inner, cls))
            elif atom.kind == "property" and not through_class:
                result |= machine.call(frame, node, frozenset({inner}), Args((frozenset({first}),)))
        elif isinstance(atom, Instance) and lookup(frame, atom.type, "__get__") - V_UNKNOWN:
            through = frozenset({machine.const(None) if through_class else first})
            args = Args((through, frozenset({owner})))
            result |= call_special(frame, node, atom, "__get__", args)
        else:
            result.add(atom)
    return frozenset(result)


def call_special(
    frame: Frame, node: ast.AST, thing: Instance, name: str, args: Args = NO_ARGS
) -> Value:
    """Call a special method of an object, if its class has it."""
    found = frozenset(a for a in lookup(frame, thing.type, name) if not _is_data(a))
    if not found:
        return EMPTY
    return frame.machine.call(frame, node, bind(frame, node, found, thing, thing.type), args)


def _is_data(atom: Atom) -> bool:
    """Whether something in a class is not known, or is a container and no function."""
    return atom is UNKNOWN or (isinstance(atom, Box) and atom.kind not in OPAQUE)


def finalise(frame: Frame, node: ast.AST, value: Value) -> None:
    """The last name of an object may go here."""
    for atom in value:
        if isinstance(atom, Instance):
            call_special(frame, node, atom, "__del__")


def forget(frame: Frame, node: ast.AST, name: Value, state: StateObject) -> None:
    """What stands under a key gives way: it may have been the last name of an object."""
    for key in keys_in(state, name):
        finalise(frame, node, frozenset(reachable(frame, frame.machine.content(frame, key))))


def metas_of(frame: Frame, cls: ClassAtom, seen: frozenset[ClassAtom] = frozenset()) -> Value:
    """The metaclasses of a class and its bases that are the script's own."""
    found = frame.read(cls.metas)
    for base in frame.read(cls.bases):
        if isinstance(base, ClassAtom) and base not in seen:
            found |= metas_of(frame, base, seen | {cls})
    return found


def call_meta(
    frame: Frame, node: ast.AST, cls: ClassAtom, name: str, args: Args = NO_ARGS
) -> Value:
    """Call a method of a class's metaclass, if that has it."""
    result = EMPTY
    for meta in metas_of(frame, cls):
        if isinstance(meta, ClassAtom) and meta is not cls:
            found = lookup(frame, meta, name) - V_UNKNOWN
            given = args.with_first(frozenset({cls}))
            if found:
                result |= frame.machine.call(frame, node, found, given)
    return result


def operate(frame: Frame, node: ast.AST, value: Value) -> Value:
    """An operator, a truth test or a conversion to text is applied to a value."""
    result: Value = EMPTY
    for atom in value:
        if isinstance(atom, StateObject):
            read_any(frame, node, atom)
        elif isinstance(atom, ClassAtom):
            for meta in metas_of(frame, atom):
                if isinstance(meta, ClassAtom) and meta is not atom:
                    for name in special_names(frame, meta):
                        result |= call_meta(frame, node, atom, name, Args(star=V_UNKNOWN))
        elif isinstance(atom, Instance):
            for name in special_names(frame, atom.type):
                unknown = Args(star=V_UNKNOWN)
                result |= call_special(frame, node, atom, name, unknown)
        elif isinstance(atom, Api):
            note_api_use(frame, node, atom.name)
        elif isinstance(atom, Ext):
            note_use(frame, node, atom.name)
    return result


def operate_inside(frame: Frame, node: ast.AST, value: Value) -> None:
    """Containers are shown, compared, searched or copied, and so is what they hold."""
    if not frame.machine.classes:
        return
    inside: Value = EMPTY
    for atom in value:
        if isinstance(atom, Box):
            inside |= {atom}
        elif isinstance(atom, Held):
            inside |= frame.machine.content(frame, atom.key)
    for atom in reachable(frame, inside) if inside else ():
        if isinstance(atom, Instance):
            for name in special_names(frame, atom.type):
                if name in _OF_ITEMS:
                    call_special(frame, node, atom, name, Args(star=V_UNKNOWN))


def compare(frame: Frame, node: ast.AST, value: Value) -> None:
    """Values are hashed and compared, as keys and items of sets are."""
    if frame.machine.classes:
        operate(frame, node, frozenset(atom for atom in value if isinstance(atom, Instance)))
        operate_inside(frame, node, value)


def special_names(frame: Frame, cls: ClassAtom) -> list[str]:
    """The special methods that operators may call on objects of a class."""
    names = [n for n in cls.scope.names if n.startswith("__") and n not in _QUIET]
    for base in frame.read(cls.bases):
        if isinstance(base, ClassAtom) and base is not cls:
            names += special_names(frame, base)
    return names


def methods_in(frame: Frame, cls: ClassAtom) -> list[str]:
    """The names of the methods and properties that a class and its bases define."""
    names = {
        name
        for name in cls.scope.names
        if any(isinstance(a, (Closure, Fragment, Descriptor)) for a in lookup(frame, cls, name))
    }
    for base in frame.read(cls.bases):
        if isinstance(base, ClassAtom) and base is not cls:
            names.update(methods_in(frame, base))
    return sorted(names - {"__init__", "__new__"})


def enum_members(frame: Frame, cls: ClassAtom) -> Value:
    """The members of a class, when it is an Enum."""
    if not _enum_base(frame, cls):
        return EMPTY
    names = [name for name in cls.attributes if not name.startswith("_")]
    values = (frame.read(cls.attributes[name]) for name in names)
    return join(
        [
            enum_member(frame, cls, value)
            for value in values
            if not any(isinstance(atom, (Closure, Descriptor)) for atom in value)
        ]
    )


def _enum_base(frame: Frame, cls: ClassAtom) -> str:
    """The name of the Enum class that a class derives from, if any."""
    for base in frame.read(cls.bases):
        name = base.name.rpartition(".")[2] if isinstance(base, Ext) else ""
        if name.endswith(("Enum", "Flag")):
            return name
        if isinstance(base, ClassAtom) and base is not cls:
            found = _enum_base(frame, base)
            if found:
                return found
    return ""


def thing_of(cls: ClassAtom) -> EnumThing:
    """What stands for the members of an Enum, as objects with methods."""
    if cls.members is None:
        cls.members = EnumThing(cls)
    return cls.members


def without_members(value: Value) -> Value:
    """Values where only what the members of an Enum are worth counts."""
    if any(isinstance(atom, EnumThing) for atom in value):
        return frozenset(atom for atom in value if not isinstance(atom, EnumThing))
    return value


def is_enum(frame: Frame, cls: ClassAtom) -> bool:
    """Whether a class is an Enum."""
    return bool(_enum_base(frame, cls))


def enum_member(frame: Frame, cls: ClassAtom, value: Value) -> Value:
    """A class attribute as a member of an Enum; a StrEnum's is its text in every respect."""
    base = _enum_base(frame, cls)
    if not base:
        return value
    if any(isinstance(atom, (Const, Box)) for atom in value) and methods_in(frame, cls):
        value |= {thing_of(cls)}
    if base == "StrEnum":
        return value
    mixed_in = any(isinstance(b, Ext) and b.name == "builtins.str" for b in frame.read(cls.bases))
    return frozenset(
        frame.machine.member(atom, mixed_in) if isinstance(atom, Const) else atom for atom in value
    )
