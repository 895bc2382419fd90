"""Compiling again: what is used again, and how two programs differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from reactfrag_compiler import CompileError, compile_program, diff_programs

SCRIPT = """
import reactfrag as rf
from lib_of_test import shared
LIMIT = 3

def helper():
    return rf.session_state.n

@rf.fragment
def f():
    helper()

@rf.fragment
def g():
    shared()

f()
g()
"""
LIB = "import reactfrag as rf\n\ndef shared():\n    rf.session_state.m = 1\n"


@pytest.fixture
def app(tmp_path: Path):
    (tmp_path / "lib_of_test.py").write_text(LIB)
    path = tmp_path / "app.py"
    path.write_text(SCRIPT)
    return path


def test_nothing_changed(app: Path):
    program = compile_program(app)
    assert compile_program(app, previous=program) is program


def test_a_change_back_and_forth_has_the_same_digest(app: Path):
    first = compile_program(app)
    app.write_text(SCRIPT + "x = 1\n")
    second = compile_program(app, previous=first)
    app.write_text(SCRIPT)
    third = compile_program(app, previous=second)
    assert first.digest == third.digest != second.digest


def test_modules_that_did_not_change_are_used_again(app: Path):
    first = compile_program(app)
    app.write_text(SCRIPT + "x = 1\n")
    second = compile_program(app, previous=first)
    assert second.modules["lib_of_test"] is first.modules["lib_of_test"]
    assert second.modules["main"] is not first.modules["main"]
    (app.parent / "lib_of_test.py").write_text(LIB + "y = 2\n")
    third = compile_program(app, previous=second)
    assert third.modules["main"] is second.modules["main"]
    assert third.code is second.code


def test_an_incremental_program_is_what_compiling_afresh_gives(app: Path):
    first = compile_program(app)
    app.write_text(SCRIPT.replace("session_state.n", "session_state.k"))
    again, fresh = compile_program(app, previous=first), compile_program(app)
    assert again.nodes == fresh.nodes
    assert again.digest == fresh.digest
    assert again.diagnostics == fresh.diagnostics


def test_a_broken_edit_leaves_the_previous_program_usable(app: Path):
    first = compile_program(app)
    app.write_text(SCRIPT + "x = (")
    with pytest.raises(CompileError):
        compile_program(app, previous=first)
    app.write_text(SCRIPT)
    assert compile_program(app, previous=first) is first


def test_an_error_in_a_local_module_names_its_file(app: Path):
    (app.parent / "lib_of_test.py").write_text("def (")
    with pytest.raises(CompileError) as caught:
        compile_program(app)
    assert caught.value.diagnostics[0].span.file.endswith("lib_of_test.py")
    assert "def (" in caught.value.render()


EDITS = {
    "nothing but a comment": (SCRIPT, "# note\n" + SCRIPT, ""),
    "empty lines above": (SCRIPT, "\n\n" + SCRIPT, ""),
    "the body of a fragment": (SCRIPT, SCRIPT.replace("    helper()", "    helper(), 1"), "f"),
    "a helper": (SCRIPT, SCRIPT.replace("state.n", "state.k"), "f"),
    "the top level": (SCRIPT, SCRIPT.replace("LIMIT = 3", "LIMIT = 4"), "app"),
    "a fragment's settings": (
        SCRIPT,
        SCRIPT.replace("@rf.fragment\ndef g", "@rf.fragment(run_every=1)\ndef g"),
        "app g",
    ),
    "a call that goes": (SCRIPT, SCRIPT.replace("\nf()\n", "\n"), "app"),
}


@pytest.mark.parametrize(("before", "after", "changed"), EDITS.values(), ids=EDITS)
def test_which_nodes_an_edit_changes(app: Path, before: str, after: str, changed: str):
    old = compile_program(app, source=before)
    new = compile_program(app, source=after, previous=old)
    difference = diff_programs(old, new)
    assert {new.nodes[node].name for node in difference.changed} == set(changed.split())
    assert not difference.added | difference.removed
    assert difference.same == new.nodes.keys() - difference.changed


def test_fragments_that_come_and_go(app: Path):
    old = compile_program(app)
    new = compile_program(
        app, source=SCRIPT.replace("def g()", "def h()").replace("\ng()", "\nh()")
    )
    difference = diff_programs(old, new)
    assert difference.added == {"main:h"}
    assert difference.removed == {"main:g"}


def test_an_edit_of_a_module_changes_who_uses_it(app: Path):
    old = compile_program(app)
    (app.parent / "lib_of_test.py").write_text(LIB.replace("= 1", "= 2"))
    new = compile_program(app, previous=old)
    assert diff_programs(old, new).changed == {"main:g"}
