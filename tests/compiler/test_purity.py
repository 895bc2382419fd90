"""No node that the compiler calls pure shows or changes anything else when it is run again."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings

from tests.compiler.purity import IMPURE, PURE, Outcome, outcomes, programs, single

EXAMPLES = int(os.environ.get("REACTFRAG_PURITY_EXAMPLES", "200"))
SHARE = 0.7
"""Of the nodes that are seen to be steady, how many have to be proven pure at least."""

NOT_PROVEN = {
    "own = rows_of(False); own.append(1)": "what a helper gives depends on its argument",
    "own = make(); grow(own)": "the helper makes the list of a global, too",
    "s = counter(); s(); x = s()": "likewise",
    "x = [z for z in itertools.islice(numbers(), 3)]": "likewise",
    "b = list(b); b.append(1)": "a name stands for all that it is bound to",
}
"""Pure statements that the analysis is not precise enough for, and why."""

_seen: list[Outcome] = []


@pytest.mark.parametrize("statement", PURE)
def test_a_pure_statement_is_proven(statement: str):
    (outcome,) = outcomes(single(statement), ["f0"])
    assert outcome.steady, outcome.difference
    assert outcome.proven == (statement not in NOT_PROVEN)


@pytest.mark.parametrize("statement", IMPURE)
def test_an_impure_statement_is_not(statement: str):
    (outcome,) = outcomes(single(statement), ["f0"])
    assert not outcome.proven


@settings(max_examples=EXAMPLES, deadline=None)
@given(programs())
def _check(source: str) -> None:
    found = outcomes(source)
    _seen.extend(found)
    wrong = [f"{one.node}: {one.difference}" for one in found if one.proven and not one.steady]
    assert wrong == []


def test_what_is_called_pure_is_steady():
    _seen.clear()
    _check()
    steady = [one for one in _seen if one.steady]
    proven = [one for one in steady if one.proven]
    print(
        f"\n{len(_seen)} nodes rerun, {len(steady)} of them steady, {len(proven)} of those proven"
        f" pure ({len(proven) / max(len(steady), 1):.0%})"
    )
    assert len(_seen) - len(steady) > len(_seen) / 20
    assert len(proven) >= SHARE * len(steady)
