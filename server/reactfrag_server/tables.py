"""Rows of tables that are too long to be sent: what somebody looks at, and all of it as a file."""

from __future__ import annotations

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reactfrag.data import TABLE_MIMES, View, read_csv, read_window
from reactfrag_server.errors import error_response
from reactfrag_server.headers import content_disposition
from reactfrag_server.types import MediaLookup

TOTAL = "reactfrag-rows"
"""The header that says how many rows a view has in all."""


class TableEndpoints:
    """The routes of what ``Run.table_rows`` keeps."""

    def __init__(self, lookup: MediaLookup) -> None:
        self._lookup = lookup

    def routes(self) -> list[Route]:
        base = "/_reactfrag/table/{sha}"
        return [
            Route(f"{base}/rows", self.rows, methods=["GET"]),
            Route(f"{base}/data.csv", self.csv, methods=["GET"]),
        ]

    async def rows(self, request: Request) -> Response:
        """Send the rows from ``start`` on, ``count`` of them, of a view."""
        sha = request.path_params["sha"]
        table = self._lookup(sha)
        if table is None or table.mime not in TABLE_MIMES.values():
            return _gone()
        query = request.query_params
        try:
            start, count = int(query.get("start", "0")), int(query.get("count", "0"))
            window = await anyio.to_thread.run_sync(
                read_window, sha, table.data, table.mime, start, count, _view(request)
            )
        except (ValueError, KeyError):
            return error_response(400, "bad-view", "There are no such rows of this table.")
        headers = {TOTAL: str(window.rows), "cache-control": "private, max-age=86400, immutable"}
        return Response(window.data, headers=headers, media_type=table.mime)

    async def csv(self, request: Request) -> Response:
        """Send all rows of a view as comma-separated values."""
        sha = request.path_params["sha"]
        table = self._lookup(sha)
        if table is None or table.mime not in TABLE_MIMES.values():
            return _gone()
        try:
            text = await anyio.to_thread.run_sync(
                read_csv, sha, table.data, table.mime, _view(request)
            )
        except KeyError:
            return error_response(400, "bad-view", "There is no such column in this table.")
        headers = {"content-disposition": content_disposition("attachment", "data.csv")}
        return Response(text, headers=headers, media_type="text/csv; charset=utf-8")


def _view(request: Request) -> View:
    query = request.query_params
    return View(query.get("sort"), query.get("desc") == "1", query.get("find", "").strip())


def _gone() -> Response:
    return error_response(404, "table-gone", "The app shows this table no longer.")
