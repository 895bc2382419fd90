"""Which instance runs next: a pure function of what is stale and what has run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
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
    cyclic: bool = False
    """Whether it, directly or not, writes what it reads, with another instance in between."""


@dataclass(frozen=True, slots=True)
class Plan:
    """``order``: what to run, first things first. ``dropped``: what stays stale."""

    order: tuple[int, ...]
    dropped: tuple[int, ...]


def together(
    order: Sequence[int],
    parallel: Callable[[int], bool],
    before: Callable[[int, int], bool],
) -> tuple[int, ...]:
    """Return what of ``order`` can run at once, the first in it included.

    Parameters
    ----------
    order
        What has to run, first things first.
    parallel
        Whether an instance may run beside others.
    before
        Whether the first of two may write what the second reads, directly or not.
    """
    group = [order[0]]
    later: list[int] = []
    if parallel(order[0]):
        for id in order[1:]:
            waits = any(before(other, id) for other in (*group, *later))
            if parallel(id) and not waits and not any(before(id, other) for other in group):
                group.append(id)
            else:
                later.append(id)
    return tuple(group)


def plan(
    stale: Collection[Candidate],
    ran: Mapping[int, int],
    rank: Mapping[str, int],
    requested: Collection[int] = (),
) -> Plan:
    """Order the stale instances of a pass.

    Parameters
    ----------
    stale
        What is stale now. An instance inside another one that is to run is left
        out: a run of the outer one runs it too.  One in a cycle goes once round, and one
        that asks for itself again and again lets the others run in between.
    ran
        How often each instance has run in this pass.
    rank
        Each node's place in the topological order of the condensed graph.
    requested
        Instances that an event or ``rerun()`` named; they run in any case.
    """
    unsettled = {
        candidate.id
        for candidate in stale
        if candidate.id not in requested
        and (times := ran.get(candidate.id, 0))
        and (candidate.cyclic or times >= RUNS_PER_PASS)
    }
    running = {candidate.id for candidate in stale} - unsettled
    top = [c for c in stale if running.isdisjoint(c.ancestors)]
    dropped = [c.id for c in top if c.id in unsettled]
    order = [c for c in top if c.id not in unsettled]
    last = len(rank)
    order.sort(
        key=lambda c: (ran.get(c.id, 0) // RUNS_PER_PASS, rank.get(c.node, last), c.position)
    )
    return Plan(tuple(c.id for c in order), tuple(dropped))
