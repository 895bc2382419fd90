import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo

    return (mo,)


@app.cell
def _(mo):
    import time

    until = time.process_time() + 0.05
    while time.process_time() < until:
        pass
    mo.plain_text("computed")
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
