import sys
import time

from nicegui import ui


@ui.page("/")
def page() -> None:
    until = time.process_time() + 0.05
    while time.process_time() < until:
        pass
    ui.label("computed")
    state = {"count": 0}

    def add() -> None:
        state["count"] += 1
        shown.text = f"count = {state['count']};"

    ui.button("Count", on_click=add)
    shown = ui.label("count = 0;")


ui.run(port=int(sys.argv[1]), host="127.0.0.1", show=False, reload=False)
