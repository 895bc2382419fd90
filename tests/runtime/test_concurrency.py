"""Sessions beside each other, and events that come while code runs."""

from __future__ import annotations

import asyncio
from functools import partial
from itertools import count

import anyio
import pytest

from reactfrag.protocol import Change, Events, RerunRequest, StopRequest
from reactfrag.runtime import scheduler
from tests.runtime import hooks


def outcomes(at) -> list[tuple[str, str]]:
    return [(run.name, run.outcome) for record in at.passes for run in record.runs]


async def post_all(session, first: int, ids: list[tuple[int, object]]) -> None:
    """Let several events arrive before the session can look at any."""
    for n, (id, value) in enumerate(ids, first):
        session.post(Events(n=n, changes=[Change(id=id, value=value)]))


async def at_rest(session) -> None:
    with anyio.fail_after(hooks.SECONDS / 2):
        await session.scheduler.settled()


def arrive(at, *changes: tuple[int, object]) -> None:
    first = at._event + 1
    at._event += len(changes)
    for id, value in changes:
        at.mirror.touch(id, value)
    at._portal.call(post_all, at.session, first, list(changes))


def test_several_may_wait_for_a_session_to_rest_and_one_of_them_give_up(real):
    at = real("""
        if rf.button("go"):
            hooks.pause()
    """)
    at.post((at.all("button")[0].id, True))
    hooks.pause.reached()

    async def wait() -> list[bool]:
        tasks = [asyncio.create_task(at.session.scheduler.settled()) for _ in range(3)]
        await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.sleep(0)
        hooks.pause.go_on()
        done, _ = await asyncio.wait(tasks, timeout=hooks.SECONDS)
        return [task in done and not task.cancelled() for task in tasks]

    assert at.on_loop(wait) == [True, False, True]
    at.wait()


def test_one_session_does_not_wait_for_another(real):
    at = real("""
        if rf.button("slow"):
            hooks.pause()
        if rf.button("quick"):
            state.done = True
    """)
    other = at.another_session().run()
    at.post((at.all("button")[0].id, True))
    hooks.pause.reached()
    other.post((other.all("button")[1].id, True))
    other.on_loop(at_rest, other.session)
    assert other.session.page.state.get("done")
    assert at.session.scheduler._busy
    hooks.pause.go_on()
    at.wait()


def test_many_clicks_that_wait_hold_up_nobody(real, monkeypatch):
    at = real("""
        @fragment
        def add():
            if rf.button("plus"):
                state.n = state.get("n", 0) + 1

        add()
    """)
    # No pass takes as long as a session's share, two of them do.
    clock = count()
    monkeypatch.setattr(scheduler, "perf_counter", lambda: next(clock) * 0.6 * scheduler._TURN)
    clicks = 60
    events: list[tuple[int, object]] = [(at.all("button")[0].id, True)] * clicks
    first, at._event = at._event + 1, at._event + clicks

    async def turns() -> int:
        """How often the loop comes round until all of them are answered."""
        await post_all(at.session, first, events)
        times = 0
        while not at.session.scheduler.at_rest:
            await asyncio.sleep(0)
            times += 1
        return times

    assert at.on_loop(turns) >= clicks // 4
    assert at.wait().session_state["n"] == clicks


def test_h6_an_async_script_that_waits_holds_up_nobody(real):
    at = real("""
        if rf.button("slow"):
            await hooks.gate()
            rf.text("over")
        if rf.button("quick"):
            state.done = True
    """)
    other = at.another_session().run()
    at.post((at.all("button")[0].id, True))
    hooks.gate.reached()
    other.post((other.all("button")[1].id, True))
    other.on_loop(at_rest, other.session)
    assert other.session.page.state.get("done")
    assert at.session.scheduler._busy
    hooks.gate.open()
    assert at.wait().texts() == ["over"]


BUTTONS = """
    for name in "abc":
        if rf.button(name):
            if not hooks.notes:
                hooks.notes["paused"] = True
                hooks.pause()
            state.log = [*state.get("log", []), name]
    rf.text_input("x")
    rf.text(state.get("log", []))
"""


def test_a_click_that_a_run_has_seen_is_answered_to_its_end(real):
    at = real(BUTTONS)
    a, b, c = (node.id for node in at.all("button"))
    at.post((a, True))
    hooks.pause.reached()
    at.post((b, True))
    at.post((c, True))
    at.post((at.all("text_input")[0].id, "new"))
    hooks.pause.go_on()
    at.wait()
    assert at.session_state["log"] == ["a", "b", "c"]
    assert {outcome for _, outcome in outcomes(at)} == {"finished"}


def test_stop_ends_a_run_that_answers_a_click(real):
    at = real(BUTTONS)
    at.post((at.all("button")[0].id, True))
    hooks.pause.reached()
    at._event += 1
    at._portal.call(at.session.post, StopRequest(n=at._event))
    hooks.pause.go_on()
    at.wait()
    assert "log" not in at.session_state


def stop(at):
    at._event += 1
    return StopRequest(n=at._event)


def test_a_stop_behind_several_clicks_is_reached(real):
    at = real("""
        if rf.button("pause"):
            hooks.pause()
        for name in "ab":
            if rf.button(name):
                state.log = [*state.get("log", []), name]
    """)
    pause, a, b = (node.id for node in at.all("button"))
    at.post((pause, True))
    hooks.pause.reached()
    arrive(at, (a, True), (b, True))
    at._portal.call(at.session.post, stop(at))
    hooks.pause.go_on()
    at.wait()
    assert "log" not in at.session_state
    at.click("b")
    assert at.session_state["log"] == ["b"]


def test_a_stop_before_the_first_line_of_a_script_that_awaits_does_not_end_the_session(real):
    at = real("""
        import asyncio

        await asyncio.sleep(0)
        if rf.button("a"):
            state.log = [*state.get("log", []), "a"]
    """)
    (a,) = (node.id for node in at.all("button"))

    async def at_once():
        at._event += 1
        click = Events(n=at._event, changes=[Change(id=a, value=True)])
        for message in (click, stop(at)):
            at.session.post(message)

    at._portal.call(at_once)
    at.wait()
    assert "log" not in at.session_state
    at.click("a")
    assert at.session_state["log"] == ["a"]


def test_a_click_that_no_run_has_seen_outlives_an_interruption(real):
    """Each of them is answered by a run of its own, the second click on one button too."""
    at = real("""
        value = rf.text_input("x")
        if value == "slow" and not hooks.notes:
            hooks.notes["paused"] = True
            hooks.pause()
        for name in "ab":
            if rf.button(name):
                state.log = [*state.get("log", []), f"{name} {value}"]
    """)
    box = at.all("text_input")[0].id
    a, b = (node.id for node in at.all("button"))
    arrive(at, (box, "slow"), (a, True))
    hooks.pause.reached()
    arrive(at, (box, "fast"), (a, True), (b, True))
    hooks.pause.go_on()
    at.wait()
    assert at.session_state["log"] == ["a fast", "a fast", "b fast"]
    assert [outcome for _, outcome in outcomes(at)] == ["interrupted", *["finished"] * 3]


def test_three_quick_clicks_on_three_fragments_are_three_runs(real):
    at = real("""
        @fragment
        def f(n):
            if rf.button(f"b{n}"):
                state[f"n{n}"] = state.get(f"n{n}", 0) + 1

        for n in range(3):
            f(n)
    """)
    arrive(at, *((node.id, True) for node in at.all("button")))
    assert at.wait().reran == ["f", "f", "f"]
    assert dict(at.session_state) == {"n0": 1, "n1": 1, "n2": 1}


def test_five_quick_clicks_on_a_counter_are_five(real):
    at = real("""
        @fragment
        def count():
            if rf.button("plus"):
                state.n = state.get("n", 0) + 1
            rf.text(state.get("n", 0))

        count()
    """)
    arrive(at, *[(at.all("button")[0].id, True)] * 5)
    assert at.wait().texts() == ["5"]
    assert at.reran == ["count"] * 5


def test_ten_quick_values_of_a_slider_are_one_run_and_one_call_of_its_callback(real):
    at = real("""
        def note():
            state.calls = state.get("calls", 0) + 1

        @fragment
        def f():
            rf.text(rf.slider("x", 0, 100, on_change=note))

        f()
    """)
    slider = at.all("slider")[0]
    arrive(at, *((slider.id, [n]) for n in range(1, 11)))
    assert at.wait().texts() == ["10"]
    assert at.reran == ["f"]
    assert at.session_state["calls"] == 1


@pytest.mark.parametrize("scope", ["inner", "other"])
def test_h7_rerun_of_a_key_in_a_nested_fragment_leaves_what_is_around_it_alone(real, scope):
    at = real(f"""
        @fragment(key="other")
        def other():
            rf.text("other")

        @fragment(key="inner")
        def inner():
            state.n = state.get("n", 0) + 1
            if state.n == 1:
                rf.rerun("{scope}")
            rf.text(f"inner {{state.n}}")

        @fragment
        def outer():
            inner()
            rf.text("outer")

        other()
        outer()
        rf.text("end")
    """)
    shown = ["inner 2"] if scope == "inner" else []
    assert at.texts() == ["other", *shown, "outer", "end"]
    assert at.reran == ["other", "inner", "outer", "app", scope]


def test_h7_rerun_of_the_key_of_what_is_around_it_ends_that(real):
    at = real("""
        @fragment
        def inner():
            state.n = state.get("n", 0) + 1
            if state.n == 1:
                rf.rerun("outer")
            rf.text(f"inner {state.n}")

        @fragment(key="outer")
        def outer():
            inner()
            rf.text("outer")

        outer()
        rf.text("end")
    """)
    assert at.texts() == ["inner 2", "outer", "end"]


def test_a_click_does_not_cut_short_a_run_that_has_another_to_answer(real):
    at = real("""
        if rf.text_input("x") == "slow" and not hooks.notes:
            hooks.notes["paused"] = True
            hooks.pause()
        for name in "ab":
            if rf.button(name):
                state.log = [*state.get("log", []), name]
    """)
    a, b = (node.id for node in at.all("button"))
    arrive(at, (at.all("text_input")[0].id, "slow"), (a, True))
    hooks.pause.reached()
    at.post((b, True))
    hooks.pause.go_on()
    at.wait()
    assert at.session_state["log"] == ["a", "b"]
    assert outcomes(at) == [("app", "finished"), ("app", "finished")]


def test_a_click_outlives_an_event_that_comes_when_only_what_was_not_awaited_is_still_to_run(real):
    """The script is over by then; the fragment that it has called, and not awaited, is not."""
    at = real("""
        import asyncio

        @fragment
        async def late():
            if rf.button("count", key="count"):
                state.n = state.get("n", 0) + 1

        def call():
            late()

        await asyncio.sleep(0)
        rf.text_input("words")
        call()
        if hooks.notes.get("event"):
            asyncio.get_running_loop().call_soon(hooks.notes.pop("event"))
    """)
    [button], [words] = ([node.id for node in at.all(kind)] for kind in ("button", "text_input"))
    later = RerunRequest(n=at._event + 3)
    hooks.notes["event"] = partial(at.session.post, later)
    arrive(at, (words, "new"), (button, True))
    at.wait()
    at._event += 1
    assert at.session_state.get("n") == 1
    assert outcomes(at)[0] == ("app", "interrupted")


@pytest.mark.parametrize("within", ["script", "fragment"])
def test_values_that_come_while_a_callback_runs_are_one_change_after_it(real, within):
    at = real(f"""
        def changed():
            hooks.notes.setdefault("seen", []).append(state.level)
            if state.level == 1:
                hooks.pause()
                hooks.notes["seen"].append(state.level)

        def draw():
            rf.number_input("level", value=0, key="level", on_change=changed)
            rf.text(state.level)

        @fragment
        def f():
            draw()

        {"f()" if within == "fragment" else "draw()"}
    """)
    [level] = [node.id for node in at.all("number_input")]
    at.post((level, 1))
    hooks.pause.reached()
    arrive(at, (level, 2), (level, 3))
    hooks.pause.go_on()
    assert at.wait().texts() == ["3"]
    assert hooks.notes["seen"] == [1, 1, 3]
