"""Holds what nodes do against what the compiler said that they may do.

The compiler's sets of keys are sound: whatever a run reads, writes, deletes or
calls must be in them.  A miss is a bug of the compiler, and is said so.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reactfrag.runtime.fingerprint import is_identity
from reactfrag.runtime.state import SHAPE
from reactfrag_compiler import object_of

if TYPE_CHECKING:
    from reactfrag.runtime.state import State
    from reactfrag_compiler import Program

log = logging.getLogger("reactfrag")

READ, WRITE, DELETE, WIDGET, CALL = "read", "write", "delete", "widget", "call"
_SAYS = {
    READ: "reads {}[{!r}]",
    WRITE: "writes {}[{!r}]",
    DELETE: "deletes {}[{!r}]",
    WIDGET: "draws a widget with key={1!r}",
    CALL: "calls the fragment {1!r}",
}


@dataclass(frozen=True, slots=True)
class Miss:
    """Something that a node did and the compiler did not foresee."""

    node: str
    mode: str
    """``read``, ``write``, ``delete``, ``widget`` or ``call``."""
    name: str
    """The key, or the node that is called."""

    def __str__(self) -> str:
        state, name = object_of(self.name)
        what = "the keys there are" if name == SHAPE else name
        return (
            f"`{self.node}` {_SAYS[self.mode].format(state, what)}, which the compiler did not "
            "foresee. What depends on it may not rerun when it should. This is a bug of "
            "reactfrag, not of the app: please report it with the code of that function."
        )


class Monitor:
    """What one session's runs did beyond what their program allows.

    Owned by the thread that runs the user's code while a run is under way, by the event
    loop's thread otherwise.

    Parameters
    ----------
    program
        What the runs are of.
    thorough
        Whether to look, wherever one node's code ends and another's begins, at every
        value that can change in place.  That costs a walk over the whole state.
    """

    def __init__(self, program: Program, *, thorough: bool) -> None:
        self.program = program
        self._thorough = thorough
        self._known: dict[tuple[str, str, str], bool] = {}
        self._contents: dict[str, bytes] = {}
        self.acting = ""
        """The node whose callback runs, in place of the one whose run it runs in."""
        self.misses: list[Miss] = []

    def note(self, node: str, mode: str, name: str) -> None:
        """``node`` does something: see whether that was foreseen."""
        place = (node, mode, name)
        if place in self._known:
            return
        known = self._known[place] = self._is_foreseen(node, mode, name)
        if not known:
            miss = Miss(node, mode, name)
            self.misses.append(miss)
            log.error("%s", miss)

    def _is_foreseen(self, node: str, mode: str, name: str) -> bool:
        if mode == CALL:
            return name in self.program.call_edges.get(node, ())
        known = self.program.nodes.get(node)
        if known is None:
            return False
        if mode == WIDGET:
            return any(
                access.note == "widget" and access.key.matches(name) for access in known.accesses
            )
        keys = {READ: known.reads, WRITE: known.writes, DELETE: known.deletes}[mode]
        return any(key.matches(name) for key in keys)

    @property
    def seen(self) -> set[tuple[str, str, str]]:
        """What was done, foreseen or not: node, mode, and key or node that is called."""
        return set(self._known)

    # --- values that change in place ---------------------------------------

    def begin(self, state: State) -> None:
        """A run begins: what changed until now was not its doing."""
        if self._thorough:
            self._contents = state.contents()

    def wrote(self, state: State, key: str) -> None:
        """A key was set or removed, which is no change in place."""
        if self._thorough:
            self._contents.pop(key, None)
            if key in state:
                self._contents.update(state.contents([key]))

    def boundary(self, state: State, node: str) -> None:
        """The code of ``node`` gives way to that of another: see what it changed in place."""
        if not self._thorough:
            return
        now = state.contents()
        for key, content in now.items():
            if self._contents.get(key, content) != content and not is_identity(content):
                self.note(node, WRITE, key)
        self._contents = now
