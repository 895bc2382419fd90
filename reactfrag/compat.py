"""``import streamlit as st`` in a served script gives reactfrag.

:func:`install` puts stand-ins for Streamlit's public modules in front of any
Streamlit that is installed; what reactfrag lacks is an error that says so.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, NoReturn

import reactfrag
from reactfrag.components import v1
from reactfrag.names import missing_attribute, missing_message

API_VERSION = "1.67.0"
"""The version of the API that reactfrag follows."""

_ROOT = "streamlit"


def install() -> None:
    """Make ``import streamlit`` give reactfrag in this process; a second call does nothing."""
    if _state.finder is not None:
        return
    _state.before = {
        name: module
        for name, module in sys.modules.items()
        if name == _ROOT or name.startswith(_ROOT + ".")
    }
    for name in _state.before:
        del sys.modules[name]
    sys.modules.update(_modules())
    _state.finder = _Finder()
    sys.meta_path.insert(0, _state.finder)


def uninstall() -> None:
    """Undo :func:`install`."""
    if _state.finder is None:
        return
    sys.meta_path.remove(_state.finder)
    _state.finder = None
    for name in [n for n in sys.modules if n == _ROOT or n.startswith(_ROOT + ".")]:
        del sys.modules[name]
    sys.modules.update(_state.before)
    _state.before = {}


class _State:
    """What :func:`install` has done. Touched by the importing thread."""

    def __init__(self) -> None:
        self.finder: _Finder | None = None
        self.before: dict[str, ModuleType] = {}


_state = _State()


class _Module(ModuleType):
    """A stand-in: ``names`` and nothing else."""

    def __init__(self, name: str, names: dict[str, Any], doc: str) -> None:
        super().__init__(name, doc)
        self.__path__: list[str] = []
        self.__all__ = sorted(names)
        vars(self).update(names)

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        raise missing_attribute(f"reactfrag (as {self.__name__})", name, self.__all__)


class _Later(_Module):
    """A stand-in whose names are imported when they are first asked for.

    ``names`` are the modules that they are in.
    """

    def __init__(self, name: str, names: dict[str, str], doc: str) -> None:
        super().__init__(name, {}, doc)
        self.__all__ = sorted(names)
        self._modules = names

    def __getattr__(self, name: str) -> Any:
        if name not in self._modules:
            return super().__getattr__(name)
        value = getattr(importlib.import_module(self._modules[name]), name)
        setattr(self, name, value)
        return value


class _Finder(MetaPathFinder):
    """Refuses the modules that reactfrag does not stand in for."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not name.startswith(_ROOT + "."):
            return None
        parent, _, last = name.rpartition(".")
        owner = sys.modules.get(parent)
        known = getattr(owner, "__all__", [])
        # Not ModuleNotFoundError: `from streamlit import x` would swallow it, and its message.
        raise ImportError(missing_message(f"reactfrag (as {parent})", last, known), name=name)


def _modules() -> dict[str, ModuleType]:
    names = {name: getattr(reactfrag, name) for name in reactfrag.__all__}
    components_v1 = _Module(
        "streamlit.components.v1",
        {name: getattr(v1, name) for name in v1.__all__},
        "Custom components.",
    )
    components = _Module("streamlit.components", {"v1": components_v1}, "Custom components.")
    errors = _Module("streamlit.errors", _errors(), "What an app author can meet.")
    generator = _Module(
        "streamlit.delta_generator", {"DeltaGenerator": reactfrag.Container}, "Containers."
    )
    # No app that is served tests one.
    testing_v1 = _Later("streamlit.testing.v1", {"AppTest": "reactfrag.testing"}, "Testing apps.")
    testing = _Module("streamlit.testing", {"v1": testing_v1}, "Testing apps.")
    root = _Module(
        _ROOT,
        names
        | {
            "cache": cache,
            "components": components,
            "delta_generator": generator,
            "errors": errors,
            "experimental_memo": reactfrag.cache_data,
            "experimental_rerun": reactfrag.rerun,
            "experimental_singleton": reactfrag.cache_resource,
            "testing": testing,
        },
        reactfrag.__doc__ or "",
    )
    vars(root)["__version__"] = API_VERSION
    modules = (root, components, components_v1, errors, generator, testing, testing_v1)
    return {module.__name__: module for module in modules}


def _errors() -> dict[str, Any]:
    return {
        "DuplicateWidgetID": reactfrag.errors.DuplicateKeyError,
        "Error": reactfrag.errors.ReactfragError,
        "StreamlitAPIException": reactfrag.errors.ApiError,
        "StreamlitDuplicateElementKey": reactfrag.errors.DuplicateKeyError,
    }


def cache(
    func: Callable[..., Any] | None = None,
    *,
    persist: bool = False,
    allow_output_mutation: bool = False,
    show_spinner: bool | str = True,
    suppress_st_warning: bool = False,
    hash_funcs: Any = None,
    max_entries: int | None = None,
    ttl: int | float | timedelta | str | None = None,
) -> Any:
    """The older name for caching: the object itself if it may be changed, copies otherwise.

    Parameters
    ----------
    func, show_spinner, hash_funcs, max_entries, ttl
        As for ``cache_data``.
    allow_output_mutation
        Hand out the object itself, as ``cache_resource`` does.
    persist, suppress_st_warning
        Accepted; they change nothing.

    Raises
    ------
    ApiError
        As for ``cache_data``.

    >>> @cache(allow_output_mutation=True)
    ... def connect(): ...
    """
    decorator: Any = reactfrag.cache_resource if allow_output_mutation else reactfrag.cache_data
    return decorator(
        func, show_spinner=show_spinner, hash_funcs=hash_funcs, max_entries=max_entries, ttl=ttl
    )
