"""What a value holds, as sixteen bytes: equal contents, equal fingerprint.

The value is pickled into a hash, so that the walk is done in C and nothing is
sampled: the cost is linear in what the value holds.  Arrays and frames hand
over their buffers without a copy.  What cannot be looked into (a connection, a
lock, a generator) is known by its identity alone.

Two values that are equal may still differ here, as sets filled in another
order can; the cost of that is one rerun too many, never one too few.
"""

from __future__ import annotations

import math
import pickle
import types
from hashlib import blake2b
from typing import Any

from reactfrag.runtime.classes import class_token
from reactfrag.runtime.tables import parts_of

_OPAQUE = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    types.ModuleType,
    types.CodeType,
)


def _identity(id: int) -> int:
    """Stand for a value in the pickle that is known by its identity."""
    return id


def _array(*parts: object) -> None:
    """Stand for an array in the pickle, whichever way it lies in memory."""


def _table(*parts: object) -> None:
    """Stand for a frame or table in the pickle, however it is cut into pieces."""


def _is_plain_array(value: Any) -> bool:
    """Whether ``value`` is an array of NumPy's, no subclass of one, that holds no objects."""
    kind = type(value)
    if kind.__name__ != "ndarray" or kind.__module__ != "numpy":
        return False
    return value.dtype.itemsize > 0 and not value.dtype.hasobject


def _bytes_of(array: Any) -> Any:
    """Return the items in order, as bytes: without a copy if they lie so."""
    return (array if array.flags.c_contiguous else array.copy(order="C")).reshape(-1).view("u1")


class _TooLarge(Exception):
    """There is more to a value than is to be looked at."""


class _Hash:
    """A file that keeps a hash of what is written to it, up to ``limit`` bytes."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._hash = blake2b(digest_size=16)
        self.size = 0
        """Bytes that went in."""

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        self._count(size)
        self._hash.update(data)
        return size

    def take_buffer(self, buffer: pickle.PickleBuffer) -> None:
        try:
            raw = buffer.raw()
        except BufferError:
            # Not contiguous: its bytes in order.
            raw = memoryview(memoryview(buffer).tobytes())
        self._count(raw.nbytes)
        self._hash.update(raw.nbytes.to_bytes(8, "little"))
        self._hash.update(raw)

    def digest(self) -> bytes:
        return self._hash.digest()

    def _count(self, size: int) -> None:
        self.size += size
        if self.size > self._limit:
            raise _TooLarge


class _Pickler(pickle.Pickler):
    def reducer_override(self, obj: Any) -> Any:
        if obj is _identity or obj is _array or obj is _table:
            return NotImplemented
        if isinstance(obj, type):
            return _identity, (class_token(obj),)
        if isinstance(obj, _OPAQUE):
            return _identity, (id(obj),)
        if _is_plain_array(obj):
            return _array, (obj.dtype, obj.shape, pickle.PickleBuffer(_bytes_of(obj)))
        try:
            parts = parts_of(obj)
            if parts is not None:
                return _table, parts
            reduced = obj.__reduce_ex__(5)
        except Exception:
            # Whatever a type raises to say that it is no data.
            return _identity, (id(obj),)
        # The name of a global: there is one of it.
        return (_identity, (id(obj),)) if isinstance(reduced, str) else reduced


def fingerprint(value: object, limit: float = math.inf) -> bytes:
    """Return the fingerprint of ``value``: of its identity, if it holds more than ``limit``
    bytes."""
    return measure(value, limit)[0]


def measure(value: object, limit: float = math.inf) -> tuple[bytes, int]:
    """Return the fingerprint of ``value``, and how many bytes it was made from."""
    try:
        try:
            return _hash(value, limit, fast=True)
        except (ValueError, RecursionError):
            # Something in it leads back to itself.
            return _hash(value, limit, fast=False)
    except (pickle.PicklingError, RecursionError, _TooLarge):
        # It only seemed to be data, is nested too deep to be looked into, or too large.
        return identity(value), 0


def identity(value: object) -> bytes:
    """Return the fingerprint of a value that is not looked into."""
    return id(value).to_bytes(16, "little")


def is_identity(found: bytes) -> bool:
    """Whether a fingerprint says which value it is of, not what that holds."""
    return found.endswith(bytes(8))


def _hash(value: object, limit: float, *, fast: bool) -> tuple[bytes, int]:
    hash = _Hash(limit)
    pickler = _Pickler(hash, 5, buffer_callback=hash.take_buffer)
    # Without a memo it does not matter whether equal parts are one object.
    pickler.fast = fast
    pickler.dump(value)
    return hash.digest(), hash.size
