"""The files of custom components, as their authors laid them out."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from reactfrag_server.errors import error_response
from reactfrag_server.headers import EMBEDDED_POLICY
from reactfrag_server.types import ComponentRegistry


class ComponentEndpoint:
    """The route of the folders that components declare.

    A path leads to a file inside its component's folder or to none: it is resolved,
    links included, and what lies outside is not there.
    """

    def __init__(self, registry: ComponentRegistry) -> None:
        self._registry = registry
        self._files: dict[Path, StaticFiles] = {}

    def routes(self) -> list[Route]:
        address = "/_reactfrag/component/{name}/{path:path}"
        return [Route(address, self.serve, methods=["GET"])]

    async def serve(self, request: Request) -> Response:
        source = self._registry.get(request.path_params["name"])
        if source is None or source.path is None:
            return error_response(404, "component-gone", "There is no such component.")
        files = self._files.get(source.path)
        if files is None:
            files = self._files[source.path] = StaticFiles(directory=source.path, check_dir=False)
        path = request.path_params["path"] or "index.html"
        response = await files.get_response(path, request.scope)
        response.headers["cache-control"] = "no-cache"
        response.headers["content-security-policy"] = EMBEDDED_POLICY
        return response
