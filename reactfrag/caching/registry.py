"""The results of all cached functions of the process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from reactfrag.caching.hashing import code_digest, digest
from reactfrag.caching.policy import Family, Policy
from reactfrag.caching.store import Store

_VERSIONS_KEPT = 8
"""How many versions of one function keep their results while its source is being edited."""


class Stores:
    """The stores of all functions of the process.

    A script defines its functions anew in each full run: a store is found again
    by the function's name and what its code does, so that an edit starts afresh.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stores: dict[tuple[str, ...], OrderedDict[bytes, Store]] = {}

    def of(self, function: Callable[..., Any], policy: Policy) -> Store:
        name = getattr(function, "__qualname__", repr(function))
        place = (policy.family, getattr(function, "__module__", ""), name, _file(function))
        version = digest((code_digest(function), _enclosed(function), repr(policy.limits)))
        with self._lock:
            versions = self._stores.setdefault(place, OrderedDict())
            store = versions.get(version)
            if store is None:
                store = versions[version] = Store(policy.limits, _release(policy))
            versions.move_to_end(version)
            gone = [versions.popitem(last=False)[1] for _ in range(len(versions) - _VERSIONS_KEPT)]
        for old in gone:
            old.clear()
        return store

    def clear(self, family: Family) -> None:
        with self._lock:
            stores = [
                store
                for place, versions in self._stores.items()
                if place[0] == family
                for store in versions.values()
            ]
        for store in stores:
            store.clear()


stores = Stores()
"""The process's."""


def _release(policy: Policy) -> Callable[[Any], object] | None:
    release = policy.on_release
    return None if release is None else lambda kept: release(kept.value())


def _file(function: Callable[..., Any]) -> str:
    code = getattr(function, "__code__", None)
    return code.co_filename if code is not None else ""


def _enclosed(function: Callable[..., Any]) -> list[Any]:
    """The plain values that a nested function uses of the one around it."""
    found: list[Any] = []
    for cell in getattr(function, "__closure__", None) or ():
        try:
            value = cell.cell_contents
        except ValueError:
            continue
        if isinstance(value, (bool, int, float, str, bytes, type(None))):
            found.append(value)
    return found
