"""Fragments that a run calls and that need not run: what stands of them is kept.

:mod:`reactfrag.runtime.memo` says when.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from reactfrag.runtime.draft import BlockDraft
from reactfrag.runtime.frames import Frame
from reactfrag.runtime.inputs import Inputs
from reactfrag.runtime.instance import UNKNOWN, Instance
from reactfrag.runtime.memo import (
    REHASHED,
    GlobalVariable,
    Nature,
    Taken,
    is_lasting,
    key_of,
    take_inputs,
    values_of,
)
from reactfrag.runtime.namespace import Namespace
from reactfrag.runtime.page import APP, Page
from reactfrag.runtime.reload import is_as_before
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.snapshot import Snapshot
from reactfrag.runtime.state import State
from reactfrag.runtime.tree import subtree


@dataclass(frozen=True, slots=True)
class Kept:
    """A call that was skipped."""

    instance: Instance
    """As it was called."""
    taken: Taken | None
    within: tuple[int, ...]
    """Itself, and the instances in it."""


class Keeping(Inputs):
    """The part of a run that has to do with fragments that are not to be executed."""

    def __init__(
        self,
        page: Page,
        instance: Instance,
        settings: Settings,
        fired: frozenset[int] | set[int],
        nature_of: Callable[[str], Nature | None],
        due: Collection[int],
        same: Collection[str] | None,
        state: State | None = None,
    ) -> None:
        super().__init__(page, instance, settings, fired, state)
        self.kept: dict[int, Kept] = {}
        self.namespace: Namespace | None = page.namespaces.current
        """The script's variables as this run sees them."""
        self._nature_of = nature_of
        self._due = due
        self._same = same
        """The nodes that an edit of the script left as they were, if there was one."""
        self._keys_by_element: dict[int, str] | None = None

    def begin_frame(self, frame: Frame) -> None:
        """Code of ``frame`` is about to run: see which globals it looks at."""
        nature = self._nature_of(frame.instance.node)
        if nature is None or frame.instance.id == APP:
            return
        for variable in nature.watched:
            # What changes a variable itself is not run again for that: it might never settle.
            if variable not in nature.changes:
                key = key_of(variable)
                frame.reads[key] = frame.state.version(key)
        if nature.changes:
            frame.globals = self._globals(nature.changes)

    def end_globals(self, frame: Frame) -> None:
        """The code of ``frame`` is over: tell those who look at the globals that it changed."""
        if not frame.globals:
            return
        nature = self._nature_of(frame.instance.node)
        assert nature is not None
        now = self._globals(nature.changes)
        for variable, old, new in zip(nature.changes, frame.globals, now, strict=True):
            if old != new:
                key = key_of(variable)
                self._own(key, partial(frame.state.touch, key))

    def _globals(self, variables: Iterable[GlobalVariable]) -> tuple[Any, ...]:
        return tuple(map(Snapshot().of, values_of(variables, self._names())))

    def begin_body(self) -> None:
        """The callbacks are over, and the function of the run's own instance is called."""
        memo = self.page.memos.get(self.instance.id)
        if memo is None or memo.taken.hashed <= REHASHED:
            self.root.taken = self._take_in(self.instance)

    def end_body(self, frame: Frame, result: object) -> None:
        """The function of ``frame`` has returned."""
        definition = frame.instance.definition
        if is_lasting(result) or (definition is not None and definition.memo):
            frame.returned = result

    def _take_in(self, instance: Instance) -> Taken | None:
        """Return what ``instance`` takes in, if it may be skipped for that."""
        definition = instance.definition
        if definition is None or definition.memo is False or not self.settings.memo:
            return None
        nature = self._nature_of(instance.node)
        if nature is None:
            if not definition.memo:
                return None
            nature = Nature()
        elif not (nature.pure or definition.memo) or nature.watched:
            return None
        return take_inputs(instance, nature.globals, self._names(), by_identity=not nature.pure)

    def _names(self) -> Mapping[str, Any]:
        return self.namespace.names if self.namespace is not None else {}

    def _stood(self, block: BlockDraft, ident: int, node: str) -> int:
        """Return the instance in ``block`` that stood for this call before an edit moved it.

        0: there is none, or it is known by ``ident``.
        """
        if self._same is None or ident in block.known:
            return 0
        for known, id in block.known.items():
            instance = self.page.instances.get(id)
            if instance is not None and instance.node == node:
                del block.known[known]
                return id
        return 0

    def _is_unchanged(self, instance: Instance, taken: Taken | None) -> bool:
        """Whether what stands of ``instance`` is what it would draw, having taken in ``taken``."""
        id = instance.id
        before = self.page.instances.get(id)
        if before is None or before.returned is UNKNOWN:
            return False
        if id in self.draft.blocks or id in self.kept:
            return False
        if self._same is not None:
            if instance.node not in self._same or not is_as_before(before, instance):
                return False
        else:
            memo = self.page.memos.get(id)
            if memo is None or taken is None or not self._are_current(memo.writes):
                return False
            if not (self._are_current(memo.reads) and memo.taken.same_as(taken)):
                return False
        return self._is_settled(id)

    def _is_settled(self, id: int) -> bool:
        """Whether every fragment in the element ``id`` shows what it would show."""
        page = self.page
        inner: list[Instance] = []
        with self.lock:
            keys = self._element_keys()
            for element in subtree(page.tree, id):
                instance = page.instances.get(element.id)
                if instance is not None:
                    if instance.id in page.blemished or instance.id in self._due:
                        return False
                    if self._same is None and instance.id in page.unsteady:
                        return False
                    inner.append(instance)
                key = keys.get(element.id)
                if key is not None and self.keys.get(key, element.id) != element.id:
                    # Another element has it by now: this one is to say so.
                    return False
        for instance in inner:
            memo = page.memos.get(instance.id)
            if not self._are_current(instance.reads):
                return False
            if memo is not None and not self._are_current(memo.writes):
                # It would write again what another has changed since.
                return False
        return True

    def _are_current(self, versions: Mapping[str, int]) -> bool:
        frame = self.frame
        state = frame.state
        for key, version in versions.items():
            around: Frame | None = frame
            while around is not None:
                if key in around.reads or key in around.writes:
                    self._look(key, around)
                    break
                around = around.around
            if state.version(key) != version:
                return False
        return True

    def _keep(self, block: BlockDraft, ident: int, instance: Instance, taken: Taken | None) -> Any:
        """Let what stands of ``instance`` be the next child of ``block``.

        Return what it returned when it ran.
        """
        page = self.page
        id = instance.id
        within: list[int] = []
        with self.lock:
            keys = self._element_keys()
            self.draft.keep(block, id, ident, self._order(self.frame.strand))
            for element in subtree(page.tree, id):
                key = keys.get(element.id)
                if key is not None:
                    self.keys[key] = element.id
                widget = page.widgets.get(element.id)
                if widget is not None:
                    self.widgets[element.id] = widget
                    page.disown(widget)
                if element.id in page.instances:
                    within.append(element.id)
        before = page.instances[id]
        instance.reads, instance.writes = before.reads, before.writes
        instance.returned = before.returned
        self.kept[id] = Kept(instance, taken, tuple(within))
        return before.returned

    def _element_keys(self) -> dict[int, str]:
        if self._keys_by_element is None:
            self._keys_by_element = {id: key for key, id in self.page.keyed.items()}
        return self._keys_by_element
