"""Hot reload: what an edit keeps, and what a broken one shows."""

from __future__ import annotations

import pytest

from reactfrag.testing import AppTest
from reactfrag_compiler import CompileError, compile_program

PRELUDE = "import tiny as rf\nfrom tiny import fragment\nstate = rf.session_state\n"

BEFORE = """
state.setdefault("kept", 1)
rf.text_input("name")
rf.text_input("name")
rf.text("before")
"""

AFTER = """
state.setdefault("kept", 2)
rf.text("a line above")
rf.text_input("new")
rf.text_input("name")
rf.text_input("name")
rf.text(f"after {state.kept}")
"""


def edit(at, path, source):
    path.write_text(PRELUDE + source)
    try:
        return at.replace(compile_program(path))
    except CompileError as error:
        return at.replace(error)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "app.py"


def test_an_edit_keeps_state_and_the_values_of_widgets(app, path):
    at = app(BEFORE)
    for number, node in enumerate(at.all("text_input")):
        at.send((node.id, f"typed {number}"))
    edit(at, path, AFTER)
    assert at.texts() == ["a line above", "after 1"]
    values = [node.props.value for node in at.all("text_input")]
    assert values == ["", "typed 0", "typed 1"]


def test_a_broken_edit_shows_its_error_above_the_page_and_the_next_recovers(app, path):
    at = app(BEFORE)
    first = at.all("text_input")[0].id
    at.send((first, "typed"))
    edit(at, path, BEFORE + "def broken(:\n")
    assert at.texts() == ["before"]
    assert [error.type for error in at.exceptions()] == ["SyntaxError"]
    assert at.exceptions()[0].frames[0].code == "def broken(:"
    assert at.patches[-1].failed
    at.send((first, "typed on"))
    assert at.patches[-1].failed, "the last good program goes on"
    edit(at, path, BEFORE)
    assert at.exceptions() == []
    assert not at.patches[-1].failed
    assert at.all("text_input")[0].props.value == "typed on"


@pytest.mark.usefixtures("app")
def test_an_app_that_is_broken_from_the_start_shows_why(path):
    path.write_text("x = (")
    with pytest.raises(CompileError) as caught:
        compile_program(path)
    with AppTest(caught.value) as broken:
        broken.run()
        assert [error.type for error in broken.exceptions()] == ["SyntaxError"]
        edit(broken, path, BEFORE)
        assert broken.texts() == ["before"]


def test_an_edit_that_fails_when_it_runs_costs_no_value(app, path):
    at = app("""
        @fragment
        def ask():
            rf.text(rf.text_input("inner"))

        rf.text(rf.text_input("outer"))
        ask()
    """)
    at.set("text_input", "a", "outer").set("text_input", "b", "inner")
    source = """
{first}
@fragment
def ask():
    rf.text(rf.text_input("inner"))

rf.text(rf.text_input("outer"))
ask()
"""
    edit(at, path, source.format(first="missing"))
    assert at.exceptions()[0].type == "NameError"
    edit(at, path, source.format(first="rf.text('mended')"))
    assert at.texts() == ["mended", "a", "b"]


PARTS = """
state.setdefault("ran", [])

LIMIT = 3

def helper(word):
    return word.upper()

@fragment
def first(word):
    state.ran = [*state.ran, "first"]
    rf.text(helper(word))
    rf.text_input("in first")

@fragment
def second():
    rf.text(f"second {LIMIT}")
    rf.text_input("in second")

first("a")
second()
rf.text("script")
"""


@pytest.mark.parametrize(
    ("old", "new", "reran"),
    [
        ('rf.text("script")', 'rf.text("edited")', ["app"]),
        ('state.setdefault("ran", [])', '# moved\n\nstate.setdefault("ran", [])', ["app"]),
        ('f"second {LIMIT}"', 'f"2nd {LIMIT}"', ["second", "app"]),
        ("LIMIT = 3", "LIMIT = 4", ["second", "app"]),
        ("word.upper()", "word.lower()", ["first", "app"]),
        ('first("a")', 'first("b")', ["first", "app"]),
        ("second()\n", 'rf.text("between")\nsecond()\n', ["app"]),
        ("@fragment\ndef second", "@fragment(run_every=5)\ndef second", ["second", "app"]),
    ],
)
def test_a_hot_reload_reruns_only_what_the_edit_changed(app, path, old, new, reran):
    at = app(PARTS)
    for number, node in enumerate(at.all("text_input")):
        at.send((node.id, f"typed {number}"))
    edit(at, path, PARTS)
    before = {node.props.label: node.id for node in at.all("text_input")}
    assert old in PARTS
    edit(at, path, PARTS.replace(old, new, 1))
    assert at.reran == reran
    values = {node.props.label: node.props.value for node in at.all("text_input")}
    assert values == {"in first": "typed 0", "in second": "typed 1"}
    if reran == ["app"]:
        assert {node.props.label: node.id for node in at.all("text_input")} == before
    at.set("text_input", "again", "in second")
    assert at.reran == ["second"]
    at.run()
    assert at.reran == ["first", "app"], "a full run runs what is not proven to be unchanged"


def test_after_a_failing_edit_the_next_one_compares_with_what_the_page_shows(app, path):
    at = app(PARTS)
    edit(at, path, PARTS)
    edit(at, path, PARTS.replace("LIMIT = 3", "LIMIT = 4\nmissing"))
    assert at.exceptions()[0].type == "NameError"
    edit(at, path, PARTS.replace("LIMIT = 3", "LIMIT = 4"))
    assert at.texts() == ["A", "second 4", "script"]
