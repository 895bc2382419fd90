"""Writes from outside of the runs: posted, or by threads bound to a session."""

from __future__ import annotations

import importlib
import threading

from reactfrag.runtime.aside import AsideRun, run_aside
from reactfrag.runtime.events import OutsideCall
from reactfrag.runtime.settings import Settings
from reactfrag.testing import AppTest

SETTINGS = Settings()

APP = """
import threading
import reactfrag as rf
from reactfrag import fragment
state = rf.session_state
state.setdefault("n", 0)
state.setdefault("rows", [])

@fragment
def show():
    rf.text(f"{state.n} {state.rows}")

@fragment
def other():
    rf.text("other")

show()
other()
"""


def load(source: str = "") -> AppTest:
    return AppTest.from_string(APP + source).run()


def shown(at: AppTest) -> str:
    return str(at.text[0].value)


def in_thread(target) -> None:
    thread = threading.Thread(target=target)
    thread.start()
    thread.join()


def test_what_is_posted_from_a_thread_reruns_the_readers():
    with load() as at:
        session = at.session.handle
        in_thread(lambda: session.post(n=5))
        at.wait()
        assert at.reran == ["show"]
        assert shown(at) == "5 []"


def test_a_posted_function_sees_the_sessions_state_and_its_changes_in_place_count():
    with load() as at:
        state = __import__("reactfrag").session_state

        def change():
            state.n += 1
            state.rows.append(state.n)

        assert at.session.handle.post(change)
        assert at.session.handle.post(change)
        at.wait()
        assert set(at.reran) == {"show"}
        assert shown(at) == "2 [1, 2]"


def test_a_posted_function_that_fails_goes_to_the_log_and_the_session_goes_on(caplog):
    with load() as at:
        at.session.handle.post(lambda: 1 / 0)
        at.session.handle.post(n=1)
        at.wait()
        assert shown(at) == "1 []"
        assert "ZeroDivisionError" in caplog.text


def test_a_bound_thread_reads_what_it_wrote_and_each_session_has_its_own():
    source = """
def work():
    for _ in range(3):
        state.n += 1
    state.rows = [state.n, "gone" in state]
    state.gone = 1
    del state.gone

if rf.button("go"):
    thread = threading.Thread(target=rf.get_session().bind(work))
    thread.start()
    thread.join()
"""
    with load(source) as at, load(source) as neighbour:
        at.click("go")
        at.wait()
        assert shown(at) == "3 [3, False]"
        assert "gone" not in at.session_state
        neighbour.wait()
        assert shown(neighbour) == "0 []"


def test_a_bound_thread_that_draws_is_told_what_to_do():
    source = """
def work():
    try:
        rf.text("from a thread")
    except rf.errors.ApiError as error:
        state.rows = [str(error)]

if rf.button("go"):
    thread = threading.Thread(target=rf.get_session().bind(work))
    thread.start()
    thread.join()
"""
    with load(source) as at:
        at.click("go")
        at.wait()
        assert "Write to session_state" in shown(at)


def test_what_is_posted_to_a_closed_session_does_nothing_and_a_bound_thread_is_ended():
    failed: list[str] = []

    def work():
        try:
            __import__("reactfrag").session_state["n"] = 1
        except Exception as error:
            failed.append(type(error).__name__)

    with load() as at:
        handle = at.session.handle
        bound = handle.bind(work)
        assert not handle.closed
    assert handle.closed
    assert handle.post(n=1) is False
    in_thread(bound)
    assert failed == ["SessionClosedError"]


def test_a_bound_thread_sees_the_last_of_its_writes_whichever_have_arrived(monkeypatch):
    with load() as at:
        state = importlib.import_module("reactfrag").session_state
        handle = at.session.handle
        posted: list[OutsideCall] = []
        monkeypatch.setattr(handle, "_post", posted.append)
        seen = []

        def work():
            state.on = True
            state.on = False
            state.on = True
            for call in posted:
                # As the session does, on another thread and between two runs.
                in_thread(
                    lambda call=call: run_aside(AsideRun(at.session.page, SETTINGS), call.call)
                )
                seen.append(state.on)

        in_thread(handle.bind(work))
        assert seen == [True, True, True]


def test_a_bound_thread_that_clears_the_state_clears_what_it_wrote(monkeypatch):
    with load() as at:
        state = importlib.import_module("reactfrag").session_state
        monkeypatch.setattr(at.session.handle, "_post", lambda event: True)
        seen = []

        def work():
            state.fresh = 1
            state.clear()
            seen.extend(state)

        in_thread(at.session.handle.bind(work))
        assert seen == []


def test_binding_and_posting_cost_nothing_for_what_stands_on_the_page():
    with load() as at:
        assert not AsideRun(at.session.page, SETTINGS).draft.blocks
