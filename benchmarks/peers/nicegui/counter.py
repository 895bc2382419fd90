import sys

from nicegui import ui


@ui.page("/")
def page() -> None:
    state = {"count": 0}
    for number in range(30):
        ui.label(f"Text {number}")

    def add() -> None:
        state["count"] += 1
        shown.text = f"count = {state['count']};"

    ui.button("Count", on_click=add)
    shown = ui.label("count = 0;")


ui.run(port=int(sys.argv[1]), host="127.0.0.1", show=False, reload=False)
