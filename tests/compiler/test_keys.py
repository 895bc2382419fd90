"""Keys: names, patterns and any key."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactfrag_compiler import ANY, Key
from reactfrag_compiler.keys import simplify

parts = st.lists(st.text("ab", max_size=3), min_size=2, max_size=4)
names = st.text("ab", max_size=6)


@pytest.mark.parametrize(
    ("key", "name", "matches"),
    [
        (Key.name("a"), "a", True),
        (Key.name("a*"), "ab", False),
        (Key.pattern(["row_", ""]), "row_1", True),
        (Key.pattern(["row_", ""]), "row", False),
        (Key.pattern(["a", "a"]), "a", False),
        (Key.pattern(["a", "a"]), "aa", True),
        (Key.pattern(["a", "b", "c"]), "a-b-c", True),
        (Key.pattern(["a", "b", "c"]), "a-c", False),
        (ANY, "", True),
    ],
)
def test_matches(key: Key, name: str, matches: bool):
    assert key.matches(name) is matches


def test_a_name_with_a_star_is_no_pattern():
    assert not Key.name("row_*").overlaps(Key.name("row_1"))
    assert Key.pattern(["row_", ""]).overlaps(Key.name("row_*"))


@given(parts, names)
def test_a_pattern_matches_what_its_regular_expression_matches(pieces: list[str], name: str):
    expression = ".*".join(re.escape(piece) for piece in pieces)
    assert Key.pattern(pieces).matches(name) == bool(re.fullmatch(expression, name))


@given(parts, parts, names)
def test_patterns_that_share_a_name_overlap(a: list[str], b: list[str], name: str):
    first, second = Key.pattern(a), Key.pattern(b)
    if first.matches(name) and second.matches(name):
        assert first.overlaps(second)
        assert second.overlaps(first)


@given(parts, parts)
def test_patterns_that_overlap_share_a_name(a: list[str], b: list[str]):
    first, second = Key.pattern(a), Key.pattern(b)
    start = max(first.parts[0], second.parts[0], key=len)
    end = max(first.parts[-1], second.parts[-1], key=len)
    witness = start + "".join([*first.parts[1:-1], *second.parts[1:-1]]) + end
    assert first.overlaps(second) == (first.matches(witness) and second.matches(witness))


@given(st.lists(parts.map(Key.pattern) | names.map(Key.name), max_size=4), names)
def test_fewer_keys_stand_for_the_same_names(keys: list[Key], name: str):
    before = any(key.matches(name) for key in keys)
    assert any(key.matches(name) for key in simplify(keys)) == before
