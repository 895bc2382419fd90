"""The scale of a slider: its type, its ends, its step, and its values on the wire."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Literal

from reactfrag.elements.moments import seconds_of, to_moment
from reactfrag.elements.numbers import exact, in_order, number, printf, real
from reactfrag.errors import ApiError

ScaleType = Literal["int", "float", "date", "time", "datetime"]

_TYPES = "int, float, date, time or datetime"
_FORTNIGHT = 14 * 86_400.0
_FORMATS: dict[ScaleType, str] = {
    "int": "%d",
    "float": "%0.2f",
    "date": "YYYY-MM-DD",
    "time": "HH:mm",
    "datetime": "YYYY-MM-DD HH:mm",
}


@dataclass(frozen=True, slots=True)
class Scale:
    """What a slider slides over. ``low``, ``high`` and ``step`` are in wire form."""

    type: ScaleType
    low: float
    high: float
    step: float
    format: str
    span: bool
    """Whether the value is a range: two numbers."""
    zone: tzinfo | None
    default: Any
    """The value at first, in Python's form."""

    def decode(self, wire: Any) -> Any:
        """Return the value that the browser's numbers stand for; ``ValueError`` if none."""
        count = 2 if self.span else 1
        if not isinstance(wire, (list, tuple)) or len(wire) != count:
            raise ValueError(f"This slider sends a list of {count}.")
        values = [real(item) for item in wire]
        for value in values:
            if not self.low <= value <= self.high:
                raise ValueError(f"{value} is not between {self.low} and {self.high}")
        if self.span and values[0] > values[1]:
            raise ValueError("the range ends before it begins")
        plain = [self._python(value) for value in values]
        return (plain[0], plain[1]) if self.span else plain[0]

    def encode(self, value: Any) -> list[float]:
        """Return ``value`` in wire form; ``ValueError`` if the slider cannot show it."""
        if isinstance(value, (list, tuple)) != self.span:
            raise ValueError("a range has two ends" if self.span else "this slider has one value")
        items = list(value) if self.span else [value]
        try:
            wire = [_wire(self.type, item) for item in items]
        except ApiError as error:
            raise ValueError(str(error)) from None
        # Bounds, order and count are the same from both sides.
        self.decode(wire)
        return wire

    def _python(self, value: float) -> Any:
        if self.type == "int":
            return exact(value)
        if self.type == "float":
            return value
        return to_moment(self.type, value, self.zone)


def make_scale(low: Any, high: Any, value: Any, step: Any, format: str | None) -> Scale:
    """Work out a slider's scale from the arguments of ``slider()``.

    Raises :class:`ApiError` when they do not fit together.
    """
    span = isinstance(value, (list, tuple))
    values = list(value) if span else [] if value is None else [value]
    if span and len(values) not in (0, 2):
        raise ApiError(f"slider(value={value!r}): a value is one, or a range of two.")
    kind = _type_of({"min_value": low, "max_value": high, **_named(values)}, step)
    zone = next(
        (v.tzinfo for v in (*values, low, high) if isinstance(v, (datetime, time)) and v.tzinfo),
        None,
    )
    first = _wire(kind, values[0]) if values else None
    last = _wire(kind, values[-1]) if values else None
    start, end = _ends(kind, low, high, first, last)
    if start >= end:
        raise ApiError(f"slider: min_value={low!r} is not below max_value={high!r}.")
    stride = _step(kind, step, end - start)
    if kind in ("int", "float"):
        printf("slider", format or _FORMATS[kind])
    if format is not None and not isinstance(format, str):
        raise ApiError(f"slider(format={format!r}): it takes a string.")
    scale = Scale(kind, start, end, stride, format or _FORMATS[kind], span, zone, None)
    if values:
        for item in (first, last):
            in_order("slider", start, end, item)
        wire: list[Any] = [first, last] if span else [first]
        if span and wire[0] > wire[1]:
            raise ApiError(f"slider(value={value!r}): the range ends before it begins.")
    elif span:
        wire = [start, end]
    else:
        wire = [start]
    return replace(scale, default=scale.decode(wire))


def _named(values: list[Any]) -> dict[str, Any]:
    return {"value": values[0], "value's end": values[-1]} if values else {}


def _type_of(given: dict[str, Any], step: Any) -> ScaleType:
    kinds = {name: _kind(name, item) for name, item in given.items() if item is not None}
    found = set(kinds.values())
    if not found:
        # The step alone may tell: slider("x", step=0.5) is for floats.
        return "float" if isinstance(step, float) else "int"
    if len(found) > 1:
        shown = ", ".join(f"{name}: {kind}" for name, kind in kinds.items())
        raise ApiError(
            f"slider: the values are all of one type ({_TYPES}), not of several ({shown})."
        )
    return found.pop()


def _kind(name: str, value: Any) -> ScaleType:
    if isinstance(value, datetime):
        return "datetime"
    if isinstance(value, date):
        return "date"
    if isinstance(value, time):
        return "time"
    if isinstance(value, (str, bool)):
        raise ApiError(f"slider({name}={value!r}): it takes {_TYPES}.")
    return "int" if isinstance(number("slider", name, value), int) else "float"


def _wire(kind: ScaleType, value: Any) -> float:
    if kind == "int":
        return exact(number("slider", "value", value))
    if kind == "float":
        return float(number("slider", "value", value))
    if kind == "date" and isinstance(value, datetime):
        value = value.date()
    if kind == "datetime" and isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if _kind("value", value) != kind:
        raise ApiError(f"the value is a {kind}, not {value!r}")
    return seconds_of(value)


def _ends(
    kind: ScaleType, low: Any, high: Any, first: float | None, last: float | None
) -> tuple[float, float]:
    """Return both ends in wire form; those not given are the usual ones."""
    start = None if low is None else _wire(kind, low)
    end = None if high is None else _wire(kind, high)
    if kind == "int":
        return 0 if start is None else start, 100 if end is None else end
    if kind == "float":
        return 0.0 if start is None else start, 1.0 if end is None else end
    if kind == "time":
        day_end = seconds_of(time.max)
        return 0.0 if start is None else start, day_end if end is None else end
    # At least one of the moments is given: it is what told the type.
    known = [at for at in (first, end, start) if at is not None]
    if start is None:
        start = known[0] - _FORTNIGHT
    if end is None:
        end = (start if last is None else last) + _FORTNIGHT
    return start, end


def _step(kind: ScaleType, step: Any, span: float) -> float:
    if kind in ("int", "float"):
        if step is None:
            return 1 if kind == "int" else 0.01
        stride = number("slider", "step", step)
        if isinstance(stride, float) and kind == "int" and stride != int(stride):
            raise ApiError(f"slider(step={step!r}): the values are int, so the step is one.")
        if stride <= 0:
            raise ApiError(f"slider(step={step!r}): a step is above 0.")
        return stride
    if step is None:
        return 86_400 if kind == "date" or (kind == "datetime" and span > 86_400) else 900
    if not isinstance(step, timedelta) or step <= timedelta(0):
        raise ApiError(f"slider(step={step!r}): between {kind}s the step is a timedelta above 0.")
    seconds = step.total_seconds()
    if kind == "date" and seconds % 86_400:
        raise ApiError(f"slider(step={step!r}): between dates a step is whole days.")
    return seconds
