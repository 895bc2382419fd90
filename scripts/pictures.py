"""Make the pictures of the documentation anew, from a real app in a real browser.

    python scripts/dev.py run python scripts/pictures.py

It needs a Chromium and the built client; the pictures land in ``docs/pictures``.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import browser
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

ROOT = Path(__file__).parent.parent
APP = ROOT / "examples" / "orders.py"
TARGET = ROOT / "docs" / "pictures"
SIZE: ViewportSize = {"width": 1360, "height": 860}


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    browser.use_own_node()
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=browser.find(), args=list(browser.FLAGS)
        )
        draw_graph(chromium)
        draw_panel(chromium)
        chromium.close()


def draw_graph(chromium: Browser) -> None:
    """The page of ``reactfrag graph``, with an event chosen."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "orders.html"
        command = [sys.executable, "-m", "reactfrag_server", "graph", str(APP), "-o", str(file)]
        subprocess.run(command, check=True)
        page = chromium.new_page(viewport=SIZE)
        page.goto(file.as_uri())
        page.get_by_role("button", name="widget cheapest").click()
        expect(page.locator(".rg-order")).not_to_have_count(0)
        shoot(page, "graph")
        page.close()


def draw_panel(chromium: Browser) -> None:
    """The panel of the served app, after a slider was moved."""
    with served() as address:
        page = chromium.new_page(viewport=SIZE)
        page.goto(address)
        at_rest(page)
        page.get_by_role("button", name="Developer panel").click()
        panel = page.get_by_role("region", name="Developer panel")
        expect(panel.locator("[data-node]")).not_to_have_count(0)
        slider = page.get_by_role("slider", name="Cheapest")
        for _ in range(3):
            slider.press("PageUp")
            at_rest(page)
        expect(panel.locator(".rg-order")).not_to_have_count(0)
        shoot(page, "panel")
        panel.get_by_role("tab", name="Pass").click()
        expect(panel.get_by_role("row")).not_to_have_count(0)
        shoot(page, "pass")
        page.keyboard.down("Alt")
        expect(page.locator(".rf-outline")).not_to_have_count(0)
        shoot(page, "outlines")
        page.close()


@contextmanager
def served() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "reactfrag_server", "serve", str(APP)]
    with subprocess.Popen(
        [*command, "--headless", "--panel", "--port", str(port)],
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            for line in server.stdout:
                if found := re.search(r"http://\S+", line):
                    yield found[0]
                    break
        finally:
            server.terminate()


def at_rest(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def shoot(page: Page, name: str) -> None:
    # The fonts of the page, and nothing that moves.
    page.evaluate("document.fonts.ready")
    page.screenshot(path=TARGET / f"{name}.png", animations="disabled")
    print(f"docs/pictures/{name}.png")


if __name__ == "__main__":
    main()
