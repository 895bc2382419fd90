// One running chart. Expressions are interpreted, not evaluated: a strict content security
// policy that forbids eval does not break charts.

import { changeset, type Item, parse as parseSpec, type Spec, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type Config, type TopLevelSpec } from "vega-lite";
import { parseFields, rowsOf } from "./chart_data";
import { followSelections, restoreSelections, type Selection, selectionState } from "./chart_selections";
import { readableTimes } from "./chart_times";
import type { Table } from "./table";

/** The data set that the page's table is known by in a specification. */
const SOURCE = "source";
/** Above this many rows a canvas is drawn; below, SVG, which screen readers can walk. */
const CANVAS_FROM = 1000;
const COMPOSED = ["hconcat", "vconcat", "concat", "facet", "repeat"];

/** A specification as a plain object. */
export type ChartSpec = Record<string, unknown>;

export interface Size {
  width: number;
  /** Undefined: as the specification says. */
  height: number | undefined;
}

export interface ChartInput {
  spec: ChartSpec;
  table: Table | undefined;
  config: Config;
  size: Size;
  /** Whether it has the size that the specification gives it, or Vega-Lite's own. */
  natural?: boolean;
  /** The selections that are told of. */
  selects?: readonly string[];
  /** What a screen reader calls the chart. */
  alt: string | undefined;
  onTooltip(event: MouseEvent, value: unknown): void;
  onSelect?(selection: Selection): void;
}

/** Whether a chart is several side by side, which have sizes of their own. */
export function isComposed(spec: ChartSpec): boolean {
  const encoding = (spec.encoding ?? {}) as Record<string, unknown>;
  return COMPOSED.some((name) => name in spec) || ["row", "column", "facet"].some((name) => name in encoding);
}

/** The specification with the size and data that the page gives it. */
export function completeSpec(input: Pick<ChartInput, "spec" | "size" | "alt" | "table" | "natural">): ChartSpec {
  const { spec, size, alt, table, natural } = input;
  const complete: ChartSpec = { ...spec };
  if (alt !== undefined) complete.description = alt;
  if (table !== undefined && complete.data === undefined) complete.data = { name: SOURCE };
  if (isComposed(spec)) return complete;
  if (natural) {
    if (complete.width === "container") delete complete.width;
  } else if (complete.width === undefined || complete.width === "container") complete.width = size.width;
  if (size.height !== undefined && (complete.height === undefined || complete.height === "container")) {
    complete.height = size.height;
  }
  complete.autosize ??= { type: "fit", contains: "padding" };
  return complete;
}

const LABEL_CHARACTER = 7;

/** Whether the names on a chart's x axis can stand upright side by side. */
export function namesFit(spec: ChartSpec, table: Table | undefined, width: number): boolean {
  const x = ((spec.encoding ?? {}) as Record<string, { field?: unknown } | undefined>).x;
  const column = typeof x?.field === "string" ? table?.column(x.field) : undefined;
  if (column === undefined || table === undefined) return false;
  const names = new Set<string>();
  let longest = 0;
  for (let row = 0; row < table.rows; row += 1) {
    const name = String(column.at(row));
    names.add(name);
    longest = Math.max(longest, name.length);
    if (names.size * (longest + 1) * LABEL_CHARACTER > width) return false;
  }
  return true;
}

export class Chart {
  private constructor(
    private readonly view: View,
    private readonly parse: Readonly<Record<string, string>>,
    private readonly hasSource: boolean,
    /** Which sides follow the page's size. */
    private readonly fluid: { width: boolean; height: boolean },
  ) {}

  /**
   * Draws a chart into an element.
   *
   * @throws Error when the specification is not valid
   */
  static async draw(element: HTMLElement, input: ChartInput): Promise<Chart> {
    const complete = completeSpec(input);
    const upright = namesFit(complete, input.table, input.size.width);
    const config = upright ? { ...input.config, axisXDiscrete: { labelAngle: 0 } } : input.config;
    const { spec } = compile(complete as unknown as TopLevelSpec, { config, logger: QUIET });
    readableTimes(spec);
    const source = findSource(spec);
    const rows = input.table?.rows ?? 0;
    const view = new View(parseSpec(spec, undefined, { ast: true }), {
      expr: expressionInterpreter,
      renderer: rows > CANVAS_FROM ? "canvas" : "svg",
      container: element,
      hover: true,
      tooltip: (_handler: unknown, event: MouseEvent, _item: Item, value: unknown) =>
        input.onTooltip(event, value),
    } as ConstructorParameters<typeof View>[1]);
    const fluid = {
      width: complete.width === input.size.width,
      height: input.size.height !== undefined && complete.height === input.size.height,
    };
    const parse = (source as Source | undefined)?.format?.parse ?? {};
    const chart = new Chart(view, parse, source !== undefined, fluid);
    if (input.table !== undefined) chart.put(input.table);
    await view.runAsync();
    followSelections(view, input.selects ?? [], (selection) => input.onSelect?.(selection));
    return chart;
  }

  /** What is selected, to be carried over to a picture that takes this one's place. */
  selections(names: readonly string[]): unknown {
    return selectionState(this.view, names);
  }

  /** Selects what was selected in the picture that stood here before. */
  async select(state: unknown): Promise<void> {
    restoreSelections(this.view, state);
    await this.view.runAsync();
  }

  /** Shows other data, in the same picture. */
  async update(table: Table): Promise<void> {
    this.put(table);
    await this.view.runAsync();
  }

  async resize(size: Size): Promise<void> {
    const { view, fluid } = this;
    if (fluid.width && view.width() !== size.width) view.width(size.width);
    else if (!fluid.height || size.height === undefined || view.height() === size.height) return;
    if (fluid.height && size.height !== undefined) view.height(size.height);
    await view.resize().runAsync();
  }

  /** The picture as the address of a PNG, at twice its size. */
  image(): Promise<string> {
    return this.view.toImageURL("png", 2);
  }

  close(): void {
    this.view.finalize();
  }

  private put(table: Table): void {
    if (!this.hasSource) return;
    const rows = parseFields(rowsOf(table), this.parse);
    this.view.change(SOURCE, changeset().remove(() => true).insert(rows));
  }
}

/** Where a compiled specification says how fields are read. */
interface Source {
  format?: { parse?: Record<string, string> };
}

function findSource(spec: Spec) {
  return spec.data?.find((data) => data.name === SOURCE);
}

function quiet(): typeof QUIET {
  return QUIET;
}

/** What Vega-Lite remarks on a specification is of no use to a reader of the page. */
const QUIET = {
  level: () => QUIET as never,
  error: quiet as never,
  warn: quiet as never,
  info: quiet as never,
  debug: quiet as never,
};
