"""What comes in the middle of a run: a browser that goes and comes, an edit, an upload, the end.

Each is tried in every kind of code, which is held where the test wants it.
"""

from __future__ import annotations

import threading
from pathlib import Path

import anyio
import pytest

from reactfrag.errors import SessionClosedError
from reactfrag.protocol import RerunRequest, StopRequest
from reactfrag.runtime import media
from reactfrag.runtime.events import NewProgram
from reactfrag.runtime.files import UploadRecord
from reactfrag_compiler import CompileError, compile_program
from tests.runtime import hooks
from tests.runtime.conftest import _REAL

SHOWN = """
    @fragment
    def shown():
        rf.text(f"n={state.get('n', 0)} posted={state.get('posted', 0)}")

    shown()
"""

CODE = {
    "script": """
        if rf.button("go"):
            rf.text("begun")
            hooks.pause()
            state.n = 1
            rf.text("ended")
    """,
    "fragment": """
        @fragment
        def f():
            if rf.button("go"):
                rf.text("begun")
                hooks.pause()
                state.n = 1
                rf.text("ended")

        f()
    """,
    "callback": """
        def called():
            hooks.pause()
            state.n = 1

        rf.button("go", on_click=called)
    """,
    "async": """
        import asyncio

        @fragment
        async def f():
            if rf.button("go"):
                rf.text("begun")
                await asyncio.to_thread(hooks.pause)
                state.n = 1
                rf.text("ended")

        await f()
    """,
    "parallel": """
        @fragment(parallel=True)
        def f():
            if rf.button("go"):
                rf.text("begun")
                hooks.pause()
                state.n = 1
                rf.text("ended")

        f()
    """,
    "posted": """
        def change():
            hooks.pause()
            state.n = 1

        if rf.button("go"):
            rf.get_session().post(change)
    """,
}
"""Code that is held after a click on its button, and then says ``n=1``."""

EVER = """
    @fragment(run_every=1)
    def clock():
        state.ticks = state.get("ticks", 0) + 1

    clock()
"""


def indented(text: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in text.splitlines())


def source(code: str, more: str = "") -> str:
    return "\n".join(map(indented, (SHOWN, more))) + "\n" + indented(indented(CODE[code]))


@pytest.fixture(params=CODE)
def code(request) -> str:
    return str(request.param)


def held(real, code: str, more: str = ""):
    """Return the app, held in the middle of a run whose beginning the browser has been shown."""
    at = real(source(code, more))
    [button] = [node.id for node in at.all("button") if node.props.label == "go"]
    at.post((button, True))
    hooks.pause.reached()
    at.on_loop(at.clock.advance_to, at.clock.time() + at.session.settings.flush_every)
    return at


def release(at):
    hooks.pause.go_on()
    return at.wait()


@pytest.mark.parametrize("seen", ["all", "some", "nothing"])
def test_a_browser_that_goes_and_comes_back_in_the_middle_of_a_run(real, code, seen):
    at = held(real, code)
    outbox = at.session.outbox
    before = {"all": at.last_patch, "some": max(at.last_patch - 1, 0), "nothing": 0}[seen]
    at.disconnect()
    at.on_loop(at._attach, before)
    # Compares what the browser makes of all that it was sent with the session's page.
    release(at)
    assert "n=1 posted=0" in at.texts()
    assert outbox.attached


def test_a_browser_that_comes_back_after_the_run_is_sent_what_it_missed(real, code):
    at = held(real, code, EVER)
    ticks = at.session_state.ticks
    at.disconnect()
    at.on_loop(at.clock.advance_to, at.clock.time() + 10)
    hooks.pause.go_on()
    at.on_loop(_settled, at.session)
    at.on_loop(at._attach, at.last_patch)
    at.wait()
    assert "n=1 posted=0" in at.texts()
    # Its timer rested meanwhile. After a callback all of the script runs.
    assert at.session_state.ticks == ticks + 1 + (code == "callback")


def edit(at, tmp_path: Path, text: str) -> None:
    path = tmp_path / "app.py"
    path.write_text(_REAL + text)
    try:
        program = compile_program(path)
    except CompileError as error:
        program = error  # type: ignore[assignment]
    at.on_loop(at.session.scheduler.post, NewProgram(program))


def test_an_edit_in_the_middle_of_a_run_ends_it_and_is_shown(real, code, tmp_path):
    at = held(real, code)
    edit(at, tmp_path, source(code).replace("n={state", "edited n={state"))
    release(at)
    # What has begun outside of runs comes to its end; all else ends where it is.
    n = 1 if code in ("callback", "posted") else 0
    assert at.texts()[0] == f"edited n={n} posted=0"
    assert "begun" not in at.texts()


def test_a_broken_edit_in_the_middle_of_a_run_and_its_mending(real, code, tmp_path):
    at = held(real, code)
    edit(at, tmp_path, source(code) + "\nif\n")
    release(at)
    assert [error.type for error in at.exceptions()] == ["SyntaxError"]
    edit(at, tmp_path, source(code).replace("n={state", "mended n={state"))
    at.wait()
    assert at.exceptions() == []
    assert at.texts()[0].startswith("mended n=")


def test_what_is_posted_in_the_middle_of_a_run_is_done_after_it(real, code):
    at = held(real, code)
    for n in range(5):
        assert at.session.handle.post(posted=n + 1)
    release(at)
    assert at.session_state.posted == 5
    assert "n=1 posted=5" in at.texts()


def test_an_upload_in_the_middle_of_a_run_is_there_when_its_event_comes(real, code, tmp_path):
    more = """
    @fragment
    def uploads():
        files = rf.file_uploader("files", accept_multiple_files=True)
        rf.text([(file.name, file.read()) for file in files])

    uploads()
    """
    at = held(real, code, more)
    paths = []
    for n in range(3):
        paths.append(tmp_path / str(n))
        paths[-1].write_bytes(b"data")
        record = UploadRecord(str(n), paths[-1], f"{n}.txt", "text/plain", 4)
        at.on_loop(at.session.add_upload, record)
    [uploader] = [node.id for node in at.all("file_uploader")]
    at.post((uploader, ["0", "1", "2"]))
    at.on_loop(at.session.remove_upload, "1")
    release(at)
    assert "[('0.txt', b'data'), ('2.txt', b'data')]" in at.texts() or at.errors
    assert "n=1 posted=0" in at.texts()
    at.close()
    assert [path.exists() for path in paths] == [False, True, False]


@pytest.mark.parametrize("event", ["stop", "rerun"])
def test_the_user_stops_or_reruns_in_the_middle_of_a_run(real, code, event):
    at = held(real, code)
    at._event += 1
    message = StopRequest(n=at._event) if event == "stop" else RerunRequest(n=at._event)
    at.on_loop(_post, at.session, message)
    release(at)
    # A click is answered to its end, but for Stop; a posted function has an end of its own.
    n = 0 if event == "stop" and code != "posted" else 1
    assert at.session_state.get("n", 0) == n
    at.run()
    assert at.texts()[0] == f"n={n} posted=0"


def test_the_end_of_the_session_in_the_middle_of_a_run_leaves_nothing(real, code, caplog):
    """No timer, no thread, no file, and the code goes no further."""
    more = (
        EVER
        + """
    rf.download_button("get", b"data" * 1000, file_name="a.txt", key="get")
    """
    )
    at = held(real, code, more)
    [name] = [node.props.url.split("/")[-2] for node in at.all("download_button")]
    assert name in media.store._holds
    state, wheel, workers = at.session.page.state, at.session.wheel, threading.active_count()
    at.close()
    hooks.pause.go_on()
    for _ in range(1000):
        if name not in media.store._holds and threading.active_count() <= workers:
            break
        at.on_loop(anyio.sleep, 0.001)
    assert len(wheel) == 0
    assert name not in media.store._holds
    assert "n" not in state
    assert caplog.text == ""


def test_a_file_that_is_offered_while_the_session_ends_is_let_go(real, monkeypatch):
    """Whichever comes first: its being offered, or the end of what held it."""
    at = real("""
        if rf.button("go"):
            rf.download_button("get", b"late" * 1000, file_name="late.txt")
    """)
    offered: list[str] = []
    offer = media.MediaStore.offer

    def slow(store, *rest):
        name = offer(store, *rest)
        offered.append(name)
        hooks.pause()
        return name

    monkeypatch.setattr(media.MediaStore, "offer", slow)
    at.post((at.all("button")[0].id, True))
    hooks.pause.reached()
    threads = {t for t in threading.enumerate() if t.name == "reactfrag"}
    at.close()
    hooks.pause.go_on()
    for thread in threads:
        thread.join(hooks.SECONDS)
    assert offered[0] not in media.store._holds


def test_a_bound_thread_is_ended_when_the_session_is_whatever_it_is_about_to_do(real):
    at = real("""
        import threading

        def work():
            try:
                while True:
                    state.n = state.get("n", 0) + 1
                    if state.n == 3:
                        hooks.pause()
            except BaseException as error:
                hooks.notes["ended"] = type(error)

        if rf.button("go"):
            hooks.notes["thread"] = threading.Thread(target=rf.get_session().bind(work))
            hooks.notes["thread"].start()
    """)
    at.post((at.all("button")[0].id, True))
    hooks.pause.reached()
    at.close()
    hooks.pause.go_on()
    hooks.notes["thread"].join(hooks.SECONDS)
    assert hooks.notes["ended"] is SessionClosedError


async def _settled(session) -> None:
    with anyio.fail_after(hooks.SECONDS):
        await session.scheduler.settled()


def _post(session, message) -> None:
    session.post(message)
