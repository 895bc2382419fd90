import panel as pn

level = pn.widgets.IntSlider(name="Level", start=0, end=1000, value=0)


def shown(number):
    return pn.bind(lambda value: f"out {number} = {value + number};", level)


pn.Column(level, *(shown(number) for number in range(20))).servable()
