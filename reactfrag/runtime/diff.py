"""What changed between two pages: a pure function from elements to operations.

Elements are matched by id; an id never changes its parent.  Children that stay
keep their order where they can: only those outside a longest increasing
subsequence of the old order are moved (patience sorting; Schensted 1961,
Fredman 1975).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reactfrag.protocol import Append, Insert, Move, Node, Op, Remove, Set
from reactfrag.protocol.props import Props
from reactfrag.runtime.tree import Element

_APPEND_FLOOR = 64
"""Below this many characters a grown text is simply sent again."""


def diff(old: Mapping[int, Element], new: Mapping[int, Element], roots: Iterable[int]) -> list[Op]:
    """Return the operations that turn ``old`` into ``old`` overlaid with ``new``.

    Parameters
    ----------
    old
        The page that stands.
    new
        The elements that a run drew (again), by id. What it does not hold, and
        what is still a child of something, stands as it did.
    roots
        Where to begin: elements of ``old``. One may stand inside another.
    """
    ops: list[Op] = []
    stack = list(roots)
    stack.reverse()
    unseen_roots = set(stack)
    all_roots = frozenset(stack)
    while stack:
        id = stack.pop()
        after = new.get(id)
        if after is None:
            continue
        if id in all_roots:
            if id not in unseen_roots:
                continue
            unseen_roots.remove(id)
        before = old[id]
        if after is not before:
            if after.props is not before.props and after.props != before.props:
                _diff_props(id, before.props, after.props, ops)
            if after.children != before.children:
                _diff_children(before, after, old, new, ops)
        if after.children:
            standing = before.children
            if standing is after.children or standing == after.children:
                for child in reversed(after.children):
                    drawn = new.get(child)
                    if drawn is not None and (drawn.children or drawn is not old[child]):
                        stack.append(child)
            else:
                kept = set(standing or ())
                stack.extend(c for c in reversed(after.children) if c in new and c in kept)
    return ops


def _diff_props(id: int, old: Props, new: Props, ops: list[Op]) -> None:
    changed: dict[str, Any] = {}
    for field in new.__struct_fields__:
        value = getattr(new, field)
        was = getattr(old, field)
        if value is was or value == was:
            continue
        if (
            isinstance(value, str)
            and isinstance(was, str)
            and len(was) >= _APPEND_FLOOR
            and value.startswith(was)
        ):
            ops.append(Append(id, field, value[len(was) :]))
        else:
            changed[field] = value
    if changed:
        ops.append(Set(id, changed))


def _diff_children(
    before: Element,
    after: Element,
    old: Mapping[int, Element],
    new: Mapping[int, Element],
    ops: list[Op],
) -> None:
    was = before.children or ()
    now = after.children or ()
    staying = set(now)
    present: list[int] = []
    for child in was:
        if child in staying:
            present.append(child)
        else:
            ops.append(Remove(before.id, child))
    position = {child: index for index, child in enumerate(present)}
    common = [child for child in now if child in position]
    fixed = set(common) if common == present else _longest_increasing(common, position)
    # `cursor` is where the last child dealt with stands in `present`, which is
    # the browser's list at this point; strays right of it are moved later on.
    cursor = -1
    for child in now:
        if child in fixed:
            cursor += 1
            while present[cursor] != child:
                cursor += 1
            continue
        if child in position:
            at = present.index(child)
            del present[at]
            cursor += at > cursor
            ops.append(Move(before.id, child, cursor))
        else:
            cursor += 1
            ops.append(Insert(before.id, cursor, _node(child, old, new)))
        present.insert(cursor, child)


def _longest_increasing(items: Sequence[int], position: Mapping[int, int]) -> set[int]:
    tails: list[int] = []
    tail_items: list[int] = []
    previous: dict[int, int | None] = {}
    for item in items:
        place = position[item]
        at = bisect_left(tails, place)
        previous[item] = tail_items[at - 1] if at else None
        if at == len(tails):
            tails.append(place)
            tail_items.append(item)
        else:
            tails[at] = place
            tail_items[at] = item
    kept: set[int] = set()
    current = tail_items[-1] if tail_items else None
    while current is not None:
        kept.add(current)
        current = previous[current]
    return kept


def _node(id: int, old: Mapping[int, Element], new: Mapping[int, Element]) -> Node:
    element = new.get(id)
    if element is None:
        element = old[id]
    children = element.children
    return Node(
        id,
        element.props.kind,
        element.props,
        None if children is None else [_node(child, old, new) for child in children],
    )
