// Which part of a long list is on screen.

export interface Span {
  /** The first row to draw. */
  first: number;
  /** One past the last row to draw. */
  end: number;
}

/**
 * The rows of equal height that a scrolled box shows, with a few more on either side.
 *
 * @param top how far the box is scrolled, in pixels
 * @param view the box's height in pixels
 * @param size one row's height in pixels
 * @param count how many rows there are
 * @param extra rows drawn beyond each edge
 */
export function rowSpan(top: number, view: number, size: number, count: number, extra = 4): Span {
  const first = Math.max(0, Math.floor(top / size) - extra);
  const end = Math.min(count, Math.ceil((top + view) / size) + extra);
  return { first: Math.min(first, Math.max(0, count - 1)), end: Math.max(end, Math.min(count, 1)) };
}

/**
 * The number of the row at a position, where some rows are left out.
 *
 * @param gone the rows left out, in rising order
 */
export function rowWithout(gone: readonly number[], position: number): number {
  let low = 0;
  let high = gone.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    // So many rows that stay come before the one that is gone.
    if (gone[middle]! - middle > position) high = middle;
    else low = middle + 1;
  }
  return position + low;
}

/** Where each column starts, and last where they end: one more number than there are widths. */
export function offsetsOf(widths: readonly number[]): number[] {
  const offsets = [0];
  let sum = 0;
  for (const width of widths) {
    sum += width;
    offsets.push(sum);
  }
  return offsets;
}

/** The columns that cross the stretch from `left` to `right`, by their offsets. */
export function columnSpan(offsets: readonly number[], left: number, right: number): Span {
  const count = offsets.length - 1;
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle + 1] ?? 0) <= left) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < count && (offsets[end] ?? 0) < right) end += 1;
  return { first: Math.min(low, count), end };
}
