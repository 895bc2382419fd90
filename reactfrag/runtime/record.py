"""What happened in a pass, kept for tests, logs and tools."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One run of one instance, on its own or within another's."""

    instance: int
    node: str
    name: str
    cause: str
    """``start``, ``event``, ``timer``, ``rerun``, ``program``, ``within`` (its caller
    ran), or ``key:<name>`` for a session-state key that changed."""
    outcome: str
    seconds: float
    """0 for a run within another."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A key that several gave different values at the same time: the later on the page has it."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassRecord:
    """One pass: its runs in order, and what was stale but did not settle."""

    runs: tuple[RunRecord, ...]
    unsettled: tuple[str, ...]
    """Names of fragments in a cycle, which stay stale after one round."""
    answers: int
    conflicts: tuple[Conflict, ...] = ()
