import sys

from dash import Dash, Input, Output, callback, html

app = Dash(__name__)
app.layout = html.Div(
    [html.Div(f"Text {number}") for number in range(30)]
    + [html.Button("Count", id="go", n_clicks=0), html.Div(id="count")]
)


@callback(Output("count", "children"), Input("go", "n_clicks"))
def count(clicks):
    return f"count = {clicks};"


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=False)
