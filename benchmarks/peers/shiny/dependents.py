from shiny import App, render, ui

app_ui = ui.page_fluid(
    ui.input_slider("level", "Level", 0, 1000, 0),
    *(ui.output_text(f"out_{number}") for number in range(20)),
)


def server(input, output, session):
    def show(number):
        @output(id=f"out_{number}")
        @render.text
        def _():
            return f"out {number} = {input.level() + number};"

    for number in range(20):
        show(number)


app = App(app_ui, server)
