"""``Program.node_of``: code objects of running functions and the nodes they belong to."""

from __future__ import annotations

import functools
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from types import CodeType, SimpleNamespace
from typing import Any

import pytest

from reactfrag_compiler import Program, compile_program
from reactfrag_compiler.emit import SHOW


class Recorder:
    """Stands in for the package: ``fragment`` notes the code object of each function."""

    def __init__(self) -> None:
        self.codes: list[CodeType] = []

    def fragment(self, func: Callable[..., Any] | None = None, **settings: Any) -> Any:
        if func is None:
            return self.fragment
        inner = func.func if isinstance(func, functools.partial) else func
        self.codes.append(getattr(inner, "__code__", None) or type(inner).__call__.__code__)
        return func

    def cache_data(self, func: Callable[..., Any] | None = None, **settings: Any) -> Any:
        return func if func is not None else self.cache_data


def found(program: Program, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Run a program; the names of the nodes of the functions that become fragments."""
    recorder = Recorder()
    package: Any = SimpleNamespace(
        fragment=recorder.fragment, cache_data=recorder.cache_data, session_state={}
    )
    monkeypatch.setitem(sys.modules, "reactfrag", package)
    exec(program.code, {"__name__": "__main__", SHOW: lambda *values: None})
    nodes = [program.node_of(code) for code in recorder.codes]
    assert None not in nodes, recorder.codes
    return [node.name for node in nodes if node is not None]


CASES = {
    "a decorator": (
        """
        @rf.fragment
        def f():
            pass
        """,
        ["f"],
    ),
    "other decorators above and below": (
        """
        def same(f):
            return f
        @same
        @rf.fragment(
            run_every=3,
        )
        @rf.cache_data
        def f(): pass
        """,
        ["f"],
    ),
    "the call form": (
        """
        def f(): pass
        g = rf.fragment(f)
        h = rf.fragment(run_every=1)(f)
        """,
        ["f", "f"],
    ),
    "a nested function": (
        """
        def outer():
            @rf.fragment
            def inner():
                @rf.fragment
                def innermost(): pass
                innermost()
            inner()
        outer()
        """,
        ["outer.<locals>.inner", "outer.<locals>.inner.<locals>.innermost"],
    ),
    "methods": (
        """
        class A:
            @rf.fragment
            def m(self): pass
            @staticmethod
            @rf.fragment
            def s(): pass
            class B:
                @rf.fragment
                def n(self): pass
        rf.fragment(A().m.__func__)
        """,
        ["A.m", "A.s", "A.B.n", "A.m"],
    ),
    "a lambda": ("rf.fragment(lambda: 1)()", ["<lambda>"]),
    "two lambdas on a line": (
        "a = rf.fragment(lambda: 1); b = rf.fragment(lambda: 2)",
        ["<lambda>", "<lambda>"],
    ),
    "a lambda in a comprehension": (
        "[rf.fragment(lambda: i)() for i in range(2)]",
        ["<lambda>"] * 2,
    ),
    "a lambda in a comprehension in a function": (
        """
        def f():
            return [rf.fragment(lambda: i) for i in range(2)]
        f()
        """,
        ["f.<locals>.<lambda>"] * 2,
    ),
    "async def": (
        """
        @rf.fragment
        async def f(): pass
        """,
        ["f"],
    ),
    "made in a loop": (
        """
        for i in range(3):
            @rf.fragment
            def f(): return i
        """,
        ["f", "f", "f"],
    ),
    "made by a factory": (
        """
        def make(key):
            @rf.fragment
            def panel(): return key
            return panel
        make("a"), make("b")
        """,
        ["make.<locals>.panel"] * 2,
    ),
    "two of one name": (
        """
        @rf.fragment
        def f(): return 1
        f()
        @rf.fragment
        def f(): return 2
        f()
        """,
        ["f", "f"],
    ),
    "declared global": (
        """
        def setup():
            global f
            @rf.fragment
            def f(): pass
        setup()
        """,
        ["f"],
    ),
    "a wrapper without a trace of what it wraps": (
        """
        def timed(f):
            def wrapper(): return f()
            return wrapper
        @rf.fragment
        @timed
        def f(): pass
        """,
        ["f"],
    ),
    "a partial": (
        """
        import functools
        def f(n): pass
        g = rf.fragment(functools.partial(f, 1))
        """,
        ["f"],
    ),
    "an object that can be called": (
        """
        class Panel:
            def __call__(self): pass
        rf.fragment(Panel())
        """,
        ["Panel.__call__"],
    ),
}


@pytest.mark.parametrize(("source", "names"), CASES.values(), ids=CASES)
def test_node_of(source: str, names: list[str], tmp_path: Path, monkeypatch):
    path = tmp_path / "app.py"
    path.write_text("import reactfrag as rf\n" + dedent(source), encoding="utf-8")
    assert found(compile_program(path), monkeypatch) == names


def test_lambdas_on_a_line_are_told_apart():
    source = "import reactfrag as rf\na = rf.fragment(lambda: A); b = rf.fragment(lambda: B)\n"
    program = compile_program("/app/app.py", source=source)
    codes = [code for code in program.code.co_consts if isinstance(code, CodeType)]
    nodes = [program.node_of(code) for code in codes]
    assert [node.id for node in nodes if node] == ["main:<lambda>", "main:<lambda>@2"]


def test_two_of_one_name_are_two_nodes():
    source = "import reactfrag as rf\nfor i in 1, 2:\n" + ("  @rf.fragment\n  def f(): pass\n" * 2)
    program = compile_program("/app/app.py", source=source)
    assert list(program.nodes) == ["app", "main:f", "main:f@6"]


def test_other_functions_have_no_node():
    source = "import reactfrag as rf\ndef f(): pass\n@rf.fragment\ndef g(): pass\n"
    program = compile_program("/app/app.py", source=source)
    codes = {code.co_name: code for code in program.code.co_consts if isinstance(code, CodeType)}
    assert program.node_of(codes["f"]) is None
    assert program.node_of(codes["g"]) is program.nodes["main:g"]
    assert program.node_of(test_other_functions_have_no_node.__code__) is None


def test_functions_of_local_modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "rf_panels").mkdir()
    (tmp_path / "rf_panels" / "__init__.py").write_text("from .one import panel\n")
    (tmp_path / "rf_panels" / "one.py").write_text(
        "import reactfrag as rf\n\n@rf.fragment\ndef panel():\n    rf.session_state['n']\n"
    )
    path = tmp_path / "app.py"
    path.write_text("from rf_panels import panel\n")
    program = compile_program(path)
    assert [file.name for file in program.files] == ["app.py", "__init__.py", "one.py"]
    monkeypatch.syspath_prepend(str(tmp_path))
    importlib.invalidate_caches()
    assert found(program, monkeypatch) == ["panel"]
    for name in ("rf_panels", "rf_panels.one"):
        sys.modules.pop(name, None)


def test_a_linked_folder_is_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    real = tmp_path / "real"
    real.mkdir()
    (real / "app.py").write_text("import reactfrag as rf\n@rf.fragment\ndef f(): pass\n")
    link = tmp_path / "link"
    link.symlink_to(real, target_is_directory=True)
    through, straight = compile_program(link / "app.py"), compile_program(real / "app.py")
    code = next(c for c in straight.code.co_consts if isinstance(c, CodeType))
    assert through.node_of(code) is through.nodes["main:f"]
