// How high tables and charts are, known before their code is loaded.

import type { GridProps, VegaLiteProps } from "../../protocol.gen";

export const ROW_HEIGHT = 35;
const MOST_ROWS = 10;
/** The lines around the table. */
const BORDERS = 2;
const CHART = 350;

/**
 * A table's height: by default up to ten rows and its header.
 *
 * @param more lines besides the rows of the data
 */
export function frameHeight(
  props: Pick<GridProps, "height" | "row_height" | "data">,
  more = 0,
): number | string {
  const { height, data } = props;
  if (typeof height === "number") return height;
  if (height === "stretch") return "100%";
  // An empty table shows one line that says so.
  const all = data.rows + more;
  const rows = Math.max(1, height === "content" ? all : Math.min(all, MOST_ROWS));
  return (rows + 1) * (props.row_height ?? ROW_HEIGHT) + BORDERS;
}

/** A chart's height while nothing better is known. */
export function chartHeight(props: Pick<VegaLiteProps, "height">): number | string {
  if (typeof props.height === "number") return props.height;
  return props.height === "stretch" ? "100%" : CHART;
}
