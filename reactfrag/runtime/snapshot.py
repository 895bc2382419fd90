"""What a fragment's inputs are, in a form that can be compared with what they will be.

Two snapshots are equal only if the code that took in the one would do the same
with the other:

- Numbers, texts, dates and the like are compared, and so are tuples and
  frozensets of them.
- Functions of the script are made anew by each full run: they are the same if
  their code, their defaults and what they close over are.
- Lists, dicts, dataclasses, arrays, frames: by their content, see
  :mod:`reactfrag.runtime.fingerprint`; for a fragment that says ``memo=True``
  by their identity.
- All else (modules, connections, functions of libraries) by its identity.
"""

from __future__ import annotations

import types
from typing import Any

from reactfrag.runtime.fingerprint import measure
from reactfrag.runtime.state import form, is_cheap

_WALKED = 256
"""Up to this length a tuple is compared item by item."""

_OPAQUE = (types.ModuleType, types.BuiltinFunctionType)


class Same:
    """Equal if it is of the very same object, which it keeps alive."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


class Content:
    """Equal if the content was; keeps the value alive, for parts are known by their identity."""

    __slots__ = ("digest", "value")

    def __init__(self, value: object, digest: bytes) -> None:
        self.value = value
        self.digest = digest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Content) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


MISSING = ("missing",)
"""Stands for a variable that has no value."""


class Snapshot:
    """Takes snapshots. One for the inputs of one run.

    Parameters
    ----------
    by_identity
        Do not look into mutable values.
    anywhere
        A function is the same if it stands on other lines.
    """

    def __init__(self, *, by_identity: bool = False, anywhere: bool = False) -> None:
        self.hashed = 0
        """How many bytes it took to compare contents."""
        self._by_identity = by_identity
        self._anywhere = anywhere
        self._seen: dict[int, int] = {}

    def of(self, value: Any) -> tuple[Any, ...]:
        """Return the snapshot of ``value``."""
        kind = type(value)
        if is_cheap(value):
            return kind, form(value)
        if kind is tuple and len(value) <= _WALKED:
            return kind, *map(self.of, value)
        if kind is types.FunctionType:
            return self._function(value)
        if kind is types.MethodType:
            return kind, self.of(value.__self__), self.of(value.__func__)
        parts = getattr(kind, "__reactfrag_parts__", None)
        if parts is not None:
            return kind, *map(self.of, parts(value))
        if self._is_known_by_identity(value):
            return kind, Same(value)
        digest, size = measure(value)
        self.hashed += size
        return "content", Content(value, digest)

    def function(self, function: Any) -> tuple[Any, ...]:
        """Return the snapshot of the function of a fragment, wherever it is from."""
        if type(function) is types.FunctionType:
            return self._code(function)
        return self.of(function)

    def _function(self, function: types.FunctionType) -> tuple[Any, ...]:
        of_script = function.__globals__.get("__name__") == "__main__"
        if not of_script and "<locals>" not in function.__qualname__:
            # Its module is imported once.
            return types.FunctionType, Same(function)
        return self._code(function)

    def _code(self, function: types.FunctionType) -> tuple[Any, ...]:
        known = self._seen.get(id(function))
        if known is not None:
            return "again", known
        self._seen[id(function)] = len(self._seen)
        declared = function.__dict__.get("__reactfrag_fragment__")
        if declared is not None:
            return "fragment", *map(self.of, declared.__reactfrag_parts__())
        defaults = function.__kwdefaults__ or {}
        return (
            _text(function.__code__) if self._anywhere else function.__code__,
            self.of(function.__defaults__),
            tuple((name, self.of(value)) for name, value in defaults.items()),
            tuple(map(self._cell, function.__closure__ or ())),
        )

    def _cell(self, cell: types.CellType) -> tuple[Any, ...]:
        try:
            value = cell.cell_contents
        except ValueError:
            return MISSING
        return self.of(value)

    def _is_known_by_identity(self, value: object) -> bool:
        if isinstance(value, type):
            return value.__module__ != "__main__"
        if isinstance(value, _OPAQUE) or type(value).__module__.startswith("reactfrag."):
            return True
        return self._by_identity and type(value) is not frozenset


def _text(code: types.CodeType) -> tuple[Any, ...]:
    """Return what ``code`` does, without where it stands."""
    constants = (
        _text(constant) if isinstance(constant, types.CodeType) else (type(constant), constant)
        for constant in code.co_consts
    )
    return code.co_qualname, code.co_code, code.co_names, code.co_varnames, tuple(constants)
