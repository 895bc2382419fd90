"""What the page shows of a run under way, and what the next run makes of it."""

from __future__ import annotations

from itertools import count

from reactfrag.protocol import MAIN
from reactfrag.protocol.props import Empty, Progress, Text
from reactfrag.runtime.draft import BlockDraft, Draft
from reactfrag.runtime.tree import new_tree


def _draw(draft: Draft, block: BlockDraft, ident: int, body: str = "") -> int:
    id = draft.claim(block, ident)
    draft.put(block, id, ident, Text(body=body), MAIN)
    return id


def _standing(*idents: int) -> tuple[Draft, BlockDraft, list[int]]:
    """Return a draft over a page with a text for each of ``idents``, and their ids."""
    tree, new_id = new_tree(), count(10).__next__
    first = Draft(tree, {}, new_id)
    block = first.redraw(MAIN, MAIN)
    ids = [_draw(first, block, ident) for ident in idents]
    tree.update(first.overlay(finished=True)[0])
    draft = Draft(tree, {}, new_id)
    return draft, draft.redraw(MAIN, MAIN), ids


def test_what_was_not_drawn_yet_stands_after_what_was():
    draft, block, (first, second) = _standing(1, 2)
    assert _draw(draft, block, 2) == second
    new, stale = draft.overlay(finished=False)
    assert new[MAIN].children == (second, first)
    assert stale == [first]


def test_what_the_run_erased_is_gone_at_once():
    draft, block, (first, second) = _standing(1, 2)
    _draw(draft, block, 1)
    draft.erase(block, first)
    new, stale = draft.overlay(finished=False)
    assert new[MAIN].children == (second,)
    assert stale == [second]


def test_what_the_run_replaced_by_another_kind_is_gone_at_once():
    draft, block, (first,) = _standing(1)
    _draw(draft, block, 1)
    id = draft.replace(block, first, Empty(), MAIN)
    new, stale = draft.overlay(finished=False)
    assert new[MAIN].children == (id,)
    assert stale == []


def test_a_container_that_the_run_emptied_is_empty_at_once():
    draft, block, _ = _standing(1, 2)
    draft.clear(block)
    assert draft.overlay(finished=False)[0][MAIN].children == ()
    id = _draw(draft, block, 3)
    assert draft.overlay(finished=False)[0][MAIN].children == (id,)


def test_an_id_never_changes_its_kind():
    tree, new_id = new_tree(), count(10).__next__
    replaced = []
    for _ in range(3):
        draft = Draft(tree, {}, new_id)
        block = draft.redraw(MAIN, MAIN)
        id = draft.claim(block, 1)
        assert id not in tree
        draft.put(block, id, 1, Progress(value=50), MAIN)
        replaced.append(draft.replace(block, id, Empty(), MAIN))
        tree.update(draft.overlay(finished=True)[0])
    assert len(set(replaced)) == 1
