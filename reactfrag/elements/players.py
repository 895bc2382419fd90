"""Sound, films and documents."""

from __future__ import annotations

import io
import math
import mimetypes
import os
import re
import wave
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from reactfrag.data.libraries import library_of
from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.errors import ApiError
from reactfrag.protocol.figures import Audio, Pdf, Track, Video
from reactfrag.runtime.context import current
from reactfrag.runtime.interval import parse_interval

if TYPE_CHECKING:
    from reactfrag.elements.container import Container

_YOUTUBE = ("youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", "youtube-nocookie.com")
_STAMP = re.compile(r"(\d{2}:\d{2}(?::\d{2})?),(\d{3})")


class PlayerMixin(Drawable):
    """Elements that play something."""

    __slots__ = ()

    def audio(
        self,
        data: Any,
        format: str = "audio/wav",
        start_time: int | float | timedelta | str = 0,
        *,
        sample_rate: int | None = None,
        end_time: int | float | timedelta | str | None = None,
        loop: bool = False,
        autoplay: bool = False,
        alt: str | None = None,
        width: int | str = "stretch",
    ) -> Container:
        """Show a player for sound.

        Parameters
        ----------
        data
            The path or address of a sound file, its bytes, an open file, or a numpy array of
            samples (-1 to 1, or integers), of shape ``(samples,)`` or ``(channels, samples)``.
        format
            The media type; of a path it is known from its ending.
        start_time
            Where to begin: seconds, a timedelta or text such as ``"1m 30s"``.
        sample_rate
            Samples per second, of a numpy array.
        end_time
            Where to end, as ``start_time``; ``None``: with the sound.
        loop
            Begin again at the end.
        autoplay
            Begin by itself, if the browser lets it.
        alt
            What a screen reader calls the player.
        width
            ``"stretch"`` or pixels.

        Raises
        ------
        ApiError
            The file cannot be read, or an argument is none of those.

        >>> audio("birds.mp3")
        """
        if library_of(data) == "numpy" and hasattr(data, "dtype"):
            data, format = _to_wave(data, sample_rate), "audio/wav"
        elif sample_rate is not None:
            raise ApiError("audio(sample_rate=...) goes with a numpy array of samples.")
        start, end = _span("audio", start_time, end_time)
        return self._draw(
            Audio(
                url=offer("audio", data, format),
                start=start,
                end=end,
                loop=bool(loop),
                autoplay=bool(autoplay),
                alt=alt,
                width=check.width(width, content=False),
            )
        )

    def video(
        self,
        data: Any,
        format: str = "video/mp4",
        start_time: int | float | timedelta | str = 0,
        *,
        subtitles: Any = None,
        end_time: int | float | timedelta | str | None = None,
        loop: bool = False,
        autoplay: bool = False,
        muted: bool = False,
        alt: str | None = None,
        width: int | str = "stretch",
    ) -> Container:
        """Show a player for a film.

        Parameters
        ----------
        data
            The path or address of a film, its bytes, or an open file.  A YouTube address is
            shown in that site's own player.
        format
            The media type; of a path it is known from its ending.
        start_time
            Where to begin: seconds, a timedelta or text such as ``"1m 30s"``.
        subtitles
            A path, text, bytes or open file in WebVTT or SubRip form, or a dict of several by
            their labels, such as ``{"English": "en.vtt", "Deutsch": "de.vtt"}``.
        end_time
            Where to end, as ``start_time``; ``None``: with the film.
        loop
            Begin again at the end.
        autoplay
            Begin by itself, which browsers allow for films that are ``muted``.
        muted
            Begin without sound.
        alt
            What a screen reader calls the player.
        width
            ``"stretch"`` or pixels.

        Raises
        ------
        ApiError
            A file cannot be read, or an argument is none of those.

        >>> video("flight.mp4", subtitles={"English": "flight.vtt"})
        """
        start, end = _span("video", start_time, end_time)
        embed = _youtube(data, start, end, bool(loop), bool(autoplay), bool(muted))
        if embed and subtitles is not None:
            raise ApiError("video(subtitles=...) goes with a film of your own, not with YouTube's.")
        return self._draw(
            Video(
                url=embed or offer("video", data, format),
                embed=bool(embed),
                start=start,
                end=end,
                loop=bool(loop),
                autoplay=bool(autoplay),
                muted=bool(muted),
                subtitles=_tracks(subtitles),
                alt=alt,
                width=check.width(width, content=False),
            )
        )

    def pdf(
        self,
        data: Any,
        *,
        height: int | str = 500,
        key: str | int | None = None,
        alt: str | None = None,
    ) -> Container:
        """Show a PDF document.

        Parameters
        ----------
        data
            The path or address of a document, its bytes, or an open file.
        height
            Pixels, ``"stretch"`` or ``"content"``: all pages one below the other.
        key
            Its name on the page.
        alt
            What a screen reader calls the document.

        Raises
        ------
        ApiError
            The file cannot be read, is no PDF document, or an argument is none of those.

        >>> pdf("report.pdf", height=700)
        """
        name = check.key(key)
        high = check.height(height, None)
        assert high is not None
        url = offer("pdf", data, "application/pdf", must_begin=b"%PDF-")
        return self._draw(Pdf(key=name, url=url, height=high, alt=alt), name)


def offer(element: str, data: Any, format: str, *, must_begin: bytes = b"") -> str:
    """Offer a file to the page; return its address.

    Raises :class:`ApiError` if it cannot be read, or does not begin as it must.
    """
    if not isinstance(format, str) or "/" not in format:
        raise ApiError(f"{element}(format={format!r}): it takes a media type such as 'audio/wav'.")
    name = element
    if isinstance(data, str) and data.startswith(("http://", "https://")):
        return data
    if isinstance(data, (str, os.PathLike)):
        path = Path(data)
        name = path.name
        format = mimetypes.guess_type(path.name)[0] or format
        content = read_path(element, path)
    else:
        content = read_bytes(element, data)
        name = os.path.basename(str(getattr(data, "name", None) or element))
    if must_begin and must_begin not in content[:1024]:
        raise ApiError(f"{element}({name!r}): these {len(content)} bytes are no such document.")
    return current().media(content, format, name)


def read_path(element: str, path: Path) -> bytes:
    """Return what is in a file; :class:`ApiError` if it cannot be read."""
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ApiError(f"{element}({str(path)[:200]!r}): {reason}.") from error


def read_bytes(element: str, data: Any) -> bytes:
    """Return the bytes of what holds some."""
    if isinstance(data, (bytes, bytearray, memoryview)):
        return bytes(data)
    if hasattr(data, "getvalue"):
        data = data.getvalue()
    elif hasattr(data, "read"):
        if hasattr(data, "seekable") and data.seekable():
            data.seek(0)
        data = data.read()
    if isinstance(data, bytes):
        return data
    if isinstance(data, str):
        return data.encode()
    raise ApiError(
        f"{element}() takes a path, an address, bytes or a file opened with mode 'rb'; not "
        f"{type(data).__name__}."
    )


def _span(element: str, start: Any, end: Any) -> tuple[float, float | None]:
    begin = 0.0 if start == 0 else parse_interval(start, name=f"{element}(start_time=)")
    stop = parse_interval(end, name=f"{element}(end_time=)")
    if begin is None:
        begin = 0.0
    if stop is not None and stop <= begin:
        raise ApiError(f"{element}(end_time={end!r}): it ends before it begins ({start!r}).")
    return begin, stop


def _to_wave(samples: Any, sample_rate: int | None) -> bytes:
    """Return samples as a WAV file of 16 bits."""
    if sample_rate is None:
        raise ApiError("audio() of a numpy array needs to know its sample_rate=, in hertz.")
    check.whole("audio", "sample_rate", sample_rate)
    if samples.ndim not in (1, 2) or not samples.size or samples.dtype.kind not in "iuf":
        raise ApiError(
            f"audio(): an array of {samples.dtype} and shape {tuple(samples.shape)} is no sound. "
            "It takes numbers of shape (samples,) or (channels, samples)."
        )
    channels = 1 if samples.ndim == 1 else samples.shape[0]
    loudest = float(abs(samples.astype("float64")).max())
    if not math.isfinite(loudest):
        raise ApiError("audio(): some samples are not finite numbers.")
    # Fractions are of full volume; what is louder than that, or counted otherwise, is scaled.
    scale = 1.0 if samples.dtype.kind == "f" and loudest <= 1 else loudest or 1.0
    if samples.dtype == "int16":
        scale = 32767.0
    frames = (samples.astype("float64") / scale * 32767).round().clip(-32768, 32767)
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(sample_rate)
        file.writeframes(frames.T.astype("<i2").tobytes())
    return buffer.getvalue()


def _tracks(subtitles: Any) -> list[Track]:
    if subtitles is None:
        return []
    given = subtitles if isinstance(subtitles, Mapping) else {"Subtitles": subtitles}
    return [Track(label=str(label), url=_track(label, text)) for label, text in given.items()]


def _track(label: Any, source: Any) -> str:
    if isinstance(source, str) and "\n" in source:
        text = source
    else:
        if isinstance(source, (str, os.PathLike)):
            content = read_path("video(subtitles=)", Path(source))
        else:
            content = read_bytes("video(subtitles=)", source)
        text = content.decode("utf-8-sig", "replace")
    text = text.replace("\r\n", "\n").strip()
    if not text.startswith("WEBVTT"):
        if "-->" not in text:
            raise ApiError(f"video(subtitles=): {label!r} is in neither WebVTT nor SubRip form.")
        text = "WEBVTT\n\n" + _STAMP.sub(r"\1.\2", text)
    return current().media(text.encode(), "text/vtt", "subtitles.vtt")


def _youtube(
    data: Any, start: float, end: float | None, loop: bool, autoplay: bool, muted: bool
) -> str:
    """Return the address of YouTube's player for a film there; empty for any other film."""
    if not isinstance(data, str) or not data.startswith(("http://", "https://")):
        return ""
    parts = urlsplit(data)
    if (parts.hostname or "") not in _YOUTUBE:
        return ""
    path = parts.path.strip("/").split("/")
    found = parse_qs(parts.query).get("v", [""])[0]
    if parts.hostname == "youtu.be":
        found = path[0]
    elif path[0] in ("embed", "shorts", "live", "v") and len(path) > 1:
        found = path[1]
    if not re.fullmatch(r"[\w-]{6,20}", found, re.ASCII):
        return ""
    wanted = {
        "start": int(start),
        "end": 0 if end is None else int(end),
        "autoplay": int(autoplay),
        "mute": int(muted),
        "loop": int(loop),
    }
    query = "&".join(f"{name}={value}" for name, value in wanted.items() if value)
    # A single film goes round when it is its own list.
    query += f"&playlist={found}" if loop else ""
    return f"https://www.youtube-nocookie.com/embed/{found}" + (f"?{query}" if query else "")
