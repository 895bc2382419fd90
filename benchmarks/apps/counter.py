"""A counter in a fragment, among thirty other texts."""

import reactfrag as rf


@rf.fragment
def counter() -> None:
    if rf.button("Change"):
        rf.session_state.count = rf.session_state.get("count", 0) + 1
    rf.text(f"count = {rf.session_state.get('count', 0)};")


counter()
rf.button("Full")
for number in range(30):
    rf.text(f"Text {number}")
