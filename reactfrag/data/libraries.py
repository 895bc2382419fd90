"""Optional data libraries, imported here only, and only when they are needed."""

from __future__ import annotations

import functools
import importlib
from typing import Any


@functools.cache
def pyarrow() -> Any | None:
    """Return the module ``pyarrow``, or ``None`` where it is not installed."""
    try:
        arrow = importlib.import_module("pyarrow")
        importlib.import_module("pyarrow.compute")
        importlib.import_module("pyarrow.ipc")
    except ImportError:
        return None
    return arrow


@functools.cache
def pandas() -> Any | None:
    """Return the module ``pandas``, or ``None`` where it is not installed."""
    try:
        return importlib.import_module("pandas")
    except ImportError:
        return None


@functools.cache
def narwhals() -> Any:
    """Return the module ``narwhals``, which knows the frames of most libraries."""
    return importlib.import_module("narwhals")


@functools.cache
def interchange() -> Any | None:
    """Return pyarrow's reader of the dataframe interchange protocol, or ``None``."""
    if pyarrow() is None:
        return None
    return importlib.import_module("pyarrow.interchange")


def library_of(value: object) -> str:
    """Return the top-level package that ``value``'s class comes from.

    What is an object of a library has been imported already: asking the class
    spares importing libraries that are not in use.
    """
    return type(value).__module__.partition(".")[0]
