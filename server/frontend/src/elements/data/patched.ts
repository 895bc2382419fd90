// A table of which some rows have changed since it came.

import type { Column, Table } from "./table";

/** Rows that are kept apart before the table is written anew. */
const MOST_APART = 2_000;

interface Place {
  readonly table: Table;
  readonly at: number;
}

/** A change as it came: the places of its rows, and a table of them. */
export interface Changed {
  readonly places: readonly number[];
  readonly part: Table;
}

/** Splits a change: its first column holds the places of its rows. */
export function readChange(part: Table): Changed {
  const first = part.column(part.names[0] ?? "");
  return { part, places: Array.from({ length: part.rows }, (_, at) => Number(first?.at(at))) };
}

class PatchedTable implements Table {
  readonly names: readonly string[];

  constructor(
    readonly whole: Table,
    /** By the row's number in `whole`, or beyond its end. */
    readonly apart: ReadonlyMap<number, Place>,
    /** How many rows at the start of `whole` are gone. */
    readonly gone: number,
    readonly rows: number,
  ) {
    this.names = whole.names;
  }

  column(name: string): Column | undefined {
    const column = this.whole.column(name);
    if (column === undefined) return undefined;
    const changed = new Map<Table, Column | undefined>();
    const at = (row: number): unknown => {
      const place = this.apart.get(row + this.gone);
      if (place === undefined) return column.at(row + this.gone);
      let other = changed.get(place.table);
      if (other === undefined) changed.set(place.table, (other = place.table.column(name)));
      return other?.at(place.at) ?? null;
    };
    return { at, dated: column.dated, zone: column.zone };
  }
}

/** All of a table's values in arrays of its own. */
function written(table: Table): Table {
  const columns = new Map<string, Column>();
  for (const name of table.names) {
    const column = table.column(name);
    if (column === undefined) continue;
    const values = Array.from({ length: table.rows }, (_, row) => column.at(row));
    columns.set(name, { at: (row) => values[row] ?? null, dated: column.dated, zone: column.zone });
  }
  return { rows: table.rows, names: table.names, column: (name) => columns.get(name) };
}

/** The table that a change makes of `base`, which stays as it is. */
export function patched(base: Table, change: Changed, rows: number, skip: number): Table {
  const before = base instanceof PatchedTable ? base : new PatchedTable(base, new Map(), 0, base.rows);
  const gone = before.gone + skip;
  const apart = new Map(before.apart);
  change.places.forEach((place, at) => apart.set(place + gone, { table: change.part, at }));
  const table = new PatchedTable(before.whole, apart, gone, rows);
  const limit = Math.max(MOST_APART, rows / 8);
  return apart.size > limit || gone > limit ? written(table) : table;
}
