"""Versions: what counts as a change, and what a reader is told."""

from __future__ import annotations

import enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactfrag.runtime.state import SHAPE, State


class Colour(enum.Enum):
    RED = 1


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        (1, 1, True),
        (1, 1.0, False),
        (1, True, False),
        ("a", "a", True),
        (None, None, True),
        ((1, "a"), (1, "a"), True),
        ((1, [2]), (1, [2]), True),
        ([1], [1], True),
        ([1], [True], False),
        (Colour.RED, Colour.RED, True),
        (frozenset({1}), frozenset({1}), True),
        ({"a": [1]}, {"a": [1]}, True),
        ({"a": [1]}, {"a": [2]}, False),
    ],
)
def test_what_a_write_changes(old, new, same):
    state = State()
    state.set("k", old)
    assert state.set("k", new) is not same


def test_h4_a_change_in_place_is_noticed_once():
    state, rows = State(), [1]
    state.set("rows", rows)
    assert not state.notice("rows")
    rows.append(2)
    assert state.notice("rows")
    assert not state.notice("rows")


def test_the_same_list_written_again_after_a_change_is_a_change():
    state, rows = State(), [1]
    state.set("rows", rows)
    rows.append(2)
    assert state.set("rows", rows)


def test_a_deleted_key_has_a_new_version_and_so_has_the_shape():
    state = State()
    state.set("a", 1)
    version, shape = state.version("a"), state.version(SHAPE)
    state.delete("a")
    assert state.version("a") > version
    assert state.version(SHAPE) > shape


actions = st.lists(
    st.tuples(st.sampled_from("ab"), st.one_of(st.none(), st.integers(0, 2), st.just("delete")))
)


@given(actions)
def test_a_version_moves_exactly_when_the_value_or_its_presence_does(script):
    state = State()
    model: dict[str, object] = {}
    for key, value in script:
        before = {k: state.version(k) for k in "ab"}
        known = dict(model)
        if value == "delete":
            if key in model:
                state.delete(key)
                del model[key]
        else:
            state.set(key, value)
            model[key] = value
        for k in "ab":
            moved = known.get(k, "absent") != model.get(k, "absent")
            assert (state.version(k) != before[k]) is moved
    assert state.snapshot() == model


def test_versions_of_keys_that_come_and_go_are_let_go():
    state = State()
    for number in range(100):
        state.set(f"row {number}", number)
        state.delete(f"row {number}")
    state.set("kept", 1)
    read = state.version("row 7")
    state.forget({"row 7"})
    assert len(state._versions) == 3, "row 7, kept, and the set of keys"
    assert state.version("row 7") == read
    state.set("row 8", 1)
    assert state.version("row 8") > read
    state.forget(())
    assert state.version("row 7") == 0
    assert state.dropped == set()


def test_h4_a_value_beyond_the_limit_is_known_by_its_identity():
    state = State()
    state.limit = 1000
    small, large = [0] * 10, [0] * 10_000
    state.set("small", small)
    state.set("large", large)
    small.append(1)
    large.append(1)
    assert state.notice("small")
    assert not state.notice("large")
    assert not state.set("large", large)
    assert state.set("large", list(large))
