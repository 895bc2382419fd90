"""One user of one session: does things at random, and looks at what comes of them."""

from __future__ import annotations

import itertools
import random
from typing import Any

import anyio
import msgspec

from reactfrag.protocol import (
    ROOT,
    Change,
    Events,
    Node,
    Patch,
    RerunRequest,
    ServerError,
    StopRequest,
)
from reactfrag.runtime.session import Session
from reactfrag.runtime.tree import to_node
from reactfrag.testing.mirror import Mirror, MirrorNode
from tests.stress import tally
from tests.stress.apps import EDITED

PLANNED = (tally.PlannedError.__name__, "SyntaxError")
"""The errors that apps show: one of their own, and that of an edit that breaks them."""

SECONDS = 40.0
"""After this long without the end of a pass a session that has not come to rest is stuck."""

POSTS_AWAITED = 500
"""How often to look again whether what was posted has arrived; there is always some more."""


class WrongError(AssertionError):
    """The app is not as its user has a right to expect."""


class StuckError(WrongError):
    """A session does not come to rest."""


class User:
    """Owned by the event loop's thread.

    Parameters
    ----------
    session
        A session of ``app`` that nobody is at.
    number
        Tells this user's values from those of others.
    impatient
        Whether to ask for a stop now and then: what was clicked just before is not
        owed then.
    """

    def __init__(
        self, session: Session, app: str, number: int, seed: str, *, impatient: bool
    ) -> None:
        self.session = session
        self.app = app
        self.done: int = 0
        """What the user has done so far."""
        self.edits = 0
        """How often the app was edited meanwhile."""
        self.passes = 0
        self._number = number
        self._random = random.Random(seed)
        self._impatient = impatient
        self._event = 0
        self._hits: set[int] = set()
        """The numbers of the events that clicked a button ``hit``."""
        self._gone: set[int] = set()
        """Those of events that came too late: what they were for had left the page."""
        self._stops = 0
        self._levels: dict[int, int] = {}
        self._serial = itertools.count()
        self._mirror = Mirror()
        self._received: list[Patch] = []
        self._seen = 0
        self._ticks = 0
        session.outbox.on_patch = self._received.append

    # --- what a browser does -----------------------------------------------

    def connect(self, seen: int = 0) -> None:
        """Be there, having seen patches up to ``seen``."""
        missed = list(self._received)
        self._received.clear()
        if self.session.outbox.attach(seen):
            self._received[:0] = missed

    async def read(self) -> None:
        """Take what the session sends, for ever."""
        while True:
            self._take(await self.session.outbox.next())

    def _take(self, frames: list[str | bytes]) -> None:
        for frame in frames:
            if isinstance(frame, str) and frame.startswith('{"t":"error"'):
                error = msgspec.json.decode(frame, type=ServerError)
                if error.code != "widget-gone":
                    raise WrongError(f"{self}: {error}")
                self._gone.add(error.answers)
        patches = list(self._received)
        self._received.clear()
        for patch in patches:
            if patch.n > self._seen:
                self._mirror.apply(patch.ops)
                self._seen = patch.n
        self.session.outbox.ack(self._seen)

    def _send(self, *changes: tuple[MirrorNode, Any]) -> int:
        self._event += 1
        for node, value in changes:
            self._mirror.touch(node.id, value)
        sent = [Change(id=node.id, value=value) for node, value in changes]
        self.session.post(Events(n=self._event, changes=sent, seen=self._seen))
        return self._event

    # --- what the user does ------------------------------------------------

    async def act(self) -> None:
        """Do something."""
        self.done += 1
        choice = self._random.random()
        if choice < 0.45:
            self._click()
        elif choice < 0.55:
            for _ in range(self._random.randint(2, 5)):
                self._click()
        elif choice < 0.70:
            for _ in range(self._random.choice((1, 1, 4))):
                self._set_level()
        elif choice < 0.76:
            self._type()
        elif choice < 0.86:
            self._press()
        elif choice < 0.90:
            self._event += 1
            self.session.post(RerunRequest(n=self._event))
        elif choice < 0.94:
            await self._drop()
        elif choice < 0.97 and self._impatient:
            self._event += 1
            self._stops += 1
            self.session.post(StopRequest(n=self._event))

    def _nodes(self, kind: str) -> list[MirrorNode]:
        found = self._mirror.nodes.values()
        return [n for n in found if n.kind == kind and n.id in self.session.page.widgets]

    def _click(self) -> None:
        buttons = [n for n in self._nodes("button") if _label(n) == "hit"]
        if not buttons:
            return
        button = self._random.choice(buttons)
        text: list[tuple[MirrorNode, Any]] = []
        if getattr(button.props, "form", ""):
            text = [(n, self._text()) for n in self._nodes("text_input") if _form(n)]
        self._hits.add(self._send(*text, (button, True)))

    def _press(self) -> None:
        buttons = [n for n in self._nodes("button") if _label(n) != "hit"]
        if buttons:
            self._send((self._random.choice(buttons), True))

    def _set_level(self) -> None:
        for node in self._nodes("number_input"):
            level = self._number * 1000 + self._random.randrange(1000)
            self._levels[self._send((node, level))] = level

    def _type(self) -> None:
        for node in self._nodes("text_input"):
            if not _form(node):
                self._send((node, self._text()))

    def _text(self) -> str:
        return f"user {self._number}: {next(self._serial)}"

    async def _drop(self) -> None:
        self.session.outbox.detach()
        await anyio.sleep(self._random.choice((0, 0.01, 0.3)))
        self.connect(self._random.choice((0, self._seen, self._seen)))

    # --- what has to be ----------------------------------------------------

    async def check(self, *, stay: bool = True) -> None:
        """Wait until the session rests, and look at all of it.

        Nobody is there meanwhile, so its timers rest too; ``stay``: the user comes back.

        Raises
        ------
        WrongError
            Something is lost, is another session's, or never comes to rest.
        """
        self.session.outbox.detach()
        for _ in range(POSTS_AWAITED):
            await self._rest()
            wrong = self._look()
            # A thread may be about to say that it has posted.
            if not all(line.startswith("posted") for line in wrong):
                break
            if not wrong:
                if stay:
                    self.connect(self._seen)
                return
            await anyio.sleep(0.01)
        raise WrongError(f"{self}: " + "; ".join(wrong))

    async def _rest(self) -> None:
        scheduler = self.session.scheduler
        while not scheduler.at_rest:
            before = self._passes
            with anyio.move_on_after(SECONDS):
                await scheduler.settled()
            if not scheduler.at_rest and self._passes == before:
                raise StuckError(f"{self} does not come to rest")

    @property
    def _passes(self) -> int:
        passes = self.session.scheduler.passes
        return passes[-1].number if passes else 0

    def _look(self) -> list[str]:
        self._take(self.session.outbox.take())
        here, there = _plain(self._mirror.to_node()), _plain(to_node(self.session.page.tree, ROOT))
        if here != there:
            return [f"the browser's page is\n  {here}\nand the session's is\n  {there}"]
        return [*self._look_at_counts(), *self._look_at_page(), *self._look_for_others()]

    def _look_at_counts(self) -> list[str]:
        state = self.session.page.state
        wrong: list[str] = []
        sent = len(self._hits - self._gone)
        answered = tally.counted(self.session.id, "hit")
        kept = self._value("hits") or 0
        spared = self._stops + (self.edits if self.app in EDITED else 0)
        # Of what was clicked before a stop, nothing is owed.
        if not (0 if self._stops else sent - spared) <= answered <= sent:
            wrong.append(f"{sent} clicks were sent and {answered} were answered ({spared} cut)")
        if not answered - spared <= kept <= answered:
            wrong.append(f"{answered} clicks were answered and {kept} are in state ({spared} cut)")
        posted, given = tally.counted(self.session.id, "post"), self._value("posted") or 0
        if posted != given:
            begun, done = (tally.counted(self.session.id, f"post {n}") for n in ("begun", "done"))
            wrong.append(
                f"posted: {posted} times, {begun} begun, {done} done, and {given} are in state"
            )
        levels = [level for n, level in self._levels.items() if n not in self._gone]
        if levels and not self._stops and state.get("level") != levels[-1]:
            wrong.append(f"the level is {state.get('level')}, and was set to {levels[-1]}")
        ticks = tally.counted(self.session.id, "tick")
        if (self._value("ticks") or 0) > ticks:
            wrong.append(f"{self._value('ticks')} ticks are in state, and {ticks} were served")
        return wrong

    def _look_at_page(self) -> list[str]:
        wrong: list[str] = []
        for node in self._mirror.root.walk():
            if node.kind == "exception" and _type(node) not in PLANNED:
                wrong.append(f"an error stands on the page: {node.props}")
            key, equals, shown = getattr(node.props, "body", "").partition("=")
            if node.kind != "text" or not equals:
                continue
            if key == "mark":
                if shown != self.session.id:
                    wrong.append(f"a mark of {shown} is on the page")
            elif shown != str(self._value(key)) and not self._stops:
                wrong.append(f"{key} is shown as {shown}, and is {self._value(key)}")
        return wrong

    def _look_for_others(self) -> list[str]:
        own: list[object] = [None, 0, self._number]
        level = self._value("level")
        wrong: list[str] = []
        if (level or 0) // 1000 not in own:
            wrong.append(f"the level {level} is another user's")
        for key in ("words", "form_text"):
            text = self._value(key)
            if isinstance(text, str) and text and not text.startswith(f"user {self._number}:"):
                wrong.append(f"{key} is {text!r}, which is another user's")
        # A Stop before the first run leaves an empty page.
        spared = (None,) if self._stops else ()
        if self._value("mark") not in (self.session.id, *spared):
            wrong.append(f"the mark in state is {self._value('mark')}")
        return wrong

    def _value(self, key: str) -> Any:
        state = self.session.page.state
        return state.get(key) if key in state else None

    def __str__(self) -> str:
        stops = f", {self._stops} stops" if self._stops else ""
        return f"user {self._number} of {self.app} (session {self.session.id}{stops})"


def _plain(node: Node) -> Node:
    """Return ``node`` without the values of inputs.

    Which value a browser shows that has been sent an older one than the user has just
    given is the browser's own affair.
    """
    props: Any = node.props
    if hasattr(props, "value"):
        props = msgspec.structs.replace(props, value=None)
    children = None if node.children is None else [_plain(child) for child in node.children]
    return Node(node.id, node.kind, props, children)


def _label(node: MirrorNode) -> str:
    return str(getattr(node.props, "label", ""))


def _form(node: MirrorNode) -> str:
    return str(getattr(node.props, "form", ""))


def _type(node: MirrorNode) -> str:
    return str(getattr(node.props, "type", "")).rpartition(".")[2]
