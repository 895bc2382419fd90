/** Which rows a reader sees, and in which order: sorting and searching, as row numbers. */

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

function compareNumbers(shown: ShownColumn, rows: Uint32Array): (a: number, b: number) => number {
  const dated = ["date", "time", "datetime"].includes(shown.spec.type);
  const keys = new Map<number, number>();
  for (const row of rows) {
    const value = shown.data.at(row);
    keys.set(row, value === null ? Number.NaN : dated ? millisecondsOf(value) : Number(value));
  }
  return (a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0);
}

/** Sorts row numbers by a column; what is missing stands last either way, ties keep their order. */
export function sortRows(rows: Uint32Array, shown: ShownColumn, descending: boolean): Uint32Array {
  const numeric = isNumeric(shown.spec) || ["date", "time", "datetime", "boolean"].includes(shown.spec.type);
  const missing = (row: number): boolean => {
    const value = shown.data.at(row);
    return value === null || value === undefined || Number.isNaN(value);
  };
  const present = rows.filter((row) => !missing(row));
  const absent = rows.filter(missing);
  let compare: (a: number, b: number) => number;
  if (numeric) {
    compare = compareNumbers(shown, present);
  } else {
    const texts = new Map<number, string>();
    for (const row of present) texts.set(row, shown.text(row));
    compare = (a, b) => collator.compare(texts.get(a) ?? "", texts.get(b) ?? "");
  }
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
