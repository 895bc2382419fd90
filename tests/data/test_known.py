"""Tables that have been made before."""

from __future__ import annotations

import datetime
import enum
from itertools import combinations

import numpy as np
import pytest

from reactfrag.data import known, to_frame
from reactfrag.data.frame import Frame
from reactfrag.data.known import CELLS, Known, content_of


class Colour(int, enum.Enum):
    RED = 1


TOLD_APART = [
    {"a": [1, 2]},
    {"a": [1.0, 2.0]},
    {"a": [True, 2]},
    {"a": ["1", "2"]},
    {"a": [1, None]},
    {"a": [-0.0, 2.0]},
    {"a": [0.0, 2.0]},
    {"a": [float("nan")]},
    {"b": [1, 2]},
    {"a": [1], "b": [2]},
    {"b": [2], "a": [1]},
    {"a": [1, 2], "b": []},
    {"a": 1},
    {1: [1, 2]},
    [1, 2],
    [[1, 2]],
    [[1], [2]],
    [{"a": 1}, {"a": 2}],
    [{"a": 1, "b": None}],
    [{"a": 1}, {"b": 2}],
]


@pytest.mark.parametrize(("one", "other"), list(combinations(TOLD_APART, 2)))
def test_tables_that_differ_are_told_apart(one, other):
    assert None not in (content_of(one), content_of(other))
    assert content_of(one) != content_of(other)


@pytest.mark.parametrize("data", TOLD_APART)
def test_equal_tables_are_known_again(data):
    copy = type(data)(data)
    assert content_of(copy) == content_of(data)
    made: list[object] = []

    def make(given: object) -> Frame:
        made.append(given)
        return Frame((), (), 0)

    tables = Known()
    assert tables.frame(data, make) is tables.frame(copy, make)
    assert len(made) == 1


@pytest.mark.parametrize(
    "data",
    [
        None,
        "text",
        [],
        {},
        np.array([1, 2]),
        {"a": np.array([1, 2])},
        {"a": [np.float64(1)]},
        {"a": [np.int64(1)]},
        {"a": [b"12345678"]},
        pytest.param({"a": [memoryview(b"12")]}, id="a view of memory"),
        {"a": [Colour.RED]},
        {"a": [datetime.date(2026, 1, 2)]},
        {"a": [[1]]},
        {np.int64(1): [1]},
        [{"a": np.float64(1)}],
        [np.float64(1)],
        {"a": range(3)},
        {"a": [0] * (CELLS + 1)},
        [0] * (CELLS + 1),
    ],
    ids=repr,
)
def test_what_is_not_plain_or_not_small_is_made_anew(data):
    assert content_of(data) is None


def test_what_was_not_used_for_longest_goes():
    tables = Known(kept=3 * len(content_of([1]) or b""))
    first, *_ = [tables.frame([n], to_frame) for n in range(3)]
    assert tables.frame([0], to_frame) is first
    tables.frame([3], to_frame)
    assert len(tables) == 3
    assert tables.frame([0], to_frame) is first


def test_a_table_changed_in_place_is_another(monkeypatch):
    monkeypatch.setattr("reactfrag.data.convert._known", known.Known())
    data = {"a": [1, 2]}
    before = to_frame(data)
    data["a"].append(3)
    assert (before.rows, to_frame(data).rows) == (2, 3)
