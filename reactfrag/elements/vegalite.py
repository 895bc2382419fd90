"""Vega-Lite specifications for the simple charts: a pure function of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reactfrag.data import Field, Frame
from reactfrag.errors import ApiError

Mark = Literal["line", "bar", "area", "scatter"]
Stack = bool | Literal["normalize", "center", "layered"] | None

_HEX = re.compile(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_NUMBERS = ("integer", "number")
_SERIES, _VALUE, _COUNT = "series", "value", "values"
_MARKS = {"scatter": "circle"}
_POINT = 50
"""Square pixels, the size of a point that stands alone in a line chart."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What ``line_chart()`` and its like were asked for."""

    mark: Mark
    x: Any = None
    y: Any = None
    x_label: str | None = None
    y_label: str | None = None
    color: Any = None
    horizontal: bool = False
    sort: bool | str = True
    stack: Stack = None
    size: Any = None


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which columns stand for what."""

    x: Field
    y: tuple[Field, ...]
    group: Field | None
    """The column whose values tell the series apart (long data)."""
    colors: tuple[str, ...]
    size: Field | None = None
    """The column of the points' sizes."""


def build(chart: Chart, frame: Frame) -> tuple[dict[str, Any], Frame]:
    """Return the specification and the columns of the table that it needs.

    Raises :class:`ApiError` for a column that is not there and the like.
    """
    plan, frame = _plan(chart, frame)
    series, value = _free_names(frame)
    wide = len(plan.y) > 1
    x = _axis(plan.x, chart.x_label, _x_type(chart, plan.x))
    y: dict[str, Any] = {
        "field": value if wide else escaped(plan.y[0].name),
        "type": "quantitative",
        "title": _title(chart.y_label, "" if wide else plan.y[0].label),
    }
    encoding: dict[str, Any] = {"x": x, "y": y}
    _colour(encoding, plan, series if wide else None, frame)
    _stack(chart, encoding, grouped=wide or plan.group is not None)
    if chart.mark == "bar":
        _sort(chart, frame, encoding)
    if chart.horizontal:
        encoding["x"], encoding["y"] = encoding["y"], encoding["x"]
        if "xOffset" in encoding:
            encoding["yOffset"] = encoding.pop("xOffset")
    if chart.mark == "scatter":
        _points(chart, plan, encoding)
    spec: dict[str, Any] = {
        "data": {"name": "source"},
        "mark": {"type": _MARKS.get(chart.mark, chart.mark), "tooltip": True},
        "encoding": encoding,
    }
    if wide:
        fields = [escaped(field.name) for field in plan.y]
        spec["transform"] = [{"fold": fields, "as": [series, value]}]
    if chart.mark == "area" and chart.stack in (False, "layered"):
        spec["mark"]["opacity"] = 0.6
    if chart.mark == "line":
        spec["layer"] = [{"mark": spec.pop("mark")}, _lone_points(encoding, frame)]
    needed = dict.fromkeys([plan.x.name, *(field.name for field in plan.y)])
    if plan.group is not None:
        needed[plan.group.name] = None
    if plan.size is not None:
        needed[plan.size.name] = None
    if chart.mark == "bar" and isinstance(chart.sort, str):
        needed[_sort_field(chart.sort, frame)[0].name] = None
    return spec, frame.select(needed)


def escaped(name: str) -> str:
    """Return a column's name as Vega-Lite takes it: dots and brackets have a meaning there."""
    return re.sub(r"([\\.\[\]'\"])", r"\\\1", name)


# --- columns ---------------------------------------------------------------


def _plan(chart: Chart, frame: Frame) -> tuple[_Plan, Frame]:
    name = f"{chart.mark}_chart"
    if chart.x is None:
        index = [field for field in frame.fields if field.index]
        if not index:
            frame = frame.numbered()
            index = [frame.fields[0]]
        x = index[0]
    else:
        x = _find(name, "x", chart.x, frame)
    group = None
    if isinstance(chart.color, str) and _has(chart.color, frame):
        group = _find(name, "color", chart.color, frame)
    y = _values(name, chart.y, frame, x, group, chart.size)
    if group is not None and len(y) > 1:
        raise ApiError(
            f"{name}(color={chart.color!r}): a column tells the series apart only when `y` is a "
            f"single column, and there are {len(y)}. Name one as y=..., or give a list of colours."
        )
    colors = () if group is not None else _colors(name, chart.color, len(y))
    size = None
    if isinstance(chart.size, str):
        size = _find(name, "size", chart.size, frame)
    return _Plan(x, y, group, colors, size), frame


def _values(
    name: str, y: Any, frame: Frame, x: Field, group: Field | None, size: Any
) -> tuple[Field, ...]:
    if y is not None:
        names = [y] if isinstance(y, (str, int)) else list(y)
        found = tuple(_find(name, "y", item, frame) for item in names)
    else:
        taken = {x.name, group.name if group is not None else None, size}
        found = tuple(f for f in frame.fields if f.name not in taken and not f.index)
        # Columns of text have no place on an axis of numbers, unless they are all there is.
        found = tuple(f for f in found if f.type in (*_NUMBERS, "boolean")) or found
    if not found:
        if frame.rows:
            raise ApiError(f"{name}: the data has no column to draw besides {x.label!r}.")
        # Nothing yet: an empty chart, which a later run fills.
        found = (x,)
    return found


def _find(name: str, argument: str, label: Any, frame: Frame) -> Field:
    wanted = str(label)
    for field in frame.fields:
        if field.name == wanted or field.label == wanted:
            return field
    known = ", ".join(repr(field.label) for field in frame.fields) or "none"
    raise ApiError(f"{name}({argument}={label!r}): there is no such column. There are: {known}.")


def _has(label: str, frame: Frame) -> bool:
    return any(label in (field.name, field.label) for field in frame.fields)


def _free_names(frame: Frame) -> tuple[str, str]:
    names = set(frame.names)
    series, value = _SERIES, _VALUE
    while series in names:
        series += "_"
    while value in names:
        value += "_"
    return series, value


# --- encoding --------------------------------------------------------------


def _axis(field: Field, label: str | None, type: str) -> dict[str, Any]:
    return {"field": escaped(field.name), "type": type, "title": _title(label, field.label)}


def _title(label: str | None, default: str) -> str | None:
    text = default if label is None else label
    # An index without a name needs no title; null leaves no room for one.
    return text or None


def _x_type(chart: Chart, field: Field) -> str:
    if field.type in ("date", "datetime"):
        return "temporal"
    if field.type in _NUMBERS:
        # A bar needs a place of its own, and takes its width from it.
        return "ordinal" if chart.mark == "bar" else "quantitative"
    return "ordinal" if field.type == "boolean" else "nominal"


def _colour(encoding: dict[str, Any], plan: _Plan, series: str | None, frame: Frame) -> None:
    if plan.group is not None:
        color: dict[str, Any] = {
            "field": escaped(plan.group.name),
            "type": "quantitative" if plan.group.type == "number" else "nominal",
            "title": plan.group.label or None,
        }
        first = frame.first(plan.group.name)
        if isinstance(first, str) and _HEX.fullmatch(first):
            color["scale"] = None  # the values are colours themselves
            color["legend"] = None
        encoding["color"] = color
    elif series is not None:
        names = [field.name for field in plan.y]
        scale: dict[str, Any] = {"domain": names}
        if plan.colors:
            scale["range"] = list(plan.colors)
        encoding["color"] = {"field": series, "type": "nominal", "title": None, "scale": scale}
    elif plan.colors:
        encoding["color"] = {"value": plan.colors[0]}


def _points(chart: Chart, plan: _Plan, encoding: dict[str, Any]) -> None:
    """Points need not show where nothing is, and may differ in size."""
    for axis in ("x", "y"):
        if encoding[axis]["type"] == "quantitative":
            encoding[axis]["scale"] = {"zero": False}
    if plan.size is not None:
        if plan.size.type not in _NUMBERS:
            raise ApiError(f"scatter_chart(size={chart.size!r}): this column holds no numbers.")
        encoding["size"] = {
            "field": escaped(plan.size.name),
            "type": "quantitative",
            "title": plan.size.label or None,
            "legend": {"tickCount": 3},
        }
    elif isinstance(chart.size, (int, float)) and not isinstance(chart.size, bool):
        encoding["size"] = {"value": float(chart.size)}
    elif chart.size is not None:
        raise ApiError(
            f"scatter_chart(size={chart.size!r}): it takes a number (of square pixels) or the name "
            "of a column."
        )


def _lone_points(encoding: dict[str, Any], frame: Frame) -> dict[str, Any]:
    """Return a layer with the points that have no other to draw a line to."""
    count = _COUNT
    while count in frame.names:
        count += "_"
    value = encoding["y"]["field"]
    color = encoding.get("color", {})
    by = [color["field"]] if "field" in color else []
    return {
        "transform": [
            {"joinaggregate": [{"op": "valid", "field": value, "as": count}], "groupby": by},
            {"filter": {"field": count, "equal": 1}},
            {"filter": {"field": value, "valid": True}},
        ],
        "mark": {"type": "point", "filled": True, "size": _POINT, "tooltip": True},
    }


def _stack(chart: Chart, encoding: dict[str, Any], *, grouped: bool) -> None:
    stack = chart.stack
    allowed: tuple[Any, ...] = (None, True, False, "normalize", "center", "layered")
    if stack not in allowed:
        raise ApiError(
            f"{chart.mark}_chart(stack={stack!r}): it takes True, False, 'normalize', 'center', "
            "'layered' or None."
        )
    if chart.mark in ("line", "scatter") or not grouped:
        return
    if stack is None or stack is True:
        encoding["y"]["stack"] = "zero"
    elif stack in ("normalize", "center"):
        encoding["y"]["stack"] = stack
    else:
        encoding["y"]["stack"] = None
        if chart.mark == "bar" and stack is False:
            encoding["xOffset"] = {"field": encoding["color"]["field"], "type": "nominal"}


def _sort(chart: Chart, frame: Frame, encoding: dict[str, Any]) -> None:
    sort = chart.sort
    if not isinstance(sort, (bool, str)):
        raise ApiError(f"bar_chart(sort={sort!r}): it takes a bool or the name of a column.")
    if sort is True or encoding["x"]["type"] in ("quantitative", "temporal"):
        return
    if not isinstance(sort, str):
        encoding["x"]["sort"] = None
        return
    field, falling = _sort_field(sort, frame)
    order = "descending" if falling else "ascending"
    if escaped(field.name) == encoding["x"]["field"]:
        encoding["x"]["sort"] = order
    else:
        encoding["x"]["sort"] = {"field": escaped(field.name), "op": "sum", "order": order}


def _sort_field(sort: str, frame: Frame) -> tuple[Field, bool]:
    """Return the column to sort by, and whether in falling order."""
    falling = sort.startswith("-") and not _has(sort, frame)
    return _find("bar_chart", "sort", sort[1:] if falling else sort, frame), falling


# --- colours ---------------------------------------------------------------


def _colors(name: str, color: Any, count: int) -> tuple[str, ...]:
    if color is None:
        return ()
    is_single = isinstance(color, str) or (
        isinstance(color, tuple) and all(isinstance(part, (int, float)) for part in color)
    )
    given = [color] if is_single else list(color)
    if len(given) != count:
        raise ApiError(
            f"{name}(color=...): {len(given)} colours for {count} series. It takes a colour for "
            "each, or the name of a column."
        )
    return tuple(_css(name, item) for item in given)


def _css(name: str, color: str | Sequence[float]) -> str:
    if isinstance(color, str):
        if _HEX.fullmatch(color) or color.isalpha():
            return color
    elif len(color) in (3, 4) and all(isinstance(part, (int, float)) for part in color):
        parts = list(color)
        if all(isinstance(part, float) for part in parts[:3]):
            parts[:3] = [round(part * 255) for part in parts[:3]]
        if all(0 <= part <= 255 for part in parts[:3]):
            red, green, blue = parts[:3]
            alpha = parts[3] if len(parts) == 4 else 1
            alpha = alpha / 255 if isinstance(alpha, int) and alpha > 1 else alpha
            return f"rgba({red}, {green}, {blue}, {alpha:g})"
    raise ApiError(
        f"{name}(color={color!r}): a colour is a name, '#rrggbb', or a tuple of three or four "
        "numbers; a string may also name a column."
    )
