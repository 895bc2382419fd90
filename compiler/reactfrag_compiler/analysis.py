"""The whole analysis: from modules to what every node reads, writes and calls."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from reactfrag_compiler.api import FRAGMENT
from reactfrag_compiler.calls import call
from reactfrag_compiler.functions import enter_fragment
from reactfrag_compiler.keys import ANY, Key, simplify
from reactfrag_compiler.layout import kind_of, settle, surroundings
from reactfrag_compiler.machine import Frame, Machine, TooMuchWork, weight
from reactfrag_compiler.scopes import Scope
from reactfrag_compiler.source import MAIN, Module
from reactfrag_compiler.statements import visit
from reactfrag_compiler.unknown_calls import Escape, visit_escape
from reactfrag_compiler.values import (
    V_UNKNOWN,
    Args,
    Closure,
    Context,
    Deferred,
    Env,
    Fragment,
    ModuleAtom,
    Value,
    Within,
)

PRECISE = 12
"""How often, on average, the precise analysis may visit each part of a program."""
COARSE = 25
"""The same for the coarse one."""
Via = tuple[str, ...]
"""The helper functions between a node and a place, outermost first."""
_ANYTHING = Args(star=V_UNKNOWN, double_star=V_UNKNOWN)


@dataclass(frozen=True)
class Result:
    """What the analysis found."""

    machine: Machine
    app: Context
    orphans: Context
    """Stands for functions that nothing is seen to call."""
    gave_up: bool = False
    """Whether every node is merely said to touch any key."""


def analyse(modules: dict[str, Module]) -> Result:
    """Run the script and everything it reaches, abstractly, to the fixed point.

    First with a context for each kind of arguments; when that takes too long, with
    one context a function; when that does, too, every node may touch any key.
    """
    size = sum(weight(module.scope) for module in modules.values())
    for coarse, budget in ((False, PRECISE * size + 50_000), (True, COARSE * size + 200_000)):
        try:
            return _attempt(modules, coarse=coarse, budget=budget)
        except (TooMuchWork, RecursionError):
            continue
    return surrender(modules)


def _attempt(modules: dict[str, Module], *, coarse: bool, budget: int) -> Result:
    machine = Machine(modules, _visit, call, coarse=coarse, budget=budget)
    for name, module in modules.items():
        machine.envs[name] = ModuleAtom(module, Env(module.scope, None))
    main = machine.envs[MAIN]
    app = Context(None, main.module, main.env, None)
    orphans = _Orphans(main.module)
    machine.run(app, first=True)
    machine.solve()
    _reach_everything(machine, orphans)
    return Result(machine, app, orphans)


def surrender(modules: dict[str, Module]) -> Result:
    """What is true of any program: each node may read and write every key.

    Fragments are then those whose decorator is called so.
    """
    machine = Machine(modules, _visit, call, coarse=True, budget=0)
    contexts: list[tuple[Context, ast.AST]] = []
    for module in modules.values():
        for scope in module.scope.all():
            if any(_is_named_fragment(decorator) for decorator in decorators_of(scope)):
                fragment = machine.fragment(scope, module)
                contexts.append((fragment.context, scope.node))
    main = modules[MAIN]
    app = Context(None, main, Env(main.scope, None), None)
    for ctx, node in [(app, main.tree), *contexts]:
        for mode in ("read", "write", "delete"):
            ctx.accesses[node, mode, ""] = {ANY}
        for fragment in machine.fragments.values():
            ctx.fragment_calls[fragment, node] = ctx.module
    return Result(machine, app, Context(None, main, Env(main.scope, None), None), gave_up=True)


def decorators_of(scope: Scope) -> list[ast.expr]:
    """The decorators of a function, none for other scopes."""
    node = scope.node
    return node.decorator_list if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else []


def _is_named_fragment(decorator: ast.expr) -> bool:
    inner = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = inner.attr if isinstance(inner, ast.Attribute) else getattr(inner, "id", "")
    return name in FRAGMENT


class _Orphans(Context):
    """Calls the functions that nothing is seen to call; visited again like any other context."""

    __slots__ = ("fragments", "functions", "registered")

    def __init__(self, module: Module) -> None:
        super().__init__(None, module, Env(module.scope, None), None)
        self.fragments: list[Fragment] = []
        self.functions: list[Closure] = []
        self.registered: list[tuple[Frame, ast.AST, Closure]] = []


def _visit(machine: Machine, ctx: Context) -> None:
    if isinstance(ctx, (Escape, Deferred, _Orphans)):
        ctx.dirty = 0
    if isinstance(ctx, Escape):
        visit_escape(Frame(machine, ctx, ctx.env, ctx), ctx)
        return
    if isinstance(ctx, Deferred):
        ctx.work(ctx)
        return
    if not isinstance(ctx, _Orphans):
        visit(machine, ctx)
        return
    for fragment in ctx.fragments:
        enter_fragment(Frame(machine, ctx, ctx.env, ctx), fragment.scope.node, fragment, _ANYTHING)
    for frame, node, closure in ctx.registered:
        caller = Frame(machine, frame.ctx, frame.env, ctx)
        call(caller, node, frozenset({closure}), _ANYTHING)
    for closure in ctx.functions:
        call(Frame(machine, ctx, ctx.env, ctx), closure.scope.node, frozenset({closure}), _ANYTHING)


def _reach_everything(machine: Machine, orphans: _Orphans) -> None:
    """Fill what is open until nothing changes: fragments and functions without a caller.

    Fragments first: a function they call is not without a caller. Keys that
    nothing writes hold what is not known.
    """
    while True:
        machine.seed_unwritten()
        machine.solve()
        if _more_fragments(machine, orphans) or _more_functions(machine, orphans):
            machine.run(orphans)
            machine.solve()
            continue
        if not machine.queue:
            break


def _more_fragments(machine: Machine, orphans: _Orphans) -> bool:
    fresh = [
        fragment
        for fragment in machine.fragments.values()
        if not fragment.context.calls and fragment not in orphans.fragments
    ]
    orphans.fragments += fresh
    return bool(fresh)


def _more_functions(machine: Machine, orphans: _Orphans) -> bool:
    unreached = [
        closure
        for closure in machine.closures()
        if closure.scope not in machine.by_scope and closure not in orphans.functions
    ]
    outermost = {closure.scope: closure for closure in unreached}
    fresh = False
    for scope, closure in outermost.items():
        place = machine.registered.get(scope)
        if place is not None:
            frame, node, _ = place
            entry = (frame, node, closure)
            if entry not in orphans.registered:
                orphans.registered.append(entry)
                fresh = True
        else:
            orphans.functions.append(closure)
            fresh = True
    return fresh


# --- collecting ---


@dataclass(frozen=True, slots=True)
class RawAccess:
    """An access before it is given a span: in which context, and by what chain of helpers."""

    key: Key
    mode: str
    note: str
    node: ast.AST
    module: Module
    via: Via


@dataclass(frozen=True, slots=True)
class RawCall:
    """A call of a fragment, likewise."""

    fragment: Fragment
    node: ast.AST
    module: Module
    via: Via
    container: str = ""


def helpers_of(root: Context) -> list[Context]:
    """A node's contexts: its own and those of all it calls, breadth first."""
    found = [root]
    seen = {root}
    for ctx in found:
        for callee in ctx.calls:
            if callee not in seen:
                seen.add(callee)
                found.append(callee)
    return found


def chains_from(
    root: Context, callees: Callable[[Context], Iterable[tuple[Context, str]]]
) -> dict[Context, Via]:
    """The contexts that a node runs, breadth first, each with a shortest chain of helpers to it.

    Of equally short chains the first by name is taken: in which order an analysis comes by
    callees may differ from process to process, and what is told of them must not.

    Parameters:
        root: the context that stands for the node.
        callees: what a context goes on to, each with its name, which is ``""`` where
            the chain does not tell of it.
    """
    found: dict[Context, Via] = {root: ()}
    level = [root]
    while level:
        reached: dict[Context, Via] = {}
        for ctx in level:
            via = found[ctx]
            for callee, name in callees(ctx):
                if callee not in found:
                    chain = (*via, name) if name else via
                    known = reached.get(callee)
                    if known is None or chain < known:
                        reached[callee] = chain
        level = sorted(reached, key=reached.__getitem__)
        found.update((ctx, reached[ctx]) for ctx in level)
    return found


def collect(root: Context, *, through: bool) -> tuple[list[RawAccess], list[RawCall]]:
    """Everything that a node does, breadth first, so that the shortest chain explains it.

    Parameters:
        root: the context that stands for the node.
        through: whether the root is a stand-in whose callees are the node itself.
    """
    calls: dict[tuple[Fragment, ast.AST], RawCall] = {}
    found: list[RawAccess] = []
    seen_keys: set[tuple[ast.AST, str, str, Key]] = set()

    def callees(ctx: Context) -> Iterator[tuple[Context, str]]:
        for callee in ctx.calls:
            yield callee, "" if ctx is root and through else callee.name

    chains = chains_from(root, callees)
    for ctx, via in chains.items():
        for (node, mode, note), keys in _accesses(ctx).items():
            for key in keys:
                place = (node, mode, note, key)
                if place not in seen_keys:
                    seen_keys.add(place)
                    found.append(RawAccess(key, mode, note, node, ctx.module, via))
        for (fragment, node), module in ctx.fragment_calls.items():
            calls.setdefault((fragment, node), RawCall(fragment, node, module, via))
    return _without_covered(found), _with_containers(root, chains, calls) if calls else []


def _with_containers(
    root: Context, contexts: Iterable[Context], calls: dict[tuple[Fragment, ast.AST], RawCall]
) -> list[RawCall]:
    """The calls of a node, with the containers that they stand in."""
    around = surroundings(root)
    places: dict[tuple[Fragment, ast.AST], set[Within]] = {}
    for ctx in contexts:
        for call_, within in ctx.fragment_places.items():
            places.setdefault(call_, set()).update(settle(within, around[ctx]))
    return [
        replace(raw, container=kind_of(places.get(call_, set()))) for call_, raw in calls.items()
    ]


def _accesses(ctx: Context) -> dict[tuple[ast.AST, str, str], frozenset[Key]]:
    """The accesses of a context; a key that never arrived may be any."""
    result = {place: simplify(keys) for place, keys in ctx.accesses.items()}
    for place in ctx.unresolved:
        if place not in result:
            result[place] = frozenset({ANY})
    return result


def _without_covered(found: list[RawAccess]) -> list[RawAccess]:
    """At one place, what a wider key covers is left out."""
    wide = {(a.node, a.mode) for a in found if a.key.is_any}
    return [a for a in found if a.key.is_any or (a.node, a.mode) not in wide]


def value_scopes(value: Value) -> list[Scope]:
    """The functions that a value may be."""
    return [atom.scope for atom in value if isinstance(atom, Closure)]
