"""Keys that may hold one object, against a search through every pair of them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reactfrag_compiler.aliases import Aliases
from reactfrag_compiler.keys import Key
from reactfrag_compiler.source import parse_module
from reactfrag_compiler.values import Atom, Context, Env, Held

KEYS = [Key((name,)) for name in ("a", "b", "c", "row_1", "row_2")]
KEYS += [Key(("row_", "")), Key(("", "_1")), Key(("", ""))]
HELD = [Held(key) for key in KEYS]
links = st.lists(st.sets(st.sampled_from(HELD), min_size=2, max_size=3), max_size=5)


def searched(pairs: list[set[Held]], start: Held) -> set[Held]:
    """What a key may share an object with: over links, and over keys that overlap."""
    found: set[Held] = set()
    pending = [start]
    while pending:
        key = pending.pop().key
        for group in pairs:
            if any(held.key.overlaps(key) for held in group):
                pending += group - found
                found |= group
    return found


@settings(max_examples=300)
@given(links, st.sampled_from(HELD))
def test_classes_are_what_a_search_finds(pairs: list[set[Held]], start: Held):
    # Patterns that meet in no linked name stay apart, and any key meets them all.
    aliases = Aliases()
    for group in pairs:
        aliases.join(group)
        assert aliases.together(group)
    found = {atom for cell in aliases.classes_of(start.key) for atom in cell.value}
    assert found == searched(pairs, start)


@given(links)
def test_who_has_read_a_class_hears_when_it_grows(pairs: list[set[Held]]):
    aliases = Aliases()
    module = parse_module("main", Path("app.py"), "")
    readers = {held: Context(None, module, Env(module.scope, None), None) for held in HELD}
    for group in pairs:
        before: dict[Held, set[Atom]] = {}
        for held, reader in readers.items():
            cells = [aliases.known, *aliases.classes_of(held.key)]
            for cell in cells:
                cell.readers[reader] = 1
            before[held] = {atom for cell in cells[1:] for atom in cell.value}
        waiting = aliases.join(group)
        for held, reader in readers.items():
            now = {atom for cell in aliases.classes_of(held.key) for atom in cell.value}
            assert now == before[held] or reader in waiting
