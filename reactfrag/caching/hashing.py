"""A digest of any value: equal digests mean that a function would be given the same."""

from __future__ import annotations

import dataclasses
import enum
import functools
import hashlib
import io
import os
import types
import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from reactfrag.runtime.files import UploadedFile

HashFuncs = Mapping[str | type, Callable[[Any], Any]]

_REPR = (
    int,
    float,
    complex,
    bool,
    date,
    datetime,
    time,
    timedelta,
    Decimal,
    Fraction,
    uuid.UUID,
    range,
    slice,
    type(None),
    type(...),
    type(NotImplemented),
)


class UnhashableError(TypeError):
    """A value has no digest; the message says which and why."""


def digest(value: Any, hash_funcs: HashFuncs | None = None) -> bytes:
    """Return a digest of ``value``, by its type and contents.

    Parameters
    ----------
    value
        Built-in types, dataclasses, enums, functions, classes, paths, files in memory, arrays
        and frames of numpy, pandas, polars and pyarrow, and whatever can be pickled, nested at
        will.
    hash_funcs
        By type or its full name: what to take a digest of instead of a value of that type.

    Raises
    ------
    UnhashableError
        There is no telling whether two such values are the same.
    """
    hasher = _Hasher(hash_funcs or {})
    hasher.add(value)
    return hasher.digest()


def code_digest(function: Callable[..., Any]) -> bytes:
    """Return a digest of what a function does: its code, not where it stands in its file."""
    hasher = hashlib.blake2b(digest_size=16)
    code = getattr(function, "__code__", None)
    if isinstance(code, types.CodeType):
        _add_code(hasher.update, code)
    else:
        hasher.update(repr(type(function)).encode())
    return hasher.digest()


def _add_code(update: Callable[[bytes], None], code: types.CodeType) -> None:
    update(code.co_code)
    # Comments and line numbers are not part of it; names and constants are.
    update(repr((code.co_names, code.co_varnames, code.co_freevars)).encode())
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            _add_code(update, constant)
        elif isinstance(constant, frozenset):
            update(repr(sorted(constant, key=repr)).encode())
        else:
            update(f"{type(constant).__name__}:{constant!r};".encode())


class _Hasher:
    """Feeds values to a hash function, each with its type and length."""

    def __init__(self, hash_funcs: HashFuncs) -> None:
        self._hash = hashlib.blake2b(digest_size=16)
        self._funcs = hash_funcs
        self._open: dict[int, int] = {}
        """Values that are being added, by id: what contains itself would never end."""

    def digest(self) -> bytes:
        return self._hash.digest()

    def add(self, value: Any) -> None:
        kind = type(value)
        if self._funcs:
            function = self._replacement(kind)
            if function is not None:
                self._tag("hash_func", _full_name(kind))
                _Hasher.add(self._bare(), function(value))
                return
        if kind is str:
            self._bytes("str", value.encode("utf-8", "surrogatepass"))
        elif kind in (bytes, bytearray):
            self._bytes(kind.__name__, bytes(value))
        elif kind in _REPR:
            self._bytes(kind.__name__, repr(value).encode())
        elif id(value) in self._open:
            self._tag("again", str(self._open[id(value)]))
        else:
            self._open[id(value)] = len(self._open)
            try:
                self._add_object(value, kind)
            finally:
                del self._open[id(value)]

    def _bare(self) -> _Hasher:
        """The same hash without ``hash_funcs``, which may return what they were given."""
        plain = _Hasher({})
        plain._hash = self._hash
        plain._open = self._open
        return plain

    def _replacement(self, kind: type) -> Callable[[Any], Any] | None:
        for base in kind.__mro__[:-1]:
            function = self._funcs.get(base) or self._funcs.get(_full_name(base))
            if function is not None:
                return function
        return None

    def _add_object(self, value: Any, kind: type) -> None:
        if isinstance(value, enum.Enum):
            self._tag("enum", f"{_full_name(kind)}.{value.name}")
        elif isinstance(value, (list, tuple)):
            self._tag(_full_name(kind), str(len(value)))
            for item in value:
                self.add(item)
        elif isinstance(value, dict):
            self._tag(_full_name(kind), str(len(value)))
            for key, item in value.items():
                self.add(key)
                self.add(item)
        elif isinstance(value, (set, frozenset)):
            self._tag(_full_name(kind), str(len(value)))
            for part in sorted(digest(item, self._funcs) for item in value):
                self._hash.update(part)
        elif isinstance(value, os.PathLike):
            self._bytes("path", os.fsencode(value))
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            self._tag("dataclass", _full_name(kind))
            for field in dataclasses.fields(value):
                self.add(getattr(value, field.name))
        elif isinstance(value, (type, types.ModuleType, types.BuiltinFunctionType)):
            self._tag("name", _full_name(value))
        elif isinstance(value, (types.FunctionType, types.MethodType, functools.partial)):
            self._add_function(value)
        elif isinstance(value, (UploadedFile, io.BytesIO, io.StringIO)):
            content = value.getvalue()
            self._tag("file", str(getattr(value, "name", "")))
            self.add(content)
        elif not self._add_array(value, kind):
            self._add_reduced(value, kind)

    def _add_function(self, value: Any) -> None:
        if isinstance(value, functools.partial):
            self.add((value.func, value.args, value.keywords))
            return
        if isinstance(value, types.MethodType):
            self.add(value.__self__)
            value = value.__func__
        self._tag("function", _full_name(value))
        self._hash.update(code_digest(value))
        self.add(value.__defaults__)
        for cell in value.__closure__ or ():
            try:
                self.add(cell.cell_contents)
            except ValueError:
                self._tag("cell", "empty")

    def _add_array(self, value: Any, kind: type) -> bool:
        library = kind.__module__.partition(".")[0]
        if library == "numpy" and hasattr(value, "tobytes"):
            self._tag("numpy", f"{value.dtype!r}{value.shape}")
            if value.dtype.hasobject:
                self.add(value.tolist())
            else:
                self._hash.update(value.tobytes())
            return True
        if library == "pandas" and hasattr(value, "to_numpy"):
            self._add_pandas(value, kind)
            return True
        if library == "pyarrow" and hasattr(value, "to_pylist"):
            # Slices of one buffer are equal when their values are.
            self._tag("pyarrow", str(getattr(value, "schema", getattr(value, "type", ""))))
            self.add(value.to_pylist())
            return True
        if library == "polars" and hasattr(value, "to_arrow"):
            frame = value.to_frame() if hasattr(value, "to_frame") else value
            self._tag(f"polars.{kind.__name__}", str(frame.schema))
            self._bytes("rows", frame.hash_rows().to_numpy().tobytes())
            return True
        return False

    def _add_pandas(self, value: Any, kind: type) -> None:
        columns = getattr(value, "columns", None)
        self._tag("pandas", kind.__name__)
        if columns is not None:
            self.add(list(columns))
            self.add([str(dtype) for dtype in value.dtypes])
            self._add_pandas(value.index, type(value.index))
            for position in range(len(columns)):
                self._values(value.iloc[:, position])
            return
        self.add(str(getattr(value, "dtype", "")))
        self.add(list(getattr(value, "names", ())) or getattr(value, "name", None))
        if hasattr(value, "index"):
            index = value.index
            if not callable(index):
                self._add_pandas(index, type(index))
        self._values(value)

    def _values(self, column: Any) -> None:
        array = column.to_numpy()
        if array.dtype.hasobject:
            self.add(array.tolist())
        else:
            self.add(array)

    def _add_reduced(self, value: Any, kind: type) -> None:
        """What ``pickle`` would store: how to make the object, and its state."""
        try:
            reduced = value.__reduce_ex__(4)
        except Exception as error:
            raise UnhashableError(f"{_full_name(kind)}: {error}") from error
        self._tag("object", _full_name(kind))
        if isinstance(reduced, str):
            self._tag("name", reduced)
            return
        for part in reduced:
            # The last two are iterators over a list's or a dict's items.
            self.add(list(part) if hasattr(part, "__next__") else part)

    def _tag(self, kind: str, text: str) -> None:
        self._bytes(kind, text.encode())

    def _bytes(self, kind: str, data: bytes) -> None:
        self._hash.update(f"{kind}:{len(data)}:".encode())
        self._hash.update(data)


def _full_name(value: Any) -> str:
    module = getattr(value, "__module__", None)
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", repr(value))
    return f"{module}.{name}" if module else str(name)
