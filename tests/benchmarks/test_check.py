"""What the benchmark check takes for a regression, and what it counts."""

from __future__ import annotations

from pathlib import Path

import anyio
import pytest

from benchmarks import check

APP = """
import reactfrag as rf

def one():
    pass

@rf.fragment
def f():
    rf.button("Change")
    for _ in range({calls}):
        one()

f()
"""

BEFORE = {"counter: change calls": 400.0, "counter: change bytes": 75.0, "wide ratio": 1.0}


@pytest.mark.parametrize(
    ("change", "worse"),
    [
        ({}, []),
        ({"counter: change calls": 300.0}, []),
        ({"counter: change calls": 412.0}, []),
        ({"counter: change calls": 413.0}, ["counter: change calls"]),
        ({"counter: change bytes": 77.0}, ["counter: change bytes"]),
        ({"wide ratio": 1.29}, []),
        ({"wide ratio": 1.31}, ["wide ratio"]),
        ({"chain: change calls": 1.0}, ["chain: change calls"]),
    ],
)
def test_more_than_the_noise_is_a_regression(change: dict[str, float], worse: list[str]) -> None:
    assert check.regressions(BEFORE, BEFORE | change) == worse


def test_a_figure_that_is_gone_is_one_too() -> None:
    assert check.regressions(BEFORE, {"wide ratio": 1.0}) == sorted(BEFORE.keys() - {"wide ratio"})


def test_one_call_more_in_the_users_code_is_one_call_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The count is exact, on whichever thread the code runs."""
    assert anyio.run(_extra, monkeypatch, tmp_path) == 3


async def _extra(monkeypatch: pytest.MonkeyPatch, folder: Path) -> float:
    counts = []
    for calls in (0, 3):
        (folder / "app.py").write_text(APP.format(calls=calls), encoding="utf-8")
        monkeypatch.setattr(check, "APPS", folder)
        counts.append(await check.calls_of("app", "Change"))
    return counts[1] - counts[0]
