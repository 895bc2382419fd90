// Which rows a reader sees, and in which order: sorting and searching, as row numbers.

import { fold } from "../inputs/match";
import { isNumeric, millisecondsOf, type ShownColumn } from "./cells";

export interface Sort {
  column: number;
  descending: boolean;
}

/** A click on a header: ascending, descending, then the data's own order. */
export function nextSort(sort: Sort | null, column: number): Sort | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

const DATED = ["date", "time", "datetime"];

function isMissing(value: unknown): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

/** How two rows compare in a column. The keys are worked out once, not in each comparison. */
function comparison(shown: ShownColumn, rows: Uint32Array): (a: number, b: number) => number {
  const size = rows.reduce((most, row) => Math.max(most, row + 1), 0);
  const dated = DATED.includes(shown.spec.type);
  if (dated || isNumeric(shown.spec) || shown.spec.type === "boolean") {
    const keys = new Float64Array(size);
    for (const row of rows) {
      const value = shown.data.at(row);
      keys[row] = dated ? millisecondsOf(value) : Number(value);
    }
    return (a, b) => (keys[a] ?? 0) - (keys[b] ?? 0);
  }
  const texts = new Array<string>(size);
  for (const row of rows) texts[row] = shown.text(row);
  return (a, b) => collator.compare(texts[a] ?? "", texts[b] ?? "");
}

/** Sorts row numbers by a column; what is missing stands last either way, ties keep their order. */
export function sortRows(rows: Uint32Array, shown: ShownColumn, descending: boolean): Uint32Array {
  const present = rows.filter((row) => !isMissing(shown.data.at(row)));
  const absent = rows.filter((row) => isMissing(shown.data.at(row)));
  const compare = comparison(shown, present);
  const sign = descending ? -1 : 1;
  present.sort((a, b) => sign * compare(a, b) || a - b);
  const sorted = new Uint32Array(rows.length);
  sorted.set(present);
  sorted.set(absent, present.length);
  return sorted;
}

export function allRows(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, row) => row);
}

/** Every row's text, folded once so that typing a search stays quick. */
export class SearchIndex {
  private texts: string[] | null = null;

  constructor(
    private readonly columns: readonly ShownColumn[],
    private readonly rows: number,
  ) {}

  /** The rows in which some cell contains `query`. */
  find(query: string): Uint32Array {
    const wanted = fold(query.trim());
    if (wanted === "") return allRows(this.rows);
    // A separator that nobody types keeps a match within one cell.
    this.texts ??= Array.from({ length: this.rows }, (_, row) =>
      fold(this.columns.map((column) => column.text(row)).join("\u0001")),
    );
    const found: number[] = [];
    this.texts.forEach((text, row) => {
      if (text.includes(wanted)) found.push(row);
    });
    return Uint32Array.from(found);
  }
}
