"""Figures, and tables on their way to the page."""

from __future__ import annotations

import math
import numbers
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from reactfrag.data import TABLE_MIMES, Frame, Snapshot
from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.figures import formatted
from reactfrag.errors import ApiError
from reactfrag.protocol.props import DataRef, LabelVisibility, Metric
from reactfrag.runtime.context import current
from reactfrag.runtime.payloads import payload

if TYPE_CHECKING:
    from reactfrag.elements.container import Container


class DataMixin(Drawable):
    """Elements that show data."""

    __slots__ = ()

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


def send(frame: Frame, *, lazy: bool = False) -> DataRef:
    """Offer the table to the page; return what props refer to it by.

    Parameters
    ----------
    frame
        The table.
    lazy
        Let the page ask for the rows that are looked at, rather than send all.
    """
    data, format = frame.encoded
    run = current()
    rows = Snapshot(data, format, frame)
    sha = run.payload(payload(data, format, rows, whole=not lazy))
    url = run.table_rows(data, TABLE_MIMES[format]) if lazy else None
    return DataRef(sha=sha, format=format, rows=frame.rows, url=url)


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
