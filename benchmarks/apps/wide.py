"""A thousand fragments, of which one changes."""

import reactfrag as rf


@rf.fragment
def counter() -> None:
    if rf.button("Change"):
        rf.session_state.count = rf.session_state.get("count", 0) + 1
    rf.text(f"count = {rf.session_state.get('count', 0)};")


@rf.fragment
def cell(number: int) -> None:
    rf.text(f"Cell {number}")


counter()
rf.button("Full")
for number in range(999):
    cell(number)
