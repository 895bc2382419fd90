"""Three slow charts, each with a filter of its own: a filter redraws one chart."""

import random
import time
from collections import defaultdict
from datetime import date, timedelta

import reactfrag as rf

REGIONS = {"North": 1.0, "South": 0.8, "East": 1.3, "West": 0.6}
PRODUCTS = {"Lamps": 42, "Chairs": 120, "Desks": 310, "Shelves": 95, "Rugs": 64}
FIRST_DAY = date(2025, 1, 1)
DAYS = 180

rf.set_page_config(page_title="Furniture sales", page_icon="🪑", layout="wide")


@rf.cache_data
def orders():
    """A made-up half-year of orders: (day, region, product, price)."""
    luck = random.Random(7)
    rows = []
    for day in range(DAYS):
        season = 1 + 0.4 * (day / DAYS)
        for _ in range(int(160 * season)):
            region = luck.choices(list(REGIONS), list(REGIONS.values()))[0]
            product = luck.choice(list(PRODUCTS))
            price = PRODUCTS[product] * luck.uniform(0.8, 1.4)
            rows.append((day, region, product, price))
    return rows


def bootstrap(values, rounds=120):
    """How sure the total is: the spread of totals of resampled orders. Slow on purpose."""
    luck = random.Random(len(values))
    size = min(len(values), 1500)
    scale = len(values) / size
    totals = sorted(scale * sum(luck.choices(values, k=size)) for _ in range(rounds))
    return totals[rounds // 20], totals[-rounds // 20]


def footer(name, started):
    """Say how long the chart took, and how often it has been drawn."""
    runs = rf.session_state.get(f"{name}_runs", 0) + 1
    rf.session_state[f"{name}_runs"] = runs
    rf.caption(f"times drawn: {runs}, the last in {time.perf_counter() - started:.2f} s")


@rf.fragment
def trend():
    rf.subheader("Revenue over time")
    started = time.perf_counter()
    weeks = rf.slider("Weeks to show", 4, DAYS // 7, 12, key="weeks")
    first = DAYS - weeks * 7
    per_day = defaultdict(float)
    for day, _, _, price in orders():
        if day >= first:
            per_day[day] += price
    low, high = bootstrap(list(per_day.values()))
    rf.area_chart(
        {
            "day": [FIRST_DAY + timedelta(days=day) for day in sorted(per_day)],
            "revenue": [round(per_day[day]) for day in sorted(per_day)],
        },
        x="day",
        y="revenue",
    )
    rf.write(f"The total lies between **{low:,.0f}** and **{high:,.0f}**.")
    footer("trend", started)


@rf.fragment
def by_region():
    rf.subheader("Orders by region")
    started = time.perf_counter()
    product = rf.selectbox("Product", ["All", *PRODUCTS], key="product")
    counts = dict.fromkeys(REGIONS, 0)
    prices = []
    for _, region, name, price in orders():
        if product in ("All", name):
            counts[region] += 1
            prices.append(price)
    bootstrap(prices)
    rf.bar_chart({"region": list(counts), "orders": list(counts.values())}, x="region", y="orders")
    what = "all products" if product == "All" else product.lower()
    rf.write(f"**{sum(counts.values()):,}** orders of {what}.")
    footer("by_region", started)


@rf.fragment
def by_product():
    rf.subheader("Revenue by product")
    started = time.perf_counter()
    regions = rf.multiselect("Regions", list(REGIONS), default=list(REGIONS), key="regions")
    revenue = dict.fromkeys(PRODUCTS, 0.0)
    for _, region, product, price in orders():
        if region in regions:
            revenue[product] += price
    bootstrap([price for _, region, _, price in orders() if region in regions] or [0.0])
    rf.bar_chart(
        {"product": list(revenue), "revenue": [round(value) for value in revenue.values()]},
        x="product",
        y="revenue",
        horizontal=True,
    )
    rf.write(f"**{sum(revenue.values()):,.0f}** in {len(regions)} regions.")
    footer("by_product", started)


rf.title("Furniture sales")
rf.write("Each chart is a fragment and takes a moment. A filter redraws its own and no other.")

total = sum(price for *_, price in orders())
for place, (label, value) in zip(
    rf.columns(3),
    {
        "Orders": f"{len(orders()):,}",
        "Revenue": f"{total:,.0f}",
        "Average order": f"{total / len(orders()):,.2f}",
    }.items(),
    strict=True,
):
    place.metric(label, value, border=True)

left, right = rf.columns(2)
with left.container(border=True, key="by_region"):
    by_region()
with right.container(border=True, key="by_product"):
    by_product()
with rf.container(border=True, key="trend"):
    trend()

rf.button("Redraw everything")
