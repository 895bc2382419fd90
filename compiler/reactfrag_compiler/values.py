"""The abstract values of the analysis: what an expression may be at run time.

A value is a frozenset of atoms; the empty one is "nothing has arrived here
yet". Atoms are compared by identity, and the machine makes each of them once,
so that joins and comparisons are set operations on pointers.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from reactfrag_compiler.keys import APP_PREFIX, Key
from reactfrag_compiler.notes import Notes
from reactfrag_compiler.scopes import Scope
from reactfrag_compiler.source import Module


class Atom:
    """One thing that an expression may be."""

    __slots__ = ()


Value = frozenset[Atom]
Within = Value | None
"""The containers that something may be drawn in; None where a function leaves that open."""
EMPTY: Value = frozenset()


ALL_PARTS = -1
"""Every part of a context: the bits of all its statements."""


class Cell:
    """A variable: the value so far, and the contexts to visit again when it grows."""

    __slots__ = ("readers", "value", "wide")

    def __init__(self, value: Value = EMPTY) -> None:
        self.value = value
        self.wide = False
        """Whether it has grown too large to tell everything apart."""
        self.readers: dict[Context, int] = {}
        """With the parts of each that have read it, as bits."""


class Env:
    """The variables of one activation of a scope; names it does not bind are looked up outside."""

    __slots__ = ("cells", "parent", "scope", "stars")

    def __init__(self, scope: Scope, parent: Env | None) -> None:
        self.scope = scope
        self.parent = parent
        self.cells: dict[str, Cell] = {}
        self.stars: list[Atom] = []
        """Modules whose names ``from module import *`` brought in."""

    def cell(self, name: str) -> Cell:
        """The variable of this name, made on first use."""
        cell = self.cells.get(name)
        if cell is None:
            cell = self.cells[name] = Cell()
        return cell


class Simple(Atom):
    """An atom with nothing but its name."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


class StateObject(Simple):
    """One of the objects whose keys are tracked."""

    __slots__ = ("prefix",)

    def __init__(self, name: str, prefix: str) -> None:
        super().__init__(name)
        self.prefix = prefix
        """What the names of its keys begin with."""


UNKNOWN = Simple("unknown")
"""A value from outside the analysis. It may be mutable and callable, and is not the state."""
SCALAR = Simple("scalar")
"""An immutable value that is no function: a number, a date, a text that is not known."""
STATE = StateObject("state", "")
"""The session state itself."""
APP_STATE = StateObject("app state", APP_PREFIX)
"""The state that all sessions share."""
ADDRESS = Simple("address")
"""An object that is told from others by its address alone; it comes with UNKNOWN."""
ELEMENT = Simple("element")
"""A container or element of the page."""

V_UNKNOWN: Value = frozenset({UNKNOWN})
V_SCALAR: Value = frozenset({SCALAR})
STATES: Value = frozenset({STATE, APP_STATE})
STATE_NAMES = {"session_state": STATE, "app_state": APP_STATE}
"""The objects by the names that the package gives them."""
V_ELEMENT: Value = frozenset({ELEMENT})


@dataclass(frozen=True, eq=False, slots=True)
class Const(Atom):
    """A text, a small integer, a truth value or None that is known."""

    value: str | int | bool | None


@dataclass(frozen=True, eq=False, slots=True)
class Text(Atom):
    """A text of which only parts are known."""

    parts: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Member(Atom):
    """A member of an Enum whose value is known."""

    const: Const
    is_text: bool
    """Whether it is a ``str`` too, and so names the same key as its value."""


@dataclass(frozen=True, eq=False, slots=True)
class Held(Atom):
    """A mutable value that was got from the state: what this key holds, or a part of it."""

    key: Key


@dataclass(frozen=True, eq=False, slots=True)
class Method(Atom):
    """A bound method of the state, of a held value or of a known container."""

    owner: Atom
    name: str


@dataclass(frozen=True, eq=False, slots=True)
class Api(Atom):
    """A name of the reactfrag (or streamlit) package; ``""`` is the package."""

    name: str


@dataclass(frozen=True, eq=False, slots=True)
class Ext(Atom):
    """A module, function or class from outside: its dotted name, builtins included."""

    name: str


@dataclass(frozen=True, eq=False, slots=True)
class Closure(Atom):
    """A function with the variables it was made in."""

    scope: Scope
    module: Module
    env: Env
    defaults: dict[str, Cell] = field(default_factory=dict)
    defaulted: set[str] = field(default_factory=set)
    """Parameters that some call leaves to their defaults."""
    owner: list[ClassAtom] = field(default_factory=list)
    """The class in whose body it stands, if any."""


@dataclass(frozen=True, eq=False, slots=True)
class Bound(Atom):
    """A function bound to its first argument."""

    function: Closure | Fragment
    first: Atom


class ClassAtom(Atom):
    """A class of the script or of a local module."""

    __slots__ = ("also", "attributes", "bases", "env", "members", "metas", "module", "scope")

    def __init__(self, scope: Scope, module: Module, env: Env) -> None:
        self.scope = scope
        self.module = module
        self.env = env
        self.attributes = env.cells
        self.bases = Cell()
        self.also = Cell()
        """Classes that its objects, or it, are given to be later."""
        self.metas = Cell()
        """Its metaclass, where it names one."""
        self.members: EnumThing | None = None
        """Stands for its members, if it is an Enum with methods."""


class Container(Atom):
    """The containers of the page that one place in the source makes."""

    __slots__ = ("kind", "made_in", "site")

    def __init__(self, kind: str, site: ast.AST | None) -> None:
        self.kind = kind
        """The name of the function that makes it: ``columns``, ``empty``, ``sidebar``."""
        self.site = site
        """Where it is made; None for those that every page has."""
        self.made_in: set[Context] = set()


class Instance(Atom):
    """The objects of a class that one place in the source makes."""

    __slots__ = ("attributes", "held", "namespace", "type")

    def __init__(self, type_: ClassAtom) -> None:
        self.type = type_
        self.attributes: dict[str, Cell] = {}
        """By name; ``*``: under names that are not known, ``[]``: its items."""
        self.held = Cell()
        self.namespace: Box | None = None
        """Its ``__dict__``, once somebody asks for it."""

    def cell(self, name: str) -> Cell:
        """The attribute of this name, made on first use."""
        cell = self.attributes.get(name)
        if cell is None:
            cell = self.attributes[name] = Cell()
        return cell


OPAQUE = frozenset({"opaque", "made"})
"""Kinds of boxes that stand for what unknown code gave, and for what well-known code did.

They come with UNKNOWN, and make it known that two names mean one object. Their items
are what that code was given and may hold.
"""
LAZY = frozenset({"generator", "iterator"})
"""Kinds of boxes that are changed by being looped over."""


LIBRARY_KINDS = frozenset({"numpy", "pandas", "polars", "altair", "plotly", "random", "object"})
"""Kinds of containers that stand for objects of libraries; ``object``: of any."""


class EnumThing(Instance):
    """The members of an Enum that has methods of its own, beside what they are worth."""

    __slots__ = ()


@dataclass(frozen=True, eq=False, slots=True)
class Inherited(Atom):
    """A method of an object that its class has from outside the script."""

    owner: Instance
    name: str


class Box(Atom):
    """The lists, tuples, dicts, sets or generators that one place in the source makes."""

    __slots__ = ("held", "items", "keys", "kind", "maker", "once", "origins", "rest")

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.once = kind == "generator"
        """Whether iterating over it uses it up."""
        self.origins: set[Context] = set()
        """What runs when it is looped over, if it is lazy."""
        self.maker: Cell | None = None
        """What makes the value of a key that is asked for in vain (``defaultdict``)."""
        self.items: dict[str | int, Cell] = {}
        """By known index or key."""
        self.rest = Cell()
        """Items whose index or key is not known."""
        self.keys = Cell()
        """Keys of a dict."""
        self.held = Cell()
        """Session-state keys whose value this is, or is part of (``Held`` atoms)."""


class Partial(Atom):
    """A function with arguments given beforehand."""

    __slots__ = ("function", "keywords", "positional")

    def __init__(self) -> None:
        self.function = Cell()
        self.positional: list[Cell] = []
        self.keywords: dict[str, Cell] = {}


class Fragment(Atom):
    """A fragment: calling it is a call edge to its node."""

    __slots__ = ("context", "dismissed", "entry", "makers", "module", "scope")

    def __init__(self, scope: Scope, module: Module) -> None:
        self.scope = scope
        """The function that stands for the node."""
        self.module = module
        self.entry = Cell()
        """What runs when it is called: the function, with the decorators below ``fragment``."""
        self.dismissed = Cell()
        """What is called when the user dismisses it, if it is a dialog."""
        self.makers: set[ast.AST] = set()
        """Calls of ``fragment`` with arguments that made it one."""
        self.context = Context(None, module, Env(scope, None), None)
        """Stands for the node: its calls are those of ``entry``."""


@dataclass(frozen=True, eq=False, slots=True)
class Descriptor(Atom):
    """A function in a class that is not a plain method."""

    kind: str
    """``property``, ``setter``, ``staticmethod`` or ``classmethod``."""
    function: Atom


@dataclass(frozen=True, eq=False, slots=True)
class FragmentMaker(Atom):
    """What ``fragment(run_every=...)`` or ``dialog(title)`` returns: a decorator."""

    site: ast.AST
    dismissed: Cell = field(default_factory=lambda: Cell())


@dataclass(frozen=True, eq=False, slots=True)
class ModuleAtom(Atom):
    """A local module."""

    module: Module
    env: Env


@dataclass(frozen=True, eq=False, slots=True)
class Super(Atom):
    """``super()`` in a method."""

    owner: ClassAtom
    first: Atom


@dataclass(frozen=True, slots=True)
class Args:
    """The arguments of a call."""

    positional: tuple[Value, ...] = ()
    star: Value | None = None
    """What an argument list of unknown length may hold, after the positional ones."""
    keywords: dict[str, Value] = field(default_factory=dict)
    double_star: Value | None = None
    """What keyword arguments of unknown names may hold."""

    def all(self) -> list[Value]:
        """Every value that is passed."""
        extra = [value for value in (self.star, self.double_star) if value is not None]
        return [*self.positional, *self.keywords.values(), *extra]

    def get(self, index: int | None, name: str) -> Value | None:
        """The argument of a parameter, None when it is not given."""
        if name in self.keywords:
            return self.keywords[name]
        if index is not None:
            if index < len(self.positional):
                return self.positional[index]
            if self.star is not None:
                return self.star
        return self.double_star

    def with_first(self, first: Value) -> Args:
        """The same with one more argument in front."""
        return Args((first, *self.positional), self.star, self.keywords, self.double_star)


NO_ARGS = Args()


class Growth:
    """The texts that one place has put together, so that growth can be told from variety."""

    __slots__ = ("ends", "rounds", "texts")

    def __init__(self) -> None:
        self.texts: set[tuple[str, ...]] = set()
        self.rounds = 0
        """How often a visit added to those of earlier visits."""
        self.ends: tuple[str, str] | None = None
        """What all texts begin and end with, once they are no longer told apart."""


class Context:
    """A function under one kind of arguments: the unit that is visited again.

    What it collects only ever grows.
    """

    __slots__ = (
        "accesses", "boxes", "callbacks", "calls", "closure", "deferred", "dirty", "drawn",
        "entered", "env", "envs", "fragment_calls", "fragment_places", "module", "name", "notes",
        "objects", "parent", "part", "queued", "reruns", "result", "running", "scope", "sent",
        "sites", "texts", "unresolved", "yields",
    )  # fmt: skip

    def __init__(
        self, closure: Closure | None, module: Module, env: Env, parent: Context | None
    ) -> None:
        self.closure = closure
        self.module = module
        self.env = env
        self.scope = env.scope
        self.name = env.scope.qualname or module.name
        self.parent = parent
        """The context that called it first."""
        self.result = Cell()
        self.yields = Box("generator")
        self.yields.origins.add(self)
        self.sent = Cell()
        """What a generator's ``yield`` gives it."""
        self.accesses: dict[tuple[ast.AST, str, str], set[Key]] = {}
        """(where, mode, note) -> keys."""
        self.unresolved: set[tuple[ast.AST, str, str]] = set()
        """Accesses whose key has not arrived."""
        self.calls: dict[Context, ast.AST] = {}
        self.entered: dict[tuple[Context, ast.AST], set[Within]] = {}
        """Each place that calls a context, and the containers around it."""
        self.fragment_calls: dict[tuple[Fragment, ast.AST], Module] = {}
        self.fragment_places: dict[tuple[Fragment, ast.AST], set[Within]] = {}
        """The containers around those calls."""
        self.drawn: dict[tuple[ast.AST, str], set[Within]] = {}
        """Widgets, and what is drawn in a named container: (where, element) -> containers."""
        self.callbacks: dict[object, Context] = {}
        """By the place that hands callbacks over: what they do."""
        self.notes = Notes()
        self.objects: dict[object, Value] = {}
        """The objects of libraries that the places in this function make."""
        self.boxes: dict[object, Atom] = {}
        """What the places in this function make."""
        self.sites: dict[tuple[ast.AST, Closure], int] = {}
        """How many contexts each place has made of a function."""
        self.deferred: dict[ast.AST, Deferred] = {}
        """What its generator expressions and the like do, once they are looped over."""
        self.envs: dict[object, Env] = {}
        """Variables of the comprehensions and class bodies in this function."""
        self.texts: dict[ast.AST, Growth] = {}
        """Texts that the places in this function have put together."""
        self.reruns = False
        """Whether it asks for a rerun."""
        self.queued = False
        self.running = False
        self.part = ALL_PARTS
        """The part that is being visited; all when it is not this context that is visited."""
        self.dirty = ALL_PARTS
        """The parts to visit: what they read has grown since they were."""


class Deferred(Context):
    """Code that runs when what it makes is looped over: a generator expression, ``map``."""

    __slots__ = ("columns", "given", "work")

    def __init__(self, caller: Context, env: Env, work: Callable[[Deferred], None]) -> None:
        super().__init__(None, caller.module, env, caller)
        self.name = ""
        self.given = Cell()
        """What the place that made it gives it."""
        self.columns: list[Cell] = []
        """What is looped over in it."""
        self.work = work


def join(values: Iterable[Value]) -> Value:
    """What any of these may be."""
    return EMPTY.union(*values)
