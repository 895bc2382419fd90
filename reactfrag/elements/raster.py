"""Pictures as files: from whatever holds a picture to bytes that a browser shows."""

from __future__ import annotations

import importlib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reactfrag.data.libraries import library_of
from reactfrag.errors import ApiError

ACCEPTED = (
    "the path or address of a picture, its bytes, SVG text, a numpy array, a Pillow image, or a "
    "list of those"
)
_SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml", "image/avif")
_ENDINGS = {"image/jpeg": ".jpg", "image/svg+xml": ".svg"}
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"\0\0\1\0", "image/x-icon"),
)
_JPEG_QUALITY = 90


@dataclass(frozen=True, slots=True)
class Encoding:
    """How an array or a Pillow image is to become a file."""

    clamp: bool = False
    """Whether values outside of the range are cut off rather than refused."""
    channels: str = "RGB"
    format: str = "auto"
    """``"PNG"``, ``"JPEG"`` or ``"auto"``."""


@dataclass(frozen=True, slots=True)
class File:
    """A picture as a file."""

    data: bytes
    mime: str
    name: str


def is_picture(value: Any) -> bool:
    """Whether ``value`` is a Pillow image."""
    return library_of(value) == "PIL" and hasattr(value, "save")


def several(value: Any) -> list[Any]:
    """Return the single pictures of a list, a tuple or a stack of arrays."""
    if isinstance(value, (list, tuple)):
        return [one for item in value for one in several(item)]
    if library_of(value) == "numpy" and getattr(value, "ndim", 0) == 4:
        return list(value)
    return [value]


def to_file(value: Any, encoding: Encoding) -> File | str:
    """Return a picture as a file, or the address that ``value`` is.

    Raises :class:`ApiError` if it is no picture, or cannot be read.
    """
    if isinstance(value, str):
        text = value.strip()
        if text.startswith(("http://", "https://", "data:image/")):
            return text
        if is_svg(text[:1000].encode()):
            return File(text.encode(), "image/svg+xml", "image.svg")
        return _from_path(Path(value), encoding)
    if isinstance(value, os.PathLike):
        return _from_path(Path(value), encoding)
    if isinstance(value, (bytes, bytearray, memoryview)):
        return _encoded(bytes(value), "image", encoding)
    if is_picture(value):
        return _save(value, encoding)
    if library_of(value) == "numpy" and hasattr(value, "dtype"):
        return _save(_from_array(value, encoding), encoding)
    if isinstance(value, io.BytesIO):
        return _encoded(value.getvalue(), "image", encoding)
    if hasattr(value, "read"):
        return _encoded(_read(value), "image", encoding)
    raise ApiError(f"image() takes {ACCEPTED}; not {type(value).__name__}.")


def type_of(data: bytes) -> str:
    """Return the media type of an encoded picture by its first bytes; ``""`` if unknown."""
    for beginning, mime in _BEGINNINGS:
        if data.startswith(beginning):
            return mime
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return "image/avif"
    return "image/svg+xml" if is_svg(data[:1000]) else ""


def is_svg(head: bytes) -> bool:
    """Whether a file that begins like this is an SVG picture."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<?xml", b"<!--", b"<!d")):
        return b"<svg" in text
    return text.startswith(b"<svg")


def pillow(why: str) -> Any:
    """Return the module ``PIL.Image``; :class:`ApiError` where it is not installed."""
    try:
        return importlib.import_module("PIL.Image")
    except ImportError:
        raise ApiError(f"{why} needs Pillow: pip install 'reactfrag[charts]'.") from None


def _read(file: Any) -> bytes:
    if hasattr(file, "seekable") and file.seekable():
        file.seek(0)
    data = file.read()
    if isinstance(data, bytes):
        return data
    raise ApiError("image(): this file was opened as text. Open it with mode 'rb'.")


def _from_path(path: Path, encoding: Encoding) -> File:
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ApiError(f"image({str(path)[:200]!r}): {reason}.") from error
    return _encoded(data, path.stem, encoding)


def _encoded(data: bytes, name: str, encoding: Encoding) -> File:
    """A picture that is a file already; one that browsers do not show is turned into PNG."""
    mime = type_of(data)
    wanted = f"image/{encoding.format.lower()}"
    if mime in _SHOWN and (wanted in ("image/auto", mime) or mime == "image/svg+xml"):
        return File(data, mime, name + _ENDINGS.get(mime, "." + mime.partition("/")[2]))
    if not data:
        raise ApiError("image(): the picture has no bytes.")
    module = pillow("This kind of picture")
    try:
        picture = module.open(io.BytesIO(data))
        picture.load()
    except (OSError, ValueError, SyntaxError) as error:
        raise ApiError(f"image(): these {len(data)} bytes are no picture: {error}.") from error
    return _save(picture, encoding)


def _from_array(array: Any, encoding: Encoding) -> Any:
    module = pillow("A picture made from an array")
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[:, :, 0]
    if array.ndim not in (2, 3) or (array.ndim == 3 and array.shape[2] not in (3, 4)):
        raise ApiError(
            f"image(): an array of shape {tuple(array.shape)} is no picture. It takes (height, "
            "width), with 1, 3 or 4 channels behind them, or a stack of such arrays."
        )
    pixels = _bytes(array, encoding.clamp)
    if encoding.channels == "BGR" and pixels.ndim == 3:
        pixels = pixels[:, :, [2, 1, 0, *range(3, pixels.shape[2])]]
    return module.fromarray(pixels)


def _bytes(array: Any, clamp: bool) -> Any:
    """Return an array's values as bytes: fractions are of 1, whole numbers of 255."""
    kind = array.dtype.kind
    if kind == "b":
        return array.astype("uint8") * 255
    if kind not in "uif":
        raise ApiError(f"image(): an array of {array.dtype} is no picture. It takes numbers.")
    most = 1.0 if kind == "f" else 255
    if array.size and array.dtype != "uint8":
        low, high = array.min(), array.max()
        if not (low >= 0 and high <= most):
            if not clamp:
                raise ApiError(
                    f"image(): the values go from {low} to {high}, and a picture takes 0 to "
                    f"{most:g}. `clamp=True` cuts off what is outside."
                )
            array = array.clip(0, most)
            if kind == "f":
                # What is not a number has come through the clipping.
                array[array != array] = 0
    return (array * 255).round().astype("uint8") if kind == "f" else array.astype("uint8")


def _save(picture: Any, encoding: Encoding) -> File:
    """Encode a Pillow image."""
    buffer = io.BytesIO()
    if getattr(picture, "is_animated", False) and encoding.format == "auto":
        kind = "WEBP" if picture.format == "WEBP" else "GIF"
        picture.save(buffer, kind, save_all=True)
        return File(buffer.getvalue(), f"image/{kind.lower()}", f"image.{kind.lower()}")
    alpha = "A" in picture.mode or "transparency" in picture.info
    kind = encoding.format
    if kind == "auto":
        # A photograph stays one; whatever else may have sharp edges.
        kind = "JPEG" if picture.format in ("JPEG", "MPO") and not alpha else "PNG"
    if kind == "JPEG":
        flat = picture if picture.mode in ("RGB", "L") else _flat(picture, alpha)
        flat.save(buffer, "JPEG", quality=_JPEG_QUALITY)
        return File(buffer.getvalue(), "image/jpeg", "image.jpg")
    modes = ("1", "L", "LA", "I;16", "P", "RGB", "RGBA")
    kept = picture if picture.mode in modes else picture.convert("RGBA" if alpha else "RGB")
    # The least effort: half a megapixel takes milliseconds rather than tenths of a second.
    kept.save(buffer, "PNG", compress_level=1)
    return File(buffer.getvalue(), "image/png", "image.png")


def _flat(picture: Any, alpha: bool) -> Any:
    if not alpha:
        return picture.convert("RGB")
    see_through = picture.convert("RGBA")
    ground = see_through.copy()
    ground.paste((255, 255, 255, 255), (0, 0, *see_through.size))
    ground.alpha_composite(see_through)
    return ground.convert("RGB")
