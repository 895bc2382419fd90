"""Fingerprints: equal contents agree, every change in place is seen."""

from __future__ import annotations

import copy
import dataclasses
from collections import OrderedDict, defaultdict, deque
from typing import Any, TypeVar

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from reactfrag.runtime.fingerprint import fingerprint


@dataclasses.dataclass
class Point:
    x: int
    tags: list[str]


class Plain:
    def __init__(self) -> None:
        self.items = [1]


def change_plain(value):
    value.items.append(2)


CHANGES = [
    ([1, 2], lambda v: v.append(3)),
    ([[1], 2], lambda v: v[0].append(3)),
    ({"a": {"b": 1}}, lambda v: v["a"].update(b=2)),
    ({1, 2}, lambda v: v.add(3)),
    (([1],), lambda v: v[0].append(2)),
    (deque([1]), lambda v: v.rotate() or v.append(2)),
    (OrderedDict(a=1, b=2), lambda v: v.move_to_end("a")),
    (defaultdict(list, a=[1]), lambda v: v["b"].append(1)),
    (bytearray(b"ab"), lambda v: v.append(1)),
    (Point(1, ["a"]), lambda v: v.tags.append("b")),
    (Point(1, ["a"]), lambda v: setattr(v, "x", 2)),
    (Plain(), change_plain),
    (np.arange(6.0), lambda v: v.__setitem__(3, -1)),
    (np.array([[1], [2]], dtype=object), lambda v: v.__setitem__((0, 0), "x")),
    (pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}), lambda v: v.__setitem__("a", [1, 3])),
    (pd.DataFrame({"a": [1, 2]}), lambda v: setattr(v, "columns", ["z"])),
    (pd.DataFrame({"a": [[1], [2]]}), lambda v: v["a"][0].append(9)),
    (pd.Series([1, 2, 3]), lambda v: v.__setitem__(0, 9)),
    (pl.DataFrame({"a": [1, 2]}), lambda v: v.replace_column(0, pl.Series("a", [1, 9]))),
]


@pytest.mark.parametrize(("value", "change"), CHANGES, ids=lambda v: type(v).__name__)
def test_h4_a_change_in_place_is_seen_and_an_equal_copy_is_not(value, change):
    before = fingerprint(value)
    assert fingerprint(copy.deepcopy(value)) == before
    change(value)
    assert fingerprint(value) != before


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_equal_contents_have_equal_fingerprints(value):
    assert fingerprint(copy.deepcopy(value)) == fingerprint(value)


@given(values, values)
def test_different_contents_have_different_fingerprints(one, other):
    assert (fingerprint(one) == fingerprint(other)) is (repr(one) == repr(other))


@pytest.mark.parametrize(("one", "other"), [([-1], [-2]), ([1], [True]), ([1], [1.0]), ([], ())])
def test_what_hash_or_equality_take_for_one_is_told_apart(one, other):
    assert fingerprint(one) != fingerprint(other)


DTYPES: list[Any] = [
    "f8",
    "i2",
    "?",
    "U3",
    "S2",
    "M8[s]",
    "m8[ms]",
    "c16",
    [("a", "i4"), ("b", "f8")],
]


@given(
    hnp.arrays(
        st.sampled_from([np.dtype(kind) for kind in DTYPES]),
        hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
    ),
    st.integers(0, 2),
)
def test_h4_an_array_is_known_by_its_items_however_they_lie_in_memory(array, step):
    for view in (array, array.T, array[..., ::-1] if array.ndim else array):
        assert fingerprint(view) == fingerprint(view.copy(order="C"))
        assert fingerprint(view) == fingerprint(view.copy(order="F"))
    if array.size:
        changed = array.copy()
        before = fingerprint(changed)
        raw = changed.reshape(-1).view("u1")
        raw[step % raw.size] ^= 1
        assert fingerprint(changed) != before


@given(st.lists(st.floats() | st.none() | st.text(max_size=2), min_size=1, max_size=6))
def test_h4_a_frame_written_again_is_the_same_and_a_changed_cell_is_not(items):
    def frame():
        return pd.DataFrame({"o": pd.Series(items, dtype=object), "n": range(len(items))})

    value = frame()
    before = fingerprint(value)
    assert fingerprint(frame()) == before
    value["o"].isna()
    value.index.is_unique
    assert fingerprint(value) == before
    value.loc[0, "o"] = "another"
    assert fingerprint(value) != before


ROWS: dict[str, Any] = {
    "n": list(range(10)),
    "s": [None if n == 3 else f"row {n}" for n in range(10)],
}


def glued(frame: pd.DataFrame) -> pd.DataFrame:
    """Return an equal frame, each of whose columns lies by itself."""
    made = pd.DataFrame(index=frame.index)
    for name in frame.columns:
        made[name] = frame[name].copy()
    return made


SAME: list[tuple[str, Any, Any]] = [
    ("pandas, other blocks", pd.DataFrame({"a": [1, 2], "b": [3, 4]}), glued),
    (
        "pandas, part of another",
        pd.DataFrame(ROWS),
        lambda v: pd.concat([v, v], ignore_index=True)[: len(v)],
    ),
    ("polars, in chunks", pl.DataFrame(ROWS), lambda v: pl.concat([v[:4], v[4:]], rechunk=False)),
    ("polars, part of another", pl.DataFrame(ROWS), lambda v: pl.concat([v, v])[10:]),
    ("polars series", pl.Series([1, 2]), lambda v: pl.concat([v[:1], v[1:]], rechunk=False)),
    ("arrow, in chunks", pa.table(ROWS), lambda v: pa.concat_tables([v[:4], v[4:]])),
    ("arrow, part of another", pa.table(ROWS), lambda v: pa.concat_tables([v, v])[10:]),
    (
        "arrow batch",
        pa.record_batch(ROWS),
        lambda v: pa.Table.from_batches([v, v])[10:].to_batches()[0],
    ),
    ("arrow array", pa.array(ROWS["s"]), lambda v: pa.concat_arrays([v, v])[10:]),
    ("arrow chunks", pa.chunked_array([[1, 2]]), lambda v: pa.chunked_array([[1], [2]])),
]


@pytest.mark.parametrize(("_", "value", "again"), SAME, ids=[name for name, *_ in SAME])
def test_h4_a_frame_is_known_by_its_rows_however_they_lie_in_memory(_, value, again):
    other = again(value)
    assert type(other) is type(value)
    assert fingerprint(other) == fingerprint(value)


DIFFERENT: list[tuple[str, Any, Any]] = [
    ("pandas, names", pd.DataFrame({"a": [1]}), pd.DataFrame({"b": [1]})),
    ("pandas, index", pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [1]}, index=[1])),
    ("pandas, type", pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [1.0]})),
    ("pandas, series", pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [1]})["a"]),
    ("pandas, missing", pd.Series([1, None], dtype="Int64"), pd.Series([1, 1], dtype="Int64")),
    ("pandas, categories", pd.Series(["a"], dtype="category"), pd.Series(["a"])),
    ("polars, names", pl.DataFrame({"a": [1]}), pl.DataFrame({"b": [1]})),
    ("polars, type", pl.DataFrame({"a": [1]}), pl.DataFrame({"a": [1.0]})),
    ("polars, sign", pl.DataFrame({"a": [0.0]}), pl.DataFrame({"a": [-0.0]})),
    ("arrow, names", pa.table({"a": [1]}), pa.table({"b": [1]})),
    ("arrow, missing", pa.table({"a": [1, None]}), pa.table({"a": [1, 0]})),
    (
        "arrow, about it",
        pa.table({"a": [1]}),
        pa.table({"a": [1]}).replace_schema_metadata({"a": "b"}),
    ),
    ("arrow, chunks", pa.array([1]), pa.chunked_array([[1]])),
]


@pytest.mark.parametrize(("_", "one", "other"), DIFFERENT, ids=[name for name, *_ in DIFFERENT])
def test_h4_frames_that_show_differently_are_told_apart(_, one, other):
    assert fingerprint(one) != fingerprint(other)


def test_arrays_of_another_type_or_shape_are_told_apart():
    array = np.zeros(4, "i4")
    others = [array.view("f4"), array.reshape(2, 2), array[:3]]
    assert fingerprint(array) not in [fingerprint(other) for other in others]


def test_a_cycle_has_an_end():
    ring: list[object] = [1]
    ring.append(ring)
    assert fingerprint(ring) == fingerprint(ring)


def test_what_cannot_be_looked_into_is_known_by_identity():
    def generate():
        yield 1

    one, other = generate(), generate()
    assert fingerprint(one) == fingerprint(one)
    assert fingerprint(one) != fingerprint(other)


class Disguised:
    """Says that it is of another class, as proxies do."""

    def __getattribute__(self, name: str) -> object:
        return Plain if name == "__class__" else super().__getattribute__(name)


def test_what_pickle_refuses_is_known_by_identity():
    for value in (TypeVar("Anything"), Disguised()):
        assert fingerprint(value) == fingerprint(value)
    assert fingerprint(TypeVar("Anything")) != fingerprint(TypeVar("Anything"))


def test_a_change_beside_the_name_of_a_global_is_seen():
    value = [TypeVar("Anything"), 1]
    before = fingerprint(value)
    value[1] = 2
    assert fingerprint(value) != before


def test_what_is_nested_too_deep_has_a_fingerprint():
    value: list[object] = []
    for _ in range(100_000):
        value = [value]
    assert fingerprint(value) == fingerprint(value)
