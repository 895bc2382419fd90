import solara

level = solara.reactive(0)


@solara.component
def Page():
    solara.SliderInt("Level", value=level, min=0, max=1000)
    for number in range(20):
        solara.Text(f"out {number} = {level.value + number};")
