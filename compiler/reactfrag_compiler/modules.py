"""Finding and parsing the script and the local modules that it imports."""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from reactfrag_compiler.api import PACKAGES
from reactfrag_compiler.source import (
    MAIN,
    Module,
    absolute_name,
    find_module,
    key_of,
    parse_module,
    read_source,
)


class Parse(Protocol):
    """Makes a module of a source text: ``parse_module`` and its like."""

    def __call__(
        self,
        name: str,
        path: Path,
        text: str,
        *,
        is_package: bool = False,
        known: Module | None = None,
    ) -> Module: ...


def load_modules(
    path: Path,
    source: str | None,
    known: Mapping[str, Module],
    parse: Parse = parse_module,
) -> dict[str, Module]:
    """The script and every local module it reaches through imports, the script first.

    Parameters:
        path: the script; modules are looked for in its folder.
        source: text to take instead of the script's.
        known: modules of an earlier compilation, used again where the content is the same.
        parse: makes a module of a text.

    Raises:
        CompileError: when one of them cannot be read or parsed.
    """
    text = read_source(path) if source is None else source
    main = parse(MAIN, path, text, known=known.get(MAIN))
    modules = {MAIN: main}
    seen: set[str] = set()
    queue = deque([main])
    while queue:
        module = queue.popleft()
        for dotted in _imported(module):
            for name in _with_packages(dotted):
                if name in seen:
                    continue
                seen.add(name)
                place = find_module(path.parent, name)
                if place is None:
                    continue
                file, is_package = place
                # A module called "main" must not take the place of the script.
                key = key_of(name)
                found = parse(
                    key, file, read_source(file), is_package=is_package, known=known.get(key)
                )
                modules[key] = found
                queue.append(found)
    return modules


def _imported(module: Module) -> Iterator[str]:
    """Absolute dotted names that a module imports, or may (``from a import b``: ``a.b`` too)."""
    yield from _named_at_run_time(module)
    for scope in module.scope.all():
        for node in scope.imports:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
                continue
            base = absolute_name(module, node.level, node.module)
            if base is None:
                continue
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names if alias.name != "*")
    if any(word in module.text for word in _DYNAMIC):
        yield from _imported_by_call(module)


_DYNAMIC = ("import_module", "__import__")


def _imported_by_call(module: Module) -> Iterator[str]:
    """The names that calls of ``importlib.import_module`` and ``__import__`` spell out."""
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        function, name = node.func, node.args[0]
        called = function.attr if isinstance(function, ast.Attribute) else None
        called = function.id if isinstance(function, ast.Name) else called
        if called in _DYNAMIC and isinstance(name, ast.Constant) and isinstance(name.value, str):
            dotted = name.value
            if all(part.isidentifier() for part in dotted.split(".")):
                yield dotted


def _named_at_run_time(module: Module) -> Iterator[str]:
    """Modules that ``import_module("name")`` and ``__import__("name")`` name."""
    if "import_module" not in module.text and "__import__" not in module.text:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and node.args:
            function, name = node.func, node.args[0]
            called = getattr(function, "attr", None) or getattr(function, "id", None)
            dotted = name.value if isinstance(name, ast.Constant) else None
            if called not in ("import_module", "__import__") or not isinstance(dotted, str):
                continue
            if not dotted.startswith("."):
                yield dotted


def _with_packages(dotted: str) -> list[str]:
    """A dotted name and the packages it stands in, outermost first."""
    parts = dotted.split(".")
    if parts[0] in PACKAGES:
        return []
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]
