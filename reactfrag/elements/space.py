"""Room: empty room, room for what is still to come, and what fills it for a moment."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.errors import ApiError
from reactfrag.protocol.props import Celebration, Skeleton, Space

if TYPE_CHECKING:
    from reactfrag.elements.container import Container

_SIZES = ("xxsmall", "xsmall", "small", "medium", "large", "xlarge", "xxlarge", "stretch")

_times = count(1)


class SpaceMixin(Drawable):
    """Elements without content."""

    __slots__ = ()

    def space(self, size: int | str = "small") -> Container:
        """Leave room: below what is above, or in a row beside it.

        Parameters
        ----------
        size
            ``"xxsmall"`` to ``"xxlarge"``, ``"stretch"``: all there is, or pixels.

        Raises
        ------
        ApiError
            The size is none of those.

        >>> space("large")
        """
        if size in _SIZES or (type(size) is int and size > 0):
            return self._draw(Space(size=size))
        raise ApiError(
            f"space({size!r}): it takes {', '.join(map(repr, _SIZES))}, or pixels above 0."
        )

    def skeleton(self, height: int | None = None, *, width: int | str = "stretch") -> Container:
        """Show where something will stand, until it does.

        Parameters
        ----------
        height
            Pixels; ``None``: that of an input.
        width
            ``"stretch"`` or pixels.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> place = skeleton(300)
        >>> place.line_chart(data)
        """
        check.whole("skeleton", "height", height)
        return self._draw(Skeleton(height=height, width=check.width(width, content=False)))

    def balloons(self) -> Container:
        """Let balloons rise over the page, once.

        >>> balloons()
        """
        return self._draw(Celebration(type="balloons", n=next(_times)))

    def snow(self) -> Container:
        """Let it snow over the page, for a moment.

        >>> snow()
        """
        return self._draw(Celebration(type="snow", n=next(_times)))
