"""Names: which variable a name means, and what imports bind."""

from __future__ import annotations

import ast
import builtins

from reactfrag_compiler import api
from reactfrag_compiler.attributes import ANY_NAME, lost, module_attribute
from reactfrag_compiler.emit import SHOW
from reactfrag_compiler.machine import Frame
from reactfrag_compiler.scopes import Scope
from reactfrag_compiler.source import MAIN, absolute_name, key_of
from reactfrag_compiler.values import (
    EMPTY,
    STATE,
    V_SCALAR,
    V_STATE,
    V_UNKNOWN,
    Api,
    Atom,
    Context,
    Env,
    Ext,
    ModuleAtom,
    Value,
)

_BUILTINS = frozenset(dir(builtins))
_SCALARS = frozenset({"__name__", "__file__", "__doc__", "__debug__", "__package__", "__spec__"})


def scope_at(frame: Frame, node: ast.AST) -> Scope:
    """The scope that a function, class or comprehension opens."""
    scope = frame.env.scope.children.get(node)
    if scope is None:
        raise LookupError(f"no scope for {ast.dump(node)[:80]}")
    return scope


def lookup_name(frame: Frame, name: str) -> Value:
    """What a name may be where the frame stands."""
    env: Env | None = frame.env
    found = EMPTY
    start = env
    while env is not None:
        scope = env.scope
        if env.parent is None:
            break
        if name in scope.names:
            if not isinstance(scope.node, ast.ClassDef):
                if env is not start and env is not frame.ctx.env:
                    frame.ctx.notes.names.add((env, name))
                return found | frame.read(env.cell(name))
            if env is start:
                # A class body looks for what it has not bound yet among the globals.
                found |= frame.read(env.cell(name))
                env = _root(env)
                break
        elif name in scope.globals:
            env = _root(env)
            break
        env = env.parent
    assert env is not None
    outside = _global(frame, env, name)
    # What the class body has bound is no name that nobody knows.
    return found | (outside - V_UNKNOWN) if found else outside


def _global(frame: Frame, env: Env, name: str) -> Value:
    if name in env.scope.names or name in env.cells:
        if env is not frame.ctx.env:
            frame.ctx.notes.names.add((env, name))
        return frame.read(env.cell(name))
    outside = EMPTY
    for star in env.stars:
        value = _star_name(frame, star, name)
        if value:
            return value
        if isinstance(star, Ext):
            outside |= {frame.machine.ext(f"{star.name}.{name}")}
    # What ``globals()`` and ``builtins`` were given, under this name or any.
    outside |= frame.read(env.cell(ANY_NAME)) | (lost(frame, name) - V_UNKNOWN)
    if name in _SCALARS:
        return V_SCALAR
    if name == SHOW:
        return frozenset({frame.machine.api("write")})
    if name in _BUILTINS:
        return outside | {frame.machine.ext(f"builtins.{name}")}
    # ``exec`` may have made it, and it may then do anything.
    executed = frame.read(frame.machine.executed)
    return outside | executed | V_UNKNOWN


def _star_name(frame: Frame, star: Atom, name: str) -> Value:
    """What ``from module import *`` brought in under a name."""
    if isinstance(star, Api):
        if name == "session_state":
            return V_STATE
        return frozenset({frame.machine.api(name)}) if name in api.NAMES else EMPTY
    if isinstance(star, ModuleAtom):
        exported = star.module.exported
        if name in exported if exported is not None else not name.startswith("_"):
            return module_attribute(frame, star, name) - V_UNKNOWN
    return EMPTY


def store_name(frame: Frame, name: str, value: Value) -> None:
    """Bind a name where the frame stands."""
    home = _home(frame.env, name)
    if home is not frame.ctx.env and home is not frame.env:
        frame.ctx.notes.bindings.setdefault((home, name), frame.ctx.scope.node)
    frame.machine.add(home.cell(name), value)


def delete_name(frame: Frame, node: ast.AST, name: str) -> None:
    """``del name``."""
    home = _home(frame.env, name)
    if home is not frame.ctx.env and home is not frame.env:
        frame.ctx.notes.bindings[home, name] = node


def _home(env: Env, name: str) -> Env:
    """The variables among which a name is bound."""
    while env.parent is not None and name not in env.scope.names:
        if name in env.scope.globals:
            return _root(env)
        env = env.parent
    return env


# --- imports ---


def import_names(frame: Frame, node: ast.Import) -> None:
    """``import a.b as c``."""
    for alias in node.names:
        root = alias.name.partition(".")[0]
        if alias.asname:
            store_name(frame, alias.asname, _module(frame, node, alias.name))
        else:
            _module(frame, node, alias.name)
            store_name(frame, root, _module(frame, node, root))


def import_from(frame: Frame, node: ast.ImportFrom) -> None:
    """``from a.b import c as d``."""
    dotted = absolute_name(frame.ctx.module, node.level, node.module)
    source = V_UNKNOWN if dotted is None else _module(frame, node, dotted)
    for alias in node.names:
        if alias.name == "*":
            stars = _root(frame.env).stars
            stars.extend(atom for atom in source if atom not in stars)
            continue
        value = EMPTY
        for atom in source:
            value |= _member(frame, node, atom, dotted or "", alias.name)
        store_name(frame, alias.asname or alias.name, value)


def _member(frame: Frame, node: ast.AST, atom: Atom, dotted: str, name: str) -> Value:
    machine = frame.machine
    if isinstance(atom, ModuleAtom):
        submodule = machine.envs.get(f"{dotted}.{name}")
        if submodule is not None and name not in atom.module.scope.names:
            enter_module(frame, node, submodule)
            return frozenset({submodule})
        return module_attribute(frame, atom, name)
    if isinstance(atom, Api):
        return V_STATE if name == "session_state" else frozenset({machine.api(name)})
    if isinstance(atom, Ext):
        submodule = machine.envs.get(f"{dotted}.{name}")
        if submodule is not None:
            enter_module(frame, node, submodule)
            return frozenset({submodule})
        return frozenset({machine.ext(f"{atom.name}.{name}")})
    return V_UNKNOWN


def _module(frame: Frame, node: ast.AST, dotted: str) -> Value:
    """The module of an absolute dotted name."""
    machine = frame.machine
    parts = dotted.split(".")
    found: ModuleAtom | None = None
    if dotted == "__main__":
        return frozenset({machine.envs[MAIN]})
    for end in range(1, len(parts) + 1):
        known = machine.envs.get(key_of(".".join(parts[:end])))
        if known is not None:
            enter_module(frame, node, known)
            found = known
    if key_of(dotted) in machine.envs and found is not None:
        return frozenset({found})
    if parts[0] in api.PACKAGES:
        if parts[-1] == "session_state":
            return frozenset({STATE})
        return frozenset({machine.api("" if len(parts) == 1 else parts[-1])})
    return frozenset({machine.ext(dotted)})


def enter_module(frame: Frame, node: ast.AST, atom: ModuleAtom) -> None:
    """The first import of a module runs it."""
    machine = frame.machine
    name = atom.module.name
    ctx = machine.module_contexts.get(name)
    if ctx is None:
        ctx = machine.module_contexts[name] = Context(None, atom.module, atom.env, None)
        frame.ctx.calls.setdefault(ctx, node)
        machine.run(ctx, first=True)
    else:
        frame.ctx.calls.setdefault(ctx, node)


def _root(env: Env) -> Env:
    while env.parent is not None:
        env = env.parent
    return env
