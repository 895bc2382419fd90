import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo

    return (mo,)


@app.cell
def _(mo):
    level = mo.ui.slider(0, 1000, value=0, label="Level")
    level
    return (level,)


@app.cell
def _(level, mo):
    mo.plain_text(f"out 0 = {level.value + 0};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 1 = {level.value + 1};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 2 = {level.value + 2};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 3 = {level.value + 3};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 4 = {level.value + 4};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 5 = {level.value + 5};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 6 = {level.value + 6};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 7 = {level.value + 7};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 8 = {level.value + 8};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 9 = {level.value + 9};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 10 = {level.value + 10};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 11 = {level.value + 11};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 12 = {level.value + 12};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 13 = {level.value + 13};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 14 = {level.value + 14};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 15 = {level.value + 15};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 16 = {level.value + 16};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 17 = {level.value + 17};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 18 = {level.value + 18};")
    return


@app.cell
def _(level, mo):
    mo.plain_text(f"out 19 = {level.value + 19};")
    return


if __name__ == "__main__":
    app.run()
