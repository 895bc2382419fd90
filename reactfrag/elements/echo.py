"""``echo``: code that is run and shown."""

from __future__ import annotations

import ast
import linecache
import re
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Literal

from reactfrag.elements.container import main
from reactfrag.elements.describe import caller
from reactfrag.errors import ApiError

_COLON = re.compile(r":\s*(#.*)?$")


@contextmanager
def echo(code_location: Literal["above", "below"] = "above") -> Iterator[None]:
    """Show the code of a ``with`` block, and run it.

    Parameters
    ----------
    code_location
        Where the code stands: ``"above"`` what it draws, or ``"below"``.

    Raises
    ------
    ApiError
        The location is neither.

    >>> with echo():
    ...     write("This line is shown, and run.")
    """
    if code_location not in ("above", "below"):
        raise ApiError(f"echo({code_location!r}): it takes 'above' or 'below'.")
    frame = caller()
    source = "" if frame is None else _block(frame)
    if code_location == "above":
        main.code(source)
    yield
    if code_location == "below":
        main.code(source)


def _block(frame: FrameType) -> str:
    """Return the body of the ``with`` statement that ``frame`` is entering."""
    lines = linecache.getlines(frame.f_code.co_filename)
    try:
        tree = ast.parse("".join(lines))
    except (SyntaxError, ValueError):
        return ""
    best: ast.With | ast.AsyncWith | None = None
    for node in ast.walk(tree):
        if isinstance(node, (ast.With, ast.AsyncWith)):
            header = node.lineno <= frame.f_lineno < node.body[0].lineno
            same = node.lineno == frame.f_lineno
            if header or same:
                best = node
    if best is None:
        return ""
    last = best.body[-1].end_lineno or best.lineno
    items = [item.optional_vars or item.context_expr for item in best.items]
    head = max(item.end_lineno or best.lineno for item in items)
    if best.body[0].lineno == head:
        # All on one line.
        return lines[head - 1][best.body[0].col_offset :].rstrip()
    # From below the header, so that comments at the start are shown too.
    ends = (n for n in range(head, best.body[0].lineno) if _COLON.search(lines[n - 1]))
    return textwrap.dedent("".join(lines[next(ends, head) : last])).strip("\n")
