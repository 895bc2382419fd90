// What has been done to a table, as a value that is never changed but replaced.

import type { Edits } from "../../protocol.gen";

export type Cells = Readonly<Record<string, unknown>>;

export interface EditState {
  readonly edited_rows: Readonly<Record<string, Cells>>;
  readonly added_rows: readonly Cells[];
  readonly deleted_rows: readonly number[];
  readonly of?: string;
}

/** The edits that the server knows of, with all their parts. */
export function editState(edits: Edits | undefined | null): EditState {
  const { edited_rows = {}, added_rows = [], deleted_rows = [], of } = edits ?? {};
  return { edited_rows, added_rows, deleted_rows, ...(of === undefined ? {} : { of }) };
}

/** Sets cells of one row; rows from `total` on are those that were added. */
export function withCells(state: EditState, row: number, cells: Cells, total: number): EditState {
  if (row >= total) {
    const added = state.added_rows.map((known, at) => (at === row - total ? { ...known, ...cells } : known));
    return { ...state, added_rows: added };
  }
  const known = state.edited_rows[row] ?? {};
  return { ...state, edited_rows: { ...state.edited_rows, [row]: { ...known, ...cells } } };
}

export function withAdded(state: EditState, rows: readonly Cells[]): EditState {
  return { ...state, added_rows: [...state.added_rows, ...rows] };
}

export function withoutRows(state: EditState, rows: readonly number[], total: number): EditState {
  const gone = new Set(rows);
  const edited = Object.entries(state.edited_rows).filter(([row]) => !gone.has(Number(row)));
  const deleted = rows.filter((row) => row < total && !state.deleted_rows.includes(row));
  return {
    ...state,
    edited_rows: Object.fromEntries(edited),
    added_rows: state.added_rows.filter((_, at) => !gone.has(total + at)),
    deleted_rows: [...state.deleted_rows, ...deleted],
  };
}
