"""Programs as data: what the generator makes, the printer prints and the oracle runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# --- expressions: total, and numbers all ---------------------------------------


@dataclass(frozen=True)
class Name:
    """A key that the script spells out."""

    text: str


@dataclass(frozen=True)
class Dyn:
    """A key that the script puts together: ``f"{prefix}{index}"``."""

    prefix: str
    index: Var | Get


Key = Name | Dyn


@dataclass(frozen=True)
class Const:
    value: int


@dataclass(frozen=True)
class Var:
    """An argument, a loop variable or what a widget gave."""

    name: str


@dataclass(frozen=True)
class Get:
    key: Key


@dataclass(frozen=True)
class Size:
    """The length of a list or dict in state."""

    key: str


@dataclass(frozen=True)
class Has:
    key: Key


@dataclass(frozen=True)
class Count:
    """How many keys there are."""


@dataclass(frozen=True)
class Global:
    """The script's own variable ``g``."""


@dataclass(frozen=True)
class Add:
    left: Expr
    right: Expr


Expr = Const | Var | Get | Size | Has | Count | Global | Add

# --- statements ------------------------------------------------------------------


@dataclass(frozen=True)
class Text:
    value: Expr
    at: Literal["", "box", "slot"] = ""


@dataclass(frozen=True)
class ClearSlot:
    """Empty the outside ``slot``."""


@dataclass(frozen=True)
class Assign:
    key: Key
    value: Expr


@dataclass(frozen=True)
class AssignGlobal:
    """Set ``g``; only the script's own body does."""

    value: Expr


@dataclass(frozen=True)
class AssignWidget:
    """Write the key of a widget, with a value of its type."""

    kind: Literal["checkbox", "number_input", "text_input"]
    key: Key
    value: Expr


@dataclass(frozen=True)
class Drop:
    key: Key


@dataclass(frozen=True)
class Push:
    """Append to the list ``rows``, in place."""

    value: Expr


@dataclass(frozen=True)
class Put:
    """Set an item of the dict ``map``, in place."""

    value: Expr


@dataclass(frozen=True)
class Fresh:
    """Write a new list, which may equal the old one."""

    length: Expr


@dataclass(frozen=True)
class If:
    condition: Expr
    then: Block
    orelse: Block = ()


@dataclass(frozen=True)
class Loop:
    var: str
    times: Expr
    body: Block


@dataclass(frozen=True)
class Call:
    target: str
    argument: Expr


@dataclass(frozen=True)
class Within:
    """``with`` a container made on the spot, or one that stands."""

    where: Literal["new", "box", "sidebar"]
    body: Block


@dataclass(frozen=True)
class Input:
    """A widget with a value, which becomes the variable ``var``."""

    kind: Literal["checkbox", "number_input", "text_input"]
    var: str
    key: Key | None = None
    callback: str | None = None
    default: Expr | None = None


@dataclass(frozen=True)
class Button:
    label: str
    then: Block
    key: Key | None = None
    callback: str | None = None


@dataclass(frozen=True)
class Again:
    """Rerun ``limit`` times at most; counted in state, for it has to end."""

    counter: str
    limit: int
    scope: str


@dataclass(frozen=True)
class Rerun:
    """Rerun at once: only where it ends by itself (after a click)."""

    scope: str


@dataclass(frozen=True)
class Boom:
    """Raise an error of the author's."""


@dataclass(frozen=True)
class Stop:
    """``stop()``"""


Statement = (
    Text
    | ClearSlot
    | Assign
    | AssignGlobal
    | AssignWidget
    | Drop
    | Push
    | Put
    | Fresh
    | If
    | Loop
    | Call
    | Within
    | Input
    | Button
    | Again
    | Rerun
    | Boom
    | Stop
)
Block = tuple[Statement, ...]

# --- programs --------------------------------------------------------------------


@dataclass(frozen=True)
class Function:
    """Takes one argument ``a``; a callback takes none."""

    name: str
    kind: Literal["fragment", "helper", "callback"]
    body: Block
    run_every: int | None = None
    key: str | None = None
    parallel: bool = False
    replaces: bool = False
    memo: bool | None = None


@dataclass(frozen=True)
class Script:
    """``functions`` in source order; each calls later ones only, so that calls end."""

    functions: tuple[Function, ...]
    body: Block


# --- events ----------------------------------------------------------------------


@dataclass(frozen=True)
class Touch:
    """The user works the widget number ``pick`` (modulo how many there are)."""

    pick: int
    value: int


@dataclass(frozen=True)
class Burst:
    """Touches that have all arrived before the session looks at the first."""

    touches: tuple[Touch, ...]


@dataclass(frozen=True)
class FullRun:
    """The user asks for a full run."""


@dataclass(frozen=True)
class Advance:
    """Time passes; each tick is served in time."""

    seconds: int


@dataclass(frozen=True)
class Jump:
    """Time passes while the server is busy."""

    seconds: int


@dataclass(frozen=True)
class Reload:
    """Hot reload of the same program."""


@dataclass(frozen=True)
class Reconnect:
    """The browser comes back; ``fresh``: as one that has seen nothing."""

    fresh: bool


@dataclass(frozen=True)
class Outside:
    """Something outside of all runs writes a key."""

    key: str
    value: int


Event = Touch | Burst | FullRun | Advance | Jump | Reload | Reconnect | Outside


@dataclass(frozen=True)
class Case:
    """A script and what happens to it. ``memo``: fragments may be skipped."""

    script: Script
    events: tuple[Event, ...]
    memo: bool = False
