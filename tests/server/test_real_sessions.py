"""The server with the real runtime behind it: scripts, edits, failures, uploads."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reactfrag_server.app import create_app
from reactfrag_server.settings import Settings
from reactfrag_server.wiring import make_service
from tests.server.browser import Tab
from tests.server.doubles import connect

PRELUDE = "import tiny as rf\n"

COUNTER = """
@rf.fragment
def inner():
    if rf.button("inside"):
        rf.session_state.inner = rf.session_state.get("inner", 0) + 1
    rf.text(f"inner {rf.session_state.get('inner', 0)}")

inner()
if rf.button("outside"):
    rf.session_state.outer = rf.session_state.get("outer", 0) + 1
rf.text(f"outer {rf.session_state.get('outer', 0)}")
rf.text(f"sees {rf.session_state.get('inner', 0)}")
"""

Serve = Callable[..., TestClient]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where scripts go; what they import from there is forgotten afterwards."""
    monkeypatch.syspath_prepend(Path(__file__).parent.parent / "runtime")
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if str(tmp_path) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def served(folder: Path) -> Iterator[Serve]:
    with ExitStack() as stack:

        def serve(source: str, *, reload: bool = False) -> TestClient:
            script = folder / "app.py"
            script.write_text(PRELUDE + source)
            settings = Settings(
                allow_hosts=("testserver",),
                allow_missing_origin=True,
                reload=reload,
                reload_debounce=0.02,
                max_upload_bytes=1_000,
            )
            service = make_service(script, settings)
            client = stack.enter_context(TestClient(create_app(service)))
            if reload:
                assert client.portal is not None
                client.portal.call(service.watcher.watching.wait)
            return client

        yield serve


def test_f15_a_click_inside_moves_the_fragment_alone(served: Serve) -> None:
    client = served(COUNTER)
    with connect(client) as socket:
        tab = Tab()
        tab.join(socket)
        tab.settle()
        assert tab.texts() == ["inner 0", "outer 0", "sees 0"]
        tab.touched.clear()
        tab.click("inside")
        assert tab.texts() == ["inner 1", "outer 0", "sees 0"]
        assert len(tab.touched) == 1
        tab.click("outside")
        assert tab.texts() == ["inner 1", "outer 1", "sees 1"]


def test_sessions_are_apart(served: Serve) -> None:
    client = served(COUNTER)
    with connect(client) as one, connect(client) as two:
        tabs = [Tab(), Tab()]
        for tab, socket in zip(tabs, [one, two], strict=True):
            tab.join(socket)
            tab.settle()
        tabs[0].click("outside")
        assert tabs[0].texts()[1] == "outer 1"
        tabs[1].click("outside")
        tabs[1].click("outside")
        assert tabs[1].texts()[1] == "outer 2"
        assert tabs[0].welcome["session"] != tabs[1].welcome["session"]


def test_exit_in_a_task_of_a_scripts_own_ends_no_server(served: Serve) -> None:
    client = served(
        """
import asyncio

async def ends():
    exit()

asyncio.create_task(ends())
await asyncio.sleep(0)
rf.text("alive")
"""
    )
    for _ in range(2):
        with connect(client) as socket:
            tab = Tab()
            tab.join(socket)
            tab.settle()
            assert tab.texts() == ["alive"]


def test_a_dropped_browser_finds_its_page_again(served: Serve) -> None:
    client = served(COUNTER)
    tab = Tab()
    with connect(client) as socket:
        tab.join(socket)
        tab.settle()
        tab.click("outside")
    with connect(client) as socket:
        tab.join(socket)
        assert tab.welcome["resumed"]
        tab.click("outside")
        assert tab.texts()[1] == "outer 2"
    # Loaded again: the browser knows its session and nothing of the page.
    tab.seen = 0
    tab.nodes.clear()
    with connect(client) as socket:
        tab.join(socket)
        assert not tab.welcome["resumed"]
        tab.settle()
        assert tab.texts()[1] == "outer 2"


def test_an_event_sent_again_after_a_drop_counts_once(served: Serve) -> None:
    client = served(COUNTER)
    tab = Tab()
    with connect(client) as socket:
        tab.join(socket)
        tab.settle()
        tab.click("inside")
    with connect(client) as socket:
        tab.join(socket)
        tab.sent -= 1
        tab.click("inside")
        tab.click("outside")
        assert tab.texts() == ["inner 1", "outer 1", "sees 1"]


def test_a_window_that_takes_the_session_over_sees_the_page(served: Serve) -> None:
    client = served(COUNTER)
    first, second = Tab(), Tab()
    with connect(client) as one, connect(client) as two:
        first.join(one)
        first.settle()
        first.click("outside")
        second.welcome = dict(first.welcome)
        second.join(two)
        second.settle()
        assert second.texts() == ["inner 0", "outer 1", "sees 0"]
        assert first.receive()["code"] == "session-replaced"


def test_what_the_page_cannot_have_sent_is_answered_and_the_session_lives(served: Serve) -> None:
    client = served(COUNTER)
    with connect(client) as socket:
        tab = Tab()
        tab.join(socket)
        tab.settle()
        tab.change(9_999, True)
        tab.settle()
        socket.send_text("{")
        tab.until(lambda: len(tab.errors) == 2)
        socket.send_json({"t": "ack", "seen": -5})
        socket.send_json({"t": "ack", "seen": 10**30})
        assert [error["code"] for error in tab.errors] == ["widget-gone", "bad-frame"]
        tab.click("outside")
        assert tab.texts()[1] == "outer 1"


def test_an_exception_shows_on_one_page_and_no_other_notices(served: Serve) -> None:
    client = served(
        """
rf.text("before")
if rf.button("break"):
    raise ValueError("broken on purpose")
if rf.button("leave"):
    raise SystemExit
rf.text("after")
"""
    )
    with connect(client) as one, connect(client) as two:
        tabs = [Tab(), Tab()]
        for tab, socket in zip(tabs, [one, two], strict=True):
            tab.join(socket)
            tab.settle()
        tabs[0].click("break")
        assert tabs[0].texts() == ["before", "broken on purpose"]
        tabs[1].click("leave")
        assert tabs[1].texts() == ["before"]


# --- hot reload ------------------------------------------------------------


def test_an_edit_shows_and_state_stays(served: Serve, folder: Path) -> None:
    client = served(COUNTER, reload=True)
    with connect(client) as socket:
        tab = Tab()
        tab.join(socket)
        tab.settle()
        tab.click("outside")
        (folder / "app.py").write_text(PRELUDE + COUNTER.replace("outer {", "edited {"))
        tab.until(lambda: "edited 1" in tab.texts())


def test_a_broken_edit_shows_its_error_and_the_next_good_one_recovers(
    served: Serve, folder: Path
) -> None:
    client = served(COUNTER, reload=True)
    with connect(client) as socket:
        tab = Tab()
        tab.join(socket)
        tab.settle()
        (folder / "app.py").write_text(PRELUDE + COUNTER + "(\n")
        tab.until(lambda: tab.failed)
        (folder / "app.py").write_text(PRELUDE + COUNTER + "rf.text('mended')\n")
        tab.until(lambda: not tab.failed and "mended" in tab.texts())


def test_a_script_broken_from_the_start_is_served_and_recovers(served: Serve, folder: Path) -> None:
    client = served("rf.text(", reload=True)
    with connect(client) as socket:
        tab = Tab()
        tab.join(socket)
        tab.until(lambda: tab.failed)
        (folder / "app.py").write_text(PRELUDE + "rf.text('mended')\n")
        tab.until(lambda: not tab.failed and "mended" in tab.texts())


def test_an_edited_local_module_shows(served: Serve, folder: Path) -> None:
    (folder / "words_of_app.py").write_text("WORD = 'first'\n")
    (folder / "between_app.py").write_text("from words_of_app import WORD\n")
    client = served("from between_app import WORD\nrf.text(WORD)\n", reload=True)
    with connect(client) as socket:
        tab = Tab()
        tab.join(socket)
        tab.settle()
        assert tab.texts() == ["first"]
        (folder / "words_of_app.py").write_text("WORD = 'other'\n")
        tab.until(lambda: tab.texts() == ["other"])


# --- uploads ---------------------------------------------------------------


def test_an_upload_reaches_the_script(served: Serve) -> None:
    client = served(
        """
from reactfrag.runtime.context import current
id = rf.text_input("id")
file = current().uploaded(id) if id else None
rf.text(file.getvalue().decode() if file else "nothing")
if file:
    file.close()
rf.text(current().upload_url())
"""
    )
    with connect(client) as socket:
        tab = Tab()
        tab.join(socket)
        tab.settle()
        url = tab.texts()[1]
        assert tab.welcome["session"] in url
        response = client.post(url, content=b"from disk", headers={"x-file-name": "f.txt"})
        assert response.status_code == 201
        tab.change(tab.find("text_input"), response.json()["id"])
        tab.settle()
        assert tab.texts()[0] == "from disk"
        too_large = client.post(url, content=b"x" * 1_001)
        assert too_large.status_code == 413
        assert client.delete(f"{url}/{response.json()['id']}").status_code == 204
