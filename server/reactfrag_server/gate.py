"""The gate in front of every route: Host, Origin and the size of what is sent."""

from __future__ import annotations

import logging

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from reactfrag_server.errors import error_response
from reactfrag_server.hosts import AllowedHosts, parse_host
from reactfrag_server.settings import Settings

logger = logging.getLogger(__name__)

UPLOADS = "/_reactfrag/upload/"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
MAX_BODY = 64 * 1024
"""The longest body, in bytes, that any route but the uploads takes."""
MAX_LOGGED = 100


class Refused(Exception):
    """A request that does not pass: an HTTP status, a code and a sentence."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class Gate:
    """ASGI middleware; what it lets through reaches the app untouched, frame by frame.

    ``Host`` is checked on every request.  ``Origin`` is checked on the websocket and on
    each method that may change something: it must be the host that was asked, or one
    the user has allowed.  Browsers always send it there, so a request without one is
    no browser's; it passes only when the settings say so.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._hosts = AllowedHosts(settings.host, settings.allow_hosts)
        self._logged: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        try:
            self.check(scope)
        except Refused as refused:
            self._log(refused)
            await self._refuse(refused, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def check(self, scope: Scope) -> None:
        """Raise :class:`Refused` unless the request may pass."""
        headers = Headers(scope=scope)
        named = headers.getlist("host")
        host = parse_host(named[0]) if len(named) == 1 else None
        if host is None:
            raise Refused(400, "bad-host", "The request names no host, or none that can be read.")
        if not self._hosts.takes(host):
            raise Refused(
                403,
                "host-not-allowed",
                f"This server does not answer for {host.name!r}. "
                f"If it should, start it with --allow-host {host.name}",
            )
        changes = scope["type"] == "websocket" or scope["method"] not in SAFE_METHODS
        if changes:
            origins = headers.getlist("origin")
            if not origins:
                if not self._settings.allow_missing_origin:
                    raise Refused(
                        403,
                        "origin-missing",
                        "The request has no Origin header. If clients that are no browsers "
                        "should be let in, start the server with --allow-missing-origin",
                    )
            elif len(origins) > 1 or not self._hosts.trusts(origins[0], host):
                raise Refused(
                    403,
                    "origin-not-allowed",
                    f"A page of {origins[0]!r} may not use this server. If it should, start "
                    "the server with --allow-host and the page's host",
                )
        if scope["type"] == "http":
            self._check_length(scope, headers)

    def _check_length(self, scope: Scope, headers: Headers) -> None:
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit():
            raise Refused(400, "bad-length", "The Content-Length header is no number.")
        uploads = scope["path"].startswith(UPLOADS)
        limit = self._settings.max_upload_bytes if uploads else MAX_BODY
        if int(length) > limit:
            raise Refused(
                413, "too-large", f"{int(length):,} bytes are over the limit of {limit:,}."
            )

    def _log(self, refused: Refused) -> None:
        # A page that retries would fill the log: each reason is said once.
        reason = str(refused)
        if len(self._logged) < MAX_LOGGED and reason not in self._logged:
            self._logged.add(reason)
            logger.warning("Refused: %s", reason)

    @staticmethod
    async def _refuse(refused: Refused, scope: Scope, receive: Receive, send: Send) -> None:
        response = error_response(refused.status, refused.code, str(refused))
        if scope["type"] == "http":
            await response(scope, receive, send)
            return
        websocket = WebSocket(scope, receive, send)
        if "websocket.http.response" in scope.get("extensions", {}):
            await websocket.send_denial_response(response)
        else:
            await websocket.close(1008, refused.code)
