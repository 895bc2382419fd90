"""What compiling costs, in units of what Python itself takes to parse and compile the script.

    python benchmarks/compile.py            apps of 50, 300 and 1000 fragments
    python benchmarks/compile.py 300        one app

Full: nothing is known beforehand. Edit: a text in one of the fragments is another, and the
program before is given.
"""

from __future__ import annotations

import ast
import gc
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from reactfrag_compiler import Program, checks, compile_program

T = TypeVar("T")

LINES_A_FRAGMENT = 16
_HEAD = """import math
import reactfrag as rf

ss = rf.session_state


class Model:
    def __init__(self, name):
        self.name = name
        self.rows = []

    def add(self, row):
        self.rows.append(row)
        rf.session_state.model_rows = self.rows

    def load(self):
        return rf.session_state.get("model_rows", [])


model = Model("sales")

"""
_HELPER = """
def helper_{h}(value, scale=1):
    total = rf.session_state.get("total_{h}", 0)
    if value > {h}:
        rf.session_state["total_{h}"] = total + value * scale
    return [total + i for i in range(3)]

"""
_FRAGMENT = """
@rf.fragment
def fragment_{f}(title="Part {f}"):
    rf.subheader(f"{{title}} of the whole")
    count = ss.get("count_{f}", 0)
    name = rf.text_input("Name", key="name_{f}")
"""
_BLOCKS = (
    '    if rf.button("Add", key="add_{f}_{i}"):\n        ss["count_{f}"] = count + {i}\n',
    "    values_{i} = [x * {i} for x in range(count + {i})]\n    rf.line_chart(values_{i})\n",
    "    rows_{i} = helper_{h}(count, scale={i})\n    rf.write(rows_{i}, len(rows_{i}))\n",
    '    left_{i}, right_{i} = rf.columns(2)\n    left_{i}.metric("Count", count)\n'
    '    right_{i}.write(ss.get("count_{other}", 0))\n',
    '    for item_{i} in ("a", "b", "c"):\n        ss[f"row_{{item_{i}}}_{f}"] = math.sqrt({i})\n',
    '    text_{i} = "value: " + str(count) + f" of {{name}}"\n    rf.caption(text_{i}.upper())\n',
    '    with rf.expander("More"):\n        rf.write(ss.get("shared", {i}))\n',
    '    model.add({{"n": {i}, "title": title}})\n    data_{i} = model.load()\n',
    "    total_{i} = 0\n    while total_{i} < 10:\n        total_{i} += count * 2 + {i}\n",
)


def generated_app(fragments: int) -> str:
    """The source of an app of so many fragments, always the same for the same number."""
    choice = random.Random(fragments)
    helpers = max(1, fragments // 10)
    parts = [_HEAD, *(_HELPER.format(h=h) for h in range(helpers))]
    for f in range(fragments):
        part = _FRAGMENT.format(f=f)
        i = 0
        while part.count("\n") < LINES_A_FRAGMENT - 1:
            i += 1
            h, other = choice.randrange(helpers), choice.randrange(fragments)
            part += choice.choice(_BLOCKS).format(f=f, i=i, h=h, other=other)
        parts.append(part + "\n")
    parts.append("\n" + "".join(f"fragment_{f}()\n" for f in range(fragments)))
    return "".join(parts)


@dataclass(frozen=True)
class Figures:
    """The least of several rounds, in seconds of this thread's processor time."""

    lines: int
    python: float
    """``ast.parse`` and ``compile``, the collector paused."""
    full: float
    edit: float


def measure(fragments: int, rounds: int) -> Figures:
    """Compile a generated app again and again, in turns with what Python does itself."""
    source = generated_app(fragments)
    edited = source.replace(f'title="Part {fragments // 2}"):\n    rf.subheader(f"', "!", 1)
    assert edited != source
    edited = edited.replace("!", f'title="Part {fragments // 2}"):\n    rf.subheader(f"Now ', 1)
    python, full, edit = [], [], []
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        python.append(_time(lambda: compile(ast.parse(source), "app.py", "exec"))[0])
        gc.enable()
        checks.sure_edges.cache_clear()
        seconds, program = _time(lambda: compile_program("app.py", source=source))
        full.append(seconds)
        edit.append(_time(_Again(edited, program))[0])
        del program
    return Figures(source.count("\n"), min(python), min(full), min(edit))


@dataclass(frozen=True)
class _Again:
    """Compiles a script whose program before is known."""

    source: str
    previous: Program

    def __call__(self) -> Program:
        return compile_program("app.py", source=self.source, previous=self.previous)


def _time(work: Callable[[], T]) -> tuple[float, T]:
    start = time.thread_time()
    result = work()
    return time.thread_time() - start, result


def main(sizes: list[int]) -> None:
    print("fragments   lines   python      full             edit")
    for fragments in sizes:
        found = measure(fragments, 7)
        print(
            f"{fragments:9} {found.lines:7} {found.python * 1e3:5.0f} ms"
            f" {found.full * 1e3:6.0f} ms {found.full / found.python:5.1f}x"
            f" {found.edit * 1e3:6.0f} ms {found.edit / found.python:5.1f}x"
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [50, 300, 1000])
