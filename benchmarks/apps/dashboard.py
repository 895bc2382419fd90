"""Fifty fragments, each with a widget, three texts and a table; twenty elements beside them."""

import reactfrag as rf

COLUMNS = ("day", "units", "price", "returns", "margin")


@rf.fragment
def panel(number: int) -> None:
    if number == 25:
        step = int(rf.button("Change"))
        rf.session_state.step = rf.session_state.get("step", 0) + step
        offset = rf.session_state.step
    else:
        offset = rf.slider("Offset", 0, 100, key=f"offset_{number}")
    rf.text(f"Panel {number}")
    rf.text(f"count = {offset};")
    rf.text(f"Sum {number + offset}")
    rf.dataframe(
        {name: [row * column + offset for row in range(100)] for column, name in enumerate(COLUMNS)}
    )


rf.title("Dashboard")
rf.button("Full")
for number in range(18):
    rf.text(f"Top {number}")
for number in range(50):
    panel(number)
