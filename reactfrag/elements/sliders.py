"""Sliders over numbers, dates or times, and over options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.inputs import Args, Kwargs, OnChange, begin, in_form
from reactfrag.elements.options import Options
from reactfrag.elements.scales import make_scale
from reactfrag.errors import ApiError
from reactfrag.protocol.props import LabelVisibility, SelectSlider, Slider
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
        persist_state: bool | None = None,
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
        bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

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
            persist=bool(persist_state),
        )
        return chosen

    def select_slider(
        self,
        label: str,
        options: Any = (),
        value: Any = None,
        format_func: Callable[[Any], Any] = str,
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
        persist_state: bool | None = None,
    ) -> Any:
        """Show a slider over options; return the chosen one, or both ends of a range.

        Parameters
        ----------
        label
            Inline markdown.
        options
            One or more, in order: anything that a selectbox takes.
        value
            The option at first, or the two ends of a range as a tuple or list.  ``None``: the
            first one.
        format_func
            From an option to its label.
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
        bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

        Raises
        ------
        ApiError
            There is no option, the value is none of them, or an argument is none of those.

        >>> size = select_slider("Size", ["S", "M", "L", "XL"], value="M")
        """
        callback = begin("select_slider", label, on_change, bind, persist_state)
        choice: Options[Any] = Options("select_slider", options, format_func)
        if not choice.values:
            raise ApiError("select_slider(options=...): it takes one option at least.")
        steps = _Steps(choice, format_func, value)
        name = check.key(key)
        wide = check.width(width, content=False)

        def props(wire: list[int], form: int) -> SelectSlider:
            return SelectSlider(
                key=name,
                label=label,
                help=help,
                disabled=disabled,
                label_visibility=check.visibility(label_visibility),
                form=in_form("select_slider", form, callback),
                width=wide,
                options=choice.labels,
                value=wire,
            )

        return current().widget(
            self._place,
            kind="select_slider",
            key=name,
            label=label,
            default=steps.default,
            decode=steps.decode,
            encode=steps.encode,
            props=props,
            on_change=callback,
            args=args or (),
            kwargs=kwargs,
            persist=bool(persist_state),
        )


class _Steps:
    """The options of a slider, and their indexes on the wire."""

    __slots__ = ("choice", "default", "format_func", "span")

    def __init__(self, choice: Options[Any], format_func: Callable[[Any], Any], value: Any) -> None:
        self.choice = choice
        self.format_func = format_func
        self.span = False
        self.default: Any = choice.values[0] if value is None else value
        if isinstance(value, (list, tuple)) and not self._is_option(value):
            if len(value) != 2:
                raise ApiError(f"select_slider(value={value!r}): a range has two ends.")
            self.span = True
            ends = list(value)
            try:
                if choice.index(ends[0], format_func) > choice.index(ends[1], format_func):
                    # The order is that of the options; which end comes first is plain.
                    ends.reverse()
            except ValueError as error:
                raise ApiError(f"select_slider(value={value!r}): {error}.") from error
            self.default = tuple(ends)
        try:
            self.default = self.decode(self.encode(self.default))
        except ValueError as error:
            raise ApiError(f"select_slider(value={value!r}): {error}.") from error

    def decode(self, wire: Any) -> Any:
        count = 2 if self.span else 1
        if not isinstance(wire, list) or len(wire) != count:
            raise ValueError(f"This slider sends a list of {count}.")
        # A browser's slider may say 2.0 for 2.
        indexes = [int(at) if isinstance(at, float) and at.is_integer() else at for at in wire]
        chosen = [self.choice.at(at) for at in indexes]
        if self.span and indexes[0] > indexes[1]:
            raise ValueError("the range ends before it begins")
        return tuple(chosen) if self.span else chosen[0]

    def encode(self, value: Any) -> list[int]:
        if self.span and not (isinstance(value, (list, tuple)) and len(value) == 2):
            raise ValueError("a range has two ends")
        items = list(value) if self.span else [value]
        return [self.choice.index(item, self.format_func) for item in items]

    def _is_option(self, value: Any) -> bool:
        try:
            self.choice.index(value, self.format_func)
        except ValueError:
            return False
        return True
