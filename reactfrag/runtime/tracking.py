"""Session state, as the user's code reads and writes it: every access is some instance's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reactfrag.errors import StateAfterWidgetError
from reactfrag.runtime.drawing import Drawing
from reactfrag.runtime.frames import Frame, here
from reactfrag.runtime.state import SHAPE, Branch, State


class Tracking(Drawing):
    """The part of a run that has to do with session state."""

    _may_write: Callable[[str, str], bool]
    """Whether code of a node may change a key."""

    def read_state(self, key: str) -> Any:
        """Return the value of ``key``, and remember that it was read."""
        self._check()
        return self._note_read(key).get(key)

    def has_state(self, key: str) -> bool:
        """Return whether ``key`` is there, and remember that it was asked for."""
        self._check()
        return key in self._note_read(key)

    def state_keys(self) -> list[str]:
        """Return the keys there are, and remember that they were asked for."""
        self._check()
        return list(self._note_read(SHAPE))

    def write_state(self, key: str, value: Any) -> None:
        """Set ``key``."""
        self._check()
        id = self.keys.get(key)
        if id is not None and id in self.widgets:
            raise StateAfterWidgetError(key)
        state = self.frame.state
        self._own(key, lambda: state.set(key, value))

    def delete_state(self, key: str) -> None:
        """Remove ``key``; ``KeyError`` if there is none."""
        self._check()
        state = self.frame.state
        self._own(key, lambda: state.delete(key))

    def _own(self, key: str, write: Callable[[], object]) -> None:
        frame = self.frame
        state = frame.state
        self._look_around(key, frame)
        version = state.version
        # What an instance writes itself does not make it stale, but what a
        # fragment inside it wrote in between does.
        current = [seen for seen in (key, SHAPE) if frame.reads.get(seen) == version(seen)]
        state.author = frame.instance.node
        try:
            write()
        finally:
            state.author = ""
        frame.writes.add(key)
        for seen in current:
            frame.reads[seen] = version(seen)

    def _note_read(self, key: str) -> State:
        """Remember that ``key`` is read; return the state to read it from."""
        frame = (here.get() or self._start).frame
        state = frame.state
        if key not in frame.reads:
            self._look_around(key, frame)
            frame.reads[key] = state.version(key)
        return state

    def _look_around(self, key: str, frame: Frame) -> None:
        """See what instances around ``frame`` did in place before it touches ``key`` at first."""
        around = frame.around
        if around is None or key in frame.reads or key in frame.writes:
            return
        while around is not None:
            if key in around.reads or key in around.writes:
                self._look(key, around)
                return
            around = around.around

    def _look_at_all(self, frame: Frame) -> None:
        """See what ``frame`` has changed in place so far."""
        for key in frame.reads.keys() | frame.writes:
            self._look(key, frame)

    def _look(self, key: str, frame: Frame) -> None:
        """Take what was changed in place for a write of ``frame``."""
        state = frame.state
        if isinstance(state, Branch) and not self._may_write(frame.instance.node, key):
            # It was one of those that run beside it.
            return
        before = state.version(key)
        state.author = frame.instance.node
        if state.notice(key):
            frame.writes.add(key)
            if frame.reads.get(key) == before:
                frame.reads[key] = state.version(key)
        state.author = ""
