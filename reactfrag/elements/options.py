"""The options of radio, selectbox and multiselect, whatever they come in."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from reactfrag.errors import ApiError

V = TypeVar("V")

_PLAIN = frozenset({str, int, float, bool, bytes, type(None)})


class Options(Generic[V]):
    """Options with their labels.

    Parameters
    ----------
    kind
        The widget, for messages.
    options
        A sequence, an iterable, an ``Enum``, a dict (its keys), or a pandas, polars or numpy
        object (of a frame: its first column).
    format_func
        From an option to its label.

    Raises
    ------
    ApiError
        It is none of those.
    """

    __slots__ = ("kind", "labels", "values")

    def __init__(self, kind: str, options: Any, format_func: Callable[[Any], Any]) -> None:
        self.kind = kind
        self.values: list[V] = listed(kind, options)
        self.labels = [str(format_func(value)) for value in self.values]

    def at(self, index: Any) -> V:
        """Return the option at ``index``; ``ValueError`` if there is none."""
        if type(index) is int and 0 <= index < len(self.values):
            return self.values[index]
        raise ValueError(f"There is no option {index!r}: the {self.kind} has {len(self.values)}.")

    def index(self, value: Any, format_func: Callable[[Any], Any]) -> int:
        """Return where ``value`` stands among the options; ``ValueError`` if it does not."""
        values = self.values
        for index, option in enumerate(values):
            if option is value:
                return index
        for index, option in enumerate(values):
            if _equal(option, value):
                return index
        # A full run defines the script's classes anew: their objects of before are equal to
        # none of now. The label tells which is meant.
        if type(value) not in _PLAIN:
            label = str(format_func(value))
            for index, option in enumerate(values):
                if self.labels[index] == label and _same_name(type(option), type(value)):
                    return index
        raise ValueError(f"{value!r} is not one of the options of this {self.kind}")


def listed(kind: str, options: Any) -> list[Any]:
    """Return ``options`` as a list."""
    if isinstance(options, (list, tuple, range)):
        return list(options)
    if isinstance(options, type) and issubclass(options, enum.Enum):
        return list(options)
    if hasattr(options, "columns") and hasattr(options, "iloc"):  # a pandas frame
        options = options.iloc[:, 0]
    elif hasattr(options, "get_column") and hasattr(options, "columns"):  # a polars frame
        options = options.get_column(options.columns[0])
    if hasattr(options, "to_list"):
        return list(options.to_list())
    if hasattr(options, "tolist"):
        items = options.tolist()
        return items if isinstance(items, list) else [items]
    if isinstance(options, Iterable) and not isinstance(options, (str, bytes)):
        return list(options)
    raise ApiError(
        f"{kind}(options={options!r}): options are a list, or anything that can be made one: a "
        "tuple, a dict, an Enum, a Series, an array."
    )


def default_index(kind: str, index: int | None, count: int) -> int | None:
    """Return ``index`` if it names an option; ``None`` for none chosen."""
    if index is None:
        return None
    if isinstance(index, bool) or not isinstance(index, int):
        raise ApiError(f"{kind}(index={index!r}): an index is a whole number, or None.")
    if not count:
        return None
    if not 0 <= index < count:
        raise ApiError(
            f"{kind}(index={index}): there are {count} options, so it is between 0 and "
            f"{count - 1}, or None."
        )
    return index


def texts(kind: str, name: str, values: Sequence[Any]) -> list[str]:
    """Return the values as text; raise :class:`ApiError` for a single string."""
    if isinstance(values, str):
        raise ApiError(f"{kind}({name}={values!r}): it takes a list.")
    return [str(value) for value in values]


def _equal(one: Any, other: Any) -> bool:
    try:
        # `1 == True`, but an author who offers both means two options.
        return bool(one == other) and (type(one) is bool) == (type(other) is bool)
    except Exception:
        # Arrays and the like have no single truth value.
        return False


def _same_name(one: type, other: type) -> bool:
    return one.__qualname__ == other.__qualname__ and one.__module__ == other.__module__
