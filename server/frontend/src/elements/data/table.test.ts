import { columnFromArray, date, dictionary, int64, list, tableFromColumns, tableToIPC, timestamp, utf8, TimeUnit, DateUnit, timeMicrosecond } from "@uwdata/flechette";
import { expect, test } from "vitest";
import type { DataColumn } from "../../protocol.gen";
import { cellText, millisecondsOf } from "./cells";
import { parseFields, rowsOf, wallClock } from "./chart_data";
import { decodeTable } from "./table";

const NOON = Date.UTC(2026, 0, 5, 12);

function arrow(): Uint8Array {
  const table = tableFromColumns({
    id: columnFromArray([1n, 9007199254740993n, null], int64()),
    day: columnFromArray([new Date(NOON), null, new Date(0)], date(DateUnit.DAY)),
    at: columnFromArray([NOON, NOON + 1, null], timestamp(TimeUnit.MILLISECOND)),
    zoned: columnFromArray([NOON, NOON, null], timestamp(TimeUnit.MILLISECOND, "America/New_York")),
    clock: columnFromArray([3_600_000_000n, null, 0n], timeMicrosecond()),
    kind: columnFromArray(["a", "b", "a"], dictionary(utf8())),
    tags: columnFromArray([["x", "y"], [], null], list(utf8())),
  });
  return tableToIPC(table, { format: "stream" })!;
}

function text(type: DataColumn["type"], name: string, row: number, format?: string): string {
  const column = decodeTable(arrow(), "arrow").column(name)!;
  return cellText(column.at(row), { name, label: name, type, index: false, format } as DataColumn, column.zone);
}

test.each([
  ["integer", "id", 1, "9007199254740993"],
  ["integer", "id", 2, ""],
  ["date", "day", 0, "2026-01-05"],
  ["datetime", "at", 0, "2026-01-05 12:00:00"],
  ["datetime", "at", 1, "2026-01-05 12:00:00.001"],
  ["datetime", "zoned", 0, "2026-01-05 07:00:00-05:00"],
  ["time", "clock", 0, "01:00:00"],
  ["text", "kind", 1, "b"],
  ["list", "tags", 0, "x, y"],
] as const)("Arrow: %s in %s, row %d, is shown as %s", (type, name, row, shown) => {
  expect(text(type, name, row)).toBe(shown);
});

test("a column's format is the author's", () => {
  expect(text("date", "day", 0, "DD.MM.YYYY")).toBe("05.01.2026");
});

test("JSON payloads", () => {
  const json = new TextEncoder().encode('{"columns": {"a": [1, null], "when": ["2026-01-05T12:00:00", "2026-01-05"]}}');
  const table = decodeTable(json, "json");
  expect([table.rows, table.names, table.column("a")?.at(1), table.column("b")]).toEqual([2, ["a", "when"], null, undefined]);
  expect(millisecondsOf(table.column("when")?.at(0))).toBe(NOON);
  expect(millisecondsOf("2026-01-05")).toBe(Date.UTC(2026, 0, 5));
  expect(millisecondsOf("2026-01-05T12:00:00+01:00")).toBe(NOON - 3_600_000);
  expect(millisecondsOf("01:00:00")).toBe(3_600_000);
});

test("a damaged payload is an error", () => {
  expect(() => decodeTable(new TextEncoder().encode("{"), "json")).toThrow();
});

test("charts get moments as the reader's clock shows them", () => {
  const [first] = rowsOf(decodeTable(arrow(), "arrow"));
  expect(first).toMatchObject({ id: 1, at: wallClock(NOON), zoned: new Date(NOON), kind: "a" });
  expect((first?.at as Date).getHours()).toBe(12);
  expect(parseFields([{ d: "2026-01-05", n: "2" }], { d: "date", n: "number" })).toEqual([
    { d: new Date(2026, 0, 5), n: 2 },
  ]);
});

test.each([
  ["number", 1 / 3, "0.3333"],
  ["number", 1e-9, "1.0000e-9"],
  ["number", Number.POSITIVE_INFINITY, "Infinity"],
  ["integer", 12345, "12345"],
  ["object", { a: [1] }, '{"a":[1]}'],
  ["text", 5, "5"],
  ["text", null, ""],
  ["boolean", false, "false"],
  ["date", "not a date", "not a date"],
] as const)("a cell of %s with %j", (type, value, shown) => {
  expect(cellText(value, { name: "x", label: "x", type, index: false }, null)).toBe(shown);
});
