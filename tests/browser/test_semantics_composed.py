"""Fragments with forms, callbacks, components and caches; timers, identity, exceptions."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.app import SANDBOX_NOTICE
from tests.browser.conftest import OpenApp
from tests.browser.counting import script

COMPONENT = """
<!doctype html>
<button>Send</button>
<script>
  let count = 0;
  const host = (type, more) => parent.postMessage({ isStreamlitMessage: true, type, ...more }, "*");
  document.querySelector("button").onclick = () =>
    host("streamlit:setComponentValue", { value: { count: ++count }, dataType: "json" });
  host("streamlit:componentReady", { apiVersion: 1 });
  host("streamlit:setFrameHeight", { height: 40 });
</script>
"""


def test_f17_a_form_sends_nothing_until_it_is_submitted(app: OpenApp):
    """F17: a form outside any fragment; submitting it is a full run."""
    page = app(
        script("""
        with rf.form("order"):
            name = rf.text_input("Name")
            loud = rf.checkbox("Loud")
            sent = rf.form_submit_button("Send")
        rf.text(f"Hello {name.upper() if loud else name}, sent {sent}")
        ran("app")
        """)
    )
    page.type("Name", "Ada").check("Loud").sees("Hello , sent False", "app ran 1")
    page.click("Send").sees("Hello ADA, sent True", "app ran 2")
    page.type("Name", "Bob").sees("Hello ADA, sent True", "app ran 2")


def test_f17_a_fragment_reacts_at_once(app: OpenApp):
    """F17: one widget of a fragment changes another."""
    page = app(
        script("""
        @rf.fragment
        def part():
            shouted = rf.checkbox("Loud")
            name = rf.text_input("Shout" if shouted else "Say")
            rf.text(f"Hello {name.upper() if shouted else name}")

        part()
        ran("app")
        """)
    )
    page.type("Say", "Ada").sees("Hello Ada")
    page.check("Loud").sees("Hello ADA", "app ran 1")
    page.type("Shout", "Bob").sees("Hello BOB", "app ran 1")


def test_f17_a_form_in_a_fragment_reruns_the_fragment_on_submit(app: OpenApp):
    """F17."""
    page = app(
        script("""
        @rf.fragment
        def part():
            ran("part")
            with rf.form("order"):
                name = rf.text_input("Name")
                rf.form_submit_button("Send")
            rf.text(f"Hello {name}")

        part()
        ran("app")
        """)
    )
    page.type("Name", "Ada").sees("Hello", "part ran 1")
    page.click("Send").sees("Hello Ada", "part ran 2", "app ran 1")


def test_f18_a_callback_runs_first(app: OpenApp):
    """F18: before its fragment or the script; what it draws stands before the rest."""
    page = app(
        script("""
        rf.session_state.setdefault("order", [])

        def called(where):
            rf.session_state.order = [*rf.session_state.order, f"callback {where}"]
            rf.text(f"drawn by {where}")

        @rf.fragment
        def part():
            ran("part")
            rf.session_state.order = [*rf.session_state.order, "part"]
            rf.button("Inner", on_click=called, args=("inner",))
            rf.text("inside: " + ", ".join(rf.session_state.order[-2:]))

        rf.session_state.order = [*rf.session_state.order, "app"]
        ran("app")
        rf.text("outside: " + ", ".join(rf.session_state.order[-2:]))
        rf.button("Outer", on_click=called, kwargs={"where": "outer"})
        part()
        """)
    )
    page.sees("outside: app", "inside: app, part")
    page.click("Inner").sees("inside: callback inner, part", "outside: app", "app ran 1")
    texts = page.texts("stText")
    assert texts.index("drawn by inner") < texts.index("part ran 2")
    page.click("Outer").sees("outside: callback outer, app", "app ran 2")
    assert page.texts("stText")[0] == "drawn by outer"
    page.lacks("drawn by inner").click("Outer").sees("app ran 3", "drawn by outer")


def test_f19_a_component_in_a_fragment_reruns_the_fragment(app: OpenApp, tmp_path: Path):
    """F19."""
    folder = tmp_path / "sender"
    folder.mkdir()
    (folder / "index.html").write_text(COMPONENT, encoding="utf-8")
    page = app(
        script(f"""
        from reactfrag.components.v1 import declare_component

        sender = declare_component("sender", path={str(folder)!r})

        @rf.fragment
        def part():
            ran("part")
            value = sender(default={{"count": 0}})
            rf.text(f"received {{value['count']}}")

        part()
        ran("app")
        """)
    )
    page.sees("received 0")
    frame = page.frame()
    for count in (1, 2):
        frame.get_by_role("button", name="Send").click()
        page.sees(f"received {count}", f"part ran {count + 1}", "app ran 1")
    page.fails_as_expected(SANDBOX_NOTICE)


def test_f20_caching_skips_a_function_and_a_fragment_all_else(app: OpenApp):
    """F20: the two compose."""
    page = app(
        script("""
        calls = rf.cache_resource(lambda: [])()

        @rf.cache_data
        def square(n):
            calls.append(n)
            return n * n

        @rf.fragment
        def part():
            ran("part")
            n = rf.number_input("n", 0, 9, 3)
            rf.text(f"square {square(n)}")
            rf.text(f"computed {len(calls)} times")
            rf.button("Again")

        part()
        ran("app")
        rf.button("All")
        """)
    )
    page.sees("square 9", "computed 1 times")
    page.click("Again").sees("part ran 2", "computed 1 times", "app ran 1")
    page.all("stNumberInputStepUp").click()
    page.rest().sees("square 16", "computed 2 times", "part ran 3", "app ran 1")
    page.all("stNumberInputStepDown").click()
    page.rest().sees("square 9", "computed 2 times", "part ran 4", "app ran 1")
    page.click("All").sees("computed 2 times", "part ran 5", "app ran 2")


def test_h3_identical_widgets_need_no_keys(app: OpenApp):
    """H3."""
    page = app("""
        import reactfrag as rf

        values = [rf.checkbox("Same") for _ in range(3)]
        values.append(rf.checkbox("Same"))
        rf.text(" ".join("x" if value else "-" for value in values))
    """)
    page.sees("- - - -")
    for nth, after in ((1, "- x - -"), (3, "- x - x"), (0, "x x - x")):
        page.root.locator("label").filter(has_text="Same").nth(nth).click()
        page.rest().sees(after)


def test_h3_a_label_may_change_and_an_element_appear_above(app: OpenApp):
    """H3: every value is kept, and so is the DOM node that holds the focus."""
    page = app("""
        import reactfrag as rf

        more = rf.checkbox("More")
        if more:
            rf.info("an element above")
            rf.text_input("A field above")
        name = rf.text_input("Your full name" if more else "Name")
        rf.text(f"Hello {name}")
    """)
    page.type("Name", "Ada").sees("Hello Ada")
    page.check("More").sees("Hello Ada", "an element above")
    expect(page.page.get_by_label("Your full name", exact=True)).to_have_value("Ada")
    expect(page.page.get_by_label("A field above", exact=True)).to_have_value("")
    page.check("More").sees("Hello Ada").lacks("an element above")
    expect(page.page.get_by_label("Name", exact=True)).to_have_value("Ada")


def test_h5_a_timer_goes_with_its_instance(app: OpenApp):
    """H5: another timer tells the time in which the first one must not tick again."""
    page = app("""
        import reactfrag as rf

        ticks = rf.cache_resource(lambda: {"gone": 0, "clock": 0})()

        @rf.fragment(run_every=0.1)
        def gone():
            ticks["gone"] += 1
            rf.text("it ticks")

        @rf.fragment(run_every=0.1)
        def clock():
            ticks["clock"] += 1
            rf.text(f"clock {ticks['clock']} ")
            if rf.session_state.get("stopped") is not None:
                since = ticks["clock"] - rf.session_state.clock_then
                late = ticks["gone"] - rf.session_state.stopped
                if since > 10:
                    rf.text(f"{late} late ticks")

        if rf.checkbox("Show", value=True):
            gone()
            rf.session_state.stopped = None
        else:
            rf.session_state.stopped = ticks["gone"]
            rf.session_state.clock_then = ticks["clock"]
        clock()
    """)
    page.sees("it ticks").check("Show").lacks("it ticks")
    page.sees("0 late ticks")


def test_h5_a_timer_outlives_a_closed_page_no_longer_than_its_session(app: OpenApp):
    """H5: two pages of one app have a timer each."""
    page = app("""
        import reactfrag as rf

        @rf.fragment(run_every=0.2)
        def clock():
            rf.session_state.ticks = rf.session_state.get("ticks", 0) + 1
            if rf.session_state.ticks >= 3:
                rf.text("third tick")

        clock()
    """)
    page.sees("third tick")
    page.page.reload()
    page.rest().sees("third tick")


def test_h8_an_exception_in_a_fragment_shows_there(app: OpenApp):
    """H8: with the author's lines; all else goes on, and so does the fragment."""
    page = app(
        script("""
        def divide(a, b):
            return a / b

        @rf.fragment
        def part():
            ran("part")
            if rf.checkbox("Break"):
                rf.text(divide(1, 0))
            rf.text("whole")

        @rf.fragment
        def other():
            ran("other")
            rf.button("Other")

        part()
        other()
        ran("app")
        """)
    )
    page.sees("whole").check("Break").sees("part ran 2", "app ran 1").lacks("whole")
    expect(page.exception()).to_have_count(1)
    expect(page.exception()).to_contain_text("ZeroDivisionError")
    expect(page.exception()).to_contain_text("return a / b")
    expect(page.exception()).to_contain_text("rf.text(divide(1, 0))")
    page.click("Other").sees("other ran 2", "app ran 1")
    page.check("Break").sees("part ran 3", "whole")
    expect(page.exception()).to_have_count(0)


def test_h8_an_exception_at_the_top_level_leaves_what_stands_above(app: OpenApp):
    """H8: the page is alive, and the next run recovers."""
    page = app(
        script("""
        @rf.fragment
        def part():
            ran("part")
            rf.button("Inner")

        part()
        if rf.checkbox("Break"):
            raise RuntimeError("on purpose")
        ran("app")
        """)
    )
    page.check("Break").sees("part ran 2").lacks("app ran 1")
    expect(page.exception()).to_contain_text("on purpose")
    page.click("Inner").sees("part ran 3")
    expect(page.exception()).to_have_count(1)
    page.check("Break").sees("app ran 2", "part ran 4")
    expect(page.exception()).to_have_count(0)
