"""Fragments that are sure to be over soon."""

from __future__ import annotations

from pathlib import Path

import pytest

from reactfrag_compiler import compile_program

HEAD = """
import time
import reactfrag as rf
from reactfrag import caption, session_state as state
LIMIT = 3
def helper(): return 1
def clicked(): time.sleep(10)
"""

BRIEF = [
    "rf.text('a')",
    "'''What it does.'''\nrf.text(f'{state.n:>5} of {n}')",
    "caption('a')",
    "if rf.button('b', on_click=clicked):\n    state.n = rf.session_state.get('n', 0) + 1",
    "rf.session_state['n'] += n * 2 - 1",
    "x = rf.slider('s', 0, 10, key='s')\nrf.metric('m', x, delta=-x if x > 3 else None)",
    "a, b = rf.columns(2)\na.text('a')\nb.metric('b', 1)\nwith a:\n    rf.text('c')",
    "with rf.container(border=True) as box:\n    box.text(str(n))",
    "for i in range(10):\n    for word in ('a', 'b'):\n        rf.text(f'{i} {word}')",
    "kind = rf.selectbox('k', ['a', 'b'])\nrf.text({'a': 'A', 'b': 'B'}[kind])",
    "if 'n' not in state or not state.n:\n    return\nrf.text(max(state.n, 1))",
    "range_ = 3\nrf.text(range_)",
]

NOT = [
    "time.sleep(1)",
    "while True:\n    rf.text('a')",
    "for i in range(n):\n    rf.text(i)",
    "for i in range(state.n):\n    rf.text(i)",
    "for i in range(0, 10, n):\n    rf.text(i)",
    "for i in range(20):\n    for j in range(20):\n        rf.text(j)",
    "for i in (*state.rows, 1):\n    rf.text(i)",
    "for row in state.rows:\n    rf.text(row)",
    "rf.text(helper())",
    "rf.text(LIMIT)",
    "rf.text(open('a').read())",
    "rf.text([i for i in range(10)])",
    "rf.text(sum(i for i in range(10)))",
    "state.rows.append(1)",
    "rf.text(state.model.predict())",
    "rf.text(n.upper())",
    "rf.dataframe({'a': [1]})",
    "rf.write(n)",
    "rf.selectbox('k', [1], format_func=helper)",
    "rf.download_button('d', 'x')",
    "rf.rerun()",
    "import json\nrf.text('a')",
    "def inner():\n    pass\ninner()",
    "rf.text((lambda: 1)())",
    "try:\n    rf.text('a')\nexcept Exception:\n    pass",
    "yield 1",
    "rf = time\nrf.text('a')",
    "str = helper\nrf.text(str())",
    "range = helper\nfor i in range(3):\n    rf.text(i)",
    "rf.text(*n)",
    "rf.text(**n)",
    "global LIMIT\nLIMIT = 4",
    "rf.text(rf.secrets.a)",
    "del state.n",
]


def brief(body: str, head: str = HEAD, decorator: str = "@rf.fragment", name: str = "f") -> bool:
    lines = "\n".join(f"    {line}" for line in body.split("\n"))
    source = f"{head}\n{decorator}\ndef {name}(n=1):\n{lines}\n{name}()\n"
    program = compile_program(Path("/app.py"), source=source)
    return any(node.brief for node in program.nodes.values())


@pytest.mark.parametrize("body", BRIEF)
def test_a_straight_line_of_elements_is_brief(body: str):
    assert brief(body)


@pytest.mark.parametrize("body", NOT)
def test_what_may_take_longer_is_not(body: str):
    assert not brief(body)


@pytest.mark.parametrize(
    "head",
    [
        "import time as rf\nimport reactfrag as rf\n",
        "import reactfrag as rf\nrf = rf\n",
        "import reactfrag as rf\nfor rf in [rf]: pass\n",
        "import reactfrag as rf\ndef change():\n    global rf\n    rf = None\n",
        "import reactfrag as rf\nfrom os.path import *\n",
        "import reactfrag as rf\ntry:\n    pass\nexcept Exception as rf:\n    pass\n",
        "import reactfrag as rf\nmatch 1:\n    case rf:\n        pass\n",
        "import reactfrag as rf\ndef str(x): return x\n",
    ],
)
def test_a_name_that_may_be_something_else_is_not_relied_on(head: str):
    assert not brief("rf.text(str(1))", head)


@pytest.mark.parametrize(
    ("decorator", "expected"),
    [
        ("@rf.fragment", True),
        ("@rf.fragment(run_every=1)", True),
        ("@helper\n@rf.fragment", False),
        ("@rf.fragment\n@rf.cache_data", False),
    ],
)
def test_only_what_the_fragment_is_made_of_directly(decorator: str, expected: bool):
    head = HEAD + "def helper(f): return f\n"
    assert brief("rf.text('a')", head, decorator) is expected


def test_defaults_are_constants():
    source = HEAD + "@rf.fragment\ndef f(n=VALUE):\n    rf.text(n)\nf()\n"
    for default, expected in (("1", True), ("time", False)):
        program = compile_program(Path("/app.py"), source=source.replace("VALUE", default))
        assert any(node.brief for node in program.nodes.values()) is expected


def test_an_asynchronous_fragment_runs_on_the_loop_anyway():
    source = HEAD + "@rf.fragment\nasync def f():\n    rf.text('a')\nawait f()\n"
    program = compile_program(Path("/app.py"), source=source)
    assert not any(node.brief for node in program.nodes.values())
