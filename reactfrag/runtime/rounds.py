"""How far instances have gone round in a pass with what stands inside them.

What is called in the body of a fragment runs anew with it.  If it writes there what
the fragment has read, the fragment has to run again, and so on: a cycle, of a call
and a key.  Such a cycle goes once round, as one of keys alone does:

- A change of a key by what stands inside is a reason to run again once, and once more
  after each run for another reason.
- Those inside that were stale themselves when the fragment ran again had not yet had
  their say.  For each of them it may go round once more: fragments that stand on the
  page in another order than they depend on each other settle no sooner.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Round:
    reasons: set[str] = field(default_factory=set)
    """The keys by which what stands inside made it stale, since it ran."""
    other: bool = False
    """Whether anything else made it stale, since it ran."""
    used: set[str] = field(default_factory=set)
    """The keys for which it has gone round."""
    late: set[int] = field(default_factory=set)
    """What was stale inside when it did."""
    more: int = 0
    """How often it did for nothing but keys for which it had before."""


class Rounds:
    """Those of one pass. Owned by the scheduler."""

    def __init__(self) -> None:
        self._rounds: dict[int, _Round] = {}

    def stale_by_other(self, id: int) -> None:
        """What stands outside of ``id`` made it stale."""
        self._rounds.setdefault(id, _Round()).other = True

    def stale_by_inside(self, id: int, key: str) -> bool:
        """What stands inside ``id`` made it stale by ``key``; return whether it is to run."""
        round = self._rounds.setdefault(id, _Round())
        round.reasons.add(key)
        return key not in round.used or round.more < len(round.late)

    def goes_round(self, id: int) -> bool:
        """Whether what stands inside ``id`` made it stale."""
        round = self._rounds.get(id)
        return round is not None and bool(round.reasons)

    def begin(self, id: int, late: Iterable[int], *, requested: bool) -> None:
        """``id`` is about to run by itself.

        ``late``: what is stale inside it.  ``requested``: an event or ``rerun()`` asks for it.
        """
        round = self._rounds.get(id)
        if round is None or requested or round.other or not round.reasons:
            self.begin_anew(id)
            return
        round.more += round.reasons <= round.used
        round.used |= round.reasons
        round.reasons = set()
        round.late.update(late)

    def begin_anew(self, id: int) -> None:
        """``id`` runs, or has run, for another reason than what stands inside it."""
        self._rounds.pop(id, None)
