import reactfrag as rf


@rf.fragment
def outputs() -> None:
    level = rf.slider("Level", 0, 1000, 0)
    for number in range(20):
        rf.text(f"out {number} = {level + number};")


outputs()
