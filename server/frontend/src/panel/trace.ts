// What the panel knows: passes, state and instances, as the server tells them.

import { Observable } from "../observable";
import type { InstanceRow, StateRow, Trace } from "../protocol.gen";

export interface EventRecord {
  kind: "start" | "widget" | "timer" | "rerun" | "stop" | "program" | "outside";
  instance: number;
  name: string;
  element: string;
  label: string;
  key: string | null;
}

export interface Cause {
  kind: "event" | "key" | "rerun" | "within";
  event: number;
  run: number;
  key: string;
  version: number;
}

export interface RunRecord {
  instance: number;
  node: string;
  name: string;
  cause: Cause;
  outcome: string;
  start: number;
  seconds: number;
  own_seconds: number;
  writes: string[];
}

export interface SkipRecord {
  instance: number;
  name: string;
  reason: "unchanged" | "cycle" | "stopped" | "gone" | "within";
}

/** reactfrag/runtime/record.py */
export interface PassRecord {
  number: number;
  events: EventRecord[];
  runs: RunRecord[];
  skipped: SkipRecord[];
  unsettled: string[];
  seconds: number;
  instances: number;
  bytes_sent: number;
}

export interface NodeTotals {
  node: string;
  name: string;
  runs: number;
  /** Seconds in its own code, in all. */
  own: number;
  failures: number;
}

export interface Watched {
  program: string;
  passes: readonly PassRecord[];
  state: ReadonlyMap<string, StateRow>;
  instances: readonly InstanceRow[];
  totals: ReadonlyMap<string, NodeTotals>;
  /** Seconds of all passes, and what running everything in their place would have taken. */
  spent: number;
  full: number;
  count: number;
}

const KEPT = 300;

const EMPTY: Watched = {
  program: "",
  passes: [],
  state: new Map(),
  instances: [],
  totals: new Map(),
  spent: 0,
  full: 0,
  count: 0,
};

export class TraceStore extends Observable<Watched> {
  constructor() {
    super(EMPTY);
  }

  take(trace: Trace): void {
    const old = this.get();
    const state = new Map(old.state);
    for (const row of trace.state) state.set(row.key, row);
    for (const key of trace.gone) state.delete(key);
    const standing = new Map(old.instances.map((row) => [row.id, row]));
    for (const row of trace.instances) standing.set(row.id, row);
    for (const id of trace.left) standing.delete(id);
    const instances = [...standing.values()];
    // By what each part took when it last ran.
    const full = instances.reduce((sum, row) => sum + row.own, 0);
    let next: Watched = { ...old, program: trace.program, state, instances };
    for (const record of trace.passes as PassRecord[]) next = withPass(next, record, full);
    this.set(next);
  }
}

function withPass(old: Watched, record: PassRecord, full: number): Watched {
  const totals = new Map(old.totals);
  for (const run of record.runs) {
    const known = totals.get(run.node);
    totals.set(run.node, {
      node: run.node,
      name: run.name,
      runs: (known?.runs ?? 0) + 1,
      own: (known?.own ?? 0) + run.own_seconds,
      failures: (known?.failures ?? 0) + (run.outcome === "failed" ? 1 : 0),
    });
  }
  return {
    ...old,
    totals,
    passes: [...old.passes, record].slice(-KEPT),
    spent: old.spent + record.seconds,
    // A pass cannot have taken longer than running everything in its place.
    full: old.full + Math.max(full, record.seconds),
    count: old.count + 1,
  };
}

// --- in words ---

const EVENTS: Record<string, string> = {
  start: "first load",
  rerun: "rerun by the user",
  stop: "stop by the user",
  program: "new program",
  outside: "outside write",
};

export function eventText(event: EventRecord): string {
  const inside = event.name !== "" && event.name !== "app" ? ` in ${event.name}` : "";
  if (event.kind === "widget") return `${event.element} “${event.key ?? event.label}”${inside}`;
  if (event.kind === "timer") return `timer of ${event.name}`;
  if (event.kind === "outside" && event.key !== null) return `outside write to “${event.key}”`;
  return EVENTS[event.kind] ?? event.kind;
}

export function passText(record: PassRecord): string {
  return record.events.map(eventText).join(", ") || "nothing";
}

/** Why a run began, back to the event: “slider “year” → key year → chart”. */
export function chainText(record: PassRecord, at: number): string {
  const steps: string[] = [];
  const seen = new Set<number>();
  for (let index = at; index >= 0 && !seen.has(index); ) {
    seen.add(index);
    const run = record.runs[index];
    if (run === undefined) break;
    const { cause } = run;
    steps.push(nameText(run.name));
    if (cause.kind === "key") steps.push(`key ${cause.key}`);
    else if (cause.kind === "rerun") steps.push("rerun()");
    const event = record.events[cause.event];
    if (event !== undefined) steps.push(eventText(event));
    index = cause.run;
  }
  return steps.reverse().join(" → ");
}

const REASONS: Record<SkipRecord["reason"], string> = {
  unchanged: "nothing that it reads has changed",
  cycle: "does not settle",
  stopped: "stopped by the user",
  gone: "left the page",
  within: "ran within another",
};

export function skipText(skip: SkipRecord): string {
  return REASONS[skip.reason];
}

export function nameText(name: string): string {
  return name === "app" ? "the script" : name;
}

export function timeText(seconds: number): string {
  if (seconds < 0.001) return `${Math.round(seconds * 1e6)} µs`;
  if (seconds < 1) return `${(seconds * 1e3).toFixed(seconds < 0.01 ? 2 : 1)} ms`;
  return `${seconds.toFixed(2)} s`;
}

export function sizeText(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
