"""From notes to effects: what the contexts of a node say together."""

from __future__ import annotations

import ast
from dataclasses import replace

from reactfrag_compiler.analysis import Result, Via
from reactfrag_compiler.attributes import ANY_NAME
from reactfrag_compiler.constants import Constants
from reactfrag_compiler.diagnostics import Span
from reactfrag_compiler.effect_notes import text_of
from reactfrag_compiler.effects import Effects, GlobalName, Impurity, ImpurityKind
from reactfrag_compiler.extents import Extent, Extents, Way, module_env, parameters
from reactfrag_compiler.keys import Key, Keys
from reactfrag_compiler.known import MUTATORS
from reactfrag_compiler.reach import outer_envs
from reactfrag_compiler.scopes import Scope
from reactfrag_compiler.values import (
    OPAQUE,
    Atom,
    Box,
    Closure,
    Const,
    Container,
    Context,
    Env,
    Fragment,
    Held,
    Instance,
)

_OWNED = (Box, Instance)


class Collector:
    """Works out the effects of one program's nodes, from the notes of its analysis."""

    def __init__(self, result: Result) -> None:
        machine = result.machine
        self._machine = machine
        contexts = {ctx for found in machine.by_scope.values() for ctx in found}
        contexts |= {result.app, *machine.module_contexts.values()}
        contexts |= {fragment.context for fragment in machine.fragments.values()}
        for ctx in list(contexts):
            contexts.update(ctx.callbacks.values())
        self._rebound = {place for ctx in contexts for place in ctx.notes.bindings}
        changed: set[Atom] = {atom for ctx in contexts for atom, _ in ctx.notes.changes}
        self._patched = {name for ctx in contexts for name in ctx.notes.patched}
        self._constants = Constants(self._rebound, changed)
        self._modules = {atom.env: name for name, atom in machine.envs.items()}
        self._main = result.app.env
        self._inside = {fragment.context: fragment for fragment in machine.fragments.values()}
        self._extents = Extents(result)
        self._own: dict[Fragment | None, Effects] = {}
        self._spans: dict[tuple[ast.AST, str], ast.AST] = {}

    def of(self, root: Context, fragment: Fragment | None = None) -> Effects:
        """The effects of a node.

        Parameters:
            root: the context that stands for it.
            fragment: its fragment; None for the app node.
        """
        extent = self._extents.of(root, fragment)
        own = self._alone(extent, fragment)
        found = dict.fromkeys(own.impurities)
        self._nested(extent, fragment, found)
        if len(found) == len(own.impurities):
            return own
        return replace(own, impurities=_in_order(found))

    def _nested(
        self, extent: Extent, fragment: Fragment | None, found: dict[Impurity, None]
    ) -> None:
        """What the fragments inside do to what this run hands them they do in reruns, too."""
        for ctx in extent.contexts:
            inner = self._inside.get(ctx)
            if inner is None or inner is fragment:
                continue
            own = self._own.get(inner)
            if own is None:
                own = self._alone(self._extents.of(inner.context, inner), inner)
            via = extent.contexts[inner.context]
            for one in own.impurities:
                found.setdefault(Impurity(one.kind, one.message, one.span, (*via, *one.via)))

    def _alone(self, extent: Extent, fragment: Fragment | None) -> Effects:
        """The effects of a node, as far as they are its own run's."""
        known = self._own.get(fragment)
        if known is None:
            known = self._own[fragment] = self._work_out(extent, fragment)
        return known

    def _work_out(self, extent: Extent, fragment: Fragment | None) -> Effects:
        found: dict[Impurity, None] = {}
        writes: set[GlobalName] = set()
        reads = self._global_reads(extent, fragment)
        for ctx, via in extent.contexts.items():
            for kind, node, message in ctx.notes.impure:
                if kind != "outside" or fragment is not None:
                    _add(found, ctx, kind, node, message, via)
            self._foreign(ctx, via, found)
            self._bindings(extent, ctx, via, found, writes, fragment)
            self._changes(extent, ctx, via, found, writes, reads)
        if fragment is not None:
            _drawn_outside(extent, found)
        self._cached_calls(extent, found)
        _state(extent, found)
        cells = self._cells(extent, fragment, found)
        return Effects(
            _in_order(found),
            frozenset(reads),
            frozenset(writes),
            frozenset(cells),
            *self._callbacks(extent, fragment),
        )

    def _foreign(self, ctx: Context, via: Via, found: dict[Impurity, None]) -> None:
        """Attributes of modules from outside that the script sets are inputs nobody tracks."""
        for name in self._patched & ctx.notes.foreign.keys():
            what = f"reads `{name}`, which the script sets"
            _add(found, ctx, "global", ctx.notes.foreign[name], what, via)

    def _callbacks(
        self, extent: Extent, fragment: Fragment | None
    ) -> tuple[frozenset[GlobalName], frozenset[GlobalName]]:
        """The globals that callbacks read, and those that they change."""
        reads: set[GlobalName] = set()
        writes: set[GlobalName] = set()
        if fragment is not None:
            for callback in {c for ctx in extent.contexts for c in ctx.callbacks.values()}:
                inner = self._extents.of(callback, fragment)
                inner_reads = self._global_reads(inner, fragment)
                for ctx in inner.contexts:
                    self._bindings(inner, ctx, (), {}, writes, fragment)
                    self._changes(inner, ctx, (), {}, writes, inner_reads)
                reads |= inner_reads
        return frozenset(reads), frozenset(writes)

    def _global_reads(self, extent: Extent, fragment: Fragment | None) -> set[GlobalName]:
        reads: set[GlobalName] = set()
        for ctx in extent.contexts:
            for env, name in ctx.notes.names:
                module = self._modules.get(env)
                if module is None or (fragment is None and env is self._main):
                    continue
                if not self._constants.is_constant(env, name):
                    reads.add(GlobalName(module, name))
        return reads

    def _bindings(
        self,
        extent: Extent,
        ctx: Context,
        via: Via,
        found: dict[Impurity, None],
        writes: set[GlobalName],
        fragment: Fragment | None,
    ) -> None:
        for (env, name), place in ctx.notes.bindings.items():
            node = self._place(place, name)
            module = self._modules.get(env)
            if module is not None:
                if fragment is None and env is self._main:
                    continue
                names = env.cells if name == ANY_NAME else (name,)
                writes.update(GlobalName(module, one) for one in names)
                told = "a global by a name that is not known"
                if name != ANY_NAME:
                    told = f"the global `{GlobalName(module, name)}`"
                _add(found, ctx, "global", node, f"changes {told}", via)
            elif isinstance(env.scope.node, ast.ClassDef):
                if not extent.owns(env):
                    what = f"changes the class `{env.scope.name}`"
                    _add(found, ctx, "global", node, what, via)
                    ways = extent.ways(env)
                    writes.update(way.variable for way in ways if way.variable is not None)
            elif not extent.owns(env):
                what = f"changes `{name}`, a variable of `{env.scope.name}`"
                _add(found, ctx, "closure", node, what, via)

    def _place(self, place: ast.AST, name: str) -> ast.AST:
        """Where a scope binds a name, if only the scope is known."""
        if not isinstance(place, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.Module)):
            return place
        known = self._spans.get((place, name))
        if known is None:
            known = place
            for node in ast.walk(place):
                stored = isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)
                if (stored and getattr(node, "id", "") == name) or (
                    node is not place and getattr(node, "name", None) == name
                ):
                    known = node
                    break
            self._spans[place, name] = known
        return known

    def _changes(
        self,
        extent: Extent,
        ctx: Context,
        via: Via,
        found: dict[Impurity, None],
        writes: set[GlobalName],
        reads: set[GlobalName],
    ) -> None:
        for atom, node in ctx.notes.changes:
            if isinstance(atom, Held):
                # A write of the key, which is read.
                continue
            if isinstance(atom, _OWNED):
                ways = extent.ways(atom)
                writes.update(way.variable for way in ways if way.variable is not None)
                if ways:
                    kind = "argument" if ways[0].kind == "default" else ways[0].kind
                    what = _told(ways[0])
                    if _may_only(atom, node):
                        what = "may change" + what.removeprefix("changes")
                    _add(found, ctx, kind, node, what, via)
                elif atom not in extent.made:
                    what = f"changes an object that it did not make: `{text_of(_target(node))}`"
                    _add(found, ctx, "unknown", node, what, via)
                continue
            kind, what, name = self._unknown_change(ctx, node)
            _add(found, ctx, kind, node, what, via)
            if name is not None:
                writes.add(name)
            writes.update(one for one in reads if self._may_be(one, atom))

    def _unknown_change(self, ctx: Context, node: ast.AST) -> tuple[str, str, GlobalName | None]:
        """How to tell of a change of something that is not known, by the name it goes by."""
        base = _target(node)
        root: ast.AST = base
        while isinstance(root, (ast.Attribute, ast.Subscript, ast.Call)):
            root = root.func if isinstance(root, ast.Call) else root.value
        name = root.id if isinstance(root, ast.Name) else ""
        what = f"may change `{text_of(base)}` in place"
        if ctx.closure is not None and name in parameters(ctx.closure):
            return "argument", what, None
        module = self._modules.get(module_env(ctx.env))
        if name and module is not None and not _is_local(ctx.env, name):
            return "global", what, GlobalName(module, name)
        return "unknown", what, None

    def _may_be(self, name: GlobalName, atom: Atom) -> bool:
        env = self._machine.envs[name.module].env
        cell = env.cells.get(name.name)
        return cell is not None and atom in cell.value

    def _cached_calls(self, extent: Extent, found: dict[Impurity, None]) -> None:
        for ctx, via in extent.contexts.items():
            calls = [(callee.scope, callee, node) for callee, node in ctx.notes.edges]
            for scope, callee, node in calls:
                cache = self._extents.cache_of(scope)
                if cache is None or callee in extent.entries or callee in extent.contexts:
                    continue
                name = callee.scope.name
                if cache.endswith("(ttl)"):
                    what = f"calls `{name}`, whose cached result expires by the clock"
                    _add(found, ctx, "clock", node, what, via)
                plain = all(isinstance(atom, Const) for atom in callee.result.value)
                if not cache.startswith(("cache_data", "experimental_memo")) and not plain:
                    what = f"gets what `{name}` shares: changes of it are not tracked"
                    _add(found, ctx, "state", node, what, via)

    def _cells(
        self, extent: Extent, fragment: Fragment | None, found: dict[Impurity, None]
    ) -> set[str]:
        if fragment is None:
            return set()
        around: set[Env] = set()
        for ctx in extent.entries:
            if ctx.closure is not None:
                around.update(outer_envs(ctx.closure.env))
        captured = _names_in({ctx.scope for ctx in extent.entries}) if around else set()
        cells: set[str] = set()
        for ctx, via in extent.contexts.items():
            for env, name in ctx.notes.names:
                if env in self._modules or extent.owns(env):
                    continue
                if env in around and name in captured:
                    cells.add(name)
                elif (env, name) in self._rebound:
                    what = f"reads `{name}`, a variable of `{env.scope.name}` that changes unseen"
                    _add(found, ctx, "closure", self._use(ctx, name), what, via)
        for ctx in extent.entries:
            if ctx.closure is not None:
                self._defaults(ctx, ctx.closure, found)
        return cells

    def _defaults(self, ctx: Context, closure: Closure, found: dict[Impurity, None]) -> None:
        """What a default holds is an input that nobody tracks, unless it is constant."""
        for name, cell in closure.defaults.items():
            plain = all(isinstance(atom, Const) for atom in cell.value)
            if name in closure.defaulted and not plain:
                what = f"the default of `{name}` is not a constant: pass it as an argument"
                _add(found, ctx, "argument", closure.scope.node, what, ())

    def _use(self, ctx: Context, name: str) -> ast.AST:
        for node in ast.walk(ctx.scope.node):
            if isinstance(node, ast.Name) and node.id == name:
                return node
        return ctx.scope.node


def surrendered(span: Span) -> Effects:
    """The effects of a node of a program that was too large to be analysed."""
    return Effects((Impurity("unknown", "the program is too large to be analysed", span),))


def _may_only(atom: Atom, node: ast.AST) -> bool:
    """Whether a change is that by a method of which nothing is known."""
    if not isinstance(atom, Box) or atom.kind not in OPAQUE or not isinstance(node, ast.Call):
        return False
    return not isinstance(node.func, ast.Attribute) or node.func.attr not in MUTATORS


def _told(way: Way) -> str:
    kind, name = way.kind, way.name
    if kind == "default":
        return f"changes a default of `{name}`, which all its calls share"
    if kind == "global":
        return f"changes the global `{way.variable}`"
    if kind == "argument":
        return f"changes its argument `{name}`" if name else "changes the default of an argument"
    if kind == "closure":
        return f"changes `{name}` of the enclosing function"
    return "changes an object that others may know"


def _add(
    found: dict[Impurity, None], ctx: Context, kind: str, node: ast.AST, message: str, via: Via
) -> None:
    kinds: dict[str, ImpurityKind] = _KINDS
    found.setdefault(Impurity(kinds[kind], message, ctx.module.span(node), via))


_KINDS: dict[str, ImpurityKind] = {
    "unknown": "unknown",
    "clock": "clock",
    "random": "random",
    "io": "io",
    "state": "state",
    "global": "global",
    "argument": "argument",
    "closure": "closure",
    "rerun": "rerun",
    "outside": "outside",
    "element": "element",
}


def _in_order(found: dict[Impurity, None]) -> tuple[Impurity, ...]:
    """In source order, the same thing once a line, by its shortest chain."""
    kept: dict[tuple[str, int, str], Impurity] = {}
    for impurity in sorted(found, key=_order):
        place = (impurity.span.file, impurity.span.line, impurity.message)
        known = kept.get(place)
        if known is None or len(impurity.via) < len(known.via):
            kept[place] = impurity
    return tuple(kept.values())


def _order(impurity: Impurity) -> tuple[str, int, int, str, str, tuple[int, int], int, Via]:
    span, via = impurity.span, impurity.via
    end = (span.end_line, span.end_column)
    return span.file, span.line, span.column, impurity.kind, impurity.message, end, len(via), via


def _drawn_outside(extent: Extent, found: dict[Impurity, None]) -> None:
    """What is drawn in containers that the run has not made."""
    for ctx, via in extent.contexts.items():
        for (node, _), places in ctx.drawn.items():
            containers = {a for place in places for a in place or () if isinstance(a, Container)}
            for container in containers:
                if extent.ways(container) or not container.made_in <= extent.contexts.keys():
                    what = f"draws in `{text_of(_target(node))}`, a container made outside"
                    _add(found, ctx, "outside", node, what, via)
                elif not container.made_in:
                    what = f"draws in `{container.kind}`, a container made outside"
                    _add(found, ctx, "outside", node, what, via)


def _state(extent: Extent, found: dict[Impurity, None]) -> None:
    """Keys that the body reads and writes."""
    read: set[Key] = set()
    for ctx in extent.contexts:
        for (_, mode, _), keys in ctx.accesses.items():
            if mode == "read":
                read |= keys
    reads = Keys(read)
    for ctx, via in extent.contexts.items():
        for (node, mode, note), keys in ctx.accesses.items():
            if mode == "read":
                continue
            for key in keys:
                if reads.meet(key):
                    verb = "deletes" if mode == "delete" else "writes"
                    told = "any key" if key.is_any else f"key '{key}'"
                    what = f"{verb} {told}, which it also reads"
                    if note == "maybe in place":
                        what = f"may change the value of {told} in place"
                    elif note == "in place":
                        what = f"changes the value of {told} in place"
                    _add(found, ctx, "state", node, what, via)
        for node, mode, _ in ctx.unresolved - ctx.accesses.keys():
            if mode != "read" and read:
                _add(found, ctx, "state", node, "writes a key that is not known", via)


def _names_in(scopes: set[Scope]) -> set[str]:
    return {name for scope in scopes for inner in scope.all() for name in inner.uses | inner.names}


def _target(node: ast.AST) -> ast.AST:
    """What is changed, in the statement or call that changes it."""
    if isinstance(node, ast.AugAssign):
        return node.target
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.value
    if isinstance(node, (ast.Subscript, ast.Attribute)):
        return node.value
    return node


def _is_local(env: Env | None, name: str) -> bool:
    while env is not None and env.parent is not None:
        if name in env.scope.names:
            return True
        env = env.parent
    return False
