"""Fifty fragments whose timers are an hour away."""

import reactfrag as rf


@rf.fragment(run_every="1h")
def clock(number: int) -> None:
    rf.text(f"Clock {number}")


rf.button("Full")
for number in range(50):
    clock(number)
