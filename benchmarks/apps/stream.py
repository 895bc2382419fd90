"""A text of five hundred words that comes word by word."""

from collections.abc import Iterator

import reactfrag as rf


def words() -> Iterator[str]:
    for number in range(500):
        yield f"word{number} "


@rf.fragment
def answer() -> None:
    if rf.button("Change"):
        rf.session_state.count = rf.session_state.get("count", 0) + 1
    if "count" in rf.session_state:
        rf.write_stream(words())
    rf.text(f"count = {rf.session_state.get('count', 0)};")


answer()
rf.button("Full")
