"""What a session has to say to its browser, in numbered patches.

One browser at a time is attached.  A browser that comes back is sent the
patches it missed, or the whole page when they are no longer kept.  One that
does not acknowledge gets a bounded number of patches; what happens meanwhile
is merged into one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from reactfrag.protocol import (
    ROOT,
    Insert,
    Op,
    Patch,
    Reset,
    ServerError,
    ServerMessage,
    Set,
    ShowToast,
)
from reactfrag.runtime.diff import diff
from reactfrag.runtime.page import Page
from reactfrag.runtime.payloads import Payload
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.tree import Element, payload_of, to_node
from reactfrag.runtime.wake import Wake

log = logging.getLogger("reactfrag")

_encoder = msgspec.json.Encoder()
_NONE: Mapping[str, Any] = {}


class _Kept(msgspec.Struct, frozen=True):
    n: int
    frame: str
    payloads: tuple[str, ...]


class Outbox:
    """Owned by the event loop's thread."""

    __slots__ = (
        "_acked",
        "_answers",
        "_asides",
        "_attached",
        "_bases",
        "_browser_has",
        "_failed",
        "_frozen",
        "_heard",
        "_kept",
        "_n",
        "_ops",
        "_page",
        "_payloads",
        "_running",
        "_sent",
        "_settings",
        "_stale",
        "_wake",
        "bytes_made",
        "on_attach",
        "on_patch",
        "ops_made",
    )

    def __init__(self, page: Page, settings: Settings) -> None:
        self._page = page
        self._settings = settings
        self._ops: list[Op] = []
        self._payloads: dict[str, Payload] = {}
        self._bases: dict[str, str] = {}
        """Tables that a browser can make of the one that they take the place of."""
        self._n = 0
        self._answers = 0
        self._heard = 0
        # Until the first pass has ended: a page with nothing on it is not finished.
        self._running = True
        self._failed = False
        self._stale: list[int] = []
        self._kept: list[_Kept] = []
        self._acked = 0
        self._sent = 0
        self._browser_has: set[str] = set()
        self._asides: list[str] = []
        self._frozen: dict[int, Element] | None = None
        self._attached = False
        self._wake = Wake()
        self.ops_made = 0
        """Operations in all patches so far."""
        self.bytes_made = 0
        """Length of all patches so far, and of the tables that the browser had not got."""
        self.on_attach: Callable[[], None] = _nothing
        """Called when a browser has come (back)."""
        self.on_patch: Callable[[Patch], None] | None = None
        """Called with each patch made (for tests and tools)."""

    # --- from the scheduler ------------------------------------------------

    def before_change(self) -> None:
        """To be called before the page changes: a lagging browser's view is kept."""
        if self._frozen is None and self._attached and self._lagging():
            self._frozen = dict(self._page.tree)

    def add(
        self,
        ops: list[Op],
        payloads: Mapping[str, Payload] = _NONE,
        bases: Mapping[str, str] = _NONE,
    ) -> None:
        """Take what changed on the page; sent with the next :meth:`flush`.

        Parameters
        ----------
        payloads
            The tables that are new, by their hash.
        bases
            Those that take another's place, each with the hash of the other.
        """
        self._payloads.update(payloads)
        self._bases.update(bases)
        if self._frozen is None:
            self._ops.extend(ops)
        else:
            self._ops.extend(op for op in ops if isinstance(op, ShowToast))

    def hear(self, event: int) -> None:
        """The browser's ``event`` is taken in: what is added from now on is newer than it."""
        if self._ops and self._frozen is None:
            self._running = True
            self._emit(None)
        self._heard = max(self._heard, event)

    def flush(
        self,
        *,
        running: bool,
        answers: int | None = None,
        stale: list[int] | None = None,
        failed: bool = False,
    ) -> None:
        """Send what was added as one patch, if the browser has to know anything."""
        answered = answers is not None and answers > self._answers
        if answers is not None and answered:
            self._answers = answers
        same_status = running is self._running and failed is self._failed
        same_stale = stale is None or stale == self._stale
        if same_status and same_stale and not self._ops and not answered:
            return
        self._running = running
        self._failed = failed
        told = None if same_stale else stale
        if stale is not None:
            self._stale = stale
        if self._frozen is None:
            self._emit(told)

    def error(self, code: str, message: str, answers: int = 0) -> None:
        """Tell the browser that something it sent could not be used."""
        self.say(ServerError(code=code, message=message, answers=answers))

    def say(self, message: ServerMessage) -> None:
        """Tell the browser something that is no part of the page."""
        self._asides.append(_text(message))
        self._wake.set()

    # --- from the server ---------------------------------------------------

    @property
    def attached(self) -> bool:
        """Whether a browser is there."""
        return self._attached

    @property
    def last(self) -> int:
        """The number of the newest patch; 0 before the first."""
        return self._n

    def attach(self, seen: int) -> bool:
        """A browser came (back) that has applied patches up to ``seen``.

        Returns whether it will be sent what it missed; otherwise it is sent the
        whole page.
        """
        self._attached = True
        self._thaw()
        self._browser_has = set()
        known = seen == self._n or any(kept.n == seen + 1 for kept in self._kept)
        resumed = bool(seen) and known
        if resumed:
            # Its tables went with the connection's record of them: send them again.
            self._sent = self._acked = seen
        else:
            self._kept.clear()
            self._ops = [Reset(to_node(self._page.tree, ROOT))]
            self._acked = self._n
            self._sent = self._n
            self._emit(self._stale or None)
        self._wake.set()
        self.on_attach()
        return resumed

    def detach(self) -> None:
        """The browser is gone."""
        self._attached = False
        self._thaw()

    def ack(self, seen: int) -> None:
        """The browser has applied patches up to ``seen``."""
        if seen > self._n:
            return
        self._acked = max(self._acked, seen)
        # What a browser has applied it never asks for again; patches hold on to tables.
        while self._kept and self._kept[0].n <= self._acked:
            del self._kept[0]
        if not self._lagging():
            self._thaw()

    async def next(self) -> list[str | bytes]:
        """Wait for something to send; return the frames in order (str: text)."""
        while True:
            frames = self.take()
            if frames:
                return frames
            await self._wake.wait()

    def take(self) -> list[str | bytes]:
        """Return the frames to send now, in order; none if there is nothing to say."""
        frames: list[str | bytes] = []
        if self._asides:
            frames.extend(self._asides)
            self._asides.clear()
        if self._sent < self._n:
            for kept in self._unsent():
                for sha in kept.payloads:
                    if sha not in self._browser_has and sha in self._payloads:
                        frame = self._payload(sha)
                        if frame is not None:
                            frames.append(frame)
                        self._browser_has.add(sha)
                        self._bases.pop(sha, None)
                frames.append(kept.frame)
            self._sent = self._n
            self._drop_payloads()
        return frames

    # --- inside ------------------------------------------------------------

    def _unsent(self) -> list[_Kept]:
        found: list[_Kept] = []
        for kept in reversed(self._kept):
            if kept.n <= self._sent:
                break
            found.append(kept)
        found.reverse()
        return found

    def _lagging(self) -> bool:
        return self._n - self._acked >= self._settings.window

    def _thaw(self) -> None:
        """Make one patch of all that happened since the browser's view was kept."""
        if self._frozen is None:
            return
        base, self._frozen = self._frozen, None
        self._ops += diff(base, self._page.tree, [ROOT])
        self._emit(self._stale)

    def _emit(self, stale: list[int] | None) -> None:
        self._n += 1
        ops, self._ops = self._ops, []
        patch = Patch(
            n=self._n,
            answers=self._answers,
            ops=ops,
            heard=self._heard if self._heard > self._answers else 0,
            running=self._running,
            failed=self._failed,
            stale=stale,
        )
        needed = tuple(_payloads_in(ops)) if self._payloads else ()
        try:
            frame = _text(patch)
        except (ValueError, TypeError, RecursionError):
            # Something on the page cannot be said in JSON. The rest of the session can.
            log.exception("A patch cannot be encoded")
            self.error("internal", "Part of the page cannot be shown. See the server's log.")
            frame = _text(msgspec.structs.replace(patch, ops=[]))
        self.ops_made += len(ops)
        self.bytes_made += len(frame) if frame.isascii() else len(frame.encode())
        for sha in needed:
            if sha not in self._browser_has and sha in self._payloads:
                self.bytes_made += len(self._payload(sha) or b"")
        if len(self._kept) >= self._settings.patches_kept:
            del self._kept[0]
        self._kept.append(_Kept(self._n, frame, needed))
        if self.on_patch is not None:
            self.on_patch(patch)
        self._wake.set()

    def _drop_payloads(self) -> None:
        # The browser does the same: a table that no element shows is forgotten.
        if not self._payloads:
            return
        shown = self._page.payloads()
        # The page may be ahead of what was sent: a browser still shows what others replace.
        self._browser_has &= shown.union(self._bases.values())
        kept = {sha for patch in self._kept for sha in patch.payloads}
        for sha in self._payloads.keys() - shown - kept:
            del self._payloads[sha]
            self._bases.pop(sha, None)

    def _payload(self, sha: str) -> bytes | None:
        """Return what the browser has to be sent to know the table ``sha``."""
        return self._payloads[sha].frame(self._bases.get(sha), self._browser_has)


def _nothing() -> None:
    """Nobody asked to be told."""


def _payloads_in(ops: list[Op]) -> list[str]:
    found: list[str] = []
    for op in ops:
        if isinstance(op, Set):
            data = op.props.get("data")
            sha = getattr(data, "sha", None)
            if sha is not None:
                found.append(sha)
        elif isinstance(op, Insert | Reset):
            pending = [op.node if isinstance(op, Insert) else op.root]
            while pending:
                node = pending.pop()
                sha = payload_of(node.props)
                if sha is not None:
                    found.append(sha)
                pending.extend(node.children or ())
    return found


def _text(message: msgspec.Struct) -> str:
    try:
        return _encoder.encode(message).decode()
    except UnicodeEncodeError:
        return _encoder.encode(_readable(msgspec.to_builtins(message))).decode()


def _readable(value: Any) -> Any:
    """Put a replacement character for each half of a pair that stands alone.

    A file name that is not UTF-8 has such halves in it, and JSON does not.
    """
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_readable(key): _readable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(item) for item in value]
    return value
