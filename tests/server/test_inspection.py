"""``check`` and ``explain`` on the command line, and what ``serve`` says of a program."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reactfrag_compiler import CompileError, Program, compile_program
from reactfrag_server.cli import main
from reactfrag_server.terminal import Reporter, in_colour

APP = """\
import reactfrag as rf

panel = rf.container()


@rf.fragment
def filters():
    panel.slider("Year", 2000, 2030)


filters()
rf.text(rf.session_state.user)
rf.write(dict(rf.session_state))
"""


def call(*args: str) -> Result:
    return CliRunner().invoke(main, list(args))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of scripts, which is the present one."""
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "clean.py").write_text("import reactfrag as rf\nrf.title('Hello')\n")
    (tmp_path / "doubtful.py").write_text("import reactfrag as rf\nrf.session_state.user\n")
    (tmp_path / "broken.py").write_text("x = (\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


# --- check ---


def test_check_prints_everything_and_counts_it(folder: Path) -> None:
    result = call("check", "app.py")
    assert result.exit_code == 1
    assert (
        result.output
        == """\
error[RF109]: the fragment filters draws a slider in a container made outside of it
 --> app.py:8:5
  |
8 |     panel.slider("Year", 2000, 2030)
  |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
 --> app.py:3:9
  |
3 | panel = rf.container()
  |         ^^^^^^^^^^^^^^ the container is made here
  = help: draw it without the container, or make the container in the fragment; \
to have all of it there: `with panel: filters()`

warning[RF101]: the key 'user' is read here, and nothing writes it
  --> app.py:12:9
   |
12 | rf.text(rf.session_state.user)
   |         ^^^^^^^^^^^^^^^^^^^^^
   = help: write it first: `if 'user' not in session_state: session_state['user'] = ...`

info[RF115]: this looks at the whole session state
  --> app.py:13:10
   |
13 | rf.write(dict(rf.session_state))
   |          ^^^^^^^^^^^^^^^^^^^^^^
   = help: the top level counts as reading every key: no key is ever reported as unread. \
Name the keys that are needed

1 error, 1 warning, 1 info in app.py
"""
    )


@pytest.mark.parametrize(
    ("args", "code", "last"),
    [
        (["clean.py"], 0, "nothing to report in clean.py"),
        (["clean.py", "--strict"], 0, "nothing to report in clean.py"),
        (["doubtful.py"], 0, "1 warning in doubtful.py"),
        (["doubtful.py", "--strict"], 1, "1 warning in doubtful.py"),
        (["broken.py"], 1, "1 error in broken.py"),
        (["app.py"], 1, "1 error, 1 warning, 1 info in app.py"),
        (["missing.py"], 2, "Error: there is no file missing.py"),
        (["."], 2, "Error: . is a folder: name the Python script in it"),
    ],
)
def test_the_exit_code_of_check(folder: Path, args: list[str], code: int, last: str) -> None:
    result = call("check", *args)
    assert result.exit_code == code
    assert result.output.splitlines()[-1] == last


def test_a_syntax_error_is_a_diagnostic_like_others(folder: Path) -> None:
    result = call("check", "broken.py")
    assert result.output.startswith("error[RF100]: syntax error: '(' was never closed\n")
    assert " --> broken.py:1:5\n" in result.output
    found = json.loads(call("check", "broken.py", "--json").output)
    assert found["diagnostics"][0]["code"] == "RF100"
    assert found["ok"] is False


@pytest.mark.parametrize("raw", [b"\x7fELF\0\0\0", b"# caf\xe9\n", b"# coding: klingon\n"])
def test_what_is_no_text_is_a_diagnostic(folder: Path, raw: bytes) -> None:
    (folder / "binary.py").write_bytes(raw)
    result = call("check", "binary.py", "--json")
    assert result.exit_code == 1
    assert [one["code"] for one in json.loads(result.stdout)["diagnostics"]] == ["RF100"]
    assert call("check", "binary.py").exit_code == 1


def test_check_gives_json(folder: Path) -> None:
    result = call("check", "app.py", "--json")
    found = json.loads(result.output)
    assert result.exit_code == 1
    assert found["schema"] == 1
    assert found["app"] == "app.py"
    assert found["ok"] is False
    assert found["summary"] == {"errors": 1, "warnings": 1, "infos": 1}
    first = found["diagnostics"][0]
    assert first["code"] == "RF109"
    assert first["severity"] == "error"
    assert [first[name] for name in ("file", "line", "column", "end_line", "end_column")] == [
        "app.py", 8, 5, 8, 37,
    ]  # fmt: skip
    assert first["notes"][0]["line"] == 3
    assert set(first) == {
        "code", "severity", "message", "hint", "file", "line", "column", "end_line",
        "end_column", "notes",
    }  # fmt: skip
    clean = json.loads(call("check", "doubtful.py", "--json").output)
    assert clean["ok"] is True


def test_check_of_a_script_elsewhere_names_it_in_full(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    result = call("check", str(folder / "doubtful.py"))
    assert f"--> {folder / 'doubtful.py'}:2:1" in result.output
    assert "2 | rf.session_state.user" in result.output


class Terminal(io.StringIO):
    """A stream that is one."""

    def isatty(self) -> bool:
        return True


def test_colours_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert in_colour(Terminal())
    assert not in_colour(io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert not in_colour(Terminal())
    monkeypatch.setenv("NO_COLOR", "")
    assert in_colour(Terminal())


# --- explain ---


@pytest.mark.parametrize(
    ("args", "part"),
    [
        (["app.py"], "app.py: the script and 1 fragment\n"),
        (["app.py", "filters"], "fragment filters  (app.py:7)\n"),
        (["app.py", "app"], "the script  (app.py)\n"),
        (["app.py", "--key", "user"], "key user\n"),
        (["app.py", "FILT", "--json"], '"id": "main:filters"'),
    ],
)
def test_explain(folder: Path, args: list[str], part: str) -> None:
    result = call("explain", *args)
    assert result.exit_code == 0
    assert part in result.output


@pytest.mark.parametrize(
    ("args", "code", "part"),
    [
        (["app.py", "filtres"], 2, "did you mean filters?"),
        (["app.py", "--key", "usr"], 2, "did you mean user?"),
        (["app.py", "filters", "--key", "user"], 2, "not both"),
        (["missing.py"], 2, "there is no file"),
        (["broken.py"], 1, "error[RF100]"),
    ],
)
def test_explain_refuses(folder: Path, args: list[str], code: int, part: str) -> None:
    result = call("explain", *args)
    assert result.exit_code == code
    assert part in result.output
    assert "Traceback" not in result.output


# --- serve ---


def compiled(folder: Path, text: str) -> Program | CompileError:
    try:
        return compile_program(folder / "app.py", source=text)
    except CompileError as error:
        return error


def test_serve_says_errors_and_warnings_but_no_notes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Reporter().started(compiled(folder, APP))
    said = capsys.readouterr().err
    assert "error[RF109]" in said
    assert "warning[RF101]" in said
    assert "info[" not in said


def test_after_an_edit_only_what_is_new_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reporter = Reporter()
    reporter.started(compiled(folder, APP))
    capsys.readouterr()
    reporter.reloaded(compiled(folder, "# moved\n" + APP))
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out == "Reloaded app.py (1 error, 1 warning as before)\n"
    reporter.reloaded(compiled(folder, APP + "@rf.fragment\ndef unused(): pass\n"))
    assert "RF103" in capsys.readouterr().err
    reporter.reloaded(compiled(folder, "import reactfrag as rf\n"))
    assert capsys.readouterr().out == "Reloaded app.py\n"
    reporter.reloaded(compiled(folder, APP))
    assert "RF109" in capsys.readouterr().err


def test_a_script_that_breaks_is_said_each_time(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reporter = Reporter()
    for _ in range(2):
        reporter.reloaded(compiled(folder, "x = (\n"))
        said = capsys.readouterr()
        assert "error[RF100]" in said.err
        assert said.out == ""
