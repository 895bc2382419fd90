"""Hot reload: which modules an edit makes stale, what a program becomes, the watcher."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

import anyio
import anyio.from_thread
import pytest

from reactfrag_compiler import CompileError, Program
from reactfrag_server.modules import forget, stale_modules
from reactfrag_server.programs import Programs
from reactfrag_server.types import Compiled
from reactfrag_server.watcher import Watcher
from tests.server.doubles import compile

pytestmark = pytest.mark.anyio

SOURCES = {
    "base.py": "LIMIT = 1",
    "uses_base.py": "from base import LIMIT",
    "uses_uses.py": "import uses_base as u",
    "late.py": "def f():\n    import base",
    "apart.py": "import os",
    "broken.py": "import base\n(",
    "pack/__init__.py": "",
    "pack/one.py": "VALUE = 1",
    "pack/two.py": "from . import one",
    "pack/three.py": "from .one import VALUE",
    "pack/deep/__init__.py": "from ..one import VALUE",
    "pack/deep/four.py": "from . import VALUE",
    "by_name.py": "from pack import one",
    "whole.py": "import pack.one",
}

STALE = [
    (["base.py"], {"base", "uses_base", "uses_uses", "late"}),
    (["uses_base.py"], {"uses_base", "uses_uses"}),
    (["apart.py"], {"apart"}),
    (
        ["pack/one.py"],
        {
            "pack.one",
            "pack.two",
            "pack.three",
            "pack.deep",
            "pack.deep.four",
            "by_name",
            "whole",
        },
    ),
    (["pack/deep/four.py"], {"pack.deep.four"}),
    (["elsewhere.py"], set[str]()),
    ([], set[str]()),
]


@pytest.mark.parametrize(("changed", "stale"), STALE)
def test_an_edit_makes_stale_what_imports_it(
    tmp_path: Path, changed: list[str], stale: set[str]
) -> None:
    modules = {"__main__": ModuleType("__main__"), "odd": ModuleType("odd")}
    for name, source in SOURCES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
        dotted = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        modules[dotted] = ModuleType(dotted)
        modules[dotted].__file__ = str(path)
    local = [tmp_path / name for name in SOURCES]
    assert stale_modules([tmp_path / name for name in changed], local, modules) == stale


def test_a_module_outside_the_program_is_left_alone(tmp_path: Path) -> None:
    module = ModuleType("library")
    module.__file__ = str(tmp_path / "library.py")
    (tmp_path / "library.py").write_text("import helpers")
    helpers = ModuleType("helpers")
    helpers.__file__ = str(tmp_path / "helpers.py")
    found = stale_modules([tmp_path / "helpers.py"], [], {"library": module, "helpers": helpers})
    assert found == {"helpers"}


@pytest.fixture
def importable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_two_edits_in_one_second_are_both_seen(importable: Path) -> None:
    """Bytecode knows the time of its source by the second."""
    path = importable / "edited_module.py"
    for value in "123":
        path.write_text(f"VALUE = {value}")
        os.utime(path, (1_000_000, 1_000_000))
        importlib.invalidate_caches()
        module = importlib.import_module("edited_module")
        assert int(value) == module.VALUE
        forget(["edited_module", "not_loaded"])


def test_a_module_that_is_taken_from_its_package_is_read_again(importable: Path) -> None:
    package = importable / "package_of_app"
    package.mkdir()
    (package / "__init__.py").touch()
    for value in "12":
        (package / "part.py").write_text(f"VALUE = {value}")
        namespace: dict[str, ModuleType] = {}
        exec("from package_of_app import part", namespace)
        assert int(value) == namespace["part"].VALUE
        forget(["package_of_app.part"])


async def test_a_program_forgets_edited_modules_with_the_next_good_one(importable: Path) -> None:
    helper = importable / "helper_of_app.py"
    helper.write_text("VALUE = 1")
    script = importable / "app.py"
    script.write_text("import helper_of_app")
    programs = Programs(script, compile)
    importlib.import_module("helper_of_app")
    script.write_text("import helper_of_app\n(")
    helper.write_text("VALUE = 2")
    assert await programs.refresh({helper, script})
    assert isinstance(programs.current, CompileError)
    assert "helper_of_app" in sys.modules
    script.write_text("import helper_of_app\n")
    assert await programs.refresh({script})
    assert isinstance(programs.current, Program)
    assert "helper_of_app" not in sys.modules


async def test_an_edit_that_changes_nothing_is_no_new_program(tmp_path: Path) -> None:
    script = tmp_path / "app.py"
    script.write_text("x = 1")
    programs = Programs(script, compile)
    before = programs.current
    assert not await programs.refresh({script})
    assert programs.current is before
    script.write_text("(")
    assert await programs.refresh({script})
    broken = programs.current
    assert not await programs.refresh({script})
    assert programs.current is broken


async def test_a_script_that_is_broken_from_the_start_recovers(tmp_path: Path) -> None:
    script = tmp_path / "app.py"
    script.write_text("(")
    programs = Programs(script, compile)
    assert isinstance(programs.current, CompileError)
    assert programs.files == {script.resolve()}
    script.write_text("x = 1")
    assert await programs.refresh({script})
    assert isinstance(programs.current, Program)


# --- the watcher -----------------------------------------------------------


@dataclass
class Watched:
    script: Path
    programs: Programs
    seen: list[Compiled] = field(default_factory=list)
    _news: anyio.Event = field(default_factory=anyio.Event)

    def replace(self, compiled: Compiled) -> None:
        self.seen.append(compiled)
        self._news.set()
        self._news = anyio.Event()

    async def wait(self, count: int) -> Compiled:
        """The ``count``-th program that the watcher has handed on."""
        with anyio.fail_after(60):
            while len(self.seen) < count:
                await self._news.wait()
        return self.seen[count - 1]


@asynccontextmanager
async def watching(folder: Path, source: str = "x = 1") -> AsyncIterator[Watched]:
    script = folder / "app.py"
    script.write_text(source)
    watched = Watched(script, Programs(script, compile))
    watcher = Watcher(watched.programs, watched.replace, debounce=0.02)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(watcher.run)
        await watcher.watching.wait()
        yield watched
        tasks.cancel_scope.cancel()


async def test_an_edit_gives_a_new_program(tmp_path: Path) -> None:
    async with watching(tmp_path) as watched:
        watched.script.write_text("x = 2")
        program = await watched.wait(1)
        assert isinstance(program, Program)
        assert program is watched.programs.current


async def test_a_broken_edit_gives_its_error_and_the_next_good_one_recovers(
    tmp_path: Path,
) -> None:
    async with watching(tmp_path) as watched:
        first = watched.programs.current
        watched.script.write_text("x = (")
        error = await watched.wait(1)
        assert isinstance(error, CompileError)
        watched.script.write_text("x = 1")
        program = await watched.wait(2)
        assert isinstance(program, Program)
        assert isinstance(first, Program)
        assert program.digest == first.digest


async def test_an_editor_that_replaces_the_file_is_noticed(tmp_path: Path) -> None:
    async with watching(tmp_path) as watched:
        swap = tmp_path / ".app.py.swp"
        swap.write_text("x = 2")
        swap.replace(watched.script)
        assert isinstance(await watched.wait(1), Program)
        watched.script.unlink()
        assert isinstance(await watched.wait(2), CompileError)
        watched.script.write_text("x = 3")
        assert isinstance(await watched.wait(3), Program)


async def test_a_compiler_that_fails_is_survived(tmp_path: Path) -> None:
    script = tmp_path / "app.py"
    script.write_text("x = 1")
    attempts = 0

    def moody(path: Path, previous: Program | None) -> Program:
        nonlocal attempts
        attempts += 1
        if "fail" in path.read_text():
            anyio.from_thread.run_sync(failed.set)
            raise ZeroDivisionError
        return compile(path, previous)

    failed = anyio.Event()
    watched = Watched(script, Programs(script, moody))
    watcher = Watcher(watched.programs, watched.replace, debounce=0.02)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(watcher.run)
        await watcher.watching.wait()
        script.write_text("fail = 1")
        with anyio.fail_after(60):
            await failed.wait()
        script.write_text("x = 2")
        assert isinstance(await watched.wait(1), Program)
        tasks.cancel_scope.cancel()
