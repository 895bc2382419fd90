import sys

from dash import Dash, Input, Output, callback, dcc, html

app = Dash(__name__)
app.layout = html.Div(
    [dcc.Slider(0, 1000, 1, value=0, marks=None, updatemode="drag", id="level")]
    + [html.Div(id=f"out_{number}") for number in range(20)]
)


@callback([Output(f"out_{number}", "children") for number in range(20)], Input("level", "value"))
def show(level):
    return [f"out {number} = {level + number};" for number in range(20)]


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=False)
