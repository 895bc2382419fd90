// A popover is closed when anything around its field scrolls. But with the page itself it scrolls
// along, as when a phone's keyboard comes up or new elements push the field down.

const NEAR = 24;

/** Whether a popover still stands at its field. */
export function beside(field: Element | null, popover: Element | null): boolean {
  if (field === null || popover === null) return false;
  const a = field.getBoundingClientRect();
  const b = popover.getBoundingClientRect();
  const gap = Math.min(Math.abs(b.top - a.bottom), Math.abs(a.top - b.bottom));
  return gap < NEAR && b.left < a.right && b.right > a.left;
}
