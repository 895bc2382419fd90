"""Where runs end, and what must not end with them: Stop, ``exit()``, loops, strands cut short."""

from __future__ import annotations

import pytest

from reactfrag.protocol import StopRequest
from reactfrag.runtime.recorder import KEPT
from reactfrag.runtime.scheduler import RERUNS_PER_PASS
from tests.runtime import hooks


def ids(at, kind: str) -> dict[str, int]:
    return {node.props.label: node.id for node in at.all(kind)}


def request_stop(at) -> None:
    at._event += 1
    at._portal.call(at.session.post, StopRequest(n=at._event))


def test_stop_reaches_a_run_whose_click_is_unseen_past_a_click_that_waits(real):
    """Neither click is answered later on."""
    at = real("""
        hooks.notes["runs"] = hooks.notes.get("runs", 0) + 1
        if hooks.notes["runs"] == 2:
            hooks.pause()
        for name in "abc":
            if rf.button(name):
                state[name] = True
    """)
    button = ids(at, "button")
    at.post((button["a"], True))
    hooks.pause.reached()
    at.post((button["b"], True))
    request_stop(at)
    hooks.pause.go_on()
    at.wait()
    assert hooks.notes["runs"] == 2
    at.send((button["c"], True))
    assert [name for name in "abc" if name in at.session_state] == ["c"]


@pytest.mark.parametrize(
    "call",
    [
        "f()",
        "await f()",
        "await asyncio.gather(f(), f())",
        "rf.button('leave', on_click=leave)",
    ],
)
def test_h8_exit_in_asynchronous_code_ends_that_code_and_not_the_server(real, call):
    at = real(f"""
        import asyncio

        async def leave():
            exit()

        @fragment
        async def f():
            rf.text("before")
            exit()

        rf.text("top")
        {call}
    """)
    at.send(*[(id, True) for id in ids(at, "button").values()])
    assert "top" in at.texts()


def test_h8_exit_in_what_is_posted_ends_that_and_not_the_server(real):
    at = real('rf.text("x")')
    at.session.handle.post(lambda: exit())
    at.wait()
    at.session.handle.post(n=1)
    at.wait()
    assert at.session_state["n"] == 1


def test_h8_a_cancellation_of_the_authors_own_is_an_error_and_no_interruption(real):
    at = real("""
        import asyncio

        async def work():
            hooks.notes["n"] = hooks.notes.get("n", 0) + 1
            if hooks.notes["n"] < 10:
                raise asyncio.CancelledError

        f = fragment(lambda: work())
        f()
    """)
    assert hooks.notes["n"] == 1
    assert at.all("exception")


def test_a_click_outlives_the_interruption_of_the_parallel_fragment_that_has_it_to_see(real):
    at = real("""
        value = rf.text_input("x")

        @fragment(parallel=True)
        def p():
            if value == "slow" and "paused" not in hooks.notes:
                hooks.notes["paused"] = True
                hooks.pause()
            if rf.button("go"):
                state.n = state.get("n", 0) + 1

        p()
    """)
    x = ids(at, "text_input")["x"]
    at.post((x, "slow"), (ids(at, "button")["go"], True))
    hooks.pause.reached()
    at.post((x, "other"))
    hooks.pause.go_on()
    at.wait()
    assert at.session_state["n"] == 1


def test_h1_a_fragment_that_reruns_itself_for_ever_lets_clicks_in_others_through(real):
    at = real("""
        @fragment
        def loop():
            rf.text("loop")
            if "going" in hooks.notes:
                hooks.notes["turns"] = hooks.notes.get("turns", 0) + 1
                if hooks.notes["turns"] == 1:
                    hooks.pause()
                if hooks.notes["turns"] < 100 and "clicked" not in hooks.notes:
                    rf.rerun(scope="fragment")

        @fragment
        def other():
            if rf.button("click"):
                hooks.notes["clicked"] = hooks.notes["turns"]

        if rf.button("start"):
            hooks.notes["going"] = True
        loop()
        other()
    """)
    button = ids(at, "button")
    at.post((button["start"], True))
    hooks.pause.reached()
    at.post((button["click"], True))
    hooks.pause.go_on()
    at.wait()
    assert hooks.notes["clicked"] < 20


def test_h1_what_reads_the_key_of_a_fragment_that_reruns_itself_for_ever_follows_it(real):
    """Not at each turn, but again and again, and to the end; the record stays bounded."""
    at = real("""
        @fragment
        def loop():
            if rf.button("start"):
                hooks.notes["seen"] = []
            if "seen" in hooks.notes:
                state.k = state.get("k", 0) + 1
                if state.k < 1000:
                    rf.rerun(scope="fragment")

        @fragment
        def follows():
            seen = hooks.notes.get("seen", [])
            seen.append(state.get("k"))

        loop()
        follows()
    """)
    at.send((ids(at, "button")["start"], True))
    assert len(hooks.notes["seen"]) > 100
    assert hooks.notes["seen"][-1] == 1000
    assert {record.looping for record in at.passes[:-1]} == {("loop",)}
    assert all(RERUNS_PER_PASS <= len(record.runs) < KEPT for record in at.passes[:-1])
    assert at.passes[-1].looping == ()
    assert str(at.why("follows")[-1]).endswith("key 'k' -> follows")


def test_h1_a_parallel_fragment_may_take_off_the_place_of_another_that_runs_beside_it(real):
    at = real("""
        top, box = rf.container(), rf.empty()

        @fragment(parallel=True)
        def a():
            if state.get("k"):
                box.text("instead")
            rf.text("a")

        @fragment(parallel=True)
        def b():
            rf.text(f"b {state.get('k')}")

        @fragment
        def setter():
            if rf.button("go"):
                state.k = 1

        with top:
            a()
        with box:
            b()
        setter()
    """)
    assert at.texts() == ["a", "b None"]
    at.send((ids(at, "button")["go"], True))
    assert at.texts() == ["a", "instead"]
    assert len(at.passes) == 1, "a pass that fails leaves no record"
    assert [instance.name for instance in at.session.page.instances.values()] == [
        "app",
        "a",
        "setter",
    ]


def test_h1_what_a_failed_run_did_not_reach_goes_with_its_fragment(real):
    at = real("""
        @fragment
        def f():
            if rf.button("fail"):
                raise ValueError("boom")
            rf.text_input("x", key="x")

        if not rf.button("without"):
            f()
    """)
    button = ids(at, "button")
    at.send((button["fail"], True))
    assert "x" in at.session_state
    at.send((button["without"], True))
    assert "x" not in at.session_state
    assert not at.session.page.shadow
