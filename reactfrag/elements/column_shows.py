"""Columns whose cells show something and cannot be edited."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from reactfrag.elements import check
from reactfrag.elements.column_inputs import color_of
from reactfrag.elements.column_spec import Alignment, ColumnConfig, ColumnWidth, column
from reactfrag.elements.numbers import printf
from reactfrag.errors import ApiError
from reactfrag.protocol.props import ColumnKind


def LineChartColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    pinned: bool | None = None,
    y_min: int | float | None = None,
    y_max: int | float | None = None,
    color: str | None = None,
) -> ColumnConfig:
    """Configure a column that shows lists of numbers as lines.

    Parameters
    ----------
    label, width, help, pinned
        As for :func:`Column`.
    y_min, y_max
        The numbers at the bottom and at the top of a cell; ``None``: the least and the
        largest in it.
    color
        ``"auto"`` (green if the last number is above the first, else red),
        ``"auto-inverse"``, a name such as ``"blue"``, ``"primary"`` or ``"#rrggbb"``.

    Raises
    ------
    ApiError
        As for :func:`Column`, or the colour is none.

    >>> views = LineChartColumn("Views, last week", y_min=0, color="auto")
    """
    return _chart("line_chart", label, width, help, pinned, y_min, y_max, color)


def BarChartColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    pinned: bool | None = None,
    y_min: int | float | None = None,
    y_max: int | float | None = None,
    color: str | None = None,
) -> ColumnConfig:
    """Configure a column that shows lists of numbers as bars.

    Parameters
    ----------
    label, width, help, pinned, y_min, y_max, color
        As for :func:`LineChartColumn`.

    Raises
    ------
    ApiError
        As for :func:`LineChartColumn`.

    >>> sales = BarChartColumn("Sales", y_min=0, y_max=100)
    """
    return _chart("bar_chart", label, width, help, pinned, y_min, y_max, color)


def AreaChartColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    pinned: bool | None = None,
    y_min: int | float | None = None,
    y_max: int | float | None = None,
    color: str | None = None,
) -> ColumnConfig:
    """Configure a column that shows lists of numbers as areas.

    Parameters
    ----------
    label, width, help, pinned, y_min, y_max, color
        As for :func:`LineChartColumn`.

    Raises
    ------
    ApiError
        As for :func:`LineChartColumn`.

    >>> load = AreaChartColumn("Load", y_min=0, y_max=1, color="violet")
    """
    return _chart("area_chart", label, width, help, pinned, y_min, y_max, color)


def ImageColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    pinned: bool | None = None,
    alignment: Alignment = None,
) -> ColumnConfig:
    """Configure a column of pictures, given as addresses or ``data:image/...`` texts.

    Parameters
    ----------
    label, width, help, pinned, alignment
        As for :func:`Column`.

    Raises
    ------
    ApiError
        As for :func:`Column`.

    >>> flag = ImageColumn("Flag", width="small")
    """
    return column("image", label, width, help, pinned, alignment)


def AudioColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    pinned: bool | None = None,
    alignment: Alignment = None,
) -> ColumnConfig:
    """Configure a column of sounds to play, given as addresses or ``data:audio/...`` texts.

    Parameters
    ----------
    label, width, help, pinned, alignment
        As for :func:`Column`.

    Raises
    ------
    ApiError
        As for :func:`Column`.

    >>> call = AudioColumn("Call", width="large")
    """
    return column("audio", label, width, help, pinned, alignment)


def VideoColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    pinned: bool | None = None,
    alignment: Alignment = None,
) -> ColumnConfig:
    """Configure a column of films to play, given as addresses or ``data:video/...`` texts.

    Parameters
    ----------
    label, width, help, pinned, alignment
        As for :func:`Column`.

    Raises
    ------
    ApiError
        As for :func:`Column`.

    >>> clip = VideoColumn("Clip", width="medium")
    """
    return column("video", label, width, help, pinned, alignment)


def JsonColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    pinned: bool | None = None,
    alignment: Alignment = None,
) -> ColumnConfig:
    """Configure a column of JSON: dicts, lists, or texts that hold it.

    Parameters
    ----------
    label, width, help, pinned, alignment
        As for :func:`Column`.

    Raises
    ------
    ApiError
        As for :func:`Column`.

    >>> details = JsonColumn("Details", width="large")
    """
    return column("json", label, width, help, pinned, alignment)


def ProgressColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    pinned: bool | None = None,
    format: str | None = None,
    min_value: int | float | None = None,
    max_value: int | float | None = None,
    step: int | float | None = None,
    color: str | None = None,
) -> ColumnConfig:
    """Configure a column that shows numbers as bars.

    Parameters
    ----------
    label, width, help, pinned
        As for :func:`Column`.
    format
        How the numbers beside the bars are shown, as for :func:`NumberColumn`; ``None``: per
        cent of ``max_value``.
    min_value, max_value
        The numbers of an empty and of a full bar; ``None``: 0, and 1, or 100 in a column of
        whole numbers.
    step
        The precision of the numbers that are shown.
    color
        ``"auto"`` (red, yellow or green by how full it is), ``"auto-inverse"``, a name such as
        ``"blue"``, ``"primary"`` or ``"#rrggbb"``.

    Raises
    ------
    ApiError
        As for :func:`NumberColumn`, or the colour is none.

    >>> done = ProgressColumn("Done", format="%.0f %%", max_value=100, color="green")
    """
    if format is not None:
        printf("ProgressColumn", format)
    low = 0 if min_value is None else min_value
    if max_value is not None and low >= max_value:
        raise ApiError(f"ProgressColumn: min_value={low!r} is not below max_value={max_value!r}.")
    return column(
        "progress",
        label,
        width,
        help,
        pinned,
        format=format,
        min=min_value,
        max=max_value,
        step=step,
        color=None if color is None else color_of("ProgressColumn", color),
    )


def ButtonColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    pinned: bool | None = None,
    alignment: Alignment = None,
    type: Literal["primary", "secondary", "tertiary"] = "secondary",
    on_click: Callable[..., object] | None = None,
    args: Sequence[Any] | None = None,
    kwargs: Mapping[str, Any] | None = None,
    key: str | int | None = None,
) -> ColumnConfig:
    """Configure a column of buttons, labelled by the values of its cells.

    A cell without a value has no button.

    Parameters
    ----------
    label, width, help, pinned, alignment
        As for :func:`Column`.
    type
        ``"primary"``, ``"secondary"`` or ``"tertiary"``.
    on_click, args, kwargs
        A function to call first on a click, with what to call it.  Which row it was stands
        under ``key`` in session state.
    key
        The name in session state of the click: a dict with ``row`` (its place in the data)
        and ``column``; ``None`` in runs that answer no click.

    Raises
    ------
    ApiError
        As for :func:`Column`, or ``type`` is none of those.

    >>> opens = ButtonColumn("", type="tertiary", key="opened")
    """
    found = column("button", label, width, help, pinned, alignment, look=check.button_type(type))
    return dataclasses.replace(
        found,
        on_click=check.callback(on_click),
        args=tuple(args or ()),
        kwargs=dict(kwargs or {}),
        key=check.key(key),
    )


def _chart(
    kind: ColumnKind,
    label: str | None,
    width: ColumnWidth,
    help: str | None,
    pinned: bool | None,
    y_min: float | None,
    y_max: float | None,
    color: str | None,
) -> ColumnConfig:
    name = "".join(part.capitalize() for part in kind.split("_")) + "Column"
    if y_min is not None and y_max is not None and y_min >= y_max:
        raise ApiError(f"{name}: y_min={y_min!r} is not below y_max={y_max!r}.")
    tint = None if color is None else color_of(name, color)
    return column(kind, label, width, help, pinned, min=y_min, max=y_max, color=tint)
