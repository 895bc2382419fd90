"""Local modules that have to be imported anew after an edit."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType


def stale_modules(
    changed: Iterable[Path], local: Iterable[Path], modules: Mapping[str, ModuleType]
) -> frozenset[str]:
    """Return the names of the loaded local modules that an edit has made stale.

    They are the modules of the changed files and, transitively, the local modules that
    import one of them: ``from helpers import LIMIT`` keeps the old value otherwise.

    :param local: the files that may belong to stale modules; no other is looked at.
    :param modules: what is loaded, as ``sys.modules`` has it.
    """
    changed_files = {path.resolve() for path in changed}
    local_files = {path.resolve() for path in local} | changed_files
    loaded: dict[str, Path] = {}
    for name, module in list(modules.items()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and name != "__main__":
            path = Path(file).resolve()
            if path in local_files:
                loaded[name] = path
    imports = {name: frozenset(_imports(name, path)) for name, path in loaded.items()}
    stale = {name for name, path in loaded.items() if path in changed_files}
    while True:
        more = {name for name, used in imports.items() if name not in stale and used & stale}
        if not more:
            return frozenset(stale)
        stale |= more


def forget(names: Iterable[str]) -> None:
    """Make the next import of each module read its source again."""
    for name in names:
        module = sys.modules.pop(name, None)
        package, _, attribute = name.rpartition(".")
        holder = vars(sys.modules[package]) if package in sys.modules else {}
        if module is not None and holder.get(attribute) is module:
            # `from package import module` takes what the package holds before it looks further.
            del holder[attribute]
        file = getattr(module, "__file__", None)
        if isinstance(file, str):
            # Bytecode is matched to its source by size and by the second of its change:
            # two edits in one second would be taken for one.
            Path(importlib.util.cache_from_source(file)).unlink(missing_ok=True)
    importlib.invalidate_caches()


def _imports(name: str, path: Path) -> Iterator[str]:
    """Names that a module's source may import: modules, and what it takes from them."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _with_parents(alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")
                kept = parents[: len(parents) - node.level + 1]
                base = ".".join([*kept, base] if base else kept)
            yield from _with_parents(base)
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _with_parents(name: str) -> Iterator[str]:
    while name:
        yield name
        name = name.rpartition(".")[0]
