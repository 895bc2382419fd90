"""The planner: a pure function, held against its definition."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reactfrag.runtime.plan import RUNS_PER_PASS, Candidate, plan

NODES = "abcdef"


def candidate(id, node="a", ancestors=(), cyclic=False):
    return Candidate(id, node, ancestors, (id,), cyclic)


def test_dependencies_come_before_dependents_and_page_order_breaks_ties():
    stale = [candidate(1, "b"), candidate(3, "a"), candidate(2, "a")]
    assert plan(stale, {}, {"a": 0, "b": 1}).order == (2, 3, 1)


def test_an_instance_inside_a_stale_one_is_left_to_it():
    stale = [candidate(1), candidate(2, ancestors=(1,))]
    assert plan(stale, {}, {"a": 0}).order == (1,)


def test_a_cycle_goes_once_round():
    planned = plan([candidate(1, cyclic=True)], {1: 1}, {"a": 0})
    assert planned.order == ()
    assert planned.dropped == (1,)


def test_what_an_event_names_runs_in_any_case():
    assert plan([candidate(1, cyclic=True)], {1: 99}, {"a": 0}, {1}).order == (1,)


def test_what_does_not_settle_is_dropped():
    planned = plan([candidate(1)], {1: RUNS_PER_PASS}, {"a": 0})
    assert planned.dropped == (1,)


def test_an_instance_inside_a_dropped_one_runs_by_itself():
    stale = [candidate(1), candidate(2, ancestors=(1,))]
    planned = plan(stale, {1: RUNS_PER_PASS, 2: RUNS_PER_PASS}, {"a": 0}, {2})
    assert planned.order == (2,)
    assert planned.dropped == (1,)


def settles_not(candidate, ran):
    times = ran.get(candidate.id, 0)
    return times >= RUNS_PER_PASS or (candidate.cyclic and times > 0)


@given(
    st.lists(
        st.builds(
            candidate,
            st.integers(1, 20),
            st.sampled_from(NODES),
            st.lists(st.integers(1, 20), max_size=3).map(tuple),
            st.booleans(),
        ),
        unique_by=lambda c: c.id,
    ),
    st.dictionaries(st.integers(1, 20), st.integers(0, 10)),
)
def test_the_plan_is_a_partition_of_what_no_other_covers(stale, ran):
    rank = {node: index for index, node in enumerate(NODES)}
    planned = plan(stale, ran, rank)
    running = {c.id for c in stale if not settles_not(c, ran)}
    top = {c.id for c in stale if not running & set(c.ancestors)}
    assert set(planned.order) | set(planned.dropped) == top
    assert not set(planned.order) & set(planned.dropped)
    by_id = {c.id: c for c in stale}
    ranks = [rank[by_id[id].node] for id in planned.order]
    assert ranks == sorted(ranks)
