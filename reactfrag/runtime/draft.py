"""The page as a run is drawing it.

A run draws its blocks anew, matching each element with what stood before by
its identity.  At any moment the draft can be laid over the page that stands:
what has been drawn so far, followed by what is left over from before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from reactfrag.protocol import ROOT
from reactfrag.protocol.props import ContainerProps, Props
from reactfrag.runtime.parts import Part
from reactfrag.runtime.tree import Element


class BlockDraft:
    """The children of one block, as drawn so far."""

    __slots__ = (
        "children",
        "cleared",
        "counts",
        "dropped",
        "element",
        "keep",
        "known",
        "orders",
        "owner",
        "placed",
        "single",
    )

    def __init__(
        self, element: Element, known: dict[int, int], owner: int, *, keep: bool, single: bool
    ) -> None:
        self.element = element
        self.known = known
        """The ids of children that stood before, by identity."""
        self.owner = owner
        """The instance that drew the block."""
        self.keep = keep
        """What stood stays: an outside container, written to by a fragment's own rerun."""
        self.single = single
        """Only the newest child counts (``empty``)."""
        self.children: list[int] = []
        self.counts: dict[int, int] = {}
        self.dropped: set[int] = set()
        """Children that the run took off the page: not left over, but gone."""
        self.cleared = False
        """The run emptied the block: nothing from before is left over in it."""
        self.orders: dict[int, tuple[int, ...]] = {}
        """Where children stand that were drawn while several strands did, comparable."""
        self.placed = 0
        """The child last drawn here in place of what stood."""

    def add(self, id: int, order: tuple[int, ...] | None) -> None:
        """Put the child ``id`` at the end, or where ``order`` says among others with one."""
        children, orders = self.children, self.orders
        at = len(children)
        if order is not None:
            while at and orders.get(children[at - 1], ()) > order:
                at -= 1
            orders[id] = order
        if self.single:
            children.clear()
            at = 0
        children.insert(at, id)

    def is_behind(self, order: tuple[int, ...]) -> bool:
        """Whether what stands in it comes after what ``order`` belongs to."""
        return any(self.orders.get(child, ()) > order for child in self.children)


class Draft:
    """What one run has drawn. Owned by the run's thread; see ``Run.lock``."""

    __slots__ = ("_new_id", "_shadow", "_standing", "blocks", "leaves", "roots")

    def __init__(
        self,
        standing: Mapping[int, Element],
        shadow: Mapping[int, Mapping[int, int]],
        new_id: Callable[[], int],
    ) -> None:
        self._standing = standing
        self._shadow = shadow
        self._new_id = new_id
        self.blocks: dict[int, BlockDraft] = {}
        self.leaves: dict[int, Element] = {}
        self.roots: list[int] = []
        """Blocks of the standing page from which everything drawn is reached."""

    def redraw(self, id: int, owner: int, props: Props | None = None) -> BlockDraft:
        """Begin the standing block ``id`` afresh, as a root of this run."""
        element = self._standing[id]
        if props is not None:
            element = Element(id, element.parent, element.ident, props, element.children)
        block = self._block(element, owner, keep=False)
        self.roots.append(id)
        return block

    def leave_alone(self, id: int) -> None:
        """Undo :meth:`redraw`: the block stands as it did."""
        self.roots.remove(id)
        del self.blocks[id]

    def reach(self, id: int) -> BlockDraft | None:
        """Return the block ``id``, opened to add to it if this run did not draw it.

        ``None`` if it is not on the page any more.  A block opened so belongs
        to the app as far as this run is concerned: to nobody in it.
        """
        block = self.blocks.get(id)
        if block is None:
            element = self._standing.get(id)
            if element is None or element.children is None or self._is_left_out(element):
                return None
            block = self._block(element, ROOT, keep=True)
            block.children = [] if block.single else list(element.children)
            self.roots.append(id)
        return block

    def take_back(self) -> None:
        """Leave what was added to containers that this run did not draw out again."""
        for block in self.blocks.values():
            if block.keep and not block.single:
                before = list(block.element.children or ())
                block.dropped.update(block.children)
                block.dropped.difference_update(before)
                block.children = before

    def nowhere(self) -> BlockDraft:
        """Return a block that is not on the page: what is drawn into it is not seen."""
        element = Element(self._new_id(), ROOT, 0, ContainerProps(), ())
        return BlockDraft(element, {}, ROOT, keep=False, single=False)

    def claim(self, block: BlockDraft, ident: int) -> int:
        """Return the id of the element known as ``ident`` in ``block``, a new one if need be."""
        if block.single and block.children and self._ident(block.children[0]) == ident:
            return block.children[0]
        return block.known.pop(ident, 0) or self._new_id()

    def put(
        self,
        block: BlockDraft,
        id: int,
        ident: int,
        props: Props,
        owner: int,
        slot: int = 0,
        order: tuple[int, ...] | None = None,
        part: Part | None = None,
    ) -> None:
        """Draw the element ``id``, claimed before, as the next child of ``block``.

        With ``slot``, in the place of that child; with ``part``, as the next of those.
        ``order``: see :meth:`BlockDraft.add`.
        """
        if block.single and order is not None and block.is_behind(order):
            return
        self._put(id, block.element.id, ident, props, owner)
        if slot in block.children and not block.single:
            block.children[block.children.index(slot)] = id
            block.dropped.add(slot)
        elif part is not None and block.keep:
            part.place(block.children, id, block.placed)
            block.placed = id
        else:
            block.add(id, order)
            if part is not None:
                part.draw(id)

    def keep(
        self, block: BlockDraft, id: int, ident: int, order: tuple[int, ...] | None = None
    ) -> None:
        """Let the standing element ``id``, claimed before, be the next child of ``block`` as it is.

        ``ident``: what it is known by from now on.
        """
        element = self._standing[id]
        if element.ident != ident:
            self.leaves[id] = Element(id, element.parent, ident, element.props, element.children)
        block.add(id, order)

    def part(self, block: BlockDraft, before: Iterable[int]) -> Part:
        """Begin to draw one instance's share of ``block``, where it drew ``before``."""
        if not block.keep:
            # It is drawn anew, and knows what stood in it.
            return Part([])
        pending = [id for id in before if id in block.children]
        block.known.update((self._standing[id].ident, id) for id in pending)
        return Part(pending)

    def replace(self, block: BlockDraft, slot: int, props: Props, owner: int) -> int:
        """Draw an element where the child ``slot`` of ``block`` stands; return its id.

        The id is kept when the element is of the same kind, and from one run to
        the next.  0 if there is no such child any more.
        """
        try:
            at = block.children.index(slot)
        except ValueError:
            return 0
        old = self.props(slot)
        ident = self._ident(slot)
        id = slot
        if type(old) is not type(props):
            # Known by what it replaced and as what: the next run draws the old kind here
            # first, and an id never changes its kind.
            ident = hash((ident, props.kind))
            id = self.claim(block, ident)
            self.leaves.pop(slot, None)
            self.blocks.pop(slot, None)
            block.dropped.add(slot)
        self._put(id, block.element.id, ident, props, owner)
        block.children[at] = id
        return id

    def erase(self, block: BlockDraft, slot: int) -> None:
        """Take the child ``slot`` of ``block`` off the page."""
        if slot in block.children:
            block.children.remove(slot)
            block.dropped.add(slot)

    def clear(self, block: BlockDraft) -> None:
        """Take all that is in ``block`` off the page."""
        block.children.clear()
        block.cleared = True

    def set_props(self, id: int, props: Props) -> None:
        """Give the block ``id``, drawn in this run, other props."""
        block = self.blocks[id]
        element = block.element
        block.element = Element(id, element.parent, element.ident, props, element.children)

    def ident(self, block: BlockDraft, path: int, kind: str, key: str | None) -> int:
        """Return what an element drawn by ``path`` into ``block`` is known by."""
        if key is not None:
            return hash(("key", kind, key))
        if block.single:
            return hash(kind)
        base = hash((path, kind))
        count = block.counts.get(base, 0)
        block.counts[base] = count + 1
        return base if not count else hash((base, count))

    def props(self, id: int) -> Props | None:
        """Return the props of ``id`` as drawn, or as it stands."""
        element = self.leaves.get(id)
        if element is None:
            block = self.blocks.get(id)
            element = block.element if block is not None else self._standing.get(id)
        return None if element is None else element.props

    def parent(self, id: int) -> int:
        """Return the parent of the block ``id``."""
        block = self.blocks.get(id)
        return (block.element if block is not None else self._standing[id]).parent

    def overlay(self, *, finished: bool) -> tuple[dict[int, Element], list[int]]:
        """Return the elements drawn, to be laid over the standing page.

        ``finished``: what was not drawn again is gone; otherwise it stays,
        after what was, and the second item lists it (roots of subtrees).
        """
        new: dict[int, Element] = {}
        stale: list[int] = []
        pending = list(self.roots)
        while pending:
            id = pending.pop()
            leaf = self.leaves.get(id)
            if leaf is not None:
                new[id] = leaf
                continue
            block = self.blocks.get(id)
            if block is None:
                continue
            children = block.children
            if block.keep and not block.single:
                children = self._with_what_came(block)
            pending.extend(children)
            if not finished and not block.keep and not block.cleared:
                before = self._standing.get(id)
                if before is not None and before.children and not (block.single and children):
                    drawn = block.dropped.union(children)
                    rest = [child for child in before.children if child not in drawn]
                    stale.extend(rest)
                    children = children + rest
            new[id] = self._as_drawn(block.element, tuple(children))
        return new, stale

    def _as_drawn(self, element: Element, children: tuple[int, ...]) -> Element:
        """Return the block ``element`` with ``children``: what stands, if that is the same."""
        standing = self._standing.get(element.id)
        if (
            standing is not None
            and standing.children == children
            and standing.ident == element.ident
            and standing.props == element.props
        ):
            return standing
        return Element(element.id, element.parent, element.ident, element.props, children)

    def _with_what_came(self, block: BlockDraft) -> list[int]:
        """Return the children of an outside ``block`` with what others did to it meanwhile."""
        children = block.children
        before = block.element.children or ()
        standing = self._standing.get(block.element.id)
        if standing is None or standing.children is None or standing.children == before:
            return children
        known = {*before, *children, *block.dropped}
        now = set(standing.children)
        if now <= known and now.issuperset(child for child in children if child in before):
            return children
        added = [child for child in children if child not in before]
        gone = block.dropped.union(added, before if block.cleared else ())
        merged = [child for child in standing.children if child not in gone]
        last = max((n for n, child in enumerate(children) if child in before), default=-1)
        for n, child in enumerate(children[:last]):
            if child in added:
                # It was drawn in between: after what stood before it.
                at = next((merged.index(c) + 1 for c in children[n::-1] if c in merged), 0)
                merged.insert(at, child)
        return merged + [child for child in children[last + 1 :] if child in added]

    def _is_left_out(self, element: Element) -> bool:
        """Whether this run draws a block around the standing ``element`` anew, without it."""
        id = element.id
        while id != ROOT:
            parent = self._standing[id].parent
            block = self.blocks.get(parent)
            if block is not None:
                return id not in block.children
            id = parent
        return False

    def _ident(self, id: int) -> int:
        element = self.leaves.get(id)
        if element is None:
            block = self.blocks.get(id)
            element = block.element if block is not None else self._standing[id]
        return element.ident

    def _put(self, id: int, parent: int, ident: int, props: Props, owner: int) -> None:
        if not props.block:
            standing = self._standing.get(id)
            if standing is not None and standing.ident == ident and standing.props == props:
                # What stands is known to be as it was, without being looked at again.
                self.leaves[id] = standing
            else:
                self.leaves[id] = Element(id, parent, ident, props)
            return
        self._block(Element(id, parent, ident, props, ()), owner, keep=False)

    def _block(self, element: Element, owner: int, *, keep: bool) -> BlockDraft:
        id = element.id
        single = element.props.kind == "empty"
        known: dict[int, int] = {}
        if not keep or single:
            shadow = self._shadow.get(id)
            if shadow is not None:
                known.update(shadow)
            standing = self._standing.get(id)
            if standing is not None and standing.children:
                for child in standing.children:
                    known[self._standing[child].ident] = child
            drawn = self.blocks.get(id)
            if drawn is not None:
                # Drawn for the second time in this run: a container in a loop.
                for child in drawn.children:
                    known[self._ident(child)] = child
        block = BlockDraft(element, known, owner, keep=keep, single=single)
        self.blocks[id] = block
        return block
