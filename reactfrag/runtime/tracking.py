"""Session state, as the user's code reads and writes it: every access is some instance's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reactfrag.errors import StateAfterWidgetError
from reactfrag.runtime.drawing import Drawing
from reactfrag.runtime.frames import Frame, here
from reactfrag.runtime.monitor import DELETE, READ, WRITE, Monitor
from reactfrag.runtime.state import APP_SHAPE, SHAPE, Branch, State
from reactfrag_compiler import APP_PREFIX


class Tracking(Drawing):
    """The part of a run that has to do with session state."""

    monitor: Monitor | None = None
    _may_write: Callable[[str, str], bool]
    """Whether code of a node may change a key."""
    _nodes: set[str]
    """The nodes whose code runs in this run."""
    _large: dict[str, bool]
    """The large values looked into in this run, each with whether it may have changed since."""
    called_back = False
    """Whether callbacks ran in it: they may be anybody's."""

    def read_state(self, key: str) -> Any:
        """Return the value of ``key``, and remember that it was read."""
        self._check()
        self._watch(READ, key)
        return self._note_read(key).get(key)

    def has_state(self, key: str) -> bool:
        """Return whether ``key`` is there, and remember that it was asked for."""
        self._check()
        self._watch(READ, key)
        return key in self._note_read(key)

    def state_keys(self) -> list[str]:
        """Return the keys there are, and remember that they were asked for."""
        self._check()
        self._watch(READ, SHAPE)
        return [key for key in self._note_read(SHAPE) if not key.startswith(APP_PREFIX)]

    def app_keys(self) -> list[str]:
        """Return the keys that all sessions share, and remember that they were asked for."""
        self._check()
        self._watch(READ, APP_SHAPE)
        return [key for key in self._note_read(APP_SHAPE) if key.startswith(APP_PREFIX)]

    def write_state(self, key: str, value: Any) -> None:
        """Set ``key``."""
        self._check()
        id = self.keys.get(key)
        if id is not None and id in self.widgets:
            raise StateAfterWidgetError(key)
        self._watch(WRITE, key)
        state = self.frame.state
        self._own(key, lambda: state.set(key, value))

    def delete_state(self, key: str) -> None:
        """Remove ``key``; ``KeyError`` if there is none."""
        self._check()
        self._watch(DELETE, key)
        state = self.frame.state
        self._own(key, lambda: state.delete(key))

    def clear_state(self) -> None:
        """Remove every key."""
        for key in list(self.frame.state):
            if not key.startswith(APP_PREFIX):
                self.delete_state(key)

    def write_app(self, key: str, value: Any) -> None:
        """Set a key that all sessions share."""
        self.write_state(key, value)
        self._publish(key)

    def delete_app(self, key: str) -> None:
        """Remove a key that all sessions share; ``KeyError`` if there is none."""
        self.delete_state(key)
        self._publish(key)

    def clear_app(self) -> None:
        """Remove every key that all sessions share."""
        for key in list(self.frame.state):
            if key.startswith(APP_PREFIX):
                self.delete_app(key)

    def update_app(self, key: str, function: Callable[[Any], Any], default: Any) -> None:
        """Set a key that all sessions share to what ``function`` makes of its value.

        No other session, and no thread, writes it in between.
        """
        link = self.page.link
        if link is None:
            state = self.frame.state
            self.write_state(key, function(state.get(key) if key in state else default))
            return
        with link.store.writing:
            self.write_app(key, function(link.store.get(key, default)))

    def _publish(self, key: str) -> None:
        if self.page.link is not None:
            self.page.link.publish(key, self.frame.state)

    def _own(self, key: str, write: Callable[[], object]) -> None:
        frame = self.frame
        state = frame.state
        self._look_around(key, frame)
        version = state.version
        # What an instance writes itself does not make it stale, but what a
        # fragment inside it wrote in between does.
        current = [seen for seen in (key, SHAPE) if frame.reads.get(seen) == version(seen)]
        state.author = frame.instance
        try:
            write()
        finally:
            state.author = None
            if self.monitor is not None and not self.beside:
                self.monitor.wrote(state, key)
        frame.writes.add(key)
        for seen in current:
            if frame.reads[seen] != version(seen):
                frame.steady = False
                frame.reads[seen] = version(seen)

    def _watch(self, mode: str, name: str) -> None:
        if self.monitor is not None:
            self.monitor.note(self._acting(self.frame), mode, name)

    def _acting(self, frame: Frame) -> str:
        """The node whose code runs: a callback is its widget's, in whose run ever it runs."""
        assert self.monitor is not None
        return (frame is self.root and self.monitor.acting) or frame.instance.node

    def end_of_code(self, frame: Frame) -> None:
        """Code of ``frame`` gives way to other code: hold what it changed against its node."""
        if self.monitor is not None and not self.beside:
            # What several change at the same time is not told apart.
            self.monitor.boundary(frame.state, self._acting(frame))

    @property
    def beside(self) -> bool:
        """Whether code runs beside other code in this run, or has."""
        return bool(self.root.strand.calls) or isinstance(self.root.state, Branch)

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

    def _may_have_changed(self, key: str) -> bool:
        """Whether any code of this run may have changed the value of ``key`` in place."""
        may_write = self._may_write
        return self.called_back or any(may_write(node, key) for node in tuple(self._nodes))

    def _look(self, key: str, frame: Frame) -> None:
        """Take what was changed in place for a write of ``frame``."""
        state = frame.state
        if not state.is_mutable(key) or not self._may_have_changed(key):
            return
        if type(state) is Branch and not self._may_write(frame.instance.node, key):
            # It was one of those that run beside it.
            return
        if state.is_large(key) and not self.beside:
            if key in self._large:
                self._large[key] = True
                return
            self._large[key] = False
        self._notice(key, frame)

    def look_again(self) -> None:
        """All code of this run is over: see once more what was done to large values."""
        for key, changed in self._large.items():
            if changed and self.root.state.is_mutable(key):
                nodes = {node for node in tuple(self._nodes) if self._may_write(node, key)}
                if nodes <= {self.root.instance.node} and not self.called_back:
                    self._notice(key, self.root)
                else:
                    # Nobody can say who did it, nor who has seen it since.
                    self.root.state.notice(key)
        self._large.clear()

    def _notice(self, key: str, frame: Frame) -> None:
        state = frame.state
        before = state.version(key)
        state.author = frame.instance
        if state.notice(key):
            if key.startswith(APP_PREFIX):
                if self.page.link is not None:
                    self.page.link.publish(key, state)
                if not self._may_write(frame.instance.node, key):
                    # It was another session's code, so what was read is not what is there.
                    state.author = None
                    return
            frame.writes.add(key)
            if frame.reads.get(key) == before:
                frame.steady = False
                frame.reads[key] = state.version(key)
        state.author = None
