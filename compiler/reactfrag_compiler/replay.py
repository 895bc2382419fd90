"""Visiting the contexts of one function again, in an analysis that is otherwise finished.

All that these contexts own (their variables, what their places make, their accesses) is
emptied and worked out anew; all else stays as it is, and what they do to it is written
down. When a changed function does to the rest what it did before, the rest is as it was:
the fixed point of the whole has been found by visiting one function.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from reactfrag_compiler.keys import Key
from reactfrag_compiler.machine import Frame, Machine
from reactfrag_compiler.notes import Notes
from reactfrag_compiler.statements import visit
from reactfrag_compiler.values import (
    ALL_PARTS,
    EMPTY,
    Box,
    Cell,
    Closure,
    Container,
    Context,
    Deferred,
    Env,
    Held,
    Instance,
    Partial,
    Value,
    Within,
)

MAX_ROUNDS = 12
"""Rounds of visits after which a replay is given up."""
_KEPT = frozenset(
    {"closure", "module", "env", "scope", "name", "parent", "queued", "running", "part", "dirty",
     "boxes", "envs", "result", "yields", "sent", "deferred", "sites", "texts", "callbacks",
     "notes"}
)  # fmt: skip
"""What of a context is not simply emptied; what a generator is sent comes from the rest."""
_K = TypeVar("_K")
_V = TypeVar("_V")


class Refused(Exception):
    """The rest of the program may not be as it was."""


class _Watched(dict[_K, _V]):
    """A dict that tells of each new value."""

    def __init__(self, tell: Callable[[_V], None], known: dict[_K, _V]) -> None:
        super().__init__(known)
        self.tell = tell

    def __setitem__(self, key: _K, value: _V) -> None:
        super().__setitem__(key, value)
        self.tell(value)

    def setdefault(self, key: _K, default: Any = None) -> _V:
        if key not in self:
            self[key] = default
        return self[key]


class Facts:
    """What the contexts of a function own and what they do to the rest."""

    def __init__(self) -> None:
        self.own: dict[Context, dict[str, Any]] = {}
        """For each context its accesses, calls, notes and the like."""
        self.cells: dict[Cell, Value] = {}
        self.items: dict[Box, dict[str | int, Cell]] = {}
        self.puts: dict[Cell, Value] = {}
        """What flows into cells of the rest."""
        self.links: set[frozenset[Held]] = set()
        """Keys that are said to hold the same object."""
        self.contents: dict[Key, Value] = {}
        """What is stored under keys."""
        self.outside: set[tuple[Context, Context, ast.AST, Within]] = set()
        """Calls on behalf of contexts of the rest (of fragments that are called)."""


class Replay(Machine):
    """A finished analysis, seen from the contexts of one function.

    It shares the state of the machine it is made for. One thread, once: after it has
    raised ``Refused`` the machine is good for nothing.

    Parameters:
        machine: the finished analysis.
        contexts: those of the function, and of the functions in it.
    """

    def __init__(self, machine: Machine, contexts: list[Context]) -> None:
        self.__dict__ = machine.__dict__
        self.unit = contexts
        self.members = set(contexts)
        for ctx in contexts:
            self.members.update(ctx.callbacks.values())
        self.owned: set[Cell] = set()
        self.facts = Facts()
        self.grew = False
        self.left = machine.budget
        if any(ctx.deferred for ctx in self.members):
            # What it does is done by whoever loops over it.
            raise Refused
        keys = {ctx: key for key, ctx in machine.contexts.items()}
        self.inputs = {ctx: _inputs(ctx, keys.get(ctx)) for ctx in contexts}

    def close(self) -> None:
        """Leave nothing of the replay in the machine."""
        for ctx in self.unit:
            ctx.boxes, ctx.envs = dict(ctx.boxes), dict(ctx.envs)
            ctx.callbacks = {
                place: callback
                for place, callback in ctx.callbacks.items()
                if callback in ctx.calls
            }
            for env in (ctx.env, *ctx.envs.values()):
                env.cells = dict(env.cells)
            scopes = set(ctx.scope.all())
            ctx.envs = {place: env for place, env in ctx.envs.items() if env.scope in scopes}
            for atom in (*ctx.boxes.values(), ctx.yields):
                if isinstance(atom, Box):
                    atom.items = dict(atom.items)
                elif isinstance(atom, Instance):
                    atom.attributes = dict(atom.attributes)
        self.budget = self.left
        for name in ("unit", "members", "owned", "facts", "grew", "inputs", "left"):
            del self.__dict__[name]

    # --- the two passes ---

    def settle(self, extras: dict[Cell, Value] | None = None) -> Facts:
        """Empty what the contexts own and visit them until nothing grows.

        Parameters:
            extras: what the rest puts into cells that they own.
        """
        self.facts = facts = Facts()
        gone = self._containers()
        self._empty()
        for cell, value in (extras or {}).items():
            cell.value |= value
        for _ in range(MAX_ROUNDS):
            self.grew = False
            for ctx in self.unit:
                ctx.dirty = ALL_PARTS
                visit(self, ctx)
                ctx.part = ALL_PARTS
            if not self.grew:
                break
        else:
            raise Refused
        if any(not container.made_in for container in gone):
            # Others may hold a container that is not made any more.
            raise Refused
        self._take(facts)
        return facts

    def present(self) -> Facts:
        """What the contexts own, as it stands."""
        facts = Facts()
        self._own()
        self._take(facts)
        return facts

    def _take(self, facts: Facts) -> None:
        if any(growth.ends for ctx in self.unit for growth in ctx.texts.values()):
            raise Refused
        facts.own = {ctx: _own_facts(ctx) for ctx in self.members}
        facts.cells = {cell: cell.value for cell in self.owned}
        for atom in self._atoms_made():
            if isinstance(atom, Box):
                facts.items[atom] = dict(atom.items)

    def _atoms_made(self) -> Iterable[object]:
        for ctx in self.unit:
            yield from ctx.boxes.values()
            yield ctx.yields

    def _own(self) -> None:
        for ctx in self.unit:
            self.owned.add(ctx.result)
            for env in (ctx.env, *ctx.envs.values()):
                self.owned.update(env.cells.values())
        for atom in self._atoms_made():
            self.owned.update(_cells_of(atom))

    def _empty(self) -> None:
        self._own()
        for cell in self.owned:
            cell.value = EMPTY
        for container in self._containers():
            container.made_in -= self.members
            if container.made_in:
                raise Refused
        for ctx in self.members:
            ctx.notes = Notes()
            for name in _slots(ctx):
                if name not in _KEPT:
                    setattr(ctx, name, _emptied(getattr(ctx, name)))
        for ctx in self.unit:
            ctx.callbacks = _Watched(self.members.add, ctx.callbacks)
            if any(growth.ends for growth in ctx.texts.values()):
                # How a text grows depends on the order of visits.
                raise Refused
            ctx.texts = {}
            ctx.boxes = _Watched(self._made, ctx.boxes)
            ctx.envs = _Watched(self._opened, ctx.envs)
            for env in (ctx.env, *ctx.envs.values()):
                self._opened(env)
            for name, value in self.inputs[ctx].items():
                ctx.env.cell(name).value = value
        for atom in self._atoms_made():
            if isinstance(atom, Box):
                atom.items = {}
            self._watch(atom)
        self.owned.clear()
        self._own()

    def _containers(self) -> list[Container]:
        """The containers of the page that the contexts make."""
        return [
            atom
            for atom in self._atoms.values()
            if isinstance(atom, Container) and not atom.made_in.isdisjoint(self.members)
        ]

    def _opened(self, env: Env) -> None:
        env.cells = _Watched(self.owned.add, env.cells)

    def _made(self, atom: object) -> None:
        self.owned.update(_cells_of(atom))
        self._watch(atom)

    def _watch(self, atom: object) -> None:
        if isinstance(atom, Box):
            atom.items = _Watched(self.owned.add, atom.items)
        elif isinstance(atom, Instance):
            atom.attributes = _Watched(self.owned.add, atom.attributes)

    def extras(self, before: Facts, now: Facts) -> dict[Cell, Value]:
        """What the rest has put into containers of the contexts, of which it knows.

        Parameters:
            before: what they owned when the analysis was finished.
            now: what visiting them alone gives.
        """
        found: dict[Cell, Value] = {}
        for atom in self._atoms_made():
            if self._is_known_outside(atom, before):
                for cell in _cells_of(atom):
                    missing = before.cells.get(cell, EMPTY) - cell.value
                    if missing:
                        found[cell] = missing
        return found

    def _is_known_outside(self, atom: object, before: Facts) -> bool:
        """Whether something else has looked into a container."""
        cells = _cells_of(atom)
        if isinstance(atom, Box):
            cells += before.items.get(atom, {}).values()
        return any(not cell.readers.keys() <= self.members for cell in cells)

    def finish(self, standing: Facts, before: Facts, after: Facts) -> None:
        """Make sure that the rest sees what it saw, and put back what only history explains.

        Parameters:
            standing: the facts when the analysis was finished.
            before: those that visiting the old body gives.
            after: those that visiting the new body gives.

        Raises:
            Refused: when the rest sees something else.
        """
        for cell, value in before.puts.items():
            if not value <= after.puts.get(cell, EMPTY):
                raise Refused
        if before.outside != after.outside or not before.links <= after.links:
            raise Refused
        for ctx, old in standing.own.items():
            _put_back(ctx, old, before.own[ctx], after.own[ctx])
        for cell, value in standing.cells.items():
            if cell in before.cells and not cell.readers.keys() <= self.members:
                if cell.value != before.cells[cell]:
                    raise Refused
                cell.value = value
        for atom in self._atoms_made():
            if isinstance(atom, Box):
                self._compare_items(atom, standing, before)
            elif self._is_known_outside(atom, standing) and any(
                cell.value and cell not in standing.cells for cell in _cells_of(atom)
            ):
                raise Refused

    def _compare_items(self, box: Box, standing: Facts, before: Facts) -> None:
        old, once = standing.items.get(box, {}), before.items.get(box, {})
        if self._is_known_outside(box, standing):
            values = {index: before.cells[cell] for index, cell in once.items()}
            if values != {index: cell.value for index, cell in box.items.items()}:
                raise Refused
            if old.keys() != once.keys():
                raise Refused
        for index, cell in box.items.items():
            if index in old:
                cell.readers |= old[index].readers
                if cell.value <= standing.cells[old[index]]:
                    cell.value = standing.cells[old[index]]

    # --- what visits do ---

    def add(self, cell: Cell, value: Value) -> None:
        """Let a value flow into a cell that is owned, or note that it flows into another."""
        if cell in self.owned:
            if not value <= cell.value:
                cell.value |= value
                self.grew = True
                if cell.wide or len(cell.value) > self._limit:
                    raise Refused
        elif value:
            if cell.wide:
                value = self._widen(value)
            if not value <= cell.value:
                raise Refused
            known = self.facts.puts.get(cell, EMPTY)
            self.facts.puts[cell] = known | value

    def enqueue(self, ctx: Context, parts: int = ALL_PARTS) -> None:
        """Nothing else is visited: what is owned is compared in the end."""
        if ctx in self.members:
            self.grew = True

    def put_content(self, key: Key, value: Value) -> None:
        """Note what is stored under a key; ``incremental`` settles what that means."""
        if value:
            known = self.facts.contents.get(key, EMPTY)
            if not value <= known:
                self.facts.contents[key] = known | value

    def link(self, holders: Value) -> None:
        """Note that keys hold the same object, which must be known already."""
        keys = frozenset(holder for holder in holders if isinstance(holder, Held))
        if len(keys) > 1:
            if not self.aliases.together(keys):
                raise Refused
            self.facts.links.add(keys)

    def namespace(self, thing: Instance) -> Box:
        """The attributes of an object are one more way to what it holds: nobody tells of it."""
        raise Refused

    def defer(self, frame: Frame, node: ast.AST, box: Box, deferred: Deferred) -> None:
        """What is lazy is visited for whoever loops over it, outside of the function, too."""
        raise Refused

    def enter(
        self, frame: Frame, node: ast.AST, closure: Closure, bound: dict[str, Value]
    ) -> Context:
        """The context of a call, which must be there already."""
        ctx = self.contexts.get((closure, *bound.values()))
        if ctx is None:
            raise Refused
        caller, within = frame.ctx, frame.within
        if caller in self.members:
            caller.notes.edges.add((ctx, node))
            caller.calls.setdefault(ctx, node)
            caller.entered.setdefault((ctx, node), set()).add(within)
        elif within in caller.entered.get((ctx, node), ()):
            self.facts.outside.add((caller, ctx, node, within))
        else:
            raise Refused
        return ctx

    def run(self, ctx: Context, *, first: bool = False) -> None:
        """Anything that has to be visited for the first time changes the rest."""
        raise Refused

    def spend(self, work: int) -> None:
        """A replay has no budget: its rounds are few."""


def _inputs(ctx: Context, key: object) -> dict[str, Value]:
    """The arguments of a context, by the names of the parameters."""
    node = ctx.scope.node
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        raise Refused
    if not isinstance(key, tuple):
        raise Refused
    spec = node.args
    names = [parameter.arg for parameter in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)]
    names += [star.arg for star in (spec.vararg, spec.kwarg) if star is not None]
    return dict(zip(names, key[1:], strict=True))


def _cells_of(atom: object) -> list[Cell]:
    if isinstance(atom, Box):
        return [atom.rest, atom.keys, atom.held, *atom.items.values()]
    if isinstance(atom, Instance):
        return [atom.held, *atom.attributes.values()]
    if isinstance(atom, Partial):
        return [atom.function, *atom.positional, *atom.keywords.values()]
    return []


def _slots(ctx: Context) -> list[str]:
    return [name for kind in type(ctx).__mro__ for name in getattr(kind, "__slots__", ())]


def _put_back(ctx: Context, old: dict[str, Any], once: dict[str, Any], now: dict[str, Any]) -> None:
    """Keep what earlier visits of a context found, when no more was known than part of the rest.

    Only visiting it again in the same order would tell what they find in another body.
    """
    for name, value in old.items():
        if _ordered(value) == _ordered(once[name]):
            continue
        if _ordered(now[name]) == _ordered(once[name]):
            holder, _, field = name.rpartition(".")
            setattr(ctx.notes if holder else ctx, field, value)
        elif name == "unresolved":
            now[name].update(place for place in value if place in now["accesses"])
        elif name == "accesses":
            for place, keys in value.items():
                if keys != once[name].get(place):
                    if now[name].get(place) != once[name].get(place):
                        raise Refused
                    now[name][place] = keys
        else:
            raise Refused


def _ordered(value: object) -> object:
    """What is compared of a fact: in dicts of single things the order tells, too."""
    if isinstance(value, dict) and not any(isinstance(one, set) for one in value.values()):
        return list(value.items())
    return value


def _own_facts(ctx: Context) -> dict[str, Any]:
    facts = {name: getattr(ctx, name) for name in _slots(ctx) if name not in _KEPT}
    return facts | {f"notes.{name}": getattr(ctx.notes, name) for name in Notes.__slots__}


def _emptied(value: object) -> object:
    if isinstance(value, (dict, set, list, frozenset, bool)):
        return type(value)()
    raise Refused
