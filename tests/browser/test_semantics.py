"""What a fragment does, row by row, on a real page: what runs, and when."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenApp
from tests.browser.counting import script


def test_f1_every_way_to_declare_a_fragment(app: OpenApp):
    """F1."""
    page = app(
        script("""
        from datetime import timedelta
        from reactfrag import experimental_fragment, fragment as frag

        @rf.fragment
        def bare():
            ran("bare")
            rf.button("in bare")

        @rf.fragment()
        def called():
            ran("called")
            rf.button("in called")

        @frag(run_every=timedelta(hours=1))
        def timed():
            ran("timed")
            rf.button("in timed")

        def plain():
            ran("wrapped")
            rf.button("in wrapped")

        wrapped = rf.fragment(plain)

        @experimental_fragment
        def alias():
            ran("alias")
            rf.button("in alias")

        ran("app")
        bare()
        called()
        timed()
        wrapped()
        alias()
        """)
    )
    names = ["bare", "called", "timed", "wrapped", "alias"]
    for name in names:
        page.click(f"in {name}").sees(f"{name} ran 2", "app ran 1")
    page.sees(*(f"{name} ran 2" for name in names))


def test_f2_first_load_runs_top_to_bottom(app: OpenApp):
    """F2: fragments stand where they are called."""
    page = app("""
        import reactfrag as rf

        @rf.fragment
        def middle():
            rf.text("second")
            rf.text("third")

        rf.text("first")
        middle()
        rf.text("fourth")
        middle()
    """)
    assert page.texts("stText") == ["first", "second", "third", "fourth", "second", "third"]


OUTER_AND_INNER = """
    rf.title("Before")
    value = rf.slider("Outer", 0, 10, 5)
    rf.text_input("Name")
    left, right = rf.columns(2)
    left.write("left")

    @rf.fragment
    def part():
        with rf.container(key="part"):
            ran("part")
            rf.button("Inner")
            if rf.session_state.part_runs % 2 == 0:
                rf.success("even")

    with right:
        part()
    ran("app")
    with rf.expander("More"):
        rf.dataframe({"a": [1, 2, 3]})
    rf.line_chart({"a": [1, 2, 3]})
    rf.button("Outer button")
    rf.sidebar.write("beside")
"""


def test_f3_a_fragment_rerun_replaces_no_node_outside(app: OpenApp):
    """F3: every other element keeps its DOM node, and so what the user did to it."""
    page = app(script(OUTER_AND_INNER))
    expect(page.all("stVegaLiteChart").locator("canvas, svg").first).to_be_visible()
    page.page.get_by_text("More", exact=True).click()
    assert page.hold(".st-key-part") > 20
    for runs in range(2, 6):
        page.click("Inner").sees(f"part ran {runs}", "app ran 1")
    assert page.lost() == []
    expect(page.all("stDataFrame")).to_be_visible()


def test_f3_a_fragment_rerun_keeps_its_own_unchanged_nodes(app: OpenApp):
    """F3: the button that was pressed keeps its node, and the focus."""
    page = app(script(OUTER_AND_INNER))
    page.hold(".stText")
    page.click("Inner").sees("part ran 2", "even")
    assert page.lost() == []
    expect(page.page.get_by_role("button", name="Inner", exact=True)).to_be_focused()


def test_f4_a_widget_outside_reruns_the_script(app: OpenApp):
    """F4."""
    page = app(script(OUTER_AND_INNER))
    page.click("Outer button").sees("app ran 2", "part ran 2")
    page.type("Name", "Ada").sees("app ran 3", "part ran 3")


def test_f11_return_values_count_in_full_runs_only(app: OpenApp):
    """F11."""
    page = app(
        script("""
        @rf.fragment
        def part():
            ran("part")
            rf.button("Again")
            return rf.session_state.part_runs * 10

        value = part()
        rf.text(f"returned {value}")
        rf.button("All")
        """)
    )
    page.sees("returned 10")
    page.click("Again").sees("part ran 2", "returned 10")
    page.click("All").sees("part ran 3", "returned 30")


def test_f12_fragments_share_session_state(app: OpenApp):
    """F12: attribute and item access, ``in``, ``del``, ``get``, iteration."""
    page = app("""
        import reactfrag as rf

        ss = rf.session_state
        if "n" not in ss:
            ss.n = 0
            ss["names"] = ["first"]

        @rf.fragment
        def writer():
            if rf.button("Write"):
                ss.n += 1
                ss["names"] = [*ss["names"], f"name {ss.n}"]
                ss.flag = True
            if rf.button("Delete") and "flag" in ss:
                del ss.flag

        @rf.fragment
        def reader():
            rf.text(f"n is {ss['n']}, names are {', '.join(ss.names)}")
            rf.text(f"flag is {ss.get('flag', 'unset')}")
            rf.text("keys: " + " ".join(sorted(key for key in ss)))
            rf.text(f"len {len(ss)}, items {sorted(ss.items()) == sorted(ss.to_dict().items())}")

        writer()
        reader()
    """)
    page.sees("n is 0, names are first", "flag is unset", "keys: n names")
    page.click("Write").sees("n is 1, names are first, name 1", "flag is True")
    page.sees("keys: flag n names", "len 3, items True")
    page.click("Delete").sees("flag is unset", "keys: n names", "len 2, items True")


def test_f13_rerun_and_stop(app: OpenApp):
    """F13: rerun() stops the fragment at once; scope="fragment" reruns only it; stop()."""
    page = app(
        script("""
        @rf.fragment
        def part():
            ran("part")
            if rf.button("Whole"):
                rf.session_state.before = True
                rf.rerun()
                rf.session_state.after = True
            if rf.button("Just me"):
                rf.rerun(scope="fragment")
            if rf.button("Stop"):
                rf.stop()
            rf.text("end of part")

        part()
        ran("app")
        rf.text(f"before {'before' in rf.session_state}, after {'after' in rf.session_state}")
        """)
    )
    page.sees("before False, after False")
    page.click("Whole").sees("app ran 2", "part ran 3", "before True, after False", "end of part")
    page.click("Just me").sees("app ran 2", "part ran 5", "end of part")
    page.click("Stop").sees("app ran 2", "part ran 6").lacks("end of part")
    page.click("Just me").sees("app ran 2", "part ran 8", "end of part")


def test_f13_stop_ends_a_full_run(app: OpenApp):
    """F13."""
    page = app(
        script("""
        ran("app")
        if rf.button("Stop"):
            rf.stop()
        rf.text("below")
        """)
    )
    page.sees("below").click("Stop").sees("app ran 2").lacks("below")


@pytest.mark.parametrize(
    "every", ["0.2", "1", "timedelta(milliseconds=200)", "'0.2s'", "'0.1s 100ms'"]
)
def test_f14_ticks_go_on_while_the_user_is_idle(app: OpenApp, every: str):
    """F14."""
    page = app(
        script(f"""
        from datetime import timedelta

        @rf.fragment(run_every={every})
        def clock():
            ran("clock")
            if rf.session_state.clock_runs >= 4:
                rf.text("four runs")

        @rf.fragment(run_every=None)
        def idle():
            ran("idle")

        clock()
        idle()
        ran("app")
        """)
    )
    page.sees("four runs", "app ran 1", "idle ran 1")


def test_f14_ticks_come_on_top_of_other_reruns(app: OpenApp):
    """F14: a click neither stops the timer nor stands in for a tick."""
    page = app(
        script("""
        @rf.fragment(run_every="500ms")
        def clock():
            key = "clicks" if rf.button("Now") else "ticks"
            rf.session_state[key] = rf.session_state.get(key, 0) + 1
            rf.text(f"{rf.session_state.get('clicks', 0)} clicks")
            if rf.session_state.ticks >= 4:
                rf.text("enough ticks")

        clock()
        """)
    )
    page.click("Now").click("Now").click("Now").sees("3 clicks", "enough ticks")


@pytest.mark.parametrize("every", ["'10 parsecs'", "'soon'", "0", "-1", "[1]"])
def test_f14_a_bad_interval_is_refused(app: OpenApp, every: str):
    """F14: with what is allowed."""
    page = app(f"""
        import reactfrag as rf

        rf.text("above")

        @rf.fragment(run_every={every})
        def clock():
            rf.text("tick")

        clock()
    """)
    expect(page.exception()).to_have_count(1)
    expect(page.exception()).to_contain_text("run_every")
    expect(page.exception()).to_contain_text("timedelta")
    page.sees("above")


def test_f15_two_counters(app: OpenApp):
    """F15: the top level shows a key that the fragment writes, and is not rerun for it."""
    page = app("""
        import reactfrag as rf

        if "outer" not in rf.session_state:
            rf.session_state.outer = rf.session_state.inner = 0

        @rf.fragment
        def part():
            rf.session_state.inner += 1
            rf.button("Inner")
            rf.text(f"inside: {rf.session_state.inner}")

        part()
        rf.session_state.outer += 1
        rf.button("Outer")
        rf.text(f"outside: {rf.session_state.outer}, saw {rf.session_state.inner}")
    """)
    page.sees("inside: 1", "outside: 1, saw 1")
    page.click("Inner").click("Inner").sees("inside: 3", "outside: 1, saw 1")
    page.click("Outer").sees("inside: 4", "outside: 2, saw 4")


def test_f16_every_third_click_asks_for_a_full_run(app: OpenApp):
    """F16."""
    page = app("""
        import reactfrag as rf

        rf.session_state.setdefault("clicks", 0)
        rf.header(f"Threes: {rf.session_state.clicks // 3}")

        @rf.fragment
        def part():
            if rf.button("Click"):
                rf.session_state.clicks += 1
                if rf.session_state.clicks % 3 == 0:
                    rf.rerun()
            rf.text(f"{rf.session_state.clicks} clicks")

        part()
    """)
    for clicks in range(1, 8):
        threes = clicks // 3
        page.click("Click").sees(f"{clicks} clicks", f"Threes: {threes}")
