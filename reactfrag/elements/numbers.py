"""A field for one number."""

from __future__ import annotations

import math
import numbers
import re
from typing import Any, Literal, TypeVar

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.inputs import Args, Kwargs, OnChange, begin, in_form
from reactfrag.elements.inputs import required as _required
from reactfrag.errors import ApiError
from reactfrag.protocol.props import LabelVisibility, NumberInput
from reactfrag.runtime.context import current

Number = int | float
N = TypeVar("N", int, float)

SAFE_INTEGER = 2**53 - 1
"""The largest integer that a browser's numbers hold exactly."""

_PRINTF = re.compile(r"[^%]*(%%[^%]*)*%[-+ 0#]*\d*(\.\d+)?[diufFeEgGxXo][^%]*(%%[^%]*)*")
NAMED_FORMATS = frozenset(
    (
        "plain",
        "localized",
        "percent",
        "dollar",
        "euro",
        "yen",
        "accounting",
        "bytes",
        "compact",
        "scientific",
        "engineering",
    )
)


class NumberMixin(Drawable):
    """Widgets to type numbers into."""

    __slots__ = ()

    def number_input(
        self,
        label: str,
        min_value: Number | None = None,
        max_value: Number | None = None,
        value: Number | Literal["min"] | None = "min",
        step: Number | None = None,
        format: str | None = None,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        placeholder: str | None = None,
        disabled: bool = False,
        required: bool = False,
        label_visibility: LabelVisibility = "visible",
        icon: str | None = None,
        width: int | str = "stretch",
        bind: None = None,
        persist_state: bool | None = None,
    ) -> Any:
        """Show a field for a number; return the number.

        Parameters
        ----------
        label
            Inline markdown.
        min_value, max_value
            The least and the greatest number it takes; ``None``: no limit.
        value
            The number at first; ``"min"``: ``min_value``, or zero; ``None``: empty, and ``None``
            is returned while it is.  All numbers given are ``int``, or all are ``float``, and
            so is the number returned.
        step
            How far one step goes; ``None``: 1, or 0.01 for ``float``.
        format
            How to show it, printf style (``"%d"``, ``"%0.2f"``), or a name such as ``"percent"``.
        key
            Its name in session state and on the page.
        help
            Markdown, shown on demand.
        on_change, args, kwargs
            A function to call first on a change, with what to call it.
        placeholder
            Shown while it is empty.
        disabled
            Show it greyed out.
        label_visibility
            ``"visible"``, ``"hidden"`` (keeps its room) or ``"collapsed"``.
        icon
            An emoji or ``:material/name:``, shown inside.
        width
            ``"stretch"`` or pixels.
        required, bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

        Raises
        ------
        ApiError
            The numbers are of two types, the value is out of range, or an argument is none of
            those.

        >>> age = number_input("Age", min_value=0, max_value=130, value=None)
        """
        callback = begin("number_input", label, on_change, bind, persist_state)
        _required("number_input", required)
        given: dict[str, Number] = {
            name: number("number_input", name, item)
            for name, item in (
                ("min_value", min_value),
                ("max_value", max_value),
                ("step", step),
                ("value", None if value == "min" else value),
            )
            if item is not None
        }
        whole = _whole(given)
        low, high = given.get("min_value"), given.get("max_value")
        zero: Number = 0 if whole else 0.0
        first = zero if low is None and value == "min" else low if value == "min" else value
        if value == "min" and low is None and high is not None and high < zero:
            first = high
        in_order("number_input", low, high, first)
        stride = given.get("step", 1 if whole else _step_of(format))
        if stride <= 0:
            raise ApiError(f"number_input(step={step!r}): a step is above 0.")
        shown = format or ("%d" if whole else _format_of(stride))
        printf("number_input", shown)
        name = check.key(key)
        wide = check.width(width, content=False)

        def take(sent: Any) -> Number | None:
            if sent is None:
                if first is None:
                    return None
                raise ValueError("This number_input always has a number: it cannot be empty.")
            result = exact(sent) if whole else real(sent)
            within(result, low, high)
            return result

        def props(wire: Any, form: int) -> NumberInput:
            return NumberInput(
                key=name,
                label=label,
                help=help,
                disabled=disabled,
                label_visibility=check.visibility(label_visibility),
                form=in_form("number_input", form, callback),
                width=wide,
                type="int" if whole else "float",
                min=low,
                max=high,
                step=stride,
                format=shown,
                value=wire,
                placeholder=placeholder,
                icon=check.icon(icon),
            )

        chosen: Any = current().widget(
            self._place,
            kind="number_input",
            key=name,
            label=label,
            default=first,
            decode=take,
            encode=lambda number: None if number is None else take(number),
            props=props,
            on_change=callback,
            args=args or (),
            kwargs=kwargs,
            persist=bool(persist_state),
        )
        return chosen


def number(kind: str, name: str, value: Any) -> Number:
    """Return ``value`` as a plain ``int`` or ``float``; numpy's numbers are taken too."""
    if type(value) is int:
        plain: Number = value
    elif isinstance(value, float):
        plain = float(value)
    elif isinstance(value, bool):
        raise ApiError(f"{kind}({name}={value!r}): it takes an int or a float.")
    elif isinstance(value, numbers.Integral):
        plain = int(value)
    elif isinstance(value, numbers.Real) or hasattr(value, "as_integer_ratio"):
        plain = float(value)
    else:
        raise ApiError(f"{kind}({name}={value!r}): it takes an int or a float.")
    if isinstance(plain, int):
        if abs(plain) > SAFE_INTEGER:
            raise ApiError(
                f"{kind}({name}={value!r}): integers beyond ±(2**53 - 1) are not exact in a "
                "browser."
            )
    elif not math.isfinite(plain):
        raise ApiError(f"{kind}({name}={value!r}): it takes a finite number.")
    return plain


def exact(value: Any) -> int:
    """Return ``value`` as an ``int``; ``ValueError`` if it is none."""
    if type(value) is int:
        return value
    found = real(value)
    if isinstance(value, numbers.Integral):
        return int(value)
    if found != int(found):
        raise ValueError(f"the value is a whole number, not {value!r}")
    return int(found)


def real(value: Any) -> float:
    """Return ``value`` as a ``float``; ``ValueError`` if it is none."""
    if type(value) is int:
        return float(value)
    if isinstance(value, bool) or not isinstance(value, numbers.Real) or not math.isfinite(value):
        raise ValueError(f"the value is a finite number, not {value!r}")
    return float(value)


def within(value: Any, low: Any, high: Any) -> None:
    """Raise ``ValueError`` unless ``low <= value <= high``; ``None`` is no limit."""
    if low is not None and value < low:
        raise ValueError(f"{value} is below the least value, {low}")
    if high is not None and value > high:
        raise ValueError(f"{value} is above the greatest value, {high}")


def in_order(kind: str, low: Any, high: Any, value: Any) -> None:
    """Raise :class:`ApiError` unless ``low <= value <= high``; ``None`` is no limit."""
    if low is not None and high is not None and low > high:
        raise ApiError(f"{kind}: min_value={low} is above max_value={high}.")
    if value is not None:
        try:
            within(value, low, high)
        except ValueError as error:
            raise ApiError(f"{kind}(value={value!r}): {error}.") from None


def printf(kind: str, format: object) -> None:
    """Raise :class:`ApiError` unless ``format`` formats one number."""
    if not isinstance(format, str) or not (format in NAMED_FORMATS or _PRINTF.fullmatch(format)):
        raise ApiError(
            f"{kind}(format={format!r}): it takes one number in printf style, such as '%d' or "
            f"'%0.2f', or one of {', '.join(sorted(NAMED_FORMATS))}."
        )


def _whole(given: dict[str, Number]) -> bool:
    """Whether the numbers given are integers; without any, the field is for floats."""
    kinds = {type(item) for item in given.values()}
    if len(kinds) > 1:
        shown = ", ".join(f"{name}={item!r}" for name, item in given.items())
        raise ApiError(
            f"number_input({shown}): the numbers are all int or all float. Write 1.0 for the "
            "float 1."
        )
    return kinds == {int}


def _step_of(format: str | None) -> float:
    digits = re.search(r"%[-+ 0#]*\d*\.(\d+)[fF]", format or "")
    if digits is None:
        return 0.01
    # A field that shows four digits is stepped by the last of them.
    return float(10 ** -int(digits[1]))


def _format_of(step: Number) -> str:
    text = f"{step:.10f}".rstrip("0")
    return f"%0.{max(2, len(text.partition('.')[2]))}f"
