"""Bad input: each gives a clear message, the session lives, other sessions notice nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.app import AppPage
from tests.browser.conftest import OpenApp

APP = """
import reactfrag as rf

def broken_callback():
    raise ValueError("broken in the callback")

@rf.fragment
def part():
    if rf.button("Break the fragment"):
        raise ValueError("broken in the fragment")
    rf.button("Break the callback", on_click=broken_callback)
    rf.text("the fragment stands")

@rf.fragment
def count():
    if rf.button("Count"):
        rf.session_state.n = rf.session_state.get("n", 0) + 1
    rf.text(f"count {rf.session_state.get('n', 0)}")

part()
count()
rf.file_uploader("A file")
if rf.button("Break the top"):
    raise ValueError("broken at the top")
"""


@pytest.fixture
def two_tabs(app: OpenApp) -> tuple[AppPage, AppPage]:
    """Two sessions of one app; the second has counted to one."""
    one = app(APP, options=["--max-upload-mb", "1"])
    context = one.page.context.browser
    assert context is not None
    other = AppPage(context.new_context().new_page(), one.served).open()
    other.click("Count").sees("count 1")
    return one, other


def lives(one: AppPage, other: AppPage) -> None:
    one.click("Count").sees("count 1")
    other.sees("count 1").click("Count").sees("count 2")
    expect(other.exception()).to_have_count(0)


@pytest.mark.parametrize("where", ["top", "fragment", "callback"])
def test_an_exception_in_the_apps_code(two_tabs: tuple[AppPage, AppPage], where: str):
    one, other = two_tabs
    one.click(f"Break the {where}")
    expect(one.exception()).to_contain_text("ValueError")
    expect(one.exception()).to_contain_text("broken")
    expect(one.exception()).to_contain_text("app.py")
    lives(one, other)


def test_an_upload_over_the_limit(two_tabs: tuple[AppPage, AppPage]):
    one, other = two_tabs
    field = one.all("stFileUploaderDropzoneInput")
    field.set_input_files(
        {"name": "big.bin", "mimeType": "application/octet-stream", "buffer": b"x" * 1_100_000}
    )
    expect(one.all("stFileUploaderFileErrorMessage")).to_contain_text("1")
    lives(one, other)


HOOK = """
const Real = window.WebSocket;
window.WebSocket = class extends Real {
  constructor(...given) { super(...given); window.theSocket = this; }
};
"""


def hooked(app: OpenApp) -> AppPage:
    """Open an app in a page whose websocket the test can speak through."""
    page = app(APP)
    page.page.add_init_script(HOOK)
    return page.open()


@pytest.mark.parametrize(
    "frame",
    [
        "this is no JSON",
        '{"t": "no such message"}',
        '{"t": "events", "n": "one", "changes": []}',
        '{"t": "hello", "version": 1}',
    ],
)
def test_a_malformed_frame(app: OpenApp, frame: str):
    page = hooked(app)
    page.page.evaluate("(frame) => theSocket.send(frame)", frame)
    expect(page.all("stToast").first).to_be_visible()
    page.click("Count").sees("count 1")


def test_an_event_for_a_widget_that_is_gone(app: OpenApp):
    page = hooked(app)
    page.page.evaluate(
        """() => theSocket.send(JSON.stringify(
            {t: "events", n: 1000, changes: [{id: 999999, value: true}]}))"""
    )
    expect(page.all("stToast").first).to_contain_text("not on the page any more")


def test_a_syntax_error_in_an_edit_and_its_mending(app: OpenApp, tmp_path: Path):
    page = app(APP)
    page.click("Count").sees("count 1")
    path = tmp_path / "app.py"
    path.write_text(APP + "\ndef broken(:\n", encoding="utf-8")
    expect(page.exception()).to_contain_text("SyntaxError")
    expect(page.exception()).to_contain_text("def broken(:")
    expect(page.root).to_have_attribute("data-test-script-state", "compilationError")
    page.sees("count 1")
    path.write_text(APP + "\nrf.text('mended')\n", encoding="utf-8")
    page.rest().sees("mended", "count 1")
    expect(page.exception()).to_have_count(0)
