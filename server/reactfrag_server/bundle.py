"""The built browser client: its page, its assets, and what to say when it is not built."""

from __future__ import annotations

import mimetypes
import os
from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
"""Content encodings with the suffix of their files, best first."""

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
        response = FileResponse(
            path,
            status_code,
            headers,
            media_type or "application/octet-stream",
            stat_result=stat_result,
        )
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
            Route("/assets/{path:path}", self.asset, methods=["GET"]),
            Route("/{name}", self.file, methods=["GET"]),
        ]

    async def index(self, request: Request) -> Response:
        """The page, or what to do to have one."""
        if not self.is_built:
            return HTMLResponse(MISSING, 503, {"cache-control": "no-store"})
        return await self._pages.get_response("index.html", request.scope)

    async def asset(self, request: Request) -> Response:
        """A script, a style sheet, a font."""
        return await self._assets.get_response(request.path_params["path"], request.scope)

    async def file(self, request: Request) -> Response:
        """What stands beside the page: its icon and the like."""
        return await self._pages.get_response(request.path_params["name"], request.scope)
