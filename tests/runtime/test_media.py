"""Files that browsers fetch: how long they are kept."""

from __future__ import annotations

from reactfrag.runtime.media import RETIRED_KEPT, MediaStore
from reactfrag.runtime.media import store as process_store


def fill(store: MediaStore) -> None:
    for number in range(RETIRED_KEPT):
        store.put(str(number).encode(), "text/plain", "other.txt")


def test_a_file_stays_while_it_is_held_and_a_little_longer():
    store = MediaStore()
    name = store.put(b"data", "text/plain", "a.txt")
    assert store.hold(name)
    fill(store)
    assert store.get(name) is not None
    store.release(name)
    assert store.get(name) is not None
    fill(store)
    assert store.get(name) is None


def test_what_is_held_twice_is_released_twice():
    store = MediaStore()
    name = store.put(b"data", "text/plain", "a.txt")
    store.hold(name)
    store.hold(store.put(b"data", "text/plain", "a.txt"))
    store.release(name)
    fill(store)
    assert store.get(name) is not None


def test_names_differ_by_process_type_and_file_name():
    store = MediaStore()
    names = {
        store.put(b"data", "text/plain", "a.txt"),
        store.put(b"data", "text/html", "a.txt"),
        store.put(b"data", "text/plain", "b.txt"),
        MediaStore().put(b"data", "text/plain", "a.txt"),
    }
    assert len(names) == 4


def test_what_is_not_there_is_not_held():
    assert not MediaStore().hold("nothing")


def test_a_page_may_offer_more_files_than_are_kept_unheld(app):
    at = app(f"""
        from reactfrag.protocol.props import DownloadButton
        from reactfrag.runtime.context import current

        for number in range({RETIRED_KEPT} + 1):
            url = current().media(str(number).encode(), "text/plain", "a.txt")
            current().emit(None, DownloadButton(label="get", url=url, file_name="a.txt"))
    """)
    names = [node.props.url.split("/")[-2] for node in at.all("download_button")]
    assert [data_of(name) for name in names] == [str(n).encode() for n in range(len(names))]


def test_a_file_offered_in_a_run_that_is_over_is_held_no_longer(app):
    at = app("""
        from reactfrag.runtime.context import current

        if rf.button("go"):
            state.name = current().media(b"unused", "text/plain", "a.txt").split("/")[-2]
    """)
    name = at.click("go").session_state["name"]
    assert data_of(name) == b"unused"
    fill(process_store)
    assert data_of(name) is None


def data_of(name: str) -> bytes | None:
    media = process_store.get(name)
    return None if media is None else media.data
