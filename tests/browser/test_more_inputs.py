"""The inputs whose choices are buttons, times, colours, pages, menus and messages.

Each by keyboard alone and by its name, and that what is chosen arrives.
"""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.app import AppPage
from tests.browser.conftest import OpenApp


def said(page: AppPage, text: str) -> None:
    page.rest()
    expect(page.all("stText").get_by_text(text, exact=True)).to_be_visible()


def test_pills_and_segments(app: OpenApp):
    page = app("""
        import reactfrag as rf

        topics = rf.pills("Topics", ["Sea", "Sky", "Land"], selection_mode="multi", key="topics")
        view = rf.segmented_control("View", ["Day", "Week"], default="Day", required=True)
        rf.text(f"{topics} {view}")
        rf.pills("Off", ["x"], disabled=True)
    """)
    page.page.get_by_role("button", name="Sea", exact=True).focus()
    page.page.keyboard.press("Space")
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("Enter")
    said(page, "['Sea', 'Land'] Day")
    week = page.page.get_by_role("radiogroup", name="View").get_by_role("radio", name="Week")
    week.click()
    said(page, "['Sea', 'Land'] Week")
    week.click()
    page.rest()
    expect(week).to_be_checked()
    expect(page.page.get_by_role("radio", name="x")).to_be_disabled()
    assert page.keyed("topics").count() == 1


def test_a_rating_in_a_form_in_a_fragment(app: OpenApp):
    """F17."""
    page = app("""
        import reactfrag as rf

        @rf.fragment
        def rate():
            with rf.form("f"):
                stars = rf.feedback("stars")
                rf.form_submit_button("Send")
            rf.text(f"{stars} stars")

        rate()
    """)
    page.page.get_by_role("radio", name="4 stars").focus()
    page.page.keyboard.press("Space")
    said(page, "None stars")
    page.click("Send")
    said(page, "3 stars")


def test_sliding_over_options(app: OpenApp):
    page = app("""
        import reactfrag as rf

        low, high = rf.select_slider("Size", ["S", "M", "L", "XL"], value=("S", "L"))
        rf.text(f"{low} to {high}")
    """)
    high = page.page.get_by_role("slider", name="To")
    high.focus()
    page.page.keyboard.press("End")
    said(page, "S to XL")
    page.page.get_by_role("slider", name="From").press("ArrowRight")
    said(page, "M to XL")


def test_times(app: OpenApp):
    page = app("""
        import datetime
        import reactfrag as rf

        at = rf.time_input("Alarm", "07:30", format="12h")
        start = rf.datetime_input("Starts", datetime.datetime(2031, 5, 17, 8, 30), key="start")
        none = rf.time_input("Nap", None)
        rf.text(f"{at} {start} {none}")
    """)
    alarm = page.page.get_by_role("combobox", name="Alarm", exact=True)
    expect(alarm).to_have_value("7:30 AM")
    alarm.focus()
    page.page.keyboard.type("8.07pm")
    page.page.keyboard.press("Tab")
    said(page, "20:07:00 2031-05-17 08:30:00 None")
    expect(alarm).to_have_value("8:07 PM")
    day = page.page.get_by_role("combobox", name="Starts", exact=True)
    day.press("ArrowDown")
    page.page.get_by_role("gridcell", name="18").get_by_role("button").click()
    time = page.page.get_by_role("combobox", name="Starts: time")
    time.click()
    page.page.get_by_role("option", name="09:45").click()
    said(page, "20:07:00 2031-05-18 09:45:00 None")
    nap = page.page.get_by_role("combobox", name="Nap")
    nap.focus()
    page.page.keyboard.type("13")
    page.page.keyboard.press("Enter")
    said(page, "20:07:00 2031-05-18 09:45:00 13:00:00")
    page.click("Clear Nap")
    said(page, "20:07:00 2031-05-18 09:45:00 None")


def test_a_colour(app: OpenApp):
    page = app("""
        import reactfrag as rf

        rf.text(rf.color_picker("Line", "#112233"))
    """)
    field = page.page.get_by_label("Line", exact=True)
    # The browser's own picker is out of a test's reach; this is what it does at its end.
    field.fill("#ff8800")
    said(page, "#ff8800")


def test_pages(app: OpenApp):
    page = app("""
        import reactfrag as rf

        rf.text(f"page {rf.pagination(20, default=9)}")
    """)
    page.page.get_by_role("button", name="Next page").press("Enter")
    said(page, "page 10")
    page.click("Page 20")
    said(page, "page 20")
    expect(page.page.get_by_role("button", name="Next page")).to_be_disabled()


def test_a_menu_and_a_link(app: OpenApp):
    page = app("""
        import reactfrag as rf

        rf.text(f"as {rf.menu_button('Export', ['CSV', 'JSON'])}")
        rf.link_button("Docs", "https://example.org/", help="Elsewhere")
        rf.page_link("https://example.org/", label="Project")
    """)
    page.page.get_by_role("button", name="Export").focus()
    page.page.keyboard.press("ArrowDown")
    expect(page.page.get_by_role("menuitem", name="CSV")).to_be_focused()
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("Enter")
    said(page, "as JSON")
    for name in ("Docs", "Project"):
        link = page.page.get_by_role("link", name=name)
        expect(link).to_have_attribute("href", "https://example.org/")
        expect(link).to_have_attribute("target", "_blank")
        expect(link).to_have_attribute("rel", "noopener noreferrer")


CHAT = """
    import reactfrag as rf

    log = rf.session_state.setdefault("log", [])
    if said := rf.chat_input("Say something"):
        log.append(said)
    for line in log:
        rf.chat_message("user").text(line)
"""


def test_a_conversation(app: OpenApp):
    page = app(CHAT)
    field = page.page.get_by_role("textbox", name="Say something")
    field.focus()
    page.page.keyboard.type("Hello")
    page.page.keyboard.press("Enter")
    said(page, "Hello")
    expect(field).to_have_value("")
    expect(field).to_be_focused()
    expect(page.page.get_by_role("article", name="Message from user")).to_have_count(1)
    for number in range(14):
        field.fill(f"Line {number}")
        field.press("Enter")
        page.rest()
    assert page.texts("stText") == ["Hello", *(f"Line {number}" for number in range(14))]
    # Called before the messages, it stands below them, at the bottom of the window.
    expect(field).to_be_in_viewport(ratio=1)
    box = page.all("stChatInput").bounding_box()
    assert box is not None
    assert 900 - 48 < box["y"] + box["height"] <= 900


def test_what_is_shown_once(app: OpenApp):
    page = app("""
        import reactfrag as rf

        if rf.button("Go"):
            rf.balloons()
        rf.skeleton(80)
        rf.latex(r"\\frac{a}{b}")
        rf.badge("New")
        rf.help(rf.stop)
    """)
    expect(page.all("stBalloons")).to_have_count(0)
    page.click("Go")
    expect(page.all("stBalloons")).to_have_attribute("aria-hidden", "true")
    expect(page.page.get_by_role("status", name="Loading")).to_have_css("height", "80px")
    expect(page.main.locator(".katex-display")).to_be_visible()
    expect(page.all("stHelp")).to_contain_text("def stop() -> NoReturn")


ALL = """
    import reactfrag as rf

    @rf.dialog("A dialog")
    def ask():
        rf.text_input("In it")

    rf.pills("Pills", ["a", "b"], default="a")
    rf.segmented_control("Segments", ["a", "b"], default="a")
    rf.feedback("faces", default=1)
    rf.select_slider("Steps", ["a", "b"])
    rf.time_input("Time")
    rf.datetime_input("Moment")
    rf.color_picker("Colour")
    rf.pagination(9)
    rf.menu_button("Menu", ["a"])
    rf.link_button("Link", "https://example.org")
    rf.popover("Popover").text("in it")
    rf.chat_message("assistant").text("hi")
    rf.chat_input("Message")
"""


def test_every_control_has_a_name_and_nothing_is_wider_than_the_window(app: OpenApp):
    page = app(ALL)
    page.page.set_viewport_size({"width": 360, "height": 800})
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.page.evaluate(wider) == 0
    snapshot = page.main.aria_snapshot()
    for role in ("button", "textbox", "combobox", "slider", "radio", "radiogroup", "link"):
        lines = [line.strip() for line in snapshot.splitlines() if f"- {role}" in line]
        assert lines, role
        nameless = [line for line in lines if '"' not in line and "/" not in line]
        assert not nameless, nameless
