"""A test's function as the text of a script."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from reactfrag.testing.errors import MisuseError

_calls: dict[int, Arguments] = {}
_numbers = count()


@dataclass(frozen=True, slots=True)
class Arguments:
    """What a test's function is called with by the script made of it."""

    args: Sequence[Any] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)


def source_of(
    function: Callable[..., Any],
    args: Sequence[Any] | None = None,
    kwargs: Mapping[str, Any] | None = None,
) -> str:
    """Return a script that defines ``function`` and calls it.

    The script has the function's text and nothing of what stands around it: it
    has to import what it uses.

    Raises
    ------
    MisuseError
        There is no text to be had: a lambda, or a function made in a console.
    """
    name = getattr(function, "__name__", "")
    try:
        lines = textwrap.dedent(inspect.getsource(function))
        found = next(n for n in ast.parse(lines).body if isinstance(n, _FUNCTIONS))
    except (OSError, TypeError, SyntaxError, StopIteration):
        raise MisuseError(
            f"from_function({name or function!r}): its source is not to be found. Define it with "
            "`def` in a file, or give the script's text to `from_string`."
        ) from None
    # Its decorators belong to the test.
    body = "\n".join(lines.splitlines()[found.lineno - 1 :])
    if not args and not kwargs:
        return f"{body}\n\n{found.name}()\n"
    number = next(_numbers)
    _calls[number] = Arguments(args or (), kwargs or {})
    return (
        "from reactfrag.testing.sources import arguments as _arguments\n\n"
        f"{body}\n\n_given = _arguments({number})\n{found.name}(*_given.args, **_given.kwargs)\n"
    )


def arguments(number: int) -> Arguments:
    """Return what the function of the script ``number`` is called with."""
    return _calls[number]


_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
