// Charts as far as they need no picture: sizes, data, expressions without eval.

import { expect, test } from "vitest";
import { Chart, completeSpec, isComposed, namesFit } from "./chart";
import type { Table } from "./table";

function table(columns: Record<string, unknown[]>): Table {
  const names = Object.keys(columns);
  return {
    rows: columns[names[0]!]!.length,
    names,
    column: (name) => columns[name] && { at: (row) => columns[name]![row], dated: false, zone: null },
  };
}

const SIZE = { width: 500, height: 300 };
const BARS = { mark: "bar", encoding: { x: { field: "name", type: "nominal" }, y: { field: "n", type: "quantitative" } } };

test("the page gives a chart its data, width and height", () => {
  expect(completeSpec({ spec: BARS, size: SIZE, alt: "Bars", table: table({ n: [1] }) })).toMatchObject({
    data: { name: "source" },
    width: 500,
    height: 300,
    description: "Bars",
    autosize: { type: "fit", contains: "padding" },
  });
});

test("what the author says stands", () => {
  const spec = { ...BARS, width: 100, height: { step: 20 }, data: { name: "mine" }, autosize: "pad" };
  expect(completeSpec({ spec, size: SIZE, alt: undefined, table: table({ n: [1] }) })).toEqual(spec);
});

test.each([
  [{ hconcat: [] }, true],
  [{ encoding: { facet: {} } }, true],
  [{ encoding: { row: {} } }, true],
  [BARS, false],
])("composed charts keep their own sizes (%#)", (spec, composed) => {
  expect(isComposed(spec)).toBe(composed);
  expect("width" in completeSpec({ spec, size: SIZE, alt: undefined, table: undefined })).toBe(!composed);
});

test("names stand upright where they fit", () => {
  expect(namesFit(BARS, table({ name: ["a", "b"] }), 500)).toBe(true);
  expect(namesFit(BARS, table({ name: Array.from({ length: 80 }, (_, at) => `name ${at}`) }), 500)).toBe(false);
  expect(namesFit(BARS, undefined, 500)).toBe(false);
});

test("a chart is drawn without eval, and takes new data in the same picture", async () => {
  const host = document.createElement("div");
  const evil = globalThis.Function;
  // A policy without unsafe-eval makes this constructor throw.
  globalThis.Function = function refused() {
    throw new EvalError("refused");
  } as unknown as FunctionConstructor;
  try {
    const spec = { ...BARS, transform: [{ calculate: "datum.n * 2", as: "twice" }], encoding: { ...BARS.encoding, y: { field: "twice", type: "quantitative" } } };
    const chart = await Chart.draw(host, {
      spec,
      table: table({ name: ["a", "b"], n: [1, 2] }),
      config: {},
      size: SIZE,
      alt: "Bars",
      onTooltip: () => {},
    });
    const picture = host.querySelector("svg");
    expect(host.querySelectorAll(".mark-rect path[aria-roledescription=bar]")).toHaveLength(2);
    await chart.update(table({ name: ["a", "b", "c"], n: [1, 2, 3] }));
    expect(host.querySelectorAll(".mark-rect path[aria-roledescription=bar]")).toHaveLength(3);
    await chart.resize({ width: 300, height: 200 });
    expect(host.querySelector("svg")).toBe(picture);
    expect(picture?.getAttribute("width")).toBe("300");
    chart.close();
  } finally {
    globalThis.Function = evil;
  }
});

test("a wrong specification is an error", async () => {
  const input = { spec: { mark: "nonsense" }, table: undefined, config: {}, size: SIZE, alt: undefined, onTooltip: () => {} };
  await expect(Chart.draw(document.createElement("div"), input)).rejects.toThrow();
});
