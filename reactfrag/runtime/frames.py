"""What an instance does in a run, and the places that it draws at."""

from __future__ import annotations

from time import perf_counter

from reactfrag.runtime.instance import Instance


class Place:
    """Where an element goes: the end of a block, or the slot of one element in it."""

    __slots__ = ("block", "slot")

    def __init__(self, block: int, slot: int = 0) -> None:
        self.block = block
        self.slot = slot


class Frame:
    """What an instance does in this run."""

    __slots__ = ("began", "inner", "instance", "reads", "seconds", "stack", "writes")

    def __init__(self, instance: Instance, body: int) -> None:
        self.instance = instance
        self.stack = [body]
        """The blocks of the open ``with`` statements, the body at the bottom."""
        self.reads: dict[str, int] = {}
        self.writes: set[str] = set()
        self.began = perf_counter()
        self.seconds = 0.0
        """How long it took, once it is over."""
        self.inner = 0.0
        """How much of that was spent in the instances called in it."""
