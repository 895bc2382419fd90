"""A program that was compiled again after an edit is the one that compiling afresh gives."""

from __future__ import annotations

import marshal
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reactfrag_compiler import CompileError, Diagnostic, Program, compile_program, diff_programs

HEAD = """import functools
import math
import reactfrag as rf
from lib_of_test import shared, Store, LIMIT
ss = rf.session_state
LAST = None
ITEMS = []
store = Store("s")
class Model:
    size = 1
    def __init__(self, name):
        self.name = name
        self.rows = []
    def add(self, row):
        self.rows.append(row)
        ss.model = self.rows
        return self.name
    def key(self):
        return f"model_{self.name}"
model = Model("a")
"""
LIB = """import reactfrag as rf
LIMIT = 3
def shared(key="shared", value=1):
    rf.session_state[key] = value
    return rf.session_state.get("other", 0)
class Store:
    def __init__(self, key):
        self.key = key
    def load(self):
        return rf.session_state[self.key]
    def save(self, value):
        rf.session_state[self.key] = value
"""
STATEMENTS = r"""rf.write("text $A")
rf.write(ss.a, $B)
# a comment $A
x = ss.get("$A", 1)
ss["$A"] = x
ss.b = "$B"
ss.b = [1, 2]
ss.b.append(x)
x = ss.b
x.append($A)
x = "$A"
ss[x] = 1
ss[f"row_{x}"] = 2
ss[f"row_{$B}"] = x
del ss.$B
if "$A" not in ss:\n    ss.$A = 0
if ss.$A:\n    y = "$B"\nelse:\n    y = "$A"
for k in ("$A", "b", "c"):\n    ss[k] = x
for k in range(3):\n    ss[f"n_{k}"] = k
for k in ss.b:\n    rf.write(k)
while x:\n    x = f"{x}$A"
rf.button("$A", key="$B")
rf.button("$A", key=f"k_{x}")
rf.button("$A", on_click=lambda: ss.update($A=1))
rf.button("$B", on_click=h0, args=("$A",))
y = [ss[k] for k in ("$A", "$B")]
y = {"$A": x, "k": ss.b}
ss.update(y)
z = lambda k: ss.get(k)
z("$A")
def inner(k="$A"):\n    ss[k] = x\n    return k
inner()
inner("$B")
x = h0("$A")
x = h1(x)
h2(ss, "$B")
h2(y, "$A")
x = h1(y)
f0()
f1()
global LAST
LAST = x
x = LAST
ITEMS.append(x)
for k in ITEMS:\n    ss[str(k)] = 1
model.add(x)
model.name = "$A"
ss[model.key()] = 1
x = Model("$B").key()
x = store.load()
store.save(x)
shared()
shared("$A", x)
x = LIMIT
rf.write(math.sqrt(x))
with rf.expander("$A"):\n    rf.slider("$A", key="$A")
try:\n    x = ss.$A\nexcept KeyError as error:\n    y = error
match x:\n    case {"$A": y}:\n        ss.$B = y\n    case [x, *y]:\n        pass
if (w := ss.get("$B")):\n    ss.w = w
x, y = y, x
x = {**y, "$A": ss}
x["$A"].b = 2
return x
return ss.$A
return "$A"
return
rf.rerun()
yield x
ss.clear()
y = list(ss.items())
x = functools.partial(h0, "$A")
x()
print(unknown(x))
unknown(ss)
rf.fragment(h0)
$B
"""
POOL = [line.replace("\\n", "\n") for line in STATEMENTS.splitlines()]
CONSTANTS = ("a", "b", "c", "n_1", "row_a")
FUNCTIONS = ("h0", "h1", "h2", "f0", "f1", "f2", "Page.show", "shared_helper")


@dataclass
class App:
    """The functions of an app, as lists of statements."""

    bodies: dict[str, list[str]] = field(default_factory=dict)
    order: list[str] = field(default_factory=lambda: list(FUNCTIONS))
    gaps: dict[str, int] = field(default_factory=dict)
    tail: list[str] = field(default_factory=list)
    lib: str = LIB

    def text(self) -> str:
        return HEAD + "".join(map(self._function, self.order)) + "\n".join(
            ["f0()", "f1()", 'h0("t")', "Page().show()", *self.tail, ""]
        )  # fmt: skip

    def _function(self, name: str) -> str:
        gap = "\n" * self.gaps.get(name, 1)
        parameters = {"h2": "s, k", "h0": "k", "h1": "v=1"}.get(name, "")
        body = _indented([*self.bodies.get(name, ()), "pass"], 4)
        if name.startswith("f"):
            return f"{gap}@rf.fragment\ndef {name}():\n{body}"
        if name == "Page.show":
            return f"{gap}class Page:\n    @rf.fragment\n    def show(self):\n" + _indented(
                [*self.bodies.get(name, ()), "pass"], 8
            )
        return f"{gap}def {name}({parameters}):\n{body}"


def _indented(statements: list[str], by: int) -> str:
    lines = [line for statement in statements for line in statement.split("\n")]
    return "".join(" " * by + line + "\n" for line in lines)


@st.composite
def statements(draw: st.DrawFn) -> str:
    chosen = draw(st.sampled_from(POOL))
    return chosen.replace("$A", draw(st.sampled_from(CONSTANTS))).replace(
        "$B", draw(st.sampled_from(CONSTANTS))
    ) if draw(st.booleans()) else chosen.replace("B", "b").replace("$A", "a")  # fmt: skip


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str, int, str]:
    kind = draw(st.sampled_from(["replace"] * 4 + ["insert"] * 4 + ["delete"] * 2 + [
        "gap", "move", "top", "lib", "constant"]))  # fmt: skip
    function = draw(st.sampled_from(FUNCTIONS))
    return kind, function, draw(st.integers(0, 5)), draw(statements())


def _apply(app: App, edit: tuple[str, str, int, str]) -> None:
    kind, function, index, statement = edit
    body = app.bodies.setdefault(function, [])
    if kind == "insert" or not body:
        body.insert(index, statement)
    elif kind == "replace":
        body[index % len(body)] = statement
    elif kind == "delete":
        del body[index % len(body)]
    elif kind == "constant":
        chosen = body[index % len(body)]
        body[index % len(body)] = chosen.replace('"a"', '"n_1"').replace("ss.b", "ss.c")
    elif kind == "gap":
        app.gaps[function] = index
    elif kind == "move":
        app.order.remove(function)
        app.order.insert(index, function)
    elif kind == "lib":
        app.lib = app.lib.replace("= value\n", f"= value\n    #{index}\n    rf.write({index})\n", 1)
    elif statement.startswith(("ss", "rf", "x =")):
        app.tail.append(statement)


def facts(program: Program) -> dict[str, object]:
    """What there is to know of a program, its line numbers included."""
    return {
        "nodes": dict(program.nodes),
        "order": list(program.nodes),
        "edges": sorted((a, b, sorted(d["keys"])) for a, b, d in program.graph.edges(data=True)),
        "calls": {(a, b): d["spans"] for a, b, d in program.call_graph.edges(data=True)},
        "diagnostics": program.diagnostics,
        "rank": dict(program.rank),
        "cycles": program.cycles,
        "digest": program.digest,
        "functions": program._functions,
        "code": marshal.dumps(program.code),
        "texts": {name: module.text for name, module in program.modules.items()},
    }


bodies = st.dictionaries(st.sampled_from(FUNCTIONS), st.lists(statements(), max_size=5))


@settings(
    max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(bodies, st.lists(edits(), min_size=1, max_size=6))
def test_edits(tmp_path_factory: pytest.TempPathFactory, start, changes):
    folder = tmp_path_factory.getbasetemp()
    path, lib = folder / "app.py", folder / "lib_of_test.py"
    app = App(dict(start))
    lib.write_text(app.lib)
    check_edits(app, changes, path, lib)


def check_edits(app: App, changes, path: Path, lib: Path) -> None:
    program: Program | None = None
    wrong: tuple[Diagnostic, ...] | None
    for edit in [None, *changes]:
        if edit is not None:
            _apply(app, edit)
        lib.write_text(app.lib)
        try:
            fresh = compile_program(path, source=app.text())
        except CompileError as error:
            wrong = error.diagnostics
        else:
            wrong = None
        if wrong is not None:
            with pytest.raises(CompileError) as again:
                compile_program(path, source=app.text(), previous=program)
            assert again.value.diagnostics == wrong
            continue
        again_program = compile_program(path, source=app.text(), previous=program)
        found, wanted = facts(again_program), facts(fresh)
        for name, value in wanted.items():
            assert found[name] == value, name
        program = again_program
    assert program is None or diff_programs(program, program).same == program.nodes.keys()
