from shiny import App, render, ui

app_ui = ui.page_fluid(
    *(ui.p(f"Text {number}") for number in range(30)),
    ui.input_action_button("go", "Count"),
    ui.output_text("count"),
)


def server(input, output, session):
    @render.text
    def count():
        return f"count = {input.go()};"


app = App(app_ui, server)
