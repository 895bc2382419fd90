"""The fixed point: contexts, cells, what the state holds, and the queue of work.

An abstract interpretation in the manner of value contexts (Padhye and Khedker,
2013): each function is visited once for each kind of arguments it is called
with, and those of its statements again that have read a cell which has grown. Cells only grow
and the atoms of a program are finitely many (contexts, texts and numbers of
texts are capped), so the queue runs dry.
"""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from reactfrag_compiler import api
from reactfrag_compiler.aliases import Aliases
from reactfrag_compiler.atoms import Atoms
from reactfrag_compiler.contents import Contents
from reactfrag_compiler.keys import ANY, Key
from reactfrag_compiler.scopes import Scope
from reactfrag_compiler.source import Module
from reactfrag_compiler.values import (
    ALL_PARTS,
    EMPTY,
    SCALAR,
    UNKNOWN,
    V_UNKNOWN,
    Args,
    Atom,
    Box,
    Cell,
    ClassAtom,
    Closure,
    Const,
    Container,
    Context,
    Deferred,
    Descriptor,
    EnumThing,
    Env,
    Ext,
    Fragment,
    Held,
    Instance,
    Member,
    Method,
    ModuleAtom,
    StateObject,
    Text,
    Value,
    Within,
)

MAX_ATOMS = 256
"""What one cell may hold; with more, it no longer tells texts and outside names apart."""
MAX_AT_SITE = 16
"""Contexts that one place may make of one function."""
MAX_CALL_DEPTH = 30
"""Nested visits; deeper ones wait in the queue."""
MAX_RECURSION = 2
"""Times a function may stand in its own chain of callers before its contexts are merged."""


ANY_METHOD = "*"
"""Stands for every method of a container, where they are no longer told apart."""


class Frame:
    """Where the interpreter stands: whose accesses these are, and which names are visible."""

    __slots__ = ("absent", "ctx", "env", "machine", "reader", "within")

    def __init__(
        self,
        machine: Machine,
        ctx: Context,
        env: Env,
        reader: Context,
        absent: frozenset[Key] = frozenset(),
        within: Within = None,
    ) -> None:
        self.machine = machine
        self.ctx = ctx
        self.env = env
        self.reader = reader
        """The context to visit again when what is read here grows."""
        self.absent = absent
        """Keys that a test has just found missing: to write them is to initialise them."""
        self.within = within
        """The containers of the innermost ``with`` block in this function."""

    def read(self, cell: Cell) -> Value:
        """The value of a cell so far; the reader is visited again when it grows."""
        reader, readers = self.reader, cell.readers
        readers[reader] = readers.get(reader, 0) | reader.part
        return cell.value

    def inside(self, env: Env) -> Frame:
        """The same place with other names visible."""
        return Frame(self.machine, self.ctx, env, self.reader, self.absent, self.within)

    def where_absent(self, keys: frozenset[Key]) -> Frame:
        """The same place where these keys are known to be missing."""
        absent = self.absent | keys
        return Frame(self.machine, self.ctx, self.env, self.reader, absent, self.within)

    def drawing_in(self, within: Within) -> Frame:
        """The same place in a ``with`` block."""
        return Frame(self.machine, self.ctx, self.env, self.reader, self.absent, within)


class Caller(Protocol):
    """Calls what a value may be."""

    def __call__(self, frame: Frame, node: ast.AST, callee: Value, args: Args) -> Value: ...


class TooMuchWork(Exception):
    """The budget of an analysis is used up."""


class Machine(Atoms):
    """The state of one analysis.

    Parameters:
        modules: the script and its local modules, by name.
        visit: interprets the body of a context.
        call: calls a value.
        coarse: one context a function and one object a class, one list
            and one dict altogether.
        budget: how many AST nodes may be visited.
    """

    def __init__(
        self,
        modules: dict[str, Module],
        visit: Callable[[Machine, Context], None],
        call: Caller,
        *,
        coarse: bool,
        budget: int,
    ) -> None:
        super().__init__()
        self.modules = modules
        self.coarse = coarse
        self._limit = MAX_ATOMS // 16 if coarse else MAX_ATOMS
        self.budget = budget
        self.visit = visit
        self.call = call
        self.queue: deque[Context] = deque()
        self.contexts: dict[object, Context] = {}
        self.by_scope: dict[Scope, list[Context]] = {}
        self.depth = 0
        self.envs: dict[str, ModuleAtom] = {}
        self.module_contexts: dict[str, Context] = {}
        self.fragments: dict[Scope, Fragment] = {}
        self.classes: dict[Env, ClassAtom] = {}
        self.contents = Contents()
        self.aliases = Aliases()
        """Keys that may hold the same object."""
        self.lazy = Cell()
        """Generators and the like that keys hold, at any depth."""
        self.executed = Cell()
        """``exec``, once something calls it."""
        self.raised = Cell()
        """Objects that are raised as exceptions."""
        self.dispatch: dict[Closure, Cell] = {}
        """What functions were registered with others (``singledispatch``)."""
        self.stateful = is_stateful(modules.values())
        """Whether the program can have to do with session state at all."""
        self.stored: dict[Key, dict[Context | None, Value]] = {}
        """What each context stores under each key; None stands for ``seed_unwritten``."""
        self.visiting: Context | None = None
        self.lost: dict[str, Cell] = {}
        """What was stored in attributes (``"[]"``: items) of objects that are not known."""
        self.makers: dict[ast.Call, Module] = {}
        """Calls of ``fragment``."""
        self.escapes: dict[Atom, Context] = {}
        """What unknown code may do with what it was given."""
        self.active: set[tuple[Context, ast.AST, Atom]] = set()
        """Calls of classes, objects and partials that are under way."""
        self.registered: dict[Scope, tuple[Frame, ast.AST, Atom]] = {}
        """Functions given to decorators from outside, which may keep and call them."""
        self.wrapped: dict[Scope, str] = {}
        """Functions and classes under decorators that are not known."""
        self.told: dict[ast.AST, str] = {}
        """How calls of unknown code are told, by their place: worked out once."""
        self.cached: dict[Scope, str] = {}
        """Functions under ``cache_data`` (``cache_data(ttl)``) and ``cache_resource``."""
        self.memoized: set[Scope] = set()
        """Functions under ``functools.cache`` and its like."""
        self._boxes: dict[object, Atom] = {}
        """In place of each context's own, when the analysis is coarse."""

    def fragment(self, scope: Scope, module: Module) -> Fragment:
        """The fragment whose node is this function."""
        found = self.fragments.get(scope)
        if found is None:
            found = self.fragments[scope] = Fragment(scope, module)
        return found

    def box(self, ctx: Context, site: object, kind: str) -> Box:
        """The container that a place in a context makes."""
        boxes = ctx.boxes
        if self.coarse:
            boxes, site = self._boxes, kind
        found = boxes.get(site)
        if found is None:
            found = boxes[site] = Box(kind)
        assert isinstance(found, Box)
        return found

    def instance(self, ctx: Context, site: ast.AST, type_: ClassAtom) -> Instance:
        """The object that a place in a context makes."""
        boxes, key = ctx.boxes, (site, type_.scope)
        if self.coarse:
            boxes, key = self._boxes, (type_.scope.node, type_.scope)
        found = boxes.get(key)
        if found is None:
            found = boxes[key] = Instance(type_)
        assert isinstance(found, Instance)
        return found

    def namespace(self, thing: Instance) -> Box:
        """The ``__dict__`` of an object, made on first use."""
        if thing.namespace is None:
            thing.namespace = Box("dict")
        return thing.namespace

    # --- cells ---

    def add(self, cell: Cell, value: Value) -> None:
        """Let a value flow into a cell."""
        before = cell.value
        if value <= before:
            return
        if cell.wide:
            value = self._widen(value)
            if value <= before:
                return
        after = before | value
        if len(after) > self._limit:
            cell.wide = True
            after = self._widen(after)
            if after == before:
                return
        cell.value = after
        self.enqueue_all(cell.readers)

    def _widen(self, value: Value) -> Value:
        """Texts become one that is not known, names from outside one unknown value."""
        self.budget -= len(value)
        result: set[Atom] = set()
        for atom in value:
            if isinstance(atom, (Text, Const)):
                result.add(self.text(("", "")) if _is_text(atom) else SCALAR)
            elif isinstance(atom, Ext):
                result.add(UNKNOWN)
            elif isinstance(atom, Method):
                result.add(self._any_method(atom))
            else:
                result.add(atom)
        return frozenset(result)

    def _any_method(self, method: Method) -> Atom:
        if isinstance(method.owner, (Held, Box)):
            return self.method(method.owner, ANY_METHOD)
        kept = isinstance(method.owner, (Descriptor, Container, StateObject))
        return method if kept else SCALAR

    def enqueue_all(self, readers: Mapping[Context, int]) -> None:
        """Ask for another visit of parts of contexts."""
        for reader, parts in readers.items():
            self.enqueue(reader, parts)

    def enqueue(self, ctx: Context, parts: int = ALL_PARTS) -> None:
        """Ask for another visit of a context, or of parts of it."""
        ctx.dirty |= parts
        if not ctx.queued:
            ctx.queued = True
            self.queue.append(ctx)

    # --- the state's contents ---

    def content(self, frame: Frame, key: Key) -> Value:
        """What the analysis saw stored under a key (containers as they are)."""
        cells = self.contents.cells(key, frame.reader)
        return EMPTY.union(*[frame.read(cell) for cell in cells])

    def put_content(self, key: Key, value: Value) -> None:
        """Store something under a key."""
        by = self.stored.setdefault(key, {})
        by[self.visiting] = by.get(self.visiting, EMPTY) | value
        cell, waiting = self.contents.cell(key)
        self.enqueue_all(waiting)
        self.add(cell, value)

    def seed_unwritten(self) -> None:
        """Keys that are read and never written hold what is not known."""
        for key in self.contents.unwritten():
            self.put_content(key, V_UNKNOWN)

    def defer(self, frame: Frame, node: ast.AST, box: Box, deferred: Deferred) -> None:
        """What is looped over a box runs; it runs for its maker until somebody else does."""
        if deferred not in box.origins:
            box.origins.add(deferred)
            self.enqueue_all(box.rest.readers)
        if deferred not in frame.ctx.calls:
            frame.ctx.calls[deferred] = node
            self.run(deferred, first=True)

    def act_as(self, closure: Closure, others: Value) -> None:
        """Calls of a function may be of these others."""
        known = self.dispatch.get(closure)
        if known is None:
            known = self.dispatch[closure] = Cell()
            for ctx in self.by_scope.get(closure.scope, ()):
                for caller in self.callers_of(ctx):
                    self.enqueue(caller)
        self.add(known, others)

    def callers_of(self, callee: Context) -> list[Context]:
        """The contexts that were seen to call one."""
        return [ctx for known in self.by_scope.values() for ctx in known if callee in ctx.calls] + [
            ctx for ctx in self.module_contexts.values() if callee in ctx.calls
        ]

    def link(self, holders: Value) -> None:
        """Keys hold the same object: what is done to it in one is done in all."""
        keys = [holder for holder in holders if isinstance(holder, Held)]
        if len(keys) > 1 and not self.aliases.together(keys):
            self.enqueue_all(self.aliases.join(keys))

    # --- contexts ---

    def enter(
        self, frame: Frame, node: ast.AST, closure: Closure, bound: dict[str, Value]
    ) -> Context:
        """The context of a call, visited if it is new."""
        caller = frame.ctx
        key = (closure, *bound.values())
        ctx = self.contexts.get(key)
        fresh = ctx is None
        if ctx is None and self._too_many(closure, caller, node):
            ctx = self.contexts.get(closure)
            fresh = ctx is None
            if ctx is None:
                ctx = self.contexts[closure] = self._new(closure, caller)
            for name, value in bound.items():
                self.add(ctx.env.cell(name), value)
        elif ctx is None:
            ctx = self.contexts[key] = self._new(closure, caller)
            for name, value in bound.items():
                ctx.env.cell(name).value = value
        caller.notes.edges.add((ctx, node))
        if ctx not in caller.calls:
            caller.calls[ctx] = node
        caller.entered.setdefault((ctx, node), set()).add(frame.within)
        if fresh:
            self.run(ctx, first=True)
        return ctx

    def _new(self, closure: Closure, caller: Context) -> Context:
        ctx = Context(closure, closure.module, Env(closure.scope, closure.env), caller)
        self.by_scope.setdefault(closure.scope, []).append(ctx)
        return ctx

    def _too_many(self, closure: Closure, caller: Context, node: ast.AST) -> bool:
        scope = closure.scope
        known = self.by_scope.get(scope, ())
        if self.coarse or len(known) > max(12, 30_000 // (scope.size + 1)):
            return True
        if not known:
            return False
        made = caller.sites.get((node, closure), 0)
        if made >= MAX_AT_SITE:
            # The arguments grow from visit to visit.
            return True
        caller.sites[node, closure] = made + 1
        seen, ancestor = 0, caller
        while True:
            seen += ancestor.scope is scope
            if seen >= MAX_RECURSION:
                return True
            if ancestor.parent is None:
                return False
            ancestor = ancestor.parent

    def run(self, ctx: Context, *, first: bool = False) -> None:
        """Visit a context, or queue it when it is being visited already or is too deep."""
        if ctx.running:
            if not first:
                self.enqueue(ctx)
            return
        if self.depth >= MAX_CALL_DEPTH:
            self.enqueue(ctx)
            return
        self.depth += 1
        ctx.running = True
        caller, self.visiting = self.visiting, ctx
        part = ALL_PARTS
        if caller is not None:
            # What is read meanwhile in its name is not of the part that is visited.
            part, caller.part = caller.part, ALL_PARTS
        self.spend(10)
        try:
            self.visit(self, ctx)
        except RecursionError:
            if self.depth == 1:
                raise
            # From the queue there is more room; what was found so far stands.
            self.enqueue(ctx)
        finally:
            ctx.running = False
            ctx.part = ALL_PARTS
            self.depth -= 1
            self.visiting = caller
            if caller is not None:
                caller.part = part

    def spend(self, work: int) -> None:
        """Count work against the budget.

        Raises:
            TooMuchWork: when it is used up.
        """
        self.budget -= work
        if self.budget < 0:
            raise TooMuchWork

    def solve(self) -> None:
        """Visit what is queued until nothing is."""
        queue = self.queue
        while queue:
            ctx = queue.popleft()
            ctx.queued = False
            if ctx.dirty:
                self.run(ctx)


def _is_text(atom: Atom) -> bool:
    return isinstance(atom, Text) or (isinstance(atom, Const) and isinstance(atom.value, str))


def is_stateful(modules: Iterable[Module]) -> bool:
    """Whether a program of these modules can have to do with session state at all."""
    return any(package in module.text for package in api.PACKAGES for module in modules)


def weight(scope: Scope) -> int:
    """AST nodes in a scope and all below it."""
    return sum(inner.size for inner in scope.all())


def keys_of(value: Value) -> set[Key]:
    """The session-state keys that a value may name, ANY when that cannot be known."""
    keys: set[Key] = set()
    # A list is no key; what may be one or a text is a text where it is used as a key.
    usable = [atom for atom in value if not isinstance(atom, (Box, EnumThing))]
    for atom in usable or value:
        if isinstance(atom, Const):
            keys.add(Key.name(str(atom.value)))
        elif isinstance(atom, Text):
            keys.add(Key(atom.parts))
        elif isinstance(atom, Member) and atom.is_text:
            keys.add(Key.name(str(atom.const.value)))
        else:
            return {ANY}
    return keys
