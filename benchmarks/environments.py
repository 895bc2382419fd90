"""An environment of its own for each peer, made when it is first measured."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / ".bench"


def python_of(name: str, *packages: str) -> Path:
    """Return the Python of the environment ``name``, which has ``packages``.

    Raises
    ------
    RuntimeError
        They cannot be installed here.
    """
    folder = FOLDER / name
    python = folder / "bin" / "python"
    stamp = folder / ".packages"
    if stamp.exists() and stamp.read_text(encoding="utf-8").split() == list(packages):
        return python
    _do(sys.executable, "-m", "venv", "--clear", str(folder))
    _do(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages)
    stamp.write_text("\n".join(packages), encoding="utf-8")
    return python


def version_of(python: Path, package: str) -> str:
    """Return the version of an installed package."""
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    return subprocess.run([python, "-c", code], capture_output=True, text=True).stdout.strip()


def _do(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:4])} ...: {done.stderr.strip()[-500:]}")
