"""Bytes that the browser fetches: downloads and, later, images and sound."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import Counter
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Media:
    """One file offered to browsers."""

    data: bytes
    mime: str
    file_name: str


class MediaStore:
    """Content-addressed bytes, kept as long as a page refers to them.

    Shared by all sessions of a process and safe to use from any thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._salt = secrets.token_bytes(16)
        self._media: dict[str, Media] = {}
        self._holds: Counter[str] = Counter()

    def put(self, data: bytes, mime: str, file_name: str) -> str:
        """Keep ``data``; return the name to ask for it by, which nobody can guess."""
        digest = hashlib.sha256(self._salt)
        digest.update(data)
        digest.update(f"\0{mime}\0{file_name}".encode())
        sha = digest.hexdigest()
        with self._lock:
            self._media.setdefault(sha, Media(data, mime, file_name))
        return sha

    def hold(self, sha: str) -> None:
        """Keep ``sha`` until it is released as often as it was held."""
        with self._lock:
            self._holds[sha] += 1

    def release(self, sha: str) -> None:
        """Let go of ``sha``; the last one to do so frees it."""
        with self._lock:
            self._holds[sha] -= 1
            if self._holds[sha] <= 0:
                del self._holds[sha]
                self._media.pop(sha, None)

    def get(self, sha: str) -> Media | None:
        """Return what ``sha`` names, or ``None``."""
        with self._lock:
            return self._media.get(sha)


def content_hash(data: bytes) -> str:
    """Return the name of ``data`` among the tables of a page."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


store = MediaStore()
"""The process's store."""
