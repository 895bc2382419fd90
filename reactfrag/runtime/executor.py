"""Runs the user's code of one run: on a thread, or on the loop what is asynchronous."""

from __future__ import annotations

import asyncio
import builtins
import enum
import inspect
import sys
from collections.abc import Callable, Coroutine, Sequence
from contextvars import copy_context
from functools import partial
from time import perf_counter
from types import CodeType, FunctionType, ModuleType, TracebackType
from typing import Any

from reactfrag.runtime import context
from reactfrag.runtime.control import Interrupted, Rerun, StopRun, signal_in
from reactfrag.runtime.crew import Crew
from reactfrag.runtime.fragment import call
from reactfrag.runtime.frames import here
from reactfrag.runtime.identity import invoke, invoke_async
from reactfrag.runtime.namespace import Namespace
from reactfrag.runtime.progress import Progress
from reactfrag.runtime.run import Run, is_cancellation
from reactfrag.runtime.widgets import Callback
from reactfrag.runtime.workers import Workers

PATIENCE = 0.001
"""Seconds. To wake the loop for a run that is shorter costs more than to let it wait."""


BRIEF = 0.02
"""Seconds. What is proven to be brief and took longer all the same has a thread."""


class Outcome(enum.Enum):
    """How a run ended."""

    FINISHED = "finished"
    STOPPED = "stopped"
    """By ``stop()``, or by a ``rerun()`` of something else."""
    FAILED = "failed"
    RERUN = "rerun"
    """It asked for itself, or for what contains it, to run again."""
    INTERRUPTED = "interrupted"


_builtins: dict[str, Callable[..., object]] = {}


def provide(name: str, function: Callable[..., object]) -> None:
    """Put ``function`` into every script's namespace (for what the compiler emits)."""
    _builtins[name] = function


async def execute(
    run: Run,
    crew: Crew,
    workers: Workers,
    code: CodeType,
    callbacks: Sequence[Callback],
    started: list[Callback],
    progress: Progress,
    *,
    here: bool = False,
) -> Outcome:
    """Run the due ``callbacks`` and then the instance of ``run``.

    ``started`` collects the callbacks begun: an interrupted run is repeated,
    they are not.  What is asynchronous runs on the loop, cancelled when the run
    is interrupted; all else on a thread, callbacks always.  What took no longer
    than a moment the last time is waited for before anything else is done.
    ``progress`` begins when it is not over at once.  ``here``: it needs no thread, for it
    is proven to be over soon.
    """
    verdict = Verdict(run)
    definition = run.instance.definition
    if not (definition.asynchronous if definition else code.co_flags & inspect.CO_COROUTINE):
        job = partial(_run_here, verdict, code, callbacks, started)
        if here:
            copy_context().run(job)
        else:
            patience = PATIENCE if run.instance.pace < PATIENCE else 0.0
            await workers.run(job, patience, progress.begin)
        handle = run.page.handle
        posted = handle is not None and handle.under_way
        if not crew.used and not posted and verdict.outcome is Outcome.FINISHED:
            return verdict.outcome
        # The loop may not have had a turn yet: what the run has handed to it comes first.
        await asyncio.sleep(0)
        if handle is not None:
            handle.under_way = False
        if not crew.used:
            return verdict.outcome
    else:
        progress.begin()
        if callbacks:
            await workers.run(partial(_run_callbacks_first, verdict, callbacks, started))
        if verdict.outcome is Outcome.FINISHED:
            try:
                await crew.run(_run_on_loop(verdict, code))
            except Interrupted:
                with verdict:
                    raise
                run.end_frame(run.root)
        else:
            run.end_frame(run.root)
    if verdict.outcome is Outcome.RERUN:
        run.interrupt()
    if crew.busy:
        # Its own code may have been over at once.
        progress.begin()
        await crew.rest()
    if run.root.strand.strands:
        run.join()
        if run.repeated:
            return Outcome.RERUN
    if run.broken or (run.interrupted and crew.cut_short):
        # Its own code may be over, but not all that it has begun.
        return Outcome.INTERRUPTED
    return verdict.outcome


class Verdict:
    """``with`` it around the user's code: it says how that ended."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.outcome = Outcome.FINISHED
        self._begun = False

    def __enter__(self) -> None:
        self._token = context.activate(self.run)
        here.set(None)
        if not self._begun:
            self._begun = True
            self.run.root.began = perf_counter()
            self.run.begin_frame(self.run.root)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        context.deactivate(self._token)
        return error is None or self._judge(error)

    def _judge(self, error: BaseException) -> bool:
        run = self.run
        cancelled = is_cancellation(error)
        signal = StopRun() if cancelled and not run.interrupted else signal_in(error)
        if (cancelled and run.interrupted) or isinstance(signal, Interrupted):
            self.outcome = Outcome.INTERRUPTED
            return True
        run.cut.add(run.instance.id)
        if isinstance(signal, Rerun):
            run.again.append(signal.noted())
            asked = run.asks_for_itself(signal)
            self.outcome = Outcome.RERUN if asked else Outcome.STOPPED
        elif signal is not None:
            # exit() in a script ends the script, not the server; nor does it end the session
            # when code of the author's cancels the task that it runs in.
            self.outcome = Outcome.STOPPED
        else:
            run.report(error, run.root)
            self.outcome = Outcome.FAILED
        return True


def _run_here(
    verdict: Verdict, code: CodeType, callbacks: Sequence[Callback], started: list[Callback]
) -> None:
    run = verdict.run
    try:
        with verdict:
            if callbacks and _run_callbacks(run, callbacks, started):
                verdict.outcome = Outcome.RERUN
                return
            definition = run.instance.definition
            if definition is None:
                invoke(exec, code, _namespace(run, code))
            else:
                run.begin_body()
                given = run.instance.args, run.instance.kwargs
                run.end_body(run.root, call(definition.function, *given[0], **given[1]))
    finally:
        run.end_frame(run.root)


def _run_callbacks_first(
    verdict: Verdict, callbacks: Sequence[Callback], started: list[Callback]
) -> None:
    run = verdict.run
    with verdict:
        if _run_callbacks(run, callbacks, started):
            verdict.outcome = Outcome.RERUN
        elif run.interrupted:
            raise Interrupted


async def _run_on_loop(verdict: Verdict, code: CodeType) -> None:
    run = verdict.run
    try:
        with verdict:
            definition = run.instance.definition
            body: Coroutine[Any, Any, object]
            if definition is None:
                body = invoke(FunctionType(code, _namespace(run, code)))
            else:
                run.begin_body()
                function = definition.function
                body = invoke(function, *run.instance.args, **run.instance.kwargs)
            run.end_body(run.root, await invoke_async(body))
    finally:
        run.end_frame(run.root)


def _namespace(run: Run, code: CodeType) -> dict[str, Any]:
    module = ModuleType("__main__")
    run.namespace = Namespace(module)
    module.__dict__.update(_builtins, __file__=code.co_filename, __builtins__=builtins)
    if run.settings.take_main:
        sys.modules["__main__"] = module
    return module.__dict__


def _run_callbacks(run: Run, callbacks: Sequence[Callback], started: list[Callback]) -> bool:
    """Run ``callbacks``; return whether one asked for the run to be repeated."""
    for callback in callbacks:
        started.append(callback)
        _run_callback(run, callback)
    return run.repeated


def _run_callback(run: Run, callback: Callback) -> None:
    before = run.drawn
    run.in_callback = run.called_back = True
    monitor = run.monitor
    if monitor is not None:
        widget_of = run.page.instances.get(callback.instance)
        run.end_of_code(run.root)
        monitor.acting = widget_of.node if widget_of is not None else ""
    try:
        call(callback.function, *callback.args, **callback.kwargs)
    except Rerun as request:
        run.again.append(request.noted())
    except (StopRun, SystemExit):
        pass
    except Interrupted:
        raise
    except BaseException as error:
        # The error is shown before the rest, which goes on.
        run.report(error, run.root)
    finally:
        run.in_callback = False
        if run.drawn != before:
            # It stands in the body until the body is drawn without it.
            run.root.lasting = False
        if monitor is not None:
            run.end_of_code(run.root)
            monitor.acting = ""
