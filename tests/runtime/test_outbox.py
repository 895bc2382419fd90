"""Numbered patches: resuming, whole pages, and a browser that lags behind."""

from __future__ import annotations

import msgspec
import pytest

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
    at.hold_acks = True
    at.click("go").click("go")
    outbox = at.session.outbox
    at._portal.call(outbox.detach)
    assert at._portal.call(outbox.attach, seen) is True
    frames = at._portal.call(outbox.take)
    assert [msgspec.json.decode(frame)["n"] for frame in frames] == [seen + 1, seen + 2]


def test_a_browser_that_was_away_too_long_is_sent_the_whole_page(app):
    at = app(APP)
    seen = at.last_patch
    button = at.button[0].id
    at._portal.call(at.session.outbox.detach)
    at.hold_acks = True
    for _ in range(at.session.settings.patches_kept + 1):
        at.send((button, True))
    at.hold_acks = False
    assert at.reconnect(seen) is False


def test_a_browser_that_knows_nothing_is_sent_the_whole_page(app):
    at = app(APP)
    assert at.reconnect(0) is False
    assert at.texts() == ["n 1"]


def test_a_browser_that_does_not_acknowledge_gets_a_bounded_number_of_patches(app):
    at = app(APP)
    window = at.session.settings.window
    button = at.button[0].id
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


@pytest.mark.parametrize("drop", [True, False], ids=["dropped", "taken over"])
def test_a_browser_that_lagged_when_it_went_is_sent_what_was_merged(app, drop):
    at = app(APP)
    button = at.button[0].id
    at.hold_acks = True
    clicks = at.session.settings.window + 10
    for _ in range(clicks):
        at.send((button, True))
    outbox = at.session.outbox
    if drop:
        at._portal.call(outbox.detach)
    assert at._portal.call(outbox.attach, at.last_patch) is True
    at.hold_acks = False
    # Compares the page that the patches make with the session's.
    at.wait()
    assert at.texts() == [f"n {clicks + 1}"]


def test_tables_that_a_browser_has_seen_and_shows_no_more_are_let_go(app):
    at = app("""
        from reactfrag.protocol.props import DataFrame, DataRef
        from reactfrag.runtime.context import current
        from reactfrag.runtime.payloads import payload

        @fragment(run_every=1)
        def live():
            state.n = state.get("n", 0) + 1
            sha = current().payload(payload(str(state.n).encode(), "arrow"))
            data = DataRef(sha=sha, format="arrow", rows=1)
            current().emit(None, DataFrame(data=data, columns=[]))

        live()
    """)
    at.advance(100)
    # The one that is shown, and the one before, which the last patch took away.
    assert 1 <= len(at.session.outbox._payloads) <= 2


def test_frames_are_json_objects_that_name_themselves(app):
    at = app(APP)
    at.post((at.button[0].id, True))
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
