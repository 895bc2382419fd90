"""What a program is said to do is the same in every process.

Sets of texts are gone through in an order that ``PYTHONHASHSEED`` sets, and sets of the
analysis's own objects in one that their addresses set. Two processes differ in both here.
"""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from pathlib import Path

from tests.compiler.generated import HELPERS

ROOT = Path(__file__).parents[2]
APP = """
import random
import reactfrag as rf
ss = rf.session_state

def low():
    ss.rows.append(random.random())
    rf.write(ss.get("z"))

def a(): low()
def b(): low()
def c(): low()
def d(): low()

class P:
    def go(self): low()
class Q:
    def go(self): low()

@rf.fragment
def one():
    for f in {a, b, c, d}:
        f()
    for thing in [P(), Q()]:
        thing.go()

@rf.fragment
def two(choices=[a, b, c]):
    random.choice(choices)()
    choices.append(d)

@rf.fragment
def three(x, y):
    x.append(ss.m)
    y.append(ss.n)
    ss.k = 1

@rf.fragment
def four():
    ss.m = ss.n = ss.k
    box.write(1)
    {1: a, 2: b, 3: c}[ss.get("n")]()

box = rf.container()
cols = rf.columns(2)

@rf.fragment
def five(f):
    with cols[ss.n]:
        f()
        rf.button("x", on_click=f, key="w")
    with random.choice([box, *cols]):
        rf.text_input("u")

left, right = [], []
three(left, right)
three(right, left)
for f in (one, two, four):
    f()
for g in {a, b, c}:
    five(g)
    rf.button("q", key="w", on_click=random.choice([a, b, low]))
(a if ss.get("q") else b)()
"""
TELL = """
import sys
from pathlib import Path
from random import Random

from reactfrag_compiler import compile_program, scopes, values
from reactfrag_compiler.explain import overview
from reactfrag_compiler.explain_text import to_json, to_text
from reactfrag_compiler.picture import picture
from reactfrag_compiler.render import render
from reactfrag_compiler.svg import to_svg
from tests.compiler.generated import program

path, salt = Path(sys.argv[1]), int(sys.argv[2])
for kind in (values.Atom, values.Context, values.Cell, values.Env, scopes.Scope):
    kind.__hash__ = lambda thing: hash((salt, id(thing)))
sources = [path.read_text(), *(program(Random(seed)) for seed in range(8))]
for source in sources:
    made = compile_program(path, source=source)
    for node in made.nodes.values():
        effects = node.effects
        for told in (*node.accesses, *node.calls, *effects.impurities):
            print(node.id, told)
        print(node.id, node.digest, node.has_widgets, node.run_every, node.brief)
        print(*map(sorted, (effects.global_reads, effects.global_writes, effects.cells)))
    print(*made.diagnostics, *made.rank.items(), *map(sorted, made.cycles), sep="\\n")
    print(to_json(overview(made)), to_text(overview(made)), to_svg(picture(made)))
    print(*(render(made, form) for form in ("tree", "mermaid", "dot", "json")))
"""


def test_two_processes_tell_the_same(tmp_path: Path):
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "helpers.py").write_text(HELPERS)
    first, second = (_told(tmp_path / "app.py", seed) for seed in (1, 2))
    assert "\n".join(difflib.unified_diff(first, second, lineterm="", n=0)) == ""
    assert len(first) > 1_000


def _told(app: Path, seed: int) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", TELL, str(app), str(seed)],
        env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
