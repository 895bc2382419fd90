"""The page of ``reactfrag graph``, opened from a file as somebody would who was sent it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from reactfrag_compiler import compile_program
from reactfrag_server.graphing import to_html

pytestmark = pytest.mark.browser

APP = """\
import reactfrag as rf
import parts

ss = rf.session_state


@rf.fragment
def filters():
    rf.slider("<img src=x onerror=hacked=1>", 0, 9, key="year")


@rf.fragment
def sums():
    ss.total = ss.year * 2


filters()
sums()
parts.chart()
rf.text(ss.total)
"""
PARTS = """\
import reactfrag as rf


@rf.fragment
def chart():
    rf.text(rf.session_state.total)
"""


def test_it_answers_what_an_event_reruns_and_who_touches_a_key(
    launched: Browser, tmp_path: Path
) -> None:
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    (tmp_path / "parts.py").write_text(PARTS, encoding="utf-8")
    page_file = tmp_path / "graph.html"
    page_file.write_text(to_html(compile_program(tmp_path / "app.py")), encoding="utf-8")
    context = launched.new_context(viewport={"width": 1400, "height": 800}, offline=True)
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.extend([message.text] * (message.type == "error")))
    page.goto(page_file.as_uri())

    nodes = page.locator("[data-node]")
    expect(nodes).to_have_count(4)

    page.get_by_role("button", name="widget year").click()
    details = page.get_by_role("complementary", name="Details")
    expect(details.get_by_role("listitem")).to_have_text(["filters", "sums", "parts:chart"])
    expect(page.locator("[data-node='parts:chart'] .rg-order")).to_have_text("3")
    expect(page.locator(".rg-marked")).to_contain_text(["onerror=hacked=1"])

    details.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="total stale at the top level").hover()
    expect(page.locator("[data-node='main:sums']")).to_have_class("rg-node rg-writer")
    expect(page.locator("[data-node='parts:chart']")).to_have_class("rg-node rg-reader")

    page.locator("[data-node='parts:chart']").hover()
    expect(page.get_by_label("File")).to_have_value("parts.py")
    expect(page.locator(".rg-marked").first).to_contain_text("def chart")

    page.locator("[data-node='main:sums']").focus()
    page.keyboard.press("Enter")
    expect(details.get_by_role("heading", name="sums")).to_be_visible()
    expect(details).to_contain_text("The script shows total too")
    page.get_by_label("Only what is chosen").check()
    expect(nodes).to_have_count(4)

    assert page.evaluate("typeof hacked") == "undefined"
    assert troubles == []
    context.close()
