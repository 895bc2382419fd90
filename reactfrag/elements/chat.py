"""Chat: messages, and the field at the bottom that sends one."""

from __future__ import annotations

import base64
import mimetypes
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from reactfrag.elements import check
from reactfrag.elements.attributes import AttributeDict
from reactfrag.elements.base import Drawable
from reactfrag.elements.files import extensions, upload_limit, uploaded
from reactfrag.elements.inputs import Args, Kwargs
from reactfrag.elements.links import address
from reactfrag.elements.recorders import RECORDINGS, sampling
from reactfrag.errors import ApiError
from reactfrag.protocol.props import ChatInput, ChatMessage
from reactfrag.runtime.context import current
from reactfrag.runtime.files import UploadedFile

if TYPE_CHECKING:
    from reactfrag.elements.container import Container

_LARGEST = 512 * 1024
_FILES: dict[Any, Any] = {
    False: "none",
    True: "single",
    "multiple": "multiple",
    "directory": "directory",
}
_AVATARS = ("user", "assistant", "ai", "human")


class ChatValue(AttributeDict):
    """A message with what came along: ``text``, ``files`` and ``audio``."""

    def __str__(self) -> str:
        return str(self["text"])


@dataclass(frozen=True, slots=True)
class _Takes:
    """What a chat input takes."""

    find: Callable[[str], UploadedFile | None]
    files: Any
    types: list[str]
    limit: int
    audio: bool
    sample_rate: int | None
    max_chars: int | None

    @property
    def more(self) -> bool:
        """Whether a message is more than text."""
        return self.audio or self.files != "none"

    def decode(self, value: Any) -> str | ChatValue:
        """Return a message that the page has sent."""
        if not self.more:
            return self._text(value, needed=True)
        if not isinstance(value, dict):
            raise ValueError("A message with files has text, files and audio.")
        files, audio = value.get("files", []), value.get("audio")
        most = {"none": 0, "single": 1}.get(self.files)
        if not isinstance(files, list) or (most is not None and len(files) > most):
            raise ValueError("these are more files than one message takes")
        if audio is not None and not self.audio:
            raise ValueError("this field takes no recordings")
        text = self._text(value.get("text", ""), needed=not files and audio is None)
        sent = [uploaded(self.find, id, self.types, self.limit) for id in files]
        said = None if audio is None else uploaded(self.find, audio, RECORDINGS, self.limit)
        return ChatValue(text=text, files=sent, audio=said)

    def _text(self, value: Any, *, needed: bool) -> str:
        if not isinstance(value, str) or (needed and not value.strip()):
            raise ValueError("A message is some text.")
        if self.max_chars is not None and len(value) > self.max_chars:
            raise ValueError(f"a message has at most {self.max_chars} characters")
        return value


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
    ) -> Any:
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
        max_upload_size
            The most a file may have, in megabytes (2**20 bytes); ``None``, or more than the
            server's limit: that limit.
        accept_file
            Take a file along with the text; ``"multiple"``: several; ``"directory"``: those of a
            folder.
        file_type
            The extensions it takes, such as ``"csv"`` or ``["png", "jpg"]``; ``None``: any.
        accept_audio
            Let the user record sound.
        audio_sample_rate
            Samples per second of a recording, as for :meth:`audio_input`.
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

        Returns
        -------
        The text.  With files or recordings: a :class:`ChatValue` with ``text``, ``files`` and
        ``audio``.

        Raises
        ------
        ApiError
            It stands in a form, or an argument is none of those.

        >>> if said := chat_input("Say something"):
        ...     chat_message("user").write(said)
        """
        if accept_file not in _FILES:
            raise ApiError(
                f"chat_input(accept_file={accept_file!r}): it takes True, False, 'multiple' or "
                "'directory'."
            )
        if submit_mode != "submit":
            raise ApiError(f"chat_input(submit_mode={submit_mode!r}): it takes 'submit' for now.")
        check.whole("chat_input", "max_chars", max_chars)
        name = check.key(key)
        text = check.label(placeholder)
        run = current()
        takes = _Takes(
            find=run.uploaded,
            files=_FILES[accept_file],
            types=extensions("chat_input", "file_type", file_type),
            limit=upload_limit("chat_input", max_upload_size, run.settings.upload_limit),
            audio=bool(accept_audio),
            sample_rate=sampling("chat_input", "audio_sample_rate", audio_sample_rate),
            max_chars=max_chars,
        )
        pinned = self._place is None and run.at_top_level

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
                files=takes.files,
                types=takes.types,
                audio=takes.audio,
                sample_rate=takes.sample_rate if takes.audio else None,
                max_bytes=takes.limit if takes.more else 0,
                url=run.upload_url() if takes.more else "",
            )

        said: str | ChatValue | None = run.widget(
            self._place,
            kind="chat_input",
            key=name,
            label=text,
            default=None,
            decode=takes.decode,
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
