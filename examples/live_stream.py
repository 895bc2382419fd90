"""A stream of readings that the user starts and stops; only the chart is redrawn."""

import random

import reactfrag as rf

KEPT = 60

rf.set_page_config(page_title="Live readings", page_icon="🌡️")


def walk(values, steps=1):
    """The newest readings after some more steps."""
    values = list(values)
    for _ in range(steps):
        values.append(values[-1] + random.gauss(0, 0.3))
    return values[-KEPT:]


if "streaming" not in rf.session_state:
    rf.session_state.streaming = False
    rf.session_state.taken = 0
    rf.session_state.readings = {"indoors": walk([21.0], 30), "outdoors": walk([12.0], 30)}
    rf.session_state.app_runs = 0
rf.session_state.app_runs += 1


def switch(on):
    rf.session_state.streaming = on


rf.title("Live readings")
with rf.sidebar:
    every = rf.slider("Seconds between readings", 0.2, 2.0, 0.5, step=0.1)
    rf.caption(f"Runs of the app: {rf.session_state.app_runs}")

with rf.container(horizontal=True):
    streaming = rf.session_state.streaming
    rf.button("Start", type="primary", disabled=streaming, on_click=switch, args=(True,))
    rf.button("Stop", disabled=not streaming, on_click=switch, args=(False,))


@rf.fragment(run_every=every if rf.session_state.streaming else None)
def readings():
    series = rf.session_state.readings
    if rf.session_state.streaming:
        rf.session_state.readings = series = {name: walk(values) for name, values in series.items()}
        rf.session_state.taken += 1
    for place, (name, values) in zip(rf.columns(len(series)), series.items(), strict=True):
        change = values[-1] - values[-2]
        place.metric(name.capitalize(), f"{values[-1]:.1f} °C", f"{change:+.1f} °C")
    rf.line_chart(series)
    rf.caption(f"{rf.session_state.taken} readings taken")


readings()
