"""From a path to a program."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import CodeType
from typing import Literal, cast

from reactfrag_compiler.analysis import RawAccess, RawCall, Result, analyse, collect, helpers_of
from reactfrag_compiler.brief import api_names, is_brief
from reactfrag_compiler.checks import check
from reactfrag_compiler.diagnostics import CompileError, Diagnostic, Span
from reactfrag_compiler.digests import Digests
from reactfrag_compiler.edges import APP, components, order_edges, ranks, state_edges
from reactfrag_compiler.effect_collect import Collector, surrendered
from reactfrag_compiler.effect_notes import text_of
from reactfrag_compiler.effects import Effects
from reactfrag_compiler.emit import compile_tree
from reactfrag_compiler.facts import Facts, in_body
from reactfrag_compiler.incremental import Kept, Parser, Reuse, apply_edits
from reactfrag_compiler.layout import is_widget
from reactfrag_compiler.modules import load_modules
from reactfrag_compiler.multiplicity import Multiplicity, Times
from reactfrag_compiler.pauses import collector_paused
from reactfrag_compiler.program import (
    Access,
    AccessNote,
    Call,
    CallEdges,
    CodeKey,
    FunctionPlace,
    Mode,
    Node,
    Program,
    code_file,
    digest_of_modules,
)
from reactfrag_compiler.scopes import Scope
from reactfrag_compiler.source import MAIN, Module, normal_path, syntax_error, texts
from reactfrag_compiler.values import Bound, Closure, Context, Fragment

_MODE_ORDER = {"read": 0, "write": 1, "delete": 2}


def compile_program(
    path: Path | str, *, source: str | None = None, previous: Program | None = None
) -> Program:
    """Compile a script and the local modules that it imports.

    Parameters:
        path: the script. Local modules are looked for in its folder.
        source: text to compile instead of the file's.
        previous: an earlier compilation; what has not changed is used again.

    Raises:
        CompileError: when the script or a local module cannot be read or has a syntax error.
    """
    with collector_paused():
        return _compile(normal_path(path), source, previous)


def _compile(file: Path, source: str | None, previous: Program | None) -> Program:
    kept = None if previous is None or previous.path != file else previous.reuse.take()
    parser = Parser()
    try:
        modules = load_modules(file, source, {} if kept is None else kept.modules, parser)
    except CompileError:
        if previous is not None and kept is not None:
            previous.reuse.give_back(kept)
        raise
    if previous is not None and not parser.edits and _same(modules, previous):
        if kept is not None:
            previous.reuse.give_back(kept)
        return previous
    result = apply_edits(parser.edits, kept, modules)
    for edit in parser.edits:
        if edit.module is not modules[MAIN]:
            _code(edit.module)
    return _program(file, modules, result, previous)


def _same(modules: dict[str, Module], previous: Program) -> bool:
    return digest_of_modules(modules) == previous.digest and (modules[MAIN].path == previous.path)


def _code(module: Module) -> CodeType:
    try:
        return compile_tree(module.tree, str(module.path))
    except SyntaxError as error:
        diagnostic = syntax_error(module.path, error)
        raise CompileError([diagnostic], texts({module.name: module})) from error
    except (RecursionError, MemoryError, ValueError) as error:
        message = f"{module.path.name} is nested too deeply to be compiled"
        diagnostic = Diagnostic("RF100", "error", message, Span(str(module.path), 1, 1, 1, 1))
        raise CompileError([diagnostic], texts({module.name: module})) from error


def _program(
    file: Path, modules: dict[str, Module], known: Result | None, previous: Program | None
) -> Program:
    earlier = {} if previous is None else previous.modules
    snapshots = {
        name: earlier[name]
        if name in earlier and _is_snapshot(earlier[name], module)
        else module.snapshot()
        for name, module in modules.items()
    }
    if previous is not None and earlier.get(MAIN) is snapshots[MAIN]:
        code = previous.code
    else:
        code = _code(modules[MAIN])
    digest = digest_of_modules(modules)
    result = analyse(modules) if known is None else known
    module_order = {module.name: index for index, module in enumerate(modules.values())}
    fragments = sorted(
        result.machine.fragments.values(),
        key=lambda f: (module_order[f.module.name], *_position(f.scope)),
    )
    ids = _ids(fragments)
    main = modules[MAIN]
    found = {APP: collect(result.app, through=False)}
    found |= {ids[fragment]: collect(fragment.context, through=True) for fragment in fragments}
    digests = Digests(result, modules, digest)
    app_digest = digests.of(result.app)
    collector = Collector(result)
    multiplicity = Multiplicity()
    imported = {module.name: api_names(module) for module in {f.module for f in fragments}}
    span = main.span(main.tree)
    effects = surrendered(span) if result.gave_up else collector.of(result.app)
    times = multiplicity.of(result.app, None)
    nodes = {APP: _node(APP, APP, span, found[APP], ids, app_digest, effects, times, result.app)}
    for fragment in fragments:
        id_ = ids[fragment]
        span = fragment.module.span(fragment.scope.node)
        digest_ = digests.of(fragment.context)
        if result.gave_up:
            effects = surrendered(span)
        else:
            effects = collector.of(fragment.context, fragment)
        times = multiplicity.of(fragment.context, fragment)
        name = fragment.scope.qualname
        nodes[id_] = _node(
            id_,
            name,
            span,
            found[id_],
            ids,
            digest_,
            effects,
            times,
            fragment.context,
            _run_every(fragment),
            is_brief(fragment, imported[fragment.module.name], effects),
        )
    if previous is not None and _same_keys(nodes, previous.nodes):
        edges, cycles, rank = previous.edges, previous.cycles, previous.rank
    else:
        edges = state_edges(nodes.values())
        order = order_edges(nodes.values(), edges)
        cycles, rank = components(order), ranks(order)
    cyclic = frozenset().union(*cycles)
    facts = Facts(
        result,
        modules,
        nodes,
        {ids[fragment]: fragment for fragment in fragments},
        {id_: accesses for id_, (accesses, _) in found.items()},
        cyclic,
    )
    return Program(
        path=file,
        digest=digest,
        code=code,
        nodes=nodes,
        edges=edges,
        call_edges=_call_edges(nodes),
        diagnostics=check(facts),
        files=tuple(module.path for module in modules.values()),
        rank=rank,
        cycles=cycles,
        cyclic=cyclic,
        modules=snapshots,
        reuse=Reuse(Kept(modules, result)),
        _functions=_places(fragments, ids),
    )


def _is_snapshot(snapshot: Module, module: Module) -> bool:
    return snapshot.tree is module.tree and snapshot.digest == module.digest


def _same_keys(nodes: dict[str, Node], earlier: Mapping[str, Node]) -> bool:
    """Whether the state graph of these nodes is that of the earlier ones."""
    return list(nodes) == list(earlier) and all(
        (node.reads, node.writes, node.intended_writes, node.deletes)
        == (other.reads, other.writes, other.intended_writes, other.deletes)
        for node, other in zip(nodes.values(), earlier.values(), strict=True)
    )


def _position(scope: Scope) -> tuple[int, int]:
    node = scope.node
    assert not isinstance(node, ast.Module)
    return node.lineno, node.col_offset


def _ids(fragments: list[Fragment]) -> dict[Fragment, str]:
    """``<module>:<qualified name>``; the second and later ones of a name add their line."""
    taken: Counter[str] = Counter()
    ids: dict[Fragment, str] = {}
    for fragment in fragments:
        name = f"{fragment.module.name}:{fragment.scope.qualname}"
        taken[name] += 1
        if taken[name] > 1:
            line, column = _position(fragment.scope)
            name = f"{name}@{line}"
            if name in taken:
                name = f"{name}.{column}"
            taken[name] += 1
        ids[fragment] = name
    return ids


def _node(
    id_: str,
    name: str,
    span: Span,
    found: tuple[list[RawAccess], list[RawCall]],
    ids: dict[Fragment, str],
    digest: str,
    effects: Effects,
    times: dict[tuple[Fragment, ast.AST], Times],
    root: Context,
    run_every: str = "",
    brief: bool = False,
) -> Node:
    raw_accesses, raw_calls = found
    body = in_body(root)
    accesses = [
        Access(
            raw.key,
            cast(Mode, raw.mode),
            raw.module.span(raw.node),
            raw.via,
            cast(AccessNote, "" if raw.note == "initial" else raw.note),
            raw.note == "initial",
            raw.node not in body,
        )
        for raw in raw_accesses
    ]
    accesses.sort(
        key=lambda a: (
            a.span.file,
            a.span.line,
            a.span.column,
            _MODE_ORDER[a.mode],
            a.key,
            a.note,
            a.initial,
            a.event,
            a.via,
        )
    )
    order = {called: index for index, called in enumerate(ids.values())}
    calls = [
        Call(
            ids[raw.fragment],
            raw.module.span(raw.node),
            raw.via,
            raw.container,
            times.get((raw.fragment, raw.node), "unknown"),
        )
        for raw in raw_calls
    ]
    calls.sort(
        key=lambda c: (c.span.file, c.span.line, c.span.column, order[c.node], c.span.end_column)
    )
    kind: Literal["app", "fragment"] = "app" if id_ == APP else "fragment"
    return Node(
        id_,
        name,
        kind,
        span,
        tuple(accesses),
        tuple(calls),
        run_every,
        any(is_widget(*place) for ctx in helpers_of(root) for place in ctx.drawn),
        digest,
        effects,
        brief,
    )


def _run_every(fragment: Fragment) -> str:
    """How the interval of a fragment is written."""
    found = {
        keyword.value.value
        if isinstance(keyword.value, ast.Constant) and isinstance(keyword.value.value, str)
        else text_of(keyword.value)
        for site in fragment.makers
        if isinstance(site, ast.Call)
        for keyword in site.keywords
        if keyword.arg == "run_every"
    }
    return " or ".join(sorted(found - {"None"}))


def _call_edges(nodes: dict[str, Node]) -> CallEdges:
    edges: dict[str, dict[str, tuple[Span, ...]]] = {id_: {} for id_ in nodes}
    for node in nodes.values():
        called = edges[node.id]
        for call in node.calls:
            called[call.node] = (*called.get(call.node, ()), call.span)
    return edges


def _places(
    fragments: list[Fragment], ids: dict[Fragment, str]
) -> dict[CodeKey, tuple[FunctionPlace, ...]]:
    """Where the functions of nodes stand; a wrapper that only one node runs stands for it too."""
    own = {fragment.scope for fragment in fragments}
    wrappers: dict[Scope, list[tuple[Fragment, Module]]] = {}
    places: dict[CodeKey, list[FunctionPlace]] = {}
    for fragment in fragments:
        _add_place(places, fragment.scope, fragment.module, ids[fragment])
        for atom in fragment.entry.value:
            inner = atom.function if isinstance(atom, Bound) else atom
            if isinstance(inner, Closure) and inner.scope not in own:
                wrappers.setdefault(inner.scope, []).append((fragment, inner.module))
    for scope, users in wrappers.items():
        if len(users) == 1:
            fragment, module = users[0]
            _add_place(places, scope, module, ids[fragment])
    return {key: tuple(found) for key, found in places.items()}


def _add_place(
    places: dict[CodeKey, list[FunctionPlace]], scope: Scope, module: Module, id_: str
) -> None:
    node = scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
    place = FunctionPlace(id_, (node.lineno, node.col_offset), end)
    key = (code_file(str(module.path)), scope.first_line, scope.qualname)
    places.setdefault(key, []).append(place)
