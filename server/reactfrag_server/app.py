"""The web application: every route of the server, behind the gate."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute

from reactfrag_server.bundle import Bundle
from reactfrag_server.components import ComponentEndpoint
from reactfrag_server.errors import error_response
from reactfrag_server.gate import Gate
from reactfrag_server.headers import SecurityHeaders
from reactfrag_server.media import MediaEndpoint
from reactfrag_server.panel import PanelEndpoint
from reactfrag_server.service import Service
from reactfrag_server.socket import SocketEndpoint
from reactfrag_server.tables import TableEndpoints
from reactfrag_server.uploads import UploadEndpoints


def create_app(service: Service) -> Starlette:
    """Return the ASGI application of a service, which lives as long as its lifespan."""
    settings = service.settings
    registry = service.registry

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with service.running():
            yield

    async def health(request: Request) -> Response:
        return JSONResponse(
            {"status": "ok", "sessions": len(registry)}, headers={"cache-control": "no-store"}
        )

    return Starlette(
        lifespan=lifespan,
        middleware=[Middleware(SecurityHeaders), Middleware(Gate, settings=settings)],
        exception_handlers={HTTPException: _refuse, Exception: _fail},
        routes=[
            Route("/healthz", health, methods=["GET"]),
            WebSocketRoute("/_reactfrag/ws", SocketEndpoint(registry, settings)),
            *PanelEndpoint(lambda: service.programs.current, settings).routes(),
            *UploadEndpoints(registry, service.uploads).routes(),
            *MediaEndpoint(service.media).routes(),
            *TableEndpoints(service.media).routes(),
            *ComponentEndpoint(service.components).routes(),
            *Bundle(settings.static).routes(),
        ],
    )


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return error_response(error.status_code, "http", error.detail, error.headers)


async def _fail(request: Request, error: Exception) -> Response:
    return error_response(500, "internal", "The server broke down on this; its log says where.")
