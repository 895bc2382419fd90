// Where everything stands: what state edges join is laid out in layers by dagre (Sugiyama's
// method), what nothing joins stands in a block of its own below.

import { Graph, layout as arrange } from "@dagrejs/dagre";
import type { Box, CallEdge, Picture, StateEdge } from "./model.ts";
import { APP, factsOf } from "./model.ts";

export interface Point {
  x: number;
  y: number;
}

export interface Placed extends Point {
  /** Of a node, or `group:MODULE` for one that is collapsed. */
  id: string;
  width: number;
  height: number;
  box: Box | null;
  /** The nodes that a collapsed group stands for. */
  members: Box[];
  label: string;
}

export interface Line {
  id: string;
  kind: "state" | "call";
  source: string;
  target: string;
  /** What it stands for; several where an end is collapsed. */
  state: StateEdge[];
  calls: CallEdge[];
  keys: string[];
  path: string;
  /** Where its label stands. */
  middle: Point;
}

export interface Area extends Point {
  module: string;
  width: number;
  height: number;
}

export interface Layout {
  nodes: Placed[];
  lines: Line[];
  areas: Area[];
  width: number;
  height: number;
}

export interface View {
  /** Which nodes are drawn at all. */
  shown: (id: string) => boolean;
  collapsed: ReadonlySet<string>;
  /** Whether calls by the script itself are drawn. */
  calls: boolean;
  /** The room there is, in pixels. */
  room: { width: number; height: number };
}

const HEIGHT = 50;
const GAP = 18;
const CHARACTER = 7.6;
const LONGEST_LABEL = 26;

export function groupId(module: string): string {
  return `group:${module}`;
}

export function layOut(picture: Picture, view: View): Layout {
  const boxes = picture.nodes.filter((box) => view.shown(box.id));
  const home = new Map(
    boxes.map((box) => [
      box.id,
      view.collapsed.has(box.module) && box.id !== APP ? groupId(box.module) : box.id,
    ]),
  );
  const nodes = placed(boxes, home);
  const lines = linesOf(picture, view, home);
  const joined = new Set(lines.flatMap((line) => [line.source, line.target]));
  const inGraph = [...nodes.values()].filter((node) => joined.has(node.id));
  const apart = [...nodes.values()].filter((node) => !joined.has(node.id));
  const modules = new Set(inGraph.map((node) => node.box?.module ?? ""));
  const extent = fitted(inGraph, lines, modules.size > 1, view.room);
  const block = inBlock(apart, inGraph.length === 0 ? 0 : extent.height + 2 * GAP, extent.width);
  return {
    nodes: [...nodes.values()],
    lines,
    areas: modules.size > 1 ? areasOf(inGraph) : [],
    width: Math.max(extent.width, block.width),
    height: Math.max(extent.height, block.height),
  };
}

function placed(boxes: Box[], home: Map<string, string>): Map<string, Placed> {
  const nodes = new Map<string, Placed>();
  for (const box of boxes) {
    const id = home.get(box.id) ?? box.id;
    const known = nodes.get(id);
    if (known !== undefined) {
      known.members.push(box);
      known.label = `${box.module} (${known.members.length})`;
      continue;
    }
    const label = id === box.id ? box.name : `${box.module} (1)`;
    const needed = Math.max(label.length * CHARACTER + 46, factsOf(box).length * 5.7 + 30);
    const width = Math.min(280, Math.max(110, needed));
    nodes.set(id, {
      id,
      x: 0,
      y: 0,
      width,
      height: HEIGHT,
      box: id === box.id ? box : null,
      members: [box],
      label,
    });
  }
  return nodes;
}

function linesOf(picture: Picture, view: View, home: Map<string, string>): Line[] {
  const found = new Map<string, Line>();
  const line = (kind: Line["kind"], from: string, to: string): Line | null => {
    const source = home.get(from);
    const target = home.get(to);
    if (source === undefined || target === undefined || source === target) return null;
    const id = `${kind} ${source} ${target}`;
    let known = found.get(id);
    if (known === undefined) {
      const middle = { x: 0, y: 0 };
      known = { id, kind, source, target, state: [], calls: [], keys: [], path: "", middle };
      found.set(id, known);
    }
    return known;
  };
  for (const edge of picture.state) {
    const drawn = line("state", edge.source, edge.target);
    drawn?.state.push(edge);
    for (const key of drawn === null ? [] : edge.keys) {
      if (!drawn?.keys.includes(key)) drawn?.keys.push(key);
    }
  }
  for (const edge of picture.calls) {
    if (edge.source === APP && !view.calls) continue;
    line("call", edge.source, edge.target)?.calls.push(edge);
  }
  return [...found.values()];
}

export function labelOf(line: Line): string {
  const [first = "", ...rest] = line.keys;
  const cut = first.length > LONGEST_LABEL ? `${first.slice(0, LONGEST_LABEL - 1)}…` : first;
  return rest.length === 0 ? cut : `${cut} +${rest.length}`;
}

interface Extent {
  width: number;
  height: number;
}

/** Beyond this many nodes one direction is tried, not both. */
const BOTH_WAYS = 120;

/** Lay out from left to right, or from top to bottom where that is seen larger. */
function fitted(nodes: Placed[], lines: Line[], grouped: boolean, room: Extent): Extent {
  const across = layered(nodes, lines, grouped, "LR");
  if (scaleIn(across, room) >= 1 || nodes.length > BOTH_WAYS) return across;
  const down = layered(nodes, lines, grouped, "TB");
  if (scaleIn(down, room) > 1.1 * scaleIn(across, room)) return down;
  return layered(nodes, lines, grouped, "LR");
}

function scaleIn(extent: Extent, room: Extent): number {
  return Math.min(room.width / Math.max(extent.width, 1), room.height / Math.max(extent.height, 1), 1);
}

function layered(nodes: Placed[], lines: Line[], grouped: boolean, rankdir: "LR" | "TB"): Extent {
  if (nodes.length === 0) return { width: 0, height: 0 };
  const graph = new Graph({ multigraph: true, compound: grouped });
  const ranksep = rankdir === "LR" ? 26 : 30;
  graph.setGraph({ rankdir, nodesep: GAP, ranksep, edgesep: 10, ranker: "network-simplex" });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) {
    graph.setNode(node.id, { width: node.width, height: node.height });
    const module = node.box?.module;
    if (!grouped || module === undefined || node.id === APP) continue;
    graph.setNode(`area:${module}`, {});
    graph.setParent(node.id, `area:${module}`);
  }
  for (const line of lines) {
    const label = line.kind === "state" ? labelOf(line) : "";
    const width = label.length * 6.6 + (label === "" ? 0 : 12);
    const size = { width, height: label === "" ? 0 : 18, labelpos: "c", minlen: 1 };
    graph.setEdge(line.source, line.target, size, line.kind);
  }
  arrange(graph);
  for (const node of nodes) {
    const { x, y } = graph.node(node.id) as Point;
    node.x = x;
    node.y = y;
  }
  for (const line of lines) {
    const edge = graph.edge({ v: line.source, w: line.target, name: line.kind }) as {
      points: Point[];
    } & Point;
    line.path = smooth(edge.points, rankdir);
    line.middle =
      Number.isFinite(edge.x) && Number.isFinite(edge.y)
        ? { x: edge.x, y: edge.y }
        : (edge.points[Math.floor(edge.points.length / 2)] ?? { x: 0, y: 0 });
  }
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return { width, height };
}

/** A curve through points: straight out of the first, straight into the last. */
function smooth(points: Point[], rankdir: "LR" | "TB"): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  let path = `M${at(first)}`;
  let previous = first;
  for (const point of rest) {
    const middle = { x: (previous.x + point.x) / 2, y: (previous.y + point.y) / 2 };
    const [one, two] =
      rankdir === "LR"
        ? [{ x: middle.x, y: previous.y }, { x: middle.x, y: point.y }]
        : [{ x: previous.x, y: middle.y }, { x: point.x, y: middle.y }];
    path += `C${at(one)} ${at(two)} ${at(point)}`;
    previous = point;
  }
  return path;
}

function at({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Put nodes that nothing joins into rows, about as wide as what stands above them. */
function inBlock(nodes: Placed[], top: number, above: number): { width: number; height: number } {
  const area = nodes.reduce((sum, node) => sum + (node.width + GAP) * (HEIGHT + GAP), 0);
  const widest = Math.max(above, Math.sqrt(area * 1.8), 300);
  let x = 0;
  let y = top;
  let width = 0;
  for (const node of nodes) {
    if (x > 0 && x + node.width > widest) {
      x = 0;
      y += HEIGHT + GAP;
    }
    node.x = x + node.width / 2;
    node.y = y + HEIGHT / 2;
    x += node.width + GAP;
    width = Math.max(width, x - GAP);
  }
  return { width, height: nodes.length === 0 ? 0 : y + HEIGHT };
}

function areasOf(nodes: Placed[]): Area[] {
  const found = new Map<string, Placed[]>();
  for (const node of nodes) {
    if (node.box === null || node.id === APP) continue;
    found.set(node.box.module, [...(found.get(node.box.module) ?? []), node]);
  }
  return [...found].map(([module, members]) => {
    const left = Math.min(...members.map((node) => node.x - node.width / 2)) - 14;
    const right = Math.max(...members.map((node) => node.x + node.width / 2)) + 14;
    const upper = Math.min(...members.map((node) => node.y - node.height / 2)) - 30;
    const lower = Math.max(...members.map((node) => node.y + node.height / 2)) + 14;
    return { module, x: left, y: upper, width: right - left, height: lower - upper };
  });
}
