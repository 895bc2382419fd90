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

    def place(self, children: list[int], id: int, last: int) -> None:
        """Make ``id`` the next of the instance's children among all of the block's.

        What stood there already stays where it is, if that is after ``last``: the child
        that the run placed before it, be it another instance's.
        """
        after = children.index(last) if last in children else -1
        if id in children and children.index(id) > after:
            self.draw(id)
            return
        if id in children:
            children.remove(id)
        if after >= 0:
            at = children.index(last) + 1
        else:
            first = next((known for known in self.pending if known in children), 0)
            at = children.index(first) if first else len(children)
        children.insert(at, id)
        self.draw(id)

    def draw(self, id: int) -> None:
        """The instance has drawn ``id``."""
        if id in self.pending:
            self.pending.remove(id)
        self.drawn.append(id)
