"""State that all sessions of an app share: who is rerun, and what is seen."""

from __future__ import annotations

import threading

import pytest

from reactfrag.runtime import state
from reactfrag.runtime.handle import SessionHandle
from reactfrag.runtime.page import Page
from reactfrag.runtime.settings import Settings
from reactfrag.runtime.shared import MOST_HOPS, AppLink, AppStore
from reactfrag.testing import AppTest
from tests.runtime import hooks

APP = """
import reactfrag as rf
from reactfrag import app_state, fragment, session_state

app_state.setdefault("n", 0)
app_state.setdefault("rows", [])
session_state.setdefault("n", 100)

@fragment
def counter():
    if rf.button("add"):
        app_state.n += 1
    rf.text(f"n={app_state.n}")

@fragment
def rows():
    if rf.button("append"):
        app_state.rows.append(len(app_state.rows))
    rf.text(f"rows={app_state.rows}")

@fragment
def own():
    if rf.button("own"):
        session_state.n += 1
    rf.text(f"own={session_state.n}")

counter()
rows()
own()
"""


def load(source: str = APP, sessions: int = 2) -> list[AppTest]:
    first = AppTest.from_string(source).run()
    return [first, *(first.another_session().run() for _ in range(sessions - 1))]


def texts(at: AppTest) -> list[str]:
    return [str(text.value) for text in at.text]


def in_thread(target) -> None:
    thread = threading.Thread(target=target)
    thread.start()
    thread.join()


def test_a_write_reruns_its_readers_in_all_sessions_and_nothing_else():
    a, b, c = load(sessions=3)
    a.button[0].click().run()
    assert (a.reran, b.reran, c.reran) == (["counter"], ["counter"], ["counter"])
    assert [texts(at)[0] for at in (a, b, c)] == ["n=1"] * 3
    c.button[0].click().run()
    assert (a.reran, b.reran, c.reran) == (["counter"], ["counter"], ["counter"])
    assert [texts(at)[0] for at in (a, b, c)] == ["n=2"] * 3


def test_the_same_name_in_session_state_is_another_key():
    a, b = load()
    a.button[2].click().run()
    assert (a.reran, b.reran) == (["own"], [])
    assert texts(a)[2] == "own=101"
    assert texts(b)[2] == "own=100"


def test_a_change_in_place_counts_in_all_sessions():
    a, b = load()
    a.button[1].click().run()
    b.button[1].click().run()
    assert (a.reran, b.reran) == (["rows"], ["rows"])
    assert texts(a)[1] == texts(b)[1] == "rows=[0, 1]"


def test_a_session_that_comes_later_has_what_is_there():
    (a,) = load(sessions=1)
    a.button[0].click().run()
    b = a.another_session().run()
    assert texts(b)[0] == "n=1"
    assert a.reran == []


def test_a_session_that_is_closed_is_told_nothing():
    a, b = load()
    b.close()
    a.button[0].click().run()
    assert a.reran == ["counter"]
    assert texts(a)[0] == "n=1"


def test_a_posted_function_and_a_bound_thread_write_for_all_sessions():
    from reactfrag import app_state

    a, b = load()

    def change() -> None:
        app_state.n = 5

    a.session.handle.post(change)
    a.wait()
    assert (a.reran, b.reran) == (["counter"], ["counter"])
    assert texts(b)[0] == "n=5"

    def work() -> None:
        app_state.n += 1
        app_state.update_with("n", lambda n: n + 1)

    in_thread(a.session.handle.bind(work))
    a.wait()
    assert set(a.reran) == set(b.reran) == {"counter"}
    assert texts(a)[0] == texts(b)[0] == "n=7"


def test_a_bound_thread_writes_for_the_others_after_its_session_is_over():
    from reactfrag import app_state

    a, b = load()
    bound = a.session.handle.bind(lambda: app_state.update(n=app_state.n + 41))
    a.close()
    in_thread(bound)
    b.wait()
    assert b.reran == ["counter"]
    assert texts(b)[0] == "n=41"


def test_update_with_loses_no_write_of_many_threads():
    from reactfrag import app_state

    a, b = load()

    def work() -> None:
        for _ in range(50):
            app_state.update_with("n", lambda n: n + 1)

    threads = [threading.Thread(target=at.session.handle.bind(work)) for at in (a, b, a, b)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    a.wait()
    assert texts(a)[0] == texts(b)[0] == "n=200"


def test_update_with_is_no_reason_to_rerun():
    source = """
    import reactfrag as rf
    def more(n):
        return n + 1
    @rf.fragment
    def count():
        rf.app_state.update_with("visits", more, 0)
        rf.text("counted")
    @rf.fragment
    def show():
        rf.text(str(rf.app_state.get("visits")))
    count()
    show()
    """
    a, b = load(source)
    assert a.reran == ["show"]
    assert texts(a)[1] == texts(b)[1] == "2"


def test_keys_come_and_go_for_all_sessions():
    source = """
    import reactfrag as rf
    @rf.fragment
    def keys():
        rf.text(" ".join(sorted(rf.app_state)) + f" {len(rf.app_state)} {'x' in rf.app_state}")
    @rf.fragment
    def change():
        if rf.button("add"):
            rf.app_state["x"] = rf.app_state["y"] = 1
        if rf.button("drop"):
            del rf.app_state.x
        if rf.button("clear"):
            rf.app_state.clear()
    @rf.fragment
    def own():
        rf.text(" ".join(sorted(rf.session_state)))
    keys()
    change()
    own()
    """
    a, b = load(source)
    a.button[0].click().run()
    assert (a.reran, b.reran) == (["change", "keys"], ["keys"])
    assert texts(a) == texts(b) == ["x y 2 True", ""]
    b.button[1].click().run()
    assert (a.reran, b.reran) == (["keys"], ["change", "keys"])
    assert texts(a)[0] == texts(b)[0] == "y 1 False"
    b.button[2].click().run()
    assert texts(a)[0] == texts(b)[0] == "0 False"


def test_parallel_fragments_write_for_all_sessions():
    source = """
    import reactfrag as rf
    @rf.fragment(parallel=True)
    def write(n):
        rf.app_state.value = n
    @rf.fragment
    def show():
        rf.text(str(rf.app_state.get("value")))
    write(1)
    write(2)
    show()
    """
    a, b = load(source)
    assert texts(a) == texts(b)
    assert texts(a)[0] in ("1", "2")


def test_sessions_that_answer_each_other_for_ever_are_stopped(caplog):
    source = """
    import reactfrag as rf
    @rf.fragment
    def never():
        if rf.session_state.get("on"):
            rf.app_state.n = rf.app_state.get("n", 0) + 1
        rf.text(str(rf.app_state.get("n")))
    @rf.fragment
    def on():
        rf.toggle("on", key="on")
    never()
    on()
    """
    a, b = load(source)
    a.toggle[0].set_value(True).run()
    assert a.reran.count("never") == 1
    b.toggle[0].set_value(True).run()
    assert len(a.reran) + len(b.reran) <= MOST_HOPS + 4
    assert "do not settle" in caplog.text
    assert a.wait().reran == []


def test_a_missing_key_is_said_to_be_one_of_app_state():
    (a,) = load("import reactfrag as rf\nrf.text(rf.app_state.nothing)\n", sessions=1)
    assert "app_state has no key 'nothing'" in a.exception[0].message


def test_names_of_app_state_are_refused_elsewhere():
    (a,) = load("import reactfrag as rf\nrf.session_state['app_state.n'] = 1\n", sessions=1)
    assert "app_state" in a.exception[0].message
    (b,) = load("import reactfrag as rf\nrf.checkbox('a', key='app_state.n')\n", sessions=1)
    assert "app_state.n" in b.exception[0].message


def test_the_last_write_to_the_store_wins():
    store = AppStore()
    store.set("app_state.a", 1)
    version = store.version("app_state.a")
    store.set("app_state.a", 1)
    assert store.version("app_state.a") == version
    store.set("app_state.a", 2)
    assert store.get("app_state.a") == 2
    store.delete("app_state.a")
    with pytest.raises(KeyError):
        store.get("app_state.a")


def test_a_slow_update_with_does_not_hold_up_the_loop(real):
    at = real("""
        def slow(n):
            hooks.pause()
            return n + 1

        @fragment
        def write():
            if rf.button("go"):
                rf.app_state.update_with("n", slow, 0)

        write()
    """)
    other = at.another_session().run()
    at.post((at.all("button")[0].id, True))
    hooks.pause.reached()
    # What a session does as it comes and goes, and when it is told of a write.
    other.on_loop(other.session.link.open)
    other.on_loop(other.session.link._take)
    other.on_loop(other.session.link.close)
    assert not at.session.scheduler.at_rest
    hooks.pause.go_on()
    at.wait()
    assert at.session.link.store.get("app_state.n") == 1


def test_a_value_that_sessions_share_is_looked_into_once_and_not_by_the_loop(monkeypatch):
    looked: list[float] = []

    def measure(value: object, limit: float) -> tuple[bytes, int]:
        looked.append(limit)
        return b"", 0

    monkeypatch.setattr(state, "measure", measure)
    store = AppStore(limit=100)
    sessions = [state.State() for _ in range(3)]
    links = []
    for own in sessions:
        links.append(AppLink(store, own, SessionHandle("test", Page(), Settings())))
        store.join(links[-1])
    sessions[0].limit = 50
    sessions[0].set("app_state.a", [1])
    links[0].publish("app_state.a", sessions[0])
    for link in links[1:]:
        link._adopt("app_state.a", 1)
    assert all(own.is_mutable("app_state.a") for own in sessions)
    assert looked == [50]
    # As a bound thread does.
    store.set("app_state.a", [2])
    links[0]._adopt("app_state.a", 1)
    assert looked == [50, 100]
