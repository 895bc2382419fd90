"""Which nodes an edit changes: every one that may see it, and as few others as can be told."""

from __future__ import annotations

from pathlib import Path

import pytest

from reactfrag_compiler import compile_program, diff_programs
from reactfrag_compiler.machine import Machine, TooMuchWork

SCRIPT = """
import dataclasses
import functools
import lib_of_test
from lib_of_test import SHARED as shared_limit
import reactfrag as rf

ss = rf.session_state
LIMIT = 3
UNIT = "m"
NAMES = ["a"]
NAMES.append("b")
CONFIG = {}

def twice(f):
    @functools.wraps(f)
    def inner(*args):
        return f(*args) * 2
    return inner

def load():
    return [1, 2, depth()]

def depth():
    return 7

DATA = load()

def configure():
    CONFIG["limit"] = 10

configure()

def helper(scale=1):
    return LIMIT * scale

@twice
def decorated():
    return 1

class Base:
    size = 1

class Model(Base):
    rate = 2

    def __init__(self):
        self.rows = []

    def total(self):
        return len(self.rows)

@dataclasses.dataclass
class Point:
    x: int = 0

model = Model()

def factory(number):
    step = number + 1
    @rf.fragment
    def made():
        rf.write(step)
    return made

counter = 0

def bump():
    global counter
    counter = 5

bump()

@rf.fragment
def reads_constant():
    rf.write(LIMIT)

@rf.fragment
def calls_helper():
    rf.write(helper())

@rf.fragment
def calls_decorated():
    rf.write(decorated())

@rf.fragment
def reads_class():
    rf.write(model.rate, model.size)

@rf.fragment
def calls_method():
    rf.write(model.total())

@rf.fragment
def makes_point():
    rf.write(Point())

@rf.fragment
def reads_data():
    rf.write(DATA)

@rf.fragment
def reads_names():
    rf.write(NAMES, CONFIG)

@rf.fragment
def reads_global():
    rf.write(counter)

@rf.fragment
def uses_module():
    rf.write(lib_of_test.extent(), lib_of_test.DEPTH)

@rf.fragment
def uses_import():
    rf.write(shared_limit)

@rf.fragment
def reads_by_name():
    rf.write(getattr(model, "rate"))

@rf.fragment
def touches_state():
    LOCAL = 2
    ss.limit = LOCAL
    rf.session_state.lines.append(1)

@rf.fragment
def sees_nothing():
    UNIT = ss.limit
    rf.write(UNIT)

factory(1)()
reads_constant()
calls_helper()
calls_decorated()
reads_class()
calls_method()
makes_point()
reads_data()
reads_names()
reads_global()
uses_module()
uses_import()
reads_by_name()
touches_state()
sees_nothing()
"""
LIB = """
from other_of_test import width

SHARED = 1
DEPTH = 2
UNUSED = 3

def extent():
    return width() + SHARED
"""
OTHER = """
def width():
    return WIDE

WIDE = 4
"""

IN_SCRIPT = {
    "a module constant": ("LIMIT = 3", "LIMIT = 4", "app reads_constant calls_helper"),
    "a constant hidden by local names": ('UNIT = "m"', 'UNIT = "k"', "app"),
    "a default": ("scale=1", "scale=2", "app calls_helper"),
    "a decorator": ("* 2\n    return inner", "* 3\n    return inner", "app calls_decorated"),
    "a decorator that goes": ("@twice\n", "", "app calls_decorated"),
    "a list that is added to": ('append("b")', 'append("c")', "app reads_names"),
    "a dict filled by a function": ("= 10", "= 11", "app reads_names"),
    "a function whose result is kept": ("return 7", "return 8", "app reads_data"),
    "a class attribute": ("rate = 2", "rate = 3", "app reads_class calls_method reads_by_name"),
    "an attribute of a base": (
        "size = 1",
        "size = 2",
        "app reads_class calls_method reads_by_name",
    ),
    "a base class": ("Model(Base)", "Model", "app reads_class calls_method reads_by_name"),
    "a method": ("return len(self.rows)", "return 0", "calls_method"),
    "an initialiser": (
        "self.rows = []",
        "self.rows = [1]",
        "app reads_class calls_method reads_by_name",
    ),
    "a field of a dataclass": ("x: int = 0", "x: int = 1", "app makes_point"),
    "a variable around a fragment": ("number + 1", "number + 2", "app factory.<locals>.made"),
    "a global that a function sets": ("counter = 5", "counter = 6", "app reads_global"),
    "a fragment that writes": ("LOCAL = 2", "LOCAL = 3", "touches_state"),
    "a fragment that nobody sees": ("UNIT = ss.limit", "UNIT = 1", "sees_nothing"),
    "an import": ("SHARED as shared", "DEPTH as shared", "app uses_import"),
    "a comment outside": ("LIMIT = 3", "# a comment\n\nLIMIT = 3", ""),
    "empty lines": ("\n\n", "\n\n\n\n", ""),
}


@pytest.fixture
def app(tmp_path: Path):
    (tmp_path / "lib_of_test.py").write_text(LIB)
    (tmp_path / "other_of_test.py").write_text(OTHER)
    path = tmp_path / "app.py"
    path.write_text(SCRIPT)
    return path


def changed(app: Path, source: str = SCRIPT, before: str = SCRIPT) -> set[str]:
    """The names of the nodes that an edit changed, by a program made from scratch."""
    old = compile_program(app, source=before)
    return _changed_since(app, source, old)


def _changed_since(app, source, old) -> set[str]:
    new = compile_program(app, source=source)
    difference = diff_programs(old, new)
    assert not difference.added | difference.removed
    return {new.nodes[node].name for node in difference.changed}


@pytest.mark.parametrize(("before", "after", "names"), IN_SCRIPT.values(), ids=IN_SCRIPT)
def test_an_edit_of_the_script(app: Path, before: str, after: str, names: str):
    assert before in SCRIPT
    assert changed(app, SCRIPT.replace(before, after)) == set(names.split())


IN_MODULES = {
    "a constant read through the module": ("lib_of_test", "DEPTH = 2", "DEPTH = 3", "uses_module"),
    "a constant imported by name": (
        "lib_of_test", "SHARED = 1", "SHARED = 2", "uses_module uses_import"
    ),
    "a constant that nobody reads": ("lib_of_test", "UNUSED = 3", "UNUSED = 4", ""),
    "a function two modules away": ("other_of_test", "return WIDE", "return 0", "uses_module"),
    "a constant two modules away": ("other_of_test", "WIDE = 4", "WIDE = 5", "uses_module"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("module", "before", "after", "names"), IN_MODULES.values(), ids=IN_MODULES
)
def test_an_edit_of_a_module(app: Path, module: str, before: str, after: str, names: str):
    old = compile_program(app)
    path = app.parent / f"{module}.py"
    path.write_text(path.read_text().replace(before, after))
    # The top level imports the module, and so runs what it has at its top level.
    assert _changed_since(app, SCRIPT, old) - {"app"} == set(names.split())


def test_a_name_that_is_not_known_sees_everything(app: Path):
    before = SCRIPT.replace('getattr(model, "rate")', "getattr(model, ss.limit)")
    assert "reads_by_name" in changed(app, before.replace("UNUSED", "X") + "\nX = 1\n", before)
    assert "reads_by_name" not in changed(app, SCRIPT + "\nX = 1\n")


def test_what_was_given_up_is_changed_by_any_edit(app: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(self: Machine, work: int) -> None:
        raise TooMuchWork

    monkeypatch.setattr(Machine, "spend", refuse)
    source = (
        "import reactfrag as rf\n@rf.fragment\ndef f():\n    g()\ndef g():\n    return 1\nf()\n"
    )
    assert changed(app, source.replace("1", "2"), source) == {"app", "f"}
