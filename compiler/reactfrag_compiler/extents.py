"""The extent of a node: the contexts that its run goes through, and which objects are its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reactfrag_compiler.analysis import Result, Via, chains_from
from reactfrag_compiler.effect_notes import Callback
from reactfrag_compiler.effects import GlobalName
from reactfrag_compiler.reach import Thing, outer_envs, reach
from reactfrag_compiler.scopes import Scope
from reactfrag_compiler.unknown_calls import Escape
from reactfrag_compiler.values import Closure, Context, Deferred, Env, Fragment, Value


@dataclass(frozen=True, slots=True)
class Way:
    """How others than a node's run reach an object."""

    kind: str
    """``global``, ``default``, ``argument``, ``closure`` or ``unknown``."""
    name: str = ""
    variable: GlobalName | None = None


class Extent:
    """The contexts of a node, and what belongs to its run alone."""

    def __init__(
        self,
        contexts: dict[Context, Via],
        entries: list[Context],
        made: set[Thing],
        shared: Mapping[Thing, tuple[Way, ...]],
    ) -> None:
        self.contexts = contexts
        """Each with the shortest chain of helpers that leads to it."""
        self.entries = entries
        """Those that the node's function is entered by."""
        self.made = made
        """Objects and variables that the contexts make."""
        self._shared = shared
        self._handed: dict[Thing, list[Way]] | None = None

    def ways(self, thing: Thing) -> tuple[Way, ...]:
        """How others reach a thing; none for what is the run's own."""
        if self._handed is None:
            self._handed = _handed_in(self.entries)
        return (*self._shared.get(thing, ()), *self._handed.get(thing, ()))

    def owns(self, thing: Thing) -> bool:
        """Whether the run has made a thing, and nothing outside of it knows it."""
        return thing in self.made and not self.ways(thing)


class Extents:
    """Works out the extents of one program's nodes."""

    def __init__(self, result: Result) -> None:
        self._machine = result.machine
        self._app = result.app
        self._stand_ins = {f.context for f in result.machine.fragments.values()}
        self._globals: dict[Thing, tuple[Way, ...]] | None = None
        self._known: dict[Context, Extent] = {}

    def of(self, root: Context, fragment: Fragment | None) -> Extent:
        """The extent of a node.

        Parameters:
            root: the context that stands for it.
            fragment: its fragment; None for the app node.
        """
        known = self._known.get(root)
        if known is None:
            known = self._known[root] = self._work_out(root, fragment)
        return known

    def _work_out(self, root: Context, fragment: Fragment | None) -> Extent:
        cached: list[Context] = []

        def callees(ctx: Context) -> Iterator[tuple[Context, str]]:
            enters = ctx is root and fragment is not None
            for callee in self._callees(ctx, fragment):
                if not enters and self.cache_of(callee.scope) is not None:
                    cached.append(callee)
                else:
                    yield callee, "" if ctx in self._stand_ins else callee.name

        contexts = chains_from(root, callees)
        first = set() if fragment is None else set(self._callees(root, fragment))
        entries = [ctx for ctx in contexts if ctx in first and ctx is not root]
        cached = [ctx for ctx in cached if ctx not in contexts]
        made: set[Thing] = set()
        for ctx in [*contexts, *self._copied(cached)]:
            if ctx.closure is not None or ctx is self._app:
                made.add(ctx.env)
                made.update(ctx.envs.values())
            made.update(ctx.boxes.values())
            made.add(ctx.yields)
        return Extent(contexts, entries, made, self._outside(fragment))

    def _callees(self, ctx: Context, fragment: Fragment | None) -> list[Context]:
        """What a run of a context goes on to: not callbacks, which wait for their event."""
        found: list[Context] = []
        for callee in ctx.calls:
            known = callee.closure is not None or isinstance(callee, (Deferred, Escape))
            # Modules are left out: their bodies run once, for whoever comes first.
            if (known or callee in self._stand_ins) and not isinstance(callee, Callback):
                found.append(callee)
        for inner, _ in ctx.fragment_calls:
            if inner is not fragment and self.cache_of(inner.scope) is None:
                found.append(inner.context)
        return found

    def cache_of(self, scope: Scope) -> str | None:
        """The cache that a function is under, if any."""
        return self._machine.cached.get(scope)

    def _copied(self, cached: list[Context]) -> list[Context]:
        """The contexts whose results every caller gets a copy of."""
        found = [c for c in cached if (self.cache_of(c.scope) or "").startswith("cache_data")]
        seen = set(found)
        for ctx in found:
            fresh = [callee for callee in ctx.calls if callee not in seen]
            seen.update(fresh)
            found.extend(fresh)
        return found

    def _outside(self, fragment: Fragment | None) -> Mapping[Thing, tuple[Way, ...]]:
        """What everybody can reach; to the app node the script's own variables are its own."""
        if self._globals is None:
            self._globals = self._reach_globals()
        if fragment is not None:
            return self._globals
        found: dict[Thing, tuple[Way, ...]] = {}
        for thing, ways in self._globals.items():
            kept = tuple(w for w in ways if w.variable is None or w.variable.module != "main")
            if kept:
                found[thing] = kept
        return found

    def _reach_globals(self) -> dict[Thing, tuple[Way, ...]]:
        """What module-level variables lead to, and attributes of objects that are not known."""
        found: dict[Thing, list[Way]] = {}
        for module, atom in self._machine.envs.items():
            for name, cell in sorted(atom.env.cells.items()):
                variable = GlobalName(module, name)
                _mark(found, reach(_defaults_of(cell.value)), Way("default", name, variable))
                _mark(found, reach([cell.value]), Way("global", name, variable))
        for scope in self._machine.memoized:
            results = [ctx.result.value for ctx in self._machine.by_scope.get(scope, ())]
            _mark(found, reach(results), Way("unknown", scope.name))
        lost = reach([cell.value for cell in self._machine.lost.values()])
        _mark(found, lost, Way("unknown"))
        return {thing: tuple(ways) for thing, ways in found.items()}


def _handed_in(entries: list[Context]) -> dict[Thing, list[Way]]:
    """What a node's function gets: arguments, defaults, and variables around it."""
    found: dict[Thing, list[Way]] = {}
    closures: dict[Closure, list[Env]] = {}
    for ctx in entries:
        if ctx.closure is not None:
            closures.setdefault(ctx.closure, []).append(ctx.env)
    for closure, envs in closures.items():
        for name in parameters(closure):
            given = [env.cells[name].value for env in envs if name in env.cells]
            _mark(found, reach(given), Way("argument", name))
        for env in outer_envs(closure.env):
            found.setdefault(env, []).append(Way("closure"))
            for name, cell in sorted(env.cells.items()):
                _mark(found, reach([cell.value]), Way("closure", name))
        defaults = [cell.value for cell in closure.defaults.values()]
        _mark(found, reach(defaults), Way("argument"))
    return found


def _mark(found: dict[Thing, list[Way]], things: set[Thing], way: Way) -> None:
    for thing in things:
        found.setdefault(thing, []).append(way)


def _defaults_of(value: Value) -> list[Value]:
    inside = {atom for one in value if isinstance(one, Fragment) for atom in one.entry.value}
    closures = [atom for atom in value | inside if isinstance(atom, Closure)]
    return [cell.value for closure in closures for cell in closure.defaults.values()]


def parameters(closure: Closure) -> list[str]:
    """The names of a function's parameters."""
    function = closure.scope.node
    assert isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    spec = function.args
    stars = [star for star in (spec.vararg, spec.kwarg) if star is not None]
    return [one.arg for one in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs, *stars)]


def module_env(env: Env) -> Env:
    """The variables of the module that a place is in."""
    while env.parent is not None:
        env = env.parent
    return env
