import sys
import time

from dash import Dash, Input, Output, callback, html

app = Dash(__name__)
app.layout = html.Div(
    [
        html.Div(id="heavy"),
        html.Button("Count", id="go", n_clicks=0),
        html.Div(id="count"),
    ]
)


@callback(Output("heavy", "children"), Input("heavy", "id"))
def heavy(_):
    until = time.process_time() + 0.05
    while time.process_time() < until:
        pass
    return "computed"


@callback(Output("count", "children"), Input("go", "n_clicks"))
def count(clicks):
    return f"count = {clicks};"


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=False)
