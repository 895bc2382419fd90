"""What an instance does in a run, and the places that it draws at."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from reactfrag.runtime.instance import UNKNOWN, Instance
from reactfrag.runtime.memo import Taken


class Place:
    """Where an element goes: the end of a block, or the slot of one element in it."""

    __slots__ = ("block", "slot")

    def __init__(self, block: int, slot: int = 0) -> None:
        self.block = block
        self.slot = slot


class Frame:
    """What an instance does in this run."""

    __slots__ = (
        "began",
        "globals",
        "inner",
        "instance",
        "lasting",
        "left",
        "reads",
        "returned",
        "seconds",
        "stack",
        "taken",
        "writes",
    )

    def __init__(self, instance: Instance, body: int) -> None:
        self.instance = instance
        self.stack = [body]
        """The blocks of the open ``with`` statements, the body at the bottom."""
        self.reads: dict[str, int] = {}
        self.writes: set[str] = set()
        self.taken: Taken | None = None
        """What it took in, if it may be skipped the next time."""
        self.globals: tuple[Any, ...] = ()
        """Snapshots of the globals that it may change, from before it ran."""
        self.left: dict[str, int] = {}
        """The version in which it left each key that it wrote, if ``taken`` is there."""
        self.returned: Any = UNKNOWN
        self.lasting = True
        """Whether all it did stands in its body: it answered no click, told nobody
        anything, and drew nowhere else."""
        self.began = perf_counter()
        self.seconds = 0.0
        """How long it took, once it is over."""
        self.inner = 0.0
        """How much of that was spent in the instances called in it."""
