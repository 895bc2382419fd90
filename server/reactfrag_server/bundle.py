"""The built browser client: its page, its assets, and what to say when it is not built."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import os
import re
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from reactfrag_server.headers import page_policy

ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
"""Content encodings with the suffix of their files, best first."""

KEPT_BYTES = 256 * 1024
"""Files up to this size are kept in memory: a page shows the sooner for each of them."""

KEPT_FILES = 16

_INLINE_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)

HOW_TO_BUILD = "cd server/frontend && npm ci && npm run build"

MISSING = f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>reactfrag: the browser client is missing</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:15vh auto;padding:0 1rem}}
pre{{padding:1rem;background:#8882;border-radius:.5rem;overflow:auto}}
:root{{color-scheme:light dark}}</style>
<h1>The browser client has not been built</h1>
<p>The server is running, but the page it serves is not there. In the folder of the
reactfrag repository (this needs Node.js), run</p><pre>{HOW_TO_BUILD}</pre>
<p>and load this page again. An installed reactfrag brings the client along: if you see this
page there, install it again.</p></html>
"""

# Some systems' tables know these wrongly or not at all.
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".html": "text/html",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


def accepted_encodings(header: str) -> frozenset[str]:
    """Return the content encodings that an ``Accept-Encoding`` header takes by name."""
    accepted = set()
    for item in header.lower().split(","):
        name, _, parameters = item.partition(";")
        weight = parameters.replace(" ", "").removeprefix("q=")
        if parameters and weight.replace(".", "", 1).isdigit() and float(weight) == 0:
            continue
        accepted.add(name.strip())
    return frozenset(accepted)


def inline_scripts(page: bytes) -> list[str]:
    """Return what a content security policy names a page's own scripts by."""
    return [
        "'sha256-" + base64.b64encode(hashlib.sha256(script).digest()).decode() + "'"
        for script in _INLINE_SCRIPT.findall(page)
    ]


@lru_cache(KEPT_FILES)
def _read(path: Path, modified: int, size: int) -> bytes:
    return path.read_bytes()


def read(path: Path, stat_result: os.stat_result) -> bytes:
    """Return what a small file holds, from memory while it has not changed."""
    return _read(path, stat_result.st_mtime_ns, stat_result.st_size)


class Precompressed(StaticFiles):
    """Static files, each sent in the best encoding that lies beside it."""

    def __init__(self, directory: Path, cache_control: str) -> None:
        super().__init__(directory=directory, check_dir=False)
        self._cache_control = cache_control

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        request_headers = Headers(scope=scope)
        path = Path(full_path)
        headers = {"cache-control": self._cache_control, "vary": "accept-encoding"}
        media_type = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0]
        accepted = accepted_encodings(request_headers.get("accept-encoding", ""))
        for encoding, suffix in ENCODINGS:
            sibling = path.with_name(path.name + suffix)
            # A part of a file is a part of it as it is, not of its compressed form.
            if encoding in accepted and "range" not in request_headers and sibling.is_file():
                headers["content-encoding"] = encoding
                path, stat_result = sibling, sibling.stat()
                break
        media_type = media_type or "application/octet-stream"
        response: Response = FileResponse(
            path, status_code, headers, media_type, stat_result=stat_result
        )
        if "range" not in request_headers and stat_result.st_size <= KEPT_BYTES:
            # In one go: to open and read a file piece by piece takes a thread's turn for each.
            described = dict(response.headers)
            response = Response(read(path, stat_result), status_code, described)
        if self.is_not_modified(response.headers, request_headers):
            return NotModifiedResponse(response.headers)
        return response


class Bundle:
    """The routes of the browser client. Looks at the disk each time: it may be rebuilt."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._pages = Precompressed(directory, "no-cache")
        # The names of assets carry the hash of what is in them.
        self._assets = Precompressed(directory / "assets", "public, max-age=31536000, immutable")

    @property
    def is_built(self) -> bool:
        return (self._directory / "index.html").is_file()

    def routes(self) -> list[Route]:
        return [
            Route("/", self.index, methods=["GET"]),
            Route("/index.html", self.index, methods=["GET"]),
            Route("/assets/{path:path}", self.asset, methods=["GET"]),
            Route("/{name}", self.file, methods=["GET"]),
        ]

    async def index(self, request: Request) -> Response:
        """The page, or what to do to have one."""
        if not self.is_built:
            return HTMLResponse(MISSING, 503, {"cache-control": "no-store"})
        response = await self._pages.get_response("index.html", request.scope)
        # Also when it has not changed: browsers take the headers of that answer over.
        response.headers["content-security-policy"] = self._policy()
        return response

    def _policy(self) -> str:
        page = self._directory / "index.html"
        return page_policy(inline_scripts(read(page, page.stat())))

    async def asset(self, request: Request) -> Response:
        """A script, a style sheet, a font."""
        return await self._assets.get_response(request.path_params["path"], request.scope)

    async def file(self, request: Request) -> Response:
        """What stands beside the page: its icon and the like."""
        return await self._pages.get_response(request.path_params["name"], request.scope)
