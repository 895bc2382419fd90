"""Widgets that take a picture or record sound, in the browser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.files import encode_files, uploaded
from reactfrag.elements.inputs import Args, Kwargs, OnChange, begin, in_form
from reactfrag.errors import ApiError
from reactfrag.protocol.figures import AudioInput, CameraInput
from reactfrag.protocol.props import FileInfo, LabelVisibility
from reactfrag.runtime.context import current
from reactfrag.runtime.files import UploadedFile

PICTURES = (".jpg", ".png", ".webp")
RECORDINGS = (".wav",)
SAMPLE_RATES = (8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000)
_SIZES = {"vga": (640, 480), "hd": (1280, 720), "fhd": (1920, 1080), "4k": (3840, 2160)}


class RecorderMixin(Drawable):
    """Widgets that use the camera or the microphone."""

    __slots__ = ()

    def camera_input(
        self,
        label: str,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        resolution: Any = None,
        width: int | str = "stretch",
    ) -> UploadedFile | None:
        """Show the user's camera; return the picture taken, or ``None``.

        Parameters
        ----------
        label
            Inline markdown.
        key
            Its name in session state and on the page.
        help
            Markdown, shown on demand.
        on_change, args, kwargs
            A function to call first when a picture is taken or cleared, with what to call it.
        disabled
            Show it greyed out: the camera is not asked for.
        label_visibility
            ``"visible"``, ``"hidden"`` (keeps its room) or ``"collapsed"``.
        resolution
            What to ask the camera for: ``(width, height)`` in pixels, or ``"vga"``, ``"hd"``,
            ``"fhd"``, ``"4k"``; ``None``: what it gives by itself.
        width
            ``"stretch"`` or pixels.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> picture = camera_input("Take a picture")
        >>> if picture is not None:
        ...     image(picture)
        """
        callback = begin("camera_input", label, on_change, None, None)
        ideal = _resolution(resolution)
        run = current()
        limit = run.settings.upload_limit
        name = check.key(key)
        wide = check.width(width, content=False)
        shown = check.visibility(label_visibility)

        def props(wire: list[FileInfo], form: int) -> CameraInput:
            return CameraInput(
                key=name,
                label=label,
                help=help,
                disabled=bool(disabled),
                label_visibility=shown,
                form=in_form("camera_input", form, callback),
                width=wide,
                value=wire,
                ideal=ideal,
                max_bytes=limit,
                url=run.upload_url(),
            )

        taken: UploadedFile | None = run.widget(
            self._place,
            kind="camera_input",
            key=name,
            label=label,
            default=None,
            decode=single("camera_input", run.uploaded, PICTURES, limit),
            encode=encode_files,
            props=props,
            on_change=callback,
            args=args or (),
            kwargs=kwargs,
        )
        return taken

    def audio_input(
        self,
        label: str,
        *,
        sample_rate: int | None = 16000,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        disabled: bool = False,
        label_visibility: LabelVisibility = "visible",
        width: int | str = "stretch",
    ) -> UploadedFile | None:
        """Show a recorder; return the recording as a WAV file, or ``None``.

        Parameters
        ----------
        label
            Inline markdown.
        sample_rate
            Samples per second: 8000, 11025, 16000, 22050, 24000, 32000, 44100 or 48000; ``None``:
            what the microphone gives.
        key
            Its name in session state and on the page.
        help
            Markdown, shown on demand.
        on_change, args, kwargs
            A function to call first when a recording is made or cleared, with what to call it.
        disabled
            Show it greyed out.
        label_visibility
            ``"visible"``, ``"hidden"`` (keeps its room) or ``"collapsed"``.
        width
            ``"stretch"`` or pixels.

        Raises
        ------
        ApiError
            An argument is none of those.

        >>> note = audio_input("Record a note")
        >>> if note is not None:
        ...     audio(note)
        """
        callback = begin("audio_input", label, on_change, None, None)
        rate = sampling("audio_input", "sample_rate", sample_rate)
        run = current()
        limit = run.settings.upload_limit
        name = check.key(key)
        wide = check.width(width, content=False)
        shown = check.visibility(label_visibility)

        def props(wire: list[FileInfo], form: int) -> AudioInput:
            return AudioInput(
                key=name,
                label=label,
                help=help,
                disabled=bool(disabled),
                label_visibility=shown,
                form=in_form("audio_input", form, callback),
                width=wide,
                value=wire,
                sample_rate=rate,
                max_bytes=limit,
                url=run.upload_url(),
            )

        taken: UploadedFile | None = run.widget(
            self._place,
            kind="audio_input",
            key=name,
            label=label,
            default=None,
            decode=single("audio_input", run.uploaded, RECORDINGS, limit),
            encode=encode_files,
            props=props,
            on_change=callback,
            args=args or (),
            kwargs=kwargs,
        )
        return taken


def single(
    element: str,
    find: Callable[[str], UploadedFile | None],
    types: Sequence[str],
    limit: int,
) -> Callable[[Any], UploadedFile | None]:
    """Return what reads the page's answer: a list of one file, or of none."""

    def decode(wire: Any) -> UploadedFile | None:
        if not isinstance(wire, list) or len(wire) > 1:
            raise ValueError(f"A {element} sends a list of one file, or of none.")
        return uploaded(find, wire[0], types, limit) if wire else None

    return decode


def sampling(element: str, name: str, rate: Any) -> int | None:
    """Return a sample rate; :class:`ApiError` if it is none that can be had."""
    if rate is None or (type(rate) is int and rate in SAMPLE_RATES):
        return rate
    allowed = ", ".join(map(str, SAMPLE_RATES))
    raise ApiError(f"{element}({name}={rate!r}): it takes one of {allowed}, or None.")


def _resolution(given: Any) -> list[int] | None:
    if given is None:
        return None
    if isinstance(given, str) and given.lower() in _SIZES:
        return list(_SIZES[given.lower()])
    if isinstance(given, (tuple, list)) and len(given) == 2:
        width, height = given
        if type(width) is int and type(height) is int and width > 0 and height > 0:
            return [width, height]
    raise ApiError(
        f"camera_input(resolution={given!r}): it takes (width, height) in pixels, 'vga', 'hd', "
        "'fhd', '4k' or None."
    )
