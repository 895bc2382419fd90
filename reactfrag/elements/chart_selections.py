"""Charts in which something can be selected: inputs, when their author follows that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from reactfrag.elements import check
from reactfrag.elements.attributes import AttributeDict
from reactfrag.elements.base import Drawable
from reactfrag.errors import ApiError
from reactfrag.protocol.props import Props
from reactfrag.runtime.context import current

if TYPE_CHECKING:
    pass

OnSelect = Callable[..., object] | Literal["ignore", "rerun"]

Draw = Callable[[dict[str, Any] | None, int], Props]
"""From what is selected (``None``: nobody asks) and the form around it to the props."""


class Selected(AttributeDict):
    """What is selected in a chart: ``selection``, by item or by attribute."""


class SelectMixin(Drawable):
    """What charts with selections have in common."""

    __slots__ = ()

    def _chart_or_input(
        self,
        element: str,
        key: str | None,
        on_select: OnSelect,
        empty: dict[str, Any],
        clean: Callable[[Mapping[str, Any]], dict[str, Any]],
        draw: Draw,
    ) -> Any:
        """Draw a chart; return its handle, or what is selected in it if that is followed.

        Parameters
        ----------
        empty
            The selection of nothing.
        clean
            From what the page sends to a selection; ``ValueError`` for what it cannot send.
        """
        if not follows(element, on_select):
            return self._draw(draw(None, 0), key)

        def decode(wire: Any) -> Selected:
            if not isinstance(wire, Mapping):
                raise ValueError(f"A selection of {element}() is an object.")
            return as_attributes({"selection": clean(wire)})

        def encode(value: Any) -> dict[str, Any]:
            if not isinstance(value, Mapping) or not isinstance(value.get("selection"), Mapping):
                raise ValueError("a selection is made by the user, not through session state")
            return clean(value["selection"])

        default = as_attributes({"selection": empty})
        return current().widget(
            self._place,
            kind=element,
            key=key,
            label="",
            default=default,
            decode=decode,
            encode=encode,
            props=draw,
            on_change=None if on_select == "rerun" else check.callback(on_select, "on_select"),
        )


def follows(element: str, on_select: object) -> bool:
    """Whether the session follows what is selected."""
    if on_select == "ignore":
        return False
    if on_select == "rerun" or callable(on_select):
        return True
    raise ApiError(
        f"{element}(on_select={on_select!r}): it takes 'ignore', 'rerun', or a function to call "
        "when something is selected."
    )


def as_attributes(value: Mapping[str, Any]) -> Selected:
    """Return a mapping whose items, and those of the mappings in it, are attributes as well."""
    return Selected(
        (name, as_attributes(item) if isinstance(item, Mapping) else item)
        for name, item in value.items()
    )


def themed(element: str, theme: object) -> bool:
    """Whether a chart takes the page's looks, as ``theme=`` says."""
    if theme in ("streamlit", "reactfrag"):
        return True
    if theme is None:
        return False
    raise ApiError(f"{element}(theme={theme!r}): it takes 'streamlit' (the page's looks) or None.")


def some(value: Any, name: str) -> list[Any]:
    """Return ``value`` if it is a list of objects, as a page sends points."""
    if isinstance(value, list) and all(isinstance(item, Mapping) for item in value):
        return [dict(item) for item in value]
    raise ValueError(f"{name} is a list of objects")


def whole_numbers(value: Any, name: str) -> list[int]:
    """Return ``value`` if it is a list of indexes."""
    if isinstance(value, list) and all(type(item) is int and item >= 0 for item in value):
        return list(value)
    raise ValueError(f"{name} is a list of indexes")
