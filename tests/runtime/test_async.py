"""H6: ``async def`` fragments and scripts, on the event loop."""

from __future__ import annotations

import asyncio
import gc

import pytest

from reactfrag import fragment
from reactfrag.protocol import StopRequest
from tests.runtime import hooks

CANCELLED = "asyncio.exceptions.CancelledError"


def test_h6_a_script_that_awaits_runs_on_the_loop(real):
    at = real("""
        import asyncio, threading

        rf.text("before")
        await asyncio.sleep(0)
        async with asyncio.timeout(None):
            rf.text(threading.current_thread() is threading.main_thread())
        values = [value async for value in numbers()] if False else [n async for n in ticks()] \\
            if False else []
        rf.text(f"after {values}")
        if rf.button("again"):
            await asyncio.sleep(0)
            state.n = state.get("n", 0) + 1
        rf.text(state.get("n", 0))
    """)
    assert at.texts() == ["before", "False", "after []", "0"]
    assert at.click("again").texts()[-1] == "1"
    assert at.reran == ["app"]


def test_h6_an_async_fragment_is_awaited_and_returns_in_an_async_script(real):
    at = real("""
        import asyncio

        @fragment
        async def double(n):
            await asyncio.sleep(0)
            rf.text(f"doubling {n}")
            rf.button(f"b{n}")
            return 2 * n

        rf.text(await double(1))
        rf.text(await asyncio.gather(double(2), double(3)))
        async with asyncio.TaskGroup() as tasks:
            task = tasks.create_task(double(4))
        rf.text(task.result())
    """)
    expected = ["doubling 1", "2", "doubling 2", "doubling 3", "[4, 6]", "doubling 4", "8"]
    assert at.texts() == expected
    assert at.click("b3").texts() == expected
    assert at.reran == ["double"]


def test_h6_positions_are_those_of_the_calls_whatever_ends_first(real):
    at = real("""
        import asyncio

        turn = [asyncio.Event() for _ in range(4)]
        turn[3].set()

        @fragment
        async def f(n):
            await turn[n + 1].wait()
            rf.text(n)
            rf.text_input("x")
            turn[n].set()

        await asyncio.gather(*(f(n) for n in range(3)))
    """)
    assert at.texts() == ["0", "1", "2"]
    boxes = [node.id for node in at.all("text_input")]
    at.run()
    assert [node.id for node in at.all("text_input")] == boxes


def test_h6_an_async_fragment_in_an_async_fragment(real):
    at = real("""
        import asyncio

        @fragment
        async def inner(n):
            await asyncio.sleep(0)
            rf.button(f"inner {n}")
            return n

        @fragment
        async def outer(n):
            rf.text(await inner(n) + 1)
            rf.button(f"outer {n}")

        outer(1)
        rf.text("end")
    """)
    assert at.exceptions() == []
    assert at.texts() == ["2", "end"]
    at.click("inner 1")
    assert at.reran == ["inner"]
    at.click("outer 1")
    assert at.reran == ["inner", "outer"]


def test_h6_a_synchronous_script_waits_for_an_async_fragment_that_it_calls(real):
    at = real("""
        import asyncio, threading

        @fragment
        async def later():
            rf.text(threading.current_thread() is here)
            await asyncio.sleep(0)
            return 5

        here = threading.current_thread()
        rf.text(later())
    """)
    assert at.texts() == ["False", "5"]


def test_h6_an_async_fragment_that_is_called_and_not_awaited_runs_all_the_same(real):
    at = real("""
        import asyncio

        @fragment
        async def f(n):
            await asyncio.sleep(0)
            rf.text(n)

        @fragment
        def synchronous():
            f(2)

        f(1)
        synchronous()
        rf.text("end")
        await asyncio.sleep(0)
    """)
    assert at.texts() == ["1", "2", "end"]
    assert at.exceptions() == []


def test_h6_a_synchronous_fragment_may_be_sent_to_a_thread(real):
    at = real("""
        import asyncio, threading

        @fragment
        def slow():
            rf.text(threading.current_thread() is loop_thread)
            rf.button("again")

        loop_thread = threading.current_thread()
        with rf.container(key="box"):
            await asyncio.to_thread(slow)
        rf.text("end")
    """)
    assert at.texts() == ["False", "end"]
    at.click("again")
    assert at.reran == ["slow"]
    assert at.texts() == ["False", "end"]


def test_h6_each_task_has_with_blocks_of_its_own(real):
    at = real("""
        import asyncio

        async def fill(name):
            with rf.container():
                for n in range(3):
                    rf.text(f"{name}{n}")
                    await asyncio.sleep(0)

        with rf.container():
            await asyncio.gather(fill("a"), fill("b"))
            rf.text("end")
    """)
    assert at.texts() == ["a0", "a1", "a2", "b0", "b1", "b2", "end"]
    ids = [node.id for node in at.all("container")]
    assert [node.id for node in at.run().all("container")] == ids


def test_h6_an_async_fragment_reads_and_writes_like_any_other(real):
    at = real("""
        import asyncio

        @fragment
        async def add():
            if rf.button("add"):
                await asyncio.sleep(0)
                state.setdefault("rows", []).append(1)

        @fragment
        async def show():
            rf.text(len(state.get("rows", ())))

        @fragment
        def other():
            rf.text("other")

        add()
        show()
        other()
    """)
    at.click("add")
    assert at.reran == ["add", "show"]
    at.click("add")
    assert at.reran == ["add", "show"]
    assert at.texts() == ["2", "other"]


def test_h6_an_error_in_an_async_fragment_shows_there(real):
    at = real("""
        import asyncio

        @fragment
        async def broken():
            await asyncio.sleep(0)
            1 / 0

        async def cancelled():
            raise asyncio.CancelledError

        @fragment
        async def gives_up():
            await asyncio.create_task(cancelled())

        broken()
        gives_up()
        rf.text("end")
    """)
    errors = at.exceptions()
    assert [error.type for error in errors] == [
        "ZeroDivisionError",
        CANCELLED,
    ]
    assert [frame.code for frame in errors[0].frames] == ["1 / 0"]
    assert at.texts() == ["end"]


@pytest.mark.parametrize("ends", ["rf.stop()", "exit()"])
@pytest.mark.parametrize(
    "awaited",
    [
        "await f()",
        "await asyncio.gather(f())",
        "await grouped()",
        "await grouped_by_anyio()",
        "await asyncio.ensure_future(f())",
        "await asyncio.wait_for(f(), 10)",
        "await asyncio.shield(f())",
    ],
)
def test_h6_stop_in_a_task_ends_the_run(real, ends, awaited):
    at = real(f"""
        import anyio
        import asyncio

        async def f():
            rf.text("f")
            {ends}

        async def grouped():
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(f())

        async def grouped_by_anyio():
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(f)

        {awaited}
        rf.text("never")
    """)
    assert at.texts() == ["f"]
    assert at.exceptions() == []


@pytest.mark.parametrize("call", ["f()", "await f()", "await asyncio.create_task(f())"])
def test_h6_code_that_cancels_its_own_task_ends_its_run_and_not_the_session(real, call):
    at = real(f"""
        import asyncio

        @fragment
        async def f():
            rf.text("f")
            if rf.button("go"):
                asyncio.current_task().cancel()
                await asyncio.sleep(0)
            rf.text("end")

        {call}
        rf.text(state.get("n", 0))
    """)
    assert at.click("go").reran == ["f"]
    assert at.texts()[0] == "f"
    at.run()
    assert at.texts() == ["f", "end", "0"]
    assert at.session.handle.post(n=1)
    at.wait()
    assert at.session_state.n == 1


@pytest.mark.parametrize("ends", ["rf.stop()", "exit()"])
def test_h6_stop_in_a_task_that_nobody_awaits_ends_that_task(real, ends, caplog):
    at = real(f"""
        import asyncio

        async def f():
            rf.text("f")
            {ends}

        asyncio.create_task(f())
        for _ in range(3):
            await asyncio.sleep(0)
        rf.text("end")
    """)
    gc.collect()
    assert at.texts() == ["f", "end"]
    assert caplog.text == ""


def test_h6_rerun_in_an_async_fragment(real):
    at = real("""
        @fragment
        async def f():
            state.n = state.get("n", 0) + 1
            if state.n < 3:
                rf.rerun("fragment")
            rf.text(state.n)
            if rf.button("all"):
                rf.rerun()

        f()
    """)
    assert at.texts() == ["3"]
    at.click("all")
    assert at.reran == ["f", "f", "app"]


def test_h6_a_superseded_run_is_cancelled_where_it_waits(real):
    at = real("""
        @fragment
        async def f():
            value = rf.text_input("x")
            rf.text(f"begin {value}")
            if value == "slow":
                try:
                    await hooks.gate()
                finally:
                    hooks.notes["cleaned"] = True
            rf.text(f"end {value}")

        f()
    """)
    box = at.all("text_input")[0].id
    at.post((box, "slow"))
    hooks.gate.reached()
    at.post((box, "fast"))
    assert at.wait().texts() == ["begin fast", "end fast"]
    assert hooks.notes == {"cleaned": True}
    outcomes = [run.outcome for record in at.passes for run in record.runs]
    assert outcomes == ["interrupted", "finished"]


def test_h6_a_synchronous_script_is_interrupted_while_it_waits_for_an_async_fragment(real):
    at = real("""
        @fragment
        async def f():
            await hooks.gate()

        value = rf.text_input("x")
        if value == "slow":
            f()
        rf.text(f"end {value}")
    """)
    box = at.all("text_input")[0].id
    at.post((box, "slow"))
    hooks.gate.reached()
    at.post((box, "fast"))
    assert at.wait().texts() == ["end fast"]


def test_h6_the_user_may_stop_what_waits(real):
    at = real("""
        if rf.button("go"):
            await hooks.gate()
            rf.text("never")
    """)
    at.post((at.all("button")[0].id, True))
    hooks.gate.reached()
    at._event += 1
    at._portal.call(at.session.post, StopRequest(n=at._event))
    assert at.wait().texts() == []


def test_h6_an_async_callback_that_has_begun_is_finished(real):
    at = real("""
        async def count():
            await hooks.gate()
            state.n = state.get("n", 0) + 1

        @fragment
        async def f():
            rf.text_input("plus", on_change=count)
            rf.text_input("x")
            rf.text(state.get("n", 0))

        f()
    """)
    at.post((at.get("text_input", "plus").id, "a"))
    hooks.gate.reached()
    at.post((at.get("text_input", "x").id, "a"))
    hooks.gate.open()
    assert at.wait().texts() == ["1"]


def test_h6_a_task_that_outlives_its_run_draws_nothing(real):
    at = real("""
        import asyncio

        async def late():
            await hooks.gate()
            rf.text("late")

        hooks.notes["task"] = asyncio.create_task(late())
        await asyncio.sleep(0)
        rf.text("end")
    """)

    async def ended() -> str:
        hooks.gate.open()
        await asyncio.wait({hooks.notes["task"]})
        return type(hooks.notes["task"].exception()).__name__

    hooks.gate.reached()
    assert at._portal.call(ended) == "Interrupted"
    assert at.wait().texts() == ["end"]


def test_h6_an_async_fragment_has_timers(real):
    at = real("""
        @fragment(run_every=1)
        async def clock():
            state.n = state.get("n", 0) + 1
            rf.text(state.n)

        clock()
    """)
    assert at.advance(3).texts() == ["4"]


def test_h6_without_a_session_an_async_fragment_is_a_coroutine():
    @fragment
    async def f():
        return 1

    assert asyncio.run(f()) == 1
