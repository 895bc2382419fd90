"""Noting effects while a context is visited."""

from __future__ import annotations

import ast
from functools import lru_cache

from reactfrag_compiler.effect_table import (
    API_IMPURE,
    API_PURE,
    NAMES,
    PURE_DATA_METHODS,
    PURE_METHODS,
    REASONS,
)
from reactfrag_compiler.fresh import is_fresh, is_new_element
from reactfrag_compiler.known import MUTATORS
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.values import (
    ELEMENT,
    SCALAR,
    UNKNOWN,
    Api,
    Args,
    Atom,
    Bound,
    Box,
    Closure,
    Const,
    Context,
    Descriptor,
    Ext,
    Fragment,
    Held,
    Method,
    Partial,
    StateObject,
    Super,
    Text,
    Value,
)

_LONG = 40
_FOLLOWED = (Closure, Bound, Fragment, Partial)
_OUTER_CONTAINERS = frozenset({"sidebar", "bottom", "main"})
_UNTRACKED = frozenset({"query_params", "secrets", "context", "user"})
_TEXT_OR_FILE = frozenset({"to_csv", "to_json", "to_html", "to_markdown", "to_string"})


class Callback(Context):
    """Stands for what a node's callbacks do: at an event, not in the node's body."""

    __slots__ = ()

    def __init__(self, caller: Context) -> None:
        super().__init__(None, caller.module, caller.env, caller)
        self.name = ""


def at_event(frame: Frame, node: ast.AST) -> Frame:
    """The same place, for what a callback does."""
    place = (node, "callback")
    found = frame.ctx.callbacks.get(place)
    if found is None:
        found = frame.ctx.callbacks[place] = Callback(frame.ctx)
    frame.ctx.calls.setdefault(found, node)
    frame.ctx.notes.edges.add((found, node))
    return Frame(frame.machine, found, frame.env, frame.reader)


def note(frame: Frame, kind: str, node: ast.AST, message: str) -> None:
    """The present context does something that speaks against its purity."""
    frame.ctx.notes.impure[kind, node, message] = None


def text_of(node: ast.AST) -> str:
    """The source of an expression, cut when it is long."""
    try:
        text = ast.unparse(node)
    except (ValueError, RecursionError):
        return "..."
    text = " ".join(text.split())
    return text if len(text) <= _LONG else text[: _LONG - 3] + "..."


@lru_cache(4096)
def category(name: str) -> str:
    """What the table says of something from outside."""
    while name:
        found = NAMES.get(name)
        if found is not None:
            return found
        name = name.rpartition(".")[0]
    return "unknown"


def note_ext(frame: Frame, node: ast.AST, name: str) -> None:
    """Something from outside is called, or its value is used."""
    what = category(name)
    if what != "pure":
        kind, message = REASONS[what]
        note(frame, kind, node, message.format(name.removeprefix("builtins.")))


def note_use(frame: Frame, node: ast.AST, name: str) -> None:
    """A value from outside is looked into: settings and the environment change unseen."""
    if category(name) in ("environment", "settings"):
        note_ext(frame, node, name)


def note_api(frame: Frame, node: ast.AST, name: str) -> None:
    """A name of the API is called."""
    if name in API_PURE:
        return
    kind, message = API_IMPURE.get(name, REASONS["unknown"])
    note(frame, kind, node, message.format(name))


def note_api_use(frame: Frame, node: ast.AST, name: str) -> None:
    """A mapping of the API is looked into."""
    if name in _UNTRACKED:
        note_api(frame, node, name)


def note_unknown(frame: Frame, node: ast.AST) -> None:
    """Code that cannot be followed is called."""
    told = frame.machine.told.get(node)
    if told is not None:
        note(frame, "unknown", node, told)
        return
    function = node.func if isinstance(node, ast.Call) else node
    if isinstance(function, ast.Attribute):
        if isinstance(node, ast.Call) and function.attr in PURE_METHODS:
            return
        if function.attr in API_PURE and is_new_element(frame.ctx.scope, function.value):
            return
        what = f"calls `{text_of(function)}`: unknown effects"
    elif isinstance(node, ast.Call):
        what = f"calls `{text_of(function)}`: unknown effects"
    else:
        what = f"`{text_of(node)}` may call unknown code"
    frame.machine.told[node] = what
    note(frame, "unknown", node, what)


def note_method(frame: Frame, node: ast.AST, owner: Atom, name: str, args: Args) -> None:
    """A method of a container or of a value that the state holds is called."""
    if name in MUTATORS or name in PURE_METHODS or name in PURE_DATA_METHODS:
        return
    if isinstance(owner, Box) and owner.kind == "generator":
        change(frame, node, owner)
        return
    if name in _TEXT_OR_FILE and not args.all():
        return
    note_unknown(frame, node)


def note_called(frame: Frame, node: ast.AST, given: Value) -> None:
    """A value is given to known code that calls it."""
    for atom in given:
        if isinstance(atom, Ext):
            note_ext(frame, node, atom.name)
        elif isinstance(atom, Method):
            if isinstance(atom.owner, (Held, Box)) and atom.name in MUTATORS:
                change(frame, node, atom.owner)
            elif atom.name not in PURE_METHODS and atom.name not in PURE_DATA_METHODS:
                note(frame, "unknown", node, f"calls a method `{atom.name}`: unknown effects")
        elif isinstance(atom, Api):
            note_api(frame, node, atom.name)
        elif not isinstance(atom, (*_FOLLOWED, Const, Text)) and atom is not SCALAR:
            note(frame, "unknown", node, f"`{text_of(node)}` calls a function that is not known")


def change(frame: Frame, node: ast.AST, atom: Atom) -> None:
    """An object may be changed in place."""
    if isinstance(atom, Method):
        atom = atom.owner
    if isinstance(atom, (Const, Text, StateObject)) or atom is SCALAR:
        return
    frame.ctx.notes.changes[atom, node] = None


def use_up(frame: Frame, node: ast.AST, args: Args) -> None:
    """Iterators are given to known code, which may take from them."""
    for value in args.all():
        for atom in value:
            if isinstance(atom, Box) and atom.once:
                change(frame, node, atom)


def change_unknown(frame: Frame, node: ast.AST, base: ast.AST, atom: Atom) -> None:
    """An object of which nothing is known is changed, unless its name says that it is new."""
    if isinstance(atom, (*_FOLLOWED, Descriptor, Super)):
        note(frame, "global", node, f"changes the function `{text_of(base)}`")
    elif atom is ELEMENT or isinstance(atom, Api):
        note(frame, "unknown", node, f"changes `{text_of(base)}`")
    elif (atom is UNKNOWN or isinstance(atom, Ext)) and not is_fresh(frame.ctx.scope, base):
        frame.ctx.notes.changes[atom, node] = None


def note_element(frame: Frame, node: ast.AST, base: ast.AST) -> None:
    """Something is drawn in a container that an expression gives."""
    if not is_new_element(frame.ctx.scope, base):
        what = f"draws in `{text_of(base)}`, a container made outside"
        note(frame, "outside", node, what)


def note_outer(frame: Frame, node: ast.AST, name: str) -> None:
    """Something is drawn in a container that every page has."""
    if name in _OUTER_CONTAINERS:
        note(frame, "outside", node, f"draws in `{name}`, a container made outside")
