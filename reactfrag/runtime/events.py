"""What can make instances stale, as the scheduler takes it in."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from reactfrag.protocol import Change
from reactfrag_compiler import CompileError, Program


class Start(msgspec.Struct, frozen=True):
    """The first browser is there."""


class WidgetEvent(msgspec.Struct, frozen=True):
    """Changes that the user made together; ``n`` is the browser's number for them."""

    n: int
    changes: list[Change]


class RerunAll(msgspec.Struct, frozen=True):
    """The user asked for a full run."""

    n: int


class Stop(msgspec.Struct, frozen=True):
    """The user asked to stop what runs."""

    n: int


class Tick(msgspec.Struct, frozen=True):
    """The timer of ``instance`` is due."""

    instance: int


class NewProgram(msgspec.Struct, frozen=True):
    """The script was edited."""

    program: Program | CompileError


class OutsideChange(msgspec.Struct, frozen=True):
    """Something that is no part of a run changes session state."""

    change: Callable[[], object]
    key: str | None = None
    """The key that it writes, if that is known, for the record."""


class OutsideCall(msgspec.Struct, frozen=True):
    """Code that is no part of a run is to run between two of them."""

    call: Callable[[], object]
    key: str | None = None
    """The key that it writes, if that is known, for the record."""


Event = Start | WidgetEvent | RerunAll | Stop | Tick | NewProgram | OutsideChange | OutsideCall
