"""Columns whose cells can be edited in a ``data_editor``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from reactfrag.elements.column_spec import Alignment, ColumnConfig, ColumnWidth, column
from reactfrag.elements.numbers import printf
from reactfrag.elements.options import listed
from reactfrag.errors import ApiError

TextDefault = str | None
Color = str | Iterable[str] | None


def Column(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: Alignment = None,
) -> ColumnConfig:
    """Configure a column whose type is that of its data.

    Parameters
    ----------
    label
        What stands at the top, inline markdown; ``None``: the name in the data.
    width
        ``"small"`` (75 pixels), ``"medium"`` (200), ``"large"`` (400) or pixels; ``None``: what
        its cells need.
    help
        Markdown, shown on demand beside the label.
    disabled
        Keep a ``data_editor`` from editing it.
    required
        Do not let a ``data_editor`` leave a cell empty.
    pinned
        Keep it in sight on the left; ``None``: only columns that label the rows.
    alignment
        ``"left"``, ``"center"`` or ``"right"``; ``None``: numbers right, others left.

    Raises
    ------
    ApiError
        An argument is none of those.

    >>> people = Column("People, millions", width="small", pinned=True)
    """
    return column(None, label, width, help, pinned, alignment, disabled=disabled, required=required)


def TextColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: Alignment = None,
    default: TextDefault = None,
    max_chars: int | None = None,
    validate: str | None = None,
) -> ColumnConfig:
    r"""Configure a column of text.

    Parameters
    ----------
    label, width, help, disabled, required, pinned, alignment
        As for :func:`Column`.
    default
        What a row that is added holds in it.
    max_chars
        The most characters that can be entered.
    validate
        A regular expression that is found in all that can be entered.

    Raises
    ------
    ApiError
        As for :func:`Column`, or ``validate`` is no regular expression.

    >>> code = TextColumn("Code", max_chars=4, validate=r"^[A-Z]+$")
    """
    return column(
        "text",
        label,
        width,
        help,
        pinned,
        alignment,
        disabled=disabled,
        required=required,
        default=default,
        max_chars=_count("TextColumn", max_chars),
        validate=_pattern("TextColumn", validate),
    )


def LinkColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: Alignment = None,
    default: TextDefault = None,
    max_chars: int | None = None,
    validate: str | None = None,
    display_text: str | None = None,
) -> ColumnConfig:
    r"""Configure a column of addresses, shown as links that open in another tab.

    Parameters
    ----------
    label, width, help, disabled, required, pinned, alignment, default, max_chars, validate
        As for :func:`TextColumn`.
    display_text
        What the links say: text, inline markdown or ``:material/name:``; or a regular
        expression whose first group, found in the address, is shown; ``None``: the address.

    Raises
    ------
    ApiError
        As for :func:`TextColumn`.

    >>> site = LinkColumn("Site", display_text=r"https://(.*?)\.example")
    """
    return column(
        "link",
        label,
        width,
        help,
        pinned,
        alignment,
        disabled=disabled,
        required=required,
        default=default,
        max_chars=_count("LinkColumn", max_chars),
        validate=_pattern("LinkColumn", validate),
        display=display_text,
    )


def MarkdownColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: Alignment = None,
    default: TextDefault = None,
) -> ColumnConfig:
    """Configure a column of inline markdown.

    Parameters
    ----------
    label, width, help, disabled, required, pinned, alignment, default
        As for :func:`TextColumn`.

    Raises
    ------
    ApiError
        As for :func:`Column`.

    >>> note = MarkdownColumn("Note", width="large")
    """
    return column(
        "markdown",
        label,
        width,
        help,
        pinned,
        alignment,
        disabled=disabled,
        required=required,
        default=default,
    )


def NumberColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: Alignment = None,
    default: int | float | None = None,
    format: str | None = None,
    min_value: int | float | None = None,
    max_value: int | float | None = None,
    step: int | float | None = None,
) -> ColumnConfig:
    """Configure a column of numbers.

    Parameters
    ----------
    label, width, help, disabled, required, pinned, alignment
        As for :func:`Column`.
    default
        What a row that is added holds in it.
    format
        How they are shown: printf style such as ``"%.1f km"``, or a name: ``"plain"``,
        ``"localized"``, ``"percent"``, ``"dollar"``, ``"euro"``, ``"yen"``, ``"accounting"``,
        ``"bytes"``, ``"compact"``, ``"scientific"`` or ``"engineering"``.
    min_value, max_value
        The smallest and the largest number that can be entered.
    step
        What numbers that are entered are multiples of; 1: whole numbers only.

    Raises
    ------
    ApiError
        As for :func:`Column`, or ``format`` is none, or ``min_value`` is above ``max_value``.

    >>> price = NumberColumn("Price", format="dollar", min_value=0, step=0.01)
    """
    if format is not None:
        printf("NumberColumn", format)
    _ordered("NumberColumn", min_value, max_value)
    if step is not None and step <= 0:
        raise ApiError(f"NumberColumn(step={step!r}): a step is above 0.")
    return column(
        "number",
        label,
        width,
        help,
        pinned,
        alignment,
        disabled=disabled,
        required=required,
        default=default,
        format=format,
        min=min_value,
        max=max_value,
        step=step,
    )


def CheckboxColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: Alignment = None,
    default: bool | None = None,
) -> ColumnConfig:
    """Configure a column of checkboxes.

    Parameters
    ----------
    label, width, help, disabled, required, pinned, alignment
        As for :func:`Column`.
    default
        Whether it is ticked in a row that is added.

    Raises
    ------
    ApiError
        As for :func:`Column`.

    >>> done = CheckboxColumn("Done", default=False)
    """
    return column(
        "checkbox",
        label,
        width,
        help,
        pinned,
        alignment,
        disabled=disabled,
        required=required,
        default=default,
    )


def SelectboxColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    default: str | int | float | bool | None = None,
    options: Any = None,
    format_func: Callable[[Any], Any] | None = None,
) -> ColumnConfig:
    """Configure a column whose cells hold one of some options.

    Parameters
    ----------
    label, width, help, disabled, required, pinned
        As for :func:`Column`.
    default
        The option that a row that is added holds.
    options
        Texts, numbers or bools; ``None``: the values in the data.
    format_func
        From an option to its label.

    Raises
    ------
    ApiError
        As for :func:`Column`, or an option is none of those, or ``default`` is no option.

    >>> size = SelectboxColumn("Size", options=["S", "M", "L"], required=True)
    """
    given, labels = _options("SelectboxColumn", options, format_func)
    if default is not None and given is not None and default not in given:
        raise ApiError(f"SelectboxColumn(default={default!r}): it is none of the options.")
    return column(
        "selectbox",
        label,
        width,
        help,
        pinned,
        disabled=disabled,
        required=required,
        default=default,
        options=given,
        labels=labels,
    )


def MultiselectColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    default: Iterable[str] | None = None,
    options: Any = None,
    accept_new_options: bool | None = None,
    color: Color = None,
    format_func: Callable[[Any], Any] | None = None,
) -> ColumnConfig:
    """Configure a column whose cells hold several of some options, as lists.

    Parameters
    ----------
    label, width, help, disabled, required, pinned
        As for :func:`Column`.
    default
        The options that a row that is added holds.
    options
        Texts, numbers or bools; ``None``: the values in the data.
    accept_new_options
        Let texts be entered that are no option.
    color
        The colour of the options, or a list with one for each: a name such as ``"green"``,
        ``"primary"`` or ``"#rrggbb"``; ``"auto"``: a different one for each.
    format_func
        From an option to its label.

    Raises
    ------
    ApiError
        As for :func:`SelectboxColumn`, or a colour is none.

    >>> tags = MultiselectColumn("Tags", options=["new", "hot"], color=["blue", "red"])
    """
    given, labels = _options("MultiselectColumn", options, format_func)
    chosen = None if default is None else list(default)
    unknown = [item for item in chosen or () if given is not None and item not in given]
    if unknown and not accept_new_options:
        raise ApiError(f"MultiselectColumn(default=...): {unknown[0]!r} is none of the options.")
    colors = None
    if color is not None:
        colors = [color] if isinstance(color, str) else list(color)
        colors = [color_of("MultiselectColumn", item) for item in colors]
    return column(
        "multiselect",
        label,
        width,
        help,
        pinned,
        disabled=disabled,
        required=required,
        default=chosen,
        options=given,
        labels=labels,
        colors=colors,
        accept_new=accept_new_options,
    )


def ListColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    pinned: bool | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    default: Iterable[str] | None = None,
) -> ColumnConfig:
    """Configure a column of lists of texts or numbers.

    Parameters
    ----------
    label, width, help, pinned, disabled, required
        As for :func:`Column`.
    default
        What a row that is added holds in it.

    Raises
    ------
    ApiError
        As for :func:`Column`.

    >>> aliases = ListColumn("Aliases", width="medium")
    """
    return column(
        "list",
        label,
        width,
        help,
        pinned,
        disabled=disabled,
        required=required,
        default=None if default is None else list(default),
    )


def DatetimeColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: Alignment = None,
    default: datetime | None = None,
    format: str | None = None,
    min_value: datetime | None = None,
    max_value: datetime | None = None,
    step: int | float | timedelta | None = None,
    timezone: str | None = None,
) -> ColumnConfig:
    """Configure a column of dates with a time.

    Parameters
    ----------
    label, width, help, disabled, required, pinned, alignment
        As for :func:`Column`.
    default
        What a row that is added holds in it.
    format
        A pattern such as ``"D MMM YYYY, HH:mm"``, or ``"localized"``, ``"distance"``,
        ``"calendar"`` or ``"iso8601"``.
    min_value, max_value
        The first and the last moment that can be entered.
    step
        What times that are entered are multiples of: seconds or a timedelta.
    timezone
        The zone to show them in, such as ``"Europe/Oslo"``; ``None``: that of the data.

    Raises
    ------
    ApiError
        As for :func:`Column`, or ``min_value`` is after ``max_value``.

    >>> at = DatetimeColumn("At", format="HH:mm", timezone="Europe/Oslo")
    """
    _ordered("DatetimeColumn", min_value, max_value)
    return column(
        "datetime",
        label,
        width,
        help,
        pinned,
        alignment,
        disabled=disabled,
        required=required,
        default=_iso(default),
        format=format,
        min=_iso(min_value),
        max=_iso(max_value),
        step=_seconds("DatetimeColumn", step),
        timezone=timezone,
    )


def TimeColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: Alignment = None,
    default: time | None = None,
    format: str | None = None,
    min_value: time | None = None,
    max_value: time | None = None,
    step: int | float | timedelta | None = None,
) -> ColumnConfig:
    """Configure a column of times of day.

    Parameters
    ----------
    label, width, help, disabled, required, pinned, alignment, default, format, step
        As for :func:`DatetimeColumn`.
    min_value, max_value
        The first and the last time that can be entered.

    Raises
    ------
    ApiError
        As for :func:`DatetimeColumn`.

    >>> opens = TimeColumn("Opens", format="HH:mm", step=900)
    """
    _ordered("TimeColumn", min_value, max_value)
    return column(
        "time",
        label,
        width,
        help,
        pinned,
        alignment,
        disabled=disabled,
        required=required,
        default=_iso(default),
        format=format,
        min=_iso(min_value),
        max=_iso(max_value),
        step=_seconds("TimeColumn", step),
    )


def DateColumn(
    label: str | None = None,
    *,
    width: ColumnWidth = None,
    help: str | None = None,
    disabled: bool | None = None,
    required: bool | None = None,
    pinned: bool | None = None,
    alignment: Alignment = None,
    default: date | None = None,
    format: str | None = None,
    min_value: date | None = None,
    max_value: date | None = None,
    step: int | None = None,
) -> ColumnConfig:
    """Configure a column of dates.

    Parameters
    ----------
    label, width, help, disabled, required, pinned, alignment, default, format
        As for :func:`DatetimeColumn`.
    min_value, max_value
        The first and the last day that can be entered.
    step
        Days between those that can be entered.

    Raises
    ------
    ApiError
        As for :func:`DatetimeColumn`.

    >>> born = DateColumn("Born", format="D MMMM YYYY")
    """
    _ordered("DateColumn", min_value, max_value)
    if step is not None and step < 1:
        raise ApiError(f"DateColumn(step={step!r}): it takes a number of days, at least 1.")
    return column(
        "date",
        label,
        width,
        help,
        pinned,
        alignment,
        disabled=disabled,
        required=required,
        default=_iso(default),
        format=format,
        min=_iso(min_value),
        max=_iso(max_value),
        step=step,
    )


# --- checks ----------------------------------------------------------------

COLORS = frozenset(
    "auto auto-inverse primary red orange yellow green blue violet gray grey".split()
)


def color_of(name: str, value: Any) -> str:
    """Return ``value`` if it is a colour that a column takes."""
    known = isinstance(value, str) and (
        value in COLORS
        or re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}([0-9a-fA-F]{2})?)", value)
    )
    if not known:
        raise ApiError(
            f"{name}(color={value!r}): it takes 'auto', 'primary', 'red', 'orange', 'yellow', "
            "'green', 'blue', 'violet', 'gray' or '#rrggbb'."
        )
    return str(value)


def _options(
    name: str, options: Any, format_func: Callable[[Any], Any] | None
) -> tuple[tuple[Any, ...] | None, list[str] | None]:
    if options is None:
        return None, None
    given = tuple(listed(name, options))
    for option in given:
        if not isinstance(option, (str, int, float, bool)):
            raise ApiError(
                f"{name}(options=...): an option is a text, a number or a bool, not "
                f"{type(option).__name__}."
            )
    labels = None if format_func is None else [str(format_func(option)) for option in given]
    return given, labels


def _pattern(name: str, pattern: str | None) -> str | None:
    if pattern is not None:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ApiError(
                f"{name}(validate={pattern!r}): no regular expression: {error}."
            ) from None
    return pattern


def _count(name: str, count: Any) -> int | None:
    if count is None or (type(count) is int and count > 0):
        return count
    raise ApiError(f"{name}(max_chars={count!r}): it takes a number above 0.")


def _ordered(name: str, low: Any, high: Any) -> None:
    if low is not None and high is not None and low > high:
        raise ApiError(f"{name}: min_value={low!r} is above max_value={high!r}.")


def _iso(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, (date, time)):
        raise ApiError(f"{value!r}: it takes a date, a time or a datetime.")
    return value.isoformat()


def _seconds(name: str, step: Any) -> float | None:
    if step is None:
        return None
    seconds = step.total_seconds() if isinstance(step, timedelta) else step
    if not isinstance(seconds, (int, float)) or seconds <= 0:
        raise ApiError(f"{name}(step={step!r}): it takes seconds or a timedelta, above 0.")
    return float(seconds)
