"""The compiled program: nodes of running code, recompiling, files, and what cannot be compiled."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

from reactfrag_compiler import CompileError, Program, compile_program
from reactfrag_compiler.emit import SHOW

Files = dict[str, str]


def write(folder: Path, files: Files) -> Path:
    """Write files below a folder; gives ``app.py``."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return folder / "app.py"


# --- which node a running function is -------------------------------------------------


@pytest.fixture
def fragments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs a script where ``fragment`` notes the functions it is given; gives their codes."""

    def run(files: Files) -> tuple[Program, list[CodeType]]:
        found: list[CodeType] = []

        def fragment(function: Any = None, **options: Any) -> Any:
            if function is None:
                return lambda inner: fragment(inner, **options)
            plain = getattr(function, "__func__", function)
            found.append(plain.__code__)
            return function

        package = ModuleType("reactfrag")
        vars(package)["fragment"] = fragment
        monkeypatch.setitem(sys.modules, "reactfrag", package)
        monkeypatch.syspath_prepend(tmp_path)
        program = compile_program(write(tmp_path, files))
        for name in program.modules:
            monkeypatch.delitem(sys.modules, name.partition(".")[0], raising=False)
        exec(program.code, {"__name__": "__main__", SHOW: lambda *values: None})
        for name in program.modules:
            monkeypatch.delitem(sys.modules, name, raising=False)
        return program, found

    return run


SHAPES: dict[str, tuple[Files, list[str]]] = {
    "a function": ({"app.py": "@fragment\ndef f(): pass"}, ["main:f"]),
    "an async function": ({"app.py": "@fragment\nasync def f(): pass"}, ["main:f"]),
    "a generator": ({"app.py": "@fragment\ndef f(): yield"}, ["main:f"]),
    "the call form": ({"app.py": "def f(): pass\nfragment(f)"}, ["main:f"]),
    "decorators on many lines": (
        {
            "app.py": """\
            @fragment(
                run_every=1,
            )

            # a comment
            @fragment
            def f(
            ): pass
            """
        },
        ["main:f", "main:f"],
    ),
    "a decorator above": (
        {"app.py": "def other(f): return f\n@other\n@fragment\n@other\ndef f(): pass"},
        ["main:f"],
    ),
    "a method": ({"app.py": "class A:\n    @fragment\n    def f(self): pass"}, ["main:A.f"]),
    "a private method": (
        {"app.py": "class A:\n    @fragment\n    def __f(self): pass"},
        ["main:A.__f"],
    ),
    "a static method": (
        {"app.py": "class A:\n    @fragment\n    @staticmethod\n    def f(): pass"},
        ["main:A.f"],
    ),
    "a class method": (
        {"app.py": "class A:\n    @classmethod\n    @fragment\n    def f(cls): pass"},
        ["main:A.f"],
    ),
    "a bound method": (
        {"app.py": "class A:\n    def f(self): pass\nfragment(A().f)"},
        ["main:A.f"],
    ),
    "a class in a class": (
        {"app.py": "class A:\n    class B:\n        @fragment\n        def f(self): pass"},
        ["main:A.B.f"],
    ),
    "a closure": (
        {"app.py": "def make():\n    @fragment\n    def f(): pass\nmake()\nmake()"},
        ["main:make.<locals>.f"] * 2,
    ),
    "a class in a function": (
        {"app.py": "def make():\n  class A:\n    @fragment\n    def f(self): pass\nmake()"},
        ["main:make.<locals>.A.f"],
    ),
    "a global made in a function": (
        {"app.py": "def make():\n    global f\n    @fragment\n    def f(): pass\nmake()"},
        ["main:f"],
    ),
    "a lambda": ({"app.py": "fragment(lambda: 1)"}, ["main:<lambda>"]),
    "lambdas on one line": (
        {"app.py": "fragment(lambda: 1), fragment(lambda: 2)"},
        ["main:<lambda>", "main:<lambda>@2"],
    ),
    "lambdas of the same text on one line": (
        {"app.py": "[fragment(f) for f in (lambda: 1, lambda: 1)]"},
        ["main:<lambda>", "main:<lambda>@2"],
    ),
    "a lambda on its own line": (
        {"app.py": "fragment(\n    lambda x: (\n        x\n    )\n)"},
        ["main:<lambda>"],
    ),
    "a lambda in a comprehension": (
        {"app.py": "[fragment(lambda: i) for i in range(2)]"},
        ["main:<lambda>"] * 2,
    ),
    "a lambda in a comprehension in a function": (
        {"app.py": "def g():\n    return {i: fragment(lambda: i) for i in (1,)}\ng()"},
        ["main:g.<locals>.<lambda>"],
    ),
    "a lambda in a generator in a lambda": (
        {"app.py": "(lambda: list(fragment(lambda: i) for i in (1,)))()"},
        ["main:<lambda>.<locals>.<lambda>"],
    ),
    "a name defined twice": (
        {"app.py": "@fragment\ndef f(): pass\n@fragment\ndef f(): pass"},
        ["main:f", "main:f@5"],
    ),
    "unicode": ({"app.py": "'ü'; größe = fragment(lambda: 'ü')"}, ["main:<lambda>"]),
    "a nested function": (
        {"app.py": "@fragment\ndef f():\n    @fragment\n    def g(): pass\nf()"},
        ["main:f", "main:f.<locals>.g"],
    ),
    "below if, for, try and with": (
        {
            "app.py": """\
            for i in range(1):
                if i == 0:
                    try:
                        @fragment
                        def f(): pass
                    finally:
                        @fragment
                        def g(): pass
            """
        },
        ["main:f", "main:g"],
    ),
    "a module": (
        {
            "app.py": "import program_part",
            "program_part.py": "from reactfrag import fragment\n@fragment\ndef f(): pass",
        },
        ["program_part:f"],
    ),
    "a package with a relative import": (
        {
            "app.py": "from program_shop.parts import cart",
            "program_shop/__init__.py": "",
            "program_shop/parts/__init__.py": "from .cart import cart",
            "program_shop/parts/cart.py": (
                "from reactfrag import fragment\nclass A:\n    @fragment\n    def f(self): pass\n"
                "cart = A()"
            ),
        },
        ["program_shop.parts.cart:A.f"],
    ),
    "a module whose functions look like the script's": (
        {
            "app.py": "import program_twin\n@fragment\ndef f(): pass",
            "program_twin.py": "from reactfrag import fragment\n@fragment\ndef f(): pass",
        },
        ["program_twin:f", "main:f"],
    ),
}


@pytest.mark.parametrize(("files", "expected"), SHAPES.values(), ids=SHAPES)
def test_node_of_a_running_function(files: Files, expected: list[str], fragments):
    script = "from reactfrag import fragment\n" + textwrap.dedent(files["app.py"])
    program, codes = fragments({**files, "app.py": script})
    assert [node and node.id for node in map(program.node_of, codes)] == expected
    assert set(program.nodes) == {"app", *expected}


def test_a_wrapper_that_one_node_runs_is_that_node(fragments):
    program, codes = fragments(
        {
            "app.py": """\
            from reactfrag import fragment
            def logged(function):
                def wrapper():
                    return function()
                return wrapper
            @fragment
            @logged
            def f(): pass
            """
        }
    )
    assert [code.co_name for code in codes] == ["wrapper"]
    assert [program.node_of(code) for code in codes] == [program.nodes["main:f"]]


def test_a_wrapper_that_two_nodes_run_is_neither(fragments):
    program, codes = fragments(
        {
            "app.py": """\
            from reactfrag import fragment
            def logged(function):
                def wrapper():
                    return function()
                return wrapper
            @fragment
            @logged
            def f(): pass
            @fragment
            @logged
            def g(): pass
            """
        }
    )
    assert [program.node_of(code) for code in codes] == [None, None]


def test_other_code_is_no_node(fragments):
    program, _ = fragments({"app.py": "from reactfrag import fragment\ndef f(): pass\n"})
    assert program.node_of(program.code) is None
    assert program.node_of(compile("def f(): pass", "elsewhere.py", "exec")) is None
    functions = [code for code in program.code.co_consts if isinstance(code, CodeType)]
    assert [code.co_name for code in functions] == ["f"]
    assert program.node_of(functions[0]) is None


def test_node_of_follows_links(tmp_path: Path):
    real = write(tmp_path / "real", {"app.py": "import reactfrag as rf\n@rf.fragment\ndef f(): 1"})
    link = tmp_path / "link.py"
    link.symlink_to(real)
    program = compile_program(link)
    (code,) = (c for c in compile_program(real).code.co_consts if isinstance(c, CodeType))
    node = program.node_of(code)
    assert node is not None
    assert node.id == "main:f"


# --- what a program is ----------------------------------------------------------------


def test_the_parts_of_a_program(tmp_path: Path):
    script = write(
        tmp_path, {"app.py": "import reactfrag as rf\n\n@rf.fragment\ndef f(x):\n    1\n"}
    )
    program = compile_program(str(script))
    assert program.path == script
    assert list(program.nodes) == ["app", "main:f"]
    app, f = program.nodes.values()
    assert (app.kind, app.name, f.kind, f.name) == ("app", "app", "fragment", "f")
    assert (f.span.file, f.span.line, f.span.column) == (str(script), 4, 1)
    assert (f.span.end_line, f.span.end_column) == (5, 6)
    assert program.rank == {"app": 0, "main:f": 1}
    assert program.cyclic == frozenset()
    assert program.source_of(str(script)) == script.read_text()
    assert program.source_of("elsewhere.py") is None


def test_an_access_knows_its_place_and_the_helpers_that_lead_to_it(tmp_path: Path):
    text = """\
    import reactfrag as rf
    def outer(): inner()
    def inner():
        "ü", rf.session_state.name
    outer()
    """
    program = compile_program(write(tmp_path, {"app.py": text}))
    (access,) = program.nodes["app"].accesses
    assert (access.key.parts, access.mode, access.via) == (("name",), "read", ("outer", "inner"))
    span = access.span
    assert (span.line, span.column, span.end_line, span.end_column) == (4, 10, 4, 31)


def test_a_source_is_compiled_in_the_place_of_the_file(tmp_path: Path):
    program = compile_program(tmp_path / "nowhere.py", source="1 + 1\n")
    assert program.code.co_filename == str(tmp_path / "nowhere.py")


def test_an_empty_script_is_a_program(tmp_path: Path):
    program = compile_program(tmp_path / "app.py", source="")
    assert list(program.nodes) == ["app"]
    assert not program.diagnostics


def test_files_are_the_script_and_the_local_modules_that_it_reaches(tmp_path: Path):
    script = write(
        tmp_path,
        {
            "app.py": "import one, json, numpy, missing\nfrom pack import two\nimport space.three",
            "one.py": "def f():\n    import four",
            "four.py": "import one",
            "pack/__init__.py": "",
            "pack/two.py": "from . import five",
            "pack/five.py": "",
            "pack/not_imported.py": "",
            "space/three.py": "",
            "unused.py": "",
        },
    )
    files = {path.relative_to(tmp_path).as_posix() for path in compile_program(script).files}
    assert files == {
        "app.py",
        "one.py",
        "four.py",
        "pack/__init__.py",
        "pack/two.py",
        "pack/five.py",
        "space/three.py",
    }
    assert compile_program(script).files[0] == script


def test_a_local_module_hides_one_of_the_standard_library(tmp_path: Path):
    files = {"app.py": "import statistics", "statistics.py": ""}
    assert len(compile_program(write(tmp_path, files)).files) == 2


# --- compiling again ------------------------------------------------------------------

TWO = {
    "app.py": "import reactfrag as rf\nimport part\n@rf.fragment\ndef f(): rf.session_state.a",
    "part.py": "import reactfrag as rf\n@rf.fragment\ndef g(): rf.session_state.b",
}


def test_nothing_changed_gives_the_same_program(tmp_path: Path):
    script = write(tmp_path, TWO)
    first = compile_program(script)
    assert compile_program(script, previous=first) is first
    script.write_text(script.read_text())
    assert compile_program(script, previous=first) is first


def test_a_changed_module_leaves_the_script_s_code(tmp_path: Path):
    script = write(tmp_path, TWO)
    first = compile_program(script)
    write(tmp_path, {"part.py": TWO["part.py"].replace("state.b", "state.c")})
    second = compile_program(script, previous=first)
    assert second.code is first.code
    assert second.digest != first.digest
    assert second.modules["main"] is first.modules["main"]
    assert second.modules["part"] is not first.modules["part"]
    assert list(map(str, second.nodes["part:g"].reads)) == ["c"]
    assert list(map(str, first.nodes["part:g"].reads)) == ["b"]


def test_a_changed_script_leaves_the_modules(tmp_path: Path):
    script = write(tmp_path, TWO)
    first = compile_program(script)
    write(tmp_path, {"app.py": TWO["app.py"] + "\nf()\n"})
    second = compile_program(script, previous=first)
    assert second.code is not first.code
    assert second.modules["part"] is first.modules["part"]
    assert second.call_graph.has_edge("app", "main:f")


def test_compiling_again_gives_what_compiling_afresh_gives(tmp_path: Path):
    script = write(tmp_path, TWO)
    first = compile_program(script)
    write(tmp_path, {"app.py": TWO["app.py"].replace("import part\n", "")})
    again, afresh = compile_program(script, previous=first), compile_program(script)
    assert again.nodes == afresh.nodes
    assert again.digest == afresh.digest
    assert again.files == afresh.files == (script,)


def test_the_digest_is_that_of_the_content(tmp_path: Path):
    here, there = write(tmp_path / "a", TWO), write(tmp_path / "b", TWO)
    assert compile_program(here).digest == compile_program(there).digest
    assert compile_program(here, source="1").digest != compile_program(here, source="2").digest


def test_a_program_of_another_path_is_not_taken_for_this_one(tmp_path: Path):
    first = compile_program(write(tmp_path / "a", TWO))
    second = compile_program(write(tmp_path / "b", TWO), previous=first)
    assert second is not first
    assert second.code.co_filename == str(tmp_path / "b" / "app.py")
    assert second.modules["part"].path == tmp_path / "b" / "part.py"


# --- what cannot be compiled ----------------------------------------------------------


def failure(script: Path) -> CompileError:
    """The error of compiling a script."""
    with pytest.raises(CompileError) as caught:
        compile_program(script)
    assert [one.code for one in caught.value.diagnostics] == ["RF100"]
    assert [one.severity for one in caught.value.diagnostics] == ["error"]
    return caught.value


def test_a_syntax_error_in_the_script(tmp_path: Path):
    script = write(tmp_path, {"app.py": "import reactfrag as rf\nif x = 1:\n    pass\n"})
    error = failure(script)
    span = error.diagnostics[0].span
    assert (span.file, span.line, span.column, span.end_column) == (str(script), 2, 4, 9)
    lines = error.render().splitlines()
    assert lines[0].startswith("error[RF100]: syntax error: invalid syntax")
    assert lines[1:] == [f" --> {script}:2:4", "  |", "2 | if x = 1:", "  |    ^^^^^"]


def test_a_syntax_error_in_a_local_module(tmp_path: Path):
    script = write(tmp_path, {"app.py": "import part", "part.py": "def f(:\n    pass\n"})
    error = failure(script)
    assert error.diagnostics[0].span.file == str(tmp_path / "part.py")
    assert "1 | def f(:" in error.render()


def test_wrong_indentation(tmp_path: Path):
    error = failure(write(tmp_path, {"app.py": "if 1:\npass\n"}))
    assert error.diagnostics[0].message.startswith("wrong indentation")
    assert "2 | pass" in error.render()


@pytest.mark.parametrize("name", ["app.py", "part.py"])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = 1\nreturn x\n", 2),
        ("x = 1\n\nbreak\n", 3),
        ("def f():\n    global x, x\n    nonlocal y\n", 3),
        ("x = 1\nfrom __future__ import annotations\n", 2),
        ("from __future__ import braces\n", 1),
        ("def f(x, x): pass\n", 1),
    ],
)
def test_errors_that_only_the_code_generator_finds(name: str, text: str, line: int, tmp_path: Path):
    error = failure(write(tmp_path, {"app.py": "import part", "part.py": "", name: text}))
    assert error.diagnostics[0].span.file == str(tmp_path / name)
    assert error.diagnostics[0].span.line == line
    assert f"{line} | " in error.render()


def test_an_error_after_unicode_and_tabs_is_underlined_in_place(tmp_path: Path):
    error = failure(write(tmp_path, {"app.py": "if 1:\n\tx = 'ünï' $ 1\n"}))
    row, underline = error.render().splitlines()[-2:]
    assert row[underline.index("^")] == "$"


def test_a_missing_file(tmp_path: Path):
    error = failure(tmp_path / "missing.py")
    assert "there is no file" in error.render()
    assert "missing.py" in error.diagnostics[0].message


def test_a_folder(tmp_path: Path):
    assert "is a folder" in failure(tmp_path).render()


@pytest.mark.parametrize(
    "content",
    [b"x = '\xff'\n", b"# coding: nonsense\nx = 1\n", b"\xef\xbb\xbf# coding: latin-1\n"],
    ids=["bytes that are no UTF-8", "an encoding that is none", "a contradiction"],
)
@pytest.mark.parametrize("name", ["app.py", "part.py"])
def test_undecodable_files(content: bytes, name: str, tmp_path: Path):
    script = write(tmp_path, {"app.py": "import part", "part.py": ""})
    (tmp_path / name).write_bytes(content)
    error = failure(script)
    assert "is not Python source" in error.diagnostics[0].message
    assert error.diagnostics[0].span.file == str(tmp_path / name)


def test_a_null_byte(tmp_path: Path):
    script = tmp_path / "app.py"
    script.write_bytes(b"x = 1\0\n")
    failure(script)


@pytest.mark.parametrize(
    "text",
    ["x = " + "(" * 5000 + ")" * 5000, "x = " + "-" * 50_000 + "1", "x" + ".y" * 50_000],
    ids=["brackets", "signs", "attributes"],
)
def test_what_is_nested_too_deeply_is_an_error_and_no_crash(text: str, tmp_path: Path):
    error = failure(write(tmp_path, {"app.py": text}))
    assert error.diagnostics[0].span.file == str(tmp_path / "app.py")


def test_what_was_broken_can_be_mended(tmp_path: Path):
    script = write(tmp_path, TWO)
    first = compile_program(script)
    write(tmp_path, {"part.py": "def"})
    with pytest.raises(CompileError):
        compile_program(script, previous=first)
    write(tmp_path, TWO)
    assert compile_program(script, previous=first) is first
