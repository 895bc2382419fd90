import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo

    return (mo,)


@app.cell
def _(mo):
    mo.vstack([mo.plain_text(f"Text {number}") for number in range(30)])
    return


@app.cell
def _(mo):
    button = mo.ui.button(value=0, on_click=lambda value: value + 1, label="Count")
    button
    return (button,)


@app.cell
def _(button, mo):
    mo.plain_text(f"count = {button.value};")
    return


if __name__ == "__main__":
    app.run()
