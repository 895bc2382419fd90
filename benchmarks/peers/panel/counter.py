import panel as pn

button = pn.widgets.Button(name="Count")
shown = pn.bind(lambda clicks: f"count = {clicks};", button.param.clicks)
pn.Column(*(pn.pane.Str(f"Text {number}") for number in range(30)), button, shown).servable()
