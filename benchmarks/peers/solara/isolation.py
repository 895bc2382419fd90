import time

import solara

count = solara.reactive(0)


@solara.component
def Heavy():
    until = time.process_time() + 0.05
    while time.process_time() < until:
        pass
    solara.Text("computed")


@solara.component
def Counter():
    solara.Button("Count", on_click=lambda: count.set(count.value + 1))
    solara.Text(f"count = {count.value};")


@solara.component
def Page():
    Heavy()
    Counter()
