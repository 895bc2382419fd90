"""Bytes that the browser fetches: downloads, embedded pages, pictures."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import Counter, OrderedDict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Media:
    """One file offered to browsers."""

    data: bytes
    mime: str
    file_name: str


RETIRED_KEPT = 64
"""How many files that no page refers to (any more, or yet) can still be fetched."""


RETIRED_BYTES = 128 * 1024 * 1024
"""How large they are together, the newest aside."""


class MediaStore:
    """Bytes by an unguessable name, kept as long as a page refers to them.

    Those that no page refers to stay for a little while: a browser may be on
    its way to a file when the page goes on to the next version of it.

    Shared by all sessions of a process and safe to use from any thread.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._salt = secrets.token_bytes(16)
        self._held: dict[str, Media] = {}
        self._holds: Counter[str] = Counter()
        self._retired: OrderedDict[str, Media] = OrderedDict()

    def put(self, data: bytes, mime: str, file_name: str) -> str:
        """Keep ``data``; return the name to ask for it by, which nobody can guess."""
        sha = self._name(data, mime, file_name)
        with self._lock:
            if sha not in self._held:
                self._retire(sha, Media(data, mime, file_name))
        return sha

    def offer(self, data: bytes, mime: str, file_name: str) -> str:
        """Keep ``data`` until it is released; return its name, as :meth:`put` does."""
        sha = self._name(data, mime, file_name)
        with self._lock:
            if sha not in self._held:
                self._retired.pop(sha, None)
                self._held[sha] = Media(data, mime, file_name)
            self._holds[sha] += 1
        return sha

    def hold(self, sha: str) -> bool:
        """Keep ``sha`` until it is released as often as it was held; whether it is there."""
        with self._lock:
            if sha not in self._held:
                media = self._retired.pop(sha, None)
                if media is None:
                    return False
                self._held[sha] = media
            self._holds[sha] += 1
            return True

    def release(self, sha: str) -> None:
        """Let go of ``sha``."""
        with self._lock:
            self._holds[sha] -= 1
            if self._holds[sha] <= 0:
                del self._holds[sha]
                self._retire(sha, self._held.pop(sha))

    def get(self, sha: str) -> Media | None:
        """Return what ``sha`` names, or ``None``."""
        with self._lock:
            return self._held.get(sha) or self._retired.get(sha)

    def _name(self, data: bytes, mime: str, file_name: str) -> str:
        digest = hashlib.sha256(self._salt)
        digest.update(data)
        digest.update(f"\0{mime}\0{file_name}".encode())
        return digest.hexdigest()

    def _retire(self, sha: str, media: Media) -> None:
        self._retired[sha] = media
        self._retired.move_to_end(sha)
        held = sum(len(kept.data) for kept in self._retired.values())
        while len(self._retired) > 1 and (
            len(self._retired) > RETIRED_KEPT or held > RETIRED_BYTES
        ):
            held -= len(self._retired.popitem(last=False)[1].data)


def content_hash(data: bytes) -> str:
    """Return the name of ``data`` among the tables of a page."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


store = MediaStore()
"""The process's store."""
