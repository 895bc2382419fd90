"""What reruns on which event, by the rows of the semantics (ids in the names)."""

from __future__ import annotations

import importlib
import threading
from typing import Any

import pytest

COUNTER = """
    state.setdefault("script", 0)
    state.setdefault("inner", 0)

    @fragment
    def count():
        state.inner += 1
        rf.button("inner")
        rf.text(f"fragment {state.inner}")

    state.script += 1
    count()
    rf.button("outer")
    rf.text(f"script {state.script}")
    rf.text(f"script sees {state.inner}")
"""


def test_f2_the_first_load_runs_top_to_bottom_with_fragments_in_place(app):
    at = app(COUNTER)
    assert at.texts() == ["fragment 1", "script 1", "script sees 1"]
    assert at.reran == ["count", "app"]


def test_f3_f15_a_widget_in_a_fragment_reruns_only_it(app):
    at = app(COUNTER)
    ids = [node.id for node in at.mirror.root.walk()]
    at.click("inner")
    assert at.texts() == ["fragment 2", "script 1", "script sees 1"]
    assert at.reran == ["count"]
    assert [node.id for node in at.mirror.root.walk()] == ids
    assert len(at.patches) == 1
    assert len(at.patches[0].ops) == 1


def test_f4_f15_a_widget_outside_reruns_everything(app):
    at = app(COUNTER)
    at.click("inner").click("outer")
    assert at.texts() == ["fragment 3", "script 2", "script sees 3"]
    assert at.reran == ["count", "app"]


def test_f1_the_call_form_and_the_alias_declare_fragments(app):
    at = app("""
        from reactfrag.runtime.fragment import experimental_fragment

        def first():
            rf.button("one")

        @experimental_fragment()
        def second():
            rf.button("two")

        fragment(first)()
        second()
    """)
    assert at.click("one").reran == ["first"]
    assert at.click("two").reran == ["second"]


@pytest.mark.parametrize("where", ["rf.container()", "rf.sidebar"])
def test_f5_a_fragment_called_within_a_container_stays_there(app, where):
    at = app(f"""
        @fragment
        def inside():
            rf.text("in")
            rf.button("again")

        place = {where}
        rf.text("after")
        with within(place):
            inside()
    """)
    before = [(n.kind, n.id) for n in at.mirror.root.walk()]
    at.click("again")
    assert at.reran == ["inside"]
    assert [(n.kind, n.id) for n in at.mirror.root.walk()] == before


def test_f6_reruns_redraw_the_body_in_place(app):
    at = app("""
        state.n = 0

        @fragment
        def grow():
            rf.button("go")
            state.n += 1
            for i in range(state.n % 3):
                rf.text(i)

        grow()
        rf.text("end")
    """)
    seen = [at.click("go").texts() for _ in range(4)]
    assert seen == [["0", "1", "end"], ["end"], ["0", "end"], ["0", "1", "end"]]


def test_f7_outside_containers_accumulate_until_the_next_full_run(app):
    at = app("""
        outside = rf.container()
        state.setdefault("n", 0)

        @fragment
        def write():
            rf.button("go")
            state.n += 1
            rf.text(f"run {state.n}", outside)

        write()
        rf.button("all")
    """)
    assert at.texts() == ["run 1"]
    assert at.click("go").click("go").texts() == ["run 1", "run 2", "run 3"]
    assert at.click("all").texts() == ["run 4"]


def test_f8_an_outside_empty_is_replaced(app):
    at = app("""
        slot = rf.empty()
        state.setdefault("n", 0)

        @fragment
        def write():
            rf.button("go")
            state.n += 1
            rf.text(f"run {state.n}", slot)

        write()
    """)
    (node,) = at.all("text")
    assert at.click("go").click("go").texts() == ["run 3"]
    assert at.all("text")[0].id == node.id


def test_f9_a_widget_in_an_outside_container_is_refused(app):
    at = app("""
        outside = rf.container()

        @fragment
        def write():
            rf.text("before")
            rf.button("no", at=outside)

        write()
        rf.text("goes on")
    """)
    (error,) = at.exceptions()
    assert error.type == "OutsideContainerError"
    assert 'rf.button("no", at=outside)' in [frame.code for frame in error.frames]
    assert at.texts() == ["before", "goes on"]


@pytest.mark.parametrize("use", ['rf.text("x", rf.sidebar)', "with within(rf.sidebar): pass"])
def test_f10_the_sidebar_in_a_fragment_is_refused(app, use):
    at = app(f"""
        @fragment
        def write():
            {use}

        write()
    """)
    (error,) = at.exceptions()
    assert error.type == "SidebarInFragmentError"
    assert "with sidebar: write()" in error.message


def test_f11_return_values_count_in_a_full_run_only(app):
    at = app("""
        @fragment
        def give():
            rf.button("go")
            return 7

        rf.text(f"got {give()}")
    """)
    assert at.texts() == ["got 7"]
    assert at.click("go").texts() == ["got 7"]


def test_f12_session_state_is_a_mapping_with_attributes(app):
    at = app("""
        state["a"] = 1
        state.b = 2
        assert "a" in state and "c" not in state
        assert state.get("c", 3) == 3
        assert sorted(state) == ["a", "b"] and len(state) == 2
        assert dict(state.items()) == {"a": 1, "b": 2}
        assert state.pop("b") == 2 and state.setdefault("d", 4) == 4
        state.update(e=5)
        del state.a
        try:
            state.a
        except AttributeError as error:
            rf.text(error)
        try:
            state["a"]
        except KeyError as error:
            rf.text(error)
    """)
    assert at.exceptions() == []
    assert at.session_state == {"d": 4, "e": 5}
    assert all("'a'" in text for text in at.texts())


def test_f13_f16_rerun_in_a_fragment_runs_the_whole_script(app):
    at = app("""
        state.setdefault("clicks", 0)
        rf.text(f"fives {state.clicks // 5}")

        @fragment
        def count():
            if rf.button("plus"):
                state.clicks += 1
                if state.clicks % 5 == 0:
                    rf.rerun()
            rf.text(f"clicks {state.clicks}")

        count()
    """)
    for _ in range(4):
        at.click("plus")
        assert at.reran == ["count"]
    assert at.texts() == ["fives 0", "clicks 4"]
    at.click("plus")
    assert at.texts() == ["fives 1", "clicks 5"]
    assert at.reran[-1] == "app"


def test_f13_rerun_scope_fragment_reruns_just_it(app):
    at = app("""
        state.setdefault("n", 0)

        @fragment
        def twice():
            rf.button("go")
            state.n += 1
            if state.n % 2:
                rf.rerun(scope="fragment")
            rf.text(f"n {state.n}")

        twice()
        rf.text("end")
    """)
    assert at.texts() == ["n 2", "end"]
    at.click("go")
    assert at.texts() == ["n 4", "end"]
    assert "app" not in at.reran


def test_f13_stop_ends_the_run_where_it_is(app):
    at = app("""
        @fragment
        def short():
            rf.text("one")
            if rf.button("go"):
                rf.stop()
            rf.text("two")

        short()
        rf.text("end")
    """)
    assert at.texts() == ["one", "two", "end"]
    assert at.click("go").texts() == ["one", "end"]


def test_f13_scope_fragment_outside_a_fragment_is_an_error(app):
    (error,) = app('rf.rerun(scope="fragment")').exceptions()
    assert error.type == "ApiError"


def test_f14_h5_ticks_come_by_the_clock(app):
    at = app("""
        state.setdefault("n", 0)

        @fragment(run_every="10s")
        def tick():
            state.n += 1
            rf.text(state.n)

        rf.button("all")
        tick()
    """)
    assert at.advance(9.9).texts() == ["1"]
    assert at.advance(0.2).texts() == ["2"]
    assert at.advance(600).texts() == ["62"]
    assert at.reran == ["tick"] * 60
    at.jump(35)
    assert at.texts() == ["63"], "late ticks are one"
    assert at.advance(4.9).texts() == ["64"], "the grid of the start holds"


def test_h5_a_timer_goes_with_its_instance(app):
    at = app("""
        @fragment(run_every=1)
        def tick():
            rf.text("tick")

        if not rf.text_input("hide"):
            tick()
    """)
    assert at.advance(1).reran == ["tick"]
    assert at.texts() == ["tick"]
    at.set("text_input", "yes", "hide")
    assert at.advance(10).texts() == []
    assert len(at.session.wheel) == 0


def test_f17_a_form_reruns_on_submit_and_a_form_in_a_fragment_only_that(app):
    at = app("""
        with within(rf.form("outer")):
            name = rf.text_input("name")
            rf.button("send")
        rf.text(f"hello {name}")

        @fragment
        def inner():
            with within(rf.form("inner", clear=True)):
                city = rf.text_input("city")
                rf.button("go")
            rf.text(f"city {city}")

        inner()
    """)
    at.submit("send", [("text_input", "name", "Ada")])
    assert at.texts() == ["hello Ada", "city "]
    assert at.reran == ["inner", "app"]
    at.submit("go", [("text_input", "city", "Ulm")])
    assert at.texts() == ["hello Ada", "city Ulm"]
    assert at.reran == ["inner"]
    assert at.get("text_input", "city").props.value == ""
    at.submit("go")
    assert at.texts() == ["hello Ada", "city "]


def test_f18_a_callback_comes_first_and_what_it_draws_goes(app):
    at = app("""
        def note():
            state.n = state.get("n", 0) + 1
            rf.text("from the callback")

        rf.button("top", on_click=note)
        rf.text(f"n {state.get('n', 0)}")

        @fragment
        def inner():
            rf.text("body")
            rf.button("inside", on_click=note)

        inner()
    """)
    assert at.click("top").texts() == ["from the callback", "n 1", "body"]
    at.click("inside")
    assert at.texts() == ["from the callback", "n 1", "from the callback", "body"]
    assert at.reran == ["inner"]
    at.run()
    assert at.texts() == ["n 2", "body"]


def test_g1_nested_fragments_rerun_by_their_innermost_owner(app):
    at = app("""
        state.setdefault("log", ())

        @fragment
        def leaf():
            rf.button("leaf")

        @fragment
        def outer():
            rf.button("outer")
            leaf()

        outer()
    """)
    assert at.click("leaf").reran == ["leaf"]
    assert at.click("outer").reran == ["leaf", "outer"]


def test_h1_readers_of_a_changed_key_rerun_in_order(app):
    at = app("""
        @fragment
        def last():
            rf.text(f"total {state.get('double', 0) + 1}")

        @fragment
        def middle():
            state.double = state.get("x", 0) * 2
            rf.text(f"double {state.double}")

        @fragment
        def first():
            if rf.button("up"):
                state.x = state.get("x", 0) + 1

        @fragment
        def other():
            rf.text("other")

        last()
        middle()
        other()
        first()
    """)
    at.click("up")
    assert at.texts() == ["total 3", "double 2", "other"]
    assert at.reran == ["first", "middle", "last"]


def test_h3_identical_widgets_need_no_keys_and_labels_may_change(app):
    at = app("""
        if state.get("more"):
            rf.text_input("above")
        rf.text_input("same")
        rf.text_input("same")
        rf.text_input("label %d" % state.get("n", 0))

        def change():
            state.n = state.get("n", 0) + 1
            state.more = True

        rf.button("change", on_click=change)
    """)
    for number, node in enumerate(at.all("text_input")):
        at.send((node.id, f"value {number}"))
    at.click("change")
    values = [node.props.value for node in at.all("text_input")]
    assert values == ["", "value 0", "value 1", "value 2"]
    assert at.all("text_input")[3].props.label == "label 1"


def test_h4_a_change_in_place_reruns_the_readers(app):
    at = app("""
        state.setdefault("rows", [])

        @fragment
        def show():
            rf.text(f"{len(state.rows)} rows")

        @fragment
        def add():
            if rf.button("add"):
                state.rows.append("row")

        show()
        add()
    """)
    assert at.click("add").texts() == ["1 rows"]
    assert at.reran == ["add", "show"]
    assert at.click("add").texts() == ["2 rows"]


def test_h8_an_exception_in_a_fragment_stays_there(app):
    at = app("""
        @fragment
        def fragile():
            rf.text("before")
            if rf.button("break"):
                1 / 0
            rf.text("after")

        fragile()
        rf.text("end")
    """)
    at.click("break")
    assert at.texts() == ["before", "end"]
    (error,) = at.exceptions()
    assert error.type == "ZeroDivisionError"
    assert [frame.code for frame in error.frames] == ["1 / 0"]
    assert at.click("break")
    assert at.run().texts() == ["before", "after", "end"]
    assert at.exceptions() == []


def test_an_exception_at_the_top_shows_and_the_next_run_recovers(app):
    at = app("""
        rf.text("one")
        if rf.text_input("break"):
            raise ValueError("broken")
        name = rf.text_input("name")
        rf.text(f"two {name}")
    """)
    at.set("text_input", "kept", "name")
    at.set("text_input", "yes", "break")
    assert at.texts() == ["one"]
    assert at.exceptions()[0].message == "broken"
    at.set("text_input", "", "break")
    assert at.texts() == ["one", "two kept"], "values below the error come back"


def test_values_below_an_exception_in_a_fragment_come_back_too(app):
    at = app("""
        @fragment
        def fragile():
            if rf.text_input("break"):
                raise ValueError("broken")
            rf.text(rf.text_input("name"))

        fragile()
        rf.button("all")
    """)
    at.set("text_input", "kept", "name")
    at.set("text_input", "yes", "break")
    at.click("all")
    at.set("text_input", "", "break")
    assert at.texts() == ["kept"]


def test_values_below_a_stop_come_back(app):
    at = app("""
        if rf.text_input("halt"):
            rf.stop()
        rf.text(rf.text_input("name", key="name"))
    """)
    at.set("text_input", "kept", "name")
    at.set("text_input", "yes", "halt")
    assert at.all("text", at.main) == []
    at.set("text_input", "", "halt")
    assert at.texts() == ["kept"]


def test_events_get_into_a_script_that_reruns_itself(app):
    at = app("""
        import tiny

        @fragment
        def stop_it():
            if rf.button("enough"):
                state.enough = True

        stop_it()
        if rf.button("loop"):
            state.loop = True
        if state.get("loop") and not state.get("enough"):
            tiny.looping.set()
            rf.rerun()
        rf.text("done")
    """)
    tiny: Any = importlib.import_module("tiny")
    tiny.looping = threading.Event()
    enough, loop = (node.id for node in at.all("button"))
    at.post((loop, True))
    assert tiny.looping.wait(60)
    at.post((enough, True))
    assert at.wait().texts() == ["done"]


def test_a_callback_may_write_to_a_container_that_is_drawn_anew(app):
    at = app("""
        def note():
            rf.text("working", slot)

        rf.button("go", on_click=note)
        slot = rf.empty()
        rf.text("rest")
    """)
    at.click("go")
    assert at.exceptions() == []
    assert at.texts() == ["rest"]


def test_an_exception_in_a_callback_shows_and_the_rest_goes_on(app):
    at = app("""
        def broken():
            raise ValueError("no")

        rf.button("go", on_click=broken)
        rf.text("rest")
    """)
    at.click("go")
    assert at.exceptions()[0].message == "no"
    assert at.texts() == ["rest"]


def test_five_quick_clicks_are_five(app):
    at = app("""
        @fragment
        def count():
            if rf.button("plus"):
                state.n = state.get("n", 0) + 1
            rf.text(state.get("n", 0))

        count()
    """)
    button = at.button[0].id
    for _ in range(5):
        at.post((button, True))
    assert at.wait().texts() == ["5"]


def test_a_newer_value_supersedes_the_run_of_the_older_one(app):
    gate = threading.Event()
    entered = threading.Event()
    at = app("""
        import tiny
        value = rf.text_input("x")
        if value == "slow":
            tiny.entered.set()
            tiny.gate.wait(60)
        rf.text(f"value {value}")
        state.log = state.get("log", ()) + (value,)
    """)
    tiny: Any = importlib.import_module("tiny")  # the module that the app sees

    tiny.gate, tiny.entered = gate, entered
    box = at.text_input[0].id
    at.post((box, "slow"))
    assert entered.wait(60)
    at.post((box, "fast"))
    gate.set()
    assert at.wait().texts() == ["value fast"]
    assert at.session_state["log"] == ("", "fast")


def test_an_event_in_another_fragment_lets_a_run_finish(app):
    at = app("""
        import tiny

        @fragment
        def slow():
            if rf.button("slow"):
                tiny.entered.set()
                tiny.gate.wait(60)
                rf.text("slow done")

        @fragment
        def quick():
            if rf.button("quick"):
                rf.text("quick done")

        slow()
        quick()
    """)
    tiny: Any = importlib.import_module("tiny")
    tiny.gate, tiny.entered = threading.Event(), threading.Event()
    slow, quick = (node.id for node in at.all("button"))
    at.post((slow, True))
    assert tiny.entered.wait(60)
    at.post((quick, True))
    tiny.gate.set()
    assert at.wait().texts() == ["slow done", "quick done"]


def test_an_event_for_a_widget_that_is_gone_is_answered(app):
    at = app("""
        if not rf.text_input("hide"):
            rf.button("gone")
        rf.text("here")
    """)
    gone = at.button[0].id
    at.set("text_input", "x", "hide")
    at.send((gone, True))
    assert [error.code for error in at.errors] == ["widget-gone"]
    assert at.patches[-1].answers == 2
    assert at.texts() == ["here"]


def test_a_bad_value_is_refused_and_nothing_is_lost(app):
    at = app("""
        rf.text(rf.text_input("x", "start"))
    """)
    at.set("text_input", 7, "x")
    assert [error.code for error in at.errors] == ["bad-value"]
    assert at.texts() == ["start"]
    assert at.reran == []


def test_setting_a_widgets_key_after_it_is_drawn_is_refused(app):
    at = app("""
        rf.text_input("x", key="x")
        state.x = "no"
    """)
    assert at.exceptions()[0].type == "StateAfterWidgetError"


def test_a_keyed_widget_lives_in_session_state(app):
    at = app("""
        state.setdefault("name", "Ada")

        def clear():
            state.name = ""

        rf.text_input("name", key="name")
        rf.button("clear", on_click=clear)
        rf.text(f"hello {state.name}")
    """)
    assert at.texts() == ["hello Ada"]
    assert at.text_input[0].props.value == "Ada"
    assert at.set("text_input", "Bob", "name").texts() == ["hello Bob"]
    assert at.click("clear").text_input[0].props.value == ""


def test_the_state_of_a_keyed_widget_goes_with_it(app):
    at = app("""
        if not rf.text_input("hide"):
            rf.text_input("x", "d", key="x")
    """)
    at.set("text_input", "v", "x")
    assert at.session_state == {"x": "v"}
    assert at.set("text_input", "yes", "hide").session_state == {}


def test_two_widgets_with_one_key_are_an_error(app):
    at = app("""
        rf.text_input("a", key="k")
        rf.text_input("b", key="k")
    """)
    assert at.exceptions()[0].type == "DuplicateKeyError"


def test_toasts_reach_the_browser_even_when_the_script_reruns(app):
    at = app("""
        if rf.button("go"):
            rf.toast("saved")
            rf.rerun()
    """)
    at.click("go")
    assert [toast.body for toast in at.mirror.toasts] == ["saved"]


def test_h7_rerun_by_key_from_a_callback(app):
    at = app("""
        state.setdefault("runs", 0)

        def refresh():
            rf.rerun("charts")

        @fragment(key="charts")
        def charts():
            state.runs += 1
            rf.text(f"runs {state.runs}")

        @fragment
        def controls():
            rf.button("refresh", on_click=refresh)

        charts()
        controls()
    """)
    at.click("refresh")
    assert "runs 2" in at.texts()
    assert "charts" in at.reran
    assert "app" not in at.reran


def test_a_coroutine_function_may_be_a_fragment(app):
    at = app("""
        import asyncio

        @fragment
        async def later():
            rf.button("go")
            await asyncio.sleep(0)
            state.n = state.get("n", 0) + 1
            rf.text(state.n)

        later()
    """)
    assert at.exceptions() == []
    assert at.click("go").texts() == ["2"]


def test_a_widget_with_a_key_that_its_fragment_has_read_makes_it_run_once(app):
    at = app("""
        @fragment
        def ask():
            state.get("name")
            rf.text_input("name", key="name")

        ask()
    """)
    assert at.reran == ["ask", "app"]
    at.set("text_input", "a")
    assert at.reran == ["ask"]
