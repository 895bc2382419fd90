"""From-scratch consistency and minimality, on generated programs (H1).

After any event the page and the state are what running everything stale gives,
and nothing else ran.  ``REACTFRAG_CONSISTENCY_EXAMPLES`` sets how many programs
are tried in all.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.consistency.driver import check
from tests.consistency.programs import events, scripts
from tests.consistency.syntax import Event, Script

EXAMPLES = int(os.environ.get("REACTFRAG_CONSISTENCY_EXAMPLES", "1000"))


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(scripts(), st.lists(events, min_size=2, max_size=8))
def test_after_any_event_all_is_as_from_scratch_and_nothing_else_ran(
    script: Script, happening: list[Event]
) -> None:
    check(script, happening)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(scripts(), st.lists(events, min_size=2, max_size=8))
def test_h2_a_page_of_which_parts_were_skipped_is_as_from_scratch(
    script: Script, happening: list[Event]
) -> None:
    check(script, happening, memo=True)
