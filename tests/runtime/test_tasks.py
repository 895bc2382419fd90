"""What the author's own tasks may end, on either event loop."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import sys
from contextvars import Context, copy_context
from typing import Any

import anyio
import pytest

from reactfrag.runtime import context
from reactfrag.runtime.aside import AsideRun
from reactfrag.runtime.control import StopRun
from reactfrag.runtime.crew import Crew
from reactfrag.runtime.page import Page
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.tasks import Guarded, guard
from reactfrag.runtime.workers import Workers
from tests.runtime import hooks


def loops() -> list[Any]:
    if sys.platform == "win32":
        return [asyncio.new_event_loop]
    return [asyncio.new_event_loop, pytest.importorskip("uvloop").new_event_loop]


@pytest.fixture(params=loops())
def run(request):
    """Run a coroutine on a loop that has served a session."""

    def run(coroutine: Any, factory: Any = None) -> Any:
        async def main() -> Any:
            loop = asyncio.get_running_loop()
            loop.set_task_factory(factory)
            for _ in range(2):
                guard(loop)
            token = context.activate(AsideRun(Page(), Settings()))
            try:
                return await coroutine
            finally:
                context.deactivate(token)

        with asyncio.Runner(loop_factory=request.param) as runner:
            return runner.run(main())

    return run


async def ends() -> None:
    await asyncio.sleep(0)
    raise SystemExit(3)


def test_exit_in_a_task_of_a_run_is_a_signal_to_who_awaits_it(run):
    async def main() -> list[Any]:
        tasks = [
            asyncio.create_task(ends(), name="named"),
            asyncio.get_running_loop().create_task(ends()),
            asyncio.ensure_future(asyncio.to_thread(sys.exit)),
        ]
        await asyncio.wait(tasks)
        assert tasks[0].get_name() == "named"
        return [type(task.exception()) for task in tasks]

    assert run(main()) == [StopRun, StopRun, StopRun]


def test_a_task_that_is_cancelled_before_its_first_line_has_been_begun(run):
    async def main() -> bool:
        task = asyncio.create_task(ends())
        task.cancel()
        await asyncio.wait({task})
        return task.cancelled()

    assert run(main())


def test_what_libraries_ask_of_a_task_is_the_coroutines_own(run):
    async def main() -> tuple[Any, ...]:
        task = asyncio.create_task(ends())
        coroutine: Any = task.get_coro()
        states = [inspect.getcoroutinestate(coroutine)]
        await asyncio.sleep(0)
        states.append(inspect.getcoroutinestate(coroutine))
        text, stack = repr(task), task.get_stack()
        await asyncio.wait({task})
        return states, "ends()" in text, len(stack)

    assert run(main()) == ([inspect.CORO_CREATED, inspect.CORO_SUSPENDED], True, 1)


def test_a_factory_that_is_there_goes_on_making_the_tasks_and_a_servers_own_are_left_alone(run):
    made: list[bool] = []

    def factory(loop: Any, coroutine: Any, **rest: Any) -> Any:
        made.append(isinstance(coroutine, Guarded))
        return asyncio.Task(coroutine, loop=loop, **rest)

    async def nothing() -> None:
        pass

    async def main() -> None:
        own = asyncio.create_task(nothing())
        token = context._active.set(None)  # type: ignore[arg-type]
        other = asyncio.create_task(nothing())
        context._active.reset(token)
        await asyncio.wait({own, other})

    run(main(), factory)
    # The loop makes some more when it is closed.
    assert made[:2] == [True, False]


@pytest.mark.parametrize("by", ["asyncio", "anyio"])
def test_the_end_of_a_session_is_not_lost_in_code_that_has_swallowed_it(run, by):
    """What waits for a run is cancelled by way of the run's own task, which may have an answer."""

    async def stubborn(begun: asyncio.Event) -> None:
        begun.set()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()

    async def serve(begun: asyncio.Event, scope: anyio.CancelScope) -> None:
        with scope:
            await Crew(asyncio.get_running_loop(), Workers()).run(stubborn(begun))
            await asyncio.Event().wait()

    async def main() -> tuple[bool, bool]:
        begun, scope = asyncio.Event(), anyio.CancelScope()
        task = asyncio.create_task(serve(begun, scope))
        await begun.wait()
        if by == "anyio":
            scope.cancel()
        else:
            task.cancel()
        await asyncio.wait({task}, timeout=hooks.SECONDS)
        return task.done(), task.done() and task.cancelled()

    assert run(main()) == (True, by == "asyncio")


def test_a_task_may_be_begun_in_the_context_that_its_maker_is_in(run):
    async def inner() -> int:
        return 1

    async def outer(given: Context) -> int:
        return await asyncio.get_running_loop().create_task(inner(), context=given)

    async def main() -> int:
        given = copy_context()
        return await asyncio.get_running_loop().create_task(outer(given), context=given)

    assert run(main()) == 1
