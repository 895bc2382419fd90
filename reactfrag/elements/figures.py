"""Numbers as people read them."""

from __future__ import annotations

import math
from typing import Any

from reactfrag.elements.numbers import NAMED_FORMATS, printf
from reactfrag.errors import ApiError

_POWERS = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"))
_BYTES = ("B", "KB", "MB", "GB", "TB", "PB")
_CURRENCY = {"dollar": "$", "euro": "€", "yen": "¥"}


def formatted(element: str, value: Any, format: str | None) -> str:
    """Return ``value`` in a printf format or a named one; ``None``: as Python prints it.

    Raises :class:`ApiError` if there is no such format.
    """
    if format is None or format == "plain":
        return str(value)
    printf(element, format)
    if format not in NAMED_FORMATS:
        try:
            return str(format % value)
        except (TypeError, ValueError, OverflowError) as error:
            raise ApiError(f"{element}(format={format!r}): {error}.") from error
    number = float(value)
    if not math.isfinite(number):
        return str(value)
    return _named(format, value, number)


def _named(format: str, value: Any, number: float) -> str:
    sign, size = ("-" if number < 0 else ""), abs(number)
    match format:
        case "percent":
            return f"{_trimmed(number * 100)}%"
        case "dollar" | "euro" | "yen":
            digits = 0 if format == "yen" else 2
            return f"{sign}{_CURRENCY[format]}{size:,.{digits}f}"
        case "accounting":
            return f"({size:,.2f})" if number < 0 else f"{size:,.2f}"
        case "bytes":
            for unit in _BYTES[:-1]:
                if size < 1000:
                    return f"{sign}{_trimmed(size)}{unit}"
                size /= 1000
            return f"{sign}{_trimmed(size)}{_BYTES[-1]}"
        case "compact":
            for power, letter in _POWERS:
                if size >= power:
                    return f"{sign}{_trimmed(size / power, 1)}{letter}"
            return _trimmed(number)
        case "scientific":
            return f"{number:.3E}"
        case "engineering":
            power = 0 if not size else int(math.floor(math.log10(size) / 3) * 3)
            return f"{_trimmed(number / 10**power, 3)}E{power}"
        case _:
            return f"{value:,}" if isinstance(value, int) else f"{_trimmed(number, 3)}"


def _trimmed(number: float, digits: int = 2) -> str:
    text = f"{number:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
