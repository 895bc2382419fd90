"""Layout: columns, containers, empty slots."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.errors import ApiError
from reactfrag.protocol.props import (
    Column,
    Columns,
    ContainerProps,
    Empty,
    Gap,
)
from reactfrag.runtime.context import current

if TYPE_CHECKING:
    from reactfrag.elements.container import Container

_EMPTY = Empty()


class LayoutMixin(Drawable):
    """Elements that hold others."""

    __slots__ = ()

    def columns(
        self,
        spec: int | Iterable[float],
        *,
        gap: Gap | None = "small",
        vertical_alignment: Literal["top", "center", "bottom"] = "top",
        border: bool = False,
        width: int | str = "stretch",
        wrap: bool = True,
    ) -> list[Container]:
        """Make columns, side by side.

        Parameters
        ----------
        spec
            How many, or the share of the width for each.
        gap
            The space between them: ``"xxsmall"`` to ``"xxlarge"``, or ``None``.
        vertical_alignment
            ``"top"``, ``"center"`` or ``"bottom"``.
        border
            Draw a border around each.
        width
            Of all together: ``"stretch"`` or pixels.
        wrap
            Let them stand below each other where there is no room.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> left, right = columns([2, 1])
        >>> left.line_chart(data)
        >>> right.dataframe(data)
        """
        weights = _weights(spec)
        align = check.upright(vertical_alignment, distribute=False)
        run = current()
        row = run.open(
            self._place,
            Columns(gap=check.gap(gap), wrap=wrap, width=check.width(width, content=False)),
        )
        return [
            self._block(run.open(row, Column(weight=weight, border=border, vertical_align=align)))
            for weight in weights
        ]

    def container(
        self,
        *,
        border: bool | None = None,
        key: str | int | None = None,
        width: int | str = "stretch",
        height: int | str = "content",
        horizontal: bool = False,
        wrap: bool = True,
        horizontal_alignment: Literal["left", "center", "right", "distribute"] = "left",
        vertical_alignment: Literal["top", "center", "bottom", "distribute"] = "top",
        gap: Gap | None = "small",
        autoscroll: bool | None = None,
    ) -> Container:
        """Make a container, to be filled now or later.

        Parameters
        ----------
        border
            Draw a border; ``None``: if the height is in pixels.
        key
            Its name on the page (CSS class ``st-key-<key>``).
        width
            ``"stretch"``, ``"content"`` or pixels.
        height
            ``"content"``, ``"stretch"`` or pixels: then it scrolls.
        horizontal
            Place elements side by side rather than below each other.
        wrap
            Let a row go on below where there is no room.
        horizontal_alignment
            ``"left"``, ``"center"``, ``"right"`` or ``"distribute"``.
        vertical_alignment
            ``"top"``, ``"center"``, ``"bottom"`` or ``"distribute"``.
        gap
            The space between elements: ``"xxsmall"`` to ``"xxlarge"``, or ``None``.
        autoscroll
            Keep the end in sight as elements are added; ``None``: do not.

        Raises
        ------
        ApiError
            An argument is none of those, or the key is taken.

        >>> with container(border=True):
        ...     write("Framed")
        """
        name = check.key(key)
        tall = check.height(height)
        return self._open(
            ContainerProps(
                key=name,
                border=isinstance(tall, int) if border is None else border,
                width=check.width(width),
                height=tall,
                horizontal=horizontal,
                wrap=wrap,
                align=check.across(horizontal_alignment, "horizontal_alignment"),
                vertical_align=check.upright(vertical_alignment),
                gap=check.gap(gap),
                autoscroll=bool(autoscroll),
            ),
            name,
        )

    def empty(self) -> Container:
        """Make room for one element, which the next one drawn there replaces.

        >>> clock = empty()
        >>> clock.write("12:00")
        >>> clock.write("12:01")
        """
        return self._slot(current().open(self._place, _EMPTY))


def _weights(spec: Any) -> list[float]:
    message = (
        f"columns({spec!r}): it takes the number of columns, or a list with the share of the "
        "width for each, all above 0."
    )
    if isinstance(spec, (bool, str)):
        raise ApiError(message)
    if isinstance(spec, int):
        if spec < 1:
            raise ApiError(message)
        return [1.0] * spec
    try:
        weights = [float(weight) for weight in spec]
    except (TypeError, ValueError):
        raise ApiError(message) from None
    if not weights or not all(weight > 0 and math.isfinite(weight) for weight in weights):
        raise ApiError(message)
    return weights
