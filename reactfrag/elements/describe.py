"""Functions, classes and modules in words: signature and docstring."""

from __future__ import annotations

import inspect
import types
from typing import Any


def about(value: Any) -> str:
    """Return what there is to say about ``value``: its signature, type and docstring."""
    lines = [_headline(value)]
    doc = inspect.getdoc(value)
    if doc:
        lines += ["", doc]
    members = _members(value)
    if members:
        lines += ["", *members]
    return "\n".join(lines)


def _headline(value: Any) -> str:
    if isinstance(value, types.ModuleType):
        return f"module {value.__name__}"
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", None)
    if isinstance(value, type):
        return f"class {value.__module__}.{name}{_signature(value)}"
    if callable(value) and name:
        word = "async def" if inspect.iscoroutinefunction(value) else "def"
        return f"{word} {name}{_signature(value)}"
    return f"{type(value).__module__}.{type(value).__qualname__}"


def _signature(value: Any) -> str:
    try:
        return str(inspect.signature(value))
    except (TypeError, ValueError):
        return "(...)"


def _members(value: Any) -> list[str]:
    if not isinstance(value, (type, types.ModuleType)):
        return []
    lines = []
    for name in sorted(vars(value)):
        if name.startswith("_"):
            continue
        item = getattr(value, name, None)
        doc = (inspect.getdoc(item) or "").partition("\n")[0] if callable(item) else ""
        lines.append(f"  {name}: {doc}" if doc else f"  {name}")
    return lines
