"""Any Python compiles, in bounded time."""

from __future__ import annotations

import random
import sysconfig
import time
from pathlib import Path

import pytest

from reactfrag_compiler import compile_program
from reactfrag_compiler.analysis import surrender
from reactfrag_compiler.machine import Machine, TooMuchWork

STDLIB = Path(sysconfig.get_paths()["stdlib"])
SAMPLE = 130
LARGE = 30_000
"""Bytes; the few larger modules are left to a longer run."""


def modules() -> list[Path]:
    found = [path for path in sorted(STDLIB.glob("*.py")) if path.stat().st_size < LARGE]
    return random.Random(1).sample(found, min(SAMPLE, len(found)))


def test_the_standard_library_compiles(tmp_path: Path):
    slowest = (0.0, "")
    for path in modules():
        text = path.read_bytes().decode("utf-8")
        start = time.thread_time()
        program = compile_program(tmp_path / "app.py", source=text)
        slowest = max(slowest, (time.thread_time() - start, path.name))
        assert program.nodes["app"].kind == "app"
    assert slowest[0] < 30, slowest


GROWTH = {
    "recursion on a growing text": "def f(k): ss[k] = 1; f(k + 'x')\nf('a')",
    "a text that grows in a loop": "k = 'a'\nwhile ss[k]: k = k + 'b'",
    "texts that double": "k = 'ab'\nfor i in x: k = k + k + f'{k}'\nss[k] = 1",
    "a closure that wraps itself": "def w(f):\n    return lambda: f()\ng = lambda: ss.n\n"
    "while ss.n: g = w(g)\ng()",
    "a list that holds itself": "a = []\na.append(a)\nss.a = a\nfor b in a:\n    b.append(ss)",
    "a class that makes itself": "class C:\n    def __init__(self): self.c = C()\nss.c = C()",
    "a partial of itself": "import functools\np = functools.partial(p, 1)\np()",
    "mutual recursion": "def f(n): return g([n])\ndef g(n): return f({1: n})\nss[f(1)] = g(2)",
    "attributes of unknown things": "x = y\nfor i in x: x = getattr(x, i).z",
    "a class whose call is a class": "class A: pass\nA.__new__ = A\nA()",
    "a fragment that calls itself": "@rf.fragment\ndef f(k): f(k + 'x'); ss[k] = 1\nf('')",
    "a split that raises": "for k in 'a b'.split(''): ss[k] = 1",
    "decorators all the way": "def d(f): return d(f)\n@d\n@d\ndef f(): pass\nf()",
}


@pytest.mark.parametrize("source", GROWTH.values(), ids=GROWTH)
def test_growth_comes_to_an_end(source: str):
    source = "import reactfrag as rf\nss = rf.session_state\n" + source
    start = time.thread_time()
    compile_program("/app/app.py", source=source)
    assert time.thread_time() - start < 5


SCRIPT = """
import reactfrag as rf
@rf.fragment
def f():
    rf.session_state.a = 1
f()
"""


def test_without_a_budget_every_node_may_touch_any_key(monkeypatch: pytest.MonkeyPatch):
    def refuse(self: Machine, work: int) -> None:
        raise TooMuchWork

    monkeypatch.setattr(Machine, "spend", refuse)
    program = compile_program("/app/app.py", source=SCRIPT)
    for node in program.nodes.values():
        assert all(key.is_any for key in node.reads & node.writes & node.deletes)
        assert node.reads
    assert list(program.nodes) == ["app", "main:f"]
    assert [one.code for one in program.diagnostics] == ["RF115"]
    assert program.cyclic == {"main:f"}


def test_surrender_finds_fragments_in_all_modules(tmp_path: Path):
    (tmp_path / "other.py").write_text(SCRIPT)
    program = compile_program(tmp_path / "app.py", source="import other\n" + SCRIPT)
    result = surrender(dict(program.modules))
    assert [fragment.module.name for fragment in result.machine.fragments.values()] == [
        "main",
        "other",
    ]
    assert result.gave_up


@pytest.mark.parametrize("source", ["", "\n", "# only a comment", '"""Doc."""', "pass"])
def test_next_to_nothing(source: str):
    program = compile_program("/app/app.py", source=source)
    assert list(program.nodes) == ["app"]
    assert program.rank == {"app": 0}
