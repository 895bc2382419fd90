"""Numbered patches: resuming, whole pages, and a browser that lags behind."""

from __future__ import annotations

import msgspec

from reactfrag.protocol import ROOT, Reset
from reactfrag.runtime.tree import to_node
from reactfrag.testing import Mirror

APP = """
    @fragment
    def count():
        rf.button("go")
        state.n = state.get("n", 0) + 1
        rf.text(f"n {state.n}")

    count()
"""


def test_a_browser_that_comes_back_is_sent_what_it_missed(app):
    at = app(APP)
    seen = at.last_patch
    at.click("go").click("go")
    outbox = at.session.outbox
    at._portal.call(outbox.detach)
    assert at._portal.call(outbox.attach, seen) is True
    frames = at._portal.call(outbox.take)
    assert [msgspec.json.decode(frame)["n"] for frame in frames] == [seen + 1, seen + 2]


def test_a_browser_that_was_away_too_long_is_sent_the_whole_page(app):
    at = app(APP)
    seen = at.last_patch
    for _ in range(at.session.settings.patches_kept + 1):
        at.click("go")
    assert at.reconnect(seen) is False


def test_a_browser_that_knows_nothing_is_sent_the_whole_page(app):
    at = app(APP)
    assert at.reconnect(0) is False
    assert at.texts() == ["n 1"]


def test_a_browser_that_does_not_acknowledge_gets_a_bounded_number_of_patches(app):
    at = app(APP)
    window = at.session.settings.window
    button = at.get("button").id
    at.hold_acks = True
    mirror = Mirror()
    mirror.apply([Reset(to_node(at.session.page.tree, ROOT))])
    patches = []
    for _ in range(3 * window):
        at.send((button, True))
        patches += at.patches
    assert len(patches) <= window
    at.hold_acks = False
    at.acknowledge()
    patches += at.wait().patches
    for patch in patches:
        mirror.apply(patch.ops)
    assert mirror.to_node() == to_node(at.session.page.tree, ROOT)
    assert patches[-1].answers == 3 * window


def test_frames_are_json_objects_that_name_themselves(app):
    at = app(APP)
    at.post((at.get("button").id, True))
    at._portal.call(at.session.scheduler.settled)
    (frame,) = at._portal.call(at.session.outbox.take)
    message = msgspec.json.decode(frame)
    assert message["t"] == "patch"
    assert [op[0] for op in message["ops"]] == ["set"]
    at.wait()


def test_a_text_that_is_not_valid_unicode_is_shown_as_far_as_it_is(app):
    at = app(r"""
        rf.text("name \udce9\ud83d")
    """)
    outbox = at.session.outbox
    at._portal.call(outbox.detach)
    assert at._portal.call(outbox.attach, 0) is False
    page = "".join(at._portal.call(outbox.take))
    assert "name \ufffd\ufffd" in page
