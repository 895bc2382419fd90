"""Any Python object as JSON text."""

from __future__ import annotations

import dataclasses
import enum
import json
from collections.abc import Iterable, Mapping, Set
from typing import Any

import msgspec

from reactfrag.errors import ApiError


def to_json(body: object) -> str:
    """Return ``body`` as JSON text; a string is taken to be JSON already.

    NaN and infinity become null, sets lists, and what JSON has no form for its ``str()``.

    Raises :class:`ApiError` if a string is not JSON, or the object contains itself.
    """
    if isinstance(body, str):
        try:
            parsed = json.loads(body)
        except ValueError as error:
            raise ApiError(f"json(): the text is not JSON: {error}.") from error
        # NaN is no JSON, but Python reads it: such text is written anew.
        return to_json(parsed) if "NaN" in body or "Infinity" in body else body
    try:
        return msgspec.json.encode(body, enc_hook=_step).decode()
    except Exception:
        # Keys that are no strings and the like.
        try:
            return msgspec.json.encode(_plain(body)).decode()
        except RecursionError:
            raise ApiError("json(): the object contains itself, or is nested too deeply.") from None


def _step(value: Any) -> Any:
    """Return ``value`` in a form one step nearer to JSON."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, enum.Enum):
        return value.name
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, Set) or (isinstance(value, Iterable) and hasattr(value, "__len__")):
        return list(value)
    return str(value)


def _plain(value: Any) -> Any:
    """Return ``value`` made of nothing but what JSON has."""
    if value is None or isinstance(value, (bool, float)):
        return value
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, int):
        return value if -(2**63) <= value < 2**64 else str(value)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, Set)):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (bytes, bytearray)):
        return value.decode("utf-8", "replace")
    step = _step(value)
    return step if isinstance(step, str) else _plain(step)
