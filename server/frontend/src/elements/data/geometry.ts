// How big a grid is, how far it is scrolled, and so what of it is in sight.

import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ShownColumn } from "./cells";
import { layoutWidths, NARROWEST, naturalWidth } from "./widths";
import { columnSpan, offsetsOf, rowSpan, type Span } from "./window";

/** Browsers stop at some tens of millions of pixels: longer tables scroll by a scale. */
const TALLEST = 15_000_000;

/** Where the keyboard is; row -1 is the header. */
export interface Position {
  row: number;
  column: number;
}

export interface Geometry {
  scroller: RefObject<HTMLDivElement | null>;
  onScroll(box: HTMLDivElement): void;
  widths: readonly number[];
  offsets: readonly number[];
  /** How many columns stay in sight on the left. */
  pinned: number;
  width: number;
  tall: number;
  viewWidth: number;
  body: number;
  span: Span;
  /** The columns in sight, and how much room those take that are not. */
  shown: readonly number[];
  gap: number;
  /** Where a row stands in the box that is scrolled. */
  topOf(row: number): number;
  /** Scrolls so that a cell is in sight. */
  reveal(position: Position): void;
  resize(column: number, to: number): void;
  fit(column: number): void;
}

export function useGeometry(
  columns: readonly ShownColumn[],
  rows: number,
  sampled: number,
  rowHeight: number,
): Geometry {
  const scroller = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, left: 0 });
  const [view, setView] = useState({ width: 0, height: 0 });
  const [dragged, setDragged] = useState<Record<number, number>>({});

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    const measure = (): void => setView({ width: box.clientWidth, height: box.clientHeight });
    measure();
    if (typeof ResizeObserver === "undefined") return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  const natural = useNatural(columns, sampled);
  const widths = useMemo(
    () => layoutWidths(columns, natural, dragged, view.width),
    [columns, natural, dragged, view.width],
  );
  const firstLoose = columns.findIndex((column) => !column.spec.index && !column.spec.pinned);
  const pinned = firstLoose < 0 ? columns.length : firstLoose;
  const offsets = useMemo(() => offsetsOf(widths), [widths]);
  const pinnedWidth = offsets[pinned] ?? 0;

  // The header takes a row's height at the top of the box.
  const body = Math.max(0, view.height - rowHeight);
  const full = rows * rowHeight;
  const tall = Math.min(full, TALLEST);
  const scale = tall > body && full > tall ? (full - body) / (tall - body) : 1;
  const top = scroll.top * scale;
  const span = rowSpan(top, body, rowHeight, rows);
  const across = columnSpan(
    offsets,
    Math.max(pinnedWidth, scroll.left + pinnedWidth),
    scroll.left + Math.max(view.width, 1),
  );
  const first = Math.max(pinned, across.first);
  const shown = [
    ...Array.from({ length: pinned }, (_, at) => at),
    ...Array.from({ length: Math.max(0, across.end - first) }, (_, at) => first + at),
  ];

  const reveal = useCallback(
    ({ row, column }: Position) => {
      const box = scroller.current;
      if (box === null) return;
      if (row >= 0) {
        const at = row * rowHeight;
        if (at < top) box.scrollTop = at / scale;
        else if (at + rowHeight > top + body) box.scrollTop = (at + rowHeight - body) / scale;
      }
      if (column >= pinned) {
        const left = (offsets[column] ?? 0) - pinnedWidth;
        const right = offsets[column + 1] ?? 0;
        if (left < box.scrollLeft) box.scrollLeft = left;
        else if (right > box.scrollLeft + view.width) box.scrollLeft = right - view.width;
      }
    },
    [rowHeight, top, body, scale, pinned, offsets, pinnedWidth, view.width],
  );
  const resize = (column: number, to: number): void =>
    setDragged((all) => ({ ...all, [column]: Math.max(NARROWEST, Math.round(to)) }));

  return {
    scroller,
    onScroll: ({ scrollTop, scrollLeft }) => setScroll({ top: scrollTop, left: scrollLeft }),
    widths,
    offsets,
    pinned,
    width: offsets.at(-1) ?? 0,
    tall,
    viewWidth: view.width,
    body,
    span,
    shown,
    gap: (offsets[first] ?? 0) - pinnedWidth,
    topOf: (row) => row * rowHeight - top + scroll.top,
    reveal,
    resize,
    fit: (column) => resize(column, natural[column] ?? NARROWEST),
  };
}

/** The columns' natural widths, worked out anew for other columns only: rows come and go. */
function useNatural(columns: readonly ShownColumn[], sampled: number): readonly number[] {
  const described = JSON.stringify(columns.map(({ spec }) => spec));
  const empty = sampled === 0;
  return useMemo(
    () => columns.map((column) => naturalWidth(column, sampled)),
    // The first rows say how wide cells are; a change in one of them moves no column.
    [described, empty],
  );
}
