"""What a cell of a table may be edited to: from the wire to Python, checked."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from reactfrag.elements.grid_columns import ShownColumn


class CellRule:
    """What the cells of one column take.

    Parameters
    ----------
    column
        The column.
    options
        What a cell may hold, of a column of options.
    zone
        The time zone of the column's moments, if they have one.
    """

    def __init__(self, column: ShownColumn, options: tuple[Any, ...], zone: Any = None) -> None:
        self.name = column.field.name
        self.type = column.field.type
        self.kind = column.kind
        self.required = bool(column.config.required)
        self.zone = zone
        self._options = options
        self._more: Mapping[str, Any] = column.config.more
        self._parse = _PARSERS[self.kind]

    def value(self, wire: Any) -> Any:
        """Return a value from the wire as the data holds it; ``ValueError`` if it is not valid."""
        if wire is None or (wire == [] and self.required):
            if self.required:
                raise ValueError("it may not be empty")
            return None
        return self._parse(self, wire)

    # --- kinds -----------------------------------------------------------------

    def _text(self, wire: Any) -> str:
        if not isinstance(wire, str):
            raise ValueError(f"it takes text, not {wire!r}")
        most = self._more.get("max_chars")
        if most is not None and len(wire) > most:
            raise ValueError(f"it takes at most {most} characters, not {len(wire)}")
        pattern = self._more.get("validate")
        if pattern is not None and re.search(pattern, wire) is None:
            raise ValueError(f"{wire!r} does not match {pattern!r}")
        return wire

    def _number(self, wire: Any) -> int | float:
        if isinstance(wire, bool) or not isinstance(wire, (int, float)) or not math.isfinite(wire):
            raise ValueError(f"it takes a number, not {wire!r}")
        self._within(wire)
        step = self._more.get("step")
        whole = self.type == "integer" or (step is not None and float(step).is_integer())
        if whole and not float(wire).is_integer():
            raise ValueError(f"it takes a whole number, not {wire!r}")
        if step is not None:
            base = self._more.get("min") or 0
            if (Decimal(str(wire)) - Decimal(str(base))) % Decimal(str(step)):
                raise ValueError(f"{wire!r} is not a multiple of {step!r}")
        return int(wire) if self.type == "integer" else wire

    def _checkbox(self, wire: Any) -> bool:
        if not isinstance(wire, bool):
            raise ValueError(f"it takes True or False, not {wire!r}")
        return wire

    def _selectbox(self, wire: Any) -> Any:
        for option in self._options:
            if option == wire and isinstance(option, bool) == isinstance(wire, bool):
                return option
        raise ValueError(f"{wire!r} is none of the options")

    def _multiselect(self, wire: Any) -> list[Any]:
        if not isinstance(wire, list):
            raise ValueError(f"it takes a list, not {wire!r}")
        accept = self._more.get("accept_new")
        return [
            item if accept and isinstance(item, str) else self._selectbox(item) for item in wire
        ]

    def _list(self, wire: Any) -> list[Any]:
        if not isinstance(wire, list) or not all(
            item is None or isinstance(item, (str, int, float, bool)) for item in wire
        ):
            raise ValueError(f"it takes a list of texts or numbers, not {wire!r}")
        return wire

    def _date(self, wire: Any) -> date:
        found: date = _moment(date, wire)
        self._within(found.isoformat())
        step, first = self._more.get("step"), self._more.get("min")
        if step is not None and first is not None:
            since = found.toordinal() - date.fromisoformat(first).toordinal()
            if since % step:
                raise ValueError(f"it takes every {step}th day from {first} only")
        return found

    def _time(self, wire: Any) -> time:
        found: time = _moment(time, wire)
        self._within_moments(time, found.replace(tzinfo=None))
        seconds = found.hour * 3600 + found.minute * 60 + found.second + found.microsecond / 1e6
        self._stepped(seconds)
        return found

    def _datetime(self, wire: Any) -> datetime:
        found: datetime = _moment(datetime, wire)
        if found.tzinfo is None and self.zone is not None:
            found = found.replace(tzinfo=self.zone)
        elif found.tzinfo is not None and self.zone is None:
            raise ValueError("the column has no time zone")
        self._within_moments(datetime, found)
        self._stepped(found.hour * 3600 + found.minute * 60 + found.second)
        return found

    # --- limits ----------------------------------------------------------------

    def _within(self, value: Any) -> None:
        low, high = self._more.get("min"), self._more.get("max")
        if low is not None and value < low:
            raise ValueError(f"{value!r} is below {low!r}")
        if high is not None and value > high:
            raise ValueError(f"{value!r} is above {high!r}")

    def _within_moments(self, kind: Any, value: Any) -> None:
        for name, sign in (("min", 1), ("max", -1)):
            limit = self._more.get(name)
            if limit is None:
                continue
            end = kind.fromisoformat(limit)
            if kind is datetime and end.tzinfo is None:
                end = end.replace(tzinfo=value.tzinfo)
            elif kind is datetime and value.tzinfo is None:
                end = end.replace(tzinfo=None)
            if (value < end) if sign > 0 else (value > end):
                word = "before" if sign > 0 else "after"
                raise ValueError(f"{value.isoformat()} is {word} {limit}")

    def _stepped(self, seconds: float) -> None:
        step = self._more.get("step")
        if step is not None and step < 86_400 and seconds % step:
            raise ValueError(f"it takes a multiple of {step:g} seconds")


def _moment(kind: Any, wire: Any) -> Any:
    if not isinstance(wire, str):
        raise ValueError(f"it takes ISO text, not {wire!r}")
    try:
        if kind is date:
            return datetime.fromisoformat(wire).date()
        return kind.fromisoformat(wire)
    except ValueError:
        raise ValueError(f"{wire!r} is no {kind.__name__}") from None


_PARSERS: dict[str, Callable[[CellRule, Any], Any]] = {
    "text": CellRule._text,
    "link": CellRule._text,
    "markdown": CellRule._text,
    "number": CellRule._number,
    "checkbox": CellRule._checkbox,
    "selectbox": CellRule._selectbox,
    "multiselect": CellRule._multiselect,
    "list": CellRule._list,
    "date": CellRule._date,
    "time": CellRule._time,
    "datetime": CellRule._datetime,
}
