"""Dates and times as arguments, and as seconds on the wire."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from reactfrag.errors import ApiError

_MIDNIGHT = date(1970, 1, 1)


def to_date(element: str, name: str, value: Any) -> date:
    """Return ``value`` as a date: a date, a datetime, ISO text or ``"today"``."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if value == "today":
        return date.today()
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value).date()
        except ValueError:
            pass
    raise ApiError(
        f"{element}({name}={value!r}): it takes a date, a datetime, ISO text such as "
        "'2031-05-17', or 'today'."
    )


def years_from(day: date, years: int) -> date:
    """Return the same day some years on; the 29th of February may become the 28th."""
    year = min(max(day.year + years, 1), 9999)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def seconds_of(value: date | time | datetime) -> float:
    """Return the moment as the browser has it: seconds since 1970 (a time: since midnight).

    What the clock on the wall shows is what counts: time zones are left out.
    """
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC).timestamp()
    if isinstance(value, date):
        return float((value - _MIDNIGHT).days * 86_400)
    return value.hour * 3600.0 + value.minute * 60 + value.second + value.microsecond / 1_000_000


def to_moment(kind: str, seconds: float, zone: tzinfo | None) -> date | time | datetime:
    """Undo :func:`seconds_of` for a ``"date"``, ``"time"`` or ``"datetime"``.

    Raises ``ValueError`` if there is no such moment.
    """
    try:
        moment = datetime(1970, 1, 1) + timedelta(microseconds=round(seconds * 1_000_000))
    except OverflowError:
        raise ValueError("there is no such date") from None
    if kind == "date":
        return moment.date()
    if kind == "time":
        if moment.date() != _MIDNIGHT:
            raise ValueError("a time is within one day")
        return moment.time().replace(tzinfo=zone)
    return moment.replace(tzinfo=zone)
