"""One run of one instance: what the user's code draws, reads and writes.

Nested fragments called in it are part of it; each has a frame of its own, so
that reads and widgets are known to belong to the innermost one.  The code of a
run may go on in several threads and tasks at once: parallel fragments, each in
a strand of its own with a branch of the state, and whatever the author starts.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine
from contextvars import copy_context
from functools import partial
from time import perf_counter
from types import TracebackType
from typing import Any, NoReturn

from reactfrag.errors import ApiError
from reactfrag.protocol.props import FragmentBody
from reactfrag.runtime.control import Interrupted, Rerun, StopRun, signal_in
from reactfrag.runtime.crew import Crew, is_cancelled
from reactfrag.runtime.frames import Frame, Place, Position, here
from reactfrag.runtime.identity import call_path, invoke, invoke_async
from reactfrag.runtime.instance import Definition, Instance
from reactfrag.runtime.keeping import Keeping
from reactfrag.runtime.memo import Nature
from reactfrag.runtime.monitor import CALL, Monitor
from reactfrag.runtime.page import APP, Page
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.state import State
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
        may_write: Callable[[str, str], bool] = lambda node, key: True,
        due: Collection[int] = (),
        same: Collection[str] | None = None,
        monitor: Monitor | None = None,
        state: State | None = None,
        crew: Crew | None = None,
    ) -> None:
        super().__init__(page, instance, settings, fired, nature_of, due, same, state)
        self.monitor = monitor
        if monitor is not None:
            monitor.begin(page.state)
        self.crew = crew
        """Runs what is asynchronous or parallel in it; ``None`` outside a session."""
        self.instances: dict[int, Instance] = {}
        self.again: list[Rerun] = []
        """Reruns asked for by callbacks and by fragments inside this run."""
        self.cut: set[int] = set()
        """The instances whose code did not come to its own end."""
        self.broken = False
        """Whether an interruption ended code that ran beside that of its own instance."""
        self.conflicts: set[str] = set()
        """The keys that strands beside each other gave different values."""
        self._node_of = node_of
        self._may_write = may_write
        self._nodes = {instance.node}
        self._large = {}

    @property
    def settled(self) -> list[Frame]:
        """The frames of the instances that came to their end, in order."""
        return self.root.strand.settled

    def interrupt(self) -> None:
        """Have the user's code go no further. On the loop's thread."""
        self.superseded = True
        if self.crew is not None and not self.in_callback:
            self.crew.cancel()

    def end(self) -> None:
        """Have the user's code go no further, be it a callback. On the loop's thread."""
        self.ended = True
        if self.crew is not None:
            self.crew.cancel()

    def call_fragment(
        self, definition: Definition, args: tuple[Any, ...], kwargs: dict[str, Any], call: Any
    ) -> Any:
        """Run a fragment where it is called, within this run; return what it returns.

        Its exceptions are shown in its place; the caller goes on.  A parallel
        one runs beside what follows, and returns ``None`` at once.  One that is
        ``async`` is to be awaited in asynchronous code; elsewhere it is waited for.
        """
        if self.interrupted:
            raise Interrupted
        props = FragmentBody(name=definition.name)
        node = self._node_of(definition.function)
        position = self.position
        around = position.frame
        with self.lock:
            block = self._block(None, position)
            path = 0 if block.single else call_path(2)
            part = None
            if block.owner != around.instance.id and path:
                if around.instance.replaces:
                    part = self._part(block, around)
                    path = hash((path, around.instance.id))
                elif around.strand.order:
                    path = hash((path, around.instance.id))
            ident = self.draft.ident(block, path, props.kind, None)
            body = self._stood(block, ident, node) or self.draft.claim(block, ident)
        instance = Instance(
            id=body,
            node=node,
            name=definition.name,
            parent=around.instance.id,
            definition=definition,
            args=args,
            kwargs=kwargs,
        )
        if self.monitor is not None:
            self._watch(CALL, instance.node)
            self.end_of_code(around)
        taken = self._take_in(instance)
        if part is None and self._is_unchanged(instance, taken):
            return self._answer(definition, self._keep(block, ident, instance, taken))
        with self.lock:
            order = self._order(around.strand)
            self.draft.put(block, body, ident, props, body, order=order, part=part)
            self.instances[body] = instance
            self._nodes.add(node)
        function = partial(definition.function, *args, **kwargs)
        beside = definition.parallel and self.crew is not None
        if beside:
            self._look_at_all(around)
            frame = Frame(instance, body, around.strand.begin(), None)
        else:
            frame = Frame(instance, body, around.strand, around)
        frame.taken = taken
        if beside:
            return self._call_beside(frame, function)
        if definition.asynchronous:
            return self._hand_out(partial(self._call_async, frame, function))
        with Inside(self, frame):
            result = call(function)
            self.end_body(frame, result)
            return result
        return None

    def _hand_out(self, make: Callable[..., Coroutine[Any, Any, Any]]) -> Any:
        """Give the caller the coroutine to await, or wait for it where there is no loop."""
        if self.crew is None:
            return make() if _has_loop() else asyncio.run(make())
        return self.crew.called(make) if _has_loop() else self.crew.wait(make())

    def _answer(self, definition: Definition, value: Any) -> Any:
        """Return what a call that is skipped gives: ``value``, or what comes to it."""
        if definition.asynchronous and _has_loop():
            return self._hand_out(partial(_come_to, value))
        return None if definition.parallel else value

    async def _call_async(
        self,
        frame: Frame,
        function: Callable[[], Coroutine[Any, Any, Any]],
        over: Callable[[], object] | None = None,
    ) -> Any:
        try:
            with Inside(self, frame):
                result = await invoke_async(invoke(function))
                self.end_body(frame, result)
                return result
        finally:
            if over is not None:
                over()

    def _call_beside(self, frame: Frame, function: Callable[[], Any]) -> Any:
        """Begin a strand with ``function``, as the fragment of ``frame``."""
        assert self.crew is not None
        definition = frame.instance.definition
        assert definition is not None
        if definition.asynchronous:
            # A task that is cancelled before its first line never gets to say so.
            self.cut.add(frame.instance.id)
            return self.crew.begin(self._call_async(frame, function))

        def body() -> None:
            with Inside(self, frame):
                self.end_body(frame, invoke(function))

        self.crew.begin_thread(partial(copy_context().run, body))
        return None

    def end_frame(self, frame: Frame) -> None:
        """The code of ``frame`` is over: see what it changed in place."""
        self.end_of_code(frame)
        self.end_globals(frame)
        if frame.instance.replaces:
            self.end_parts(frame)
        self._look_at_all(frame)
        if frame is self.root:
            self.look_again()
        if frame.taken is not None:
            version = frame.state.version
            frame.left = {key: version(key) for key in frame.writes}
        frame.seconds = perf_counter() - frame.began
        if frame.around is not None:
            frame.around.inner += frame.seconds
        frame.strand.settled.append(frame)

    def end_outside(self) -> None:
        """All of its code is over: see what is not drawn outside of it any more."""
        if self.page.replacing:
            kept = {id for kept in self.kept.values() for id in kept.within}
            self.end_parts_within(self.instances.keys() | kept)

    def join(self) -> None:
        """Take over what the strands of this run did, which are all over."""
        self.conflicts |= self.root.strand.join()

    def report(self, error: BaseException, frame: Frame | None = None) -> None:
        """Show ``error`` at the end of the body of ``frame``, or of the innermost instance."""
        if frame is None:
            frame = self.frame
        block = self.draft.blocks[frame.body]
        props = describe(error)
        lines = "".join(f"\n  {f.file}:{f.line} in {f.function}: {f.code}" for f in props.frames)
        log.error("%s in %s: %s%s", props.type, frame.instance.name, props.message, lines)
        with self.lock:
            ident = self.draft.ident(block, 0, props.kind, None)
            id = self.draft.claim(block, ident)
            order = self._order(frame.strand)
            self.draft.put(block, id, ident, props, frame.instance.id, order=order)

    def was_cut_short(self, block: int) -> bool:
        """Whether the code that draws ``block`` did not come to its own end."""
        drawn = self.draft.blocks.get(block)
        return drawn is not None and drawn.owner in self.cut

    def request_rerun(self, request: Rerun) -> NoReturn:
        """End the user's code here, as ``rerun()`` asks."""
        self._check()
        if request.scope == "fragment" and self.frame.instance.id == APP:
            raise ApiError('rerun(scope="fragment") works inside a fragment only.')
        for key in request.keys:
            if not any(
                key == instance.key
                for known in (self.page.instances, self.instances)
                for instance in list(known.values())
            ):
                raise ApiError(f"rerun({key!r}): no fragment on the page has that key.")
        try:
            raise request
        finally:
            # Its trace holds this frame, which is not to hold it.
            del request

    def asks_for_itself(self, request: Rerun) -> bool:
        """Whether ``request`` will run this run's instance again, so that it need not end."""
        if request.scope == "app":
            return True
        if request.scope == "fragment":
            return self.instance.id != APP
        return request.scope == "keys" and self.instance.key in request.keys

    @property
    def repeated(self) -> bool:
        """Whether it was asked to run again."""
        return any(map(self.asks_for_itself, self.again))


class Inside:
    """The code of one fragment within a run: ``with Inside(run, frame):``.

    What ends it ends here, unless it is meant for the code around it as well.
    """

    __slots__ = ("_before", "_frame", "_run")

    def __init__(self, run: Run, frame: Frame) -> None:
        self._run = run
        self._frame = frame
        self._before: Position | None = None

    def __enter__(self) -> None:
        self._before = here.get()
        here.set(Position(self._frame, self._frame.body, None))
        self._run.cut.discard(self._frame.instance.id)
        self._run.begin_frame(self._frame)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        try:
            return error is None or self._stays_here(error)
        finally:
            self._run.end_frame(self._frame)
            here.set(self._before)

    def _stays_here(self, error: BaseException) -> bool:
        run, frame = self._run, self._frame
        run.cut.add(frame.instance.id)
        if is_cancellation(error):
            run.broken |= run.interrupted
            return False
        signal = signal_in(error)
        if isinstance(signal, SystemExit):
            # It may be raised in a task, and would end the server there.
            signal = StopRun()
        if signal is None:
            # Not all that an author's code may raise is an Exception: a cancellation of
            # something else is not, nor is the panic of a library written in Rust.
            run.report(error, frame)
            return True
        if isinstance(signal, Rerun):
            if signal.scope == "fragment":
                run.again.append(Rerun("instance", (str(frame.instance.id),)))
                return True
            if frame.around is None or not self._is_for_around(signal):
                run.again.append(signal.noted())
                if run.asks_for_itself(signal) and run.crew is not None:
                    run.crew.post(run.interrupt)
                return True
        if frame.around is None:
            run.broken |= isinstance(signal, Interrupted)
            # It runs beside its caller, which has gone on already.
            return True
        if signal is error:
            return False
        raise signal from None

    def _is_for_around(self, request: Rerun) -> bool:
        """Whether ``request`` is to end what is around the fragment as well."""
        if request.scope == "app":
            return True
        around = self._frame.around
        while around is not None:
            if around.instance.key in request.keys:
                return True
            around = around.around
        return False


async def _come_to(value: Any, over: Callable[[], object] | None = None) -> Any:
    if over is not None:
        over()
    return value


def is_cancellation(error: BaseException) -> bool:
    """Whether ``error`` ends the current task, from outside."""
    if isinstance(error, GeneratorExit):
        return True
    return isinstance(error, asyncio.CancelledError) and _has_loop() and is_cancelled()


def _has_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
