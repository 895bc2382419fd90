"""What fragments do, on one page: every part says how often it has run.

Served by ``reactfrag hello``.
"""

import math
import random
import time

import reactfrag as rf

rf.set_page_config(page_title="Hello from reactfrag", page_icon="👋", layout="wide")

HOURS = list(range(7, 20))
DRINKS = {"Espresso": 1.9, "Flat white": 3.2, "Tea": 2.4, "Lemonade": 3.0}
SIZES = {"Small": 1.0, "Medium": 1.25, "Large": 1.5}


def ran(part: str) -> None:
    """Say how often this part of the page has run."""
    runs = rf.session_state.get(f"{part}_runs", 0) + 1
    rf.session_state[f"{part}_runs"] = runs
    rf.caption(f"This part has run {runs} {'time' if runs == 1 else 'times'}.")


# --- counters ----------------------------------------------------------------


@rf.fragment
def counter(name: str, step: int) -> None:
    """One function, called three times: three fragments, each with a count of its own."""
    count = rf.session_state.get(f"count_{name}", 0)
    with rf.container(border=True):
        rf.metric(name, count)
        more, less = rf.columns(2)
        if more.button(f"Add {step}", key=f"more_{name}", width="stretch"):
            rf.session_state[f"count_{name}"] = count + step
            rf.rerun(scope="fragment")
        if less.button("Reset", key=f"less_{name}", width="stretch", disabled=count == 0):
            rf.session_state[f"count_{name}"] = 0
            rf.rerun(scope="fragment")
        ran(name)


@rf.fragment
def total() -> None:
    """Reads what the counters write, so it runs after any of them: nobody has to say so."""
    counts = [rf.session_state.get(f"count_{name}", 0) for name in ("Apples", "Pears", "Plums")]
    rf.markdown(f"**{sum(counts)}** pieces of fruit in the basket.")
    rf.progress(min(sum(counts), 50) / 50, text="A full basket holds 50")
    ran("total")


# --- a dashboard -------------------------------------------------------------


def sales(week: int, drink: str) -> list[int]:
    """The cups sold in each hour of a made-up day, the same each time."""
    luck = random.Random(f"{week} {drink}")
    rush = luck.uniform(8, 16)
    return [round(luck.uniform(8, 14) + 30 * math.exp(-((hour - rush) ** 2) / 6)) for hour in HOURS]


@rf.fragment
def by_hour() -> None:
    week = rf.slider("Week", 1, 52, 20)
    shown = rf.multiselect("Drinks", list(DRINKS), default=["Espresso", "Tea"])
    if shown:
        rf.line_chart({"Hour": HOURS, **{drink: sales(week, drink) for drink in shown}}, x="Hour")
    else:
        rf.info("Choose a drink to see how it sold.")
    ran("by_hour")


@rf.fragment
def by_drink() -> None:
    measure = rf.radio("Show", ["Cups", "Revenue"], horizontal=True)
    week = rf.selectbox("In week", range(1, 53), index=19)
    cups = {drink: sum(sales(week, drink)) for drink in DRINKS}
    if measure == "Revenue":
        cups = {drink: round(count * DRINKS[drink]) for drink, count in cups.items()}
    rf.bar_chart({"Drink": list(cups), measure: list(cups.values())}, x="Drink", y=measure)
    time.sleep(0.5)  # A slow chart holds up nothing but itself.
    ran("by_drink")


# --- a live stream -----------------------------------------------------------


def stream() -> None:
    """Draws the newest readings; a timer on the server runs it while the stream is on."""
    readings = rf.session_state.setdefault("readings", [])
    if rf.session_state.get("streaming"):
        step = rf.session_state.get("step", 0) + 1
        rf.session_state["step"] = step
        wave = 20 + 4 * math.sin(step / 6)
        rf.session_state["readings"] = [*readings, round(wave + random.uniform(-1, 1), 2)][-60:]
    newest = rf.session_state["readings"]
    before = newest[-2] if len(newest) > 1 else None
    value, chart = rf.columns([1, 3])
    value.metric(
        "Temperature",
        f"{newest[-1]:.1f} °C" if newest else "no reading",
        delta=f"{newest[-1] - before:+.1f} °C" if before is not None else None,
    )
    if newest:
        chart.area_chart({"°C": newest}, height=220)
    ran("stream")


@rf.fragment
def thermometer() -> None:
    """A fragment around a fragment: the switch reruns both, a reading only the inner one."""
    streaming = rf.toggle("Stream the readings of a thermometer", key="streaming")
    rf.fragment(stream, run_every=0.5 if streaming else None)()
    ran("thermometer")


# --- a form ------------------------------------------------------------------


@rf.fragment
def order() -> None:
    """What is typed into the form is sent when it is submitted, and reruns just this."""
    with rf.form("order", clear_on_submit=True):
        name = rf.text_input("Name", placeholder="Who is it for?")
        left, right = rf.columns(2)
        drink = left.selectbox("Drink", list(DRINKS))
        size = right.selectbox("Size", list(SIZES))
        cups = rf.number_input("Cups", min_value=1, max_value=12, value=1, step=1)
        to_go = rf.checkbox("To go")
        sent = rf.form_submit_button("Order", type="primary")
    if sent:
        price = DRINKS[drink] * SIZES[size] * cups
        where = "to go" if to_go else "to stay"
        line = f"{cups} × {size.lower()} {drink.lower()} {where} for {name or 'somebody'}"
        rf.session_state["orders"] = [*rf.session_state.get("orders", []), line]
        rf.success(f"Ordered: {line}. That makes {price:.2f}.")
    ran("order")


@rf.fragment
def orders() -> None:
    lines = rf.session_state.get("orders", [])
    rf.subheader(f"{len(lines)} {'order' if len(lines) == 1 else 'orders'}")
    if lines:
        rf.markdown("\n".join(f"1. {line}" for line in lines))
    else:
        rf.write("Nothing has been ordered yet.")
    ran("orders")


# --- the page ----------------------------------------------------------------

rf.title("Hello from reactfrag 👋")
rf.markdown(
    "This page is a plain Python script. Each part of it is a *fragment*: a function that "
    "runs again by itself when something it depends on changes, while the rest stands still. "
    "Watch the counts below the parts."
)

with rf.sidebar:
    rf.header("The whole script")
    rf.write("A button outside every fragment runs the script from top to bottom.")
    rf.button("Run everything", width="stretch")
    ran("script")

counters, dashboard, live, form = rf.tabs(["Counters", "Dashboard", "Live", "Form"])

with counters:
    for place, (fruit, step) in zip(
        rf.columns(3), {"Apples": 1, "Pears": 5, "Plums": 10}.items(), strict=True
    ):
        with place:
            counter(fruit, step)
    total()

with dashboard:
    left, right = rf.columns(2, gap="large")
    with left:
        rf.subheader("Cups by the hour")
        by_hour()
    with right:
        rf.subheader("Sales by drink")
        by_drink()

with live:
    thermometer()

with form:
    left, right = rf.columns(2, gap="large")
    with left:
        order()
    with right:
        orders()
