"""What is shipped: the three packages, the browser client, and nothing that names a host."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import bundle
import pytest

ROOT = Path(__file__).parents[1]
ADDRESS = re.compile(r"\w+://|@ *(git|file|http)", re.IGNORECASE)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and an sdist, made from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    # The environment of the tests has the build's own requirements: nothing is downloaded.
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--sdist"]
    done = subprocess.run(
        [*command, "--outdir", str(folder), str(ROOT)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> list[str]:
    """The names in the wheel."""
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def test_top_level_is_exactly_the_three_packages(wheel: list[str]):
    folders = {name.partition("/")[0] for name in wheel}
    assert {folder for folder in folders if not folder.endswith(".dist-info")} == {
        "reactfrag",
        "reactfrag_compiler",
        "reactfrag_server",
    }


def test_wheel_has_the_browser_client(wheel: list[str]):
    static = "reactfrag_server/static/"
    assert static + "index.html" in wheel
    assert [name for name in wheel if re.match(static + r"assets/.+\.js$", name)]
    assert not [name for name in wheel if "node_modules" in name or "frontend" in name]


def test_wheel_has_the_demo_and_the_typing_markers(wheel: list[str]):
    assert [name for name in wheel if re.match(r"reactfrag_server/(\w+/)*(demo|hello)", name)]
    for package in ("reactfrag", "reactfrag_compiler", "reactfrag_server"):
        assert f"{package}/py.typed" in wheel


def test_sdist_builds_without_node(built: Path):
    """It carries the sources of the client, the bundle, and the stamp that says they agree."""
    (path,) = built.glob("*.tar.gz")
    folder = built / "unpacked"
    with tarfile.open(path) as archive:
        for member in archive.getmembers():
            if content := archive.extractfile(member):
                target = folder / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
    (root,) = folder.iterdir()
    assert bundle.is_current(root)


def test_python_lock_file_names_no_registry():
    """Whoever installs from it chooses where from."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not ADDRESS.findall(text)
    assert all(re.fullmatch(r"[\w.-]+==[\w.!+-]+", line) for line in text.splitlines())


def test_client_lock_file_names_no_registry():
    """Funding pages are all the addresses it may have."""
    text = (ROOT / "server" / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    packages: dict[str, dict[str, object]] = json.loads(text)["packages"]
    addressed = [
        name
        for name, package in packages.items()
        for field, value in package.items()
        if field != "funding" and ADDRESS.search(str(value))
    ]
    assert not addressed
