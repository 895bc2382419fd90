"""Effects: whether a node is a function of its tracked inputs, and why not.

A node is *pure* when what it draws, writes and returns follows from its arguments,
the session-state keys that it reads (values of widgets included), the globals in
``Effects.global_reads`` and the closure variables in ``Effects.cells``, and when
running it again with the same inputs changes nothing else. It is proof or nothing:
what is not known is impure.

The rules that the proof rests on:

- Objects that are made in the run and that nothing outside the run can reach may be
  changed freely.
- Operators, comparison, iteration, subscripts, attributes, conversion to text and
  formatting have no effect on foreign objects. Those of the script's own classes are
  followed like any other method.
- A method of an object that is not known is known by its name alone, and only names
  that have no effect in any builtin type or common library count (``x.upper()``).
- An object of the script's own whose class has a base from outside: that base may call
  every method that the script has defined for it.
- The text and the hash of an object that has none of its own are its address, which
  differs each time. The hash of a text, and so the order of a set of texts, stays what
  it is as long as the process lives, and nothing is kept longer.
- What pandas, numpy, polars and the pure functions of the standard library make is new,
  but for the views that the table lists; the cells of a data frame hold no objects that
  anybody changes.
- Where numpy and pandas may take a text for a date, ``now`` and ``today`` read the clock;
  an expression for ``query`` has to be known, and the variables it names are looked up.
- What the script sets on a module from outside is an input that nobody tracks.
- What a default of the fragment's function holds is an input that nobody tracks: it has
  to be a constant, or be given by every call.
- A module runs once: importing it is not an effect of the node that does it.
- A fragment that a node calls is part of what the node does. Its impurities and
  globals are the caller's, too, and so is what it does to the caller's own objects,
  since it does that in reruns of its own as well.
- A callback (``on_click=f``) runs at the event, not in the body of the node that
  draws the widget: its accesses are the node's, its impurities are not.
- ``cache_data`` promises that a call follows from its arguments: it is pure, unless a
  ``ttl`` makes it follow the clock. What ``cache_resource`` gives is shared and
  changes unseen.
- ``stop()`` is pure, ``rerun()`` is not; neither is printing, nor an element that
  shows anew each time (``toast``).
- A key that a node reads and that its body also writes makes it impure: what it
  reads the second time is not what it read the first time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reactfrag_compiler.diagnostics import Span

ImpurityKind = Literal[
    "unknown",  # code that is not followed and not in the table
    "clock",
    "random",
    "io",  # files, network, processes, environment, terminal
    "state",  # a key that is read and written; shared objects; state that is not tracked
    "global",  # a global variable, a class, or an object reached through one
    "argument",  # an object that came in as an argument
    "closure",  # a variable of an enclosing function, or an object reached through one
    "rerun",  # a rerun or another page is asked for
    "outside",  # drawing in a container that was made elsewhere
    "element",  # an element whose showing is an event
]


@dataclass(frozen=True, slots=True)
class Impurity:
    """One reason why a node is not a function of its tracked inputs."""

    kind: ImpurityKind
    message: str
    span: Span
    via: tuple[str, ...] = ()
    """The helper functions (and fragments) between the node and the place, outermost first."""


@dataclass(frozen=True, slots=True, order=True)
class GlobalName:
    """A module-level variable of the script or of a local module."""

    module: str
    """``main`` for the script."""
    name: str

    def __str__(self) -> str:
        return self.name if self.module == "main" else f"{self.module}.{self.name}"


@dataclass(frozen=True, slots=True)
class Effects:
    """What a node depends on and does beside the session state."""

    impurities: tuple[Impurity, ...] = ()
    """In source order; empty when the node is pure."""
    global_reads: frozenset[GlobalName] = frozenset()
    """Global variables that it reads, except those that are constant while the program lives.

    For the app node those of the script itself are left out: a run makes them anew.
    """
    global_writes: frozenset[GlobalName] = frozenset()
    """Global variables that it binds, deletes, or whose value it may change."""
    cells: frozenset[str] = frozenset()
    """Free variables of the fragment's function that it or its helpers read."""
    callback_reads: frozenset[GlobalName] = frozenset()
    """Global variables that callbacks of its widgets read: at an event, not in its body."""
    callback_writes: frozenset[GlobalName] = frozenset()
    """Those that its callbacks bind, delete, or whose value they may change."""

    @property
    def pure(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.impurities


NO_EFFECTS = Effects()
"""Of a node that does nothing but what its accesses say."""
