"""Fifty fragments that tick ten times a second, and one with a button."""

import reactfrag as rf


@rf.fragment
def counter() -> None:
    if rf.button("Change"):
        rf.session_state.count = rf.session_state.get("count", 0) + 1
    rf.text(f"count = {rf.session_state.get('count', 0)};")


@rf.fragment(run_every=0.1)
def clock(number: int) -> None:
    key = f"ticks_{number}"
    rf.session_state[key] = rf.session_state.get(key, 0) + 1
    rf.text(f"Clock {number}: {rf.session_state[key]}")


counter()
rf.button("Full")
for number in range(50):
    clock(number)
