"""What a run leaves behind is gone when it is over, without the collector of cycles."""

from __future__ import annotations

import gc
from collections import Counter

import pytest

RERUNS = 10

BEGIN = """
    import asyncio

    def count():
        state.n = state.get("n", 0) + 1

"""

PLAIN = (
    BEGIN
    + """
    @fragment
    def f():
        with rf.container():
            rf.columns(2)[0].text(rf.slider("x", 0, 100, 0))
        rf.button("b", on_click=count)

    @fragment
    def reader():
        rf.text(state.get("n"))

    f()
    reader()
    rf.button("top")
"""
)

ASYNC = (
    BEGIN
    + """
    @fragment
    async def f():
        if rf.button("b"):
            count()
        await asyncio.gather(asyncio.sleep(0), asyncio.create_task(asyncio.sleep(0)))
        await reader()

    @fragment
    async def reader():
        rf.text(state.get("n"))

    await f()
    reader()
    rf.button("top")
"""
)

PARALLEL = (
    BEGIN
    + """
    @fragment(parallel=True)
    def f():
        if rf.button("b"):
            count()

    @fragment(parallel=True)
    async def reader():
        rf.text(state.get("n"))

    f()
    reader()
    reader()
    rf.button("top")
"""
)

ENDS = (
    BEGIN
    + """
    @fragment
    def f():
        if rf.button("b"):
            count()
            {end}

    f()
    rf.button("top")
"""
)

APPS = {
    "plain": PLAIN,
    "async": ASYNC,
    "parallel": PARALLEL,
    "stop": ENDS.format(end="rf.stop()"),
    "rerun": ENDS.format(end="rf.rerun()"),
    "fragment": ENDS.format(end='rf.rerun("fragment")'),
    "error": ENDS.format(end="1 / 0"),
    "exit": ENDS.format(end="exit()"),
    "outside": ENDS.format(end="rf.get_session().post(count)"),
}


@pytest.mark.parametrize("name", APPS)
def test_a_run_leaves_no_cycles_but_those_of_the_scripts_own_variables(real, name):
    at = real(APPS[name])
    [inner] = [node.id for node in at.all("button") if node.props.label == "b"]
    [outer] = [node.id for node in at.all("button") if node.props.label == "top"]
    left = garbage(at, inner)
    assert not of_this_library(left, {"Namespace", "Definition"} if name == "rerun" else set())
    left = garbage(at, outer)
    assert not of_this_library(left, {"Namespace", "Definition"})
    assert left["Namespace"] <= RERUNS


def garbage(at, button: int) -> Counter[str]:
    """Click ``button`` again and again; return what only the collector finds then, by type."""
    at.send((button, True))
    gc.collect()
    gc.disable()
    try:
        for _ in range(RERUNS):
            at.send((button, True))
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        return Counter(
            type(o).__qualname__
            for o in gc.garbage
            if type(o).__module__.startswith("reactfrag.")
            or type(o).__qualname__ in ("frame", "traceback", "coroutine", "Task", "Future")
        )
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


def of_this_library(left: Counter[str], planned: set[str]) -> set[str]:
    return left.keys() - planned
