"""Compiles whole libraries, module by module, as if each module were an app.

    python -m tests.compiler.robust [PACKAGE ...]

Without packages: the standard library and five large ones of the environment.  A
crash is anything raised but :class:`CompileError` for a file that Python itself does
not compile.  Prints how many modules went through, and the slowest.
"""

from __future__ import annotations

import importlib.util
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from reactfrag_compiler import CompileError, compile_program

STANDARD = "the standard library"
PACKAGES = (STANDARD, "networkx", "hypothesis", "click", "anyio", "polars")
SLOWEST = 8
_NOT = {"site-packages", "lib2to3", "test", "tests"}
"""Folders that hold no modules of the library itself."""


def main(names: list[str]) -> int:
    crashes = 0
    for name in names or PACKAGES:
        crashes += _compile_all(name)
    return 1 if crashes else 0


def _compile_all(name: str) -> int:
    times: list[tuple[float, str]] = []
    crashes = 0
    with tempfile.TemporaryDirectory() as folder:
        app = Path(folder) / "app.py"
        for path in _modules(name):
            text = _text(path)
            if text is None:
                continue
            begun = time.perf_counter()
            try:
                compile_program(app, source=text)
            except CompileError as error:
                print(f"  {path}: {error}")
                crashes += 1
            except Exception as error:
                print(f"  {path}: {type(error).__name__}: {error}")
                crashes += 1
            times.append((time.perf_counter() - begun, str(path)))
    times.sort(reverse=True)
    total = sum(seconds for seconds, _ in times)
    print(f"{name}: {len(times)} modules, {crashes} crashes, {total:.0f} s", flush=True)
    for seconds, where in times[:SLOWEST]:
        print(f"  {seconds:6.2f} s  {Path(where).name}", flush=True)
    return crashes


def _modules(name: str) -> Iterator[Path]:
    if name == STANDARD:
        root = Path(sysconfig.get_paths()["stdlib"])
    else:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            raise SystemExit(f"{name} is not installed")
        root = Path(spec.origin).parent
    for path in sorted(root.rglob("*.py")):
        inside = path.relative_to(root).parts
        if _NOT.isdisjoint(inside):
            yield path


def _text(path: Path) -> str | None:
    """The module's text; None if Python does not compile it, as test data may not."""
    try:
        text = path.read_bytes().decode("utf-8")
        compile(text, str(path), "exec", dont_inherit=True)
    except (SyntaxError, UnicodeDecodeError, ValueError):
        return None
    return text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
