import { fireEvent, render, screen, within } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import type { InstanceRow, Trace } from "../protocol.gen";
import { PassDetail } from "./PassDetail.tsx";
import { StateTable } from "./StateTable.tsx";
import { Timeline } from "./Timeline.tsx";
import { Totals } from "./Totals.tsx";
import { type PassRecord, TraceStore, chainText, passText } from "./trace.ts";

const SLIDER = { kind: "widget", instance: 5, name: "filters", element: "slider", label: "Year", key: "year" } as const;

function pass(number: number, more: Partial<PassRecord> = {}): PassRecord {
  return {
    number,
    events: [SLIDER],
    runs: [
      run("main:filters", { cause: { kind: "event", event: 0, run: -1, key: "", version: 0 }, start: 0, seconds: 0.001 }),
      run("main:chart", { cause: { kind: "key", event: 0, run: -1, key: "year", version: 3 }, start: 0.001, seconds: 0.003 }),
    ],
    skipped: [{ instance: 9, name: "header", reason: "unchanged" }],
    unsettled: [],
    seconds: 0.004,
    instances: 4,
    bytes_sent: 1234,
    ...more,
  };
}

function run(node: string, more: Partial<PassRecord["runs"][number]>): PassRecord["runs"][number] {
  return {
    instance: node.length,
    node,
    name: node.replace("main:", ""),
    cause: { kind: "event", event: 0, run: -1, key: "", version: 0 },
    outcome: "finished",
    start: 0,
    seconds: 0,
    own_seconds: more.seconds ?? 0,
    writes: [],
    ...more,
  };
}

function instance(id: number, node: string, own: number, more: Partial<InstanceRow> = {}): InstanceRow {
  return { id, node, name: node.replace("main:", ""), parent: 0, reads: [], writes: [], own, ...more };
}

function trace(more: Partial<Trace>): Trace {
  return { t: "trace", program: "p", passes: [], state: [], gone: [], instances: [], left: [], ...more };
}

describe("what is watched", () => {
  test("rows are laid over those that stand, and go when they are gone", () => {
    const store = new TraceStore();
    const row = (key: string, version: number) => ({ key, version, type: "int", preview: "1", writer: "" });
    store.take(trace({ state: [row("a", 1), row("b", 2)], instances: [instance(5, "main:f", 0.1)] }));
    store.take(trace({ state: [row("a", 3)], gone: ["b"], instances: [instance(6, "main:g", 0.2)], left: [5] }));
    expect([...store.get().state.values()].map((one) => [one.key, one.version])).toEqual([["a", 3]]);
    expect(store.get().instances.map((one) => one.id)).toEqual([6]);
  });

  test("what is saved is what the parts took when they last ran, less what the passes took", () => {
    const store = new TraceStore();
    const instances = [instance(0, "app", 0.05), instance(5, "main:filters", 0.001), instance(6, "main:chart", 0.003)];
    store.take(trace({ instances, passes: [pass(1), pass(2)] }));
    expect(store.get().spent).toBeCloseTo(0.008);
    expect(store.get().full).toBeCloseTo(0.108);
    expect(store.get().totals.get("main:chart")).toMatchObject({ runs: 2, own: 0.006 });
  });

  test("a chain leads from the event to the node", () => {
    expect(chainText(pass(1), 1)).toBe("slider “year” in filters → key year → chart");
    expect(passText(pass(1, { events: [] }))).toBe("nothing");
  });

  test("a chain of causes that bites its tail ends", () => {
    const cause = { kind: "within", event: -1, run: 0, key: "", version: 0 } as const;
    expect(chainText(pass(1, { runs: [run("main:a", { cause })] }), 0)).toBe("a");
  });
});

describe("what is shown", () => {
  test("a pass: each run with its reason and time, and what was left out", () => {
    const chosen = vi.fn();
    render(<PassDetail record={pass(7)} onNode={chosen} />);
    const rows = screen.getAllByRole("row").slice(1).map((row) => within(row).getAllByRole("cell"));
    expect(rows.map((cells) => cells.slice(0, 3).map((cell) => cell.textContent))).toEqual([
      ["filters", "slider “year” in filters → filters", "1.00 ms"],
      ["chart", "slider “year” in filters → key year → chart", "3.00 ms"],
    ]);
    expect(screen.getByText("header: nothing that it reads has changed")).toBeTruthy();
    expect(screen.getByText(/2 of 4/).textContent).toContain("1.2 kB sent");
    fireEvent.click(screen.getByRole("button", { name: "chart" }));
    expect(chosen).toHaveBeenCalledWith("main:chart");
  });

  test("time is scrubbed back, and forth to the latest", () => {
    const chosen = vi.fn();
    const passes = [pass(1), pass(2), pass(3)];
    render(<Timeline passes={passes} chosen={passes[2]!} live onChoose={chosen} />);
    fireEvent.change(screen.getByRole("slider", { name: "Pass" }), { target: { value: "0" } });
    expect(chosen).toHaveBeenLastCalledWith(1);
    fireEvent.change(screen.getByRole("slider", { name: "Pass" }), { target: { value: "1" } });
    expect(chosen).toHaveBeenLastCalledWith(2);
  });

  test("state: who wrote and who reads each key, values as text", () => {
    const store = new TraceStore();
    const row = { key: "year", version: 4, type: "str", preview: "'<b>1999</b>'", writer: "filters" };
    store.take(trace({ state: [row], instances: [instance(6, "main:chart", 0, { reads: ["year"] })] }));
    const { container } = render(<StateTable watched={store.get()} />);
    expect(screen.getByText("'<b>1999</b>'")).toBeTruthy();
    expect(container.querySelector("td b")).toBeNull();
    expect(screen.getByRole("row", { name: /year.*filters.*chart/ })).toBeTruthy();
  });

  test("the part that is worth splitting is named with its figure", () => {
    const store = new TraceStore();
    const slow = pass(1, { runs: [run("app", { seconds: 0.2, own_seconds: 0.2, name: "app" })], seconds: 0.2 });
    store.take(trace({ instances: [instance(0, "app", 0.2)], passes: [slow, slow] }));
    render(<Totals watched={store.get()} onNode={() => undefined} />);
    expect(screen.getByText(/Splitting the script would save most/).textContent).toContain("200.0 ms each");
  });
});
