"""The value of a multiselect, and its wire form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from reactfrag.elements.options import Options, listed
from reactfrag.errors import ApiError

V = TypeVar("V")


class Several(Options[V]):
    """Options of which several can be chosen.

    Parameters
    ----------
    choice
        The options.
    format_func
        From an option to its label.
    most
        How many can be chosen; ``None``: all.
    accept_new
        Whether the user may add options, as text.
    """

    __slots__ = ("accept_new", "format_func", "most")

    def __init__(
        self,
        choice: Options[V],
        format_func: Callable[[Any], Any],
        most: int | None,
        accept_new: bool,
    ) -> None:
        self.kind = choice.kind
        self.values = choice.values
        self.labels = choice.labels
        self.format_func = format_func
        self.most = most
        self.accept_new = accept_new

    def default(self, default: Any) -> list[V]:
        """Return the options that ``default=`` names; :class:`ApiError` if one is none."""
        if default is None:
            return []
        try:
            # One option that is itself iterable, such as a string or a tuple, comes first.
            items: list[Any] = [self.values[self.index(default, self.format_func)]]
        except ValueError:
            if isinstance(default, str) or not hasattr(default, "__iter__"):
                items = [default]
            else:
                items = listed("multiselect(default)", default)
        try:
            return self.decode(self.encode(items))
        except ValueError as error:
            raise ApiError(f"multiselect(default={default!r}): {error}.") from error

    def decode(self, value: Any) -> list[V]:
        """Return the options that the browser's list stands for; ``ValueError`` if one is none."""
        if not isinstance(value, list):
            raise ValueError("A multiselect sends a list.")
        if self.most is not None and len(value) > self.most:
            raise ValueError(f"at most {self.most} options can be chosen, not {len(value)}")
        if len(set(value)) < len(value):
            raise ValueError("an option is chosen twice")
        # What the user typed stands among the options, as text.
        typed: Any = [
            item if self.accept_new and isinstance(item, str) else self.at(item) for item in value
        ]
        return list(typed)

    def encode(self, value: Any) -> list[int | str]:
        """Return the options in wire form; ``ValueError`` if one is none."""
        if isinstance(value, str) or not hasattr(value, "__iter__"):
            raise ValueError("the value of a multiselect is a list of its options")
        wire: list[int | str] = []
        for item in value:
            try:
                wire.append(self.index(item, self.format_func))
            except ValueError:
                if not (self.accept_new and isinstance(item, str)):
                    raise
                wire.append(item)
        if self.most is not None and len(wire) > self.most:
            raise ValueError(f"at most {self.most} options can be chosen, not {len(wire)}")
        return wire
