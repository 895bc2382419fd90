"""What an instance draws in containers made outside of it, where that is to be replaced.

``fragment(outside="replace")``: a rerun redraws in place what the last run drew
there, and takes off what it does not draw again.  An element is then known by
its instance as well as by its call path, so that two instances in one container
do not take each other's.
"""

from __future__ import annotations


class Part:
    """One instance's share of one block's children, in a run. Owned by the run's thread."""

    __slots__ = ("drawn", "pending")

    def __init__(self, pending: list[int]) -> None:
        self.drawn: list[int] = []
        self.pending = pending
        """What the last run drew and this one has not drawn again yet."""

    def place(self, children: list[int], id: int) -> None:
        """Make ``id`` the next of the instance's children among all of the block's."""
        if self.drawn and self.drawn[-1] in children:
            if id in children:
                children.remove(id)
            children.insert(children.index(self.drawn[-1]) + 1, id)
        elif id not in children:
            first = next((known for known in self.pending if known in children), 0)
            children.insert(children.index(first) if first else len(children), id)
        if id in self.pending:
            self.pending.remove(id)
        self.drawn.append(id)
