"""What the page sends while the server is busy, and what the user can do meanwhile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import OpenApp

BUSY = """
    import os
    import time
    from pathlib import Path

    import reactfrag as rf

    gate = Path(os.environ["GATE"])

    @rf.fragment
    def slow():
        level = rf.slider("Level", 0, 1000, 0)
        while level and not gate.exists():
            time.sleep(0.005)
        rf.text(f"level is {level}")

    @rf.fragment
    def quick():
        name = rf.text_input("Name")
        rf.text(f"name is {name}")

    slow()
    quick()
"""


def test_a_slider_does_not_flood_the_server_and_inputs_answer_whatever_it_does(
    app: OpenApp, tmp_path: Path
):
    """While one value is on its way, the next ones wait; what a drag or a key ends on goes out."""
    gate = tmp_path / "gate"
    opened = app(BUSY, environment={"GATE": str(gate)})
    page = opened.page
    events: list[dict[str, Any]] = []

    def sent(frame: dict[str, Any]) -> None:
        message = json.loads(frame["response"]["payloadData"])
        if message["t"] == "events":
            events.append(message)

    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.webSocketFrameSent", sent)

    thumb = page.locator(".rf-slider-thumb")
    box = thumb.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 300, y, steps=40)
    shown = opened.all("stSliderThumbValue")
    expect(shown).not_to_have_text("0")
    dragged = int(shown.inner_text())
    assert len(events) == 1
    page.mouse.up()
    for _ in range(20):
        page.keyboard.down("ArrowRight")
    expect(shown).to_have_text(str(dragged + 20))
    assert [event["changes"][0]["value"] for event in events[1:]] == [[dragged]]
    page.keyboard.up("ArrowRight")

    name = page.get_by_label("Name", exact=True)
    name.fill("Ada")
    expect(name).to_have_value("Ada")
    name.press("Enter")
    expect(shown).to_have_text(str(dragged + 20))
    assert [event["changes"][0]["value"] for event in events[2:]] == [[dragged + 20], "Ada"]

    gate.touch()
    opened.rest().sees(f"level is {dragged + 20}", "name is Ada")
    expect(shown).to_have_text(str(dragged + 20))
    expect(name).to_have_value("Ada")
    assert len(events) == 4
