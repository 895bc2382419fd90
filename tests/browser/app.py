"""What a browser test does with an app, in the words of a user."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import ConsoleMessage, Error, FrameLocator, Locator, Page, expect

from tests.browser.served import Served

SANDBOX_NOTICE = "can escape its sandboxing"
"""What Chromium says of a component's frame, which is the app author's own and of its origin."""

DRIVER_NOTICE = "GL Driver Message"
"""What the graphics driver says of its own speed, where there is no graphics card."""

REST_MS = 60_000
"""A page that takes longer is stuck, however busy the machine is."""

HOLD = """
(outside) => {
  const inside = (node) => outside.some((selector) => node.closest(selector));
  const held = { nodes: new Set(), removed: [] };
  for (const root of document.querySelectorAll("[data-testid=stMain], [data-testid=stSidebar]")) {
    for (const node of root.querySelectorAll("*")) if (!inside(node)) held.nodes.add(node);
    new MutationObserver((records) => {
      for (const record of records)
        for (const node of record.removedNodes)
          if (held.nodes.has(node)) held.removed.push(node.outerHTML);
    }).observe(root, { childList: true, subtree: true });
  }
  window.reactfragHeld = held;
  return held.nodes.size;
}
"""

LOST = """
() => {
  const { nodes, removed } = window.reactfragHeld;
  const gone = [...nodes].filter((node) => !node.isConnected).map((node) => node.outerHTML);
  return [...gone, ...removed];
}
"""


class AppPage:
    """An app in a browser's page.

    A method that changes something waits until the app has come to rest: every
    event answered, every run ended, every patch in the page.
    """

    def __init__(self, page: Page, served: Served) -> None:
        self.page = page
        self.served = served
        self.problems: list[str] = []
        """What the page complained of: errors on the console, uncaught exceptions."""
        page.on("console", self._on_console)
        page.on("pageerror", self._on_error)

    def open(self, path: str = "/") -> AppPage:
        """Load the page, and wait for the first run to end."""
        self.page.goto(self.served.url + path)
        return self.rest()

    def rest(self) -> AppPage:
        """Wait until nothing runs."""
        expect(self.root).to_have_attribute("data-test-script-state", "notRunning", timeout=REST_MS)
        return self

    # --- looking -------------------------------------------------------------

    @property
    def root(self) -> Locator:
        """The whole app."""
        return self.page.get_by_test_id("stApp")

    @property
    def main(self) -> Locator:
        """The app without its sidebar."""
        return self.page.get_by_test_id("stMain")

    @property
    def sidebar(self) -> Locator:
        """The sidebar."""
        return self.page.get_by_test_id("stSidebar")

    def all(self, test_id: str) -> Locator:
        """Every element of a kind, by its ``data-testid``."""
        return self.page.get_by_test_id(test_id)

    def keyed(self, key: str) -> Locator:
        """The element or container with a ``key=``."""
        return self.page.locator(f".st-key-{key}")

    def texts(self, test_id: str = "stMarkdown") -> list[str]:
        """The texts of all elements of a kind, from top to bottom."""
        return [text.strip() for text in self.all(test_id).all_inner_texts()]

    def sees(self, *texts: str) -> AppPage:
        """Assert that each text stands on the page, once."""
        for text in texts:
            expect(self.root.get_by_text(text, exact=True)).to_have_count(1)
        return self

    def lacks(self, *texts: str) -> AppPage:
        """Assert that none of the texts stands on the page."""
        for text in texts:
            expect(self.root.get_by_text(text, exact=True)).to_have_count(0)
        return self

    def metric(self, label: str) -> Locator:
        """The value of a metric."""
        metrics = self.all("stMetric").filter(has=self.page.get_by_text(label, exact=True))
        return metrics.get_by_test_id("stMetricValue")

    def exception(self) -> Locator:
        """The exceptions shown on the page."""
        return self.all("stException")

    def frame(self) -> FrameLocator:
        """The inside of the page's one custom component."""
        return self.page.frame_locator("iframe")

    # --- doing ---------------------------------------------------------------

    def click(self, label: str, nth: int = 0) -> AppPage:
        """Press a button; the first of that name unless told otherwise."""
        self.page.get_by_role("button", name=label, exact=True).nth(nth).click()
        return self.rest()

    def check(self, label: str) -> AppPage:
        """Flip a checkbox or a toggle."""
        self.all("stCheckbox").filter(has_text=label).locator("label").first.click()
        return self.rest()

    def type(self, label: str, text: str) -> AppPage:
        """Type into a text field, and leave it."""
        field = self.page.get_by_label(label, exact=True)
        field.fill(text)
        field.press("Tab")
        return self.rest()

    def choose(self, label: str, option: str) -> AppPage:
        """Choose an option of a selectbox."""
        box = self.all("stSelectbox").filter(has=self.page.get_by_text(label, exact=True))
        box.get_by_role("combobox").click()
        self.page.get_by_role("option", name=option, exact=True).click()
        return self.rest()

    def fails_as_expected(self, *parts: str) -> None:
        """Take from the problems those that a test provokes: any that has one of the parts."""
        self.problems = [p for p in self.problems if not any(part in p for part in parts)]

    # --- identity ------------------------------------------------------------

    def hold(self, *but: str) -> int:
        """Remember every DOM node of the app, but those inside the selectors; how many.

        A node counts as inside if an ancestor matches, or itself.
        """
        count: int = self.page.evaluate(HOLD, list(but))
        return count

    def lost(self) -> Sequence[str]:
        """The nodes that were held and have been taken out or moved since, as text."""
        lost: list[str] = self.page.evaluate(LOST)
        return lost

    def _on_console(self, message: ConsoleMessage) -> None:
        if DRIVER_NOTICE in message.text:
            return
        if message.type in ("error", "warning"):
            self.problems.append(f"{message.type}: {message.text} ({_where(message.location)})")

    def _on_error(self, error: Error) -> None:
        self.problems.append(f"uncaught: {error.message}\n{error.stack}")


def _where(location: Any) -> str:
    return json.dumps(location)
