"""Upload a table, look at it, take a summary away."""

import csv
import io
import json
from statistics import fmean, median

import reactfrag as rf

SAMPLE = "city,population,area\nOslo,709,454\nBergen,292,465\nTrondheim,215,342\nStavanger,149,71\n"

rf.set_page_config(page_title="Look at a table", page_icon="📄")
rf.title("Look at a table")
rf.download_button("Get a sample table", SAMPLE, "cities.csv", "text/csv", on_click="ignore")


def read(file):
    """The columns of a CSV file, numbers as numbers where a whole column is of them."""
    rows = list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"))))
    columns = {}
    for name in rows[0] if rows else []:
        values = [row[name] for row in rows]
        try:
            columns[name] = [float(value) for value in values]
        except ValueError:
            columns[name] = values
    return columns


@rf.fragment
def viewer():
    file = rf.file_uploader("A CSV file", type="csv")
    if file is None:
        rf.info("Upload a table to see it here.")
        return
    columns = read(file)
    if not columns:
        rf.warning(f"{file.name} has no rows.")
        return
    numbers = {name: values for name, values in columns.items() if isinstance(values[0], float)}
    table, chart, summary = rf.tabs(["Table", "Chart", "Summary"])
    with table:
        rf.write(f"**{file.name}**: {len(next(iter(columns.values())))} rows, {file.size} bytes")
        rf.dataframe(columns)
    with chart:
        if numbers:
            shown = rf.radio("Column", list(numbers), horizontal=True)
            label = next(iter(columns))
            rf.bar_chart({label: columns[label], shown: numbers[shown]}, x=label, y=shown)
        else:
            rf.info("No column of numbers to draw.")
    with summary:
        facts = {
            name: {"mean": fmean(values), "median": median(values), "largest": max(values)}
            for name, values in numbers.items()
        }
        rf.json(facts)
        rf.download_button("Take the summary away", json.dumps(facts, indent=2), "summary.json")


viewer()
