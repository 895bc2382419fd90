"""HTML, given as text, as a file or as an object that has it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from reactfrag.elements import check
from reactfrag.errors import ApiError

_PAGES = (".html", ".htm", ".svg", ".css")


def page(body: Any) -> str:
    """Return the HTML of ``body``; :class:`ApiError` if it is a file that cannot be read."""
    if hasattr(body, "_repr_html_") and not isinstance(body, type):
        return str(body._repr_html_())
    if isinstance(body, os.PathLike):
        return _read(Path(body))
    source = check.text(body)
    # Text that could be the name of a file is taken for one only if there is such a file.
    if len(source) < 1000 and source.lower().endswith(_PAGES) and "<" not in source:
        path = Path(source)
        if path.is_file():
            return _read(path)
    return source


def _read(path: Path) -> str:
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ApiError(f"html({str(path)!r}): the file cannot be read: {error}.") from error
    return f"<style>{source}</style>" if path.suffix.lower() == ".css" else source
