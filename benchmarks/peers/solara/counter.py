import solara

count = solara.reactive(0)


@solara.component
def Counter():
    solara.Button("Count", on_click=lambda: count.set(count.value + 1))
    solara.Text(f"count = {count.value};")


@solara.component
def Page():
    for number in range(30):
        solara.Text(f"Text {number}")
    Counter()
