"""What only a browser shows of how a page looks."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.app import AppPage
from tests.browser.conftest import OpenApp


def test_a_word_longer_than_the_page_breaks_in_an_alert(app: OpenApp):
    page = app("""
        import reactfrag as rf

        rf.error("x" * 2000)
    """)
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.page.evaluate(wider) == 0


def test_a_component_stands_on_the_page_s_own_ground(example: Callable[[str], AppPage]):
    page = example("component_demo/app.py")
    # A frame is opaque where its scheme is not the document's, which here is the default.
    frame = page.all("stCustomComponentV1")
    expect(frame).to_have_css("color-scheme", "light")
    page.fails_as_expected("escape its sandboxing")
