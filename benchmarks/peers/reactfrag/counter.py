import reactfrag as rf


@rf.fragment
def counter() -> None:
    if rf.button("Count"):
        rf.session_state.count = rf.session_state.get("count", 0) + 1
    rf.text(f"count = {rf.session_state.get('count', 0)};")


for number in range(30):
    rf.text(f"Text {number}")
counter()
