/** A page number, or a gap that stands for those left out. */
export type Slot = number | "gap";

/**
 * The numbers to show: the first, the last, and those around the present page.
 *
 * @param most how many slots there are, gaps included
 */
export function pageSlots(pages: number, current: number, most: number): Slot[] {
  if (pages <= most) return Array.from({ length: pages }, (_, at) => at + 1);
  const middle = most - 4;
  const first = Math.max(3, Math.min(current - Math.floor(middle / 2), pages - 1 - middle));
  const inner = Array.from({ length: middle }, (_, at) => first + at);
  return [
    1,
    // A gap of one page is that page.
    first > 3 ? "gap" : 2,
    ...inner,
    first + middle < pages - 1 ? "gap" : pages - 1,
    pages,
  ];
}
