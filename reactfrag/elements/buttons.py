"""Buttons: widgets whose value is true for the one run that answers a click."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.inputs import Args, Kwargs
from reactfrag.errors import ApiError
from reactfrag.protocol.props import ButtonProps, DownloadButton, Props
from reactfrag.runtime.context import current


class ButtonMixin(Drawable):
    """Buttons outside of forms."""

    __slots__ = ()

    def button(
        self,
        label: str,
        key: str | int | None = None,
        help: str | None = None,
        on_click: Any = None,
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        type: Literal["primary", "secondary", "tertiary"] = "secondary",
        icon: str | None = None,
        icon_position: Literal["left", "right"] = "left",
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: int | str = "content",
        shortcut: str | None = None,
        wrap: bool | None = None,
    ) -> bool:
        """Show a button; return ``True`` in the one run that answers a click on it.

        Parameters
        ----------
        label
            Inline markdown.
        key
            Its name in session state and on the page.
        help
            Markdown, shown on demand.
        on_click, args, kwargs
            A function to call first, with what to call it.
        type
            ``"primary"``, ``"secondary"`` or ``"tertiary"``.
        icon, icon_position
            An emoji or ``:material/name:``, on the ``"left"`` or ``"right"``.
        disabled
            Show it greyed out.
        use_container_width
            The older way to say ``width="stretch"``.
        width
            ``"content"``, ``"stretch"`` or pixels.
        shortcut
            A key to press instead, such as ``"ctrl+k"``.
        wrap
            Accepted; long labels wrap.

        Raises
        ------
        ApiError
            It stands in a form, or an argument is none of those.

        >>> if button("Greet"):
        ...     write("Hello")
        """
        name = check.key(key)
        wide = check.width(check.stretched(use_container_width, width), "content")

        def props(value: object, form: int) -> ButtonProps:
            outside_form("button", form)
            return ButtonProps(
                key=name,
                label=label,
                help=help,
                disabled=disabled,
                type=type if type == "secondary" else check.button_type(type),
                icon=None if icon is None else check.icon(icon),
                icon_position=icon_position
                if icon_position == "left"
                else check.side(icon_position),
                shortcut=shortcut,
                width=wide,
            )

        check.label(label)
        return press(self, name, label, props, check.callback(on_click, "on_click"), args, kwargs)

    def download_button(
        self,
        label: str,
        data: Any,
        file_name: str | None = None,
        mime: str | None = None,
        key: str | int | None = None,
        help: str | None = None,
        on_click: Any = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        type: Literal["primary", "secondary", "tertiary"] = "secondary",
        icon: str | None = None,
        icon_position: Literal["left", "right"] = "left",
        disabled: bool = False,
        use_container_width: bool | None = None,
        width: int | str = "content",
        shortcut: str | None = None,
        wrap: bool | None = None,
    ) -> bool:
        """Show a button that downloads ``data``; ``True`` in the run that answers a click.

        Parameters
        ----------
        label
            Inline markdown.
        data
            Text (sent as UTF-8), bytes, a file open for reading, or a path.
        file_name
            What the browser calls the file; ``None``: made up.
        mime
            Its MIME type; ``None``: told from the file name and the data.
        key
            Its name in session state and on the page.
        help
            Markdown, shown on demand.
        on_click, args, kwargs
            ``"rerun"``; ``"ignore"``: a click reruns nothing; or a function to call first,
            with what to call it.
        type
            ``"primary"``, ``"secondary"`` or ``"tertiary"``.
        icon, icon_position
            An emoji or ``:material/name:``, on the ``"left"`` or ``"right"``.
        disabled
            Show it greyed out.
        use_container_width
            The older way to say ``width="stretch"``.
        width
            ``"content"``, ``"stretch"`` or pixels.
        shortcut
            Not supported yet.
        wrap
            Accepted; long labels wrap.

        Raises
        ------
        ApiError
            It stands in a form, the data cannot be read, or an argument is none of those.

        >>> download_button("Save", "a,b\\n1,2\\n", "table.csv")
        """
        check.unsupported("download_button", shortcut=shortcut)
        name = check.key(key)
        wide = check.width(check.stretched(use_container_width, width), "content")
        quiet = on_click == "ignore"
        callback = None if quiet else check.callback(on_click, "on_click")
        content, default_name, default_mime = _content(data)
        file = file_name or default_name
        kind = mime or mimetypes.guess_type(file)[0] or default_mime
        url = current().media(content, kind, file)

        def props(value: object, form: int) -> DownloadButton:
            outside_form("download_button", form)
            return DownloadButton(
                key=name,
                label=label,
                help=help,
                disabled=disabled,
                url=url,
                file_name=file,
                type=check.button_type(type),
                icon=check.icon(icon),
                icon_position=check.side(icon_position),
                quiet=quiet,
                width=wide,
            )

        check.label(label)
        return press(self, name, label, props, callback, args, kwargs, kind="download_button")


def press(
    at: Drawable,
    key: str | None,
    label: str,
    props: Callable[[object, int], Props],
    callback: Callable[..., object] | None,
    args: Args,
    kwargs: Kwargs,
    *,
    kind: str = "button",
) -> bool:
    """Draw a trigger; return whether this run answers it."""
    return current().widget(
        at._place,
        kind=kind,
        key=key,
        label=label,
        default=False,
        decode=_decode,
        encode=_encode,
        props=props,
        on_change=callback,
        args=args or (),
        kwargs=kwargs,
        trigger=True,
    )


def _decode(value: Any) -> bool:
    if value is not True:
        raise ValueError("A button sends true.")
    return True


def _encode(value: bool) -> bool:
    # A button is pressed by the user, never by session state.
    if value:
        raise ValueError("a button's value cannot be set: it is true when the user clicks")
    return False


def outside_form(element: str, form: int) -> None:
    """Raise for what sends by itself, if it stands in a form."""
    if form:
        raise ApiError(
            f"{element}() stands in a form, where only form_submit_button() may stand. "
            "Move it out of the form."
        )


def _content(data: Any) -> tuple[bytes, str, str]:
    """Return the bytes to download, a name for them, and their MIME type."""
    if isinstance(data, str):
        return data.encode(), "download.txt", "text/plain"
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data), "download.bin", "application/octet-stream"
    if isinstance(data, os.PathLike):
        path = Path(data)
        try:
            return path.read_bytes(), path.name, "application/octet-stream"
        except OSError as error:
            raise ApiError(f"download_button(data={str(path)!r}): {error.strerror}.") from error
    if hasattr(data, "getvalue"):
        return _content(data.getvalue())
    if hasattr(data, "read"):
        if hasattr(data, "seek"):
            data.seek(0)
        content, name, kind = _content(data.read())
        source = getattr(data, "name", None)
        return content, Path(source).name if isinstance(source, str) else name, kind
    raise ApiError(
        f"download_button(data=...) takes text, bytes, a file open for reading or a path, not "
        f"{type(data).__name__}."
    )
