"""A field for a colour."""

from __future__ import annotations

import re
from typing import Any

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.inputs import Args, Kwargs, OnChange, begin, in_form
from reactfrag.errors import ApiError
from reactfrag.protocol.props import ColorPicker, LabelVisibility
from reactfrag.runtime.context import current

_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


class ColorMixin(Drawable):
    """Widgets for colours."""

    __slots__ = ()

    def color_picker(
        self,
        label: str,
        value: str | None = None,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: int | str = "content",
        bind: None = None,
        persist_state: bool | None = None,
    ) -> str:
        """Show a field for a colour; return it as ``"#rrggbb"``.

        Parameters
        ----------
        label
            Inline markdown.
        value
            The colour at first, as ``"#rrggbb"`` or ``"#rgb"``; ``None``: black.
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
        width
            ``"content"``, ``"stretch"`` or pixels.
        bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

        Raises
        ------
        ApiError
            The value is no such colour, or an argument is none of those.

        >>> line = color_picker("Line", "#2f56d9")
        """
        callback = begin("color_picker", label, on_change, bind, persist_state)
        name = check.key(key)
        wide = check.width(width, "content")
        try:
            first = _color("#000000" if value is None else value)
        except ValueError as error:
            raise ApiError(f"color_picker(value={value!r}): {error}.") from None

        def props(wire: str, form: int) -> ColorPicker:
            return ColorPicker(
                key=name,
                label=label,
                help=help,
                disabled=bool(disabled),
                label_visibility=check.visibility(label_visibility),
                form=in_form("color_picker", form, callback),
                width=wide,
                value=wire,
            )

        return current().widget(
            self._place,
            kind="color_picker",
            key=name,
            label=label,
            default=first,
            decode=_color,
            encode=_color,
            props=props,
            on_change=callback,
            args=args or (),
            kwargs=kwargs,
            persist=bool(persist_state),
        )


def _color(value: Any) -> str:
    """Return ``value`` as ``#rrggbb``; ``ValueError`` if it is no such colour."""
    found = _HEX.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"a colour is written '#rrggbb' or '#rgb', not {value!r}")
    digits = found[1].lower()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))
