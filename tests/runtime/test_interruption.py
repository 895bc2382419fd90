"""Events that come while a run is under way."""

from __future__ import annotations

import pytest

from reactfrag.protocol import StopRequest
from tests.runtime.hooks import Pause


@pytest.fixture
def pause(monkeypatch: pytest.MonkeyPatch, app) -> Pause:
    """What an app reaches as ``tiny.pause``."""
    import tiny

    made = Pause()
    monkeypatch.setattr(tiny, "pause", made, raising=False)
    return made


def show_progress(at) -> list[str | bytes]:
    """Let so much time pass that the page shows what the run has drawn; return the frames."""
    at._portal.call(at.clock.advance_to, at.clock.time() + at.session.settings.flush_every)
    frames: list[str | bytes] = at._portal.call(at.session.outbox.take)
    return frames


def request_stop(at) -> None:
    at._event += 1
    at._portal.call(at.session.post, StopRequest(n=at._event))


CALLBACK = """
    import tiny

    def count():
        tiny.pause()
        state.n = state.get("n", 0) + 1

    rf.button("plus", on_click=count)
    rf.text_input("x")
    rf.text(state.get("n", 0))
"""


def test_a_callback_that_has_begun_is_finished(app, pause):
    at = app(CALLBACK)
    at.post((at.button[0].id, True))
    pause.reached()
    at.post((at.text_input[0].id, "a"))
    pause.go_on()
    assert at.wait().texts() == ["1"]


def test_the_user_may_stop_a_callback(app, pause):
    at = app(CALLBACK)
    at.post((at.button[0].id, True))
    pause.reached()
    request_stop(at)
    pause.go_on()
    at.wait()
    assert "n" not in at.session_state


def test_stop_stops_what_was_clicked_before_it(app, pause):
    at = app("""
        import tiny

        first = rf.button("first")
        second = rf.button("second")
        if first:
            tiny.pause()
        rf.text("-")
        if second:
            state.second = True
    """)
    first, second = (node.id for node in at.all("button"))
    at.post((first, True))
    pause.reached()
    at.post((second, True))
    request_stop(at)
    pause.go_on()
    at.wait()
    assert "second" not in at.session_state
    assert at.patches[-1].answers == at._event


def test_a_table_offered_just_before_progress_is_shown_is_sent_with_its_element(app, pause):
    at = app("""
        import tiny
        from reactfrag.protocol.props import DataFrame, DataRef
        from reactfrag.runtime.context import current
        from reactfrag.runtime.payloads import payload

        if rf.button("go"):
            sha = current().payload(payload(b"rows", "arrow"))
            tiny.pause()
            data = DataRef(sha=sha, format="arrow", rows=1)
            current().emit(None, DataFrame(data=data, columns=[]))
    """)
    at.post((at.button[0].id, True))
    pause.reached()
    frames = show_progress(at)
    pause.go_on()
    at._portal.call(at.session.scheduler.settled)
    frames += at._portal.call(at.session.outbox.take)
    assert [frame[-4:] for frame in frames if isinstance(frame, bytes)] == [b"rows"]
    at.wait()


def test_h5_a_session_that_closed_during_a_run_starts_no_timer(app, pause):
    at = app("""
        import tiny

        @fragment(run_every=1)
        def ticking():
            rf.text("tick")

        if rf.button("go"):
            ticking()
            tiny.pause()
    """)
    at.post((at.button[0].id, True))
    pause.reached()
    at._portal.call(at.session.close)
    at._portal.call(at.clock.advance_to, 0.5)
    assert len(at.session.wheel) == 0
    pause.go_on()


def test_what_an_interrupted_run_added_elsewhere_is_not_added_twice(app, pause):
    at = app("""
        import tiny

        outside = rf.container()

        @fragment
        def write():
            value = rf.text_input("x")
            rf.text(f"wrote {value}", outside)
            if value == "slow":
                tiny.pause()
                rf.text("more")

        write()
    """)
    box = at.text_input[0].id
    at.post((box, "slow"))
    pause.reached()
    show_progress(at)
    at.post((box, "fast"))
    pause.go_on()
    assert at.wait().texts() == ["wrote ", "wrote fast"]


def test_a_click_that_no_run_has_looked_at_outlives_an_interruption(app, pause):
    at = app("""
        import tiny

        rf.text_input("x")
        if state.get("loaded"):
            tiny.pause()
        state.loaded = True
        if rf.button("go"):
            state.clicks = state.get("clicks", 0) + 1
    """)
    at.post((at.button[0].id, True))
    pause.reached()
    at.post((at.text_input[0].id, "a"))
    pause.go_on()
    at.wait()
    assert [run.outcome for record in at.passes for run in record.runs] == [
        "interrupted",
        "finished",
    ]
    assert at.session_state["clicks"] == 1
    assert [str(chain) for chain in at.why("app")][:1] == ["button 'go' -> app"]
