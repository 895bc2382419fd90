import { expect, test } from "vitest";
import type { DataColumn } from "../../protocol.gen";
import { shownColumn } from "./cells";
import { toCsv } from "./csv";
import { allRows, nextSort, SearchIndex, sortRows } from "./view";
import { columnSpan, offsetsOf, rowSpan } from "./window";

function column(type: DataColumn["type"], values: unknown[], label = "x") {
  const spec = { name: label, label, type, index: false } as DataColumn;
  return shownColumn(spec, { at: (row) => values[row] ?? null, dated: false, zone: null });
}

test.each([
  ["number", [3, null, -1, 10, Number.NaN], false, [2, 0, 3, 1, 4]],
  ["number", [3, null, -1, 10, Number.NaN], true, [3, 0, 2, 1, 4]],
  ["integer", [2n, 10n, 9n], false, [0, 2, 1]],
  ["text", ["b10", "B9", null, "a"], false, [3, 1, 0, 2]],
  ["boolean", [true, false, true], false, [1, 0, 2]],
  ["date", ["2026-02-01", "2025-12-31"], false, [1, 0]],
] as const)("%s sorts (case %#)", (type, values, descending, rows) => {
  const sorted = sortRows(allRows(values.length), column(type, [...values]), descending);
  expect([...sorted]).toEqual(rows);
});

test("a header's clicks go round three states", () => {
  const up = nextSort(null, 2);
  const down = nextSort(up, 2);
  expect([up, down, nextSort(down, 2), nextSort(down, 1)]).toEqual([
    { column: 2, descending: false },
    { column: 2, descending: true },
    null,
    { column: 1, descending: false },
  ]);
});

test("a search looks into every column, at the text as shown", () => {
  const index = new SearchIndex([column("text", ["Äpfel", "Birnen"]), column("number", [1.5, 25])], 2);
  expect([...index.find("apf")]).toEqual([0]);
  expect([...index.find("25")]).toEqual([1]);
  expect([...index.find("")]).toEqual([0, 1]);
});

test("CSV quotes what needs it, and keeps numbers whole", () => {
  const columns = [column("text", ['say "hi"', "a,b"], "text"), column("number", [1.123456789, null], "n")];
  expect(toCsv(columns, [1, 0])).toBe('text,n\r\n"a,b",\r\n"say ""hi""",1.123456789\r\n');
});

test("only what is on screen is drawn", () => {
  expect(rowSpan(35_000, 350, 35, 100_000, 2)).toEqual({ first: 998, end: 1012 });
  expect(rowSpan(0, 350, 35, 3)).toEqual({ first: 0, end: 3 });
  expect(rowSpan(0, 350, 35, 0)).toEqual({ first: 0, end: 0 });
  const offsets = offsetsOf([100, 50, 200]);
  expect(offsets).toEqual([0, 100, 150, 350]);
  expect(columnSpan(offsets, 100, 160)).toEqual({ first: 1, end: 3 });
  expect(columnSpan(offsets, 0, 100)).toEqual({ first: 0, end: 1 });
});
