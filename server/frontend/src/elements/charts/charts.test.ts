// The pure parts of charts: what is read out of them, and what is kept out of the page.

import { expect, test } from "vitest";
import { readSelection as readVega } from "../data/chart_selections";
import { readableTimes, TIME_FORMATS } from "../data/chart_times";
import { hex } from "./colors";
import { NOTHING as NO_OBJECTS, toggled } from "./deck_selection";
import { safeSvg } from "./Diagram";
import { completeOptions, readSelection as readECharts, safeOptions } from "./echarts_spec";
import { cornersOf, NOTHING, readSelection as readPlotly } from "./plotly_selection";
import { recolored } from "./plotly_theme";
import { filledIn } from "./safe_html";

test("a selection of Vega-Lite is points or an interval", () => {
  const row = (id: unknown) => (id === 3 ? { town: "Oslo" } : undefined);
  expect(readVega(undefined, row)).toEqual({});
  expect(readVega({}, row)).toEqual({});
  expect(readVega({ vlPoint: { or: [{ town: "Rome" }] }, town: ["Rome"] }, row)).toEqual([{ town: "Rome" }]);
  expect(readVega({ vlPoint: { or: [{ _vgsid_: 3 }] }, _vgsid_: "RangeSet" }, row)).toEqual([{ town: "Oslo" }]);
  expect(readVega({ power: [1, 2], day: [new Date(5), new Date(6)] }, row)).toEqual({ power: [1, 2], day: [5, 6] });
});

test("axes of time say dates or times, unless their author says otherwise", () => {
  const spec = {
    scales: [{ name: "x", type: "time" }, { name: "y", type: "linear" }],
    axes: [{ scale: "x" }, { scale: "x", labels: false }, { scale: "y" }, { scale: "x", format: "%Y" }],
    marks: [{ axes: [{ scale: "x" }] }],
  };
  readableTimes(spec as never);
  expect(spec.axes.map((axis) => (axis as { format?: unknown }).format)).toEqual([TIME_FORMATS, undefined, undefined, "%Y"]);
  expect(spec.marks[0]?.axes[0]).toEqual({ scale: "x", format: TIME_FORMATS });
  expect(Object.values(TIME_FORMATS).join()).not.toMatch(/%[aA]/);
});

test("a selection of Plotly is points, boxes and lassos", () => {
  expect(readPlotly(undefined)).toBe(NOTHING);
  const found = readPlotly({
    points: [{ curveNumber: 1, pointIndex: 2, pointNumber: 2, x: 5, y: 6, customdata: ["a"], data: { legendgroup: "g" }, xaxis: {}, bbox: {} }],
    selections: [
      { type: "rect", xref: "x", yref: "y", x0: 1, x1: 2, y0: 3, y1: 4 },
      { type: "path", xref: "x2", yref: "y2", path: "M1,2L3,4.5L2031-01-01,6Z" },
    ],
  });
  expect(found.points).toEqual([{ curve_number: 1, point_index: 2, point_number: 2, x: 5, y: 6, customdata: ["a"], legendgroup: "g" }]);
  expect(found.point_indices).toEqual([2]);
  expect(found.box).toEqual([{ xref: "x", yref: "y", x: [1, 2], y: [3, 4] }]);
  expect(found.lasso).toEqual([{ xref: "x2", yref: "y2", x: [1, 3, "2031-01-01"], y: [2, 4.5, 6] }]);
  expect(cornersOf("")).toEqual({ x: [""], y: [0] });
});

test("Plotly's usual colours give way to the page's, an author's own stay", () => {
  const data = [{ marker: { color: "#636EFA" }, line: { color: "#123456" }, name: "#636efa" }];
  expect(recolored(data, ["red", "green"])).toEqual([{ marker: { color: "red" }, line: { color: "#123456" }, name: "#636efa" }]);
});

test("options of ECharts carry no HTML or addresses that run something", () => {
  const options = safeOptions({
    title: { link: "javascript:alert(1)", sublink: "https://example.com", text: "<b>" },
    tooltip: { formatter: "{b}<img src=x onerror=alert(1)>", extraCssText: "x", className: "y" },
    series: [{ data: [{ link: "java\nscript:alert(1)", name: "a" }], tooltip: { formatter: "<b>{c}</b><script>1</script>" } }],
    dataset: { source: [[1, 2]] },
  });
  expect(options).toEqual({
    title: { sublink: "https://example.com", text: "<b>" },
    tooltip: { formatter: '{b}<img src="x">' },
    series: [{ data: [{ name: "a" }], tooltip: { formatter: "<b>{c}</b>" } }],
    dataset: { source: [[1, 2]] },
  });
});

test("a chart of ECharts says what it is, and what is selected in it", () => {
  const spec = { xAxis: { data: ["a", "b"] }, legend: { bottom: 0 }, series: { type: "bar", name: "n", data: [3, { value: 5, name: "five" }] } };
  const options = completeOptions(spec, { alt: "Bars", selects: true });
  expect(options).toMatchObject({ aria: { enabled: true, label: { description: "Bars" } }, grid: { bottom: 44 }, series: { selectedMode: "multiple" } });
  expect(readECharts({ selected: [{ seriesIndex: 0, dataIndex: [0, 1] }] }, options)).toEqual({
    points: [
      { series_index: 0, series_name: "n", data_index: 0, name: "a", value: 3 },
      { series_index: 0, series_name: "n", data_index: 1, name: "five", value: 5 },
    ],
    point_indices: [0, 1],
  });
});

test("a click on a map selects, another takes it back", () => {
  const layer = { id: "towns" };
  const oslo = { picked: true, layer, index: 0, object: { town: "Oslo" } };
  const rome = { picked: true, layer, index: 1, object: { town: "Rome" } };
  const one = toggled(NO_OBJECTS, oslo, false);
  expect(one).toEqual({ indices: { towns: [0] }, objects: { towns: [{ town: "Oslo" }] } });
  expect(toggled(one, rome, false).indices).toEqual({ towns: [1] });
  const both = toggled(one, rome, true);
  expect(both.objects).toEqual({ towns: [{ town: "Oslo" }, { town: "Rome" }] });
  expect(toggled(both, oslo, true)).toEqual({ indices: { towns: [1] }, objects: { towns: [{ town: "Rome" }] } });
  expect(toggled(one, oslo, false)).toEqual(NO_OBJECTS);
  expect(toggled(one, { picked: false, layer: null, index: -1 }, true)).toEqual(NO_OBJECTS);
});

test("a template beside the pointer is filled in with text", () => {
  expect(filledIn("<b>{name}</b> {a.b} {none}", { name: "<img src=x onerror=alert(1)>", a: { b: 3 } })).toBe(
    "<b>&lt;img src=x onerror=alert(1)&gt;</b> 3 {none}",
  );
  expect(filledIn("<img src=x onerror=alert(1)>{constructor}{__proto__}", {})).toBe('<img src="x">{constructor}{__proto__}');
});

test("SVG of graphs and diagrams runs nothing", () => {
  const safe = safeSvg(
    '<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)"><text onclick="alert(1)">a</text></a>' +
      '<foreignObject><img src="x" onerror="alert(1)"></foreignObject><a href="https://example.com"><text>b</text></a></svg>',
  );
  expect(safe).not.toMatch(/alert|script|foreignObject|onclick/i);
  expect(safe).toContain("https://example.com");
});

test("computed colours as six digits", () => {
  expect(hex("rgb(47, 86, 217)")).toBe("#2f56d9");
  expect(hex("rgba(0, 0, 0, 0.5)")).toBe("#000000");
});
