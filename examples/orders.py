"""A desk of orders: a filter, a feed and five readers, wired by the keys that they touch.

`reactfrag graph examples/orders.py -o orders.html` shows who reads what from whom.
"""

import random

import reactfrag as rf

ss = rf.session_state
PRODUCTS = ["Lamps", "Chairs", "Desks", "Rugs"]

rf.title("Orders")
if "orders" not in ss:
    luck = random.Random(3)
    ss.orders = [
        {"number": n, "product": luck.choice(PRODUCTS), "price": luck.randint(20, 400)}
        for n in range(1, 41)
    ]


@rf.fragment
def filters():
    rf.multiselect("Products", PRODUCTS, default=PRODUCTS, key="products")
    rf.slider("Cheapest", 0, 400, 0, key="cheapest")


@rf.fragment
def feed():
    if rf.button("A new order"):
        number = len(ss.orders) + 1
        price = 20 + number * 37 % 380
        product = PRODUCTS[number % len(PRODUCTS)]
        ss.orders = [*ss.orders, {"number": number, "product": product, "price": price}]


@rf.fragment
def selection():
    ss.selected = [
        order
        for order in ss.orders
        if order["product"] in ss.products and order["price"] >= ss.cheapest
    ]


@rf.fragment
def totals():
    ss.revenue = sum(order["price"] for order in ss.selected)
    left, right = rf.columns(2)
    left.metric("Orders", len(ss.selected))
    right.metric("Revenue", f"{ss.revenue:,}")


@rf.fragment
def by_product():
    sums = dict.fromkeys(PRODUCTS, 0)
    for order in ss.selected:
        sums[order["product"]] += order["price"]
    rf.bar_chart({"product": list(sums), "revenue": list(sums.values())}, x="product", y="revenue")


@rf.fragment
def table():
    rf.dataframe(ss.selected, hide_index=True)


@rf.fragment
def goal():
    aim = rf.number_input("Goal", 0, 100_000, 5_000, step=500, key="aim")
    rf.progress(min(1.0, ss.revenue / max(aim, 1)), text=f"{ss.revenue:,} of {aim:,}")


with rf.sidebar:
    filters()
    feed()
selection()
totals()
goal()
by_product()
table()
rf.caption(f"When the script last ran, {ss.revenue:,} was taken in.")
