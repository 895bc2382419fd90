"""H2 after a Stop: what the stopped run has drawn is drawn anew, whatever was remembered of it."""

from __future__ import annotations

import pytest

from reactfrag.protocol import StopRequest
from tests.runtime import hooks

APP = """
    state.setdefault("n", 0)

    @fragment(memo=True)
    def inner(x):
        hooks.ran.append("inner")
        rf.text(f"inner {x}")

    @fragment(memo=True)
    def outer(x):
        hooks.ran.append("outer")
        rf.text(f"outer {x}")
        inner(x)

    @fragment(memo=True)
    def below():
        hooks.ran.append("below")
        rf.text("below")

    if rf.button("plus"):
        state.n = 1
    if rf.button("back"):
        state.n = 0
    outer(state.n)
    if hooks.notes.get("hold"):
        hooks.pause()
        rf.text("over")
    below()
"""


@pytest.mark.parametrize("shown", [True, False])
def test_h2_what_a_stopped_run_has_drawn_is_not_skipped_by_what_was_remembered(
    real, monkeypatch, shown
):
    ran: list[str] = []
    monkeypatch.setattr(hooks, "ran", ran, raising=False)
    at = real(APP)
    plus, back = (node.id for node in at.all("button"))
    hooks.notes["hold"] = True
    at.post((plus, True))
    hooks.pause.reached()
    if shown:
        at.on_loop(at.clock.advance_to, at.clock.time() + at.session.settings.flush_every)
    at._event += 1
    at.on_loop(stop, at.session, at._event)
    hooks.pause.go_on()
    at.wait()
    now = "1" if shown else "0"
    assert at.texts() == [f"outer {now}", f"inner {now}", "below"]
    hooks.notes["hold"] = False
    ran.clear()
    at.send((back, True))
    assert at.texts() == ["outer 0", "inner 0", "below"]
    assert ran == ["outer", "inner"]
    ran.clear()
    at.run()
    assert ran == []


def stop(session, n: int) -> None:
    session.post(StopRequest(n=n))
