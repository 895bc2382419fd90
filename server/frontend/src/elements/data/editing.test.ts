// What is typed, pasted and done to a table, as values.

import { describe, expect, test } from "vitest";
import type { DataColumn } from "../../protocol.gen";
import { displayText, isPlayable, safeAddress } from "./addresses";
import { fromClipboard, toClipboard } from "./clipboard";
import { editState, withAdded, withCells, withoutRows } from "./edits";
import { entryText, readEntry } from "./entry";
import { patched, readChange } from "./patched";
import { decodeTable, type Table } from "./table";
import { rowWithout } from "./window";

function column(more: Partial<DataColumn>): DataColumn {
  return { name: "c", label: "C", type: "text", look: "secondary", ...more } as DataColumn;
}

const INTEGER = column({ type: "integer" });
const PICKED = column({ kind: "selectbox", options: ["s", 2, true], labels: ["Small", "Two", "Yes"] });

describe("entries", () => {
  test.each<[string, DataColumn, unknown]>([
    ["", column({}), null],
    ["x", column({}), "x"],
    ["12", INTEGER, 12],
    ["1,234", INTEGER, 1234],
    ["1 234", INTEGER, 1234],
    ["1,5", column({ type: "number" }), 1.5],
    ["-2.5e3", column({ type: "number" }), -2500],
    ["0.3", column({ type: "number", step: 0.1 }), 0.3],
    ["yes", column({ type: "boolean" }), true],
    ["", column({ type: "boolean" }), false],
    ["Two", PICKED, 2],
    ["s", PICKED, "s"],
    ["a, b", column({ type: "list" }), ["a", "b"]],
    ["1, 2", column({ type: "list" }), [1, 2]],
    ["s, new", column({ kind: "multiselect", options: ["s"], accept_new: true }), ["s", "new"]],
    ["2031-05-17", column({ type: "date" }), "2031-05-17"],
    ["8:30", column({ type: "time" }), "08:30"],
    ["2031-05-17 08:30", column({ type: "datetime" }), "2031-05-17T08:30"],
    ["2031-05-17", column({ type: "datetime" }), "2031-05-17T00:00:00"],
  ])("%s is read", (text, spec, value) => {
    expect(readEntry(text, spec, null)).toEqual({ value });
  });

  test.each<[string, DataColumn]>([
    ["", column({ required: true })],
    ["abc", column({ max_chars: 2 })],
    ["abc", column({ validate: "^x" })],
    ["ten", INTEGER],
    ["1.5", INTEGER],
    ["5", column({ type: "integer", max: 4 })],
    ["-1", column({ type: "integer", min: 0 })],
    ["0.35", column({ type: "number", step: 0.1 })],
    ["maybe", column({ type: "boolean" })],
    ["Medium", PICKED],
    ["s, new", column({ kind: "multiselect", options: ["s"] })],
    ["soon", column({ type: "date" })],
    ["2031-13-01", column({ type: "date" })],
    ["2031-01-01", column({ type: "date", min: "2031-01-02" })],
    ["9", column({ type: "time" })],
  ])("%s is refused", (text, spec) => {
    expect(readEntry(text, spec, null)).toHaveProperty("error");
  });

  test("a moment in a zone is edited by the zone's own clock", () => {
    const spec = column({ type: "datetime" });
    const text = entryText(Date.UTC(2031, 5, 1, 10), spec, "Europe/Oslo");
    expect(text).toBe("2031-06-01T12:00");
    expect(readEntry(text, spec, "Europe/Oslo")).toEqual({ value: "2031-06-01T12:00+02:00" });
  });

  test.each<[unknown, DataColumn, string]>([
    [null, column({}), ""],
    [12n, INTEGER, "12"],
    [[1, 2], column({ type: "list" }), "1, 2"],
    [new Float64Array([1, 2]), column({ type: "list" }), "1, 2"],
    [Date.UTC(2031, 4, 17), column({ type: "date" }), "2031-05-17"],
    [30_600_000, column({ type: "time" }), "08:30"],
  ])("%s begins as text", (value, spec, text) => {
    expect(entryText(value, spec, null)).toBe(text);
  });
});

test("what goes to the clipboard comes back", () => {
  const cells = [
    ["a", 'said "x"', ""],
    ["tab\there", "two\nlines", "ä"],
  ];
  expect(fromClipboard(toClipboard(cells))).toEqual(cells);
  expect(fromClipboard("1\t2\r\n3\t4\r\n")).toEqual([["1", "2"], ["3", "4"]]);
});

test("edits are replaced, never changed", () => {
  const none = editState(null);
  const one = withCells(none, 2, { a: 1 }, 10);
  const two = withAdded(withCells(one, 2, { b: 2 }, 10), [{ a: 5 }, { a: 6 }]);
  expect(withCells(two, 11, { b: 7 }, 10).added_rows).toEqual([{ a: 5 }, { a: 6, b: 7 }]);
  expect(withoutRows(two, [2, 10, 3], 10)).toEqual({
    edited_rows: {},
    added_rows: [{ a: 6 }],
    deleted_rows: [2, 3],
  });
  expect(none).toEqual({ edited_rows: {}, added_rows: [], deleted_rows: [] });
  expect(one.edited_rows).toEqual({ 2: { a: 1 } });
});

test("rows are counted without those that are gone", () => {
  const gone = [0, 3, 4, 9];
  const kept = Array.from({ length: 12 }, (_, row) => row).filter((row) => !gone.includes(row));
  expect(kept.map((_, position) => rowWithout(gone, position))).toEqual(kept);
  expect(rowWithout([], 5)).toBe(5);
});

function table(columns: Record<string, unknown[]>): Table {
  return decodeTable(new TextEncoder().encode(JSON.stringify({ columns })), "json");
}

function valuesOf(found: Table, name: string): unknown[] {
  return Array.from({ length: found.rows }, (_, row) => found.column(name)?.at(row));
}

test("changes on changes make the table that the server has", () => {
  let values = Array.from({ length: 50 }, (_, at) => at);
  let found = table({ v: values });
  for (let round = 0; round < 6_000; round += 1) {
    const skip = round % 5 === 0 ? 1 : 0;
    values = [...values.slice(skip), 1000 + round];
    const place = (round * 7) % values.length;
    values[place] = -1 - round;
    const places = [...new Set([place, values.length - 1])];
    const part = table({ "#": places, v: places.map((at) => values[at]) });
    if (round > 40) {
      values.shift();
      found = patched(found, readChange(part), values.length + 1, skip);
      const shifted = table({ "#": [], v: [] });
      found = patched(found, readChange(shifted), values.length, 1);
    } else {
      found = patched(found, readChange(part), values.length, skip);
    }
    if (round % 500 === 0 || round < 60) expect(valuesOf(found, "v")).toEqual(values);
  }
  expect(valuesOf(found, "v")).toEqual(values);
});

test.each([
  ["https://a.example/x", "https://a.example/x"],
  ["www.a.example", "https://www.a.example"],
  ["mailto:a@b.example", "mailto:a@b.example"],
  ["/page", "/page"],
  ["javascript:alert(1)", null],
  ["JaVa\tScript:alert(1)", null],
  ["\u0001javascript:alert(1)", null],
  ["vbscript:x", null],
  ["data:text/html,x", null],
  ["", null],
])("the address %s", (address, href) => {
  expect(safeAddress(address)).toBe(href);
});

test("pictures are of picture's addresses", () => {
  expect(isPlayable("data:image/png;base64,AA", "image")).toBe(true);
  expect(isPlayable("data:text/html,x", "image")).toBe(false);
  expect(isPlayable("javascript:alert(1)", "image")).toBe(false);
  expect(displayText("https://(.*?)\\.example", "https://oslo.example")).toBe("oslo");
  expect(displayText("Open", "https://oslo.example")).toBe("Open");
  expect(displayText("(", "https://oslo.example")).toBe("(");
});
