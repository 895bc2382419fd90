"""Dialogs, popovers, and what runs only while it is open: by mouse, and by keyboard alone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import OpenApp

VOTE = """
    import reactfrag as rf
    ss = rf.session_state
    ss.setdefault("runs", 0)
    ss.runs += 1

    @rf.dialog("Cast your vote")
    def vote():
        name = rf.text_input("Name")
        side = rf.selectbox("Side", ["left", "right"])
        rf.text(f"{name} takes {side}")
        if rf.button("Submit"):
            ss.vote = name
            rf.rerun()

    rf.text(f"run {ss.runs}, vote {ss.get('vote')}")
    if rf.button("Vote"):
        vote()
    for line in range(60):
        rf.text(f"line {line}")
"""


def test_a_dialog_holds_the_focus_and_gives_it_back(app: OpenApp):
    """The whole of it by keyboard, as a screen reader names it."""
    page = app(VOTE)
    keyboard = page.page.keyboard
    opener = page.page.get_by_role("button", name="Vote", exact=True)
    opener.focus()
    keyboard.press("Enter")
    page.rest()
    dialog = page.page.get_by_role("dialog", name="Cast your vote")
    expect(dialog).to_be_focused()
    stops = []
    for _ in range(6):
        keyboard.press("Tab")
        focused = page.page.locator("*:focus")
        stops.append(focused.get_attribute("aria-label") or focused.inner_text())
        expect(dialog.locator("*:focus")).to_have_count(1)
    assert "Close" in stops
    assert "Submit" in stops
    name = dialog.get_by_role("textbox", name="Name")
    name.focus()
    keyboard.type("Ada")
    keyboard.press("Enter")
    page.rest()
    # Its list opens over it, and Escape closes the list alone.
    dialog.get_by_role("combobox", name="Side").press("ArrowDown")
    page.page.get_by_role("option", name="right").click()
    page.rest()
    expect(dialog.get_by_text("Ada takes right", exact=True)).to_be_visible()
    dialog.get_by_role("combobox", name="Side").press("ArrowDown")
    keyboard.press("Escape")
    expect(dialog).to_be_visible()
    keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.rest().sees("run 2, vote None")
    expect(opener).to_be_focused()


def test_a_dialog_closes_by_its_code_its_button_and_a_press_beside_it(app: OpenApp):
    page = app(VOTE)
    dialog = page.all("stDialog").get_by_role("dialog")
    page.click("Vote").click("Close")
    expect(dialog).to_have_count(0)
    page.click("Vote")
    expect(dialog).to_be_visible()
    page.page.mouse.click(5, 400)
    expect(dialog).to_have_count(0)
    page.rest().click("Vote").type("Name", "Bob")
    page.click("Submit").sees("run 5, vote Bob")
    expect(dialog).to_have_count(0)


def test_a_dialog_fits_a_narrow_window(app: OpenApp):
    page = app(VOTE)
    page.page.set_viewport_size({"width": 360, "height": 480})
    page.click("Vote")
    box = page.page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 480
    submit = page.page.get_by_role("button", name="Submit")
    submit.scroll_into_view_if_needed()
    expect(submit).to_be_in_viewport()


FILTER = """
    import reactfrag as rf
    ss = rf.session_state
    ss.setdefault("app", 0)
    ss.app += 1

    @rf.fragment
    def part():
        ss.part = ss.get("part", 0) + 1
        with rf.popover("Filter", help="What to show"):
            rf.text_input("Word")
            side = rf.selectbox("Side", ["left", "right"])
        rf.text(f"{side}, part {ss.part}")

    with rf.container(height=140):
        for line in range(3):
            rf.text(f"line {line}")
        part()
    rf.button("After")
    rf.text(f"app {ss.app}")
"""


def test_a_popover_by_keyboard(app: OpenApp):
    """F3: what is in it reruns its fragment, and its elements stand over every other."""
    page = app(FILTER)
    keyboard = page.page.keyboard
    button = page.all("stPopoverButton")
    panel = page.page.get_by_role("dialog", name="Filter")
    button.focus()
    keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(panel).to_be_focused()
    # The scrolling container around it does not clip it.
    expect(panel.get_by_role("combobox")).to_be_in_viewport(ratio=1)
    keyboard.press("Tab")
    keyboard.type("abc")
    keyboard.press("Tab")
    page.rest().sees("left, part 2")
    keyboard.press("ArrowDown")
    page.page.get_by_role("option", name="right").click()
    page.rest().sees("right, part 3", "app 1")
    expect(panel).to_be_visible()
    keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    button.press("Enter")
    expect(panel.get_by_role("textbox", name="Word")).to_have_value("abc")
    page.page.get_by_role("button", name="After").focus()
    expect(panel).to_be_hidden()


def test_a_popover_by_mouse(app: OpenApp):
    page = app(FILTER)
    button = page.all("stPopoverButton")
    panel = page.all("stPopoverBody")
    button.click()
    expect(panel).to_be_visible()
    button.click()
    expect(panel).to_be_hidden()
    button.click()
    page.choose("Side", "right")
    expect(panel).to_be_visible()
    page.page.mouse.click(5, 600)
    expect(panel).to_be_hidden()
    assert page.all("stPopover").get_attribute("class") == "stPopover"


LAZY = """
    import reactfrag as rf
    ss = rf.session_state

    def ran(name):
        ss[name] = ss.get(name, 0) + 1
        rf.text(f"{name} ran {ss[name]}")

    ran("app")

    @rf.fragment
    def part():
        ran("part")
        one, two = rf.tabs(["One", "Two"], on_change="rerun", key="tab")
        if one.open:
            with one:
                ran("one")
        if two.open:
            with two:
                ran("two")

    part()
    box = rf.expander("More", on_change="rerun")
    if box.open:
        box.text("all of it")
    rf.text(f"open: {box.open}")
"""


def test_hidden_content_runs_when_it_is_opened(app: OpenApp):
    page = app(LAZY)
    page.sees("app ran 1", "one ran 1", "open: False").lacks("two ran 1", "all of it")
    page.page.get_by_role("tab", name="One").focus()
    page.page.keyboard.press("ArrowRight")
    page.rest().sees("two ran 1", "part ran 2", "app ran 1").lacks("one ran 1")
    page.page.get_by_text("More", exact=True).click()
    page.rest().sees("all of it", "open: True", "app ran 2")
    page.page.locator("summary").press("Enter")
    page.rest().sees("open: False").lacks("all of it")
    expect(page.page.get_by_role("tab", name="Two")).to_have_attribute("aria-selected", "true")
