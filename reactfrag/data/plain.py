"""Columns as lists of what JSON has, for where pyarrow is not installed."""

from __future__ import annotations

import math
import numbers
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from reactfrag.data.frame import ColumnType

_SAFE = 2**53 - 1


def column(values: Any) -> tuple[list[Any], ColumnType]:
    """Return ``values`` as a list for JSON, and what the page calls its type.

    Missing values, NaN and infinity become ``None``; dates and times ISO text.
    """
    items = values if isinstance(values, list) else _listed(values)
    items = [None if missing(item) else item for item in items]
    kind = kind_of(items)
    if kind == "integer" and any(i is not None and abs(i) > _SAFE for i in items):
        # A browser would round them.
        kind = "text"
    convert = _CONVERT[kind]
    return [None if item is None else convert(item) for item in items], kind


def kind_of(values: list[Any]) -> ColumnType:
    """Return the type of a column of these values; of several types: text."""
    kinds = {_kind(value) for value in values if not missing(value)}
    if not kinds:
        return "text"
    if len(kinds) == 1:
        return kinds.pop()
    return "number" if kinds == {"integer", "number"} else "text"


def is_text(values: Any) -> bool:
    """Whether the values of a column are strings, those aside that are missing."""
    items = values if isinstance(values, list) else _listed(values)
    return all(isinstance(item, str) or missing(item) for item in items)


def missing(value: Any) -> bool:
    """Whether ``value`` stands for "no value": ``None``, NaN, pandas' NaT and NA."""
    if value is None:
        return True
    if isinstance(value, float):
        return not math.isfinite(value)
    return type(value).__name__ in ("NaTType", "NAType")


def text(value: Any) -> str | None:
    """Return ``value`` as it is shown in a table of text."""
    if missing(value):
        return None
    if isinstance(value, str):
        # Half a surrogate pair has no UTF-8.
        return value.encode("utf-8", "replace").decode() if not value.isascii() else value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, (Mapping, list, tuple)):
        return json_text(value)
    return str(value)


def json_text(value: Any) -> str | None:
    """Return ``value`` as JSON; its ``str()`` where it has none."""
    if value is None:
        return None
    try:
        return msgspec.json.encode(value, enc_hook=str).decode()
    except Exception:
        return str(value)


def _listed(values: Any) -> list[Any]:
    for method in ("to_pylist", "to_list", "tolist"):
        if hasattr(values, method):
            return list(getattr(values, method)())
    return list(values)


def _kind(value: Any) -> ColumnType:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, numbers.Integral):
        return "integer"
    if isinstance(value, (numbers.Real, Decimal)):
        return "number"
    if isinstance(value, datetime):
        return "datetime"
    if isinstance(value, date):
        return "date"
    if isinstance(value, time):
        return "time"
    if isinstance(value, (list, tuple, set, frozenset)) or hasattr(value, "tolist"):
        if type(value).__name__ in ("bool", "bool_"):  # numpy's
            return "boolean"
        return "list"
    return "object" if isinstance(value, Mapping) else "text"


def _row(value: Any) -> list[Any]:
    items = value.tolist() if hasattr(value, "tolist") else value
    return [
        item if isinstance(item, (int, float)) and not missing(item) else text(item)
        for item in items
    ]


def _iso(value: Any) -> str:
    found: str = value.isoformat()
    return found


_CONVERT: dict[ColumnType, Any] = {
    "text": text,
    "integer": int,
    "number": float,
    "boolean": bool,
    "date": _iso,
    "time": _iso,
    "datetime": _iso,
    "list": _row,
    "object": json_text,
}
