"""Runs the user's code of one run, on the thread it is given."""

from __future__ import annotations

import builtins
import enum
import sys
from collections.abc import Callable, Sequence
from time import perf_counter
from types import CodeType, ModuleType

from reactfrag.runtime import context
from reactfrag.runtime.control import Interrupted, Rerun, StopRun
from reactfrag.runtime.fragment import call
from reactfrag.runtime.identity import invoke
from reactfrag.runtime.namespace import Namespace
from reactfrag.runtime.page import APP
from reactfrag.runtime.run import Run
from reactfrag.runtime.widgets import Callback


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


def execute(
    run: Run, code: CodeType, callbacks: Sequence[Callback], started: list[Callback]
) -> Outcome:
    """Run the due ``callbacks`` and then the instance of ``run``.

    ``started`` collects the callbacks begun: an interrupted run is repeated,
    they are not.
    """
    token = context.activate(run)
    run.frames[0].began = perf_counter()
    run.begin_frame(run.frames[0])
    try:
        for callback in callbacks:
            started.append(callback)
            _run_callback(run, callback)
        asked = [request for request in run.again if _contains_itself(run, request)]
        if asked:
            return Outcome.RERUN
        _run_body(run, code)
    except StopRun:
        run.cut.add(run.instance.id)
        return Outcome.STOPPED
    except Rerun as request:
        run.again.append(request)
        run.cut.add(run.instance.id)
        return Outcome.RERUN if _contains_itself(run, request) else Outcome.STOPPED
    except Interrupted:
        return Outcome.INTERRUPTED
    except SystemExit:
        # exit() in a script ends the script, not the server.
        run.cut.add(run.instance.id)
        return Outcome.STOPPED
    except BaseException as error:
        del run.frames[1:]
        run.cut.add(run.instance.id)
        run.report(error)
        return Outcome.FAILED
    else:
        return Outcome.FINISHED
    finally:
        run.end_frame()
        context.deactivate(token)


def _run_body(run: Run, code: CodeType) -> None:
    definition = run.instance.definition
    if definition is not None:
        run.begin_body()
        frame = run.frames[-1]
        run.end_body(frame, call(definition.function, *run.instance.args, **run.instance.kwargs))
        return
    module = ModuleType("__main__")
    run.namespace = Namespace(module)
    module.__dict__.update(_builtins, __file__=code.co_filename, __builtins__=builtins)
    if run.settings.take_main:
        sys.modules["__main__"] = module
    invoke(exec, code, module.__dict__)


def _run_callback(run: Run, callback: Callback) -> None:
    depth = len(run.frames)
    before = run.drawn
    run.in_callback = True
    if run.monitor is not None:
        widget_of = run.page.instances.get(callback.instance)
        run.monitor.boundary(run.page.state, run.instance.node)
        run.monitor.acting = widget_of.node if widget_of is not None else ""
    try:
        call(callback.function, *callback.args, **callback.kwargs)
    except Rerun as request:
        run.again.append(request)
    except (StopRun, SystemExit):
        pass
    except Interrupted:
        raise
    except BaseException as error:
        # The error is shown before the rest, which goes on.
        del run.frames[depth:]
        run.report(error)
    finally:
        run.in_callback = False
        if run.drawn != before:
            # It stands in the body until the body is drawn without it.
            run.frames[0].lasting = False
        if run.monitor is not None:
            run.monitor.boundary(run.page.state, run.monitor.acting or run.instance.node)
            run.monitor.acting = ""


def _contains_itself(run: Run, request: Rerun) -> bool:
    """Whether ``request`` will run this run's instance again, so that it need not end."""
    if request.scope == "app":
        return True
    if request.scope == "fragment":
        return run.instance.id != APP
    return request.scope == "keys" and run.instance.key in request.keys
