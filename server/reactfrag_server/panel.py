"""The graph that the panel of a served app draws, for those who may see it."""

from __future__ import annotations

import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reactfrag_compiler import Program
from reactfrag_compiler.picture import as_data, picture
from reactfrag_server.errors import error_response
from reactfrag_server.settings import Settings
from reactfrag_server.types import Compiled


class PanelEndpoint:
    """Answers with the picture of the present program.

    :param program: gives it.
    """

    def __init__(self, program: Callable[[], Compiled], settings: Settings) -> None:
        self._program = program
        self._settings = settings
        self._drawn: tuple[str, bytes] = ("", b"")

    def routes(self) -> list[Route]:
        return [Route("/_reactfrag/graph", self.serve, methods=["GET"])]

    def serve(self, request: Request) -> Response:
        """Draw it, on a thread of its own: a large program takes a while."""
        if not self._settings.panel:
            return error_response(404, "no-panel", "This app is served without the panel.")
        program = self._program()
        if not isinstance(program, Program):
            return error_response(409, "broken-script", "The script does not compile.")
        digest, body = self._drawn
        if digest != program.digest:
            body = json.dumps(as_data(picture(program)), ensure_ascii=False).encode()
            self._drawn = program.digest, body
        return Response(body, media_type="application/json", headers={"cache-control": "no-store"})
