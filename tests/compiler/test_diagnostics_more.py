"""Diagnostics about layout, widget keys, loops, imports and unknown keys: who gets which.

F9 and F10 are errors of the runtime that RF109 and RF110 tell beforehand; G4 lifts them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reactfrag_compiler import compile_program
from reactfrag_compiler.intervals import FLOOR, seconds
from tests.compiler.test_diagnostics import diagnose

CASES: dict[str, tuple[str, list[str]]] = {
    # RF102: what a callback writes is written before anything runs
    "callbacks make no cycle": (
        """
        ss.setdefault("a", [])
        def more(): ss.a = [*ss.a, 1]
        def less(): ss.a = ss.a[1:]
        @rf.fragment
        def f():
            rf.write(ss.a)
            rf.button("x", on_click=more)
        @rf.fragment
        def g():
            rf.write(ss.a)
            rf.button("y", on_click=less)
        f(); g()
        """,
        [],
    ),
    # RF106 across functions, fragments and loops
    "in a loop": (
        "for i in range(3): rf.button('a', key='k')",
        ["RF106 'k'"],
    ),
    "in a comprehension": ("[rf.button(x, key='k') for x in xs]", ["RF106 'k'"]),
    "in a loop that goes round once": ("for i in [1]: rf.button('a', key='k')", []),
    "in a loop that may be left": (
        "for i in xs:\n    rf.button('a', key='k')\n    break",
        [],
    ),
    "on some turn of a loop": (
        "for i in xs:\n    if i == y: rf.button('a', key='k')",
        [],
    ),
    "a key made of the loop variable": ("for i in xs: rf.button('a', key=f'k{i}')", []),
    "in a function called in a loop": (
        "def row(i): rf.button('a', key='k')\nfor i in xs: row(i)",
        ["RF106 'k'"],
    ),
    "in a function called twice": (
        "def row(): rf.button('a', key='k')\nrow()\nrow()",
        ["RF106 'k'"],
    ),
    "in a fragment called twice": (
        "@rf.fragment\ndef f(): rf.button('a', key='k')\nf()\nf()",
        ["RF106 'k'"],
    ),
    "in two fragments": (
        """
        @rf.fragment
        def f(): rf.button('a', key='k')
        @rf.fragment
        def g(): rf.button('b', key='k')
        f(); g()
        """,
        ["RF106 'k'"],
    ),
    "in two fragments of which one is called": (
        """
        @rf.fragment
        def f(): rf.button('a', key='k')
        @rf.fragment
        def g(): rf.button('b', key='k')
        if x: f()
        else: g()
        """,
        [],
    ),
    "by two ifs": (
        "if x: rf.button('a', key='k')\nif y: rf.button('b', key='k')",
        [],
    ),
    "before and after a stop": (
        "if x:\n    rf.button('a', key='k')\n    rf.stop()\nrf.button('b', key='k')",
        [],
    ),
    "always and sometimes": (
        "rf.button('a', key='k')\nif x: rf.button('b', key='k')",
        ["RF106 'k'"],
    ),
    # RF101: patterns
    "a form of key that nothing writes": (
        "for i in xs: ss[f'lamp_{i}'] = i\nfor i in xs: rf.text(ss[f'lmap_{i}'])",
        ["RF101 ss[f'lmap_{i}']"],
    ),
    "a form of key that widgets have": (
        "for i in xs: rf.toggle('x', key=f'lamp_{i}')\nfor i in xs: rf.text(ss[f'lamp_{i}'])",
        [],
    ),
    # RF108: a key that is written and never read
    "a key that nothing reads": ("ss.total = 1", ["RF108 ss.total"]),
    "nearly the name of one that is read": (
        "ss.user_nmae = 1\nif 'user_name' in ss: rf.text(ss.user_name)",
        ["RF108 ss.user_nmae"],
    ),
    "only initialised": ("if 'n' not in ss: ss.n = 0", ["RF108 ss.n"]),
    "only counted": (
        "ss.setdefault('n', 0)\nss.n += 1",
        ["RF108 ss.setdefault('n', 0)"],
    ),
    "a test that shows something": ("if 'n' not in ss:\n    rf.text('x')\n    ss.n = 0", []),
    "read by a widget": ("ss.n = 1\nrf.slider('x', key='n')", []),
    "read under a pattern": ("ss.row_1 = 1\nfor i in x: rf.text(ss[f'row_{i}'])", []),
    "a form of key, of which some are known": (
        "ss.n = 'a'\nrf.text_input('x', key='n')\nss['stat_' + ss.n] = 1",
        [],
    ),
    "a program that reads any key": ("ss.n = 1\nrf.write(dict(ss))", ["RF115 dict(ss)"]),
    # RF109: widgets in outside containers (F9, G4)
    "a method of a container": (
        "c = rf.container()\n@rf.fragment\ndef f(): c.button('x')\nf()",
        ["RF109 c.button('x')"],
    ),
    "in a with block": (
        "c = rf.container()\n@rf.fragment\ndef f():\n    with c: rf.button('x')\nf()",
        ["RF109 rf.button('x')"],
    ),
    "given as an argument": (
        "a, b = rf.columns(2)\n@rf.fragment\ndef f(c): c.button('x')\nf(b)",
        ["RF109 c.button('x')"],
    ),
    "through a helper": (
        """
        c = rf.empty()
        def draw(where):
            with where: rf.text_input('x')
        @rf.fragment
        def f(): draw(c)
        f()
        """,
        ["RF109 rf.text_input('x')"],
    ),
    "of an outer fragment": (
        """
        @rf.fragment
        def f():
            c = rf.container()
            @rf.fragment
            def g(): c.button('x')
            g()
        f()
        """,
        ["RF109 c.button('x')"],
    ),
    "its own container in an outside container": (
        "c = rf.container()\n@rf.fragment\ndef f():\n    d = c.container()\n    d.button('x')\nf()",
        [],
    ),
    "the fragment's own container": (
        "@rf.fragment\ndef f():\n    c = rf.container()\n    c.button('x')\n"
        "    with c: rf.button('y')\nf()",
        [],
    ),
    "a container of either": (
        "c = rf.container()\n@rf.fragment\ndef f():\n    d = c if x else rf.container()\n"
        "    d.button('x')\nf()",
        [],
    ),
    "no widget": ("c = rf.container()\n@rf.fragment\ndef f(): c.text('x')\nf()", []),
    "called within": (
        "c = rf.container()\n@rf.fragment\ndef f(): rf.button('x')\nwith c: f()",
        [],
    ),
    "redrawn in place": (
        "c = rf.container()\n@rf.fragment(outside='replace')\ndef f(): c.button('x')\nf()",
        [],
    ),
    # RF110: the sidebar (F10)
    "a method of the sidebar": (
        "@rf.fragment\ndef f(): rf.sidebar.text('x')\nf()",
        ["RF110 rf.sidebar"],
    ),
    "entered": (
        "from reactfrag import sidebar\n@rf.fragment\ndef f():\n    with sidebar: rf.text('x')\n"
        "f()",
        ["RF110 sidebar"],
    ),
    "by a helper": (
        "def menu():\n    with rf.sidebar: rf.text('x')\n@rf.fragment\ndef f(): menu()\nf()",
        ["RF110 rf.sidebar"],
    ),
    "once for all that stands in it": (
        "@rf.fragment\ndef f():\n    with rf.sidebar:\n        if x: rf.button('x')\nf()",
        ["RF110 rf.sidebar"],
    ),
    "around the call": ("@rf.fragment\ndef f(): rf.text('x')\nwith rf.sidebar: f()", []),
    # RF111: too short
    "every millisecond": (
        "@rf.fragment(run_every=0.001)\ndef f(): rf.text('x')\nf()",
        ["RF111 0.001"],
    ),
    "as a text": (
        "@rf.fragment(run_every='10ms')\ndef f(): rf.text('x')\nf()",
        ["RF111 '10ms'"],
    ),
    "as a timedelta": (
        "from datetime import timedelta\n@rf.fragment(run_every=timedelta(milliseconds=5))\n"
        "def f(): rf.text('x')\nf()",
        ["RF111 timedelta(milliseconds=5)"],
    ),
    "ten a second": ("@rf.fragment(run_every=0.1)\ndef f(): rf.text('x')\nf()", []),
    "a timedelta of nothing": (
        "from datetime import timedelta\n@rf.fragment(run_every=timedelta(seconds=0))\n"
        "def f(): rf.text('x')\nf()",
        ["RF105 timedelta(seconds=0)"],
    ),
    "a timedelta of no days": (
        "from datetime import timedelta\n@rf.fragment(run_every=timedelta(0))\n"
        "def f(): rf.text('x')\nf()",
        ["RF105 timedelta(0)"],
    ),
    # RF112: changed arguments
    "a default": (
        "@rf.fragment\ndef f(a=[]): a.append(1)\nf()",
        ["RF112 a.append(1)"],
    ),
    "a default of a helper may be a table that is kept": (
        "def g(n, known={}): known[n] = 1\n@rf.fragment\ndef f(): g(1)\nf()",
        [],
    ),
    "an item is added to an argument": (
        "@rf.fragment\ndef f(rows): rows.append(1)\nf([])",
        ["RF112 rows.append(1)"],
    ),
    "an item of an argument is assigned": (
        "@rf.fragment\ndef f(row): row['n'] = 1\nf({})",
        ["RF112 row['n']"],
    ),
    "an item of an argument that is not known": (
        "import pandas as pd\n@rf.fragment\ndef f(df): df['n'] = 1\nf(pd.read_csv('x'))",
        ["RF112 df['n']"],
    ),
    "by a helper of the fragment": (
        "def add(to): to.append(1)\n@rf.fragment\ndef f(rows): add(rows)\nf([])",
        ["RF112 to.append(1)"],
    ),
    "a copy is changed": (
        "@rf.fragment\ndef f(rows):\n    rows = [*rows]\n    rows.append(1)\n    rf.write(rows)\n"
        "f([])",
        [],
    ),
    "the state's own value is changed": (
        "ss.rows = []\n@rf.fragment\ndef f(rows): rows.append(1)\nf(ss.rows)",
        [],
    ),
    "a method that may change something": (
        "@rf.fragment\ndef f(model): model.fit(1)\nf(make())",
        [],
    ),
    "the table of keyword arguments is the call's own": (
        "@rf.fragment\ndef f(**kw): kw['a'] = 1\nf()",
        [],
    ),
    "an argument is bound anew": ("@rf.fragment\ndef f(n):\n    n = 1\n    rf.text(n)\nf(2)", []),
    # RF113: changed globals
    "a global is bound": (
        "count = 0\n@rf.fragment\ndef f():\n    global count\n    count += 1\nf()",
        ["RF113 count"],
    ),
    "a global list is changed": (
        "rows = []\n@rf.fragment\ndef f(): rows.append(1)\nf()",
        ["RF113 rows.append(1)"],
    ),
    "an item of a global that is not known": (
        "import pandas as pd\ndf = pd.read_csv('x')\n@rf.fragment\ndef f(): df['n'] = 1\nf()",
        ["RF113 df['n']"],
    ),
    "an attribute of something imported": (
        "from settings import state\n@rf.fragment\ndef f(): state.n = 1\nf()",
        [],
    ),
    "a global is read": ("rows = []\n@rf.fragment\ndef f(): rf.write(rows)\nf()", []),
    "a list of its own is changed": (
        "@rf.fragment\ndef f():\n    rows = []\n    rows.append(1)\n    rf.write(rows)\nf()",
        [],
    ),
    # RF115: any key
    "a key from outside": ("rf.write(ss[input()])", ["RF115 input()"]),
    "got by a name that is not known": ("rf.write(ss.get(input()))", ["RF115 input()"]),
    "looked through": ("for k in ss: rf.write(k)", ["RF115 ss"]),
    "handed on": ("unknown(ss)", ["RF115 unknown(ss)"]),
    "cleared": ("ss.clear()", []),
    "a pattern is not any key": ("ss.row_1 = 1\nrf.write(ss[f'row_{input()}'])", []),
    # RF116: late captures
    "a callback in a loop": (
        "for i in xs: rf.button('x', on_click=lambda: go(i))",
        ["RF116 i"],
    ),
    "a callback in a comprehension": (
        "[rf.button(x, on_click=lambda: go(x)) for x in xs]",
        ["RF116 x"],
    ),
    "a named callback": (
        "for i in xs:\n    def go(): rf.toast(i)\n    rf.button('x', on_click=go)",
        ["RF116 i"],
    ),
    "what is made of the loop variable": (
        "for i in xs:\n    name = f'row {i}'\n    rf.button('x', on_click=lambda: go(name))",
        ["RF116 name"],
    ),
    "a fragment in a loop": (
        "for i in xs:\n    @rf.fragment\n    def f(): rf.text(i)\n    f()",
        ["RF116 i"],
    ),
    "a function given to a fragment": (
        "@rf.fragment\ndef f(draw): draw()\nfor i in xs: f(lambda: rf.text(i))",
        ["RF116 i"],
    ),
    "kept by a default": ("for i in xs: rf.button('x', on_click=lambda i=i: go(i))", []),
    "passed along": ("for i in xs: rf.button('x', on_click=go, args=(i,))", []),
    "a parameter of a function": (
        "def row(i): rf.button('x', on_click=lambda: go(i))\nfor i in xs: row(i)",
        [],
    ),
    "a variable that stays": (
        "y = 1\nfor i in xs: rf.button('x', on_click=lambda: go(y))",
        [],
    ),
    "used at once": ("for i in xs: rf.text(max(ys, key=lambda y: y == i))", []),
    # RF117 and comments
    "a code that does not exist": (
        "rf.text('x')  # reactfrag: ignore[RF999]",
        ["RF117 RF999"],
    ),
    "one of two": (
        "rf.text(ss.user)  # reactfrag: ignore[RF101, FR102]",
        ["RF117 FR102"],
    ),
    "the whole file": ("# reactfrag: ignore-file[RF101]\nrf.text(ss.user)", []),
    "the whole file, another code": (
        "# reactfrag: ignore-file[RF102]\nrf.text(ss.user)",
        ["RF101 ss.user"],
    ),
    "the whole file, all codes": ("# reactfrag: ignore-file\nrf.text(ss.user)\nss.n = 1", []),
    "no comment but a text": ("rf.text(ss.user, '# reactfrag: ignore')", ["RF101 ss.user"]),
    "at the end of several lines": (
        "rf.write(\n    ss[\n        'user'\n    ]  # reactfrag: ignore[RF101]\n)",
        [],
    ),
}


@pytest.mark.parametrize(("source", "expected"), CASES.values(), ids=CASES)
def test_diagnostics(source: str, expected: list[str]):
    assert diagnose(source) == expected


NEARLY = {
    "ss.step = 1\nif ss.step: ss.stpe = 2": "did you mean 'step'? If not, read it",
    "ss.row_1 = 1\nrf.text(ss.row_1)\nss.row_2 = 2": "read it where",
    "ss.left = 1\nrf.text(ss.left)\nss.right = 2": "read it where",
}


@pytest.mark.parametrize(("source", "hint"), NEARLY.items())
def test_the_hint_of_a_key_that_nothing_reads(source: str, hint: str, tmp_path: Path):
    source = f"import reactfrag as rf\nss = rf.session_state\n{source}\n"
    (one,) = compile_program(tmp_path / "app.py", source=source).diagnostics
    assert one.code == "RF108"
    assert one.hint.startswith(hint)


# RF114: state used while a module is imported


IMPORTS: dict[str, tuple[str, list[int]]] = {
    "read": ("rf.session_state.get('n')", [2]),
    "written": ("rf.session_state.setdefault('n', 0)", [2]),
    "by a function that is called at once": (
        "def start():\n    rf.session_state.n = 1\n\nstart()",
        [5],
    ),
    "by a function that the script calls": ("def start():\n    rf.session_state.n = 1", []),
    "by a fragment": ("@rf.fragment\ndef f():\n    rf.session_state.n = 1", []),
}


@pytest.mark.parametrize(("body", "lines"), IMPORTS.values(), ids=IMPORTS)
def test_state_while_importing(body: str, lines: list[int], tmp_path: Path):
    (tmp_path / "part.py").write_text(f"import reactfrag as rf\n{body}\n")
    source = "import reactfrag as rf, part\nrf.write(rf.session_state.get('n'))\n"
    source += "if hasattr(part, 'start'): part.start()\nif hasattr(part, 'f'): part.f()\n"
    program = compile_program(tmp_path / "app.py", source=source)
    found = [one for one in program.diagnostics if one.code == "RF114"]
    assert [one.span.line for one in found] == lines
    assert all(one.span.file.endswith("part.py") and "part.py" in one.message for one in found)


@pytest.mark.parametrize(
    ("value", "length"),
    [(2, 2.0), ("10s", 10.0), ("10ms", 0.01), ("1d12h", 129_600.0), ("1h23s", 3_623.0),
     ("00:01:30", 90.0), ("1 day, 2:30", 95_400.0), ("5 min", 300.0), ("5 us", 5e-6),
     ("3 microseconds", 3e-6), ("2 t", 120.0), ("4 l", 4e-3), ("7n", 7e-9),
     ("2 weeks", 1_209_600.0), (None, None), ("no", None)],
)  # fmt: skip
def test_the_length_of_an_interval(value: object, length: float | None):
    assert seconds(value) == (None if length is None else pytest.approx(length))


def test_the_floor_leaves_twenty_frames_a_second():
    assert FLOOR == 0.05
