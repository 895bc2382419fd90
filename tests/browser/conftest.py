"""One Chromium for all browser tests, and a server and a page for each."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import browser as chromium
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.app import AppPage
from tests.browser.served import Served

EXAMPLES = Path(__file__).parents[2] / "examples"
WIDTH, HEIGHT = 1280, 900

DEVICES = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
"""A camera and a microphone that are none, and that pages may use."""

OpenApp = Callable[..., AppPage]


@pytest.fixture(scope="session")
def launched() -> Iterator[Browser]:
    """A headless Chromium: the machine's own, else the one that Playwright installed."""
    expect.set_options(timeout=10_000)
    chromium.use_own_node()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=[*chromium.FLAGS, *DEVICES]
        )
        yield browser
        browser.close()


@pytest.fixture
def app(launched: Browser, tmp_path: Path) -> Iterator[OpenApp]:
    """Serve an app and open it: ``app("import reactfrag as rf ...")`` or ``app(path)``.

    The test fails if the page complained of anything that the test did not
    declare with :meth:`AppPage.fails_as_expected`.
    """
    opened: list[AppPage] = []
    with ExitStack() as stack:

        def open_app(
            script: str | Path,
            *,
            options: Sequence[str] = (),
            environment: Mapping[str, str] | None = None,
        ) -> AppPage:
            if isinstance(script, str):
                path = tmp_path / "app.py"
                path.write_text(textwrap.dedent(script), encoding="utf-8")
            else:
                path = script
            served = stack.enter_context(Served(path, options, environment))
            context = launched.new_context(viewport={"width": WIDTH, "height": HEIGHT})
            stack.callback(context.close)
            page = AppPage(context.new_page(), served)
            opened.append(page)
            return page.open()

        yield open_app
        for page in opened:
            # Shown with the test if it fails.
            print(page.served.log)
    problems = [problem for page in opened for problem in page.problems]
    assert not problems, "the page complained:\n" + "\n".join(problems)


@pytest.fixture
def example(app: OpenApp) -> Callable[[str], AppPage]:
    """Serve and open one of the examples, by its path below ``examples``."""
    return lambda name: app(EXAMPLES / name)
