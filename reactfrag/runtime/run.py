"""One run of one instance: what the user's code draws, reads and writes.

A run belongs to one thread at a time.  Nested fragments called in it are part
of it; each has a frame of its own, so that reads and widgets are known to
belong to the innermost one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from time import perf_counter
from typing import Any, NoReturn

from reactfrag.errors import ApiError
from reactfrag.protocol.props import FragmentBody
from reactfrag.runtime.control import Interrupted, Rerun, Signal
from reactfrag.runtime.frames import Frame, Place
from reactfrag.runtime.identity import call_path
from reactfrag.runtime.instance import Definition, Instance
from reactfrag.runtime.keeping import Keeping
from reactfrag.runtime.memo import Nature
from reactfrag.runtime.monitor import CALL, Monitor
from reactfrag.runtime.page import APP, Page
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.traceback import describe

__all__ = ["Frame", "Place", "Run"]

log = logging.getLogger("reactfrag")


class Run(Keeping):
    """See the module. Made by the scheduler, driven by the executor."""

    def __init__(
        self,
        page: Page,
        instance: Instance,
        settings: Settings,
        *,
        fired: frozenset[int] | set[int] = frozenset(),
        node_of: Callable[[Callable[..., Any]], str] = lambda function: function.__qualname__,
        nature_of: Callable[[str], Nature | None] = lambda node: None,
        due: Collection[int] = (),
        same: Collection[str] | None = None,
        monitor: Monitor | None = None,
    ) -> None:
        super().__init__(page, instance, settings, fired, nature_of, due, same)
        self.monitor = monitor
        if monitor is not None:
            monitor.begin(page.state)
        self.instances: dict[int, Instance] = {}
        self.settled: list[Frame] = []
        """The frames of the instances that came to their end, in order."""
        self.again: list[Rerun] = []
        """Reruns asked for by callbacks and by fragments inside this run."""
        self.cut: set[int] = set()
        """The instances whose code did not come to its own end."""
        self._node_of = node_of

    def call_fragment(
        self, definition: Definition, args: tuple[Any, ...], kwargs: dict[str, Any], call: Any
    ) -> Any:
        """Run a fragment where it is called, within this run; return what it returns.

        Its exceptions are shown in its place; the caller goes on.
        """
        if self.interrupted:
            raise Interrupted
        props = FragmentBody(name=definition.name)
        node = self._node_of(definition.function)
        outer = self.frames[-1]
        with self.lock:
            block = self._block(None, outer)
            path = 0 if block.single else call_path(2)
            ident = self.draft.ident(block, path, props.kind, None)
            body = self._stood(block, ident, node) or self.draft.claim(block, ident)
        instance = Instance(
            id=body,
            node=node,
            name=definition.name,
            parent=outer.instance.id,
            definition=definition,
            args=args,
            kwargs=kwargs,
        )
        if self.monitor is not None:
            self._watch(CALL, instance.node)
            self.monitor.boundary(self.page.state, self._acting())
        taken = self._take_in(instance)
        if self._is_unchanged(instance, taken):
            return self._keep(block, ident, instance, taken)
        with self.lock:
            self.draft.put(block, body, ident, props, body)
            self.instances[body] = instance
        frame = Frame(instance, body)
        frame.taken = taken
        self.frames.append(frame)
        self.begin_frame(frame)
        try:
            result = call(definition.function, *args, **kwargs)
            self.end_body(frame, result)
            return result
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
        if self.monitor is not None:
            self.monitor.boundary(self.page.state, self._acting())
        self.end_globals(self.frames[-1])
        frame = self.frames.pop()
        for key in frame.reads.keys() | frame.writes:
            self._look(key, frame)
        if frame.taken is not None:
            version = self.page.state.version
            frame.left = {key: version(key) for key in frame.writes}
        frame.seconds = perf_counter() - frame.began
        if self.frames:
            self.frames[-1].inner += frame.seconds
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
