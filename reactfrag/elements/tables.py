"""Tables to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from reactfrag.data import Frame, to_frame
from reactfrag.elements import check
from reactfrag.elements.attributes import AttributeDict
from reactfrag.elements.base import Drawable
from reactfrag.elements.cell_buttons import buttons
from reactfrag.elements.data import send
from reactfrag.elements.grid_columns import ShownColumn, as_they_are, shown, wire
from reactfrag.elements.inputs import in_form
from reactfrag.elements.selections import Selecting, modes
from reactfrag.errors import ApiError
from reactfrag.protocol.props import DataFrame, DataRef, SelectionMode, Table
from reactfrag.runtime.context import current

if TYPE_CHECKING:
    from reactfrag.elements.container import Container

LAZY_ROWS = 10_000
"""A longer table is not sent whole: the page asks for the rows that are looked at."""
LAZY_CELLS = 200_000
"""Likewise one that has more cells."""

Mode = SelectionMode | Iterable[SelectionMode]
_BORDERS: dict[Any, Literal["all", "horizontal", "none"]] = {
    True: "all",
    False: "none",
    "horizontal": "horizontal",
}


class TableMixin(Drawable):
    """Elements that show a table."""

    __slots__ = ()

    def dataframe(
        self,
        data: Any = None,
        width: int | str = "stretch",
        height: int | str = "auto",
        *,
        use_container_width: bool | None = None,
        hide_index: bool | None = None,
        column_order: Iterable[str] | None = None,
        column_config: Mapping[Any, Any] | None = None,
        key: str | int | None = None,
        on_select: Any = "ignore",
        selection_mode: Mode = "multi-row",
        selection_default: Any = None,
        row_height: int | None = None,
        placeholder: str | None = None,
        lazy: bool | None = None,
        alt: str | None = None,
    ) -> Any:
        """Show a table that can be scrolled, sorted, searched and selected in.

        Parameters
        ----------
        data
            A data frame or series (pandas, polars and whatever narwhals knows), an Arrow table,
            anything that offers itself as an Arrow stream or by the dataframe interchange
            protocol, a numpy array, a list, a list of dicts or of rows, an iterator, a dict of
            lists, a database cursor.
        width
            ``"stretch"``, ``"content"`` or pixels.
        height
            ``"auto"`` (up to ten rows), ``"content"`` (all rows), ``"stretch"`` or pixels.
        use_container_width
            The older way to say ``width="stretch"``.
        hide_index
            Leave out the columns that label the rows.
        column_order
            The columns to show, in order; ``None``: all.
        column_config
            By column name or number (``"_index"``: the labels of the rows): ``None`` to leave
            it out, a label, or one of the columns of :mod:`reactfrag.column_config`.
        key
            Its name on the page, and in session state if it can be selected in.
        on_select
            ``"ignore"``: nothing can be selected; ``"rerun"``, or a function to call first.
        selection_mode
            One or several of ``"multi-row"``, ``"single-row"``, ``"single-row-required"``,
            ``"multi-column"``, ``"single-column"``, ``"multi-cell"`` and ``"single-cell"``.
        selection_default
            What is selected at first: a dict with ``rows`` (places from 0), ``columns``
            (names) and ``cells`` (pairs of both).
        row_height
            Pixels.
        placeholder
            Shown for missing values; ``None``: ``None``.
        lazy
            Whether the page asks for the rows that are looked at, which the server then sorts
            and searches; ``None``: of a table of more than 10,000 rows or 200,000 cells.
        alt
            A description for screen readers.

        Returns
        -------
        With ``on_select`` what is selected, as ``.selection.rows``, ``.selection.columns`` and
        ``.selection.cells``; otherwise a handle to replace it by.

        Raises
        ------
        ApiError
            The data is no table, or an argument is none of those.

        >>> dataframe({"city": ["Oslo", "Rome"], "people": [0.7, 2.8]})
        """
        name = check.key(key)
        frame = to_frame(data)
        if column_order is None and not column_config:
            columns, described = as_they_are(frame.fields, bool(hide_index))
        else:
            columns = shown(frame, hide_index, column_order, column_config)
            triggers = buttons(self._place, columns, frame.rows)
            described = [
                wire(frame, column, **triggers.get(at, {})) for at, column in enumerate(columns)
            ]
        body = frame.select(column.field.name for column in columns)
        ref = send(body, lazy=is_lazy(body, lazy))
        common: dict[str, Any] = {
            "key": name,
            "data": ref,
            "columns": described,
            "width": check.width(check.stretched(use_container_width, width)),
            "height": check.height(height, "auto", names=("auto", "stretch", "content")),
            "row_height": pixels("row_height", row_height),
            "placeholder": placeholder,
            "alt": alt,
        }
        if on_select == "ignore":
            return self._draw(DataFrame(**common), name)
        return self._selectable(common, name, on_select, selection_mode, selection_default, columns)

    def table(
        self,
        data: Any = None,
        *,
        border: bool | Literal["horizontal"] = True,
        width: int | str = "stretch",
        height: int | str = "content",
        hide_index: bool | None = None,
        hide_header: bool | None = None,
        alt: str | None = None,
    ) -> Container:
        """Show a table that is all on the page, with inline markdown in its cells and labels.

        Parameters
        ----------
        data
            A table, as for :meth:`dataframe`.
        border
            Lines around all cells; ``"horizontal"``: between rows only; ``False``: none.
        width
            ``"stretch"``, ``"content"`` or pixels.
        height
            ``"content"``, ``"stretch"`` or pixels.
        hide_index
            Leave out the labels of the rows; ``None``: of a frame that only counts its rows.
        hide_header
            Leave out the names of the columns; ``None``: of data that has none.
        alt
            A description for screen readers.

        Raises
        ------
        ApiError
            The data is no table, or an argument is none of those.

        >>> table({"city": ["**Oslo**", "Rome"], "people": [0.7, 2.8]}, border="horizontal")
        """
        if not isinstance(border, (bool, str)) or border not in _BORDERS:
            raise ApiError(f"table(border={border!r}): it takes True, False or 'horizontal'.")
        frame = to_frame(data)
        if hide_index is None:
            hide_index = hasattr(getattr(data, "index", None), "step")
        columns = shown(frame, hide_index, None, None)
        body = frame.select(column.field.name for column in columns)
        return self._draw(
            Table(
                data=send(body),
                columns=[wire(frame, column) for column in columns],
                border=_BORDERS[border],
                width=check.width(width),
                height=check.height(height),
                hide_header=_is_nameless(body) if hide_header is None else hide_header,
                alt=alt,
            )
        )

    def _selectable(
        self,
        common: dict[str, Any],
        key: str | None,
        on_select: Any,
        mode: Mode,
        default: Any,
        columns: list[ShownColumn],
    ) -> Any:
        callback = check.callback(on_select, "on_select")
        asked = modes(mode)
        ref: DataRef = common["data"]
        names = {column.field.name: column.field.label or column.field.name for column in columns}
        selecting = Selecting(asked, ref.rows, names)

        def props(value: Any, form: int) -> DataFrame:
            return DataFrame(
                **common, select=asked, form=in_form("dataframe", form, callback), value=value
            )

        value: AttributeDict = current().widget(
            self._place,
            kind="dataframe",
            key=key,
            label=common["alt"] or "dataframe",
            default=selecting.default(default),
            decode=selecting.decode,
            encode=selecting.encode,
            props=props,
            on_change=callback,
        )
        return value


def is_lazy(frame: Frame, lazy: bool | None) -> bool:
    """Whether the page is to ask for the rows that are looked at."""
    if lazy is not None:
        return bool(lazy) and frame.rows > 0 and bool(frame.fields)
    return frame.rows > LAZY_ROWS or frame.rows * len(frame.fields) > LAZY_CELLS


def pixels(name: str, value: Any) -> int | None:
    """Return ``value`` if it is a number of pixels, or ``None``."""
    if value is None or (type(value) is int and value > 0):
        return value
    raise ApiError(f"{name}={value!r}: it takes a number of pixels.")


def _is_nameless(frame: Frame) -> bool:
    """Whether the columns are only counted, or the one there is has been named for the page."""
    body = [field.label for field in frame.fields if not field.index]
    return body == [str(at) for at in range(len(body))] or body == ["value"]
