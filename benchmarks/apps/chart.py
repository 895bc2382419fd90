"""A counter in a fragment, beside a chart of ten thousand points that nothing changes."""

import math

import reactfrag as rf


@rf.fragment
def counter() -> None:
    if rf.button("Change"):
        rf.session_state.count = rf.session_state.get("count", 0) + 1
    rf.text(f"count = {rf.session_state.get('count', 0)};")


counter()
rf.button("Full")
rf.line_chart([math.sin(number / 500) for number in range(10_000)])
