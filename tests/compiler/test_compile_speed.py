"""What compiling a large app costs, and what an edit of it does."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

import pytest

from benchmarks.compile import generated_app, measure
from reactfrag_compiler import Program, compile_program
from reactfrag_compiler.analysis import Result


@pytest.mark.measured
def test_a_large_app_compiles_fast_and_an_edit_of_it_faster():
    """At most 12 and 3 times what Python takes to parse and compile it, in the same run."""
    found = measure(300, 5)
    full, edit = found.full / found.python, found.edit / found.python
    print(f"{found.lines} lines: full {full:.1f}x, edit {edit:.1f}x")
    assert found.lines > 4_500
    assert full <= 12
    assert edit <= 3


SOURCE = generated_app(10)
EDITS: dict[str, Callable[[str], str]] = {
    "a text": lambda s: s.replace('"Name", key="name_5"', '"Your name", key="name_5"'),
    "the key of a widget": lambda s: s.replace('key="name_5"', 'key="called_5"'),
    "another element": lambda s: s.replace(
        '    name = rf.text_input("Name", key="name_5"',
        '    rf.write("new")\n    name = rf.text_input("Name", key="name_5"',
    ),
    "a key of its own": lambda s: s.replace(
        '    name = rf.text_input("Name", key="name_5"',
        '    ss.fresh = 1\n    name = rf.text_input("Name", key="name_5"',
    ),
    "a read of a known key": lambda s: s.replace(
        '    name = rf.text_input("Name", key="name_5"',
        '    rf.write(ss.total_0)\n    name = rf.text_input("Name", key="name_5"',
    ),
    "a comment": lambda s: s.replace("def fragment_5", "# fifth\n\ndef fragment_5"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_ordinary_edits_need_no_new_analysis(
    edit: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
):
    first = compile_program("/app/app.py", source=SOURCE)
    result = _result(first)
    edited = edit(SOURCE)
    assert edited != SOURCE
    second = compile_program("/app/app.py", source=edited, previous=first)
    assert _result(second) is result
    assert second.nodes == compile_program("/app/app.py", source=edited).nodes


def _result(program: Program) -> Result:
    kept = program.reuse.take()
    assert kept is not None
    program.reuse.give_back(kept)
    return kept.result


def test_programs_that_are_replaced_are_let_go():
    """A program of two edits ago is collected, and what is kept does not grow."""
    program = compile_program("/app/app.py", source=SOURCE)
    seen: list[weakref.ref[Program]] = []
    sizes: list[int] = []
    for number in range(200):
        seen.append(weakref.ref(program))
        source = SOURCE.replace('"Name", key="name_5"', f'"Name {number % 2}", key="name_5"')
        program = compile_program("/app/app.py", source=source, previous=program)
        if number in (20, 199):
            gc.collect()
            sizes.append(len(gc.get_objects()))
    assert [ref() for ref in seen[:-1]] == [None] * (len(seen) - 1)
    assert sizes[1] < sizes[0] * 1.02 + 2_000


def test_an_analysis_is_used_once():
    """Of two edits of one program the second finds nothing to build upon, and is right too."""
    first = compile_program("/app/app.py", source=SOURCE)
    for number in range(2):
        source = SOURCE.replace('key="name_5"', f'key="called_{number}"')
        again = compile_program("/app/app.py", source=source, previous=first)
        assert again.nodes == compile_program("/app/app.py", source=source).nodes
        assert again.source_of("/app/app.py") == source
    assert first.source_of("/app/app.py") == SOURCE
