"""Session state, as the user's code reads and writes it: every access is some instance's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reactfrag.errors import StateAfterWidgetError
from reactfrag.runtime.drawing import Drawing
from reactfrag.runtime.frames import Frame
from reactfrag.runtime.monitor import DELETE, READ, WRITE, Monitor
from reactfrag.runtime.state import SHAPE


class Tracking(Drawing):
    """The part of a run that has to do with session state."""

    monitor: Monitor | None = None

    def read_state(self, key: str) -> Any:
        """Return the value of ``key``, and remember that it was read."""
        self._check()
        self._watch(READ, key)
        self._note_read(key)
        return self.page.state.get(key)

    def has_state(self, key: str) -> bool:
        """Return whether ``key`` is there, and remember that it was asked for."""
        self._check()
        self._watch(READ, key)
        self._note_read(key)
        return key in self.page.state

    def state_keys(self) -> list[str]:
        """Return the keys there are, and remember that they were asked for."""
        self._check()
        self._watch(READ, SHAPE)
        self._note_read(SHAPE)
        return list(self.page.state)

    def write_state(self, key: str, value: Any) -> None:
        """Set ``key``."""
        self._check()
        id = self.keys.get(key)
        if id is not None and id in self.widgets:
            raise StateAfterWidgetError(key)
        self._watch(WRITE, key)
        self._own(key, lambda: self.page.state.set(key, value))

    def delete_state(self, key: str) -> None:
        """Remove ``key``; ``KeyError`` if there is none."""
        self._check()
        self._watch(DELETE, key)
        self._own(key, lambda: self.page.state.delete(key))

    def clear_state(self) -> None:
        """Remove every key."""
        for key in list(self.page.state):
            self.delete_state(key)

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
            if self.monitor is not None:
                self.monitor.wrote(self.page.state, key)
        frame.writes.add(key)
        for seen in current:
            frame.reads[seen] = version(seen)

    def _watch(self, mode: str, name: str) -> None:
        if self.monitor is not None:
            self.monitor.note(self._acting(), mode, name)

    def _acting(self) -> str:
        """The node whose code runs: a callback is its widget's, in whose run ever it runs."""
        assert self.monitor is not None
        outermost = len(self.frames) == 1
        return (outermost and self.monitor.acting) or self.frames[-1].instance.node

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
