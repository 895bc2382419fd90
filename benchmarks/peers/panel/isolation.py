import time

import panel as pn

until = time.process_time() + 0.05
while time.process_time() < until:
    pass
button = pn.widgets.Button(name="Count")
shown = pn.bind(lambda clicks: f"count = {clicks};", button.param.clicks)
pn.Column(pn.pane.Str("computed"), button, shown).servable()
