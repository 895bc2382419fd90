"""A slider over numbers, dates or times."""

from __future__ import annotations

from typing import Any

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.inputs import Args, Kwargs, OnChange, begin, in_form
from reactfrag.elements.scales import make_scale
from reactfrag.protocol.props import LabelVisibility, Slider
from reactfrag.runtime.context import current


class SliderMixin(Drawable):
    """Widgets that slide."""

    __slots__ = ()

    def slider(
        self,
        label: str,
        min_value: Any = None,
        max_value: Any = None,
        value: Any = None,
        step: Any = None,
        format: str | None = None,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: int | str = "stretch",
        bind: None = None,
        persist_state: None = None,
    ) -> Any:
        """Show a slider; return its value, or both ends of a range.

        Parameters
        ----------
        label
            Inline markdown.
        min_value, max_value
            Its ends: ``int``, ``float``, ``date``, ``time`` or ``datetime``, all of one type.
            ``None``: 0 to 100, 0.0 to 1.0, the whole day, or a fortnight to either side.
        value
            Where it stands at first, or the two ends of a range as a tuple or list (an empty
            one: all of it).  ``None``: at ``min_value``.
        step
            How far one step goes: a number, or a ``timedelta``.  ``None``: 1, 0.01, a day, or
            a quarter of an hour.
        format
            How to show a value: printf style for numbers, such as ``"%d €"``; for dates and
            times a pattern such as ``"YYYY-MM-DD HH:mm"``.
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
            ``"stretch"`` or pixels.
        bind, persist_state
            Not supported yet.

        Raises
        ------
        ApiError
            The values are of two types or out of range, or an argument is none of those.

        >>> low, high = slider("Price", 0.0, 100.0, (25.0, 75.0))
        """
        callback = begin("slider", label, on_change, bind, persist_state)
        scale = make_scale(min_value, max_value, value, step, format)
        name = check.key(key)
        wide = check.width(width, content=False)

        def props(wire: list[float], form: int) -> Slider:
            return Slider(
                key=name,
                label=label,
                help=help,
                disabled=disabled,
                label_visibility=check.visibility(label_visibility),
                form=in_form("slider", form, callback),
                width=wide,
                type=scale.type,
                min=scale.low,
                max=scale.high,
                step=scale.step,
                format=scale.format,
                value=wire,
            )

        chosen: Any = current().widget(
            self._place,
            kind="slider",
            key=name,
            label=label,
            default=scale.default,
            decode=scale.decode,
            encode=scale.encode,
            props=props,
            on_change=callback,
            args=args or (),
            kwargs=kwargs,
        )
        return chosen
