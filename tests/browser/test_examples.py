"""Each example, used as a visitor would use it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.app import SANDBOX_NOTICE, AppPage

Example = Callable[[str], AppPage]


def test_counter(example: Example):
    """F15: the inner button moves the fragment's number only, the outer one moves all."""
    page = example("counter.py")
    script, fragment = page.metric("Runs of the script"), page.metric("Runs of the fragment")
    expect(script).to_have_text("1")
    expect(fragment).to_have_text("1")
    page.sees("As the script last saw it: 1 runs of the fragment.")

    page.click("Rerun the fragment").click("Rerun the fragment")
    expect(fragment).to_have_text("3")
    expect(script).to_have_text("1")
    page.sees("As the script last saw it: 1 runs of the fragment.")

    page.click("Rerun the script")
    expect(script).to_have_text("2")
    expect(fragment).to_have_text("4")
    page.sees("As the script last saw it: 4 runs of the fragment.")


def test_clicks_to_five(example: Example):
    """F16: the fragment asks for a full run at the fifth click, and the header follows."""
    page = example("clicks_to_five.py")
    page.sees("Hands full: 0")
    for clicks in range(1, 5):
        page.click("One more").sees("Hands full: 0")
        page.sees(f"{clicks} of 5 fingers, {clicks} clicks in all")
    page.click("One more").sees("Hands full: 1", "0 of 5 fingers, 5 clicks in all")
    page.click("How many so far?")
    expect(page.all("stToast")).to_contain_text("5 clicks so far")


def test_orders(example: Example):
    """H1: a filter and a feed that know nothing of their readers are followed in order."""
    page = example("orders.py")
    orders, revenue = page.metric("Orders"), page.metric("Revenue")
    expect(orders).to_have_text("40")
    before = revenue.inner_text()
    page.click("A new order")
    expect(orders).to_have_text("41")
    expect(revenue).not_to_have_text(before)
    # The script itself shows what it saw when it last ran.
    page.sees(f"When the script last ran, {before} was taken in.")
    page.page.get_by_role("slider", name="Cheapest").press("End")
    page.rest()
    expect(orders).to_have_text("0")
    expect(revenue).to_have_text("0")


def test_dashboard(example: Example):
    """F21: several slow charts, and a filter that redraws one of them."""
    page = example("dashboard.py")
    drawn = page.all("stCaptionContainer").filter(has_text="times drawn")
    expect(page.all("stVegaLiteChart")).to_have_count(3)
    expect(drawn).to_have_text([_drawn(1)] * 3)
    assert page.hold(".st-key-by_region") > 100

    page.choose("Product", "Desks")
    expect(drawn).to_have_text([_drawn(2), _drawn(1), _drawn(1)])
    expect(page.root.get_by_text("orders of desks")).to_be_visible()
    assert page.lost() == []

    page.click("Redraw everything")
    expect(drawn).to_have_text([_drawn(3), _drawn(2), _drawn(2)])


def test_dynamic_form(example: Example):
    """F21: country, state and city follow each other; the app runs when the form is sent."""
    page = example("dynamic_form.py")
    page.sees("Choose a country to go on.", "Runs of the app: 1", "Trips: 0")

    page.choose("Country", "Japan").choose("State", "Kansai").choose("City", "Kyoto")
    page.sees("Runs of the app: 1")
    page.click("Add the trip").sees("A trip needs a traveller.", "Trips: 0")
    page.type("Traveller", "Ada").click("Add the trip")
    page.sees("Trips: 1", "Runs of the app: 2")
    expect(page.all("stAlert").filter(has_text="Kyoto, Kansai (Japan)")).to_have_count(1)

    page.choose("Country", "Germany")
    expect(page.page.get_by_role("combobox", name="City")).to_have_value("Munich")
    page.sees("Runs of the app: 2", "Trips: 1")


def test_live_stream(example: Example):
    """F21: the user starts and stops a stream; while it runs, the app does not."""
    page = example("live_stream.py")
    page.sees("0 readings taken", "Runs of the app: 1")
    page.click("Start").sees("Runs of the app: 2")
    page.sees("5 readings taken", "Runs of the app: 2")
    page.click("Stop").sees("Runs of the app: 3")
    shown = page.all("stCaptionContainer").filter(has_text="readings taken").inner_text()
    page.click("Start").sees("Runs of the app: 4")
    expect(page.root.get_by_text(shown, exact=True)).to_have_count(0)


def test_sidebar_and_containers(example: Example):
    """F5, F7, F8: a fragment in the sidebar writes to a container and to an empty()."""
    page = example("sidebar_and_containers.py")
    expect(page.sidebar.get_by_role("button", name="Order", exact=True)).to_be_visible()
    page.sees("No order yet.")
    log = page.keyed("log").get_by_test_id("stMarkdown")

    page.click("Order")
    first = ["Every order adds a line here.", "Order 1: 1 x Espresso, 2.40"]
    expect(log).to_have_text(first)
    page.choose("Item", "Matcha").click("Order")
    expect(log).to_have_text(
        [
            "Every order adds a line here.",
            "Order 1: 1 x Espresso, 2.40",
            "Order 2: 1 x Matcha, 4.20",
        ]
    )
    page.lacks("No order yet.")
    expect(page.all("stAlert")).to_have_text(["1 x Matcha: 4.20"])
    expect(page.metric("In the till")).to_have_text("6.60")

    page.click("Close the day").sees("No order yet.")
    expect(log).to_have_text(["Every order adds a line here."])
    expect(page.metric("In the till")).to_have_text("0.00")


def test_uploads(example: Example):
    """A file goes up, is looked at in a fragment, and a summary comes down."""
    page = example("uploads.py")
    page.sees("Upload a table to see it here.")
    field = page.all("stFileUploaderDropzoneInput")
    field.set_input_files({"name": "cities.csv", "mimeType": "text/csv", "buffer": CITIES})
    expect(page.root.get_by_text("cities.csv: 2 rows, 40 bytes")).to_be_visible()
    expect(page.all("stDataFrame")).to_be_visible()

    page.root.get_by_role("tab", name="Summary").click()
    with page.page.expect_download() as download:
        page.click("Take the summary away")
    assert '"mean": 500' in download.value.path().read_text(encoding="utf-8")

    page.all("stFileUploaderDeleteBtn").get_by_role("button").click()
    page.rest().sees("Upload a table to see it here.")


CITIES = b"city,population\nOslo,708\nTrondheim,292\r\n"


@pytest.mark.parametrize("stars", [2, 5])
def test_component(example: Example, stars: int):
    """F19: a custom component in a fragment reruns the fragment and nothing else."""
    page = example("component_demo/app.py")
    page.sees("You have not rated Metropolis yet.", "Runs of the app: 1")
    frame = page.frame()
    frame.get_by_role("radio", name=f"{stars} of 5").click()
    page.sees(f"You gave Metropolis {stars} of 5.", "Runs of the app: 1")
    page.fails_as_expected(SANDBOX_NOTICE)


def _drawn(times: int) -> re.Pattern[str]:
    return re.compile(rf"times drawn: {times}, the last in")
