"""What all families of elements stand on: a place to draw at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reactfrag.protocol.props import Props
from reactfrag.runtime.context import current
from reactfrag.runtime.run import Place

if TYPE_CHECKING:
    from reactfrag.elements.container import Container


class Drawable:
    """Somewhere elements can be drawn.

    ``_place`` is ``None`` for "wherever the innermost ``with`` block is".
    """

    __slots__ = ("_place",)

    _single = False
    """Whether one element stands here at a time, so that the next replaces it."""

    def __init__(self, place: Place | None = None) -> None:
        self._place = place

    def _draw(self, props: Props, key: str | None = None) -> Container:
        """Draw a leaf; return the handle that replaces it."""
        return self._leaf(current().emit(self._place, props, key=key))

    def _open(self, props: Props, key: str | None = None) -> Container:
        """Draw a block; return the container to fill it with."""
        return self._block(current().open(self._place, props, key=key))

    def _leaf(self, place: Place) -> Container:
        raise AssertionError("only containers draw")

    def _block(self, place: Place) -> Container:
        raise AssertionError("only containers draw")

    def _lazy(self, place: Place, shown: bool | None) -> Container:
        raise AssertionError("only containers draw")

    def _slot(self, place: Place) -> Container:
        raise AssertionError("only containers draw")

    def _same(self) -> Container:
        raise AssertionError("only containers draw")
