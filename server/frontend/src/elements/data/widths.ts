// How wide the columns of a table are.

import type { DataColumn } from "../../protocol.gen";
import { type Kind, kindOf, type ShownColumn } from "./cells";
import { displayText } from "./addresses";

const NAMED = { small: 75, medium: 200, large: 400 };
export const NARROWEST = 50;
const WIDEST = 400;
/** Rows that are looked at to find a column's width: the first ones and as many further down. */
const SAMPLE = 60;
/** Pixels a character takes, on average, and what stands around the text of a cell. */
const CHARACTER = 7.4;
const PADDING = 26;
const SORT_MARK = 16;

/** What shows a picture of its value needs room for that, whatever the value's text. */
const PICTURED: Partial<Record<Kind, number>> = {
  progress: 150,
  line_chart: 150,
  bar_chart: 150,
  area_chart: 150,
  image: 90,
  audio: 260,
  video: 200,
};

/** The width an author asks for, in pixels. */
export function statedWidth(spec: DataColumn): number | undefined {
  return typeof spec.width === "string" ? NAMED[spec.width] : spec.width;
}

/** The width at which a column's label and first values can be read. */
export function naturalWidth(column: ShownColumn, rows: number): number {
  let longest = column.spec.label.length + SORT_MARK / CHARACTER;
  const kind = kindOf(column.spec);
  const pictured = PICTURED[kind];
  if (pictured !== undefined) return Math.round(Math.max(pictured, longest * CHARACTER + PADDING));
  // Items of a list stand as tags, which take some room of their own, as buttons do.
  const extra = column.spec.type === "list" || kind === "button" ? 3 : 0;
  for (let at = 0; at < Math.min(rows, 2 * SAMPLE); at += 1) {
    const row = at < SAMPLE || rows <= 2 * SAMPLE ? at : rows - 1 - Math.floor(((at - SAMPLE) * rows) / (2 * SAMPLE));
    const text = column.text(row);
    const says = kind === "link" ? displayText(column.spec.display, text) : text;
    longest = Math.max(longest, says.length + extra);
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
  const free = columns
    .map((_, at) => at)
    .filter((at) => set[at] === undefined && statedWidth(columns[at]!.spec) === undefined);
  // Labels of rows need no more than their own room, unless they are all there is.
  const body = free.filter((at) => !columns[at]!.spec.index);
  const elastic = body.length > 0 ? body : free;
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
