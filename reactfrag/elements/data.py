"""Tables and figures."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from reactfrag.data import Field, Frame, to_frame
from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.figures import formatted
from reactfrag.errors import ApiError
from reactfrag.protocol.props import DataColumn, DataFrame, DataRef, LabelVisibility, Metric
from reactfrag.runtime.context import current

if TYPE_CHECKING:
    from reactfrag.elements.container import Container

_COLUMN_OPTIONS = ("label", "width", "help", "format", "hidden")
# What column objects carry besides, and a table that is only read has no use for.
_COLUMN_IGNORED = ("disabled", "required", "default", "pinned", "alignment", "type_config")


class DataMixin(Drawable):
    """Elements that show data."""

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
        selection_mode: Any = "multi-row",
        selection_default: Any = None,
        row_height: int | None = None,
        placeholder: str | None = None,
        lazy: bool | None = None,
        alt: str | None = None,
    ) -> Container:
        """Show a table that can be scrolled, sorted and searched.

        Parameters
        ----------
        data
            A data frame or series (pandas, polars), an Arrow table, a numpy array, a list, a
            list of dicts or of rows, a dict of lists, a database cursor.
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
            By column name (``"_index"``: the labels of the rows): ``None`` to leave it out, a
            label, or a dict with ``label``, ``width`` (pixels, ``"small"``, ``"medium"``,
            ``"large"``), ``help``, ``format`` and ``hidden``.
        key
            Its name on the page.
        row_height
            Pixels.
        placeholder
            Shown for missing values.
        alt
            A description for screen readers.
        on_select, selection_mode, selection_default
            Selecting is not supported yet.
        lazy
            Accepted; the table is sent whole.

        Raises
        ------
        ApiError
            The data is no table, or an argument is none of those.

        >>> dataframe({"city": ["Oslo", "Rome"], "people": [0.7, 2.8]})
        """
        if on_select != "ignore":
            raise ApiError('dataframe(on_select=...) takes "ignore" only for now.')
        check.unsupported("dataframe", selection_default=selection_default)
        name = check.key(key)
        frame, columns = _shown(to_frame(data), hide_index, column_order, column_config)
        return self._draw(
            DataFrame(
                key=name,
                data=send(frame),
                columns=columns,
                width=check.width(check.stretched(use_container_width, width)),
                height=check.height(height, "auto", names=("auto", "stretch", "content")),
                row_height=row_height,
                placeholder=placeholder,
                alt=alt,
            ),
            name,
        )

    def metric(
        self,
        label: str,
        value: Any,
        delta: Any = None,
        delta_color: str = "normal",
        *,
        help: str | None = None,
        icon: str | None = None,
        label_visibility: LabelVisibility = "visible",
        border: bool = False,
        width: int | str = "stretch",
        height: int | str = "content",
        chart_data: Iterable[float] | None = None,
        chart_type: Literal["line", "bar", "area"] = "line",
        delta_arrow: Literal["auto", "up", "down", "off"] = "auto",
        format: str | None = None,
        delta_description: str | None = None,
    ) -> Container:
        """Show a figure in large type, with how it changed.

        Parameters
        ----------
        label
            Inline markdown.
        value
            A number or text; ``None``: a dash.
        delta
            How it changed: a number or text; what begins with a minus is a fall.
        delta_color
            ``"normal"`` (a rise is green), ``"inverse"``, ``"off"`` (gray) or a colour name.
        help
            Markdown, shown on demand.
        icon
            An emoji or ``:material/name:``.
        label_visibility
            ``"visible"``, ``"hidden"`` (keeps its room) or ``"collapsed"``.
        border
            Draw a border.
        width
            ``"stretch"``, ``"content"`` or pixels.
        height
            ``"content"``, ``"stretch"`` or pixels.
        chart_data
            Numbers for a small chart below.
        chart_type
            ``"line"``, ``"bar"`` or ``"area"``.
        delta_arrow
            ``"auto"``, ``"up"``, ``"down"`` or ``"off"``.
        format
            How to show numbers: printf style, or a name such as ``"percent"`` or ``"compact"``.
        delta_description
            Text beside the change, such as "since May".

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> metric("Temperature", "21 °C", "-3 °C")
        """
        change = None if delta is None or delta == "" else _figure("delta", delta, format)
        if delta_arrow not in ("auto", "up", "down", "off"):
            raise ApiError(f"delta_arrow={delta_arrow!r}: it takes 'auto', 'up', 'down' or 'off'.")
        if chart_type not in ("line", "bar", "area"):
            raise ApiError(f"chart_type={chart_type!r}: it takes 'line', 'bar' or 'area'.")
        arrow = delta_arrow
        if change is None:
            arrow = "off"
        elif arrow == "auto":
            arrow = "down" if change.startswith(("-", "−")) else "up"
        return self._draw(
            Metric(
                label=check.label(label),
                value="—" if value is None else _figure("value", value, format),
                delta=change,
                delta_color=_colour(delta_color),
                delta_arrow=arrow,
                delta_description=delta_description,
                help=help,
                icon=check.icon(icon),
                label_visibility=check.visibility(label_visibility),
                border=border,
                width=check.width(width),
                height=check.height(height),
                chart_data=None if chart_data is None else _line(chart_data),
                chart_type=chart_type,
            )
        )


def send(frame: Frame) -> DataRef:
    """Offer the table to the page; return what props refer to it by."""
    data, format = frame.encoded
    return DataRef(sha=current().payload(data, format), format=format, rows=frame.rows)


def _shown(
    frame: Frame,
    hide_index: bool | None,
    order: Iterable[str] | None,
    config: Mapping[Any, Any] | None,
) -> tuple[Frame, list[DataColumn]]:
    labels = [f for f in frame.fields if f.index and not hide_index]
    body = [f for f in frame.fields if not f.index]
    if order is not None:
        named: dict[str, Field] = {f.label: f for f in reversed(body)}
        named |= {f.name: f for f in body}
        body = [named[str(name)] for name in dict.fromkeys(order) if str(name) in named]
    options = {} if config is None else {key: _options(key, v) for key, v in config.items()}
    columns = []
    for position, field in enumerate([*labels, *body]):
        key: Any = position - len(labels)
        given = options.get(field.name) or options.get(field.label)
        if given is None:
            given = options.get("_index") if field.index else options.get(key)
        given = given or {}
        if given.get("hidden"):
            continue
        columns.append(
            DataColumn(
                name=field.name,
                label=str(given["label"]) if given.get("label") is not None else field.label,
                type=field.type,
                index=field.index,
                width=given.get("width"),
                help=given.get("help"),
                format=given.get("format"),
            )
        )
    return frame.select(column.name for column in columns), columns


def _options(key: Any, value: Any) -> dict[str, Any]:
    if value is None:
        return {"hidden": True}
    if isinstance(value, str):
        return {"label": value}
    if isinstance(value, Mapping):
        unknown = [name for name in value if name not in (*_COLUMN_OPTIONS, *_COLUMN_IGNORED)]
        width = value.get("width")
        if unknown:
            raise ApiError(
                f"column_config[{key!r}]: {unknown[0]!r} is none of {', '.join(_COLUMN_OPTIONS)}."
            )
        if width not in (None, "small", "medium", "large") and not (
            isinstance(width, int) and width > 0
        ):
            raise ApiError(
                f"column_config[{key!r}]: width={width!r} is none of 'small', 'medium', 'large' "
                "and a number of pixels."
            )
        return dict(value)
    raise ApiError(
        f"column_config[{key!r}] takes None, a label or a dict, not {type(value).__name__}."
    )


def _figure(name: str, value: Any, format: str | None) -> str:
    if isinstance(value, str):
        return check.text(value)
    if hasattr(value, "item"):  # a number of numpy's, or the only one of an array or series
        try:
            value = value.item()
        except ValueError:
            raise ApiError(f"metric({name}=...): it takes one number, not several.") from None
    if value is None:
        return "—"
    if isinstance(value, numbers.Number) or hasattr(value, "as_integer_ratio"):
        return formatted("metric", value, format)
    raise ApiError(f"metric({name}={value!r}): it takes a number, text or None.")


def _colour(value: str) -> str:
    if not value:
        raise ApiError(
            f"delta_color={value!r}: it takes 'normal', 'inverse', 'off' or a colour name."
        )
    return value


def _line(data: Iterable[float]) -> list[float]:
    frame_like = data.tolist() if hasattr(data, "tolist") else data
    try:
        values = [float(value) for value in frame_like]
    except (TypeError, ValueError):
        raise ApiError("metric(chart_data=...): it takes a list of numbers.") from None
    # JSON has no NaN.
    return [value for value in values if math.isfinite(value)]
