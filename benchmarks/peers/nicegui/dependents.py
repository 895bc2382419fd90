import sys

from nicegui import ui


@ui.page("/")
def page() -> None:
    level = ui.slider(min=0, max=1000, value=0)
    for number in range(20):
        ui.label().bind_text_from(
            level, "value", lambda value, number=number: f"out {number} = {int(value) + number};"
        )


ui.run(port=int(sys.argv[1]), host="127.0.0.1", show=False, reload=False)
