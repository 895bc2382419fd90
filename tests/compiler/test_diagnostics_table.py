"""Diagnostics: what they are, and how they are printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reactfrag_compiler import CODES, CompileError, Diagnostic, Note, Span, compile_program
from reactfrag_compiler.diagnostics import Severity, render, render_all

TEXT = "import reactfrag as rf\n\tx = ss.naem  # typo\nname = (1,\n        2)\n"


def source_of(file: str) -> str | None:
    """The text of the one file that these diagnostics speak of."""
    return TEXT if file == "app.py" else None


def diagnostic(
    span: Span, *notes: Note, severity: Severity = "warning", hint: str = "", code: str = "RF101"
) -> Diagnostic:
    """A diagnostic with a message that does not matter."""
    return Diagnostic(code, severity, "nothing writes naem", span, hint, notes)


def printed(one: Diagnostic) -> list[str]:
    """The lines of a diagnostic, without colour."""
    return render(one, source_of).splitlines()


# --- codes ---


def test_codes_have_one_form_and_a_meaning():
    assert all(re.fullmatch(r"RF\d{3}", code) for code in CODES)
    assert all(CODES.values())
    assert len(set(CODES.values())) == len(CODES)
    assert list(CODES) == sorted(CODES)


def test_a_sound_script_has_no_diagnostics(tmp_path: Path):
    text = """\
import reactfrag as rf
rf.session_state.setdefault("n", 0)

@rf.fragment(run_every="10s")
def f():
    rf.session_state.n += 1
    rf.text(rf.session_state.n)

f()
"""
    path = tmp_path / "app.py"
    path.write_text(text)
    program = compile_program(path)
    assert [one for one in program.diagnostics if one.severity != "info"] == []


BROKEN = ["def", "x = ", "f(", "'open", "  x = 1", "return 1", "x = 1 +\n", "\\", "a b", "é = $"]
NEARLY = ["def f(): ...", "x = 1", "f()", "'closed'", "if 1:\n  x = 1", "def f(): return 1", ""]


@pytest.mark.parametrize("text", BROKEN)
def test_rf100_is_raised(text: str, tmp_path: Path):
    with pytest.raises(CompileError) as caught:
        compile_program(tmp_path / "app.py", source=text)
    (one,) = caught.value.diagnostics
    assert one.code == "RF100"
    assert str(caught.value) == str(one) == f"{one.span}: error[RF100]: {one.message}"
    assert caught.value.render().splitlines()[0] == f"error[RF100]: {one.message}"


@pytest.mark.parametrize("text", NEARLY)
def test_rf100_is_not_raised(text: str, tmp_path: Path):
    compile_program(tmp_path / "app.py", source=text)


# --- printing ---


def test_the_line_is_underlined():
    one = diagnostic(Span("app.py", 1, 8, 1, 17))
    assert printed(one) == [
        "warning[RF101]: nothing writes naem",
        " --> app.py:1:8",
        "  |",
        "1 | import reactfrag as rf",
        "  |        ^^^^^^^^^",
    ]


def test_tabs_do_not_shift_the_underline():
    row, underline = printed(diagnostic(Span("app.py", 2, 6, 2, 13)))[-2:]
    start = underline.index("^")
    assert row[start : start + underline.count("^")] == "ss.naem"


@pytest.mark.parametrize(
    ("before", "cells"),
    [("日本", 4), ("é", 1), ("e\u0301", 1), ("🎉", 2), ("♥", 1), ("♥\ufe0f", 1), ("\t", 4)],
)
def test_wide_characters_do_not_shift_the_underline(before: str, cells: int):
    line = f"'{before}', ss.naem"
    start = line.index("ss") + 1
    span = Span("app.py", 1, start, 1, start + 7)
    text = render(diagnostic(span), {"app.py": line}.get)
    assert text.splitlines()[-1] == "  | " + " " * (4 + cells) + "^" * 7


def test_a_hint_and_a_note():
    note = Note("a key of nearly that name is here", Span("app.py", 3, 1, 3, 5))
    lines = printed(diagnostic(Span("app.py", 1, 1, 1, 7), note, hint="write it first"))
    assert lines == [
        "warning[RF101]: nothing writes naem",
        " --> app.py:1:1",
        "  |",
        "1 | import reactfrag as rf",
        "  | ^^^^^^",
        " --> app.py:3:1",
        "  |",
        "3 | name = (1,",
        "  | ^^^^ a key of nearly that name is here",
        "  = help: write it first",
    ]


def test_what_spans_several_lines_is_underlined_to_the_end_of_its_first():
    row, underline = printed(diagnostic(Span("app.py", 3, 8, 4, 11)))[-2:]
    assert underline.strip("| ") == "^^^"
    assert row.endswith("(1,")


@pytest.mark.parametrize(
    "span",
    [Span("missing.py", 3, 1, 3, 2), Span("app.py", 99, 1, 99, 2), Span("app.py", 0, 1, 0, 2)],
    ids=["a file that is not to be had", "a line beyond the end", "a line before the start"],
)
def test_without_the_source_the_place_is_still_told(span: Span):
    assert printed(diagnostic(span)) == [
        "warning[RF101]: nothing writes naem",
        f"{' ' * len(str(span.line))}--> {span}",
    ]


def test_an_empty_span_has_one_mark():
    assert printed(diagnostic(Span("app.py", 1, 3, 1, 3)))[-1] == "  |   ^"


def test_the_gutter_is_as_wide_as_the_widest_line_number():
    note = Note("here", Span("app.py", 120, 1, 120, 2))
    lines = printed(diagnostic(Span("app.py", 1, 1, 1, 7), note))
    assert lines[1:4] == ["   --> app.py:1:1", "    |", "  1 | import reactfrag as rf"]


@pytest.mark.parametrize(
    ("severity", "style"), [("error", "1;31"), ("warning", "1;33"), ("info", "1;36")]
)
def test_colours(severity: Severity, style: str):
    one = diagnostic(Span("app.py", 1, 8, 1, 17), severity=severity, hint="do this")
    coloured = render(one, source_of, colour=True)
    assert f"\x1b[{style}m{severity}[RF101]\x1b[0m" in coloured
    assert f"\x1b[{style}m^^^^^^^^^\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render(one, source_of)
    assert "\x1b" not in render(one, source_of)


def test_several_have_a_line_between_them():
    first = diagnostic(Span("app.py", 1, 1, 1, 7))
    second = diagnostic(Span("app.py", 3, 1, 3, 5), severity="error", code="RF102")
    text = render_all([first, second], source_of)
    assert text == f"{render(first, source_of)}\n\n{render(second, source_of)}"
    assert render_all([], source_of) == ""


def test_a_program_s_own_sources_can_be_printed(tmp_path: Path):
    path = tmp_path / "app.py"
    path.write_text(TEXT.replace("\t", ""))
    program = compile_program(path)
    lines = render(diagnostic(Span(str(path), 1, 1, 1, 7)), program.source_of).splitlines()
    assert "1 | import reactfrag as rf" in lines


@pytest.mark.parametrize("odd", ["\f", "\v", "\x1c", "\x85", "\u2028"], ids=ascii)
def test_lines_are_counted_as_python_counts_them(odd: str, tmp_path: Path):
    text = f"x = 1  # {odd} ü\ny = 2\n'ü'; z = $\n"
    with pytest.raises(CompileError) as caught:
        compile_program(tmp_path / "app.py", source=text)
    row, underline = caught.value.render().splitlines()[-2:]
    assert row == "3 | 'ü'; z = $"
    assert row[underline.index("^")] == "$"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=ascii)
def test_every_end_of_line_will_do(end: str, tmp_path: Path):
    text = end.join(["import reactfrag as rf", "x = 'ü'; rf.session_state.n = x", ""])
    program = compile_program(tmp_path / "app.py", source=text)
    (access,) = program.nodes["app"].accesses
    one = diagnostic(access.span)
    row, underline = render(one, program.source_of).splitlines()[-2:]
    assert row == "2 | x = 'ü'; rf.session_state.n = x"
    start = underline.index("^")
    assert row[start : start + underline.count("^")] == "rf.session_state.n"


@pytest.mark.parametrize("odd", ["\f", "\x1c", "\u2028"], ids=ascii)
def test_columns_count_characters_below_odd_characters(odd: str, tmp_path: Path):
    text = f"import reactfrag as rf  # {odd}\nx = 'üü'; rf.session_state.n = x\n"
    program = compile_program(tmp_path / "app.py", source=text)
    (access,) = program.nodes["app"].accesses
    assert (access.span.line, access.span.column) == (2, 11)


def test_rf102_names_every_fragment_of_the_cycle(tmp_path: Path):
    source = """
import reactfrag as rf
ss = rf.session_state
ss.a = ss.b = 0
@rf.fragment
def one(): ss.a = ss.b
@rf.fragment
def two(): ss.b = ss.a
@rf.fragment
def three(): ss.a = ss.b + 1
one(); two(); three()
"""
    (found,) = compile_program(tmp_path / "app.py", source=source).diagnostics
    assert found.message == "the fragments one, two and three depend on each other"
    told = " ".join(note.message for note in found.notes)
    for name in ("one", "two", "three"):
        assert f"{name} writes" in told
        assert f"which {name} reads" in told
