"""What an instance does in a run, the places that it draws at, and where the code is.

Where the code is, is known per thread and per task: what is entered by ``with``
in one of them is not seen by the others, and a task begins where the code that
made it stood.
"""

from __future__ import annotations

from contextvars import ContextVar
from time import perf_counter
from typing import Any

from reactfrag.runtime.instance import UNKNOWN, Instance
from reactfrag.runtime.memo import Taken
from reactfrag.runtime.parts import Part
from reactfrag.runtime.state import Branch, State


class Place:
    """Where an element goes: the end of a block, or the slot of one element in it."""

    __slots__ = ("block", "slot")

    def __init__(self, block: int, slot: int = 0) -> None:
        self.block = block
        self.slot = slot


class Frame:
    """What an instance does in this run."""

    __slots__ = (
        "around",
        "began",
        "body",
        "globals",
        "inner",
        "instance",
        "lasting",
        "left",
        "parts",
        "reads",
        "returned",
        "seconds",
        "state",
        "steady",
        "strand",
        "taken",
        "writes",
    )

    def __init__(self, instance: Instance, body: int, strand: Strand, around: Frame | None) -> None:
        self.instance = instance
        self.body = body
        """The block that it draws into, unless it says otherwise."""
        self.strand = strand
        self.state = strand.state
        self.around = around
        """The frame of the instance that called it, within the same strand."""
        self.reads: dict[str, int] = {}
        self.writes: set[str] = set()
        self.taken: Taken | None = None
        """What it took in, if it may be skipped the next time."""
        self.globals: tuple[Any, ...] = ()
        """Snapshots of the globals that it may change, from before it ran."""
        self.left: dict[str, int] = {}
        """The version in which it left each key that it wrote, if ``taken`` is there."""
        self.parts: dict[int, Part] = {}
        """What it draws in containers made outside, where that is to be replaced."""
        self.returned: Any = UNKNOWN
        self.lasting = True
        """Whether all it did stands in its body: it answered no click, told nobody
        anything, and drew nowhere else."""
        self.steady = True
        """Whether it would read the same if it ran again: it changed nothing that it had read."""
        self.began = perf_counter()
        self.seconds = 0.0
        """How long it took, once it is over."""
        self.inner = 0.0
        """How much of that was spent in the instances called in it."""


class Strand:
    """A line of code in a run beside others: the run's own, and each parallel fragment."""

    __slots__ = ("calls", "order", "settled", "state", "strands")

    def __init__(self, state: State, order: tuple[int, ...] = ()) -> None:
        self.state = state
        """What its code reads and writes; a branch of the state of the strand that began it."""
        self.order = order
        """Compares as its elements stand on the page: among those of the strand that began it."""
        self.calls = 0
        """How many strands it has begun."""
        self.strands: list[Strand] = []
        """Those, in the order of the calls."""
        self.settled: list[Frame] = []
        """The frames of the instances that came to their end, in order."""

    def begin(self) -> Strand:
        """Begin another one here."""
        strand = Strand(self.state.branch(), (*self.order, self.calls))
        self.calls += 1
        self.strands.append(strand)
        return strand

    @property
    def seen(self) -> list[dict[str, int]]:
        """The versions that its frames have noted down."""
        return [versions for frame in self.settled for versions in (frame.reads, frame.left)]

    def join(self) -> set[str]:
        """Take over what the strands begun here did, as if one had run after the other.

        Returns the keys that two of them, or one and this, have given different values.
        """
        conflicts: set[str] = set()
        for strand in self.strands:
            assert isinstance(strand.state, Branch)
            conflicts |= strand.join()
            conflicts |= self.state.join(strand.state, strand.seen)
            # This strand's own frame is the last to end.
            self.settled[-1:-1] = strand.settled
            # They refer to it, and it is over.
            strand.settled.clear()
        self.strands.clear()
        return conflicts


class Position:
    """Where code is that draws. Never changes: ``with`` makes another one."""

    __slots__ = ("block", "frame", "outer")

    def __init__(self, frame: Frame, block: int, outer: Position | None) -> None:
        self.frame = frame
        self.block = block
        """The innermost ``with`` block."""
        self.outer = outer
        """Where the code was before that ``with``."""


here: ContextVar[Position | None] = ContextVar("reactfrag_position", default=None)
"""Where the current thread or task is in its run; ``None``: where that begins."""
