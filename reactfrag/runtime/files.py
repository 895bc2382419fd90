"""Files that users upload."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class UploadRecord:
    """One file on disk, put there by the server's upload route."""

    id: str
    path: Path
    name: str
    """As the user's machine calls it. Never used as a path here."""
    type: str
    size: int
    """Bytes."""


class UploadedFile(io.BufferedReader):
    """An uploaded file: a readable, seekable binary file with a name.

    The bytes stay on disk until they are read.
    """

    def __init__(self, record: UploadRecord) -> None:
        super().__init__(io.FileIO(record.path, "rb"))
        self._record = record

    @property
    def name(self) -> str:
        """The file's name on the user's machine."""
        return self._record.name

    @property
    def type(self) -> str:
        """MIME type, as the browser reported it."""
        return self._record.type

    @property
    def size(self) -> int:
        """Bytes."""
        return self._record.size

    @property
    def file_id(self) -> str:
        """A name for this upload, unique within the process."""
        return self._record.id

    def getvalue(self) -> bytes:
        """Return all bytes of the file, wherever it has been read to."""
        return self._record.path.read_bytes()

    def __del__(self) -> None:
        # Scripts rarely close what they are handed; that is no mistake here.
        self.close()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, UploadedFile) and other.file_id == self.file_id

    def __hash__(self) -> int:
        return hash(self.file_id)

    def __repr__(self) -> str:
        return f"UploadedFile(name={self.name!r}, type={self.type!r}, size={self.size})"
