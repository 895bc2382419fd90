"""What the server asks of the layers below it, named as protocols."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from reactfrag.protocol import Events, RerunRequest, StopRequest
from reactfrag.runtime.files import UploadRecord
from reactfrag_compiler import CompileError, Program

Compiled = Program | CompileError
"""What compiling a script gives: a broken script is served as its error."""

SessionMessage = Events | RerunRequest | StopRequest


class OutboxLike(Protocol):
    """A session's way to its browser. Loop thread only."""

    def attach(self, seen: int) -> bool: ...

    def detach(self) -> None: ...

    async def next(self) -> list[str | bytes]: ...

    def ack(self, seen: int) -> None: ...

    def error(self, code: str, message: str, answers: int = 0) -> None: ...


class SessionLike(Protocol):
    """One browser's run of the program. Loop thread only."""

    @property
    def outbox(self) -> OutboxLike: ...

    async def run(self) -> None: ...

    def post(self, message: SessionMessage, /) -> None: ...

    def watch(self, on: bool, /) -> None: ...

    def replace_program(self, program: Compiled, /) -> None: ...

    def close(self) -> None: ...

    def add_upload(self, record: UploadRecord, /) -> None: ...

    def remove_upload(self, id: str, /) -> object: ...


SessionFactory = Callable[[Compiled, str], SessionLike]
"""Makes the session of a program and an id."""


class MediaLike(Protocol):
    @property
    def data(self) -> bytes: ...

    @property
    def mime(self) -> str: ...

    @property
    def file_name(self) -> str: ...


MediaLookup = Callable[[str], MediaLike | None]
"""From a content hash to the bytes an app keeps for its browsers."""


class ComponentLike(Protocol):
    @property
    def path(self) -> Path | None: ...


ComponentRegistry = Mapping[str, ComponentLike]
"""The custom components that an app has declared."""

Compile = Callable[[Path, Program | None], Program]
"""Compiles a script, reusing what it can of the program before; raises CompileError."""
