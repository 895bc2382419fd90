"""Which instance runs next: a pure function of what is stale and what has run."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

RUNS_PER_PASS = 8
"""An instance that is stale again after so many runs in one pass does not settle."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stale instance, as much of it as the plan depends on."""

    id: int
    node: str
    ancestors: tuple[int, ...]
    """The instances around it, the app excepted."""
    position: tuple[int, ...]
    """Where it stands on the page, comparable in page order."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``order``: what to run, first things first. ``dropped``: what stays stale."""

    order: tuple[int, ...]
    dropped: tuple[int, ...]


def plan(
    stale: Collection[Candidate],
    ran: Mapping[int, int],
    rank: Mapping[str, int],
    cyclic: Collection[str],
    requested: Collection[int] = (),
) -> Plan:
    """Order the stale instances of a pass.

    Parameters
    ----------
    stale
        What is stale now. An instance inside another stale one is left out: a
        run of the outer one runs it too.
    ran
        How often each instance has run in this pass.
    rank
        Each node's place in the topological order of the condensed graph.
    cyclic
        Nodes that write what they, directly or not, read: once round is enough.
    requested
        Instances that an event or ``rerun()`` named; they run in any case.
    """
    ids = {candidate.id for candidate in stale}
    order: list[Candidate] = []
    dropped: list[int] = []
    for candidate in stale:
        if any(ancestor in ids for ancestor in candidate.ancestors):
            continue
        times = ran.get(candidate.id, 0)
        if (
            candidate.id not in requested
            and times
            and (candidate.node in cyclic or times >= RUNS_PER_PASS)
        ):
            dropped.append(candidate.id)
        else:
            order.append(candidate)
    last = len(rank)
    order.sort(key=lambda c: (rank.get(c.node, last), c.position))
    return Plan(tuple(c.id for c in order), tuple(dropped))
