"""What can make instances stale, as the scheduler takes it in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reactfrag.protocol import Change
from reactfrag_compiler import CompileError, Program


@dataclass(frozen=True, slots=True)
class Start:
    """The first browser is there."""


@dataclass(frozen=True, slots=True)
class WidgetEvent:
    """Changes that the user made together; ``n`` is the browser's number for them."""

    n: int
    changes: list[Change]


@dataclass(frozen=True, slots=True)
class RerunAll:
    """The user asked for a full run."""

    n: int


@dataclass(frozen=True, slots=True)
class Stop:
    """The user asked to stop what runs."""

    n: int


@dataclass(frozen=True, slots=True)
class Tick:
    """The timer of ``instance`` is due."""

    instance: int


@dataclass(frozen=True, slots=True)
class NewProgram:
    """The script was edited."""

    program: Program | CompileError


@dataclass(frozen=True, slots=True)
class OutsideChange:
    """Something that is no part of a run changes session state."""

    change: Callable[[], object]
    key: str | None = None
    """The key that it writes, if that is known, for the record."""


@dataclass(frozen=True, slots=True)
class OutsideCall:
    """Code that is no part of a run is to run between two of them."""

    call: Callable[[], object]
    key: str | None = None
    """The key that it writes, if that is known, for the record."""


Event = Start | WidgetEvent | RerunAll | Stop | Tick | NewProgram | OutsideChange | OutsideCall
