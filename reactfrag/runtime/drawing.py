"""The page, as the user's code draws it: elements, containers, what they show."""

from __future__ import annotations

from collections.abc import Container, Mapping
from contextlib import suppress
from typing import Any

from reactfrag.errors import ApiError, DialogError, DuplicateKeyError, SidebarInFragmentError
from reactfrag.protocol import MAIN, ROOT, SIDEBAR
from reactfrag.protocol.props import App, Props, Toast
from reactfrag.runtime import media
from reactfrag.runtime.control import Interrupted
from reactfrag.runtime.draft import BlockDraft, Draft
from reactfrag.runtime.files import UploadedFile
from reactfrag.runtime.frames import Frame, Place, Position, Strand, here
from reactfrag.runtime.identity import call_path
from reactfrag.runtime.instance import Instance
from reactfrag.runtime.page import APP, Page, body_of
from reactfrag.runtime.parts import Part
from reactfrag.runtime.payloads import Payload
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.state import State
from reactfrag.runtime.tree import payload_of
from reactfrag.runtime.widgets import Widget


class Drawing:
    """The part of a run that has to do with elements."""

    def __init__(
        self,
        page: Page,
        instance: Instance,
        settings: Settings,
        state: State | None = None,
    ) -> None:
        self.page = page
        self.instance = instance
        self.settings = settings
        self.draft = Draft(page.tree, page.shadow, page.new_id)
        self.lock = page.lock
        self.superseded = False
        """Set by the loop's thread; seen at the next element or state access."""
        self.ended = False
        """Likewise; not even a callback goes on."""
        self.in_callback = False
        """A callback is not repeated, so a run that is superseded waits for its end."""
        self.shown = False
        """Whether the browser has been shown what it had drawn before it was over."""
        self.keys: dict[str, int] = {}
        self.widgets: dict[int, Widget] = {}
        self.toasts: list[Toast] = []
        self.payloads: dict[str, Payload] = {}
        """Tables offered in this run that the outbox has not got yet, the newest last."""
        self.offered: dict[str, Payload] = {}
        """All tables offered in this run."""
        self.bases: dict[str, str] = {}
        """Tables that take the place of another one on the page, which differs in a few rows."""
        self._over = False
        self._offered: list[str] = []
        """The media offered in this run, by name."""
        self.dialog = ""
        """The dialog opened in this run, by name."""
        self.touched: set[int] = set()
        """The instances that others drew something into."""
        self.page_props = App()
        body = body_of(instance)
        self.root = Frame(instance, body, Strand(page.state if state is None else state), None)
        """The frame of the run's own instance."""
        self._start = Position(self.root, body, None)
        self._begin()

    @property
    def position(self) -> Position:
        """Where the current thread or task is in this run."""
        return here.get() or self._start

    @property
    def frame(self) -> Frame:
        """The frame of the innermost instance here."""
        return (here.get() or self._start).frame

    @property
    def interrupted(self) -> bool:
        """Whether the user's code is to go no further."""
        return self.ended or (self.superseded and not self.in_callback)

    @property
    def at_top_level(self) -> bool:
        """Whether what is drawn now stands in the main part of the page, in no container."""
        position = self.position
        return position.frame is self.root and position.outer is None and position.block == MAIN

    @property
    def drawn(self) -> int:
        """How many elements have been drawn."""
        return len(self.draft.leaves) + len(self.draft.blocks)

    def emit(self, at: Place | None, props: Props, *, key: str | None = None) -> Place:
        """Draw a leaf at ``at`` (``None``: the innermost ``with`` block).

        Returns its place: to draw there again replaces it.
        """
        return self._draw(at, props, key)[0]

    def open(self, at: Place | None, props: Props, *, key: str | None = None) -> Place:
        """Draw a block; elements drawn into the place returned are added to it."""
        return Place(self._draw(at, props, key)[1])

    def remove(self, at: Place) -> None:
        """Take what stands at ``at`` off the page; for a block: all that is in it."""
        self._check()
        with self.lock:
            block = self._reach(at)
            if at.slot:
                self.draft.erase(block, at.slot)
            else:
                self.draft.clear(block)

    def enter(self, at: Place) -> None:
        """Begin ``with container:``."""
        frame = self.frame
        self._guard_sidebar(at.block, frame)
        here.set(Position(frame, at.block, here.get()))

    def leave(self) -> None:
        """End ``with container:``."""
        here.set(self.position.outer)

    def enclosing(self, at: Place | None, kind: str) -> int:
        """Return the id of the nearest block of ``kind`` around ``at``, 0 if there is none."""
        id = at.block if at is not None else self.position.block
        draft = self.draft
        with self.lock:
            while id != ROOT:
                props = draft.props(id)
                if props is None:
                    return 0
                if props.kind == kind:
                    return id
                id = draft.parent(id)
        return 0

    def toast(self, toast: Toast) -> None:
        """Show ``toast`` beside the page."""
        self._check()
        self.frame.lasting = False
        self.toasts.append(toast)

    def page_config(self, **fields: Any) -> None:
        """Set fields of the root's props."""
        self._check()
        self.frame.lasting = False
        block = self.draft.blocks.get(ROOT)
        current = {name: getattr(self.page_props, name) for name in App.__struct_fields__}
        self.page_props = App(**(current | fields))
        if block is not None:
            with self.lock:
                self.draft.set_props(ROOT, self.page_props)

    def payload(self, payload: Payload) -> str:
        """Offer a table to the page; return the hash to name it by in props."""
        sha = payload.sha
        with self.lock:
            self.payloads.pop(sha, None)
            self.payloads[sha] = self.offered[sha] = payload
        return sha

    def compare(self, id: int, props: Props) -> None:
        """See whether the table of ``props`` differs little from the one that stands at ``id``.

        Not under the lock: it may take long.
        """
        sha = payload_of(props)
        if sha is None:
            return
        with self.lock:
            standing = self.page.tree.get(id)
            before = payload_of(standing.props) if standing is not None else None
            base = self.page.tables.get(before) if before is not None else None
            table = self.offered.get(sha)
        if base is not None and table is not None and base is not table and table.compare(base):
            self.bases[sha] = base.sha

    def take_payloads(self) -> dict[str, Payload]:
        """Return the tables to send. Under the lock while the run is under way.

        The newest is returned again the next time: its element may not be drawn yet.
        """
        taken = self.payloads
        newest = next(reversed(taken), None)
        self.payloads = {} if newest is None else {newest: taken[newest]}
        return taken

    def media(self, data: bytes, mime: str, file_name: str) -> str:
        """Offer bytes for the browser to fetch; return their address.

        They are kept until the run is over, and by then by the page that shows them.
        """
        return self.settings.media_address(self._offer(data, mime, file_name), file_name)

    def table_rows(self, data: bytes, mime: str) -> str:
        """Offer a table for the browser to fetch rows of; return where. Kept as media are."""
        return self.settings.table_url.format(sha=self._offer(data, mime, "rows"))

    def _offer(self, data: bytes, mime: str, file_name: str) -> str:
        self._check()
        sha = media.store.offer(data, mime, file_name)
        self._offered.append(sha)
        if self._over:
            # The session ended meanwhile, or this is code that has outlived its run.
            self._let_go()
        return sha

    def close(self) -> None:
        """The run is over, and what it drew is on the page; what goes on of its code ends."""
        self.ended = self._over = True
        self.root.strand.settled.clear()
        self._let_go()

    def _let_go(self) -> None:
        """Release what was offered. Any thread, several at once."""
        with suppress(IndexError):
            while True:
                media.store.release(self._offered.pop())

    def upload_url(self) -> str:
        """Return where a file uploader of this session posts."""
        return self.settings.upload_url

    def uploaded(self, id: str) -> UploadedFile | None:
        """Return the file that this session uploaded under ``id``."""
        return self.page.upload(id)

    def _draw(self, at: Place | None, props: Props, key: str | None) -> tuple[Place, int]:
        if self.interrupted:
            raise Interrupted
        position = here.get() or self._start
        frame = position.frame
        # What is on the page may be sent at once: by then it has to be known how.
        tabular = payload_of(props) is not None
        if tabular and at is not None and at.slot:
            self.compare(at.slot, props)
        with self.lock:
            if at is not None and at.slot:
                id = self._replace(at, props, frame)
                return at, id
            block = self._block(at, position)
            path = 0 if key is not None or block.single else call_path(3)
            part = None
            if block.owner != frame.instance.id and not block.single:
                if frame.instance.replaces:
                    part = self._part(block, frame)
                    path = hash((path, frame.instance.id))
                elif frame.strand.order:
                    # Others draw here beside it: which of them is the first is chance.
                    path = hash((path, frame.instance.id))
            ident = self.draft.ident(block, path, props.kind, key)
            id = self.draft.claim(block, ident)
            if key is not None:
                self._take_key(key, id)
            if not tabular:
                order = self._order(frame.strand)
                self.draft.put(block, id, ident, props, frame.instance.id, order=order, part=part)
                return Place(block.element.id, id), id
        self.compare(id, props)
        with self.lock:
            order = self._order(frame.strand)
            self.draft.put(block, id, ident, props, frame.instance.id, order=order, part=part)
        return Place(block.element.id, id), id

    def _order(self, strand: Strand) -> tuple[int, ...] | None:
        """Where what ``strand`` draws now stands among what others do; ``None``: there are none."""
        return (*strand.order, strand.calls) if strand.calls or strand.order else None

    def _replace(self, at: Place, props: Props, frame: Frame) -> int:
        block = self._reach(at)
        id = self.draft.replace(block, at.slot, props, frame.instance.id)
        if not id:
            ident = self.draft.ident(block, 0, props.kind, None)
            id = self.draft.claim(block, ident)
            self.draft.put(block, id, ident, props, frame.instance.id)
        at.slot = id
        return id

    def _block(self, at: Place | None, position: Position) -> BlockDraft:
        id = position.block if at is None else at.block
        block = self.draft.blocks.get(id)
        if block is not None and id != SIDEBAR:
            if block.owner != position.frame.instance.id:
                self._draw_elsewhere(block, position.frame)
            return block
        self._guard_sidebar(id, position.frame)
        return self._reach(Place(id))

    def _reach(self, at: Place) -> BlockDraft:
        block = self.draft.reach(at.block)
        if block is None and self.in_callback:
            # It is about to be drawn anew, without what a callback writes to it.
            return self.draft.nowhere()
        if block is None:
            raise ApiError(
                "This container is not on the page any more. Containers last until the code that "
                "created them runs again: create it anew rather than keeping it."
            )
        self._draw_elsewhere(block, self.frame)
        return block

    def _draw_elsewhere(self, block: BlockDraft, frame: Frame) -> None:
        """Note that ``frame`` draws into a block which may be another instance's."""
        owner = self.page.instance_around(block.element.id) if block.keep else block.owner
        if owner != frame.instance.id:
            frame.lasting = False
            self.touched.add(owner)

    def _part(self, block: BlockDraft, frame: Frame) -> Part:
        """Return the share of ``block`` of an instance that replaces what it draws outside."""
        id = block.element.id
        part = frame.parts.get(id)
        if part is None:
            known = self.page.instances.get(frame.instance.id)
            before = known.outside.get(id, ()) if known is not None else ()
            part = frame.parts[id] = self.draft.part(block, before)
        return part

    def end_parts(self, frame: Frame) -> None:
        """Take off what ``frame``'s last run drew outside and this one has not drawn again."""
        known = self.page.instances.get(frame.instance.id)
        if known is not None:
            self._take_off(known, frame.parts)

    def end_parts_within(self, drawn: Container[int]) -> None:
        """Take off what instances drew outside that were in this run's own and are not called
        any more: they are not in ``drawn``."""
        for id in list(self.page.replacing):
            known = self.page.instances.get(id)
            called = id in drawn or id == self.instance.id
            if known is not None and not called and self._covers(id):
                self._take_off(known, {})

    def _take_off(self, known: Instance, parts: Mapping[int, Part]) -> None:
        with self.lock:
            for id, children in known.outside.items():
                block = self.draft.reach(id)
                if block is not None and block.keep:
                    part = parts.get(id)
                    for child in children if part is None else list(part.pending):
                        self.draft.erase(block, child)

    def _guard_sidebar(self, block: int, frame: Frame) -> None:
        if block == SIDEBAR and frame.instance.id != APP and not frame.instance.replaces:
            if frame.instance.is_dialog:
                raise DialogError(
                    f"The dialog `{frame.instance.name}` uses `sidebar`, which is behind it. Draw "
                    "there from the page, and pass on through session state what it should show."
                )
            raise SidebarInFragmentError(frame.instance.name)

    def _check(self) -> None:
        if self.interrupted:
            raise Interrupted

    def _take_key(self, key: str, id: int) -> None:
        if self.keys.setdefault(key, id) != id:
            raise DuplicateKeyError(key)
        other = self.page.keyed.get(key, id)
        if other != id and other in self.page.tree:
            widget = self.page.widgets.get(other)
            if widget is not None and not self._covers(widget.instance):
                raise DuplicateKeyError(key)

    def _covers(self, instance: int) -> bool:
        """Whether the run of this instance draws ``instance`` anew."""
        if self.instance.id == APP or instance == self.instance.id:
            return True
        return instance in self.page.instances and self.instance.id in self.page.ancestors(instance)

    def _begin(self) -> None:
        owner = self.instance.id
        if owner == APP:
            # What stands is redrawn from the root on, whose own children are fixed.
            root = self.draft.redraw(ROOT, owner, self.page_props)
            root.children = [MAIN, SIDEBAR]
            for id in (MAIN, SIDEBAR):
                self.draft.redraw(id, owner)
        else:
            self.draft.redraw(owner, owner)
