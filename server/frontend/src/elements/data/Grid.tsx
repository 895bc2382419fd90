// The cells of a table: only those on screen are in the page.

import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { ChevronIcon } from "../inputs/icons";
import { Cell } from "./Cell";
import { isNumeric, type ShownColumn } from "./cells";
import type { Sort } from "./view";
import { layoutWidths, NARROWEST, naturalWidth } from "./widths";
import { columnSpan, offsetsOf, rowSpan } from "./window";
import "./grid.css";

/** Browsers stop at some tens of millions of pixels: longer tables scroll by a scale. */
const TALLEST = 15_000_000;
const RESIZE_STEP = 10;

interface GridProps {
  label: string;
  columns: readonly ShownColumn[];
  /** Row numbers in the order shown. */
  rows: Uint32Array;
  /** How many rows the data has, before any search. */
  total: number;
  rowHeight: number;
  sort: Sort | null;
  placeholder: string;
  onSort(column: number): void;
}

/** Where the keyboard is; row -1 is the header. */
interface Position {
  row: number;
  column: number;
}

export function Grid({ label, columns, rows, total, rowHeight, sort, placeholder, onSort }: GridProps) {
  const base = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [scroll, setScroll] = useState({ top: 0, left: 0 });
  const [view, setView] = useState({ width: 0, height: 0 });
  const [dragged, setDragged] = useState<Record<number, number>>({});
  const [active, setActive] = useState<Position>({ row: 0, column: 0 });
  const [focused, setFocused] = useState(false);

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

  const natural = useMemo(() => columns.map((column) => naturalWidth(column, total)), [columns, total]);
  const widths = useMemo(
    () => layoutWidths(columns, natural, dragged, view.width),
    [columns, natural, dragged, view.width],
  );
  const pinned = columns.filter((column) => column.spec.index).length;
  const offsets = useMemo(() => offsetsOf(widths), [widths]);
  const pinnedWidth = offsets[pinned] ?? 0;
  const width = offsets.at(-1) ?? 0;

  // The header takes a row's height at the top of the box.
  const body = Math.max(0, view.height - rowHeight);
  const full = rows.length * rowHeight;
  const tall = Math.min(full, TALLEST);
  const scale = tall > body && full > tall ? (full - body) / (tall - body) : 1;
  const top = scroll.top * scale;
  const span = rowSpan(top, body, rowHeight, rows.length);
  const across = columnSpan(offsets, Math.max(pinnedWidth, scroll.left + pinnedWidth), scroll.left + Math.max(view.width, 1));
  const first = Math.max(pinned, across.first);
  const shown = [
    ...Array.from({ length: pinned }, (_, at) => at),
    ...Array.from({ length: Math.max(0, across.end - first) }, (_, at) => first + at),
  ];
  const gap = (offsets[first] ?? 0) - pinnedWidth;

  /** Scrolls so that a cell is in sight. */
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

  // A search or new data may have taken the active row away.
  const current = {
    row: Math.min(active.row, rows.length - 1),
    column: Math.max(0, Math.min(active.column, columns.length - 1)),
  };
  const cellId = ({ row, column }: Position): string => `${base}-${row}-${column}`;
  const inPage = current.row < 0 || (current.row >= span.first && current.row < span.end);
  const go = (row: number, column: number): void => {
    const next = {
      row: Math.max(-1, Math.min(rows.length - 1, row)),
      column: Math.max(0, Math.min(columns.length - 1, column)),
    };
    setActive(next);
    reveal(next);
  };

  const resize = (column: number, to: number): void =>
    setDragged((all) => ({ ...all, [column]: Math.max(NARROWEST, Math.round(to)) }));
  const fit = (column: number): void => resize(column, natural[column] ?? NARROWEST);

  const onKeyDown = (event: KeyboardEvent): void => {
    const { row, column } = current;
    const page = Math.max(1, Math.floor(body / rowHeight) - 1);
    const ends = event.ctrlKey || event.metaKey;
    const shift = (by: number): void =>
      event.altKey && row < 0 ? resize(column, (widths[column] ?? 0) + by * RESIZE_STEP) : go(row, column + by);
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(ends ? rows.length - 1 : row + 1, column),
      ArrowUp: () => go(ends ? 0 : row - 1, column),
      ArrowRight: () => (ends ? go(row, columns.length - 1) : shift(1)),
      ArrowLeft: () => (ends ? go(row, 0) : shift(-1)),
      PageDown: () => go(row + page, column),
      PageUp: () => go(Math.max(0, row - page), column),
      Home: () => go(ends ? 0 : row, 0),
      End: () => go(ends ? rows.length - 1 : row, columns.length - 1),
    };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      move();
    } else if (row < 0 && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      onSort(column);
    } else if (ends && event.key === "c" && row >= 0 && (getSelection()?.isCollapsed ?? true)) {
      event.preventDefault();
      void navigator.clipboard?.writeText(columns[column]?.text(rows[row] ?? 0) ?? "");
    }
  };

  const rowsInPage: ReactNode[] = [];
  for (let row = span.first; row < Math.min(span.end, rows.length); row += 1) {
    const number = rows[row] ?? 0;
    rowsInPage.push(
      <div
        key={number}
        role="row"
        aria-rowindex={row + 2}
        className="rf-grid-row"
        style={{ transform: `translateY(${row * rowHeight - top + scroll.top}px)`, height: rowHeight, width }}
      >
        {shown.map((column, place) => (
          <Cell
            key={column}
            id={cellId({ row, column })}
            column={columns[column]!}
            row={number}
            at={column}
            left={column < pinned ? offsets[column] : undefined}
            gap={place === pinned ? gap : 0}
            width={widths[column] ?? 0}
            active={focused && row === current.row && column === current.column}
            onPress={() => setActive({ row, column })}
          />
        ))}
      </div>,
    );
  }

  return (
    <div
      ref={scroller}
      className="rf-grid"
      role="grid"
      aria-label={label}
      aria-readonly="true"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={inPage ? cellId(current) : undefined}
      tabIndex={0}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
      onKeyDown={onKeyDown}
      onScroll={(event) => {
        const { scrollTop, scrollLeft } = event.currentTarget;
        setScroll({ top: scrollTop, left: scrollLeft });
      }}
    >
      <div className="rf-grid-header" role="rowgroup" style={{ width }}>
        <div role="row" aria-rowindex={1} className="rf-grid-row" style={{ height: rowHeight, width }}>
          {shown.map((column, place) => (
            <HeaderCell
              key={column}
              id={cellId({ row: -1, column })}
              column={columns[column]!}
              at={column}
              left={column < pinned ? offsets[column] : undefined}
              gap={place === pinned ? gap : 0}
              width={widths[column] ?? 0}
              active={focused && current.row < 0 && column === current.column}
              sort={sort?.column === column ? (sort.descending ? "descending" : "ascending") : "none"}
              onSort={() => {
                setActive({ row: -1, column });
                onSort(column);
              }}
              onResize={(to) => resize(column, to)}
              onFit={() => fit(column)}
            />
          ))}
        </div>
      </div>
      <div className="rf-grid-body" role="rowgroup" style={{ height: tall, width }}>
        {rowsInPage}
      </div>
      {rows.length === 0 && (
        <div className="rf-grid-empty" style={{ width: view.width || "100%" }}>
          {placeholder}
        </div>
      )}
    </div>
  );
}

interface HeaderCellProps {
  id: string;
  column: ShownColumn;
  at: number;
  left: number | undefined;
  gap: number;
  width: number;
  active: boolean;
  sort: "none" | "ascending" | "descending";
  onSort(): void;
  onResize(to: number): void;
  onFit(): void;
}

function HeaderCell(props: HeaderCellProps) {
  const { id, column, at, left, gap, width, active, sort, onSort, onResize, onFit } = props;
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);

  const drag = (event: React.PointerEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    const from = event.clientX;
    const move = (moved: PointerEvent): void => onResize(width + moved.clientX - from);
    const end = (): void => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
    };
    stop.current = end;
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
  };

  const { spec } = column;
  return (
    <div
      id={id}
      role="columnheader"
      aria-colindex={at + 1}
      aria-sort={sort}
      className="rf-cell rf-cell-header"
      data-index={spec.index}
      data-numeric={isNumeric(spec)}
      data-active={active}
      title={spec.help ?? spec.label}
      style={{ width, marginLeft: gap, left }}
      onClick={onSort}
    >
      {spec.label === "" ? (
        <span className="rf-sr-only">Row</span>
      ) : (
        <span className="rf-cell-text">{spec.label}</span>
      )}
      {sort !== "none" && (
        <span className="rf-sort" data-descending={sort === "descending"}>
          <ChevronIcon />
        </span>
      )}
      <span
        className="rf-resize"
        aria-hidden="true"
        onPointerDown={drag}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => {
          event.stopPropagation();
          onFit();
        }}
      />
    </div>
  );
}
