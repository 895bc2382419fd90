"""What a first visit costs before anything shows."""

from __future__ import annotations

from playwright.sync_api import Browser

from tests.browser.conftest import OpenApp

APP = """
    import reactfrag as rf

    rf.title("Text and buttons")
    rf.markdown("Some *text*, and a `word` of code.")
    rf.button("Press")
    rf.text("The end")
"""

BUDGET = 180_000
"""Bytes on the wire, headers included."""


def test_a_first_visit_moves_no_more_than_its_budget(app: OpenApp, launched: Browser):
    """Counted by the browser itself, from an empty cache until the content shows."""
    served = app(APP).served
    context = launched.new_context()
    page = context.new_page()
    received: list[float] = []
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(served.url)
    page.get_by_text("The end").wait_for()
    context.close()
    # The page, its script, its style, the bundler's helpers, the renderer in two, two fonts.
    assert 3 < len(received) <= 8
    print(f"first visit: {sum(received) / 1000:.0f} kB in {len(received)} requests")
    assert sum(received) <= BUDGET
