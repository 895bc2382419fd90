"""Where a superseded run ends, and what becomes of what it wrote."""

from __future__ import annotations

import pytest

from tests.runtime import hooks

POINTS = [
    "rf.text('x')",
    "box.text('x')",
    "slot.text('x')",
    "slot.empty()",
    "rf.container()",
    "rf.button('x')",
    "rf.text_input('x', key='x')",
    "rf.toast('x')",
    "rf.download_button('x', b'x')",
    "called()",
    "state.n",
    "state['n']",
    "state.get('n')",
    "'n' in state",
    "state.setdefault('n', 2)",
    "list(state)",
    "len(state)",
    "state.n = 2",
    "state.update(n=2)",
    "del state.n",
    "state.clear()",
    "rf.app_state.get('n')",
    "rf.app_state.update({'n': 2})",
    "rf.rerun()",
]
"""Elements, inputs, fragments and accesses to state: each is where a run may end."""


@pytest.mark.parametrize("point", POINTS)
def test_a_superseded_run_ends_at_its_next_element_or_access_to_state(real, point):
    at = real(f"""
        @fragment
        def called():
            pass

        level = rf.number_input("level", value=0)
        box, slot = rf.container(), rf.empty()
        state.setdefault("n", 1)
        if hooks.notes.pop("hold", False):
            hooks.pause()
            try:
                {point}
                hooks.notes["ended"] = "not"
            except BaseException as error:
                hooks.notes["ended"] = type(error).__name__
                raise
        rf.text(f"{{level}} {{state.n}}")
    """)
    [level] = [node.id for node in at.all("number_input")]
    hooks.notes["hold"] = True
    at.post((level, 1))
    hooks.pause.reached()
    at.post((level, 2))
    hooks.pause.go_on()
    assert at.wait().texts() == ["2 1"]
    assert hooks.notes["ended"] == "Interrupted"


@pytest.mark.parametrize("parallel", ["", "(parallel=True)"])
def test_what_a_superseded_run_wrote_stays_and_is_read_by_nobody_before_the_next_is_over(
    real, parallel
):
    at = real(f"""
        @fragment{parallel}
        def writer():
            level = rf.number_input("level", value=0)
            state.half = level
            if hooks.notes.pop("hold", False):
                hooks.pause()
            state.whole = level

        @fragment{parallel}
        def reader():
            hooks.notes.setdefault("seen", []).append((state.get("half"), state.get("whole")))
            rf.text(f"{{state.get('half')}} {{state.get('whole')}}")

        writer()
        reader()
    """)
    [level] = [node.id for node in at.all("number_input")]
    hooks.notes["hold"] = True
    hooks.notes["seen"].clear()
    at.post((level, 1))
    hooks.pause.reached()
    at.post((level, 2))
    hooks.pause.go_on()
    assert at.wait().texts() == ["2 2"]
    assert hooks.notes["seen"] == [(2, 2)]
    assert [(run.name, run.outcome) for run in at.passes[-1].runs] == [
        ("writer", "interrupted"),
        ("writer", "finished"),
        ("reader", "finished"),
    ]
