"""Layout: columns, containers, expanders, tabs, empty slots."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.errors import ApiError
from reactfrag.protocol.props import (
    Column,
    Columns,
    ContainerProps,
    Empty,
    Expander,
    Gap,
    Tab,
    Tabs,
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

    def expander(
        self,
        label: str,
        expanded: bool = False,
        *,
        key: str | int | None = None,
        icon: str | None = None,
        type: Literal["default", "compact"] = "default",
        width: int | str = "stretch",
        on_change: Any = "ignore",
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
        bind: None = None,
    ) -> Container:
        """Make a container that the user opens and closes.

        Parameters
        ----------
        label
            Inline markdown.
        expanded
            Whether it is open at first.
        key
            Its name on the page.
        icon
            An emoji or ``:material/name:``.
        type
            ``"default"`` or ``"compact"``: without a frame.
        width
            ``"stretch"`` or pixels.
        on_change
            ``"ignore"``: opening does not rerun anything. Nothing else yet.
        args, kwargs, bind
            Not supported yet.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> with expander("Details"):
        ...     write("All of them")
        """
        _still("expander", on_change, args, kwargs, bind)
        if type not in ("default", "compact"):
            raise ApiError(f"expander(type={type!r}): it takes 'default' or 'compact'.")
        name = check.key(key)
        return self._open(
            Expander(
                key=name,
                label=check.label(label),
                expanded=bool(expanded),
                icon=check.icon(icon),
                compact=type == "compact",
                width=check.width(width, content=False),
            ),
            name,
        )

    def tabs(
        self,
        tabs: Sequence[str],
        *,
        width: int | str = "stretch",
        height: int | str = "content",
        default: str | None = None,
        key: str | int | None = None,
        on_change: Any = "ignore",
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
        bind: None = None,
    ) -> list[Container]:
        """Make containers of which one shows at a time.

        Parameters
        ----------
        tabs
            The label of each, inline markdown.
        width
            ``"stretch"`` or pixels.
        height
            ``"content"``, ``"stretch"`` or pixels.
        default
            The label of the tab that is open at first; ``None``: the first.
        key
            Their name on the page.
        on_change
            ``"ignore"``: switching does not rerun anything. Nothing else yet.
        args, kwargs, bind
            Not supported yet.

        Raises
        ------
        ApiError
            There is no tab, or an argument is none of those.

        >>> chart, table = tabs(["Chart", "Table"])
        >>> chart.line_chart(data)
        """
        _still("tabs", on_change, args, kwargs, bind)
        if isinstance(tabs, str) or not tabs:
            raise ApiError(f"tabs({tabs!r}): it takes a list of one label or more.")
        labels = [check.label(label) for label in tabs]
        if default is not None and default not in labels:
            raise ApiError(f"tabs(default={default!r}): it takes one of the labels {labels}.")
        name = check.key(key)
        run = current()
        row = run.open(
            self._place,
            Tabs(
                key=name,
                width=check.width(width, content=False),
                height=check.height(height),
                default=0 if default is None else labels.index(default),
            ),
            key=name,
        )
        return [self._block(run.open(row, Tab(label=label))) for label in labels]

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


def _still(
    element: str,
    on_change: str | Callable[..., object],
    args: object,
    kwargs: object,
    bind: object,
) -> None:
    if on_change != "ignore":
        raise ApiError(
            f'{element}(on_change=...) takes "ignore" only for now: the browser opens and closes '
            "it without a rerun."
        )
    check.unsupported(element, args=args, kwargs=kwargs, bind=bind)
