"""Response headers that keep a page, and what it embeds, apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

DIRECTIVES = (
    "default-src 'self'",
    # WebAssembly only: nothing on the page may turn text into code.
    "script-src 'self' 'wasm-unsafe-eval'{scripts}",
    # Charts and styled components set styles at run time.
    "style-src 'self' 'unsafe-inline'",
    # Apps show pictures, fonts and media from anywhere.
    "img-src 'self' data: blob: http: https:",
    "media-src 'self' data: blob: http: https:",
    "font-src 'self' data: http: https:",
    "connect-src 'self' data: blob:",
    "worker-src 'self' blob:",
    # A custom component may live on another server, an embedded page anywhere.
    "frame-src 'self' data: blob: http: https:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'self'",
)


def page_policy(scripts: Iterable[str] = ()) -> str:
    """Return the content security policy of the page itself.

    :param scripts: the sources that the policy names the scripts in the page by.
    """
    named = "".join(f" {script}" for script in scripts)
    return "; ".join(DIRECTIVES).replace("{scripts}", named)


EMBEDDED_POLICY = "frame-ancestors 'self'"
"""Of a custom component: its scripts are its author's, in a frame of its own."""

ISOLATED_POLICY = (
    "sandbox allow-scripts allow-forms allow-modals allow-popups allow-downloads; "
    "frame-ancestors 'self'"
)
"""Of an app's own HTML: scripts run, but as a foreign origin even when opened by itself."""


def content_disposition(kind: str, file_name: str) -> str:
    """Return the header for a file name of any characters (RFC 6266, RFC 5987).

    :param kind: ``inline`` or ``attachment``.
    """
    name = "".join(character for character in file_name if character.isprintable())
    plain = name.encode("ascii", "replace").decode().replace("\\", "_").replace('"', "_")
    # A percent sign in the plain form is decoded by some browsers.
    plain = plain.replace("%", "_").replace("?", "_")
    value = f'{kind}; filename="{plain}"'
    if plain != name:
        value += f"; filename*=UTF-8''{quote(name, safe='', errors='replace')}"
    return value


DEFAULT_TYPE = "application/octet-stream"

_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(\s*;\s*[\w.+-]+=[\w.+-]+)*", re.ASCII)


def media_type(text: str) -> str:
    """Return a media type as it was given, or that of plain bytes when it is none."""
    return text if len(text) <= 255 and _MEDIA_TYPE.fullmatch(text) else DEFAULT_TYPE


DEFAULTS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "content-security-policy": page_policy(),
}
"""What every response says unless its route says otherwise."""


class SecurityHeaders:
    """ASGI middleware: adds the headers that a response leaves out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in DEFAULTS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, add)
