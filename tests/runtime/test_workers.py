"""Threads for user code."""

from __future__ import annotations

import asyncio
import threading

import anyio
import pytest

from reactfrag.runtime.workers import IDLE_KEPT, Workers, _Thread
from tests.runtime import hooks

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def workers():
    made = Workers()
    yield made
    made.close()


async def test_results_and_errors_come_back(workers):
    def fail() -> None:
        raise SystemExit("on purpose")

    assert await workers.run(threading.get_ident) != threading.get_ident()
    with pytest.raises(SystemExit, match="on purpose"):
        await workers.run(fail)
    assert await workers.run(lambda: 1) == 1


async def test_an_idle_thread_is_used_again(workers):
    assert await workers.run(threading.get_ident) == await workers.run(threading.get_ident)


async def test_as_many_run_at_once_as_there_is_work(workers):
    count = 2 * IDLE_KEPT
    barrier = threading.Barrier(count, timeout=hooks.SECONDS)
    async with anyio.create_task_group() as tasks:
        for _ in range(count):
            tasks.start_soon(workers.run, barrier.wait)
    assert len(workers._idle) <= IDLE_KEPT


async def test_a_cancelled_call_leaves_its_thread_to_itself(workers):
    entered, gate, over = threading.Event(), threading.Event(), threading.Event()

    def slow() -> None:
        entered.set()
        gate.wait(60)
        over.set()

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(workers.run, slow)
        while not entered.is_set():
            await anyio.lowlevel.checkpoint()
        tasks.cancel_scope.cancel()
    gate.set()
    assert over.wait(60)
    assert await workers.run(lambda: "other") == "other"


@pytest.mark.parametrize("used", [False, True], ids=["new", "used"])
async def test_a_call_cancelled_before_its_thread_has_looked_at_it_is_done_all_the_same(
    monkeypatch, used
):
    """And is a cancellation like any other."""
    gate, over = threading.Event(), threading.Event()
    original = _Thread._work

    def work(thread: _Thread) -> None:
        gate.wait(60)
        original(thread)

    workers = Workers()
    if used:
        await workers.run(lambda: None)
        gate.set()
    else:
        monkeypatch.setattr(_Thread, "_work", work)
    task = asyncio.create_task(workers.run(over.set))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    gate.set()
    assert over.wait(60)


async def test_what_is_over_soon_is_waited_for(workers):
    turns: list[int] = []
    loop = asyncio.get_running_loop()
    loop.call_soon(turns.append, 1)
    assert await workers.run(threading.get_ident, patience=10) != threading.get_ident()
    assert turns == [], "the loop has had no turn"


async def test_what_is_not_lets_the_loop_go_on(workers):
    gate, waits = threading.Event(), []
    asyncio.get_running_loop().call_later(0.01, gate.set)
    assert await workers.run(lambda: gate.wait(60), 0.001, lambda: waits.append(1))
    assert waits == [1]
    assert await workers.run(lambda: "next", patience=10) == "next", "its thread is in order"


async def test_errors_come_back_at_once_too(workers):
    with pytest.raises(ZeroDivisionError):
        await workers.run(lambda: 1 // 0, patience=10)
    assert await workers.run(lambda: 1) == 1


@pytest.mark.parametrize("patience", [0, 1e-9, 1e-5, 1e-4])
async def test_no_result_is_lost_between_waiting_and_not(workers, patience):
    for number in range(300):
        spin = range(number % 60)
        assert await workers.run(lambda s=spin, n=number: (sum(s), n)[1], patience) == number
    assert len(workers._idle) == 1
