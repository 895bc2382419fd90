"""One run of one instance: what the user's code draws, reads and writes.

A run belongs to one thread at a time.  Nested fragments called in it are part
of it; each has a frame of its own, so that reads and widgets are known to
belong to the innermost one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn, TypeVar

from reactfrag.errors import (
    ApiError,
    DialogError,
    DuplicateKeyError,
    OutsideContainerError,
    SidebarInFragmentError,
    StateAfterWidgetError,
)
from reactfrag.protocol import MAIN, ROOT, SIDEBAR
from reactfrag.protocol.props import App, FragmentBody, Props, Toast
from reactfrag.runtime import media
from reactfrag.runtime.control import Interrupted, Rerun, Signal
from reactfrag.runtime.draft import BlockDraft, Draft
from reactfrag.runtime.files import UploadedFile
from reactfrag.runtime.identity import call_path
from reactfrag.runtime.instance import Definition, Instance
from reactfrag.runtime.page import APP, Page, body_of
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.state import SHAPE
from reactfrag.runtime.traceback import describe
from reactfrag.runtime.widgets import Widget

log = logging.getLogger("reactfrag")

T = TypeVar("T")


class Place:
    """Where an element goes: the end of a block, or the slot of one element in it."""

    __slots__ = ("block", "slot")

    def __init__(self, block: int, slot: int = 0) -> None:
        self.block = block
        self.slot = slot


class Frame:
    """What an instance does in this run."""

    __slots__ = ("instance", "reads", "stack", "writes")

    def __init__(self, instance: Instance, body: int) -> None:
        self.instance = instance
        self.stack = [body]
        """The blocks of the open ``with`` statements, the body at the bottom."""
        self.reads: dict[str, int] = {}
        self.writes: set[str] = set()


class Run:
    """See the module. Made by the scheduler, driven by the executor."""

    def __init__(
        self,
        page: Page,
        instance: Instance,
        settings: Settings,
        *,
        fired: frozenset[int] | set[int] = frozenset(),
        node_of: Callable[[Callable[..., Any]], str] = lambda function: function.__qualname__,
    ) -> None:
        self.page = page
        self.instance = instance
        self.settings = settings
        self.draft = Draft(page.tree, page.shadow, page.new_id)
        self.lock = threading.Lock()
        """Held while what is drawn changes or is read; never across user code."""
        self.superseded = False
        """Set by the loop's thread; seen at the next element or state access."""
        self.ended = False
        """Likewise; not even a callback goes on."""
        self.in_callback = False
        self.shown = False
        """Whether the browser has been shown what it had drawn before it was over."""
        """A callback is not repeated, so a run that is superseded waits for its end."""
        self.fired = fired
        self.consumed: set[int] = set()
        """The triggers whose true has been handed to the user's code."""
        self.widgets: dict[int, Widget] = {}
        self.instances: dict[int, Instance] = {}
        self.keys: dict[str, int] = {}
        self.toasts: list[Toast] = []
        self.payloads: dict[str, tuple[str, bytes]] = {}
        """Tables offered in this run, the newest last: hash -> (format, bytes)."""
        self._offered: list[str] = []
        """The media offered in this run, by name."""
        self.settled: list[Frame] = []
        """The frames of the instances that came to their end, in order."""
        self.again: list[Rerun] = []
        """Reruns asked for by callbacks and by fragments inside this run."""
        self.cut: set[int] = set()
        """The instances whose code did not come to its own end."""
        self.dialog = ""
        """The dialog opened in this run, by name."""
        self.page_props = App()
        self._node_of = node_of
        self.frames = [Frame(instance, body_of(instance))]
        self._begin()

    @property
    def interrupted(self) -> bool:
        """Whether the user's code is to go no further."""
        return self.ended or (self.superseded and not self.in_callback)

    @property
    def at_top_level(self) -> bool:
        """Whether what is drawn now stands in the main part of the page, in no container."""
        return len(self.frames) == 1 and self.frames[0].stack == [MAIN]

    # --- drawing -----------------------------------------------------------

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
        frame = self.frames[-1]
        self._guard_sidebar(at.block, frame)
        frame.stack.append(at.block)

    def leave(self) -> None:
        """End ``with container:``."""
        self.frames[-1].stack.pop()

    def enclosing(self, at: Place | None, kind: str) -> int:
        """Return the id of the nearest block of ``kind`` around ``at``, 0 if there is none."""
        id = at.block if at is not None else self.frames[-1].stack[-1]
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
        self.toasts.append(toast)

    def page_config(self, **fields: Any) -> None:
        """Set fields of the root's props."""
        self._check()
        block = self.draft.blocks.get(ROOT)
        current = {name: getattr(self.page_props, name) for name in App.__struct_fields__}
        self.page_props = App(**(current | fields))
        if block is not None:
            with self.lock:
                self.draft.set_props(ROOT, self.page_props)

    def payload(self, data: bytes, format: str) -> str:
        """Offer a table to the page; return the hash to name it by in props."""
        sha = media.content_hash(data)
        with self.lock:
            self.payloads.pop(sha, None)
            self.payloads[sha] = (format, data)
        return sha

    def take_payloads(self) -> dict[str, tuple[str, bytes]]:
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
        self._check()
        sha = media.store.offer(data, mime, file_name)
        self._offered.append(sha)
        return self.settings.media_address(sha, file_name)

    def close(self) -> None:
        """The run is over, and what it drew is on the page."""
        while self._offered:
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
        frame = self.frames[-1]
        with self.lock:
            if at is not None and at.slot:
                id = self._replace(at, props, frame)
                return at, id
            block = self._block(at, frame)
            path = 0 if key is not None or block.single else call_path(3)
            ident = self.draft.ident(block, path, props.kind, key)
            id = self.draft.claim(block, ident)
            if key is not None:
                self._take_key(key, id)
            self.draft.put(block, id, ident, props, frame.instance.id)
        return Place(block.element.id, id), id

    def _replace(self, at: Place, props: Props, frame: Frame) -> int:
        block = self._reach(at)
        id = self.draft.replace(block, at.slot, props, frame.instance.id)
        if not id:
            ident = self.draft.ident(block, 0, props.kind, None)
            id = self.draft.claim(block, ident)
            self.draft.put(block, id, ident, props, frame.instance.id)
        at.slot = id
        return id

    def _block(self, at: Place | None, frame: Frame) -> BlockDraft:
        id = frame.stack[-1] if at is None else at.block
        block = self.draft.blocks.get(id)
        if block is not None and id != SIDEBAR:
            return block
        self._guard_sidebar(id, frame)
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
        return block

    def _guard_sidebar(self, block: int, frame: Frame) -> None:
        if block == SIDEBAR and frame.instance.id != APP:
            if frame.instance.is_dialog:
                raise DialogError(
                    f"The dialog `{frame.instance.name}` uses `sidebar`, which is behind it. Draw "
                    "there from the page, and pass on through session state what it should show."
                )
            raise SidebarInFragmentError(frame.instance.name)

    def _check(self) -> None:
        if self.interrupted:
            raise Interrupted

    # --- widgets -----------------------------------------------------------

    def widget(
        self,
        at: Place | None,
        *,
        kind: str,
        key: str | None,
        label: str,
        default: T,
        decode: Callable[[Any], T],
        encode: Callable[[T], Any],
        props: Callable[[Any, int], Props],
        on_change: Callable[..., object] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
        trigger: bool = False,
        drawn_at: Callable[[Place], object] | None = None,
    ) -> T:
        """Draw an input and return its value.

        Parameters
        ----------
        decode
            From the browser's value to Python's; ``ValueError`` if it is not valid.
        encode
            The way back; ``ValueError`` if the author set something not valid.
        props
            From the value in wire form and the id of the form around it (0: none).
        trigger
            The value sent is that of the one run that answers a click, the default of others.
        drawn_at
            Told where it stands, for one that is a block: elements are added to it there.
        """
        if self.interrupted:
            raise Interrupted
        frame = self.frames[-1]
        owner = frame.instance.id
        # What a user opens in a form is no part of what the form submits.
        form = 0 if drawn_at is not None else self.enclosing(at, "form")
        with self.lock:
            block = self._block(at, frame)
            if block.owner != owner and owner != APP:
                raise OutsideContainerError(kind, frame.instance.name)
            path = 0 if key is not None else call_path(2)
            ident = self.draft.ident(block, path, kind, key)
            id = self.draft.claim(block, ident)
            if key is not None:
                self._take_key(key, id)
        default_wire = encode(default)
        value, wire = self._value(id, kind, key, label, default, default_wire, encode, trigger)
        drawn = props(wire, form)
        widget = Widget(
            id=id,
            kind=kind,
            key=key,
            label=label,
            instance=owner,
            node=frame.instance.name,
            form=form,
            value=value,
            default=default_wire,
            decode=decode,
            encode=encode,
            on_change=on_change,
            args=args or (),
            kwargs=kwargs or {},
            trigger=trigger,
        )
        with self.lock:
            self.widgets[id] = widget
            self.draft.put(block, id, ident, drawn, owner, at.slot if at is not None else 0)
        if drawn_at is not None:
            drawn_at(Place(id))
        return value

    def _value(
        self,
        id: int,
        kind: str,
        key: str | None,
        label: str,
        default: T,
        default_wire: Any,
        encode: Callable[[T], Any],
        trigger: bool,
    ) -> tuple[T, Any]:
        state = self.page.state
        if trigger:
            fired: Any = default
            if id in self.fired:
                fired = self.page.widgets[id].value
                self.consumed.add(id)
            if key is not None:
                state.set_quietly(key, fired)
                self._note_read(key)
            return fired, None
        if key is not None:
            if key in state:
                value = state.get(key)
                try:
                    wire = encode(value)
                except ValueError as error:
                    if key not in self.page.keyed:
                        raise ApiError(f"session_state[{key!r}] = {value!r}: {error}") from error
                    value, wire = default, default_wire
                    self._own(key, lambda: state.set(key, default))
            else:
                value, wire = default, default_wire
                self._own(key, lambda: state.set(key, default))
            self._note_read(key)
            return value, wire
        known = self.page.widgets.get(id)
        if self.page.orphans:
            known = known or self.page.adopt(kind, label, self.frames[-1].instance.name)
        if known is not None and known.kind == kind and known.default == default_wire:
            try:
                return known.value, encode(known.value)
            except ValueError:
                pass
        return default, default_wire

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

    # --- session state -----------------------------------------------------

    def read_state(self, key: str) -> Any:
        """Return the value of ``key``, and remember that it was read."""
        self._check()
        self._note_read(key)
        return self.page.state.get(key)

    def has_state(self, key: str) -> bool:
        """Return whether ``key`` is there, and remember that it was asked for."""
        self._check()
        self._note_read(key)
        return key in self.page.state

    def state_keys(self) -> list[str]:
        """Return the keys there are, and remember that they were asked for."""
        self._check()
        self._note_read(SHAPE)
        return list(self.page.state)

    def write_state(self, key: str, value: Any) -> None:
        """Set ``key``."""
        self._check()
        id = self.keys.get(key)
        if id is not None and id in self.widgets:
            raise StateAfterWidgetError(key)
        self._own(key, lambda: self.page.state.set(key, value))

    def delete_state(self, key: str) -> None:
        """Remove ``key``; ``KeyError`` if there is none."""
        self._check()
        self._own(key, lambda: self.page.state.delete(key))

    def _own(self, key: str, write: Callable[[], object]) -> None:
        frame = self.frames[-1]
        self._look_around(key, frame)
        version = self.page.state.version
        # What an instance writes itself does not make it stale, but what a
        # fragment inside it wrote in between does.
        current = [seen for seen in (key, SHAPE) if frame.reads.get(seen) == version(seen)]
        self.page.state.author = frame.instance.node
        try:
            write()
        finally:
            self.page.state.author = ""
        frame.writes.add(key)
        for seen in current:
            frame.reads[seen] = version(seen)

    def _note_read(self, key: str) -> None:
        frame = self.frames[-1]
        self._look_around(key, frame)
        if key not in frame.reads:
            frame.reads[key] = self.page.state.version(key)

    def _look_around(self, key: str, frame: Frame) -> None:
        """See what instances around ``frame`` did in place before it touches ``key`` at first."""
        if frame is self.frames[0] or key in frame.reads or key in frame.writes:
            return
        for around in reversed(self.frames[:-1]):
            if key in around.reads or key in around.writes:
                self._look(key, around)
                return

    def _look(self, key: str, frame: Frame) -> None:
        """Take what was changed in place for a write of ``frame``."""
        state = self.page.state
        before = state.version(key)
        state.author = frame.instance.node
        if state.notice(key):
            frame.writes.add(key)
            if frame.reads.get(key) == before:
                frame.reads[key] = state.version(key)
        state.author = ""

    # --- fragments ---------------------------------------------------------

    def call_fragment(
        self, definition: Definition, args: tuple[Any, ...], kwargs: dict[str, Any], call: Any
    ) -> Any:
        """Run a fragment where it is called, within this run; return what it returns.

        Its exceptions are shown in its place; the caller goes on.
        """
        body = self._draw(None, FragmentBody(name=definition.name), None)[1]
        instance = Instance(
            id=body,
            node=self._node_of(definition.function),
            name=definition.name,
            parent=self.frames[-1].instance.id,
            definition=definition,
            args=args,
            kwargs=kwargs,
        )
        with self.lock:
            self.draft.blocks[body].owner = body
            self.instances[body] = instance
        self.frames.append(Frame(instance, body))
        try:
            return call(definition.function, *args, **kwargs)
        except (Signal, SystemExit) as signal:
            self.cut.add(body)
            if not isinstance(signal, Rerun) or signal.scope != "fragment":
                raise
            self.again.append(Rerun("instance", (str(body),)))
        except BaseException as error:
            # Not all that an author's code may raise is an Exception: a cancellation is not,
            # nor is the panic of a library written in Rust.
            self.cut.add(body)
            self.report(error)
        finally:
            self.end_frame()
        return None

    def end_frame(self) -> None:
        """The innermost instance's code is over: see what it changed in place."""
        frame = self.frames.pop()
        for key in frame.reads.keys() | frame.writes:
            self._look(key, frame)
        self.settled.append(frame)

    def report(self, error: BaseException) -> None:
        """Show ``error`` at the end of the innermost instance's body."""
        frame = self.frames[-1]
        block = self.draft.blocks[frame.stack[0]]
        props = describe(error)
        lines = "".join(f"\n  {f.file}:{f.line} in {f.function}: {f.code}" for f in props.frames)
        log.error("%s in %s: %s%s", props.type, frame.instance.name, props.message, lines)
        with self.lock:
            ident = self.draft.ident(block, 0, props.kind, None)
            id = self.draft.claim(block, ident)
            self.draft.put(block, id, ident, props, frame.instance.id)

    def was_cut_short(self, block: int) -> bool:
        """Whether the code that draws ``block`` did not come to its own end."""
        drawn = self.draft.blocks.get(block)
        return drawn is not None and drawn.owner in self.cut

    def request_rerun(self, request: Rerun) -> NoReturn:
        """End the user's code here, as ``rerun()`` asks."""
        self._check()
        if request.scope == "fragment" and self.frames[-1].instance.id == APP:
            raise ApiError('rerun(scope="fragment") works inside a fragment only.')
        for key in request.keys:
            if not any(
                key == instance.key
                for known in (self.page.instances, self.instances)
                for instance in list(known.values())
            ):
                raise ApiError(f"rerun({key!r}): no fragment on the page has that key.")
        raise request

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
