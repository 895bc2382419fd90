"""Writes from outside of the runs: posted, or by threads bound to a session."""

from __future__ import annotations

import importlib
import threading
from functools import partial

from reactfrag.runtime.aside import AsideRun, run_aside
from reactfrag.runtime.events import OutsideCall
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.state import State
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
        monkeypatch.setattr(handle, "deliver", posted.append)
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
        monkeypatch.setattr(at.session.handle, "deliver", lambda event: True)
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


def test_what_was_posted_is_done_though_the_pass_that_took_it_in_fails(monkeypatch, caplog):
    """Whichever of several it was that the pass failed at."""
    with load() as at:
        handle = at.session.handle
        done: list[int] = []
        end_frame = AsideRun.end_frame

        def end(run, frame):
            end_frame(run, frame)
            if done == [0]:
                raise RuntimeError("planted")

        monkeypatch.setattr(AsideRun, "end_frame", end)

        async def post_all():
            for n in range(4):
                handle.post(partial(done.append, n))

        at._portal.call(post_all)
        at.wait()
        assert done == [0, 1, 2, 3]
        assert "planted" in caplog.text
        handle.post(n=1)
        at.wait()
        assert shown(at) == "1 []"


def test_h7_rerun_in_a_posted_function_ends_it_and_runs_what_it_names():
    source = """
@fragment(key="named")
def named():
    pass

named()
"""
    with load(source) as at:
        rf = importlib.import_module("reactfrag")

        def change(scope):
            rf.session_state.n += 1
            rf.rerun(scope)
            rf.session_state.n = -1

        at.session.handle.post(lambda: change("named"))
        at.wait()
        assert set(at.reran) == {"named", "show"}
        at.session.handle.post(lambda: change("app"))
        at.wait()
        assert "app" in at.reran
        in_thread(at.session.handle.bind(partial(rf.rerun, "named")))
        at.wait()
        assert at.reran == ["named"]
        in_thread(at.session.handle.bind(rf.stop))
        at.wait()
        assert at.reran == []
        assert shown(at) == "2 []"


def test_rerun_of_the_fragment_has_no_meaning_in_a_posted_function(caplog):
    with load() as at:
        at.session.handle.post(partial(importlib.import_module("reactfrag").rerun, "fragment"))
        at.wait()
        assert "works inside a fragment only" in caplog.text


def test_a_bound_thread_lists_the_keys_while_a_run_adds_some(monkeypatch):
    with load() as at:
        rf = importlib.import_module("reactfrag")
        seen: list[str] = []
        monkeypatch.setattr(State, "__iter__", _meanwhile)
        in_thread(at.session.handle.bind(partial(seen.extend, rf.session_state)))
        assert seen[:2] == ["n", "rows"]


def _meanwhile(state: State):
    """Iterate as if another thread had its turn in between."""
    keys = iter(state._values)
    state._values["fresh"] = 1
    return keys
