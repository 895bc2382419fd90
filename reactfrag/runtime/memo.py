"""When a fragment need not run again: what it took in is what it would take in.

A call is skipped if the page holds what the last run of that instance drew, and
running it now would draw, write and return the same:

- the compiler has proven that this follows from its inputs alone, or the author
  says so (``memo=True``);
- its function, its arguments, what it closes over and the globals that it reads
  are the same, by the rules of :mod:`reactfrag.runtime.snapshot`;
- no session-state key that it read, or wrote, has another version, nor has any
  that a fragment inside it read;
- its last run, and that of each fragment inside it, came to its end, answered no
  click, and drew nothing outside of its body;
- no input in it has a new value, and no event names it;
- what it returned cannot change.  With ``memo=True`` it is the same object again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from reactfrag.runtime.instance import Instance
from reactfrag.runtime.snapshot import MISSING, Snapshot
from reactfrag.runtime.state import is_cheap

REHASHED = 256 * 1024
"""Bytes. What takes more to compare is not looked into in a fragment's own reruns; the
next full run then runs the fragment once."""

GLOBAL = "global "
"""What the keys begin with under which changes of global variables are told."""
_WALKED = 256
"""A returned tuple that is longer is not looked into."""


class GlobalVariable(Protocol):
    """A variable of a module, as the compiler names it."""

    @property
    def module(self) -> str: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Nature:
    """What the compiler knows of a node, as far as skipping it depends on that."""

    pure: bool = False
    """Whether what it does follows from its inputs."""
    globals: tuple[GlobalVariable, ...] = ()
    """The global variables that it reads, always in the same order."""
    watched: tuple[GlobalVariable, ...] = ()
    """Those that it reads, or its callbacks, and that some fragment may change."""
    changes: tuple[GlobalVariable, ...] = ()
    """Those that it may change, or its callbacks."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a run took in, beside session state."""

    values: tuple[Any, ...]
    """Snapshots of the function, the arguments and the globals."""
    hashed: int
    """Bytes it took to take them."""

    def same_as(self, other: Taken) -> bool:
        """Whether both are the same, as far as can be told."""
        try:
            return bool(self.values == other.values)
        except Exception:
            # Some numbers raise rather than being compared.
            return False


@dataclass(frozen=True, slots=True)
class Memo:
    """What the last run of an instance depended on, and which keys it left in which version."""

    taken: Taken
    reads: Mapping[str, int]
    writes: Mapping[str, int]


def take_inputs(
    instance: Instance,
    variables: Iterable[GlobalVariable],
    namespace: Mapping[str, Any],
    *,
    by_identity: bool = False,
) -> Taken:
    """Return what ``instance`` would take in if it ran now.

    Parameters
    ----------
    variables
        The globals that its node reads.
    namespace
        The variables of the script.
    by_identity
        Do not look into mutable values.
    """
    definition = instance.definition
    assert definition is not None
    snapshot = Snapshot(by_identity=by_identity)
    values = (
        snapshot.function(definition.function),
        tuple(map(snapshot.of, instance.args)),
        tuple((name, snapshot.of(value)) for name, value in instance.kwargs.items()),
        tuple(map(snapshot.of, values_of(variables, namespace))),
    )
    return Taken(values, snapshot.hashed)


def values_of(
    variables: Iterable[GlobalVariable], namespace: Mapping[str, Any]
) -> Iterable[object]:
    """Iterate over the values of global variables."""
    for variable in variables:
        if variable.module == "main":
            yield namespace.get(variable.name, MISSING)
        else:
            module = sys.modules.get(variable.module)
            yield vars(module).get(variable.name, MISSING) if module is not None else MISSING


def is_lasting(value: object) -> bool:
    """Whether ``value`` cannot change, nor can anything in it."""
    if type(value) is tuple or type(value) is frozenset:
        return len(value) <= _WALKED and all(map(is_lasting, value))
    return is_cheap(value)


def key_of(variable: GlobalVariable) -> str:
    """Return the key under which changes of a global variable are told."""
    return f"{GLOBAL}{variable}"
