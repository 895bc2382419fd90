"""A field for a date, or for a range of dates."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.inputs import Args, Kwargs, OnChange, begin, in_form
from reactfrag.elements.inputs import required as _required
from reactfrag.elements.moments import to_date, years_from
from reactfrag.elements.numbers import within
from reactfrag.errors import ApiError
from reactfrag.protocol.props import DateInput, LabelVisibility
from reactfrag.runtime.context import current

_FORMAT = re.compile(r"(YYYY|MM|DD)([/.-])(YYYY|MM|DD)\2(YYYY|MM|DD)")
_ORDERS = {("YYYY", "MM", "DD"), ("DD", "MM", "YYYY"), ("MM", "DD", "YYYY")}


class DateMixin(Drawable):
    """Widgets for dates."""

    __slots__ = ()

    def date_input(
        self,
        label: str,
        value: Any = "today",
        min_value: Any = None,
        max_value: Any = None,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        format: str = "YYYY/MM/DD",
        disabled: bool = False,
        required: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: int | str = "stretch",
        bind: None = None,
        persist_state: bool | None = None,
    ) -> Any:
        """Show a calendar field; return a date, or a tuple of dates for a range.

        Parameters
        ----------
        label
            Inline markdown.
        value
            The date at first: a date, a datetime, ISO text, ``"today"``, or ``None``: empty,
            and ``None`` is returned while it is.  A list or tuple of none to two of them makes
            it a range; the tuple returned has as many dates as have been chosen.
        min_value, max_value
            The first and the last date it takes; ``None``: ten years from the value.
        key
            Its name in session state and on the page.
        help
            Markdown, shown on demand.
        on_change, args, kwargs
            A function to call first on a change, with what to call it.
        format
            ``"YYYY/MM/DD"``, ``"DD/MM/YYYY"`` or ``"MM/DD/YYYY"``, also with ``.`` or ``-``.
        disabled
            Show it greyed out.
        label_visibility
            ``"visible"``, ``"hidden"`` (keeps its room) or ``"collapsed"``.
        width
            ``"stretch"`` or pixels.
        required, bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

        Raises
        ------
        ApiError
            The value is out of range, or an argument is none of those.

        >>> born = date_input("Born on", value=None, max_value="today")
        """
        callback = begin("date_input", label, on_change, bind, persist_state)
        _required("date_input", required)
        pattern = date_format("date_input", format)
        calendar = _Calendar(value, min_value, max_value)
        name = check.key(key)
        wide = check.width(width, content=False)

        def props(wire: list[str], form: int) -> DateInput:
            return DateInput(
                key=name,
                label=label,
                help=help,
                disabled=disabled,
                label_visibility=check.visibility(label_visibility),
                form=in_form("date_input", form, callback),
                width=wide,
                value=wire,
                range=calendar.range,
                clearable=calendar.clearable,
                min=calendar.low.isoformat(),
                max=calendar.high.isoformat(),
                format=pattern,
            )

        chosen: Any = current().widget(
            self._place,
            kind="date_input",
            key=name,
            label=label,
            default=calendar.default,
            decode=calendar.decode,
            encode=calendar.encode,
            props=props,
            on_change=callback,
            args=args or (),
            kwargs=kwargs,
            persist=bool(persist_state),
        )
        return chosen


def date_format(element: str, format: str) -> str:
    """Return ``format`` if dates can be written so."""
    pattern = _FORMAT.fullmatch(format)
    if pattern is None or (pattern[1], pattern[3], pattern[4]) not in _ORDERS:
        raise ApiError(
            f"{element}(format={format!r}): it takes 'YYYY/MM/DD', 'DD/MM/YYYY' or "
            "'MM/DD/YYYY', with '/', '.' or '-' between."
        )
    return format


class _Calendar:
    """The dates that a field takes, and their wire form."""

    __slots__ = ("clearable", "default", "high", "low", "range")

    def __init__(self, value: Any, low: Any, high: Any) -> None:
        self.range = isinstance(value, (list, tuple))
        items = list(value) if self.range else [] if value is None else [value]
        if len(items) > 2:
            raise ApiError(f"date_input(value={value!r}): a range has at most two dates.")
        dates = [to_date("date_input", "value", item) for item in items]
        self.clearable = not items
        first, last = (dates[0], dates[-1]) if dates else (date.today(), date.today())
        self.low = (
            years_from(first, -10) if low is None else to_date("date_input", "min_value", low)
        )
        self.high = (
            years_from(last, 10) if high is None else to_date("date_input", "max_value", high)
        )
        if low is None and self.low > self.high:
            self.low = years_from(self.high, -10)
        if high is None and self.high < self.low:
            self.high = years_from(self.low, 10)
        if self.low > self.high:
            raise ApiError(f"date_input: min_value={low!r} is after max_value={high!r}.")
        if value == "today" and not self.low <= first <= self.high:
            # Nobody chose that default, so it may give way to the limits.
            dates = [min(max(first, self.low), self.high)]
        self.default: Any = tuple(dates) if self.range else dates[0] if dates else None
        try:
            self.check(dates)
        except ValueError as error:
            raise ApiError(f"date_input(value={value!r}): {error}.") from None

    def check(self, dates: list[date]) -> None:
        for item in dates:
            within(item, self.low, self.high)
        if len(dates) == 2 and dates[0] > dates[1]:
            raise ValueError("the range ends before it begins")

    def decode(self, wire: Any) -> Any:
        if not isinstance(wire, list) or len(wire) > (2 if self.range else 1):
            raise ValueError("A date_input sends a list of dates.")
        try:
            dates = [date.fromisoformat(item) for item in wire]
        except (TypeError, ValueError):
            raise ValueError(f"{wire!r} is no list of ISO dates") from None
        self.check(dates)
        if self.range:
            return tuple(dates)
        if dates:
            return dates[0]
        if self.clearable:
            return None
        raise ValueError("This date_input always has a date: it cannot be empty.")

    def encode(self, value: Any) -> list[str]:
        try:
            if self.range:
                if not isinstance(value, (list, tuple)) or len(value) > 2:
                    raise ValueError("the value of this date_input is a tuple of at most two dates")
                dates = [to_date("date_input", "value", item) for item in value]
            elif value is None:
                if not self.clearable:
                    raise ValueError("this date_input always has a date")
                dates = []
            else:
                dates = [to_date("date_input", "value", value)]
        except ApiError as error:
            raise ValueError(str(error)) from None
        self.check(dates)
        return [item.isoformat() for item in dates]
