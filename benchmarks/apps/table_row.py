"""A table of 100,000 rows, of which a fragment changes one."""

import reactfrag as rf

if "rows" not in rf.session_state:
    rf.session_state.rows = {
        "number": list(range(100_000)),
        "square": [number * number for number in range(100_000)],
    }


@rf.fragment
def table() -> None:
    rows = rf.session_state.rows
    if rf.button("Change"):
        rf.session_state.count = rf.session_state.get("count", 0) + 1
        rows["square"][50_000] += 1
    rf.text(f"count = {rf.session_state.get('count', 0)};")
    rf.dataframe(rows)


table()
rf.button("Full")
