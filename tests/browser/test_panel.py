"""The live panel, beside the app that it watches."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenApp

pytestmark = pytest.mark.browser

APP = """
import reactfrag as rf

ss = rf.session_state

@rf.fragment
def filters():
    rf.slider("Year", 0, 9, key="year")

@rf.fragment
def chart():
    rf.text(f"chart {ss.year}")

@rf.fragment
def header():
    rf.text("always the same")

filters()
chart()
header()
rf.button("Full")
"""


def test_it_shows_what_ran_why_and_what_it_cost_as_the_log_does(app: OpenApp) -> None:
    page = app(APP, options=["--panel", "--log-reruns"])
    view = page.page
    view.get_by_role("button", name="Developer panel").click()
    panel = view.get_by_role("region", name="Developer panel")
    expect(panel.locator("[data-node]")).to_have_count(4)

    slider = view.get_by_role("slider", name="Year")
    slider.focus()
    slider.press("ArrowRight")
    page.rest()
    expect(view.get_by_text("chart 1")).to_be_visible()
    order = panel.locator("[data-node='main:chart'] .rg-order")
    expect(order).to_have_text("2")

    panel.get_by_role("tab", name="Pass").click()
    rows = panel.get_by_role("row")
    expect(rows.nth(1)).to_contain_text("slider “year” in filters → filters")
    expect(rows.nth(2)).to_contain_text("slider “year” in filters → key year → chart")
    said = panel.locator(".rf-pass > p")
    logged = next(line for line in page.served.log.splitlines() if "slider 'year'" in line)
    found = re.search(r"-> (\d+ of \d+) nodes, .*? ms, (\S+ \S+):", logged)
    assert found is not None, logged
    expect(said).to_contain_text(f"{found[1]} nodes")
    expect(said).to_contain_text(f"{found[2]} sent")

    panel.get_by_role("tab", name="State").click()
    expect(panel.get_by_role("row", name=re.compile("^year 1 int"))).to_contain_text("chart")

    view.get_by_role("button", name="Full").click()
    page.rest()
    panel.get_by_role("tab", name="Pass").click()
    expect(panel).to_contain_text("header: nothing that it reads has changed")
    # Back in time, to the slider.
    panel.get_by_role("slider", name="Pass").press("ArrowLeft")
    expect(said).to_contain_text("slider “year” in filters")

    view.keyboard.down("Alt")
    outline = view.locator(".rf-outline", has_text="chart")
    expect(outline).to_be_visible()
    box, text = outline.bounding_box(), view.get_by_text("chart 1", exact=True).bounding_box()
    assert box is not None
    assert text is not None
    assert box["y"] <= text["y"]
    assert box["y"] + box["height"] >= text["y"] + text["height"]
    outline.get_by_role("button").click()
    view.keyboard.up("Alt")
    expect(panel.get_by_role("complementary", name="Details")).to_contain_text("chart")

    panel.get_by_role("button", name="Close the panel").click()
    expect(panel).to_have_count(0)


def test_it_is_not_offered_where_it_is_not_asked_for(app: OpenApp) -> None:
    page = app(APP, options=["--no-panel"])
    expect(page.page.get_by_role("button", name="Main menu")).to_be_visible()
    expect(page.page.get_by_role("button", name="Developer panel")).to_have_count(0)
