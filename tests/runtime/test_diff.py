"""Properties of the diff: what it says, carried out, gives the new page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reactfrag.protocol import MAIN, ROOT, Append, Insert, Move, Node, Remove, Reset, Set
from reactfrag.protocol.props import ContainerProps, Text
from reactfrag.runtime.diff import diff
from reactfrag.runtime.tree import Element, new_tree, to_node
from reactfrag.testing import Mirror

TEXTS = st.sampled_from(["", "a", "b", "x" * 70, "x" * 70 + "more", "x" * 69 + "y"])


@st.composite
def pages(draw, ids=st.integers(10, 30)):
    """A page under MAIN: a forest in which each id has one possible parent."""
    tree = new_tree()
    present = draw(st.lists(ids, unique=True))
    # An id below 15 is a block in MAIN; the others stand in the block id % 5 + 10, or in MAIN.
    blocks = [id for id in present if id < 15]
    children: dict[int, list[int]] = {MAIN: [], **{b: [] for b in blocks}}
    for id in present:
        home = MAIN if id < 15 or id % 6 == 0 else id % 5 + 10
        if home in children:
            children[home].append(id)
            if id < 15:
                continue
            tree[id] = Element(id, home, id, Text(body=draw(TEXTS)))
    for block, inside in children.items():
        props = tree[MAIN].props if block == MAIN else ContainerProps(border=draw(st.booleans()))
        order = tuple(draw(st.permutations(inside)))
        tree[block] = Element(block, ROOT if block == MAIN else MAIN, block, props, order)
    return tree


@given(pages(), pages())
def test_applying_the_difference_gives_the_new_page(old, new):
    mirror = Mirror()
    mirror.apply([Reset(to_node(old, ROOT))])
    mirror.apply(diff(old, new, [ROOT]))
    assert mirror.to_node() == to_node(new, ROOT)


@given(pages())
def test_an_equal_page_costs_nothing(page):
    assert diff(page, dict(page), [ROOT]) == []


@given(pages(), pages())
def test_what_stays_is_not_inserted_again(old, new):
    inserted = {
        node.id
        for op in diff(old, new, [ROOT])
        if isinstance(op, Insert)
        for node in _walk(op.node)
    }
    assert not inserted & set(old) & _kept_parents(old, new)


def _walk(node: Node):
    yield node
    for child in node.children or ():
        yield from _walk(child)


def _kept_parents(old, new):
    return {id for id in new if id in old and new[id].parent in old}


def _row(*ids: int):
    tree = new_tree()
    tree[MAIN] = Element(MAIN, ROOT, MAIN, tree[MAIN].props, ids)
    return tree | {id: Element(id, MAIN, id, Text(body=str(id))) for id in ids}


def test_an_element_that_moves_to_the_end_is_the_only_one_moved():
    assert diff(_row(10, 11, 12), _row(11, 12, 10), [ROOT]) == [Move(MAIN, 10, 2)]


def test_an_element_that_moves_to_the_front_is_the_only_one_moved():
    assert diff(_row(10, 11, 12), _row(12, 10, 11), [ROOT]) == [Move(MAIN, 12, 0)]


def test_an_insertion_disturbs_nothing_else():
    ops = diff(_row(10, 12), _row(10, 11, 12), [ROOT])
    assert ops == [Insert(MAIN, 1, Node(11, "text", Text(body="11")))]


def test_a_removal_is_one_operation():
    assert diff(_row(10, 11, 12), _row(10, 12), [ROOT]) == [Remove(MAIN, 11)]


def test_a_long_text_that_grew_is_appended_to():
    old, new = _row(10), _row(10)
    old[10] = Element(10, MAIN, 10, Text(body="y" * 100))
    new[10] = Element(10, MAIN, 10, Text(body="y" * 100 + "tail"))
    assert diff(old, new, [ROOT]) == [Append(10, "body", "tail")]


def test_only_the_fields_that_changed_are_set():
    old, new = _row(10), _row(10)
    new[10] = Element(10, MAIN, 10, Text(body="10", help="h"))
    assert diff(old, new, [ROOT]) == [Set(10, {"help": "h"})]


def test_a_root_inside_another_root_is_told_of_once():
    old = _row(10)
    old[10] = Element(10, MAIN, 10, ContainerProps(), ())
    new = {
        MAIN: old[MAIN],
        10: Element(10, MAIN, 10, ContainerProps(), (11,)),
        11: Element(11, 10, 11, Text(body="new")),
    }
    expected = [Insert(10, 0, Node(11, "text", Text(body="new")))]
    assert diff(old, new, [10, MAIN]) == expected
    assert diff(old, new, [MAIN, 10]) == expected
