"""What a person waits for, measured in headless Chromium: clicks, first pages, starts."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlparse

import browser as chromium
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from benchmarks.measure import Figure
from benchmarks.peers import Peer
from benchmarks.servers import Server, free_port

WATCH = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
SHOWN = "limit => window.__bench.shown(limit)"
OUTPUTS = 20
PATIENCE = 60_000
"""Milliseconds after which a page or a click counts as failed."""


@dataclass(frozen=True, slots=True)
class Load:
    """A first visit with a cold cache."""

    milliseconds: float
    kilobytes: float
    """Everything that crossed the network, headers and websocket frames included."""


@contextmanager
def launch() -> Iterator[Browser]:
    """Start a headless Chromium."""
    chromium.use_own_node()
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        yield found
        found.close()


class Serving:
    """One scenario of one peer, served, and a page that shows it.

    Parameters
    ----------
    scenario
        ``counter``, ``dependents`` or ``isolation``.
    """

    def __init__(self, peer: Peer, scenario: str, browser: Browser) -> None:
        self.peer = peer
        self.scenario = scenario
        self._browser = browser
        self._scratch = tempfile.TemporaryDirectory()
        app = peer.prepare(scenario, Path(self._scratch.name))
        python = peer.python()
        port = free_port()
        folder = app.parent.parent if peer.folder == "reflex" else None
        self.server = Server(
            peer.command(python, app, port), port, folder=folder, environment=peer.environment
        )
        try:
            self.server.wait_until_up()
            self.address = f"http://localhost:{port}{peer.path}"
            self.page = self._open()
        except BaseException:
            self.close()
            raise
        self.start = time.perf_counter() - self.server.began
        """Seconds from the start of the process to the page shown."""
        self._value = 0

    @property
    def first(self) -> str:
        """The text by which the page is known to be there."""
        return "out 19 = 19;" if self.scenario == "dependents" else "count = 0;"

    def step(self) -> float:
        """Click (or move the slider) once; return the milliseconds until it shows."""
        self._value += 1
        if self.scenario == "dependents":
            wanted = [f"out {number} = {self._value + number};" for number in range(OUTPUTS)]
        else:
            wanted = [f"count = {self._value};"]
        if self.scenario == "dependents":
            target, act = self.peer.thumb, self.peer.move
        else:
            target, act = self.peer.button, "element.click()"
        milliseconds: float = self.page.locator(target).first.evaluate(
            "(element, [wanted, value, limit]) => window.__bench.measure(() => {"
            + act
            + "}, wanted, limit)",
            [wanted, self._value, PATIENCE / 4],
        )
        return milliseconds

    def load(self) -> Load:
        """Visit the page with nothing cached."""
        context = self._browser.new_context()
        page = context.new_page()
        page.add_init_script(WATCH.replace("%FIRST%", self.first))
        meter = Meter(context.new_cdp_session(page))
        page.goto(self.address, wait_until="commit", timeout=PATIENCE)
        shown: float = page.evaluate(SHOWN, PATIENCE)
        page.wait_for_load_state("networkidle", timeout=PATIENCE)
        context.close()
        return Load(shown, meter.bytes / 1000)

    def close(self) -> None:
        """End the page and the server."""
        if hasattr(self, "page"):
            self.page.context.close()
        self.server.close()
        self._scratch.cleanup()

    def _open(self) -> Page:
        page = self._browser.new_context().new_page()
        page.add_init_script(WATCH.replace("%FIRST%", self.first))
        deadline = time.perf_counter() + PATIENCE / 1000
        while True:
            # Some listen before they can serve.
            try:
                page.goto(self.address, wait_until="commit", timeout=PATIENCE)
                page.evaluate(SHOWN, 10_000)
                return page
            except Exception:
                if time.perf_counter() > deadline:
                    raise


class Meter:
    """Counts what a page moves over the network."""

    def __init__(self, session: CDPSession) -> None:
        self.bytes = 0.0
        self.hosts: set[str] = set()
        session.send("Network.enable")
        session.on("Network.loadingFinished", lambda event: self._add(event["encodedDataLength"]))
        session.on("Network.webSocketFrameReceived", self._frame)
        session.on("Network.webSocketFrameSent", self._frame)
        session.on(
            "Network.requestWillBeSent",
            lambda event: self.hosts.add(urlparse(event["request"]["url"]).hostname or ""),
        )

    def _add(self, count: float) -> None:
        self.bytes += count

    def _frame(self, event: dict[str, dict[str, object]]) -> None:
        self._add(len(str(event["response"]["payloadData"])))


def steps(serving: Serving, count: int) -> list[float]:
    """Step ``count`` times; milliseconds of each."""
    return [serving.step() for _ in range(count)]


def summary(values: list[float]) -> Figure:
    """Summarise milliseconds."""
    return Figure.of(values)
