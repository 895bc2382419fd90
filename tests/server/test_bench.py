"""``reactfrag bench``: what is run, what is counted, and what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reactfrag_compiler import compile_program
from reactfrag_server.cli import main
from reactfrag_server.savings import LEAST_ROUNDS, Savings, TooSlow, measure

APP = """\
import reactfrag as rf

ss = rf.session_state
print("not in the output")


@rf.fragment
def writer():
    ss.n = ss.get("n", 0) + 1
    rf.text(f"written {ss.n}")


@rf.fragment
def reader(name):
    rf.text(f"{name} reads {ss.n}")


@rf.fragment
def fixed():
    rf.text("always the same")


@rf.fragment
def hidden():
    rf.text("after a click")


writer()
reader("a")
reader("b")
fixed()
if rf.button("More"):
    hidden()
"""


def savings_of(folder: Path, source: str, longest: float = 60.0) -> Savings:
    path = folder / "app.py"
    path.write_text(source, encoding="utf-8")
    return measure(compile_program(path), seconds=1e-9, longest=longest)


def bench(*args: str) -> Result:
    return CliRunner().invoke(main, ["bench", *args, "--seconds", "0.001"])


@pytest.fixture
def app(tmp_path: Path) -> Path:
    path = tmp_path / "app.py"
    path.write_text(APP, encoding="utf-8")
    return path


def test_each_fragment_is_rerun_in_its_first_place_and_brings_its_readers(tmp_path: Path) -> None:
    found = savings_of(tmp_path, APP)
    assert found.rounds == LEAST_ROUNDS
    assert [(one.name, one.places, one.runs) for one in found.fragments] == [
        ("writer", 1, 3),
        ("reader", 2, 1),
        ("fixed", 1, 1),
    ]
    assert found.absent == ("hidden",)
    assert all(len(one.samples) == LEAST_ROUNDS for one in (found.everything, *found.fragments))


def test_what_is_proven_unchanged_runs_with_everything_and_is_skipped_as_served(
    tmp_path: Path,
) -> None:
    found = savings_of(tmp_path, APP)
    ran = [run.name for run in found.everything.samples[-1].record.runs]
    assert sorted(ran) == ["app", "fixed", "reader", "reader", "writer"]
    assert "fixed" not in [run.name for run in found.full.samples[-1].record.runs]


def test_the_shares_of_a_full_rerun_are_of_the_nodes_own_code(tmp_path: Path) -> None:
    source = APP.replace('rf.text("always the same")', "sum(range(1_000_000))")
    shares = savings_of(tmp_path, source).shares
    assert shares[0][0] == "fixed"
    assert 0.0 < sum(share for _, share in shares) <= 1.0


def test_timers_do_not_tick_while_something_else_is_measured(tmp_path: Path) -> None:
    source = APP.replace("@rf.fragment\ndef fixed", "@rf.fragment(run_every=0.001)\ndef fixed")
    found = savings_of(tmp_path, source)
    assert any(one.name == "fixed" for one in found.fragments)
    events = [e.kind for s in found.everything.samples for e in s.record.events]
    assert events == ["rerun"] * LEAST_ROUNDS


def test_a_fragment_that_fails_is_measured_and_named(tmp_path: Path) -> None:
    source = "import reactfrag as rf\n\n@rf.fragment\ndef bad():\n    1 / 0\n\nbad()\n"
    found = savings_of(tmp_path, source)
    assert [(one.name, one.failed) for one in found.fragments] == [("bad", True)]


def test_a_rerun_that_takes_too_long_ends_it(tmp_path: Path) -> None:
    source = "import reactfrag as rf\nwhile True:\n    rf.text('on and on')\n"
    with pytest.raises(TooSlow, match=r"more than 0\.2 seconds"):
        savings_of(tmp_path, source, longest=0.2)


def test_the_table_has_a_row_for_each_and_says_what_is_saved(app: Path) -> None:
    result = bench(str(app))
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    rows = [line.split("  ")[0] for line in lines[2:8]]
    assert rows == [
        "rerun", "full, everything runs", "full, as served", "writer", "reader (2 places)", "fixed",
    ]  # fmt: skip
    assert "app.py:14" in lines[6]
    assert "times as long" in result.output
    assert "Not on the page when it opens: hidden." in result.output
    assert "not in the output" not in result.output


def test_an_app_without_fragments_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "plain.py"
    path.write_text("import reactfrag as rf\nrf.text('hello')\n", encoding="utf-8")
    assert "each event takes a full rerun" in bench(str(path)).output


def test_json_is_for_other_programs(app: Path) -> None:
    found = json.loads(bench(str(app), "--json").output)
    assert found["schema"] == 1
    assert [one["name"] for one in found["fragments"]] == ["writer", "reader", "fixed"]
    first = found["fragments"][0]
    assert 0 < first["p10"] <= first["median"] <= first["p90"]
    assert first["times_less"] == pytest.approx(found["everything"]["median"] / first["median"])


@pytest.mark.parametrize(
    ("source", "code", "says"),
    [("x = (\n", 1, "never closed"), (None, 2, "there is no file")],
)
def test_what_cannot_be_measured_is_refused(
    tmp_path: Path, source: str | None, code: int, says: str
) -> None:
    path = tmp_path / "app.py"
    if source is not None:
        path.write_text(source, encoding="utf-8")
    result = bench(str(path))
    assert (result.exit_code, says in result.output) == (code, True), result.output
