"""H6: ``parallel=True`` fragments, in full runs and in passes."""

from __future__ import annotations

import sys

from reactfrag import fragment
from reactfrag.runtime import executor
from tests.runtime import hooks


def test_h6_parallel_fragments_run_at_once_in_a_full_run(real):
    at = real("""
        @fragment(parallel=True)
        def f(n):
            rf.text(f"begin {n}")
            hooks.meet(3)
            rf.text(f"end {n}")
            return n

        results = [f(n) for n in range(3)]
        rf.text(results)
    """)
    expected = [word for n in range(3) for word in (f"begin {n}", f"end {n}")]
    assert at.texts() == [*expected, "[None, None, None]"]
    assert at.reran == ["f", "f", "f", "app"]
    ids = [node.id for node in at.all("text")]
    assert [node.id for node in at.run().all("text")] == ids


def test_h6_the_order_on_the_page_is_that_of_the_calls_whatever_ends_first(real):
    at = real("""
        import threading

        over = [threading.Event() for _ in range(4)]
        over[3].set()
        outside = rf.container()

        @fragment(parallel=True)
        def f(n):
            assert over[n + 1].wait(60)
            outside.text(f"out {n}")
            rf.text(n)
            over[n].set()

        outside.text("first")
        f(0)
        outside.text("between")
        f(1)
        f(2)
        rf.text("end")
        outside.text("last")
    """)
    written = ["first", "out 0", "between", "out 1", "out 2", "last"]
    assert at.texts() == [*written, "0", "1", "2", "end"]
    ids = [node.id for node in at.all("text")]
    assert [node.id for node in at.run().all("text")] == ids


def test_h6_an_empty_outside_shows_the_last_of_the_calls(real):
    at = real("""
        import threading

        slot = rf.empty()
        over = threading.Event()

        @fragment(parallel=True)
        def first():
            assert over.wait(60)
            slot.text("first")

        @fragment(parallel=True)
        def second():
            slot.text("second")
            over.set()

        first()
        second()
    """)
    assert at.texts() == ["second"]


def test_h6_parallel_async_fragments_run_at_once(real):
    at = real("""
        import asyncio

        @fragment(parallel=True)
        async def f(n):
            await turn[n + 1].wait()
            rf.text(n)
            turn[n].set()

        turn = [asyncio.Event() for _ in range(4)]
        turn[3].set()
        for n in range(3):
            f(n)
        rf.text("end")
    """)
    assert at.texts() == ["0", "1", "2", "end"]


def test_h6_a_parallel_async_fragment_may_be_awaited(real):
    at = real("""
        import asyncio

        done = []

        @fragment(parallel=True)
        async def f(n):
            await asyncio.sleep(0)
            done.append(n)
            return n

        result = await f(1)
        rf.text(f"{result} {done}")
    """)
    assert at.texts() == ["1 [1]"]


READERS = """
    @fragment
    def owner():
        if rf.button("go"):
            state.go = state.get("go", 0) + 1

    @fragment(parallel=True)
    def f(n):
        if state.get("go"):
            hooks.meet(3)
        rf.text(f"{n} {state.get('go')}")

    owner()
    for n in range(3):
        f(n)
"""


def test_h6_what_no_state_edge_orders_runs_together_in_a_pass(real):
    at = real(READERS)
    assert at.click("go").texts() == ["0 1", "1 1", "2 1"]
    assert at.reran == ["owner", "f", "f", "f"]


def test_h6_what_a_state_edge_orders_runs_in_order(real):
    at = real("""
        @fragment(parallel=True)
        def last():
            rf.text(f"last {state.get('b')}")
            state.get("go")

        @fragment(parallel=True)
        def middle():
            state.b = state.get("a")

        @fragment(parallel=True)
        def first():
            state.a = state.get("go", 0)

        @fragment
        def owner():
            if rf.button("go"):
                state.go = state.get("go", 0) + 1

        last()
        middle()
        first()
        owner()
    """)
    at.click("go")
    assert at.texts() == ["last 1"]
    assert at.reran == ["owner", "first", "middle", "last"]


def test_h6_together_with_what_is_not_parallel(real):
    """It keeps its place in the order, and what it orders waits for it."""
    at = real("""
        @fragment
        def owner():
            if rf.button("go"):
                state.go = state.get("go", 0) + 1

        @fragment(parallel=True)
        def f(n):
            rf.text(f"f {n} {state.get('go')}")

        @fragment
        def alone():
            state.x = state.get("go")

        @fragment(parallel=True)
        def reader():
            rf.text(f"x {state.get('x')} {state.get('go')}")

        owner(), f(1), f(2), alone(), reader()
    """)
    at.click("go")
    assert at.reran == ["owner", "f", "f", "alone", "reader"]
    assert at.texts() == ["f 1 1", "f 2 1", "x 1 1"]


def test_h6_conflicting_writes_are_reported_and_the_later_on_the_page_stands(real, caplog):
    at = real("""
        import threading

        over = [threading.Event() for _ in range(4)]
        over[3].set()

        @fragment(parallel=True)
        def f(n):
            assert over[n + 1].wait(60)
            state.who = n
            state.same = "same"
            over[n].set()

        f(0), f(1), f(2)
    """)
    assert at.session_state["who"] == 2
    (conflict,) = at.passes[0].conflicts
    assert (conflict.key, conflict.names) == ("who", ("f",))
    assert "session_state['who'] at the same time" in caplog.text


def test_h6_what_the_script_writes_after_the_call_is_written_before(real):
    at = real("""
        @fragment(parallel=True)
        def f():
            state.who = "f"

        f()
        state.who = "script"
        rf.text(state.who)
    """)
    assert at.texts() == ["script"]
    assert at.session_state["who"] == "f"
    assert [c.names for c in at.passes[0].conflicts] == [("f", "app")]


def test_h6_one_that_read_what_another_wrote_beside_it_runs_again(real):
    at = real("""
        @fragment(parallel=True)
        def reader():
            seen = state.get("x")
            if seen is None:
                hooks.meet(2)
            rf.text(f"x {seen}")

        @fragment(parallel=True)
        def writer():
            if "x" not in state:
                hooks.meet(2)
            state.x = 1

        reader()
        writer()
    """)
    assert at.texts() == ["x 1"]
    assert at.reran == ["reader", "writer", "app", "reader"]


def test_h6_each_sees_its_own_writes_and_none_of_the_others(real):
    at = real(
        """
        seen = {}

        @fragment(parallel=True)
        def f(n):
            state[f"k{n}"] = n
            hooks.meet(3)
            seen.setdefault(n, [key for key in ("k0", "k1", "k2") if key in state])
            hooks.meet(3)

        state.setdefault("seen", seen)
        f(0), f(1), f(2)
    """.replace("hooks.meet(3)", "len(seen) or hooks.meet(3)")
    )
    assert at.session_state["seen"] == {0: ["k0"], 1: ["k1"], 2: ["k2"]}


def test_h6_counting_in_parallel_counts_all(real):
    """Those that counted from the same number do so again, one after the other."""
    at = real("""
        @fragment(parallel=True)
        def f(n):
            if n not in hooks.notes:
                hooks.notes[n] = True
                hooks.meet(3)
            state.total = state.get("total", 0) + 1

        f(0), f(1), f(2)
    """)
    assert at.session_state["total"] == 3
    assert at.passes[0].unsettled == ("f",)


def test_h6_deleting_beside_others(real):
    at = real("""
        state.setdefault("x", 1)

        @fragment(parallel=True)
        def deletes():
            state.pop("x", None)

        @fragment(parallel=True)
        def looks():
            rf.text("x" in state)

        @fragment(parallel=True)
        def counts():
            rf.text(len(state))

        deletes(), looks(), counts()
    """)
    assert at.texts() == ["False", "0"]


def test_h6_a_change_in_place_beside_others_is_seen(real):
    at = real("""
        state.setdefault("rows", [])

        @fragment(parallel=True)
        def appends():
            if not state.rows:
                hooks.meet(2)
                state.rows.append(1)

        @fragment(parallel=True)
        def shows():
            count = len(state.rows)
            if "met" not in state:
                state.met = True
                hooks.meet(2)
            rf.text(count)

        shows(), appends()
    """)
    assert at.texts() == ["1"]


def test_h6_widgets_timers_and_nested_fragments_in_parallel_ones(real):
    at = real("""
        @fragment
        def inner(n):
            if rf.button(f"inner {n}"):
                state[f"n{n}"] = state.get(f"n{n}", 0) + 1
            rf.text(f"inner {n} {state.get(f'n{n}', 0)}")

        @fragment(parallel=True, run_every=10)
        def outer(n):
            if rf.text_input(f"box {n}", key=f"box{n}") == "":
                hooks.meet(2)
            inner(n)

        outer(1), outer(2)
    """)
    at.click("inner 2")
    assert at.reran == ["inner"]
    assert at.texts() == ["inner 1 0", "inner 2 1"]
    at.set("text_input", "a", "box 1")
    at.set("text_input", "a", "box 2")
    assert at.reran == ["inner", "outer"]
    assert len(at.session.wheel) == 2
    at.jump(10)
    assert at.reran == ["inner", "outer"] * 2


def test_h6_parallel_fragments_within_parallel_ones(real):
    at = real("""
        @fragment(parallel=True)
        def leaf(n):
            hooks.meet(4)
            state[f"leaf{n}"] = n
            state.last = n
            rf.text(f"leaf {n}")

        @fragment(parallel=True)
        def branch(n):
            leaf(2 * n)
            leaf(2 * n + 1)
            rf.text(f"branch {n}")

        branch(0), branch(1)
        rf.text("end")
    """)
    assert at.texts() == [
        "leaf 0",
        "leaf 1",
        "branch 0",
        "leaf 2",
        "leaf 3",
        "branch 1",
        "end",
    ]
    assert at.session_state == {"leaf0": 0, "leaf1": 1, "leaf2": 2, "leaf3": 3, "last": 3}


def test_h6_an_error_in_one_shows_there_and_the_others_go_on(real):
    at = real("""
        @fragment(parallel=True)
        def f(n):
            hooks.meet(3)
            if n == 1:
                1 / 0
            rf.text(n)

        f(0), f(1), f(2)
        rf.text("end")
    """)
    assert at.texts() == ["0", "2", "end"]
    (error,) = at.exceptions()
    assert [frame.code for frame in error.frames] == ["1 / 0"]


def test_h6_stop_in_one_ends_it_alone(real):
    at = real("""
        @fragment(parallel=True)
        def f(n):
            rf.text(n)
            if n == 1:
                rf.stop()
            rf.text(f"end {n}")

        f(0), f(1), f(2)
        rf.text("end")
    """)
    assert at.texts() == ["0", "end 0", "1", "2", "end 2", "end"]


def test_h6_what_the_script_has_begun_ends_though_the_script_does_not(real):
    at = real("""
        @fragment(parallel=True)
        def f():
            if rf.text_input("x") == "":
                state.began = True
            rf.text("f")

        f()
        1 / 0
    """)
    assert at.texts() == ["f"]
    assert [error.type for error in at.exceptions()] == ["ZeroDivisionError"]
    assert at.set("text_input", "a").reran == ["f"]


def test_h6_rerun_in_one_repeats_the_script_and_ends_the_others(real):
    at = real("""
        import threading

        @fragment(parallel=True)
        def f(n):
            if "again" not in state and n == 1:
                state.again = True
                rf.rerun()
            rf.text(n)

        f(0), f(1)
        rf.text("end")
    """)
    assert at.texts() == ["0", "1", "end"]
    assert at.reran[-3:] == ["f", "f", "app"]
    assert at.reran.count("app") == 2


def test_h6_rerun_of_itself_in_one(real):
    at = real("""
        @fragment(parallel=True)
        def f(n):
            state[f"n{n}"] = state.get(f"n{n}", 0) + 1
            if state[f"n{n}"] < 3:
                rf.rerun("fragment")
            rf.text(state[f"n{n}"])

        f(0), f(1)
        rf.text("end")
    """)
    assert at.texts() == ["3", "3", "end"]
    assert at.reran.count("app") == 1


def test_h6_an_event_that_supersedes_the_script_interrupts_all(real):
    at = real("""
        @fragment(parallel=True)
        def f(n):
            rf.text(f"{n} {value}")
            if value == "slow" and n == 0:
                hooks.pause()
            rf.text(f"end {n} {value}")

        value = rf.text_input("x")
        f(0), f(1)
    """)
    box = at.all("text_input")[0].id
    at.post((box, "slow"))
    hooks.pause.reached()
    at.post((box, "fast"))
    hooks.pause.go_on()
    at.wait()
    assert at.texts() == ["0 fast", "end 0 fast", "1 fast", "end 1 fast"]


def test_h6_one_of_a_pass_is_interrupted_alone(real):
    at = real("""
        @fragment
        def owner():
            if rf.button("go"):
                state.go = True

        @fragment(parallel=True)
        def f(n):
            value = rf.text_input(f"x{n}")
            rf.text(f"{n} {value}.")
            if state.get("go") and n == 0 and value == "":
                hooks.pause()
            rf.text(f"end {n} {value}.")

        owner(), f(0), f(1)
    """)
    at.post((at.all("button")[0].id, True))
    hooks.pause.reached()
    at.post((at.get("text_input", "x0").id, "new"))
    hooks.pause.go_on()
    at.wait()
    assert at.texts() == ["0 new.", "end 0 new.", "1 .", "end 1 ."]
    outcomes = [(r.name, r.outcome) for p in at.passes for r in p.runs]
    assert outcomes == [
        ("owner", "finished"),
        ("f", "interrupted"),
        ("f", "finished"),
        ("f", "finished"),
    ]


def test_h6_what_those_of_a_pass_add_to_a_container_outside_is_in_page_order(real):
    at = real("""
        import threading

        outside = rf.container()
        over = [threading.Event() for _ in range(4)]
        over[3].set()

        @fragment
        def owner():
            if rf.button("go"):
                state.go = state.get("go", 0) + 1
                for event in over[:3]:
                    event.clear()

        @fragment(parallel=True)
        def f(n):
            go = state.get("go")
            if go:
                assert over[n + 1].wait(60)
                outside.text(f"{n} {go}")
                over[n].set()

        owner(), f(0), f(1), f(2)
    """)
    at.click("go")
    assert at.texts() == ["0 1", "1 1", "2 1"]
    assert at.click("go").texts() == ["0 1", "1 1", "2 1", "0 2", "1 2", "2 2"]


def test_h6_a_slow_one_is_shown_while_the_others_draw(real):
    at = real("""
        @fragment
        def owner():
            if rf.button("go"):
                state.go = True

        @fragment(parallel=True)
        def slow():
            if state.get("go"):
                rf.text("slow begins")
                hooks.pause()
            rf.text("slow")

        @fragment(parallel=True)
        def quick():
            rf.text(f"quick {state.get('go')}")

        owner(), slow(), quick()
    """)
    at.post((at.all("button")[0].id, True))
    hooks.pause.reached()
    at._portal.call(at.clock.advance_to, 1)
    hooks.pause.go_on()
    assert at.wait().texts() == ["slow begins", "slow", "quick True"]


def test_h6_without_a_session_it_is_an_ordinary_call():
    @fragment(parallel=True)
    def f():
        return 1

    assert f() == 1


def test_h6_races_leave_no_trace(real):
    """Many at once that switch as often as they can: page, state and identities come out right."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        at = real("""
            outside = rf.container()

            @fragment
            def owner():
                if rf.button("go"):
                    state.go = state.get("go", 0) + 1

            @fragment(parallel=True)
            def f(n):
                go = state.get("go", 0)
                for i in range(5):
                    with rf.container():
                        rf.text(f"{n} {i} {go}")
                        rf.text_input("x", key=f"x{n}-{i}")
                    state[f"v{n}-{i}"] = go
                    if not go:
                        outside.text(f"out {n} {i}")

            owner()
            for n in range(8):
                f(n)
        """)
        inside = [f"{n} {i} {{}}" for n in range(8) for i in range(5)]
        out = [f"out {n} {i}" for n in range(8) for i in range(5)]
        assert at.texts() == [*out, *(text.format(0) for text in inside)]
        ids = [node.id for node in at.all("text_input")]
        for go in range(1, 6):
            at.click("go")
            assert at.texts() == [*out, *(text.format(go) for text in inside)]
            assert [node.id for node in at.all("text_input")] == ids
            assert all(at.session_state[f"v{n}-{i}"] == go for n in range(8) for i in range(5))
            assert at.reran == ["owner", *["f"] * 8]
        at.run()
        assert [node.id for node in at.all("text_input")] == ids
    finally:
        sys.setswitchinterval(interval)


def test_h6_rerun_in_one_cancels_what_waits_beside_it(real):
    at = real("""
        @fragment(parallel=True)
        async def waits():
            if not hooks.notes:
                await hooks.gate()
            rf.text("waited")

        @fragment(parallel=True)
        def repeats():
            if not hooks.notes:
                hooks.gate.reached()
                hooks.notes["again"] = True
                rf.rerun()
            rf.text("repeated")

        waits()
        repeats()
    """)
    assert at.texts() == ["waited", "repeated"]
    assert at.reran.count("app") == 2


def test_what_runs_beside_is_shown_while_it_does_though_its_caller_was_over_at_once(
    real, monkeypatch
):
    monkeypatch.setattr(executor, "PATIENCE", hooks.SECONDS)
    at = real("""
        @fragment(parallel=True)
        def slow():
            rf.text(f"step {state.get('n', 0)}")
            if state.get("n"):
                hooks.pause()

        @fragment
        def caller():
            if rf.button("go"):
                state.n = 1
            slow()

        caller()
    """)
    at.post((at.all("button")[0].id, True))
    hooks.pause.reached()
    settings = at.session.settings
    at.on_loop(at.clock.advance_to, at.clock.time() + settings.flush_after)
    frames = at.on_loop(at.session.outbox.take)
    assert any("step 1" in frame for frame in frames)
    hooks.pause.go_on()
    assert at.wait().texts() == ["step 1"]
