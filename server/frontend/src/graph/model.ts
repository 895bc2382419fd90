// A program's graph as `reactfrag graph` writes it (compiler/reactfrag_compiler/picture.py),
// and the questions that the page asks of it.

export interface Place {
  file: string;
  line: number;
  source: string;
  via: string[];
  note: string;
}

export interface Use {
  key: string;
  places: Place[];
}

export interface Box {
  id: string;
  name: string;
  kind: "app" | "fragment";
  module: string;
  file: string;
  line: number;
  end_line: number;
  pure: boolean;
  impure: { message: string; place: Place }[];
  widgets: Use[];
  reads: Use[];
  writes: Use[];
  deletes: Use[];
  run_every: string;
  has_widgets: boolean;
  called: boolean;
  cyclic: boolean;
  rank: number;
}

export interface StateEdge {
  source: string;
  target: string;
  keys: string[];
  cycle: boolean;
  late: boolean;
}

export interface CallEdge {
  source: string;
  target: string;
  times: string;
}

export interface KeyBox {
  name: string;
  readers: string[];
  writers: string[];
  runs: string[];
  late: boolean;
}

export interface EventSource {
  node: string;
  kind: "widget" | "timer";
  label: string;
  key: string;
  runs: string[];
}

export interface Note {
  code: string;
  severity: "error" | "warning" | "info";
  message: string;
  hint: string;
  file: string;
  line: number;
}

export interface Picture {
  schema: number;
  app: string;
  files: { name: string; text: string }[];
  nodes: Box[];
  state: StateEdge[];
  calls: CallEdge[];
  keys: KeyBox[];
  events: EventSource[];
  cycles: string[][];
  notes: Note[];
}

/** The id of the script itself. */
export const APP = "app";

/** What is pointed at or chosen. */
export type Focus =
  | { kind: "node"; id: string }
  | { kind: "key"; name: string }
  | { kind: "event"; index: number };

export type Role = "self" | "reader" | "writer" | "both" | "runs" | "near";

/** What stands out while something is in focus. */
export interface Lit {
  nodes: Map<string, Role>;
  /** The place of each node in the order of running, from 1. */
  order: Map<string, number>;
  edge: (edge: StateEdge) => boolean;
  call: (edge: CallEdge) => boolean;
  /** Lines of the sources, as "file:line". */
  lines: Set<string>;
  /** Where the source is to be shown from. */
  top: { file: string; line: number } | null;
}

export function sameFocus(a: Focus | null, b: Focus | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export function lineId(file: string, line: number): string {
  return `${file}:${line}`;
}

/** All that a node does with keys. */
export function usesOf(box: Box): Use[] {
  return [...box.widgets, ...box.reads, ...box.writes, ...box.deletes];
}

export function light(picture: Picture, focus: Focus): Lit {
  switch (focus.kind) {
    case "node":
      return lightNode(picture, focus.id);
    case "key":
      return lightKey(picture, focus.name);
    case "event":
      return lightEvent(picture, focus.index);
  }
}

function lightNode(picture: Picture, id: string): Lit {
  const nodes = new Map<string, Role>([[id, "self"]]);
  for (const edge of picture.state) {
    if (edge.source === id && !nodes.has(edge.target)) nodes.set(edge.target, "reader");
    if (edge.target === id && !nodes.has(edge.source)) nodes.set(edge.source, "writer");
  }
  for (const { source, target } of picture.calls) {
    if (source === id && source !== APP && !nodes.has(target)) nodes.set(target, "near");
    if (target === id && source !== APP && !nodes.has(source)) nodes.set(source, "near");
  }
  const box = picture.nodes.find((node) => node.id === id);
  const lines = new Set<string>();
  if (box !== undefined) {
    if (box.kind === "fragment") {
      for (let line = box.line; line <= box.end_line; line++) lines.add(lineId(box.file, line));
    }
    for (const { places } of usesOf(box)) addPlaces(lines, places);
  }
  return {
    nodes,
    order: new Map(),
    edge: (edge) => edge.source === id || edge.target === id,
    call: (edge) => (edge.source === id || edge.target === id) && edge.source !== APP,
    lines,
    top: box === undefined ? null : { file: box.file, line: box.line },
  };
}

function lightKey(picture: Picture, name: string): Lit {
  const key = picture.keys.find((one) => one.name === name);
  const nodes = new Map<string, Role>();
  for (const id of key?.readers ?? []) nodes.set(id, "reader");
  for (const id of key?.writers ?? []) nodes.set(id, nodes.has(id) ? "both" : "writer");
  const lines = new Set<string>();
  let top: Lit["top"] = null;
  for (const box of picture.nodes) {
    for (const use of usesOf(box)) {
      if (use.key !== name) continue;
      addPlaces(lines, use.places);
      const first = use.places[0];
      if (top === null && first !== undefined) top = { file: first.file, line: first.line };
    }
  }
  const edge = (edge: StateEdge): boolean => edge.keys.includes(name);
  return { nodes, order: new Map(), edge, call: () => false, lines, top };
}

function lightEvent(picture: Picture, index: number): Lit {
  const event = picture.events[index];
  const runs = event?.runs ?? [];
  const order = new Map(runs.map((id, place) => [id, place + 1]));
  const nodes = new Map<string, Role>(runs.map((id) => [id, "runs"]));
  if (event !== undefined) nodes.set(event.node, "self");
  const box = picture.nodes.find((node) => node.id === event?.node);
  // The other widgets of its owner stay as they are.
  const still = new Set(box?.widgets.map((use) => use.key).filter((key) => key !== event?.key));
  for (const use of box?.writes ?? []) still.delete(use.key);
  const lines = new Set<string>();
  for (const use of box?.widgets ?? []) {
    if (event?.key === "" || use.key === event?.key) addPlaces(lines, use.places);
  }
  return {
    nodes,
    order,
    edge: ({ source, target, keys }) =>
      target !== APP &&
      order.has(source) &&
      order.has(target) &&
      !(source === event?.node && keys.every((key) => still.has(key))),
    call: () => false,
    lines,
    top: box === undefined ? null : { file: box.file, line: firstOf(lines) ?? box.line },
  };
}

function addPlaces(lines: Set<string>, places: Place[]): void {
  for (const { file, line } of places) lines.add(lineId(file, line));
}

function firstOf(lines: Set<string>): number | undefined {
  const numbers = [...lines].map((id) => Number(id.slice(id.lastIndexOf(":") + 1)));
  return numbers.length === 0 ? undefined : Math.min(...numbers);
}

/** What a node is called where the words before it tell the rest. */
export function titleOf(picture: Picture, id: string): string {
  return picture.nodes.find((node) => node.id === id)?.name ?? id;
}

export function hasText(box: Box, query: string): boolean {
  const wanted = query.toLowerCase();
  return (
    box.name.toLowerCase().includes(wanted) ||
    usesOf(box).some((use) => use.key.toLowerCase().includes(wanted))
  );
}

/** The modules of a program, in the order of their nodes. */
export function modulesOf(picture: Picture): string[] {
  return [...new Set(picture.nodes.map((node) => node.module))];
}

/** What a node does, in a few words. */
export function factsOf(box: Box): string {
  const parts: string[] = [];
  if (!box.called) parts.push("never called");
  const count = (number: number, what: string): void => {
    if (number > 0) parts.push(`${number} ${what}`);
  };
  count(box.widgets.length, box.widgets.length === 1 ? "keyed widget" : "keyed widgets");
  count(box.reads.length, box.reads.length === 1 ? "read" : "reads");
  count(box.writes.length, box.writes.length === 1 ? "write" : "writes");
  if (box.run_every !== "") parts.push(`every ${box.run_every}`);
  if (parts.length === 0) parts.push(box.id === APP ? "top level" : "no keys");
  return parts.join(" · ");
}
