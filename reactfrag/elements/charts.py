"""Simple charts, drawn by Vega-Lite in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from reactfrag.data import to_frame
from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.data import send
from reactfrag.elements.vegalite import Chart, Stack, build
from reactfrag.protocol.props import VegaLite

if TYPE_CHECKING:
    from reactfrag.elements.container import Container


class ChartMixin(Drawable):
    """Charts of a table."""

    __slots__ = ()

    def line_chart(
        self,
        data: Any = None,
        *,
        x: str | None = None,
        y: str | Sequence[str] | None = None,
        x_label: str | None = None,
        y_label: str | None = None,
        color: Any = None,
        width: int | str = "stretch",
        height: int | str = "content",
        use_container_width: bool | None = None,
        alt: str | None = None,
    ) -> Container:
        """Show a table as lines.

        Parameters
        ----------
        data
            A table, as for :meth:`dataframe`.  Wide: a column for each series; or long: one
            column of values, and one that tells the series apart (``color``).
        x
            The column along the axis; ``None``: the index, or the number of the row.
        y
            The column of values, or several; ``None``: all columns of numbers.
        x_label, y_label
            The titles of the axes; ``None``: the columns' names; ``""``: none.
        color
            A colour, a list with one for each series, or the column that tells the series
            apart.  A colour is a name, ``"#rrggbb"`` or a tuple of three or four numbers.
        width
            ``"stretch"``, ``"content"`` or pixels.
        height
            ``"content"``, ``"stretch"`` or pixels.
        use_container_width
            The older way to say ``width="stretch"``.
        alt
            A description for screen readers.

        Raises
        ------
        ApiError
            The data is no table, a column is not there, or an argument is none of those.

        >>> line_chart({"sun": [1, 5, 2], "rain": [6, 1, 3]})
        """
        chart = Chart("line", x, y, x_label, y_label, color)
        return self._chart(chart, data, width, height, use_container_width, alt)

    def bar_chart(
        self,
        data: Any = None,
        *,
        x: str | None = None,
        y: str | Sequence[str] | None = None,
        x_label: str | None = None,
        y_label: str | None = None,
        color: Any = None,
        horizontal: bool = False,
        sort: bool | str = True,
        stack: Stack = None,
        width: int | str = "stretch",
        height: int | str = "content",
        use_container_width: bool | None = None,
        alt: str | None = None,
    ) -> Container:
        """Show a table as bars.

        Parameters
        ----------
        data
            A table, as for :meth:`dataframe`.  Wide: a column for each series; or long: one
            column of values, and one that tells the series apart (``color``).
        x
            The column along the axis; ``None``: the index, or the number of the row.
        y
            The column of values, or several; ``None``: all columns of numbers.
        x_label, y_label
            The titles of the axes; ``None``: the columns' names; ``""``: none.
        color
            A colour, a list with one for each series, or the column that tells the series
            apart.  A colour is a name, ``"#rrggbb"`` or a tuple of three or four numbers.
        horizontal
            Let the bars run from left to right.
        sort
            ``True``: by ``x``; ``False``: as in the data; or the name of a column, with a minus
            in front for falling order.
        stack
            ``True`` or ``None``: on top of each other; ``False``: side by side;
            ``"normalize"``: to 100 %; ``"center"``; ``"layered"``: in front of each other.
        width
            ``"stretch"``, ``"content"`` or pixels.
        height
            ``"content"``, ``"stretch"`` or pixels.
        use_container_width
            The older way to say ``width="stretch"``.
        alt
            A description for screen readers.

        Raises
        ------
        ApiError
            The data is no table, a column is not there, or an argument is none of those.

        >>> bar_chart({"city": ["Oslo", "Rome"], "people": [0.7, 2.8]}, x="city")
        """
        chart = Chart("bar", x, y, x_label, y_label, color, horizontal, sort, stack)
        return self._chart(chart, data, width, height, use_container_width, alt)

    def area_chart(
        self,
        data: Any = None,
        *,
        x: str | None = None,
        y: str | Sequence[str] | None = None,
        x_label: str | None = None,
        y_label: str | None = None,
        color: Any = None,
        stack: Stack = None,
        width: int | str = "stretch",
        height: int | str = "content",
        use_container_width: bool | None = None,
        alt: str | None = None,
    ) -> Container:
        """Show a table as areas.

        Parameters
        ----------
        data
            A table, as for :meth:`dataframe`.  Wide: a column for each series; or long: one
            column of values, and one that tells the series apart (``color``).
        x
            The column along the axis; ``None``: the index, or the number of the row.
        y
            The column of values, or several; ``None``: all columns of numbers.
        x_label, y_label
            The titles of the axes; ``None``: the columns' names; ``""``: none.
        color
            A colour, a list with one for each series, or the column that tells the series
            apart.  A colour is a name, ``"#rrggbb"`` or a tuple of three or four numbers.
        stack
            ``True`` or ``None``: on top of each other; ``False`` or ``"layered"``: in front of
            each other; ``"normalize"``: to 100 %; ``"center"``.
        width
            ``"stretch"``, ``"content"`` or pixels.
        height
            ``"content"``, ``"stretch"`` or pixels.
        use_container_width
            The older way to say ``width="stretch"``.
        alt
            A description for screen readers.

        Raises
        ------
        ApiError
            The data is no table, a column is not there, or an argument is none of those.

        >>> area_chart({"sun": [1, 5, 2], "rain": [6, 1, 3]})
        """
        chart = Chart("area", x, y, x_label, y_label, color, stack=stack)
        return self._chart(chart, data, width, height, use_container_width, alt)

    def scatter_chart(
        self,
        data: Any = None,
        *,
        x: str | None = None,
        y: str | Sequence[str] | None = None,
        x_label: str | None = None,
        y_label: str | None = None,
        color: Any = None,
        size: str | float | None = None,
        width: int | str = "stretch",
        height: int | str = "content",
        use_container_width: bool | None = None,
        alt: str | None = None,
    ) -> Container:
        """Show a table as points.

        Parameters
        ----------
        data
            A table, as for :meth:`dataframe`.  Wide: a column for each series; or long: one
            column of values, and one that tells the series apart (``color``).
        x
            The column along the axis; ``None``: the index, or the number of the row.
        y
            The column of values, or several; ``None``: all columns of numbers.
        x_label, y_label
            The titles of the axes; ``None``: the columns' names; ``""``: none.
        color
            A colour, a list with one for each series, or the column that tells the series
            apart.  A colour is a name, ``"#rrggbb"`` or a tuple of three or four numbers.
        size
            The points' size in square pixels, or the column that it grows with.
        width
            ``"stretch"``, ``"content"`` or pixels.
        height
            ``"content"``, ``"stretch"`` or pixels.
        use_container_width
            The older way to say ``width="stretch"``.
        alt
            A description for screen readers.

        Raises
        ------
        ApiError
            The data is no table, a column is not there, or an argument is none of those.

        >>> scatter_chart({"height": [170, 182], "weight": [65, 80]}, x="height", y="weight")
        """
        chart = Chart("scatter", x, y, x_label, y_label, color, size=size)
        return self._chart(chart, data, width, height, use_container_width, alt)

    def _chart(
        self,
        chart: Chart,
        data: Any,
        width: int | str,
        height: int | str,
        use_container_width: bool | None,
        alt: str | None,
    ) -> Container:
        spec, frame = build(chart, to_frame(data))
        return self._draw(
            VegaLite(
                spec=msgspec.json.encode(spec).decode(),
                data=send(frame),
                width=check.width(check.stretched(use_container_width, width)),
                height=check.height(height),
                alt=alt,
            )
        )
