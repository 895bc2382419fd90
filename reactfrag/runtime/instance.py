"""One place where a fragment is called on one session's page."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Definition:
    """A function made a fragment, as the decorator was told."""

    function: Callable[..., Any]
    name: str
    run_every: float | None = None
    """Seconds between reruns by timer."""
    key: str | None = None
    parallel: bool = False
    """Whether it runs beside what follows its call."""
    asynchronous: bool = False
    """Whether the function is a coroutine function."""
    dialog: bool = False
    """Shown over the page, from its call until its opener runs without one."""
    memo: bool | None = None
    """Whether to skip it in a full run when its inputs are unchanged; ``None``: if it is
    proven to depend on nothing else."""

    replaces: bool = False
    """Whether a rerun replaces what the last one drew in containers made outside."""

    def __reactfrag_parts__(self) -> tuple[Any, ...]:
        return self.function, self.run_every, self.key, self.parallel, self.memo, self.replaces


UNKNOWN = object()
"""In place of what a fragment returned, if that was not kept."""


@dataclass(slots=True)
class Instance:
    """A fragment's call, or the app itself.

    ``id`` is the id of the block that holds what it draws; for the app, the
    root's.  ``args`` are those of the last call: a rerun uses them again.
    """

    id: int
    node: str
    """The id of its node in the program's graph."""
    name: str
    parent: int | None
    """The instance that called it; ``None``: this is the app."""
    definition: Definition | None = None
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    reads: dict[str, int] = field(default_factory=dict)
    """The version of each session-state key that its last run saw."""
    writes: frozenset[str] = frozenset()
    """The keys that its last run wrote or deleted."""
    returned: Any = UNKNOWN
    """What its last run returned, if that cannot change."""

    brief: bool | None = None
    """Whether its code is sure to be over soon; ``None``: nobody has asked."""
    seconds: float = math.inf
    """How long its last run took, those within it included."""
    own_seconds: float = 0.0
    """The same without those within it."""
    pace: float = math.inf
    """How long a run of it is likely to take: as long as the last one, or twice as long as
    was likely before if that is less."""

    outside: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """What it drew in containers made outside, if that is to be replaced: block -> children."""

    @property
    def replaces(self) -> bool:
        return self.definition is not None and self.definition.replaces

    @property
    def run_every(self) -> float | None:
        return self.definition.run_every if self.definition is not None else None

    @property
    def parallel(self) -> bool:
        return self.definition is not None and self.definition.parallel

    @property
    def is_dialog(self) -> bool:
        return self.definition is not None and self.definition.dialog

    @property
    def key(self) -> str | None:
        return self.definition.key if self.definition is not None else None
