"""Bytes that apps give their pages: pictures, downloads, embedded HTML."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reactfrag_server.errors import error_response
from reactfrag_server.headers import (
    EMBEDDED_POLICY,
    ISOLATED_POLICY,
    content_disposition,
    media_type,
)
from reactfrag_server.types import MediaLookup

ACTIVE = frozenset({"text/html", "application/xhtml+xml", "image/svg+xml"})
"""Types that may carry scripts: shown as documents of a foreign origin."""

PASSIVE = ("image/", "audio/", "video/", "font/")
"""Beginnings of the types that a page shows and that cannot do anything."""

PASSIVE_TYPES = frozenset({"text/plain", "application/pdf", "application/json", "text/vtt"})


@dataclass(frozen=True, slots=True)
class ByteRange:
    """A part of some bytes, both ends included."""

    first: int
    last: int


def parse_range(header: str, size: int) -> ByteRange | None:
    """Return the part that a ``Range`` header asks for; None: send it whole.

    More than one part, other units and what can't be read are answered whole, as
    RFC 9110 (14.2) allows.

    :raises ValueError: when the part lies outside.
    """
    unit, _, part = header.partition("=")
    first, dash, last = (text.strip() for text in part.partition("-"))
    numbers = all(not text or (text.isascii() and text.isdigit()) for text in (first, last))
    if unit.strip() != "bytes" or not dash or not numbers or not (first or last):
        return None
    if not first:
        found = ByteRange(max(size - int(last), 0), size - 1)
    else:
        found = ByteRange(int(first), min(int(last) if last else size - 1, size - 1))
    if found.first > found.last:
        if last and first and int(first) > int(last):
            return None
        raise ValueError("outside")
    return found


class MediaEndpoint:
    """The route of what ``Run.media`` keeps."""

    def __init__(self, lookup: MediaLookup) -> None:
        self._lookup = lookup

    def routes(self) -> list[Route]:
        return [Route("/_reactfrag/media/{sha}/{name:path}", self.serve, methods=["GET"])]

    async def serve(self, request: Request) -> Response:
        """Send the bytes of a hash, under the name that the address ends in."""
        media = self._lookup(request.path_params["sha"])
        if media is None:
            return error_response(404, "media-gone", "The app keeps no such file, or no longer.")
        headers = self._headers(media.mime, request.path_params["name"] or media.file_name)
        # The hash is in the address: what is behind it never changes.
        headers["etag"] = etag = f'"{request.path_params["sha"]}"'
        headers["cache-control"] = "private, max-age=31536000, immutable"
        headers["accept-ranges"] = "bytes"
        if etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        size = len(media.data)
        wanted = request.headers.get("range")
        if wanted is not None and request.headers.get("if-range", etag) == etag:
            try:
                part = parse_range(wanted, size)
            except ValueError:
                return Response(status_code=416, headers={"content-range": f"bytes */{size}"})
            if part is not None:
                headers["content-range"] = f"bytes {part.first}-{part.last}/{size}"
                return Response(media.data[part.first : part.last + 1], 206, headers)
        return Response(media.data, headers=headers)

    @staticmethod
    def _headers(mime: str, name: str) -> dict[str, str]:
        content_type = media_type(mime)
        type = content_type.partition(";")[0].strip().lower()
        if type.startswith("text/") and "charset" not in content_type:
            content_type += "; charset=utf-8"
        passive = type in PASSIVE_TYPES or (type.startswith(PASSIVE) and type not in ACTIVE)
        kind = "inline" if passive or type in ACTIVE else "attachment"
        return {
            "content-type": content_type,
            "content-disposition": content_disposition(kind, name),
            "content-security-policy": EMBEDDED_POLICY if passive else ISOLATED_POLICY,
        }
