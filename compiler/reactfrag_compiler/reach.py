"""Which objects and variables a value leads to, once the analysis is at its fixed point."""

from __future__ import annotations

from collections.abc import Iterable

from reactfrag_compiler.values import (
    Atom,
    Bound,
    Box,
    ClassAtom,
    Closure,
    Container,
    Descriptor,
    Env,
    Fragment,
    Instance,
    Method,
    Partial,
    Value,
)

Thing = Atom | Env

_HEAP = (
    Box, Instance, ClassAtom, Closure, Container, Bound, Partial, Method, Descriptor, Fragment,
)  # fmt: skip


def reach(values: Iterable[Value]) -> set[Thing]:
    """Everything that values lead to: objects, functions, and variables of functions."""
    seen: set[Thing] = set()
    pending: list[Thing] = []
    for value in values:
        pending.extend(atom for atom in value if isinstance(atom, _HEAP))
    while pending:
        thing = pending.pop()
        if thing in seen:
            continue
        seen.add(thing)
        pending.extend(part for part in _parts(thing) if part not in seen)
    return seen


def _parts(thing: Thing) -> list[Thing]:
    cells = []
    parts: list[Thing] = []
    if isinstance(thing, Env):
        cells = list(thing.cells.values())
    elif isinstance(thing, Box):
        cells = [*thing.items.values(), thing.rest, thing.keys]
    elif isinstance(thing, Instance):
        cells = list(thing.attributes.values())
        parts.append(thing.type)
    elif isinstance(thing, ClassAtom):
        cells = [thing.bases]
        parts.append(thing.env)
    elif isinstance(thing, Closure):
        cells = list(thing.defaults.values())
        parts.extend(outer_envs(thing.env))
    elif isinstance(thing, Bound):
        parts += [thing.function, thing.first]
    elif isinstance(thing, Partial):
        cells = [thing.function, *thing.positional, *thing.keywords.values()]
    elif isinstance(thing, Method):
        parts.append(thing.owner)
    elif isinstance(thing, Descriptor):
        parts.append(thing.function)
    elif isinstance(thing, Fragment):
        cells = [thing.entry]
    for cell in cells:
        parts.extend(atom for atom in cell.value if isinstance(atom, _HEAP))
    return parts


def outer_envs(env: Env | None) -> list[Env]:
    """The variables of the functions around a place, without those of the module."""
    found = []
    while env is not None and env.parent is not None:
        found.append(env)
        env = env.parent
    return found
