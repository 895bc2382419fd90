"""The layers hold, and no import hides in a function."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = (
    ROOT / "compiler" / "reactfrag_compiler",
    ROOT / "reactfrag",
    ROOT / "server" / "reactfrag_server",
)
FIRST_PARTY = tuple(package.name for package in PACKAGES)


def test_layers_hold():
    """The contracts of pyproject.toml: server on runtime on compiler, elements on runtime."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.name)
def test_no_first_party_import_hides_in_a_function(package: Path):
    """An import in a function is how a layer is broken without anybody seeing it."""
    hidden = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sorted(package.rglob("*.py"))
        for line, name in _imports_in_functions(ast.parse(path.read_text(encoding="utf-8")))
        if name.partition(".")[0] in FIRST_PARTY or name.startswith(".")
    ]
    assert not hidden, "\n".join(hidden)


def _imports_in_functions(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node.lineno, "." * node.level + (node.module or "")


@pytest.mark.parametrize("folder", ["compiler", "server"])
def test_folders_are_no_packages(folder: str):
    """Nothing named ``compiler`` or ``server`` may land in site-packages."""
    assert not (ROOT / folder / "__init__.py").exists()
