"""One session's page and all that hangs on it: widgets, instances, state.

The page changes only by :meth:`Page.commit` (what a run drew) and
:meth:`Page.apply` (what a user did).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

import msgspec

from reactfrag.protocol import MAIN, ROOT, Op, Remove
from reactfrag.protocol.props import Props, WidgetProps
from reactfrag.runtime import media
from reactfrag.runtime.diff import diff
from reactfrag.runtime.files import UploadedFile, UploadRecord
from reactfrag.runtime.instance import Instance
from reactfrag.runtime.memo import Memo
from reactfrag.runtime.namespace import Namespaces
from reactfrag.runtime.payloads import Payload
from reactfrag.runtime.state import State
from reactfrag.runtime.tree import Element, Tree, new_tree, payload_of, subtree
from reactfrag.runtime.widgets import Widget

if TYPE_CHECKING:
    from reactfrag.runtime.frames import Frame
    from reactfrag.runtime.handle import SessionHandle
    from reactfrag.runtime.run import Run
    from reactfrag.runtime.shared import AppLink

APP = ROOT
"""The id of the app's instance."""

_FIRST_ID = 10


class WidgetGoneError(LookupError):
    """An event names a widget that is not on the page."""


class BadValueError(ValueError):
    """An event carries a value that its widget does not take."""


@dataclass(frozen=True, slots=True)
class Commit:
    """What a commit did to the page."""

    ops: list[Op]
    stale: list[int]
    """What is left over from before the run, which has not drawn it again yet."""
    added: list[Instance]
    """Instances that were called in the run."""
    removed: list[Instance]
    """Instances that left the page."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of a value from the browser."""

    widget: Widget
    changed: bool
    """Whether it is another value than before."""
    shown: bool
    """Whether the browser shows it as it now stands."""


@dataclass(slots=True, weakref_slot=True)
class Page:
    """Owned by a session. The loop's thread changes it; a run reads it under its lock."""

    state: State = field(default_factory=State)
    tree: Tree = field(default_factory=new_tree)
    widgets: dict[int, Widget] = field(default_factory=dict)
    instances: dict[int, Instance] = field(default_factory=dict)
    keyed: dict[str, int] = field(default_factory=dict)
    """The element that carries each ``key=``."""
    readers: dict[str, set[int]] = field(default_factory=dict)
    """The instances whose last run read each session-state key."""
    shadow: dict[int, dict[int, int]] = field(default_factory=dict)
    """Identities that a run cut short did not reach: block -> identity -> id."""
    orphans: dict[tuple[str, str, str], list[Widget]] = field(default_factory=dict)
    """Widgets of a script that was edited, by kind, label and fragment, in page order."""
    uploads: dict[str, UploadRecord] = field(default_factory=dict)
    memos: dict[int, Memo] = field(default_factory=dict)
    """What the last run of each instance depended on, where that tells when to skip it."""
    blemished: set[int] = field(default_factory=set)
    """Instances that have to run with what is around them, for their body is not what
    their function alone would draw now."""
    unsteady: set[int] = field(default_factory=set)
    """Instances that would read something else if they ran again."""
    handle: SessionHandle | None = None
    """The session, as the user's code may keep it; ``None``: there is none."""
    link: AppLink | None = None
    """What joins it to the state that all sessions share; ``None``: it is alone."""
    replacing: set[int] = field(default_factory=set)
    """Instances that drew something outside of their body, to be replaced."""
    namespaces: Namespaces = field(default_factory=Namespaces)
    payload_refs: dict[int, str] = field(default_factory=dict)
    """The table that each element shows, by its hash."""
    tables: dict[str, Payload] = field(default_factory=dict)
    """The tables on the page, for the next ones to be compared with. Under the lock."""
    media_refs: dict[int, tuple[str, ...]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    """Held while a run draws and while what one has drawn so far is laid over the page; never
    across user code."""
    like: Page | None = None
    """The page of another session of the same script, until the first run has been shown:
    what both show is held once."""
    new_id: Any = field(default_factory=lambda: count(_FIRST_ID).__next__)

    # --- what a run drew ---------------------------------------------------

    def commit(self, run: Run, *, finished: bool) -> Commit:
        """Lay what ``run`` drew over the page.

        ``finished``: what it did not draw again is gone, but where its code was
        cut short the values of the widgets that are gone are remembered.
        """
        new, stale = run.draft.overlay(finished=finished)
        if self.like is not None:
            _share(new, self.like.tree)
            if finished:
                self.like = None
        ops = diff(self.tree, new, run.draft.roots)
        gone = self._gone(new)
        removed = [
            (element, not finished or run.was_cut_short(parent))
            for parent, id in gone
            for element in subtree(self.tree, id)
        ]
        added = [instance for id, instance in run.instances.items() if id in new]
        for instance in added:
            known = self.instances.get(instance.id)
            if known is not None and known is not instance:
                instance.reads, instance.writes = known.reads, known.writes
                instance.outside = known.outside
            self.instances[instance.id] = instance
        if finished:
            self._keep(run)
            added.extend(kept.instance for kept in run.kept.values())
        else:
            for id in (*run.instances, run.instance.id):
                self.blemish(id)
        for id, widget in run.widgets.items():
            if id in new:
                self.widgets[id] = widget
        for key, id in run.keys.items():
            if id in new:
                self.keyed[key] = id
        tree = self.tree
        for id, element in new.items():
            if element.children is None and tree.get(id) is not element:
                self._refer(id, element.props)
        tree.update(new)
        for element, _ in removed:
            if self.tree.get(element.id) is element:
                del self.tree[element.id]
        removed_instances = self._forget(removed)
        self._keep_tables(run)
        if finished:
            self._remember(run)
            self._forget_shadows(id for id in run.draft.blocks if not run.was_cut_short(id))
        return Commit(ops, stale, added, removed_instances)

    def blemish(self, id: int) -> None:
        """The body of an instance is not what its last whole run has drawn any more."""
        self.blemished.add(id)
        self.memos.pop(id, None)

    def take_off(self, id: int) -> Commit:
        """Take the element ``id`` and all that is in it off the page, outside any run."""
        element = self.tree[id]
        parent = self.tree[element.parent]
        removed = [(gone, False) for gone in subtree(self.tree, id)]
        children = tuple(child for child in parent.children or () if child != id)
        self.tree[parent.id] = msgspec.structs.replace(parent, children=children)
        for gone, _ in removed:
            del self.tree[gone.id]
        instances = self._forget(removed)
        # What drew it no longer stands as it was drawn.
        self.blemished.add(self.instance_around(parent.id))
        return Commit([Remove(parent.id, id)], [], [], instances)

    def _keep_tables(self, run: Run) -> None:
        if not run.offered and not self.tables:
            return
        shown = self.payloads()
        offered = {sha: run.offered[sha] for sha in run.offered.keys() & shown}
        self.tables = {sha: t for sha, t in self.tables.items() if sha in shown} | offered

    def _keep(self, run: Run) -> None:
        """Take in how the instances that ``run`` skipped were called."""
        for id, kept in run.kept.items():
            self.instances[id] = kept.instance
            memo = self.memos.pop(id, None)
            if memo is not None and kept.taken is not None:
                self.memos[id] = Memo(kept.taken, memo.reads, memo.writes)

    def _remember(self, run: Run) -> None:
        """Remember what the instances that ran depended on."""
        if run.instance.id == APP and run.namespace is not None:
            self.namespaces.take(run.namespace, others_stay=bool(run.kept))
        for frame in run.settled:
            id = frame.instance.id
            instance = self.instances.get(id)
            if instance is None:
                continue
            instance.returned = frame.returned
            if frame.parts or instance.outside:
                self._remember_outside(frame, instance)
            if frame.steady:
                self.unsteady.discard(id)
            else:
                self.unsteady.add(id)
            lasting = frame.lasting and id not in run.cut
            if lasting:
                self.blemished.discard(id)
            else:
                self.blemished.add(id)
            if lasting and frame.taken is not None:
                self.memos[id] = Memo(frame.taken, frame.reads, frame.left)
            else:
                self.memos.pop(id, None)
        if run.touched:
            self.blemished.update(self.instances.keys() & run.touched)

    def _remember_outside(self, frame: Frame, instance: Instance) -> None:
        instance.outside = {block: tuple(part.drawn) for block, part in frame.parts.items()}
        if instance.outside:
            self.replacing.add(instance.id)
        else:
            self.replacing.discard(instance.id)

    def settle_reads(self, instance: Instance, reads: dict[str, int]) -> None:
        """Remember what the last run of ``instance`` read."""
        for key in instance.reads.keys() - reads.keys():
            readers = self.readers[key]
            readers.discard(instance.id)
            if not readers:
                del self.readers[key]
        for key in reads:
            self.readers.setdefault(key, set()).add(instance.id)
        instance.reads = reads

    def is_stale(self, instance: Instance) -> bool:
        """Whether ``instance`` has seen an older version of a key than the present one."""
        version = self.state.version
        return any(version(key) != seen for key, seen in instance.reads.items())

    def stale_readers(self, keys: Iterable[str]) -> dict[int, str]:
        """Return the fragment instances that ``keys`` made stale, each with the key."""
        found: dict[int, str] = {}
        for key in keys:
            for id in self.readers.get(key, ()):
                if id != APP and id not in found and self.is_stale(self.instances[id]):
                    found[id] = key
        return found

    def ancestors(self, id: int) -> Iterable[int]:
        """Iterate over the instances around the instance ``id``, innermost first."""
        parent = self.instances[id].parent
        while parent is not None:
            yield parent
            around = self.instances.get(parent)
            parent = around.parent if around is not None else None

    def is_inside(self, instance: Instance, id: int) -> bool:
        """Whether ``instance``, which may have left the page, was called within ``id``."""
        around = self.instances.get(instance.parent) if instance.parent is not None else None
        return instance.parent == id or (around is not None and self.is_inside(around, id))

    def instance_around(self, id: int) -> int:
        """Return the instance whose body the element ``id`` stands in, or is."""
        while id not in self.instances:
            id = self.tree[id].parent
        return id

    def position(self, id: int) -> tuple[int, ...]:
        """Return where the element ``id`` stands, comparable in page order."""
        path: list[int] = []
        element = self.tree.get(id)
        while element is not None and element.id != ROOT:
            parent = self.tree[element.parent]
            path.append((parent.children or ()).index(element.id))
            element = parent
        return tuple(reversed(path))

    def payloads(self) -> set[str]:
        """Return the hashes of all tables on the page."""
        return set(self.payload_refs.values())

    # --- what a user did ---------------------------------------------------

    def apply(self, id: int, raw: Any) -> Applied:
        """Take a widget's value from the browser.

        Raises :class:`WidgetGoneError` or :class:`BadValueError`.
        """
        widget = self.widgets.get(id)
        element = self.tree.get(id)
        if widget is None or element is None:
            raise WidgetGoneError("This input is not on the page any more.")
        props = element.props
        if getattr(props, "disabled", False):
            raise BadValueError("This input is disabled.")
        try:
            value = widget.decode(raw)
        except (ValueError, TypeError, KeyError, IndexError, OverflowError) as error:
            label = props.label if isinstance(props, WidgetProps) else widget.kind
            raise BadValueError(f"{label}: {error}") from error
        if widget.trigger:
            widget.value = value
            self.blemished.add(widget.instance)
            if widget.key is not None:
                self.state.set(widget.key, value)
            return Applied(widget, changed=True, shown=True)
        wire = widget.encode(value)
        changed = bool(wire != self.wire(id))
        self.set_value(widget, value)
        # The browser shows what it sent; only another form of it need be told.
        self._show_value(element, wire)
        return Applied(widget, changed, shown=wire == raw)

    def wire(self, id: int) -> Any:
        """Return the value that the widget ``id`` shows, in wire form."""
        return getattr(self.tree[id].props, "value", None)

    def orphan_widgets(self) -> None:
        """Let the widgets that an edited script draws take over the values of these.

        An edit moves the calls in a function, so that they are not known again
        by where they stand; kind, label and order find most of them.  Those that
        a run cut short did not reach come last: an edit may mend one that failed.
        """
        self.orphans.clear()
        standing = [e.id for e in subtree(self.tree, ROOT) if e.id in self.widgets]
        for id in dict.fromkeys([*standing, *self.widgets]):
            widget = self.widgets[id]
            if widget.key is None and not widget.trigger:
                likeness = widget.kind, widget.label, widget.node
                self.orphans.setdefault(likeness, []).append(widget)

    def adopt(self, kind: str, label: str, node: str) -> Widget | None:
        """Return the first widget of the script before the edit that is like this."""
        candidates = self.orphans.get((kind, label, node))
        return candidates.pop(0) if candidates else None

    def disown(self, widget: Widget) -> None:
        """``widget`` stands as it did before the edit: nobody is to take over its value."""
        candidates = self.orphans.get((widget.kind, widget.label, widget.node), [])
        if widget in candidates:
            candidates.remove(widget)

    def set_value(self, widget: Widget, value: Any) -> None:
        """Make ``value`` the widget's, in session state if it has a key."""
        self.blemished.add(widget.instance)
        if widget.key is not None:
            self.state.set(widget.key, value)
        else:
            widget.value = value

    def value(self, widget: Widget) -> Any:
        """Return the widget's value."""
        if widget.key is not None and widget.key in self.state:
            return self.state.get(widget.key)
        return widget.value

    def show_default(self, widget: Widget) -> dict[str, Any] | None:
        """Let the page show the widget's default; return the props that changed."""
        element = self.tree.get(widget.id)
        if element is None or self.wire(widget.id) == widget.default:
            return None
        self._show_value(element, widget.default)
        return {"value": widget.default}

    def upload(self, id: str) -> UploadedFile | None:
        """Open the uploaded file ``id``."""
        record = self.uploads.get(id)
        return UploadedFile(record) if record is not None else None

    def close(self) -> None:
        """Let go of what is shared with other sessions."""
        for names in self.media_refs.values():
            for name in names:
                media.store.release(name)
        self.media_refs.clear()

    # --- inside ------------------------------------------------------------

    def _gone(self, new: dict[int, Element]) -> list[tuple[int, int]]:
        """Return what ``new`` leaves out, as (parent, child)."""
        gone: list[tuple[int, int]] = []
        for id, after in new.items():
            before = self.tree.get(id)
            if before is None or before is after or before.children is None:
                continue
            if before.children == after.children:
                continue
            missing = set(before.children).difference(after.children or ())
            gone.extend((id, child) for child in missing)
        return gone

    def _forget(self, removed: Iterable[tuple[Element, bool]]) -> list[Instance]:
        """Let go of elements; those marked true may come back with their values."""
        instances: list[Instance] = []
        for element, remember in removed:
            id = element.id
            if id in self.tree:
                continue
            self._refer(id, None)
            instance = self.instances.pop(id, None)
            if instance is not None:
                self.settle_reads(instance, {})
                self.memos.pop(id, None)
                self.blemished.discard(id)
                self.unsteady.discard(id)
                self.replacing.discard(id)
                instances.append(instance)
            if remember:
                self.shadow.setdefault(element.parent, {})[element.ident] = id
            else:
                self._forget_widget(id)
                # What a run of it that was cut short did not reach goes with it.
                self._forget_shadows([id])
        return instances

    def _forget_widget(self, id: int) -> None:
        widget = self.widgets.pop(id, None)
        if widget is not None and widget.key is not None and self.keyed.get(widget.key) == id:
            del self.keyed[widget.key]
            if widget.key in self.state and not widget.persist:
                self.state.delete(widget.key)

    def _forget_shadows(self, blocks: Iterable[int]) -> None:
        if not self.shadow:
            return
        pending = list(blocks)
        while pending:
            for id in self.shadow.pop(pending.pop(), {}).values():
                if id not in self.tree:
                    self._forget_widget(id)
                    pending.append(id)

    def _refer(self, id: int, props: Props | None) -> None:
        sha = payload_of(props) if props is not None else None
        if sha is not None:
            self.payload_refs[id] = sha
        elif id in self.payload_refs:
            del self.payload_refs[id]
        names = _media_of(props)
        held = self.media_refs.get(id, ())
        if names != held:
            kept = tuple(name for name in names if media.store.hold(name))
            if kept:
                self.media_refs[id] = kept
            else:
                self.media_refs.pop(id, None)
            for name in held:
                media.store.release(name)

    def _show_value(self, element: Element, wire: Any) -> None:
        if hasattr(element.props, "value"):
            props = msgspec.structs.replace(element.props, value=wire)
            self.tree[element.id] = msgspec.structs.replace(element, props=props)


def _share(new: dict[int, Element], others: Tree) -> None:
    """Put what equals an element of another page in place of one's own."""
    for id, element in new.items():
        other = others.get(id)
        if other is not None and other == element:
            new[id] = other


def _media_of(props: Props | None) -> tuple[str, ...]:
    """Return the names of the files that ``props`` offers, if the addresses look like ours."""
    if props is None:
        return ()
    parts = [address.rsplit("/", 2) for address in props.addresses() if address]
    return tuple(part[1] for part in parts if len(part) == 3)


def first_instance() -> Instance:
    """Return the instance of the app itself."""
    return Instance(id=APP, node="app", name="app", parent=None)


def body_of(instance: Instance) -> int:
    """Return the id of the block that ``instance`` draws into."""
    return MAIN if instance.id == APP else instance.id
