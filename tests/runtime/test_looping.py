"""Code that calls ``rerun()`` for ever, or for long: what arrives meanwhile has its turn."""

from __future__ import annotations

import pytest

from reactfrag.protocol import StopRequest
from reactfrag.runtime.plan import RUNS_PER_PASS
from reactfrag.runtime.scheduler import RERUNS_PER_PASS
from tests.runtime import hooks
from tests.runtime.test_concurrency import arrive

SCRIPT = """
    @fragment
    def counter():
        if rf.button("count"):
            state.n = state.get("n", 0) + 1
        rf.text(f"n={state.get('n', 0)}")

    counter()
    if rf.button("end"):
        state.over = True
    if rf.button("loop"):
        state.loop = True
    state.runs = state.get("runs", 0) + 1
    if state.get("loop") and not state.get("over"):
        hooks.at_run(state.runs)
        rf.rerun()
"""
"""A script that runs for ever once it is told to."""

FRAGMENT = """
    @fragment
    def counter():
        if rf.button("count"):
            state.n = state.get("n", 0) + 1
        rf.text(f"n={state.get('n', 0)}")

    @fragment
    def looping():
        if rf.button("end"):
            state.over = True
        if rf.button("loop"):
            state.loop = True
        state.runs = state.get("runs", 0) + 1
        if state.get("loop") and not state.get("over"):
            hooks.at_run(state.runs)
            rf.rerun("fragment")

    counter()
    looping()
"""
"""A fragment that does."""

EACH_OTHER = """
    @fragment
    def counter():
        if rf.button("count"):
            state.n = state.get("n", 0) + 1
        rf.text(f"n={state.get('n', 0)}")

    @fragment(key="one")
    def one():
        if rf.button("end"):
            state.over = True
        if rf.button("loop"):
            state.loop = True
        state.runs = state.get("runs", 0) + 1
        if state.get("loop") and not state.get("over"):
            hooks.at_run(state.runs)
            rf.rerun("two")

    @fragment(key="two")
    def two():
        if state.get("loop"):
            rf.rerun("one")

    counter()
    one()
    two()
"""
"""Two fragments that ask for each other."""

AWAITING = "    import asyncio\n" + SCRIPT.replace(
    "hooks.at_run(state.runs)", "await asyncio.to_thread(hooks.at_run, state.runs)"
)
"""A script on the event loop."""

LOOPS = {
    "script": SCRIPT,
    "fragment": FRAGMENT,
    "each other": EACH_OTHER,
    "awaiting": AWAITING,
}


@pytest.fixture(params=LOOPS)
def looping(real, monkeypatch, request):
    """An app that is looping, held in its 20th run until ``hooks.pause.go_on()``."""
    first = []

    def at_run(number):
        first.append(number)
        if len(first) == 20:
            hooks.pause()

    monkeypatch.setattr(hooks, "at_run", at_run, raising=False)
    at = real(LOOPS[request.param])
    at.post((button(at, "loop"), True))
    hooks.pause.reached()
    return at


def button(at, label: str) -> int:
    ids = [int(node.id) for node in at.all("button") if node.props.label == label]
    return ids[0]


def test_clicks_are_taken_in_and_the_loop_ends_when_it_wants_to(looping):
    at = looping
    arrive(at, (button(at, "count"), True), (button(at, "count"), True), (button(at, "end"), True))
    hooks.pause.go_on()
    at.wait()
    assert at.session_state.n == 2
    assert "n=2" in at.texts()


def test_the_user_may_stop_it(looping):
    at = looping
    at._event += 1
    at.on_loop(_stop, at.session, at._event)
    hooks.pause.go_on()
    at.wait()
    assert "over" not in at.session_state
    assert at.send((button(at, "count"), True)).session_state.n == 1 or at.session_state.loop


async def _stop(session, n: int) -> None:
    session.post(StopRequest(n=n))


def test_what_is_posted_is_done(looping):
    at = looping
    assert at.session.handle.post(over=True)
    hooks.pause.go_on()
    at.wait()


def test_h9_it_is_reported_once_and_its_records_are_bounded(looping, monkeypatch, caplog):
    at, count = looping, []

    def at_run(number):
        count.append(number)
        if len(count) == 3 * RERUNS_PER_PASS:
            at.session.handle.post(over=True)

    monkeypatch.setattr(hooks, "at_run", at_run)
    hooks.pause.go_on()
    at.wait()
    reports = [record.getMessage() for record in caplog.records]
    assert len([text for text in reports if "without coming to rest" in text]) in (1, 2)
    records = [record for record in at.passes if record.looping]
    assert len(records) >= 3
    assert all(len(record.runs) <= 3 * RERUNS_PER_PASS for record in records)
    assert not at.passes[-1].looping


def test_clicks_on_a_button_that_code_does_not_get_to_are_not_one(real, monkeypatch):
    """What reruns itself before it draws a button has not answered the clicks on it."""
    at = real("""
        if state.get("left", 0):
            state.left -= 1
            rf.rerun()
        if rf.button("count"):
            state.n = state.get("n", 0) + 1
        if rf.button("load"):
            state.left = 3
            rf.rerun()
    """)
    count, load = button(at, "count"), button(at, "load")
    arrive(at, (load, True), (count, True), (count, True), (count, True))
    at.wait()
    assert at.session_state.n == 3


def test_a_click_that_is_never_looked_at_holds_up_no_other_button(real, monkeypatch):
    count = []

    def at_run():
        count.append(1)
        if len(count) == 20:
            hooks.pause()

    monkeypatch.setattr(hooks, "at_run", at_run, raising=False)
    at = real("""
        if rf.button("end"):
            state.over = True
        if rf.button("loop"):
            state.loop = True
        if state.get("loop") and not state.get("over"):
            hooks.at_run()
            rf.rerun()
        if rf.button("count"):
            state.n = state.get("n", 0) + 1
    """)
    loop, count_button, end = (button(at, name) for name in ("loop", "count", "end"))
    at.post((loop, True))
    hooks.pause.reached()
    arrive(at, (count_button, True), (end, True))
    hooks.pause.go_on()
    at.wait()
    assert at.session_state.over
    assert at.session_state.n == 1
    assert len(count) <= 20 + RUNS_PER_PASS + 2
