"""Code objects: what is shown, and where tracebacks point."""

from __future__ import annotations

import ast
import traceback
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactfrag_compiler import CompileError, compile_program
from reactfrag_compiler.emit import SHOW


def run(source: str, name: str = "__main__", **names: Any) -> list[tuple[Any, ...]]:
    """Run a script; what it shows, call by call."""
    shown: list[tuple[Any, ...]] = []
    program = compile_program("/app/app.py", source=dedent(source))
    space = {"__name__": name, SHOW: lambda *values: shown.append(values), **names}
    exec(program.code, space)
    return shown


CASES = {
    "a name": ("x = 1\nx", [(1,)]),
    "a tuple passes its items": ('x = 1\nx, "a"', [(1, "a")]),
    "a tuple in parentheses": ("(1, 2)", [(1, 2)]),
    "an empty tuple": ("()", [()]),
    "stars in a tuple": ("xs = [1, 2]\n*xs, 3", [(1, 2, 3)]),
    "a list": ("[1, 2]", [([1, 2],)]),
    "an operation": ("1 + 1", [(2,)]),
    "a comparison": ("1 < 2", [(True,)]),
    "an attribute": ("(1).real", [(1,)]),
    "an item": ('{"a": 1}["a"]', [(1,)]),
    "an f-string": ('n = 3\nf"{n} rows"', [("3 rows",)]),
    "a number": ("5", [(5,)]),
    "a text": ('x = 1\n"text"', [("text",)]),
    "a walrus": ("(x := 5)", [(5,)]),
    "the module's docstring is not shown": ('"""Doc."""\n1', [(1,)]),
    "a second text is": ('"""Doc."""\n"shown"', [("shown",)]),
    "a call is not shown": ("len([])", []),
    "None and ... are not": ("None\n...", []),
    "in an if": ("if True:\n    1\nelse:\n    2", [(1,)]),
    "in a for and its else": ("for i in (1, 2):\n    i\nelse:\n    3", [(1,), (2,), (3,)]),
    "in a while": ("n = 1\nwhile n:\n    n\n    n -= 1", [(1,)]),
    "in a with": ("import contextlib\nwith contextlib.nullcontext():\n    1", [(1,)]),
    "in a try": (
        "try:\n    1\n    1 / 0\nexcept ZeroDivisionError:\n    2\nelse:\n    3\nfinally:\n    4",
        [(1,), (2,), (4,)],
    ),
    "in an except group": ("try:\n    1\nexcept* ValueError:\n    2", [(1,)]),
    "in a match": ("match 1:\n    case 1:\n        1", [(1,)]),
    "the first text of a block is no docstring": ('if True:\n    "shown"', [("shown",)]),
    "in a function": ('def f():\n    """Doc."""\n    1\nf()', [(1,)]),
    "in a nested function": ("def f():\n    def g():\n        1\n    g()\nf()", [(1,)]),
    "in a method": ("class C:\n    def m(self):\n        self.x\n    x = 1\nC().m()", [(1,)]),
    "not in a class": ('class C:\n    """Doc."""\n    x = 1\n    x', []),
    "not in a nested class": (
        "class C:\n    class D:\n        1\n        if True:\n            2",
        [],
    ),
    "yield is not shown": ("def f():\n    yield 1\n    2\nlist(f())", [(2,)]),
    "after a semicolon": ("x = 1; x", [(1,)]),
    "under __main__": ('if __name__ == "__main__":\n    1', [(1,)]),
}


@pytest.mark.parametrize(("source", "shown"), CASES.values(), ids=CASES)
def test_shown(source: str, shown: list[tuple[Any, ...]]):
    assert run(source) == shown


def test_await_is_not_shown():
    source = """
        async def f():
            return 1
        async def g():
            await f()
            2
        try:
            g().send(None)
        except StopIteration:
            pass
    """
    assert run(source) == [(2,)]


def test_future_imports_and_docstrings_keep_working():
    source = '''
        """The app."""
        from __future__ import annotations
        def f(x: Undefined) -> AlsoUndefined:
            """Help."""
            return x
        f(1), __doc__, f.__doc__
    '''
    assert run(source) == [(1, "The app.", "Help.")]


ERRORS = {
    "a bare name": ("x = 1\n\nmissing\n", 3, 0, 7),
    "inside a bare tuple": ("1, missing\n", 1, 3, 10),
    "in an indented bare operation": ("if True:\n    1 + missing\n", 2, 8, 15),
    "a division": ('"""Doc."""\n\n1 / 0\n', 3, 0, 5),
    "beyond other letters": ("'é', missing\n", 1, 6, 13),
    "in a function": ("def f():\n    x = 1\n    x.nothing\nf()\n", 3, 4, 13),
    "over several lines": ("(1,\n missing)\n", 2, 1, 8),
    "in a plain statement": ("y = [\n  missing]\n", 2, 2, 9),
}


@pytest.mark.parametrize(("source", "line", "start", "end"), ERRORS.values(), ids=ERRORS)
def test_tracebacks_point_at_the_users_code(source: str, line: int, start: int, end: int):
    with pytest.raises(Exception) as caught:
        run(source)
    frames = list(traceback.walk_tb(caught.value.__traceback__))
    frame, _ = frames[-1]
    last = caught.value.__traceback__
    assert last is not None
    while last.tb_next is not None:
        last = last.tb_next
    positions = list(frame.f_code.co_positions())[last.tb_lasti // 2]
    assert frame.f_code.co_filename == "/app/app.py"
    assert (positions[0], positions[2], positions[3]) == (line, start, end)


def test_the_failing_show_is_at_the_expression():
    def refuse(*values: object) -> None:
        raise ValueError(values)

    program = compile_program("/app/app.py", source="x = 1\n\n  \nx\n")
    with pytest.raises(ValueError, match="1") as caught:
        exec(program.code, {SHOW: refuse})
    assert [entry.lineno for entry in caught.traceback if str(entry.path) == "/app/app.py"] == [3]


SYNTAX = {
    "a bracket that stays open": ("x = (1\n", 1, 5),
    "a missing colon": ("if True\n    1\n", 1, 8),
    "return outside a function": ("x = 1\nreturn x\n", 2, 1),
    "wrong indentation": ("x = 1\n  y = 2\n", 2, 3),
    "a nonlocal at the top": ("nonlocal x\n", 1, 1),
    "a name both global and parameter": ("def f(x):\n    global x\n", 2, 5),
}


@pytest.mark.parametrize(("source", "line", "column"), SYNTAX.values(), ids=SYNTAX)
def test_syntax_errors_say_where(source: str, line: int, column: int):
    with pytest.raises(CompileError) as caught:
        compile_program("/app/app.py", source=source)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "RF100"
    assert diagnostic.severity == "error"
    assert (diagnostic.span.line, diagnostic.span.column) == (line, column)
    assert source.splitlines()[line - 1] in caught.value.render()


def test_files_that_cannot_be_read(tmp_path: Path):
    with pytest.raises(CompileError, match="there is no file"):
        compile_program(tmp_path / "none.py")
    with pytest.raises(CompileError, match="is a folder"):
        compile_program(tmp_path)
    (tmp_path / "picture.py").write_bytes(b"\x89PNG\xff\xfe\x00")
    with pytest.raises(CompileError, match="is not Python source"):
        compile_program(tmp_path / "picture.py")
    (tmp_path / "nul.py").write_bytes(b"x = 1\0")
    with pytest.raises(CompileError, match="null bytes"):
        compile_program(tmp_path / "nul.py")


def test_other_encodings_are_read(tmp_path: Path):
    path = tmp_path / "app.py"
    path.write_bytes("# coding: latin-1\nx = 'é'\n".encode("latin-1"))
    space: dict[str, Any] = {}
    exec(compile_program(path).code, space)
    assert space["x"] == "é"
    path.write_bytes(b"\xef\xbb\xbfx = 1\r\ny = 2\r\n")
    exec(compile_program(path).code, space)
    assert space["y"] == 2


@pytest.mark.parametrize(
    "source",
    ["x = " + " + ".join(["1"] * 500), "x = a" + ".b" * 200, "if 0: 0" + "\nelif 0: 1" * 300],
    ids=["sum", "attributes", "branches"],
)
def test_deep_expressions_compile(source: str):
    program = compile_program("/app/app.py", source=source)
    assert not program.nodes["app"].reads


def test_too_deep_a_nest_is_an_error_and_no_crash():
    with pytest.raises(CompileError, match="too deeply"):
        compile_program("/app/app.py", source="x = " + "+".join(["1"] * 50_000))


expressions = st.recursive(
    st.sampled_from(["1", "a", "'t'", "None", "...", "f()", "a.b", "a[0]", "(lambda: a)"]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}, {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} + {pair[1]})"),
        inner.map(lambda one: f"[{one}]"),
        inner.map(lambda one: f"(-{one})"),
    ),
    max_leaves=5,
)


@given(st.lists(expressions, min_size=1, max_size=4))
def test_nodes_keep_their_places(lines: list[str]):
    source = "\n".join(lines)
    before = {
        (type(node), node.lineno, node.col_offset, node.end_col_offset)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.expr) and not isinstance(node, ast.Tuple)
    }
    tree = compile_program("/app/app.py", source=source).modules["main"].tree
    after = {
        (type(node), node.lineno, node.col_offset, node.end_col_offset)
        for node in ast.walk(tree)
        if isinstance(node, ast.expr)
    }
    assert before <= after
