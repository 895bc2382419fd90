"""The table of what is known of code from outside: its names exist, and stand once."""

from __future__ import annotations

import importlib
from types import ModuleType

import pytest

from reactfrag_compiler.effect_table import (
    API_IMPURE,
    API_PURE,
    IMMUTABLE,
    LIBRARIES,
    NAMES,
    NEW_RESULTS,
    REASONS,
    SEEDED,
    SHARING_RESULTS,
)
from reactfrag_compiler.values import LIBRARY_KINDS

LATER = {"copy.replace": "3.13"}
"""Names that the oldest Python does not have."""


def resolve(dotted: str) -> object:
    """The thing that a dotted name means; AttributeError when there is none."""
    parts = dotted.split(".")
    found: object = importlib.import_module(parts[0])
    for end, part in enumerate(parts[1:], 2):
        if isinstance(found, ModuleType) and not hasattr(found, part):
            importlib.import_module(".".join(parts[:end]))
        found = getattr(found, part)
    return found


@pytest.mark.parametrize(
    "name", sorted(n for n in NAMES if n != "identity" and n.partition(".")[0] not in LIBRARIES)
)
def test_names_of_the_standard_library_exist(name: str):
    if name not in LATER and not name.startswith("builtins.__"):
        resolve(name)


@pytest.mark.parametrize("name", sorted(n for n in NAMES if n.partition(".")[0] in LIBRARIES))
def test_names_of_libraries_exist(name: str):
    package = name.partition(".")[0]
    try:
        importlib.import_module(package)
    except ImportError:
        pytest.skip(f"{package} is not installed")
    resolve(name)


def test_every_category_is_told():
    assert set(NAMES.values()) <= {"pure", *REASONS}


def test_tables_agree():
    assert not API_PURE & API_IMPURE.keys()
    assert set(NEW_RESULTS) == set(SHARING_RESULTS) == LIBRARIES
    assert LIBRARIES <= LIBRARY_KINDS
    for package in LIBRARIES:
        assert not NEW_RESULTS[package] & SHARING_RESULTS[package]
    for name in IMMUTABLE | SEEDED:
        resolve(name) if name.partition(".")[0] not in LIBRARIES else None
