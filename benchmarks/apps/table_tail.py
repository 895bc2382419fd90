"""A table of 100,000 rows, to which a fragment adds ten."""

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
        for number in range(len(rows["number"]), len(rows["number"]) + 10):
            rows["number"].append(number)
            rows["square"].append(number * number)
    rf.text(f"count = {rf.session_state.get('count', 0)};")
    rf.dataframe(rows)


table()
rf.button("Full")
