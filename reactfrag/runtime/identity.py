"""Who an element is: the place in the user's code that drew it.

An element is known by its *call path*: for each of the user's frames, from the
element call up to the function of its node, the function and the offset of the
instruction under way.  Labels and positions on the page are not part of it, so
changing them keeps the element and its value.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from types import CodeType, FrameType
from typing import ParamSpec, TypeVar
from weakref import ref

import msgspec

_LIBRARY = "reactfrag."


class _Code(msgspec.Struct, frozen=True):
    """What is known of a function."""

    code: ref[CodeType]
    """Kept for what it calls when the code object goes."""
    token: int
    library: bool
    """Whether it is this library's."""
    end: bool
    """Whether call paths end at it."""


_known: dict[int, _Code] = {}
"""By the id of the code. An entry goes with its code object, before another can have the id."""


P = ParamSpec("P")
T = TypeVar("T")


def invoke(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call the user's ``function``: its frame is where call paths end."""
    return function(*args, **kwargs)


async def invoke_async(awaitable: Awaitable[T]) -> T:
    """Await what the user's code gave: as :func:`invoke`."""
    return await awaitable


# Compared by identity: to hash a code object is to hash all that is in it.
_BOUNDARY, _ASYNC_BOUNDARY = invoke.__code__, invoke_async.__code__
_BENEATH = frozenset(
    {
        "anyio._backends._asyncio",
        "asyncio.base_events",
        "asyncio.events",
        "asyncio.runners",
        "concurrent.futures.thread",
        "threading",
        "uvloop",
    }
)
"""Modules that a task or thread of the user's own begins in."""


def call_path(depth: int) -> int:
    """Hash the call path of the element call ``depth`` library frames up.

    Frames of this library between the call and the user's code are skipped;
    the walk ends at :func:`invoke` and :func:`invoke_async`, or where a task or thread begins.
    """
    frame: FrameType | None = sys._getframe(depth)
    path = 0
    skipping = True
    while frame is not None:
        code = frame.f_code
        known = _known.get(id(code)) or _learn(code, frame.f_globals.get("__name__"))
        if not (skipping and known.library):
            if known.end:
                break
            skipping = False
            path = hash((path, known.token, frame.f_lasti))
        frame = frame.f_back
    return path


def _learn(code: CodeType, module: object) -> _Code:
    end = code is _BOUNDARY or code is _ASYNC_BOUNDARY or module in _BENEATH
    at = id(code)
    known = _known[at] = _Code(
        ref(code, lambda gone: _known.pop(at, None)),
        # Not the code object itself: an edit elsewhere in the file then leaves the
        # identity of what this function draws as it was.
        hash((code.co_filename, code.co_qualname, code.co_code)),
        library=not end and isinstance(module, str) and module.startswith(_LIBRARY),
        end=end,
    )
    return known
