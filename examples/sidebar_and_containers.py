"""Fragments that stand in one place and write to others: a small order desk."""

import reactfrag as rf

MENU = {"Espresso": 2.4, "Flat white": 3.6, "Matcha": 4.2, "Croissant": 2.8}

rf.set_page_config(page_title="Order desk", page_icon="☕")

if "orders" not in rf.session_state:
    rf.session_state.orders = []

rf.title("Order desk")

board, log = rf.columns([2, 3], gap="large")
with board:
    rf.subheader("Latest")
    latest = rf.empty()
    latest.info("No order yet.")
with log:
    rf.subheader("Log since the last full run")
    entries = rf.container(border=True, key="log")
    entries.caption("Every order adds a line here.")


@rf.fragment
def order():
    """Stands in the sidebar; shows its result in containers that the script made."""
    rf.subheader("New order")
    item = rf.selectbox("Item", list(MENU))
    number = rf.number_input("How many", 1, 20, 1)
    if rf.button("Order", type="primary"):
        price = MENU[item] * number
        rf.session_state.orders = [*rf.session_state.orders, price]
        # An empty() holds one thing, a container all that is written to it.
        latest.success(f"{number} x {item}: **{price:.2f}**")
        entries.write(f"Order {len(rf.session_state.orders)}: {number} x {item}, {price:.2f}")


@rf.fragment
def till():
    """Reads what the other fragment writes, and so follows it."""
    taken = sum(rf.session_state.orders)
    rf.metric("In the till", f"{taken:.2f}", border=True)


with rf.sidebar:
    order()
till()

if rf.button("Close the day"):
    rf.session_state.orders = []
    rf.rerun()
