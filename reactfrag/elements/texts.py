"""Text fields: one line, or several."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.inputs import Args, Kwargs, OnChange, begin, in_form
from reactfrag.elements.inputs import required as _required
from reactfrag.errors import ApiError
from reactfrag.protocol.props import LabelVisibility, Props, TextArea, TextInput
from reactfrag.runtime.context import current


class TextInputMixin(Drawable):
    """Widgets to type text into."""

    __slots__ = ()

    def text_input(
        self,
        label: str,
        value: object = "",
        max_chars: int | None = None,
        key: str | int | None = None,
        type: Literal["default", "password"] = "default",
        help: str | None = None,
        autocomplete: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        placeholder: str | None = None,
        disabled: bool = False,
        required: bool = False,
        label_visibility: LabelVisibility = "visible",
        icon: str | None = None,
        validate: None = None,
        live: bool = False,
        width: int | str = "stretch",
        bind: None = None,
        persist_state: bool | None = None,
    ) -> str | None:
        """Show a field for one line of text; return the text.

        Parameters
        ----------
        label
            Inline markdown.
        value
            The text at first; ``None``: empty, and ``None`` is returned while it is.
        max_chars
            The most characters it takes.
        key
            Its name in session state and on the page.
        type
            ``"default"``, or ``"password"``: the text is not shown.
        help
            Markdown, shown on demand.
        autocomplete
            What the browser may fill in: a value of HTML's ``autocomplete``.
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
        live
            Send what is typed as it is typed, rather than on Enter or on leaving the field.
        width
            ``"stretch"`` or pixels.
        required, validate, bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

        Raises
        ------
        ApiError
            The value is too long, or an argument is none of those.

        >>> name = text_input("Your name", placeholder="Ada")
        """
        callback = begin("text_input", label, on_change, bind, persist_state)
        _required("text_input", required)
        check.unsupported("text_input", validate=validate)
        if type not in ("default", "password"):
            raise ApiError(f"text_input(type={type!r}): it takes 'default' or 'password'.")
        name = check.key(key)
        wide = check.width(width, content=False)

        def props(text: Any, form: int) -> TextInput:
            return TextInput(
                key=name,
                label=label,
                help=help,
                disabled=disabled,
                label_visibility=check.visibility(label_visibility),
                form=in_form("text_input", form, callback),
                width=wide,
                value=text,
                type=type,
                max_chars=max_chars,
                autocomplete=autocomplete,
                placeholder=placeholder,
                icon=check.icon(icon),
                live=live,
            )

        return _field(
            self,
            "text_input",
            name,
            label,
            value,
            max_chars,
            props,
            callback,
            args,
            kwargs,
            persist_state=persist_state,
        )

    def text_area(
        self,
        label: str,
        value: object = "",
        height: int | str | None = None,
        max_chars: int | None = None,
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
        width: int | str = "stretch",
        bind: None = None,
        persist_state: bool | None = None,
    ) -> str | None:
        """Show a field for several lines of text; return the text.

        Parameters
        ----------
        label, value, max_chars, key, help, on_change, args, kwargs, placeholder, disabled
            As for :meth:`text_input`.
        height
            ``"content"``, ``"stretch"`` or pixels, at least 68; ``None``: about three lines.
        label_visibility
            ``"visible"``, ``"hidden"`` (keeps its room) or ``"collapsed"``.
        width
            ``"stretch"`` or pixels.
        required, bind
            Not supported yet.
        persist_state
            Keep its value in session state, under ``key``, while it is not drawn.

        Raises
        ------
        ApiError
            The value is too long, or an argument is none of those.

        >>> letter = text_area("Your letter", max_chars=2000)
        """
        callback = begin("text_area", label, on_change, bind, persist_state)
        _required("text_area", required)
        name = check.key(key)
        wide = check.width(width, content=False)
        tall = check.height(height, None, least=68)

        def props(text: Any, form: int) -> TextArea:
            return TextArea(
                key=name,
                label=label,
                help=help,
                disabled=disabled,
                label_visibility=check.visibility(label_visibility),
                form=in_form("text_area", form, callback),
                width=wide,
                value=text,
                height=tall,
                max_chars=max_chars,
                placeholder=placeholder,
            )

        return _field(
            self,
            "text_area",
            name,
            label,
            value,
            max_chars,
            props,
            callback,
            args,
            kwargs,
            persist_state=persist_state,
        )


def _field(
    at: Drawable,
    kind: str,
    key: str | None,
    label: str,
    value: object,
    max_chars: int | None,
    props: Callable[[Any, int], Props],
    callback: Callable[..., object] | None,
    args: Args,
    kwargs: Kwargs,
    *,
    persist_state: bool | None,
) -> str | None:
    check.whole(kind, "max_chars", max_chars)
    first = None if value is None else str(value)

    def check_length(text: str) -> str:
        if max_chars is not None and len(text) > max_chars:
            raise ValueError(
                f"the text has {len(text)} characters, and {max_chars} are the most it may have"
            )
        return text

    def decode(sent: Any) -> str | None:
        if sent is None or (sent == "" and first is None):
            return None if first is None else ""
        if not isinstance(sent, str):
            raise ValueError(f"A {kind} sends text.")
        return check_length(sent)

    def encode(text: Any) -> str | None:
        return None if text is None else check_length(str(text))

    if first is not None and max_chars is not None and len(first) > max_chars:
        raise ApiError(
            f"{kind}(value=...): the value has {len(first)} characters, more than "
            f"max_chars={max_chars}."
        )
    return current().widget(
        at._place,
        kind=kind,
        key=key,
        label=label,
        default=first,
        decode=decode,
        encode=encode,
        props=props,
        on_change=callback,
        args=args or (),
        kwargs=kwargs,
        persist=bool(persist_state),
    )
