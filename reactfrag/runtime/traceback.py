"""Exceptions as the author should see them: their own lines, nothing of ours."""

from __future__ import annotations

import linecache
import os
import sysconfig
import traceback
from pathlib import Path
from types import TracebackType

from reactfrag.errors import ReactfragError
from reactfrag.protocol.props import Exception_, TraceFrame

_LIBRARY = str(Path(__file__).resolve().parents[1]) + os.sep
_NOT_THEIRS = tuple(
    {
        os.path.realpath(sysconfig.get_paths()[name]) + os.sep
        for name in ("stdlib", "platstdlib", "purelib", "platlib")
    }
)


def describe(error: BaseException) -> Exception_:
    """Return what the page shows of ``error``.

    The frames are those of the author's files, outermost first.  When there is
    none, those of other packages are shown rather than nothing.
    """
    frames = [f for f in _frames(error.__traceback__) if not f.file.startswith(_LIBRARY)]
    theirs = [f for f in frames if not os.path.realpath(f.file).startswith(_NOT_THEIRS)]
    if isinstance(error, SyntaxError) and error.filename is not None:
        code = (error.text or "").strip()
        theirs = [*theirs, TraceFrame(error.filename, error.lineno or 0, "", code)]
    kind = type(error)
    name = kind.__name__
    if kind.__module__ not in ("builtins", "__main__") and not isinstance(error, ReactfragError):
        name = f"{kind.__module__}.{name}"
    return Exception_(
        type=name,
        message=_message(error),
        frames=theirs or frames,
        hint=_hint(error),
    )


def _message(error: BaseException) -> str:
    try:
        if isinstance(error, SyntaxError):
            return error.msg
        return str(error)
    except Exception as broken:
        # The author's own __str__ may fail; the page must show the error anyway.
        return f"(no message: {type(error).__name__}.__str__ raised {type(broken).__name__})"


def _frames(trace: TracebackType | None) -> list[TraceFrame]:
    frames = []
    for frame, line in traceback.walk_tb(trace):
        code = frame.f_code
        file = code.co_filename
        if file.startswith("<frozen"):
            continue
        linecache.checkcache(file)
        source = linecache.getline(file, line, frame.f_globals).strip()
        frames.append(TraceFrame(file, line, code.co_qualname, source))
    return frames


def _hint(error: BaseException) -> str | None:
    notes = getattr(error, "__notes__", None)
    return "\n\n".join(str(note) for note in notes) if notes else None
