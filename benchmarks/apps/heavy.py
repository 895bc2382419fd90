"""A fragment below a top level that computes for 50 ms."""

import time

import reactfrag as rf

until = time.process_time() + 0.05
while time.process_time() < until:
    pass


@rf.fragment
def counter() -> None:
    if rf.button("Change"):
        rf.session_state.count = rf.session_state.get("count", 0) + 1
    rf.text(f"count = {rf.session_state.get('count', 0)};")


counter()
rf.button("Full")
