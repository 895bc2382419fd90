"""The custom components of a process: where the files of each are."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ComponentSource:
    """Where a component comes from: a folder with ``index.html``, or a server of its own."""

    path: Path | None = None
    url: str | None = None


class ComponentRegistry(Mapping[str, ComponentSource]):
    """Components by name. Shared by all sessions, and safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sources: dict[str, ComponentSource] = {}

    def register(self, name: str, source: ComponentSource) -> None:
        """Declare ``name``; a script that runs again declares it again."""
        with self._lock:
            self._sources[name] = source

    def __getitem__(self, name: str) -> ComponentSource:
        with self._lock:
            return self._sources[name]

    def __iter__(self) -> Iterator[str]:
        with self._lock:
            return iter(list(self._sources))

    def __len__(self) -> int:
        with self._lock:
            return len(self._sources)


registry = ComponentRegistry()
"""The process's components."""
