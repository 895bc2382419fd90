"""Checkbox and toggle: true or false."""

from __future__ import annotations

from typing import Any

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.inputs import Args, Kwargs, OnChange, begin, in_form
from reactfrag.protocol.props import Checkbox, LabelVisibility
from reactfrag.runtime.context import current


class SwitchMixin(Drawable):
    """Widgets that are on or off."""

    __slots__ = ()

    def checkbox(
        self,
        label: str,
        value: bool = False,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: int | str = "content",
        wrap: bool | None = None,
        bind: None = None,
        persist_state: bool | None = None,
    ) -> bool:
        """Show a checkbox; return whether it is ticked.

        Parameters
        ----------
        label
            Inline markdown.
        value
            Whether it is ticked at first.
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
            Accepted; long labels wrap.
        bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> if checkbox("Show the data"):
        ...     dataframe(data)
        """
        return self._switch(
            "checkbox",
            label,
            value,
            key,
            help,
            begin("checkbox", label, on_change, bind, persist_state),
            args,
            kwargs,
            disabled,
            label_visibility,
            width,
            persist_state=persist_state,
        )

    def toggle(
        self,
        label: str,
        value: bool = False,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: int | str = "content",
        wrap: bool | None = None,
        bind: None = None,
        persist_state: bool | None = None,
    ) -> bool:
        """Show a switch; return whether it is on.

        Parameters
        ----------
        label, value, key, help, on_change, args, kwargs, disabled, label_visibility, width, wrap
            As for :meth:`checkbox`.
        bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> live = toggle("Live", value=True)
        """
        return self._switch(
            "toggle",
            label,
            value,
            key,
            help,
            begin("toggle", label, on_change, bind, persist_state),
            args,
            kwargs,
            disabled,
            label_visibility,
            width,
            persist_state=persist_state,
        )

    def _switch(
        self,
        kind: str,
        label: str,
        value: bool,
        key: str | int | None,
        help: str | None,
        callback: Any,
        args: Args,
        kwargs: Kwargs,
        disabled: bool,
        label_visibility: LabelVisibility,
        width: int | str,
        *,
        persist_state: bool | None,
    ) -> bool:
        name = check.key(key)

        def props(on: bool, form: int) -> Checkbox:
            return Checkbox(
                key=name,
                label=label,
                help=help,
                disabled=disabled,
                label_visibility=check.visibility(label_visibility),
                form=in_form(kind, form, callback),
                width=check.width(width, "content"),
                value=on,
                toggle=kind == "toggle",
            )

        return current().widget(
            self._place,
            kind=kind,
            key=name,
            label=label,
            default=bool(value),
            decode=_flag,
            encode=_flag,
            props=props,
            on_change=callback,
            args=args or (),
            kwargs=kwargs,
            persist=bool(persist_state),
        )


def _flag(value: Any) -> bool:
    if value is True or value is False:
        return bool(value)
    if type(value).__name__ in ("bool", "bool_"):  # numpy's
        return bool(value)
    raise ValueError(f"the value is True or False, not {value!r}")
