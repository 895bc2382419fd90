// The chart element: when it counts as complete, what stays in the page.

import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { scriptState } from "../../client";
import { renderElement, type TestPage } from "../../testing";
import { putTable } from "./putTable";

const SPEC = JSON.stringify({ mark: "bar", encoding: { x: { field: "a" }, y: { field: "b", type: "quantitative" } } });

const state = (page: TestPage) => scriptState(page.client.status.get());
const bars = () => document.querySelectorAll("path[aria-roledescription=bar]").length;
const ref = (sha: string) => ({ sha, format: "json", rows: 1 });

async function chart(): Promise<TestPage> {
  const page = renderElement("vega_lite", { spec: SPEC, data: ref("a"), alt: "Sales" });
  expect(state(page)).toBe("running");
  putTable(page, "a", { a: ["x", "y"], b: [1, 2] });
  await act(async () => void (await import("./VegaLite")));
  await waitFor(() => expect(state(page)).toBe("notRunning"), { timeout: 5000 });
  return page;
}

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(500);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(350);
});

test("a chart counts as complete once it is drawn", async () => {
  await chart();
  expect(bars()).toBe(2);
  expect(screen.getByTestId("stVegaLiteChart").querySelector("[aria-label=Sales]")).not.toBeNull();
});

test("new data goes into the same picture; the page runs until it is drawn", async () => {
  const page = await chart();
  const picture = document.querySelector("svg.marks");
  page.patch([["set", 3, { data: ref("b") }]]);
  expect([bars(), state(page)]).toEqual([2, "running"]);
  putTable(page, "b", { a: ["x", "y", "z"], b: [1, 2, 3] });
  await waitFor(() => expect(state(page)).toBe("notRunning"));
  expect(bars()).toBe(3);
  expect(document.querySelector("svg.marks")).toBe(picture);
});

test("another specification takes the old picture's place when it is drawn", async () => {
  const page = await chart();
  const picture = document.querySelector("svg.marks");
  putTable(page, "c", { a: ["x"], b: [5] });
  page.patch([["set", 3, { spec: SPEC.replace("bar", "point"), data: ref("c") }]]);
  expect(picture?.isConnected).toBe(true);
  await waitFor(() => expect(state(page)).toBe("notRunning"));
  expect(picture?.isConnected).toBe(false);
  expect(document.querySelectorAll(".rf-chart-layer")).toHaveLength(1);
});

test("a specification that is none shows an error, and the next one a chart", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const page = await chart();
  page.patch([["set", 3, { spec: '{"mark": "nonsense"}' }]]);
  await screen.findByRole("alert");
  page.patch([["set", 3, { spec: SPEC }]]);
  await waitFor(() => expect(bars()).toBe(2));
});
