"""From-scratch consistency and minimality, on generated programs (H1, H2, H6, G4).

After any event the page and the state are what running everything stale gives,
and nothing else ran; and the page of which parts were skipped is the same.
``REACTFRAG_CONSISTENCY_EXAMPLES`` sets how many programs are tried, with as many
sequences of events; ``--hypothesis-seed`` says which.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings

from tests.consistency.driver import check
from tests.consistency.programs import cases
from tests.consistency.syntax import Event, Script

EXAMPLES = int(os.environ.get("REACTFRAG_CONSISTENCY_EXAMPLES", "1000"))


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(cases())
def test_after_any_event_all_is_as_from_scratch_and_nothing_else_ran(
    case: tuple[Script, tuple[Event, ...]],
) -> None:
    script, happening = case
    check(script, happening)
    check(script, happening, memo=True)
