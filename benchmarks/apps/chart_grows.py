"""A chart of ten thousand points, to which a fragment adds ten."""

import math

import reactfrag as rf

if "points" not in rf.session_state:
    rf.session_state.points = [math.sin(number / 500) for number in range(10_000)]


@rf.fragment
def chart() -> None:
    points = rf.session_state.points
    if rf.button("Change"):
        points.extend(math.sin((len(points) + number) / 500) for number in range(10))
    rf.text(f"count = {len(points) // 10 - 1000};")
    rf.line_chart(points)


chart()
rf.button("Full")
