// What a grid can do besides showing: the two sides agree on it here.

import type { ShownColumn } from "./cells";

export interface GridSelection {
  /** Whether rows can be selected, one or several. */
  rowMode: "none" | "single" | "multi";
  rows: ReadonlySet<number>;
  /** Selects rows in place of others, or in addition. */
  selectRows(rows: readonly number[], how: "only" | "toggle" | "add"): void;
  columnMode: "none" | "single" | "multi";
  columns: ReadonlySet<string>;
  toggleColumn(name: string): void;
  cellMode: "none" | "single" | "multi";
  cells: ReadonlySet<string>;
  selectCells(cells: readonly (readonly [number, string])[]): void;
}

export const NO_SELECTION: GridSelection = {
  rowMode: "none",
  rows: new Set(),
  selectRows: () => {},
  columnMode: "none",
  columns: new Set(),
  toggleColumn: () => {},
  cellMode: "none",
  cells: new Set(),
  selectCells: () => {},
};

export interface CellChange {
  row: number;
  column: ShownColumn;
  value: unknown;
}

export interface GridEditing {
  canEdit(column: ShownColumn): boolean;
  put(changes: readonly CellChange[]): void;
  /** Whether a line below the rows adds one. */
  adds: boolean;
  /** Adds rows; the values by the columns' names. */
  add(rows: readonly Readonly<Record<string, unknown>>[]): void;
  /** Deletes rows, where that is allowed. */
  remove?(rows: readonly number[]): void;
  undo(): void;
  redo(): void;
  /** Says what could not be done. */
  complain(message: string): void;
}

/** The column of checkboxes by which rows are selected. */
export const MARKER = "\u0000marker";

export function isMarker(column: ShownColumn | undefined): boolean {
  return column?.spec.name === MARKER;
}
