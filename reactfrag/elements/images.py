"""Pictures, and the app's logo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from reactfrag.elements import check
from reactfrag.elements.base import Drawable
from reactfrag.elements.links import address
from reactfrag.elements.raster import Encoding, several, to_file
from reactfrag.errors import ApiError
from reactfrag.protocol.figures import Image, Picture
from reactfrag.protocol.props import Logo
from reactfrag.runtime.context import current

if TYPE_CHECKING:
    from reactfrag.elements.container import Container


class ImageMixin(Drawable):
    """Pictures."""

    __slots__ = ()

    def image(
        self,
        image: Any,
        caption: str | Sequence[str] | None = None,
        width: int | str = "content",
        clamp: bool = False,
        channels: Literal["RGB", "BGR"] = "RGB",
        output_format: Literal["JPEG", "PNG", "auto"] = "auto",
        *,
        use_container_width: bool | None = None,
        link: str | None = None,
        use_column_width: bool | Literal["auto", "always", "never"] | None = None,
        alt: str | Sequence[str] | None = None,
    ) -> Container:
        """Show a picture, or several.

        Parameters
        ----------
        image
            The path or address of a picture, its bytes, an open file, SVG text, a numpy array
            (height × width, with 1, 3 or 4 channels; fractions of 1 or whole numbers of 255), a
            Pillow image, or a list of those.
        caption
            Inline markdown below it; a list for a list of pictures.
        width
            ``"content"`` (its own, and no more than there is), ``"stretch"`` or pixels.
        clamp
            Cut off values of an array that are out of range, rather than raise.
        channels
            The order of an array's colours: ``"RGB"`` or ``"BGR"``.
        output_format
            How an array or a Pillow image is sent: ``"PNG"``, ``"JPEG"`` or ``"auto"``.
        use_container_width, use_column_width
            Older ways to say ``width="stretch"``.
        link
            An address that a click on the picture leads to.
        alt
            What a screen reader says of it, a list for a list of pictures; ``""``: it only
            decorates; ``None``: its caption.

        Raises
        ------
        ApiError
            It is no picture, cannot be read, or an argument is none of those.

        >>> image("sunrise.jpg", caption="Sunrise")
        """
        if channels not in ("RGB", "BGR"):
            raise ApiError(f"image(channels={channels!r}): it takes 'RGB' or 'BGR'.")
        format = output_format if output_format == "auto" else str(output_format).upper()
        if format not in ("auto", "PNG", "JPEG"):
            raise ApiError(
                f"image(output_format={output_format!r}): it takes 'auto', 'PNG' or 'JPEG'."
            )
        wide = _width(width, use_container_width, use_column_width)
        pictures = several(image)
        if not pictures:
            raise ApiError("image([]): there is no picture in the list.")
        encoding = Encoding(bool(clamp), channels, format)
        captions = _each("caption", caption, len(pictures))
        texts = _each("alt", alt, len(pictures))
        shown = [
            Picture(url=offer(one, encoding), caption=text or None, alt=said)
            for one, text, said in zip(pictures, captions, texts, strict=True)
        ]
        return self._draw(
            Image(
                images=shown,
                each=wide if isinstance(wide, int) else None,
                link=None if link is None else address("image", link),
                width=None if isinstance(wide, int) else wide,
            )
        )


def logo(
    image: Any,
    *,
    size: Literal["small", "medium", "large"] = "medium",
    link: str | None = None,
    icon_image: Any = None,
) -> None:
    """Show the app's logo at the top of the sidebar, or of the page where there is none.

    Parameters
    ----------
    image
        A picture, as for :func:`image`, or an emoji or ``:material/name:``.
    size
        ``"small"`` (20 pixels high), ``"medium"`` (24) or ``"large"`` (32).
    link
        The address that a click on it leads to.
    icon_image
        A smaller picture for the time when the sidebar is closed; ``None``: the same.

    Raises
    ------
    ApiError
        It is no picture, or an argument is none of those.

    >>> logo("logo.svg", link="https://example.com")
    """
    if size not in ("small", "medium", "large"):
        raise ApiError(f"logo(size={size!r}): it takes 'small', 'medium' or 'large'.")
    current().page_config(
        logo=Logo(
            image=_logo(image),
            icon=None if icon_image is None else _logo(icon_image),
            size=size,
            link=None if link is None else address("logo", link),
        )
    )


def offer(image: Any, encoding: Encoding) -> str:
    """Offer a picture to the page; return its address."""
    file = to_file(image, encoding)
    return file if isinstance(file, str) else current().media(file.data, file.mime, file.name)


def _logo(image: Any) -> str:
    if isinstance(image, str) and (image.startswith(":material/") or check.is_emoji(image)):
        found = check.icon(image)
        assert found is not None
        return found
    return offer(image, Encoding())


def _width(width: Any, container: bool | None, column: Any) -> int | str | None:
    if column is not None:
        if column not in (True, False, "auto", "always", "never"):
            raise ApiError(
                f"image(use_column_width={column!r}): it takes True, False, 'auto', 'always' or "
                "'never'."
            )
        container = column in (True, "always") if container is None else container
    if width is None or width == -1:
        # How older scripts ask for the picture's own.
        width = "content"
    return check.width(check.stretched(container, width), "content")


def _each(name: str, given: Any, count: int) -> list[str | None]:
    """Return the text for each picture."""
    if given is None:
        return [None] * count
    if isinstance(given, (list, tuple)):
        if len(given) != count:
            raise ApiError(f"image({name}=...): {len(given)} texts for {count} pictures.")
        return [None if text is None else str(text) for text in given]
    if count > 1 and name == "caption":
        raise ApiError(
            f"image({name}=...): one text for {count} pictures. Give a list with one for each."
        )
    return [str(given)] * count
