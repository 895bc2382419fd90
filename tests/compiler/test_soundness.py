"""What generated programs do is within what the compiler says they may do.

``REACTFRAG_PROGRAMS`` says how many are tried: 500 when it is not set, 20,000 in a nightly run.
"""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.compiler.generated import HEAD, program
from tests.compiler.soundness import MAX_WEIGHT, Shallow, outcome_of, weight, workshop

PROGRAMS = int(os.environ.get("REACTFRAG_PROGRAMS", "500"))


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with workshop() as path:
        yield path


def test_what_all_programs_share_runs(folder: Path, capsys: pytest.CaptureFixture[str]):
    logging.getLogger("reactfrag").disabled = False
    with contextlib.redirect_stderr(sys.stdout):
        assert outcome_of(HEAD, folder).misses == []
    assert "Error" not in capsys.readouterr().out


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=PROGRAMS, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_nothing_is_missed(seed: int, folder: Path):
    source = program(Random(seed))
    assert outcome_of(source, folder).misses == [], source


DOUBLING = """
import reactfrag as rf
ss = rf.session_state
@rf.fragment
def f():
    {}
    ss.e = 1
for _ in range(100): f()
"""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "statement",
    ["ss.b.extend(ss.b)", "ss.b = [ss.b, ss.b]", "ss.b = str([ss.b, ss.b])", "ss.b *= 10**9"],
)
def test_a_program_that_grows_is_cut_short_and_its_misses_are_told(
    statement: str, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    foreseen = Shallow._is_foreseen

    def blind(monitor: Shallow, node: str, mode: str, name: str) -> bool:
        return name != "e" and foreseen(monitor, node, mode, name)

    monkeypatch.setattr(Shallow, "_is_foreseen", blind)
    outcome = outcome_of(DOUBLING.format(f"try: {statement}\n    except MemoryError: pass"), folder)
    assert outcome.misses == ["main:f write 'e'"]
    assert outcome.cut == ("10**9" not in statement)


def test_the_weight_of_what_shares_its_parts():
    pair: list[object] = [1, "ab"]
    assert weight(pair) == weight([[1], 1]) + 1 == 5
    twice: list[object] = [pair, pair]
    assert weight(twice) == 11
    twice.append(twice)
    assert weight(twice) < 20
    for _ in range(20):
        pair = [pair, pair]
    assert weight(pair) > MAX_WEIGHT
