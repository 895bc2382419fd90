"""Diagnostics: which scripts get which, at which place, and how they are printed."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from reactfrag_compiler import CODES, Diagnostic, Note, Span, compile_program
from reactfrag_compiler.diagnostics import render
from reactfrag_compiler.intervals import is_interval

PRELUDE = "import reactfrag as rf; ss = rf.session_state\n"


def diagnose(source: str) -> list[str]:
    """``CODE text underlined`` for each diagnostic of a script."""
    text = PRELUDE + dedent(source).lstrip("\n")
    found = []
    for one in compile_program("/app/app.py", source=text).diagnostics:
        assert one.code in CODES
        line = text.splitlines()[one.span.line - 1]
        end = one.span.end_column - 1 if one.span.end_line == one.span.line else len(line)
        found.append(f"{one.code} {line[one.span.column - 1 : end]}")
    return found


CASES: dict[str, tuple[str, list[str]]] = {
    # RF101: a key that is read and never written
    "a key that nothing writes": ("rf.text(ss.user)", ["RF101 ss.user"]),
    "as an item": ('rf.text(ss["user"])', ['RF101 ss["user"]']),
    "once for each key": ("ss.a, ss.a, ss.b", ["RF101 ss.a", "RF101 ss.b"]),
    "written later is written": ("rf.text(ss.n)\nss.n = 1", []),
    "written by a callback is written": (
        "def save(): ss.n = 1\nrf.button('x', on_click=save)\nrf.text(ss.n)",
        [],
    ),
    "written by a widget is written": ("rf.slider('x', key='n')\nrf.text(ss.n)", []),
    "written under a pattern is written": ("for i in x: ss[f'n{i}'] = 1\nss.n1", []),
    "any key may be written": ("ss[x] = 1\nrf.text(ss.n)", ["RF115 x"]),
    "code that cannot be followed may write": ("unknown(ss)\nrf.text(ss.n)", ["RF115 unknown(ss)"]),
    "written by a function nobody calls is written": ("def f(): ss.n = 1\nrf.text(ss.n)", []),
    "get with a default is no mistake": ("rf.text(ss.get('n', 0))", []),
    "a test for the key is no mistake": ("if 'n' in ss: rf.text(ss.n)", []),
    # RF102: fragments that depend on each other
    "a cycle of two": (
        """
        ss.a = ss.b = 0
        @rf.fragment
        def f(): ss.a = ss.b
        @rf.fragment
        def g(): ss.b = ss.a
        f(); g()
        """,
        ["RF102 def f(): ss.a = ss.b"],
    ),
    "through the top level is no cycle": (
        """
        @rf.fragment
        def f(): ss.a = ss.b
        ss.b = ss.get("a")
        f()
        """,
        ['RF107 ss.get("a")'],
    ),
    "a counter is no cycle": (
        "@rf.fragment\ndef f():\n    ss.n += 1\n    rf.text(ss.n)\nss.setdefault('n', 0)\nf()",
        [],
    ),
    "both initialise one key": (
        """
        @rf.fragment
        def f():
            if "n" not in ss: ss.n = 0
            rf.text(ss.n)
        @rf.fragment
        def g():
            ss.setdefault("n", 0)
            rf.text(ss.n)
        f(); g()
        """,
        [],
    ),
    "a change that is only possible is no cycle": (
        """
        ss.rows = []
        @rf.fragment
        def f(): look(ss.rows)
        @rf.fragment
        def g(): look(ss.rows)
        f(); g()
        """,
        [],
    ),
    # RF103: fragments that are never called
    "never called": ("@rf.fragment\ndef f(): pass", ["RF103 f"]),
    "a nested one": (
        "@rf.fragment\ndef f():\n    @rf.fragment\n    def g(): pass\nf()",
        ["RF103 g"],
    ),
    "named by a statement alone": (
        "@rf.fragment\ndef f(): pass\nif ss.get('on'):\n    f",
        ["RF103 f"],
    ),
    "named alone and called": ("@rf.fragment\ndef f(): pass\nf\nf()", []),
    "passed on is used": ("@rf.fragment\ndef f(): pass\nregister(f)", []),
    "named in a list is used": ("@rf.fragment\ndef f(): pass\npages = [f]", []),
    "kept by another decorator": ("@register\n@rf.fragment\ndef f(): pass", []),
    "called by a function nobody calls": ("@rf.fragment\ndef f(): pass\ndef g(): f()", []),
    # RF104: return values
    "a return value is assigned": (
        "@rf.fragment\ndef f(): return 1\nx = f()",
        ["RF104 f()"],
    ),
    "or shown": ("@rf.fragment\ndef f(): return 1\nrf.text(f())", ["RF104 f()"]),
    "or tested": ("@rf.fragment\ndef f(): return 1\nif f(): pass", ["RF104 f()"]),
    "or one of several": ("@rf.fragment\ndef f(): return 1\na, b = f(), 1", ["RF104 f()"]),
    "or kept in a list": (
        "@rf.fragment\ndef f(): return 1\nx = [f() for _ in range(2)]",
        ["RF104 f()"],
    ),
    "or gone through": ("@rf.fragment\ndef f(): return [1]\n[0 for _ in f()]", ["RF104 f()"]),
    "but not called in a list for its own sake": (
        "@rf.fragment\ndef f(): return 1\n[f() for _ in range(2)]",
        [],
    ),
    "or awaited and assigned": (
        "@rf.fragment\nasync def f(): return 1\nasync def main(): x = await f()\nmain()",
        ["RF104 f()"],
    ),
    "a call that stands alone": ("@rf.fragment\ndef f(): return 1\nf()", []),
    "nothing is returned": ("@rf.fragment\ndef f(): return\nx = f()", []),
    "called in a list": ("@rf.fragment\ndef f(i): return 1\n[f(i) for i in range(3)]", []),
    "another function of that name": (
        """
        @rf.fragment
        def f(): return 1
        def g():
            def f(): return 2
            return f()
        f(); g()
        """,
        [],
    ),
    # RF105: run_every
    "an interval that is none": (
        "@rf.fragment(run_every='soon')\ndef f(): pass\nf()",
        ["RF105 'soon'"],
    ),
    "a negative one": ("@rf.fragment(run_every=-1)\ndef f(): pass\nf()", ["RF105 -1"]),
    "in the call form": ("rf.fragment(lambda: 1, run_every='1 moon')()", ["RF105 '1 moon'"]),
    "a name for a constant": (
        "EVERY = 'five'\n@rf.fragment(run_every=EVERY)\ndef f(): pass\nf()",
        ["RF105 EVERY"],
    ),
    "a name for a sound one": (
        "EVERY = 5\n@rf.fragment(run_every=EVERY)\ndef f(): pass\nf()",
        [],
    ),
    "a name that is bound twice": (
        "EVERY = 'five'\nif x: EVERY = 5\n@rf.fragment(run_every=EVERY)\ndef f(): pass\nf()",
        [],
    ),
    "a name that a parameter has, too": (
        "e = 'five'\ndef g(e):\n    @rf.fragment(run_every=e)\n    def f(): pass\n    f()\ng(5)",
        [],
    ),
    "a variable is not judged": ("@rf.fragment(run_every=x)\ndef f(): pass\nf()", []),
    # RF106: keys of widgets
    "two widgets with one key": (
        "rf.button('a', key='k')\nrf.button('b', key='k')",
        ["RF106 'k'"],
    ),
    "in one function": (
        "def f():\n    rf.button('a', key='k')\n    with rf.sidebar: rf.button('b', key='k')\nf()",
        ["RF106 'k'"],
    ),
    "in two branches": (
        "if x: rf.button('a', key='k')\nelse: rf.button('b', key='k')",
        [],
    ),
    "in two cases": (
        "match x:\n    case 1: rf.button('a', key='k')\n    case 2: rf.button('b', key='k')",
        [],
    ),
    "in two functions": (
        "def f(): rf.button('a', key='k')\ndef g(): rf.button('b', key='k')\nf() if x else g()",
        [],
    ),
    "a container's key is no widget's": (
        "rf.container(key='k')\nrf.container(key='k')\nrf.button('b', key='k')",
        [],
    ),
    # RF107: the top level shows what only a fragment writes
    "stale at the top": (
        "if 'n' not in ss: ss.n = 0\n@rf.fragment\ndef f(): ss.n += 1\nf()\nrf.text(ss.n)",
        ["RF107 ss.n"],
    ),
    "a fragment's widget": (
        "@rf.fragment\ndef f(): rf.slider('x', key='n')\nf()\nrf.text(ss.n)",
        ["RF107 ss.n"],
    ),
    "the fragment asks for a full run": (
        "@rf.fragment\ndef f():\n    ss.n = 1\n    rf.rerun()\nf()\nrf.text(ss.n)",
        [],
    ),
    "the top level writes it, too": (
        "ss.n = 0\n@rf.fragment\ndef f(): ss.n += 1\nf()\nrf.text(ss.n)",
        [],
    ),
    "read in a fragment": (
        "@rf.fragment\ndef f(): ss.n = 1\n@rf.fragment\ndef g(): rf.text(ss.n)\nf(); g()",
        [],
    ),
    # Comments
    "silenced": ("rf.text(ss.user)  # reactfrag: ignore[RF101]", []),
    "silenced altogether": ("rf.text(ss.user)  # reactfrag: ignore", []),
    "another code is silenced": (
        "rf.text(ss.user)  # reactfrag: ignore[RF102, RF103]",
        ["RF101 ss.user"],
    ),
}


@pytest.mark.parametrize(("source", "expected"), CASES.values(), ids=CASES)
def test_diagnostics(source: str, expected: list[str]):
    assert diagnose(source) == expected


@pytest.mark.parametrize(
    "value",
    [1, 0.5, "10s", "1d", "1.5 days", "1h23s", "1h 30m", "2 minutes", "500ms", "1d12h", "00:00:05",
     "1 day, 2:30", "1 hour, 5 min", None],
)  # fmt: skip
def test_intervals(value: object):
    assert is_interval(value)


@pytest.mark.parametrize(
    "value",
    [0, -1, True, float("inf"), float("nan"), "", " ", "s", "10", "10 parsecs", "0s", "-5s",
     "ten s", "00:00:00", [1], b"1s"],
)  # fmt: skip
def test_no_intervals(value: object):
    assert not is_interval(value)


SOURCE = "x = 1\n\tif 'é' == missing:\n"


def test_rendering_underlines_the_place():
    diagnostic = Diagnostic(
        "RF101",
        "warning",
        "the key 'n' is read here, and nothing writes it",
        Span("/app/app.py", 2, 12, 2, 19),
        "write it first",
        (Note("first here", Span("/app/app.py", 1, 1, 1, 2)),),
    )
    assert render(diagnostic, {"/app/app.py": SOURCE}.get) == dedent(
        """\
        warning[RF101]: the key 'n' is read here, and nothing writes it
         --> /app/app.py:2:12
          |
        2 |     if 'é' == missing:
          |               ^^^^^^^
         --> /app/app.py:1:1
          |
        1 | x = 1
          | ^ first here
          = help: write it first"""
    )


def test_rendering_in_colour_adds_nothing_else():
    diagnostic = compile_program("/app/app.py", source=PRELUDE + "ss.n").diagnostics[0]
    sources = {"/app/app.py": PRELUDE + "ss.n"}
    plain = render(diagnostic, sources.get)
    colour = render(diagnostic, sources.get, colour=True)
    assert "\x1b[" in colour
    for style in ("\x1b[0m", "\x1b[1;33m", "\x1b[1m", "\x1b[34m", "\x1b[32m"):
        colour = colour.replace(style, "")
    assert colour == plain


def test_rendering_without_the_source():
    diagnostic = Diagnostic("RF100", "error", "gone", Span("/gone.py", 3, 1, 3, 2), "look")
    assert render(diagnostic, lambda file: None) == (
        "error[RF100]: gone\n --> /gone.py:3:1\n  = help: look"
    )


def test_a_span_over_lines_underlines_the_first():
    diagnostic = Diagnostic("RF100", "error", "long", Span("a.py", 1, 5, 2, 2))
    assert render(diagnostic, {"a.py": "x = (\n1)"}.get).endswith("1 | x = (\n  |     ^")


def test_local_modules_are_diagnosed_in_their_own_file(tmp_path: Path):
    (tmp_path / "part.py").write_text("import reactfrag as rf\nrf.session_state.missing\n")
    program = compile_program(tmp_path / "app.py", source="import part\n")
    diagnostic = next(one for one in program.diagnostics if one.code == "RF101")
    assert diagnostic.span.file == str(tmp_path / "part.py")
    assert diagnostic.span.line == 2
