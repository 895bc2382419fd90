"""Options side by side: pills, a segmented control, and a rating."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.inputs import Args, Kwargs, OnChange, begin, in_form
from reactfrag.elements.options import Options
from reactfrag.elements.several import Several
from reactfrag.errors import ApiError
from reactfrag.protocol.props import ButtonGroup, Feedback, LabelVisibility
from reactfrag.runtime.context import current

V = TypeVar("V")
Mode = Literal["single", "multi"]
Style = Literal["pills", "segmented_control"]
Rating = Literal["thumbs", "faces", "stars"]

_RATINGS: dict[str, int] = {"thumbs": 2, "faces": 5, "stars": 5}


class GroupMixin(Drawable):
    """Widgets whose options are buttons."""

    __slots__ = ()

    def pills(
        self,
        label: str,
        options: Any,
        *,
        selection_mode: Mode = "single",
        default: Any = None,
        required: bool = False,
        format_func: Callable[[Any], Any] | None = None,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: int | str = "content",
        wrap: bool | None = None,
        bind: None = None,
        persist_state: bool | None = None,
    ) -> Any:
        """Show options as pills; return the chosen one, or a list of those chosen.

        Parameters
        ----------
        label
            Inline markdown.
        options
            The options: anything that a selectbox takes.
        selection_mode
            ``"single"``: one option or ``None`` is returned; ``"multi"``: a list.
        default
            What is chosen at first: an option, or with ``"multi"`` a list of some.
        required
            Keep one chosen: the last one cannot be let go.
        format_func
            From an option to its label, inline markdown; ``None``: ``str``.
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
        wrap
            Accepted; pills go on below where there is no room.
        bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

        Raises
        ------
        ApiError
            The default is none of the options, or an argument is none of those.

        >>> topics = pills("Topics", ["Sea", "Sky", "Land"], selection_mode="multi")
        """
        callback = begin("pills", label, on_change, bind, persist_state)
        return self._group(
            "pills",
            label,
            options,
            selection_mode,
            default,
            required,
            format_func,
            key,
            help,
            callback,
            args,
            kwargs,
            disabled,
            label_visibility,
            width,
            persist_state=persist_state,
        )

    def segmented_control(
        self,
        label: str,
        options: Any,
        *,
        selection_mode: Mode = "single",
        default: Any = None,
        required: bool = False,
        format_func: Callable[[Any], Any] | None = None,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: int | str = "content",
        wrap: bool | None = None,
        bind: None = None,
        persist_state: bool | None = None,
    ) -> Any:
        """Show options as one row of buttons; return the chosen one, or a list of those chosen.

        Parameters
        ----------
        label, options, selection_mode, default, required, format_func, key, help
            As for :meth:`pills`.
        on_change, args, kwargs, disabled, label_visibility, width, wrap, bind, persist_state
            Likewise.

        Raises
        ------
        ApiError
            As for :meth:`pills`.

        >>> view = segmented_control("View", ["Day", "Week"], default="Week")
        """
        callback = begin("segmented_control", label, on_change, bind, persist_state)
        return self._group(
            "segmented_control",
            label,
            options,
            selection_mode,
            default,
            required,
            format_func,
            key,
            help,
            callback,
            args,
            kwargs,
            disabled,
            label_visibility,
            width,
            persist_state=persist_state,
        )

    def feedback(
        self,
        options: Rating = "thumbs",
        *,
        key: str | int | None = None,
        default: int | None = None,
        disabled: bool = False,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        width: int | str = "content",
        bind: None = None,
        persist_state: bool | None = None,
    ) -> int | None:
        """Ask for a rating; return it as a number from 0, the worst, or ``None``.

        Parameters
        ----------
        options
            ``"thumbs"``: 0 is down and 1 is up; ``"faces"`` or ``"stars"``: 0 to 4.
        key
            Its name in session state and on the page.
        default
            The rating at first; ``None``: none yet.
        disabled
            Show it greyed out.
        on_change, args, kwargs
            A function to call first on a change, with what to call it.
        width
            ``"content"``, ``"stretch"`` or pixels.
        bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

        Raises
        ------
        ApiError
            The default is out of range, or an argument is none of those.

        >>> stars = feedback("stars")
        """
        callback = begin("feedback", "", on_change, bind, persist_state)
        if options not in _RATINGS:
            raise ApiError(f"feedback({options!r}): it takes 'thumbs', 'faces' or 'stars'.")
        most = _RATINGS[options]
        name = check.key(key)
        wide = check.width(width, "content")

        def valid(value: Any) -> int | None:
            if value is None or (type(value) is int and 0 <= value < most):
                return value
            raise ValueError(f"a rating is 0 to {most - 1}, or None, not {value!r}")

        try:
            valid(default)
        except ValueError as error:
            raise ApiError(f"feedback(default={default!r}): {error}.") from None

        def props(wire: int | None, form: int) -> Feedback:
            return Feedback(
                key=name,
                label="",
                disabled=bool(disabled),
                form=in_form("feedback", form, callback),
                width=wide,
                type=options,
                value=wire,
            )

        return current().widget(
            self._place,
            kind="feedback",
            key=name,
            label=options,
            default=default,
            decode=valid,
            encode=valid,
            props=props,
            on_change=callback,
            args=args or (),
            kwargs=kwargs,
            persist=bool(persist_state),
        )

    def _group(
        self,
        style: Style,
        label: str,
        options: Any,
        mode: Mode,
        default: Any,
        required: bool,
        format_func: Callable[[Any], Any] | None,
        key: str | int | None,
        help: str | None,
        callback: Callable[..., object] | None,
        args: Args,
        kwargs: Kwargs,
        disabled: bool,
        label_visibility: LabelVisibility,
        width: int | str,
        *,
        persist_state: bool | None,
    ) -> Any:
        if mode not in ("single", "multi"):
            raise ApiError(f"{style}(selection_mode={mode!r}): it takes 'single' or 'multi'.")
        choice: Options[Any] = Options(style, options, format_func or str)
        group = _Group(choice, format_func or str, mode == "multi", bool(required))
        name = check.key(key)
        wide = check.width(width, "content")

        def props(wire: list[int], form: int) -> ButtonGroup:
            return ButtonGroup(
                key=name,
                label=label,
                help=help,
                disabled=bool(disabled),
                label_visibility=check.visibility(label_visibility),
                form=in_form(style, form, callback),
                width=wide,
                style=style,
                options=choice.labels,
                multiple=mode == "multi",
                required=bool(required),
                value=wire,
            )

        return current().widget(
            self._place,
            kind="button_group",
            key=name,
            label=label,
            default=group.default(default),
            decode=group.decode,
            encode=group.encode,
            props=props,
            on_change=callback,
            args=args or (),
            kwargs=kwargs,
            persist=bool(persist_state),
        )


class _Group:
    """The options that are chosen, and their indexes on the wire."""

    __slots__ = ("many", "multiple", "required")

    def __init__(
        self,
        choice: Options[Any],
        format_func: Callable[[Any], Any],
        multiple: bool,
        required: bool,
    ) -> None:
        self.many: Several[Any] = Several(choice, format_func, None, False)
        self.multiple = multiple
        self.required = required

    def default(self, default: Any) -> Any:
        values = self.many.values
        if self.multiple:
            chosen = self.many.default(default)
            return chosen or (values[:1] if self.required else [])
        if default is None:
            return values[0] if self.required and values else None
        try:
            return values[self.many.index(default, self.many.format_func)]
        except ValueError as error:
            raise ApiError(f"{self.many.kind}(default={default!r}): {error}.") from error

    def decode(self, wire: Any) -> Any:
        chosen = self.many.decode(wire)
        if self.required and self.many.values and not chosen:
            raise ValueError("one option at least stays chosen")
        if self.multiple:
            return chosen
        if len(chosen) > 1:
            raise ValueError("one option can be chosen")
        return chosen[0] if chosen else None

    def encode(self, value: Any) -> list[int | str]:
        if self.multiple:
            return self.many.encode(value)
        return [] if value is None else self.many.encode([value])
