"""What an edit of the script leaves as it stands: fragments of which nothing has changed.

The compiler says which nodes have the text that they had, helpers included.
What such a fragment was given and what globals it can reach is compared here,
however many functions there are in between; where a function stands in its
file does not matter.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Any

from reactfrag.runtime.instance import Instance
from reactfrag.runtime.snapshot import MISSING, Snapshot


def is_as_before(before: Instance, now: Instance) -> bool:
    """Whether ``now``, a call of an unedited fragment, is what ``before`` was."""
    return _given(before) == _given(now)


def _given(instance: Instance) -> tuple[Any, ...]:
    definition = instance.definition
    assert definition is not None
    snapshot = Snapshot(anywhere=True)
    return (
        snapshot.of(definition),
        tuple(map(snapshot.of, instance.args)),
        tuple((name, snapshot.of(value)) for name, value in instance.kwargs.items()),
        tuple((name, snapshot.of(value)) for name, value in _globals(definition.function)),
    )


def _globals(function: Any) -> Iterator[tuple[str, object]]:
    """Iterate over the global variables that ``function`` can reach by their names."""
    pending = [function]
    seen: set[int] = set()
    while pending:
        found = pending.pop()
        found = getattr(found, "__wrapped__", found)
        if not isinstance(found, types.FunctionType) or id(found) in seen:
            continue
        seen.add(id(found))
        names = found.__globals__
        for name in sorted({name for code in _codes(found.__code__) for name in code.co_names}):
            value = names.get(name, MISSING)
            if value is not MISSING:
                yield name, value
                pending.append(value)


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _codes(constant)
