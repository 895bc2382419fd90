"""Fields for a time of day, and for a date with a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, Generic, Literal, TypeVar

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.dates import date_format
from reactfrag.elements.inputs import Args, Kwargs, OnChange, begin, in_form
from reactfrag.elements.inputs import required as _required
from reactfrag.elements.moments import years_from
from reactfrag.elements.numbers import within
from reactfrag.errors import ApiError
from reactfrag.protocol.props import DatetimeInput, LabelVisibility, TimeInput
from reactfrag.runtime.context import current

M = TypeVar("M", time, datetime)


class TimeMixin(Drawable):
    """Widgets for times."""

    __slots__ = ()

    def time_input(
        self,
        label: str,
        value: Any = "now",
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        required: bool = False,
        label_visibility: LabelVisibility = "visible",
        step: int | float | timedelta = timedelta(seconds=900),
        format: Literal["24h", "12h"] = "24h",
        width: int | str = "stretch",
        bind: None = None,
        persist_state: bool | None = None,
    ) -> time | None:
        """Show a field for a time of day; return it.

        Parameters
        ----------
        label
            Inline markdown.
        value
            The time at first: a time, a datetime, ISO text such as ``"08:30"``, ``"now"``, or
            ``None``: empty, and ``None`` is returned while it is.
        key
            Its name in session state and on the page.
        help
            Markdown, shown on demand.
        on_change, args, kwargs
            A function to call first on a change, with what to call it.
        disabled
            Show it greyed out.
        label_visibility
            ``"visible"``, ``"hidden"`` (keeps its room) or ``"collapsed"``.
        step
            Between the times that it offers: seconds, or a ``timedelta``; a minute at least, and
            less than a day.  Any minute can be typed.
        format
            ``"24h"``, or ``"12h"`` with AM and PM.
        width
            ``"stretch"`` or pixels.
        required, bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> alarm = time_input("Wake me at", "07:30")
        """
        callback = begin("time_input", label, on_change, bind, persist_state)
        _required("time_input", required)
        if format not in ("24h", "12h"):
            raise ApiError(f"time_input(format={format!r}): it takes '24h' or '12h'.")
        seconds = _seconds("time_input", step)
        field = _Field(value is None, _time, lambda at: at.isoformat(_timespec(at)))
        first = None if value is None else _asked("time_input", value, _time)
        name = check.key(key)
        wide = check.width(width, content=False)

        def props(wire: str | None, form: int) -> TimeInput:
            return TimeInput(
                key=name,
                label=label,
                help=help,
                disabled=bool(disabled),
                label_visibility=check.visibility(label_visibility),
                form=in_form("time_input", form, callback),
                width=wide,
                value=wire,
                step=seconds,
                format=format,
                clearable=value is None,
            )

        return current().widget(
            self._place,
            kind="time_input",
            key=name,
            label=label,
            default=first,
            decode=field.decode,
            encode=field.encode,
            props=props,
            on_change=callback,
            args=args or (),
            kwargs=kwargs,
            persist=bool(persist_state),
        )

    def datetime_input(
        self,
        label: str,
        value: Any = "now",
        min_value: Any = None,
        max_value: Any = None,
        *,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        format: str = "YYYY/MM/DD",
        step: int | float | timedelta = timedelta(seconds=900),
        disabled: bool = False,
        required: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: int | str = "stretch",
        bind: None = None,
        persist_state: bool | None = None,
    ) -> datetime | None:
        """Show a field for a date with a time; return it.

        Parameters
        ----------
        label
            Inline markdown.
        value
            At first: a datetime, a date (its midnight), a time (of today), ISO text, ``"now"``,
            or ``None``: empty, and ``None`` is returned while it is.
        min_value, max_value
            The first and the last moment it takes; ``None``: ten years from the value.
        key
            Its name in session state and on the page.
        help
            Markdown, shown on demand.
        on_change, args, kwargs
            A function to call first on a change, with what to call it.
        format
            Of the date: as ``date_input`` takes it.
        step
            Between the times that it offers, as for :meth:`time_input`.
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

        >>> start = datetime_input("Starts at", "2031-05-17T08:30")
        """
        callback = begin("datetime_input", label, on_change, bind, persist_state)
        _required("datetime_input", required)
        pattern = date_format("datetime_input", format)
        seconds = _seconds("datetime_input", step)
        first = None if value is None else _asked("datetime_input", value, _moment)
        low, high = _limits(first or datetime.now(), min_value, max_value)
        if first is not None and value == "now":
            # Nobody chose that moment, so it may give way to the limits.
            first = min(max(first, low), high)

        def bounded(item: Any) -> datetime:
            moment = _moment(item)
            within(moment, low, high)
            return moment

        field = _Field(value is None, bounded, lambda at: at.isoformat(timespec=_timespec(at)))
        try:
            field.encode(first)
        except ValueError as error:
            raise ApiError(f"datetime_input(value={value!r}): {error}.") from None
        name = check.key(key)
        wide = check.width(width, content=False)

        def props(wire: str | None, form: int) -> DatetimeInput:
            return DatetimeInput(
                key=name,
                label=label,
                help=help,
                disabled=bool(disabled),
                label_visibility=check.visibility(label_visibility),
                form=in_form("datetime_input", form, callback),
                width=wide,
                value=wire,
                min=low.isoformat(timespec="minutes"),
                max=high.isoformat(timespec="minutes"),
                step=seconds,
                format=pattern,
                clearable=value is None,
            )

        return current().widget(
            self._place,
            kind="datetime_input",
            key=name,
            label=label,
            default=first,
            decode=field.decode,
            encode=field.encode,
            props=props,
            on_change=callback,
            args=args or (),
            kwargs=kwargs,
            persist=bool(persist_state),
        )


class _Field(Generic[M]):
    """The moments that a field takes, and their wire form: ISO text, or ``None``."""

    __slots__ = ("clearable", "parse", "write")

    def __init__(
        self, clearable: bool, parse: Callable[[Any], M], write: Callable[[M], str]
    ) -> None:
        self.clearable = clearable
        self.parse: Callable[[Any], M] = parse
        self.write: Callable[[M], str] = write

    def decode(self, wire: Any) -> M | None:
        if wire is not None and not isinstance(wire, str):
            raise ValueError("A field for a time sends ISO text.")
        return self._value(wire)

    def encode(self, value: M | None) -> str | None:
        moment = self._value(value)
        return None if moment is None else self.write(moment)

    def _value(self, value: Any) -> M | None:
        if value is not None:
            moment: M = self.parse(value)
            return moment
        if self.clearable:
            return None
        raise ValueError("this field always has a value")


def _time(value: Any) -> time:
    """Return ``value`` as a time of day; ``ValueError`` if it is none."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, str):
        if value == "now":
            return datetime.now().time().replace(second=0, microsecond=0)
        value = time.fromisoformat(value)
    if isinstance(value, time):
        return value.replace(microsecond=0)
    raise ValueError(f"{value!r} is no time")


def _moment(value: Any) -> datetime:
    """Return ``value`` as a date with a time; ``ValueError`` if it is none."""
    if isinstance(value, str):
        if value == "now":
            return datetime.now().replace(second=0, microsecond=0)
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        # What the clock on the wall shows is what counts.
        return value.replace(tzinfo=None, microsecond=0)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, time):
        return datetime.combine(date.today(), value.replace(tzinfo=None, microsecond=0))
    raise ValueError(f"{value!r} is no date with a time")


def _timespec(value: time | datetime) -> str:
    return "seconds" if value.second else "minutes"


def _asked(element: str, value: Any, parse: Callable[[Any], M]) -> M:
    try:
        return parse(value)
    except ValueError:
        raise ApiError(
            f"{element}(value={value!r}): it takes a time, a datetime, ISO text, 'now' or None."
        ) from None


def _limits(first: datetime, low: Any, high: Any) -> tuple[datetime, datetime]:
    start = None if low is None else _asked("datetime_input", low, _moment)
    end = None if high is None else _asked("datetime_input", high, _moment)
    if start is None:
        start = _years(min(first, end or first), -10)
    if end is None:
        end = _years(max(first, start), 10)
    if start > end:
        raise ApiError(f"datetime_input: min_value={low!r} is after max_value={high!r}.")
    return start, end


def _years(moment: datetime, years: int) -> datetime:
    return datetime.combine(years_from(moment.date(), years), moment.time())


def _seconds(element: str, step: Any) -> int:
    seconds = step.total_seconds() if isinstance(step, timedelta) else step
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        seconds = 0
    if not 60 <= seconds < 86_400:
        raise ApiError(
            f"{element}(step={step!r}): a step is a minute at least and less than a day, in "
            "seconds or as a timedelta."
        )
    return int(seconds)
