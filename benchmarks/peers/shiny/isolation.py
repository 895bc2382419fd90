import time

from shiny import App, render, ui

app_ui = ui.page_fluid(
    ui.output_text("heavy"),
    ui.input_action_button("go", "Count"),
    ui.output_text("count"),
)


def server(input, output, session):
    @render.text
    def heavy():
        until = time.process_time() + 0.05
        while time.process_time() < until:
            pass
        return "computed"

    @render.text
    def count():
        return f"count = {input.go()};"


app = App(app_ui, server)
