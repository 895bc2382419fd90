// Tables whose rows are asked for: which, how many, and what stays.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DataRef } from "../../protocol.gen";
import { changesBetween, WindowedTable } from "./windowed";

const ROWS = 1_000_000;
const REF: DataRef = { sha: "w1", format: "json", rows: ROWS, url: "/table/1/rows" };
let asked: URLSearchParams[] = [];

/** A server whose value in row n is `${version}:${n}`; sorted, the last row comes first. */
function serve(version: string): void {
  vi.stubGlobal("fetch", async (address: string) => {
    const query = new URL(address, "http://x").searchParams;
    asked.push(query);
    const start = Number(query.get("start"));
    const count = Math.min(Number(query.get("count")), ROWS - start);
    const places = Array.from({ length: count }, (_, at) => (query.get("desc") ? ROWS - 1 - start - at : start + at));
    const columns = { "#": places, v: places.map((row) => `${version}:${row}`) };
    return new Response(JSON.stringify({ columns }), { headers: { "reactfrag-rows": String(ROWS) } });
  });
}

const until = (check: () => void) => vi.waitFor(check, { interval: 1 });
/** Lets everything run that waits for its turn. */
const settle = () => new Promise((done) => setTimeout(done, 0));

beforeEach(() => {
  asked = [];
  serve("a");
});
afterEach(() => vi.unstubAllGlobals());

test("what is looked at is asked for, once", async () => {
  const table = new WindowedTable(REF);
  table.want(0, 20);
  await until(() => expect(table.column("v")?.at(7)).toBe("a:7"));
  table.want(0, 30);
  table.want(500_000, 500_020);
  await until(() => expect(table.column("v")?.at(500_010)).toBe("a:500010"));
  expect(asked).toHaveLength(2);
  expect(table.column("v")?.at(1_000)).toBeUndefined();
});

test("what has not been looked at for long is let go of", async () => {
  const table = new WindowedTable(REF);
  for (let at = 0; at < 120; at += 1) {
    table.want(at * 1000, at * 1000 + 20);
    await until(() => expect(table.column("v")?.at(at * 1000)).toBe(`a:${at * 1000}`));
  }
  expect(table.column("v")?.at(0)).toBeUndefined();
  expect(table.column("v")?.at(119_000)).toBe("a:119000");
});

test("another order is the server's", async () => {
  const table = new WindowedTable(REF);
  table.want(0, 10);
  await until(() => expect(table.rowAt(0)).toBe(0));
  table.look({ sort: "v", descending: true, find: "" });
  expect(table.rowAt(0)).toBe(-1);
  await until(() => expect(table.rowAt(0)).toBe(ROWS - 1));
  expect(asked.at(-1)?.get("sort")).toBe("v");
  expect(table.csv).toBe("/table/1/data.csv?sort=v&desc=1");
});

test("a change is taken over, and nothing asked for again", async () => {
  const table = new WindowedTable(REF);
  table.want(0, 10);
  await until(() => expect(table.column("v")?.at(5)).toBe("a:5"));
  const data = new TextEncoder().encode(JSON.stringify({ columns: { "#": [5, 700_000], v: ["new", "far"] } }));
  const payload = { format: "json", data, change: { base: undefined, of: "w1", rows: ROWS, skip: 0, depth: 1 } };
  const changes = changesBetween("w1", payload);
  expect(changes).toEqual([payload]);
  expect(changesBetween("w0", payload)).toBeNull();
  const next = new WindowedTable({ ...REF, sha: "w2", url: "/table/2/rows" }, table);
  next.adopt(changes!);
  next.want(0, 10);
  expect(next.column("v")?.at(5)).toBe("new");
  expect(next.column("v")?.at(6)).toBe("a:6");
  await settle();
  expect(asked).toHaveLength(1);
});

test("without the change the old rows stand until the new ones have come", async () => {
  const table = new WindowedTable(REF);
  table.want(0, 10);
  await until(() => expect(table.column("v")?.at(5)).toBe("a:5"));
  serve("b");
  const next = new WindowedTable({ ...REF, sha: "w2" }, table);
  expect(next.column("v")?.at(5)).toBe("a:5");
  next.want(0, 10);
  await until(() => expect(next.column("v")?.at(5)).toBe("b:5"));
});
