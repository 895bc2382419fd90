"""From-scratch consistency and minimality, on generated programs (H1, H2, H6, G4).

After any event the page and the state are what running everything stale gives,
and nothing else ran; and a page of which parts were skipped is the same.

``REACTFRAG_CONSISTENCY_EXAMPLES`` sets how many programs are tried, each with one
sequence of events.  Hypothesis draws the first thousand, the same each time: what
they find is found by the change that brings it. Seeds draw the rest: those
from ``REACTFRAG_CONSISTENCY_FIRST`` on, so that several processes can share them.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings

from tests.consistency.draw import Seeded
from tests.consistency.driver import Inconsistent, check
from tests.consistency.programs import any_case, cases
from tests.consistency.shrink import shrink
from tests.consistency.syntax import Case

EXAMPLES = int(os.environ.get("REACTFRAG_CONSISTENCY_EXAMPLES", "1000"))
FIRST = int(os.environ.get("REACTFRAG_CONSISTENCY_FIRST", "0"))
DRAWN = min(EXAMPLES, 1000)
CHUNK = 500
CHUNKS = [
    range(first, min(first + CHUNK, FIRST + EXAMPLES - DRAWN))
    for first in range(FIRST, FIRST + EXAMPLES - DRAWN, CHUNK)
]


@settings(max_examples=DRAWN, derandomize=True, suppress_health_check=list(HealthCheck))
@given(cases())
def test_after_any_event_all_is_as_from_scratch_and_nothing_else_ran(case: Case) -> None:
    check(case)


@pytest.mark.parametrize("seeds", CHUNKS, ids=str)
def test_long_run(seeds: range) -> None:
    for seed in seeds:
        case = any_case(Seeded(seed))
        if _fails(case):
            check(shrink(case, _fails))


def _fails(case: Case) -> bool:
    try:
        check(case)
    except Inconsistent:
        return True
    return False
