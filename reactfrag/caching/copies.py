"""Copies of what a cached function returned, so that no caller can change another's."""

from __future__ import annotations

import copy
import datetime
import pickle
from collections.abc import Callable
from typing import Any

from reactfrag.errors import ApiError

_IMMUTABLE = frozenset(
    {
        bool,
        int,
        float,
        complex,
        str,
        bytes,
        type(None),
        datetime.date,
        datetime.time,
        datetime.datetime,
        datetime.timedelta,
    }
)


def copier(value: Any, name: str) -> Callable[[], Any]:
    """Return a function that makes a new copy of ``value`` as it is now, each time.

    Raises :class:`ApiError`, which names the cached function ``name``, if
    ``value`` cannot be copied.
    """
    if type(value) in _IMMUTABLE:
        return lambda: value
    try:
        data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        # Classes of the script itself have no module to be found in again.
        pickle.loads(data)
    except Exception:
        return _deep(value, name)
    return lambda: pickle.loads(data)


def _deep(value: Any, name: str) -> Callable[[], Any]:
    try:
        kept = copy.deepcopy(value)
    except Exception as error:
        raise ApiError(
            f"{name}() is cached by cache_data and returned a {type(value).__name__}, which cannot "
            f"be copied ({error}). Return data, or use cache_resource to share the object itself."
        ) from error
    return lambda: copy.deepcopy(kept)
