"""Files that browsers fetch: how long they are kept."""

from __future__ import annotations

from reactfrag.runtime.media import RETIRED_KEPT, MediaStore


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
