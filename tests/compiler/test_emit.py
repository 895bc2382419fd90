"""The code that runs: bare expressions shown, and every line and column true."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

import pytest

from reactfrag_compiler import compile_program
from reactfrag_compiler.emit import SHOW


def run(source: str | bytes, tmp_path: Path) -> tuple[list[tuple[Any, ...]], dict[str, Any]]:
    """Execute a script; gives what it showed and its namespace."""
    path = tmp_path / "app.py"
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    shown: list[tuple[Any, ...]] = []
    namespace: dict[str, Any] = {"__name__": "__main__"}
    namespace[SHOW] = lambda *values: shown.append(values)
    exec(compile_program(path).code, namespace)
    return shown, namespace


SHOWN = {
    "a name": ("x = 1\nx", [(1,)]),
    "a number": ("42", [(42,)]),
    "an operator": ("1 + 1", [(2,)]),
    "a comparison": ("1 < 2 < 3", [(True,)]),
    "an attribute": ("''.join\n(3).real", [("".join,), (3,)]),
    "an item": ("[1, 2][1]", [(2,)]),
    "the items of a bare tuple": ("1, 'two'", [(1, "two")]),
    "the items of a starred tuple": ("x = [1, 2]\n*x, 3", [(1, 2, 3)]),
    "an empty tuple, with nothing": ("()", [()]),
    "a tuple in brackets is the same": ("(1, 2)", [(1, 2)]),
    "a list whole": ("[1, 2]", [([1, 2],)]),
    "a dict, a set": ("{1: 2}\n{3}", [({1: 2},), ({3},)]),
    "a comprehension": ("[i for i in (4,)]", [([4],)]),
    "an f-string": ("x = 3\nf'{x:>2}!'", [(" 3!",)]),
    "a walrus in brackets": ("(x := 4)\nx", [(4,), (4,)]),
    "a condition": ("1 if True else 2", [(1,)]),
    "a lambda is shown, not called": ("(lambda: 1) and 2", [(2,)]),
    "True and False": ("True\nFalse", [(True,), (False,)]),
    "a text that is no docstring": ("x = 1\n'text'", [("text",)]),
    "a text after the docstring": ("'''doc'''\n'text'", [("text",)]),
    "bytes in first place": ("b'x'", [(b"x",)]),
    "an f-string in first place": ("f'x'", [("x",)]),
    "two on a line": ("1; 2", [(1,), (2,)]),
    "unicode": ("größe = 'ü'\ngröße", [("ü",)]),
    "in if, else, for and while": (
        "if 1:\n  1\nelse:\n  2\nfor i in (3,):\n  i\nelse:\n  4\nwhile 1:\n  5\n  break",
        [(1,), (3,), (4,), (5,)],
    ),
    "in with, try and their kin": (
        "import contextlib\nwith contextlib.nullcontext():\n  1\n"
        "try:\n  2; 1 / 0\nexcept ZeroDivisionError:\n  3\nfinally:\n  4\n"
        "try:\n  5\nexcept* ValueError:\n  0\nelse:\n  6",
        [(1,), (2,), (3,), (4,), (5,), (6,)],
    ),
    "in match": ("match 1:\n  case 1:\n    'one'\n  case _:\n    'other'", [("one",)]),
    "first in a block: no docstring": ("if 1:\n  'text'", [("text",)]),
    "in a function": ("def f():\n  1\nf()", [(1,)]),
    "in a nested function": ("def f():\n  def g():\n    1\n  g()\nf()", [(1,)]),
    "in a method": ("class A:\n  def f(self):\n    1\nA().f()", [(1,)]),
    "in an async function": ("import asyncio\nasync def f():\n  1\nasyncio.run(f())", [(1,)]),
    "below __main__": ("if __name__ == '__main__':\n  'main'", [("main",)]),
}  # fmt: skip

SILENT = {
    "None and the ellipsis": "None\n...",
    "a docstring": "'''doc'''",
    "a docstring of a function": "def f():\n  'doc'\nf()",
    "a docstring of a method": "class A:\n  def f(self):\n    'doc'\nA().f()",
    "a docstring of an async function": "async def f():\n  'doc'\nf().close()",
    "a class body": "class A:\n  'doc'\n  1\n  if 1:\n    2",
    "a class in a class": "class A:\n  class B:\n    1",
    "a call": "dict(a=1)\n(lambda: 1)()\nlen([])",
    "an assignment": "x = 1\nx += 1\nx: int = 3\nx: int",
    "a yield": "def f():\n  yield 1\n  yield from (2,)\nlist(f())",
    "an await": "import asyncio\nasync def f():\n  await asyncio.sleep(0)\nasyncio.run(f())",
    "what assert, del and raise hold": "x = 1\nassert x\ndel x",
    "nothing at all": "",
    "only a comment": "# nothing",
}


@pytest.mark.parametrize(("source", "expected"), SHOWN.values(), ids=SHOWN)
def test_what_is_shown(source: str, expected: list[tuple[Any, ...]], tmp_path: Path):
    assert run(source, tmp_path)[0] == expected


@pytest.mark.parametrize("source", SILENT.values(), ids=SILENT)
def test_what_is_not_shown(source: str, tmp_path: Path):
    assert run(source, tmp_path)[0] == []


def test_docstrings_stay(tmp_path: Path):
    source = "'module'\ndef f():\n  'function'\nclass A:\n  'class'\n  def m(self):\n    'method'\n"
    _, namespace = run(source, tmp_path)
    assert namespace["__doc__"] == "module"
    assert namespace["f"].__doc__ == "function"
    assert namespace["A"].__doc__ == "class"
    assert namespace["A"].m.__doc__ == "method"


def test_future_imports_hold(tmp_path: Path):
    source = "'doc'\nfrom __future__ import annotations\ndef f(x: missing) -> Missing: ...\n"
    _, namespace = run(source, tmp_path)
    assert namespace["f"].__annotations__ == {"x": "missing", "return": "Missing"}


def test_future_imports_of_the_compiler_do_not_leak_into_the_script(tmp_path: Path):
    _, namespace = run("def f(x: int): ...\n", tmp_path)
    assert namespace["f"].__annotations__ == {"x": int}


def test_a_local_module_shows_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "quiet_part.py").write_text("1\nVALUE = 2\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert run("import quiet_part\nquiet_part.VALUE", tmp_path)[0] == [(2,)]


@pytest.mark.parametrize(
    "source",
    [
        b"# -*- coding: latin-1 -*-\nx = '\xfc'\nx\n",
        b"\xef\xbb\xbfx = '\xc3\xbc'\nx\n",
        b"#!/usr/bin/env python\n# vim: set fileencoding=cp1252 :\nx = '\xfc'\nx\n",
        b"x = '\xc3\xbc'\r\nx\r\n",
    ],
    ids=["latin-1", "byte order mark", "cp1252 on the second line", "line ends of Windows"],
)
def test_encodings(source: bytes, tmp_path: Path):
    assert run(source, tmp_path)[0] == [("ü",)]


FAILING = {
    "a bare expression": ("x = 0\n\n1 / x", 3, "1 / x"),
    "in the middle of a line": ("x = 0\nx; y = (1 + x) / x", 2, "(1 + x) / x"),
    "a bare tuple": ("x = 0\n1, (2,\n 1 / x)", 3, "1 / x"),
    "a nested bare expression": ("def f(x):\n    '''doc'''\n    x\n    x.y\nf(0)", 4, "x.y"),
    "after unicode": ("x = 0\n'ünï', 1 / x", 2, "1 / x"),
    "after characters beyond the plane": ("x = 0\n'😀😀' and 1 / x", 2, "1 / x"),
    "after tabs": ("if 1:\n\tx = 0\n\t1 / x", 3, "1 / x"),
    "below an encoding declaration": ("# coding: utf-8\nx = 0\n1 / x", 3, "1 / x"),
    "below a future import": ("from __future__ import annotations\nx = 0\n1 / x", 3, "1 / x"),
    "in an f-string": ("x = 0\nf'{1 / x}'", 2, None),
    "in a walrus": ("x = 0\n(y := 1 / x)", 2, "1 / x"),
    "in a decorator": ("x = 0\n@(1 / x)\ndef f(): ...", 2, "1 / x"),
    "in a decorated function": ("def d(f): return f\n@d\n@d\ndef f():\n    1 / 0\nf()", 5, "1 / 0"),
    "in a lambda": ("f = lambda x: 1 / x\nf(0)", 1, "1 / x"),
    "in a comprehension": ("x = 0\n[1 / x for _ in (1,)]", 2, "1 / x"),
    "in a continued line": ("x = 0\nx + \\\n  1 / x", 3, "1 / x"),
    "in a match": ("match 0:\n    case x:\n        1 / x", 3, "1 / x"),
    "in a class body": ("class A:\n    x = 0\n    1 / x", 3, "1 / x"),
    "after a form feed": ("x = 0\n\f\n1 / x", 3, "1 / x"),
}


@pytest.mark.parametrize(("source", "line", "text"), FAILING.values(), ids=FAILING)
def test_tracebacks_show_the_author_s_lines_and_columns(
    source: str, line: int, text: str | None, tmp_path: Path
):
    with pytest.raises((ZeroDivisionError, AttributeError)) as caught:
        run(source, tmp_path)
    last = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert last.filename == str(tmp_path / "app.py")
    assert last.lineno == line
    if text is not None:
        row = source.split("\n")[line - 1]
        # Offsets count bytes of UTF-8.
        assert last.colno is not None
        assert last.end_colno is not None
        assert row.encode()[last.colno : last.end_colno].decode() == text


def test_the_shown_expression_has_the_columns_of_what_the_author_wrote(tmp_path: Path):
    path = tmp_path / "app.py"
    path.write_text("value = 1\nif value:\n    value + 1\n")
    namespace: dict[str, Any] = {}

    def show(*values: Any) -> None:
        raise RuntimeError("cannot be shown")

    namespace[SHOW] = show
    with pytest.raises(RuntimeError) as caught:
        exec(compile_program(path).code, namespace)
    frame = traceback.extract_tb(caught.value.__traceback__)[1]
    assert (frame.lineno, frame.colno, frame.end_colno) == (3, 4, 13)
    assert frame.line == "value + 1"


def test_the_code_object_names_the_script(tmp_path: Path):
    path = tmp_path / "app.py"
    path.write_text("def f(): pass\n")
    program = compile_program(path)
    assert program.code.co_filename == str(path)
    assert program.code.co_name == "<module>"
