"""Threads for user code."""

from __future__ import annotations

import threading

import anyio
import pytest

from reactfrag.runtime.workers import IDLE_KEPT, Workers

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
    barrier = threading.Barrier(count, timeout=10)
    async with anyio.create_task_group() as tasks:
        for _ in range(count):
            tasks.start_soon(workers.run, barrier.wait)
    assert len(workers._idle) <= IDLE_KEPT


async def test_a_cancelled_call_leaves_its_thread_to_itself(workers):
    entered, gate, over = threading.Event(), threading.Event(), threading.Event()

    def slow() -> None:
        entered.set()
        gate.wait(10)
        over.set()

    async with anyio.create_task_group() as tasks:
        tasks.start_soon(workers.run, slow)
        while not entered.is_set():
            await anyio.lowlevel.checkpoint()
        tasks.cancel_scope.cancel()
    gate.set()
    assert over.wait(10)
    assert await workers.run(lambda: "other") == "other"
