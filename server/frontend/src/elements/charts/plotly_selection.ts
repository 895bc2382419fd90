// What is selected in a chart of Plotly, in the form that the app's author reads.

export interface PlotlySelection {
  points: Record<string, unknown>[];
  point_indices: number[];
  box: Record<string, unknown>[];
  lasso: Record<string, unknown>[];
}

export const NOTHING: PlotlySelection = { points: [], point_indices: [], box: [], lasso: [] };

interface EventPoint {
  curveNumber: number;
  pointNumber?: number | number[];
  pointIndex?: number | number[];
  pointNumbers?: number[];
  [name: string]: unknown;
}

interface EventSelection {
  type?: string;
  xref?: string;
  yref?: string;
  x0?: unknown;
  x1?: unknown;
  y0?: unknown;
  y1?: unknown;
  path?: string;
}

export interface SelectEvent {
  points?: EventPoint[];
  selections?: EventSelection[];
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Values that cross the wire; the chart's own objects (axes, traces) do not. */
function sendable(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(sendable);
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function point(raw: EventPoint): Record<string, unknown> {
  const entries = Object.entries(raw).filter(([name, value]) => name !== "bbox" && value !== undefined && sendable(value));
  const found = Object.fromEntries(entries.map(([name, value]) => [snake(name), value]));
  const group = (raw["data"] as { legendgroup?: unknown } | undefined)?.legendgroup;
  if (typeof group === "string" && group !== "") found["legendgroup"] = group;
  if (raw.pointNumbers !== undefined) found["point_indices"] = raw.pointNumbers;
  return found;
}

/** The corners of a drawn path: `M1,2L3,4Z`. */
export function cornersOf(path: string): { x: (number | string)[]; y: (number | string)[] } {
  const corners = path
    .replace(/^M|Z$/g, "")
    .split("L")
    .map((corner) => corner.split(",").map((part) => (part === "" || Number.isNaN(Number(part)) ? part : Number(part))));
  return { x: corners.map(([x]) => x ?? 0), y: corners.map(([, y]) => y ?? 0) };
}

export function readSelection(event: SelectEvent | undefined | null): PlotlySelection {
  if (event === undefined || event === null) return NOTHING;
  const points = (event.points ?? []).map(point);
  const indices = (event.points ?? []).flatMap((one) => one.pointNumbers ?? one.pointIndex ?? one.pointNumber ?? []);
  const drawn = event.selections ?? [];
  const refs = ({ xref = "x", yref = "y" }: EventSelection): object => ({ xref, yref });
  return {
    points,
    point_indices: indices.filter((index): index is number => typeof index === "number" && index >= 0),
    box: drawn.filter(({ type }) => type === "rect").map((one) => ({ ...refs(one), x: [one.x0, one.x1], y: [one.y0, one.y1] })),
    lasso: drawn.filter(({ type }) => type === "path").map((one) => ({ ...refs(one), ...cornersOf(one.path ?? "") })),
  };
}
