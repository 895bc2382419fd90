"""Tables in a browser: by keyboard, in forms and fragments, a million rows, hostile data."""

from __future__ import annotations

from playwright.sync_api import Dialog, Locator, expect

from tests.browser.app import AppPage
from tests.browser.conftest import OpenApp


def said(page: AppPage, text: str) -> None:
    page.rest()
    expect(page.all("stText").get_by_text(text, exact=True)).to_be_visible()


def grid(page: AppPage, name: str) -> Locator:
    return page.page.get_by_role("grid", name=name)


def test_editing_by_keyboard_alone(app: OpenApp):
    page = app("""
        import datetime
        import reactfrag as rf

        cc = rf.column_config
        birthday = datetime.date(1815, 12, 10)
        people = rf.data_editor(
            [
                {"name": "Ada", "age": 36, "on": True, "size": "S", "born": birthday},
                {"name": "Bea", "age": 7, "on": False, "size": "M", "born": None},
            ],
            column_config={
                "name": cc.TextColumn(required=True, max_chars=8),
                "age": cc.NumberColumn(min_value=0, max_value=150, default=1),
                "size": cc.SelectboxColumn(options=["S", "M", "L"]),
            },
            num_rows="dynamic",
            disabled=["born"],
            key="people",
            alt="People",
        )
        rf.text([list(person.values())[:4] for person in people])
    """)
    keys = page.page.keyboard
    people = grid(page, "People")
    people.focus()
    # Past the column that marks rows, to the first name.
    for key in ("ArrowRight", "Enter"):
        keys.press(key)
    field = page.page.get_by_role("textbox", name="name")
    expect(field).to_be_focused()
    keys.type("a name too long")
    keys.press("Enter")
    expect(page.page.get_by_role("alert")).to_have_text("At most 8 characters")
    field.fill("Eve")
    keys.press("Tab")
    # Typing begins an edit; what is no number stays in its field until it is one, or Escape.
    keys.type("x")
    keys.press("Enter")
    expect(page.page.get_by_role("alert")).to_have_text("“x” is not a number")
    keys.press("Escape")
    keys.type("41")
    keys.press("Enter")
    said(page, "[['Eve', 41, True, 'S'], ['Bea', 7, False, 'M']]")
    keys.press("ArrowRight")
    keys.press("Space")
    keys.press("ArrowRight")
    keys.press("Enter")
    page.page.get_by_role("combobox", name="size").select_option("L")
    said(page, "[['Eve', 41, True, 'S'], ['Bea', 7, True, 'L']]")
    # What is disabled stays as it is.
    keys.press("ArrowRight")
    keys.type("2031-01-01")
    expect(page.page.locator("[data-testid=stDataFrame] input")).to_have_count(0)
    # A row without what is required waits for it.
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(people.get_by_role("row")).to_have_count(5)
    said(page, "[['Eve', 41, True, 'S'], ['Bea', 7, True, 'L']]")
    keys.type("Cy")
    keys.press("Enter")
    said(page, "[['Eve', 41, True, 'S'], ['Bea', 7, True, 'L'], ['Cy', 1, None, None]]")
    keys.press("Control+z")
    said(page, "[['Eve', 41, True, 'S'], ['Bea', 7, True, 'L']]")
    # Mark the first row and delete it.
    keys.press("Control+Home")
    keys.press("Space")
    keys.press("Delete")
    said(page, "[['Bea', 7, True, 'L']]")
    page.page.reload()
    page.rest()


def test_pasting_and_clearing(app: OpenApp):
    page = app("""
        import reactfrag as rf

        rf.text(rf.data_editor({"a": [1, 2, 3], "b": ["x", "y", "z"]}, num_rows="add", alt="Cells"))
    """)
    cells = grid(page, "Cells")
    cells.focus()
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("ArrowDown")
    cells.evaluate("""(grid) => {
      const data = new DataTransfer();
      data.setData("text/plain", "7\\tp\\noops\\tq\\n9\\tr\\n");
      grid.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
    }""")
    expect(page.all("stToast").get_by_text("1 pasted value does not fit")).to_be_visible()
    said(page, "{'a': [1, 7, 3, 9], 'b': ['x', 'p', 'q', 'r']}")
    page.page.keyboard.press("Shift+ArrowRight")
    page.page.keyboard.press("Delete")
    said(page, "{'a': [1, None, 3, 9], 'b': ['x', None, 'q', 'r']}")


def test_a_form_in_a_fragment_keeps_edits_until_it_is_sent(app: OpenApp):
    page = app("""
        import reactfrag as rf

        @rf.fragment
        def part():
            with rf.form("f"):
                found = rf.data_editor({"a": [1, 2]}, alt="Numbers")
                rf.form_submit_button("Send")
            rf.text(found)

        part()
        rf.data_editor({"a": [1]}, disabled=True, alt="Off")
    """)
    numbers = grid(page, "Numbers")
    cell = numbers.get_by_role("gridcell", name="2")
    cell.dblclick()
    page.page.keyboard.type("5")
    page.page.keyboard.press("Enter")
    expect(numbers.get_by_role("gridcell", name="5")).to_be_visible()
    said(page, "{'a': [1, 2]}")
    page.click("Send")
    said(page, "{'a': [1, 5]}")
    off = grid(page, "Off")
    expect(off).to_have_attribute("aria-readonly", "true")
    off.get_by_role("gridcell", name="1").dblclick()
    expect(off.get_by_role("textbox")).to_have_count(0)


def test_selecting_and_pressing_buttons(app: OpenApp):
    page = app("""
        import reactfrag as rf

        @rf.fragment
        def pick():
            modes = ["multi-row", "single-column", "multi-cell"]
            data = {"go": ["Open", None, "Open"], "n": [1, 2, 3]}
            config = {"go": rf.column_config.ButtonColumn("Go", key="went")}
            found = rf.dataframe(
                data, on_select="rerun", selection_mode=modes, column_config=config, alt="Picks"
            )
            rf.text(f"{found.selection.rows} {found.selection.columns} {found.selection.cells}")
            rf.text(f"went {rf.session_state.went}")

        pick()
    """)
    picks = grid(page, "Picks")
    expect(picks).to_have_attribute("aria-multiselectable", "true")
    picks.get_by_role("row").nth(2).get_by_role("gridcell").first.click()
    said(page, "[1] [] []")
    picks.focus()
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("Space")
    said(page, "[1, 2] [] []")
    picks.get_by_role("columnheader", name="n").click()
    said(page, "[1, 2] ['n'] []")
    picks.get_by_role("gridcell", name="3").click()
    page.page.keyboard.press("Shift+ArrowUp")
    said(page, "[1, 2] ['n'] [(1, 'n'), (2, 'n')]")
    picks.get_by_role("button", name="Open").last.click()
    said(page, "went {'row': 2, 'column': 'go'}")
    picks.focus()
    page.page.keyboard.press("Control+Home")
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("Enter")
    said(page, "went {'row': 0, 'column': 'go'}")


MILLION = """
    import polars as pl
    import reactfrag as rf

    @rf.cache_resource
    def rows():
        number = pl.int_range(1_000_000, eager=True).alias("number")
        frame = pl.DataFrame([number])
        return frame.with_columns(
            half=pl.col("number") / 2, name=pl.format("row {}", pl.col("number"))
        )

    @rf.fragment
    def table():
        frame = rows()
        if rf.button("Change"):
            frame[1, "name"] = "changed"
        rf.dataframe(frame, alt="Million")

    table()
"""


def test_a_million_rows(app: OpenApp):
    page = app(MILLION)
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))
    million = grid(page, "Million")
    expect(million).to_have_attribute("aria-rowcount", "1000001")
    expect(million.get_by_role("gridcell", name="row 3", exact=True)).to_be_visible()
    # The whole length of it, in steps as of a scrollbar that is dragged; and how long frames take.
    frames = million.evaluate("""async (grid) => {
      const times = [];
      let last = performance.now();
      for (let step = 0; step <= 60; step += 1) {
        grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * (step / 60);
        await new Promise(requestAnimationFrame);
        times.push(performance.now() - last);
        last = performance.now();
      }
      return times.sort((a, b) => a - b);
    }""")
    # Milliseconds; a screen shows a new one every 17.
    assert frames[len(frames) // 2] < 60
    expect(million.get_by_role("gridcell", name="row 999999", exact=True)).to_be_visible()
    assert million.get_by_role("row").count() < 40
    assert len([url for url in asked if "/rows?" in url]) < 80
    # The order is the server's.
    million.get_by_role("columnheader", name="number").dblclick()
    million.evaluate("(grid) => { grid.scrollTop = 0; }")
    expect(million.get_by_role("gridcell", name="row 999998", exact=True)).to_be_visible()
    page.page.get_by_role("button", name="Search").click()
    page.page.get_by_role("textbox", name="Search the table").fill("row 12345")
    expect(page.page.get_by_role("status").get_by_text("11 of 1,000,000")).to_be_visible()
    page.page.keyboard.press("Escape")
    million.get_by_role("columnheader", name="number").click()
    expect(million.get_by_role("gridcell", name="row 2", exact=True)).to_be_visible()
    # What changes comes by itself: nothing is asked for again.
    asked.clear()
    page.click("Change")
    expect(million.get_by_role("gridcell", name="changed", exact=True)).to_be_visible()
    assert not [url for url in asked if "/rows?" in url]


HOSTILE = """
    import reactfrag as rf

    PAYLOADS = [
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "<svg onload=alert(1)>",
        "<iframe srcdoc='<script>parent.alert(1)</script>'>",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\\tscript:alert(1)",
        " javascript:alert(1)",
        "vbscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "[x](javascript:alert(1))",
        "![x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "https://x.example/\\" onmouseover=\\"alert(1)",
        "'><b onclick=alert(1)>",
        "{{constructor.constructor('alert(1)')()}}",
        ":red[<img src=x onerror=alert(1)>]",
    ]
    cc = rf.column_config
    kinds = [
        cc.Column, cc.TextColumn, cc.LinkColumn, cc.MarkdownColumn, cc.ImageColumn, cc.AudioColumn,
        cc.VideoColumn, cc.JsonColumn, cc.ListColumn, cc.MultiselectColumn, cc.SelectboxColumn,
        cc.ButtonColumn, cc.ProgressColumn, cc.LineChartColumn,
    ]
    columns = {kind.__name__: PAYLOADS for kind in kinds}
    shown = {kind.__name__: kind(width=50) for kind in kinds}
    rf.dataframe(columns, column_config=shown, height="content")
    named = {f"{at}{text}": [text] for at, text in enumerate(PAYLOADS)}
    rf.dataframe(named, column_config={name: cc.Column(name, help=name) for name in named})
    rf.table({text: [text] for text in PAYLOADS})
    rf.table([PAYLOADS], hide_header=False)
    links = {str(at): cc.LinkColumn(display_text=text) for at, text in enumerate(PAYLOADS)}
    rf.dataframe({at: ["https://x.example"] for at in links}, column_config=links)
    options = cc.SelectboxColumn(options=PAYLOADS, format_func=lambda text: text + "!")
    rf.data_editor({"o": PAYLOADS}, column_config={"o": options}, alt=PAYLOADS[0])
    rf.dataframe({"a": [None]}, placeholder=PAYLOADS[0], alt=PAYLOADS[1])
    rf.text("drawn")
"""


def test_hostile_data_runs_nothing(app: OpenApp):
    raised: list[str] = []
    page = app(HOSTILE)

    def note(dialog: Dialog) -> None:
        raised.append(dialog.message)
        dialog.dismiss()

    page.page.on("dialog", note)
    page.page.reload()
    page.rest()
    expect(page.all("stText").get_by_text("drawn")).to_be_visible()
    for box in page.page.get_by_role("grid").all():
        box.evaluate("(grid) => { grid.scrollLeft = grid.scrollWidth; }")
    for link in page.page.locator("[data-testid=stDataFrame] a, [data-testid=stTable] a").all():
        address = link.get_attribute("href") or ""
        assert address.startswith(("https://", "http://", "mailto:")) or not address, address
    handlers = page.page.evaluate("""() => [...document.querySelectorAll("*")].filter((node) =>
      [...node.attributes].some((attribute) => attribute.name.startsWith("on"))).length""")
    assert handlers == 0
    assert page.page.locator("body :is(script:not([src]):not([type]), iframe)").count() == 0
    assert raised == []
    # Pictures, sounds and films at addresses that have none.
    page.fails_as_expected("ERR_", "Failed to load", "Content Security Policy", "404")
