"""One served script: its program, sessions, uploads and watcher, and how long they live."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import anyio

from reactfrag_server.programs import Programs
from reactfrag_server.sessions import Registry
from reactfrag_server.settings import Settings
from reactfrag_server.types import (
    Compile,
    Compiled,
    ComponentRegistry,
    MediaLookup,
    SessionFactory,
)
from reactfrag_server.uploads import UploadStore
from reactfrag_server.watcher import Watcher


class Service:
    """What the routes stand on. Made before the event loop runs, alive within ``running``."""

    def __init__(
        self,
        path: Path,
        settings: Settings,
        *,
        compile: Compile,
        make_session: SessionFactory,
        media: MediaLookup,
        components: ComponentRegistry,
        on_reload: Callable[[Compiled], None] = lambda compiled: None,
    ) -> None:
        """Compile the script; one that does not compile is served as its error.

        :param on_reload: told what each edit of the script has come to.
        """
        self.settings = settings
        self.media = media
        self.components = components
        self.programs = Programs(path, compile)
        self.uploads = UploadStore(settings.max_upload_bytes)
        self.registry = Registry(
            make_session,
            lambda: self.programs.current,
            settings,
            on_end=self.uploads.drop,
        )
        self.watcher = Watcher(self.programs, self._replace, settings.reload_debounce)
        self._on_reload = on_reload

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Keep the service alive within."""
        self.uploads.open()
        try:
            async with anyio.create_task_group() as tasks:
                if self.settings.reload:
                    tasks.start_soon(self.watcher.run)
                async with self.registry.running():
                    yield
                tasks.cancel_scope.cancel()
        finally:
            self.uploads.close()

    def _replace(self, compiled: Compiled) -> None:
        self._on_reload(compiled)
        self.registry.replace_program(compiled)
