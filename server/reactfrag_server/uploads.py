"""Uploads: bodies streamed to disk, kept for as long as their session lives."""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar
from urllib.parse import unquote

import anyio
import anyio.to_thread
import msgspec
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from reactfrag.protocol.props import FileInfo
from reactfrag.runtime.files import UploadRecord
from reactfrag_server.errors import error_response
from reactfrag_server.headers import media_type
from reactfrag_server.sessions import Registry

WRITE_SIZE = 1024 * 1024
"""Bytes gathered before they go to disk: one hop to a thread for each."""

Result = TypeVar("Result")


_ID = re.compile(r"[\w-]+", re.ASCII)


class TooLarge(Exception):
    """A body that goes over the limit."""


class UploadStore:
    """Uploaded files on disk, in one temporary folder a process, one below it a session."""

    def __init__(self, limit: int) -> None:
        """
        :param limit: the largest file, in bytes.
        """
        self.limit = limit
        self._root: Path | None = None
        # Apart from the threads in which apps run: a slow disk holds up no script.
        self._threads = anyio.CapacityLimiter(8)

    def open(self) -> None:
        """Make the folder."""
        self._root = Path(tempfile.mkdtemp(prefix="reactfrag-uploads-"))

    def close(self) -> None:
        """Remove the folder with all that is in it."""
        if self._root is not None:
            shutil.rmtree(self._root, ignore_errors=True)
            self._root = None

    async def receive(
        self, session: str, body: AsyncIterator[bytes], name: str, type: str
    ) -> UploadRecord:
        """Write a body to disk; nothing is left of one that does not come to its end.

        :raises TooLarge: as soon as it is over the limit.
        """
        id = secrets.token_urlsafe(16)
        path = self._folder(session) / id
        size = 0
        gathered = bytearray()
        file = await self._in_thread(partial(_create, path))
        try:
            async for chunk in body:
                size += len(chunk)
                if size > self.limit:
                    raise TooLarge
                gathered += chunk
                if len(gathered) >= WRITE_SIZE:
                    await self._in_thread(partial(file.write, bytes(gathered)))
                    gathered.clear()
            await self._in_thread(partial(file.write, bytes(gathered)))
            await self._in_thread(file.close)
        except BaseException:
            with anyio.CancelScope(shield=True):
                await self._in_thread(partial(_discard, file, path))
            raise
        return UploadRecord(id=id, path=path, name=name, type=type, size=size)

    async def remove(self, session: str, id: str) -> None:
        """Delete one file of a session; one that is not there is no error."""
        if _ID.fullmatch(id):
            path = self._folder(session) / id
            await self._in_thread(partial(path.unlink, missing_ok=True))

    async def drop(self, session: str) -> None:
        """Delete all files of a session."""
        if self._root is not None:
            remove = partial(shutil.rmtree, self._folder(session), ignore_errors=True)
            await self._in_thread(remove)

    def _folder(self, session: str) -> Path:
        if self._root is None:
            raise RuntimeError("the upload store is not open")
        return self._root / session

    async def _in_thread(self, work: Callable[[], Result]) -> Result:
        return await anyio.to_thread.run_sync(work, limiter=self._threads)


def _create(path: Path) -> BinaryIO:
    path.parent.mkdir(mode=0o700, exist_ok=True)
    return path.open("xb")


def _discard(file: BinaryIO, path: Path) -> None:
    file.close()
    path.unlink(missing_ok=True)


def file_name(header: str) -> str:
    """Return the bare file name in a percent-encoded header."""
    name = unquote(header, errors="replace").replace("\\", "/").rpartition("/")[2]
    name = "".join(character for character in name if character.isprintable()).strip()
    return name[:255] if name not in ("", ".", "..") else "upload"


class UploadEndpoints:
    """The two routes of uploads: a file comes, a file goes."""

    def __init__(self, registry: Registry, store: UploadStore) -> None:
        self._registry = registry
        self._store = store

    def routes(self) -> list[Route]:
        return [
            Route("/_reactfrag/upload/{session}", self.receive, methods=["POST"]),
            Route("/_reactfrag/upload/{session}/{id}", self.remove, methods=["DELETE"]),
        ]

    async def receive(self, request: Request) -> Response:
        """Take a file: the body is its bytes, the headers its name and type."""
        id = request.path_params["session"]
        if self._registry.find(id) is None:
            return _no_session()
        name = file_name(request.headers.get("x-file-name", ""))
        type = media_type(request.headers.get("x-file-type", ""))
        try:
            record = await self._store.receive(id, request.stream(), name, type)
        except TooLarge:
            message = f"{name} is over the limit of {self._store.limit:,} bytes."
            return error_response(413, "too-large", message)
        except ClientDisconnect:
            return error_response(400, "aborted", "The upload was broken off.")
        seat = self._registry.find(id)
        if seat is None:
            await self._store.drop(id)
            return _no_session()
        seat.session.add_upload(record)
        info = FileInfo(id=record.id, name=record.name, size=record.size, type=record.type)
        return Response(msgspec.json.encode(info), 201, media_type="application/json")

    async def remove(self, request: Request) -> Response:
        """Forget a file."""
        seat = self._registry.find(request.path_params["session"])
        if seat is None:
            return _no_session()
        id = request.path_params["id"]
        seat.session.remove_upload(id)
        await self._store.remove(seat.id, id)
        return Response(status_code=204)


def _no_session() -> Response:
    return error_response(404, "session-gone", "There is no such session, or no longer.")
