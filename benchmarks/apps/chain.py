"""Twenty fragments, each of which reads what the one before it has written."""

import reactfrag as rf


@rf.fragment
def first() -> None:
    if rf.button("Change"):
        rf.session_state.link_0 = rf.session_state.get("link_0", 0) + 1
    rf.text(f"first = {rf.session_state.get('link_0', 0)};")


@rf.fragment
def link(number: int) -> None:
    value = rf.session_state.get(f"link_{number - 1}", 0)
    rf.session_state[f"link_{number}"] = value
    rf.text(f"link {number} = {value};" if number < 19 else f"count = {value};")


first()
for number in range(1, 20):
    link(number)
rf.button("Full")
