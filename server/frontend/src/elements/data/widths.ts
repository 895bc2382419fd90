// How wide the columns of a table are.

import type { DataColumn } from "../../protocol.gen";
import type { ShownColumn } from "./cells";

const NAMED = { small: 75, medium: 200, large: 400 };
export const NARROWEST = 50;
const WIDEST = 400;
/** Rows that are looked at to find a column's width. */
const SAMPLE = 80;
/** Pixels a character takes, on average, and what stands around the text of a cell. */
const CHARACTER = 7.4;
const PADDING = 26;
const SORT_MARK = 16;

/** The width an author asks for, in pixels. */
export function statedWidth(spec: DataColumn): number | undefined {
  return typeof spec.width === "string" ? NAMED[spec.width] : spec.width;
}

/** The width at which a column's label and first values can be read. */
export function naturalWidth(column: ShownColumn, rows: number): number {
  let longest = column.spec.label.length + SORT_MARK / CHARACTER;
  for (let row = 0; row < Math.min(rows, SAMPLE); row += 1) {
    // Items of a list stand as tags, which take some room of their own.
    const extra = column.spec.type === "list" ? 3 : 0;
    longest = Math.max(longest, column.text(row).length + extra);
  }
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, longest * CHARACTER + PADDING)));
}

/**
 * The columns' widths, stretched to fill `available` when they leave room.
 *
 * @param set widths that the reader (by number of the column) has dragged
 */
export function layoutWidths(
  columns: readonly ShownColumn[],
  natural: readonly number[],
  set: Readonly<Record<number, number>>,
  available: number,
): number[] {
  const widths = columns.map((column, at) => set[at] ?? statedWidth(column.spec) ?? natural[at] ?? NARROWEST);
  const room = available - widths.reduce((sum, width) => sum + width, 0);
  // Once the reader has set a width, columns stay where the reader sees them.
  const elastic = columns
    .map((_, at) => at)
    .filter((at) => set[at] === undefined && statedWidth(columns[at]!.spec) === undefined);
  if (room <= 0 || elastic.length === 0) return widths;
  const share = elastic.reduce((sum, at) => sum + widths[at]!, 0);
  let left = room;
  elastic.forEach((at, place) => {
    const more = place === elastic.length - 1 ? left : Math.floor((room * widths[at]!) / share);
    widths[at]! += more;
    left -= more;
  });
  return widths;
}
