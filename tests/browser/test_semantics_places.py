"""Where a fragment's elements stand: its own body, containers of others, the sidebar."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenApp
from tests.browser.counting import script


def test_f5_the_call_says_where_the_body_stands(app: OpenApp):
    """F5: sidebar, container and column, on every rerun too."""
    page = app(
        script("""
        @rf.fragment
        def part(name):
            ran(name)
            rf.button(f"in {name}")

        box = rf.container(key="box")
        one, two = rf.columns(2)
        with rf.sidebar:
            part("sidebar")
        with box:
            part("container")
        with two:
            part("column")
        rf.text("last")
        """)
    )
    column = page.all("stColumn").nth(1)
    for place, name in (
        (page.sidebar, "sidebar"),
        (page.keyed("box"), "container"),
        (column, "column"),
    ):
        for runs in (2, 3):
            page.click(f"in {name}")
            expect(place.get_by_text(f"{name} ran {runs}", exact=True)).to_be_visible()
            expect(place.get_by_role("button", name=f"in {name}")).to_be_visible()
    assert page.main.get_by_test_id("stText").last.inner_text() == "last"


def test_f6_reruns_never_add(app: OpenApp):
    """F6: the main body is cleared and redrawn in place."""
    page = app(
        script("""
        @rf.fragment
        def part():
            ran("part")
            with rf.container(border=True):
                for row in range(3):
                    rf.text(f"row {row}")
            rf.button("Again")

        rf.text("above")
        part()
        rf.text("below")
        """)
    )
    for runs in range(2, 7):
        page.click("Again")
        assert page.texts("stText") == [
            *("above", f"part ran {runs}"),
            *("row 0", "row 1", "row 2", "below"),
        ]


def test_f7_writes_to_an_outside_container_accumulate(app: OpenApp):
    """F7: until the next full run."""
    page = app(
        script("""
        outside = rf.container(key="outside")

        @rf.fragment
        def part():
            ran("part")
            outside.text(f"note {rf.session_state.part_runs}")
            rf.button("Again")

        part()
        rf.button("All")
        """)
    )
    notes = page.keyed("outside").get_by_test_id("stText")
    expect(notes).to_have_text(["note 1"])
    page.click("Again").click("Again")
    expect(notes).to_have_text(["note 1", "note 2", "note 3"])
    page.click("All")
    expect(notes).to_have_text(["note 4"])


def test_f8_an_outside_empty_is_replaced(app: OpenApp):
    """F8."""
    page = app(
        script("""
        with rf.container(key="slot"):
            slot = rf.empty()

        @rf.fragment
        def part():
            ran("part")
            slot.text(f"note {rf.session_state.part_runs}")
            rf.button("Again")

        part()
        """)
    )
    for runs in range(2, 5):
        page.click("Again")
        expect(page.keyed("slot").get_by_test_id("stText")).to_have_text([f"note {runs}"])


@pytest.mark.parametrize(
    ("row", "line", "way_out"),
    [
        ("F9", 'outside.button("Wrong")', "with container:"),
        ("F10", 'rf.sidebar.button("Wrong")', "with sidebar:"),
        ("F10", 'rf.sidebar.text("Wrong")', "with sidebar:"),
    ],
    ids=["f9-outside-container", "f10-sidebar-widget", "f10-sidebar-text"],
)
def test_f9_f10_what_a_fragment_may_not_draw(app: OpenApp, row: str, line: str, way_out: str):
    """F9, F10: refused, with the line and the way out; the rest of the page goes on."""
    page = app(
        script(f"""
        outside = rf.container()

        @rf.fragment
        def part():
            rf.text("before it")
            {line}

        part()
        ran("app")
        rf.button("All")
        """)
    )
    expect(page.exception()).to_have_count(1)
    expect(page.exception()).to_contain_text(line)
    expect(page.exception()).to_contain_text(way_out)
    page.sees("before it", "app ran 1").click("All").sees("app ran 2")
    expect(page.page.get_by_role("button", name="Wrong")).to_have_count(0)
