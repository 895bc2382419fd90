"""Chat: messages, and the field at the bottom that sends one."""

from __future__ import annotations

import base64
import mimetypes
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.inputs import Args, Kwargs
from reactfrag.elements.links import address
from reactfrag.errors import ApiError
from reactfrag.protocol.props import ChatInput, ChatMessage
from reactfrag.runtime.context import current

if TYPE_CHECKING:
    from reactfrag.elements.container import Container

_LARGEST = 512 * 1024
_AVATARS = ("user", "assistant", "ai", "human")


class ChatMixin(Drawable):
    """Elements of a conversation."""

    __slots__ = ()

    def chat_message(
        self, name: str, *, avatar: Any = None, width: int | str = "stretch"
    ) -> Container:
        """Make a container for what somebody said.

        Parameters
        ----------
        name
            Who: ``"user"`` or ``"human"``, ``"assistant"`` or ``"ai"``, or any other name.
        avatar
            An emoji, ``:material/name:``, ``"user"`` or ``"assistant"``, the address of an
            image or the path of one (512 kB at most); ``None``: by the name.
        width
            ``"stretch"``, ``"content"`` or pixels.

        Raises
        ------
        ApiError
            The name is empty, the image cannot be read, or an argument is none of those.

        >>> with chat_message("assistant"):
        ...     write("How can I help?")
        """
        if not isinstance(name, str) or not name.strip():
            raise ApiError(f"chat_message({name!r}): it takes the name of who says it.")
        return self._open(ChatMessage(name=name, avatar=_avatar(avatar), width=check.width(width)))

    def chat_input(
        self,
        placeholder: str = "Your message",
        *,
        key: str | int | None = None,
        max_chars: int | None = None,
        max_upload_size: int | None = None,
        accept_file: bool | Literal["multiple", "directory"] = False,
        file_type: Any = None,
        accept_audio: bool = False,
        audio_sample_rate: int | None = 16000,
        disabled: bool = False,
        submit_mode: Literal["submit"] = "submit",
        on_submit: Callable[..., object] | None = None,
        args: Args = None,
        kwargs: Kwargs = None,
        width: int | str = "stretch",
        height: int | str = "content",
    ) -> str | None:
        """Show a field for a message; return what was sent in the run that answers it.

        Every other run gets ``None``.  Called at the top level and in no container, it stays at
        the bottom of the window.

        Parameters
        ----------
        placeholder
            Shown while it is empty, and what a screen reader calls it.
        key
            Its name in session state and on the page.
        max_chars
            How long a message can be; ``None``: any length.
        disabled
            Show it greyed out.
        submit_mode
            ``"submit"``: Enter or the button sends the message.  Nothing else yet.
        on_submit, args, kwargs
            A function to call first, with what to call it.
        width
            ``"stretch"`` or pixels.
        height
            ``"content"``: it grows with what is typed; ``"stretch"`` or pixels.
        max_upload_size, accept_file, file_type, accept_audio, audio_sample_rate
            Files and recordings are not supported yet.

        Raises
        ------
        ApiError
            It stands in a form, or an argument is none of those.

        >>> if said := chat_input("Say something"):
        ...     chat_message("user").write(said)
        """
        check.unsupported(
            "chat_input",
            accept_file=accept_file,
            accept_audio=accept_audio,
            file_type=file_type,
            max_upload_size=max_upload_size,
        )
        if submit_mode != "submit":
            raise ApiError(f"chat_input(submit_mode={submit_mode!r}): it takes 'submit' for now.")
        check.whole("chat_input", "max_chars", max_chars)
        name = check.key(key)
        text = check.label(placeholder)
        run = current()
        pinned = self._place is None and run.at_top_level

        def decode(value: Any) -> str:
            if not isinstance(value, str) or not value.strip():
                raise ValueError("A message is some text.")
            if max_chars is not None and len(value) > max_chars:
                raise ValueError(f"a message has at most {max_chars} characters")
            return value

        def props(value: object, form: int) -> ChatInput:
            if form:
                raise ApiError("chat_input() stands in a form. Move it out: it sends by itself.")
            return ChatInput(
                key=name,
                label=text,
                disabled=bool(disabled),
                max_chars=max_chars,
                width=check.width(width, content=False),
                height=check.height(height),
                pinned=pinned,
            )

        said: str | None = run.widget(
            self._place,
            kind="chat_input",
            key=name,
            label=text,
            default=None,
            decode=decode,
            encode=_unset,
            props=props,
            on_change=check.callback(on_submit, "on_submit"),
            args=args or (),
            kwargs=kwargs,
            trigger=True,
        )
        return said


def _unset(value: object) -> None:
    """A message is the user's: session state never holds one to be shown."""
    if value is not None:
        raise ValueError("a message cannot be set: it is there when the user sends one")


def _avatar(value: Any) -> str | None:
    if value is None or (isinstance(value, str) and value in _AVATARS):
        return value
    if isinstance(value, os.PathLike):
        return _image(Path(value))
    if isinstance(value, str):
        text = value.strip()
        if text.startswith(("http://", "https://")):
            return address("chat_message", text)
        if "." in text and not text.startswith(":"):
            return _image(Path(text))
    return check.icon(value)


def _image(path: Path) -> str:
    kind = mimetypes.guess_type(path.name)[0] or ""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ApiError(f"chat_message(avatar={str(path)!r}): {error.strerror}.") from error
    if not kind.startswith("image/") or len(data) > _LARGEST:
        raise ApiError(
            f"chat_message(avatar={str(path)!r}): it takes an image file of 512 kB at most."
        )
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"
