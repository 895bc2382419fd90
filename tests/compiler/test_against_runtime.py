"""What the scripts of the table and the examples do is within what the compiler says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.compiler.casefile import Case, read_cases
from tests.compiler.running import SEEDS, misses_of

CASES = [
    case
    for path in sorted(Path(__file__).with_name("cases").glob("*.md"))
    for case in read_cases(path)
]
pytestmark = pytest.mark.filterwarnings("ignore")
"""Some of them do what no script should."""

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.where} {case.title}")
def test_case(case: Case, tmp_path: Path):
    path = case.write(tmp_path)
    for seed in SEEDS:
        assert [str(miss) for miss in misses_of(path, seed)] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_example(path: Path):
    assert misses_of(path) == []
