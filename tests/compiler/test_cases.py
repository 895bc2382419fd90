"""What the compiler makes of scripts: the table in ``cases/``, one test a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from reactfrag_compiler import compile_program
from tests.compiler.casefile import Case, describe, describe_effects, normal, read_cases

CASES = [case for path in sorted(Path(__file__).with_name("cases").glob("*.md"))
         for case in read_cases(path)]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.where} {case.title}")
def test_case(case: Case, tmp_path: Path):
    program = compile_program(case.write(tmp_path))
    if case.expect:
        assert describe(program, case.expect) == normal(case.expect)
    assert describe_effects(program, case.effects) == sorted(case.effects)


def test_no_case_is_lost():
    assert len(CASES) >= 150
    assert all(case.files and (case.expect or case.effects) for case in CASES)
    titles = [case.title for case in CASES]
    assert len(set(titles)) == len(titles)
