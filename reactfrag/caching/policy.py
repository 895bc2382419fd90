"""How the results of a cached function are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from reactfrag.caching.hashing import HashFuncs
from reactfrag.caching.store import Limits

Family = Literal["data", "resource"]


@dataclass(frozen=True, slots=True)
class Policy:
    """How the results of one function are kept."""

    family: Family
    limits: Limits
    show_spinner: bool | str
    show_time: bool
    hash_funcs: HashFuncs
    validate: Callable[[Any], bool] | None = None
    on_release: Callable[[Any], object] | None = None
