// What is selected in a running Vega-Lite chart, in the form that the app's author reads.

import type { View } from "vega";

/** Points as a list of objects, an interval as [from, to] by field; nothing as {}. */
export type Selection = Record<string, unknown>;

interface SelectionValue {
  vlPoint?: { or?: Record<string, unknown>[] };
  [field: string]: unknown;
}

/** Vega-Lite's own number of a row, by which points are selected that have no fields. */
const ROW_ID = "_vgsid_";

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(plain);
  return value;
}

/** The row that a point of the chart was drawn from, without what Vega adds to it. */
function rowOf(view: View, id: unknown): Record<string, unknown> | undefined {
  const { data } = view.getState({ data: () => true, signals: () => false }) as { data: Record<string, unknown> };
  for (const rows of Object.values(data)) {
    if (!Array.isArray(rows)) continue;
    const row = rows.find((one) => isRecord(one) && one[ROW_ID] === id && !("unit" in one));
    if (isRecord(row)) return Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith("_vgsid")));
  }
  return undefined;
}

/** The value of a selection's signal for the app's author. */
export function readSelection(value: unknown, row: (id: unknown) => Record<string, unknown> | undefined): unknown {
  if (!isRecord(value)) return {};
  const { vlPoint, ...fields } = value as SelectionValue;
  if (vlPoint?.or !== undefined) {
    const points = vlPoint.or.map((point) => (ROW_ID in point ? (row(point[ROW_ID]) ?? {}) : point));
    return points.map((point) => Object.fromEntries(Object.entries(point).map(([name, part]) => [name, plain(part)])));
  }
  const intervals = Object.entries(fields).filter(([, ends]) => Array.isArray(ends));
  return Object.fromEntries(intervals.map(([name, ends]) => [name, plain(ends)]));
}

function signalOf(view: View, name: string): unknown {
  try {
    return view.signal(name) as unknown;
  } catch {
    return undefined;
  }
}

/** Tells of each change of what is selected. */
export function followSelections(view: View, names: readonly string[], tell: (selection: Selection) => void): void {
  if (names.length === 0) return;
  const read = (): Selection =>
    Object.fromEntries(names.map((name) => [name, readSelection(signalOf(view, name), (id) => rowOf(view, id))]));
  let told = JSON.stringify(read());
  const look = (): void => {
    const selection = read();
    const text = JSON.stringify(selection);
    if (text === told) return;
    told = text;
    tell(selection);
  };
  for (const name of names) {
    if (signalOf(view, name) !== undefined || hasSignal(view, name)) view.addSignalListener(name, look);
  }
}

function hasSignal(view: View, name: string): boolean {
  const { signals } = view.getState({ signals: () => true, data: () => false }) as { signals: Record<string, unknown> };
  return name in signals;
}

/** All that makes up what is selected. */
export function selectionState(view: View, names: readonly string[]): unknown {
  const mine = (key: string | undefined): boolean => names.some((name) => key?.startsWith(`${name}_`) ?? false);
  return view.getState({ signals: mine, data: mine });
}

export function restoreSelections(view: View, state: unknown): void {
  if (isRecord(state)) view.setState(state as Parameters<View["setState"]>[0]);
}
