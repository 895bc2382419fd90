"""Functions, classes and modules in words: signature and docstring."""

from __future__ import annotations

import ast
import inspect
import linecache
import sys
import types
from dataclasses import dataclass
from types import FrameType
from typing import Any

from reactfrag.protocol.props import HelpMember

_LIBRARY = "reactfrag."


@dataclass(frozen=True, slots=True)
class Description:
    """What there is to say about an object."""

    headline: str
    """Its signature or its type."""
    doc: str
    """Its docstring; empty if there is none."""
    members: list[HelpMember]
    """The public members of a class, a module or an object of the author's own class."""


def describe(value: Any) -> Description:
    """Say what ``value`` is."""
    return Description(_headline(value), inspect.getdoc(value) or "", _members(value))


def about(value: Any) -> str:
    """Return what there is to say about ``value``, as text."""
    said = describe(value)
    lines = [said.headline]
    if said.doc:
        lines += ["", said.doc]
    if said.members:
        lines.append("")
    for member in said.members:
        first = member.doc.partition("\n")[0]
        lines.append(f"  {member.name}: {first}" if first else f"  {member.name}")
    return "\n".join(lines)


def caller() -> FrameType | None:
    """Return the innermost frame of the author's code."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        module = str(frame.f_globals.get("__name__"))
        if not module.startswith(_LIBRARY) and module != "contextlib":
            return frame
        frame = frame.f_back
    return None


def name_in_call(function: str) -> str:
    """Return how the author's line calls the first argument of ``function``; empty if unknown."""
    frame = caller()
    if frame is None:
        return ""
    text = "".join(linecache.getlines(frame.f_code.co_filename))
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return ""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else None
        called = node.func.id if isinstance(node.func, ast.Name) else called
        within = node.lineno <= frame.f_lineno <= (node.end_lineno or node.lineno)
        if called == function and within:
            return ast.get_source_segment(text, node.args[0]) or ""
    return ""


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


class _Annotation:
    """An annotation that is kept as text, written without quotes."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def _signature(value: Any) -> str:
    try:
        found = inspect.signature(value)
    except (TypeError, ValueError):
        return "(...)"
    parameters = [p.replace(annotation=_plain(p.annotation)) for p in found.parameters.values()]
    result = _plain(found.return_annotation)
    return str(found.replace(parameters=parameters, return_annotation=result))


def _plain(annotation: Any) -> Any:
    return _Annotation(annotation) if isinstance(annotation, str) else annotation


def _members(value: Any) -> list[HelpMember]:
    if not isinstance(value, (type, types.ModuleType)):
        return []
    members = []
    for name in sorted(vars(value)):
        if name.startswith("_"):
            continue
        item = getattr(value, name, None)
        doc = (inspect.getdoc(item) or "") if callable(item) else ""
        members.append(HelpMember(name=name, type=type(item).__name__, doc=doc.partition("\n")[0]))
    return members
