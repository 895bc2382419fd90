// The cells of a table: only those on screen are in the page.

import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { PlusIcon } from "../inputs/icons";
import { Cell, type CellEvents } from "./Cell";
import { CellEditor, type Direction } from "./CellEditor";
import { kindOf, type ShownColumn, shownColumn } from "./cells";
import { fromClipboard, toClipboard } from "./clipboard";
import { entryText, readEntry } from "./entry";
import { type Position, useGeometry } from "./geometry";
import { type CellChange, type GridEditing, type GridSelection, isMarker, MARKER, NO_SELECTION } from "./grid";
import { HeaderCell } from "./HeaderCell";
import type { RowOrder } from "./rows";
import type { Sort } from "./view";
import "./grid.css";

const RESIZE_STEP = 10;
/** Cells that go to the clipboard at a time. */
const MOST_COPIED = 100_000;

const MARKER_COLUMN: ShownColumn = shownColumn(
  { name: MARKER, label: "", type: "boolean", index: true, width: 38 } as ShownColumn["spec"],
  { at: () => null, dated: false, zone: null },
);

interface GridProps {
  label: string;
  columns: readonly ShownColumn[];
  order: RowOrder;
  /** How many rows are looked at to find the columns' widths. */
  sampled: number;
  rowHeight: number;
  sort: Sort | null;
  /** Said in place of rows. */
  empty: string;
  /** Stands for a missing value. */
  placeholder: string;
  onSort(column: number): void;
  selection?: GridSelection;
  editing?: GridEditing;
  onButton?: (trigger: number, row: number) => void;
}

interface Open extends Position {
  typed: string | null;
}

export function Grid(props: GridProps) {
  const { label, order, rowHeight, sort, empty, placeholder, onSort, editing, selection = NO_SELECTION } = props;
  const base = useId();
  const marked = selection.rowMode !== "none";
  const columns = useMemo(() => (marked ? [MARKER_COLUMN, ...props.columns] : props.columns), [marked, props.columns]);
  const ahead = marked ? 1 : 0;
  const adds = editing?.adds ?? false;
  const lines = order.length + (adds ? 1 : 0);
  const geometry = useGeometry(columns, lines, props.sampled, rowHeight);
  const { scroller, widths, offsets, pinned, span, shown, gap, reveal } = geometry;
  const [active, setActive] = useState<Position>({ row: 0, column: 0 });
  const [anchor, setAnchor] = useState<Position | null>(null);
  const [focused, setFocused] = useState(false);
  const [open, setOpen] = useState<Open | null>(null);

  const { want } = order;
  useEffect(() => want?.(span.first, Math.min(span.end, order.length)), [want, span.first, span.end, order.length]);

  // A search or new data may have taken the active row away.
  const current = {
    row: Math.min(active.row, lines - 1),
    column: Math.max(0, Math.min(active.column, columns.length - 1)),
  };
  const from = anchor ?? current;
  const range = {
    top: Math.max(0, Math.min(from.row, current.row)),
    bottom: Math.min(order.length - 1, Math.max(from.row, current.row)),
    left: Math.max(ahead, Math.min(from.column, current.column)),
    right: Math.max(from.column, current.column),
  };
  const spans = anchor !== null && (range.top < range.bottom || range.left < range.right);
  const cellId = ({ row, column }: Position): string => `${base}-${row}-${column}`;
  const inPage = current.row < 0 || (current.row >= span.first && current.row < span.end);

  const go = (row: number, column: number, extend = false): void => {
    const next = {
      row: Math.max(-1, Math.min(lines - 1, row)),
      column: Math.max(0, Math.min(columns.length - 1, column)),
    };
    setAnchor(extend ? (anchor ?? current) : null);
    setActive(next);
    reveal(next);
    if (extend && selection.cellMode === "multi") selectRange(anchor ?? current, next);
  };
  const selectRange = (one: Position, other: Position): void => {
    const cells: [number, string][] = [];
    for (let row = Math.min(one.row, other.row); row <= Math.max(one.row, other.row); row += 1) {
      for (let at = Math.min(one.column, other.column); at <= Math.max(one.column, other.column); at += 1) {
        const column = columns[at];
        const number = order.at(row);
        if (column !== undefined && !isMarker(column) && number >= 0) cells.push([number, column.spec.name]);
      }
    }
    selection.selectCells(cells);
  };

  const canEdit = (at: number): boolean => editing !== undefined && !isMarker(columns[at]) && editing.canEdit(columns[at]!);
  const valueAt = (position: Position): unknown => columns[position.column]?.data.at(order.at(position.row));

  const edit = (position: Position, typed: string | null): void => {
    const column = columns[position.column]!;
    if (!canEdit(position.column) || order.at(position.row) < 0) return;
    if (kindOf(column.spec) === "checkbox") {
      tick(position);
      return;
    }
    setAnchor(null);
    setActive(position);
    reveal(position);
    setOpen({ ...position, typed });
  };
  const tick = (position: Position): void =>
    editing?.put([{ row: order.at(position.row), column: columns[position.column]!, value: valueAt(position) !== true }]);

  const close = (to: Direction): void => {
    const at = open;
    setOpen(null);
    scroller.current?.focus({ preventScroll: true });
    if (at === null) return;
    const steps = { stay: [0, 0], down: [1, 0], up: [-1, 0], right: [0, 1], left: [0, -1] } as const;
    if (to !== "stay") go(at.row + steps[to][0], at.column + steps[to][1]);
  };
  const done = (value: unknown, to: Direction): void => {
    if (open !== null) {
      const { spec, data } = columns[open.column]!;
      const before = valueAt(open);
      const same =
        (value === null) === (before === null) &&
        entryText(value, spec, data.zone) === entryText(before, spec, data.zone);
      if (!same) editing?.put([{ row: order.at(open.row), column: columns[open.column]!, value }]);
    }
    close(to);
  };

  const rangeRows = (): number[] => {
    const found: number[] = [];
    for (let row = range.top; row <= range.bottom; row += 1) if (order.at(row) >= 0) found.push(order.at(row));
    return found;
  };
  const clear = (): void => {
    const changes: CellChange[] = [];
    for (const row of rangeRows()) {
      for (let at = range.left; at <= range.right; at += 1) {
        const column = columns[at]!;
        if (canEdit(at) && !column.spec.required) changes.push({ row, column, value: null });
      }
    }
    if (changes.length > 0) editing?.put(changes);
  };
  const copied = (): string => {
    const rows: string[][] = [];
    const across = range.right - range.left + 1;
    for (const row of rangeRows().slice(0, Math.max(1, Math.floor(MOST_COPIED / across)))) {
      rows.push(Array.from({ length: across }, (_, at) => columns[range.left + at]?.text(row) ?? ""));
    }
    return toClipboard(rows);
  };
  const paste = (text: string): void => {
    if (editing === undefined || current.row < 0) return;
    const changes: CellChange[] = [];
    const added: Record<string, unknown>[] = [];
    let refused = 0;
    fromClipboard(text).forEach((line, down) => {
      const position = current.row + down;
      const row = position < order.length ? order.at(position) : undefined;
      const fresh: Record<string, unknown> = {};
      line.forEach((entered, over) => {
        const column = columns[Math.max(current.column, ahead) + over];
        if (column === undefined || row === -1) return;
        const entry = canEdit(Math.max(current.column, ahead) + over)
          ? readEntry(entered, column.spec, column.data.zone)
          : { error: "read only" };
        if ("error" in entry) refused += 1;
        else if (row === undefined) fresh[column.spec.name] = entry.value;
        else changes.push({ row, column, value: entry.value });
      });
      if (row === undefined && adds && Object.keys(fresh).length > 0) added.push(fresh);
    });
    if (changes.length > 0) editing.put(changes);
    if (added.length > 0) editing.add(added);
    if (refused > 0) {
      editing.complain(`${refused} pasted ${refused === 1 ? "value does" : "values do"} not fit and ${refused === 1 ? "was" : "were"} left out.`);
    }
  };

  const selectRow = (row: number, extend: boolean): void => {
    const number = order.at(row);
    if (number < 0) return;
    if (selection.rowMode === "single") selection.selectRows([number], "toggle");
    else if (extend && anchor !== null) selection.selectRows(rangeRows(), "add");
    else selection.selectRows([number], "toggle");
  };
  const allSelected = order.length > 0 && selection.rows.size >= order.length;
  const selectAll = (): void => {
    if (selection.rowMode !== "multi") return;
    const all: number[] = [];
    if (!allSelected) for (let row = 0; row < order.length; row += 1) if (order.at(row) >= 0) all.push(order.at(row));
    selection.selectRows(all, "only");
  };
  const pressHeader = (column: number): void => {
    setActive({ row: -1, column });
    if (isMarker(columns[column])) selectAll();
    else if (selection.columnMode !== "none") selection.toggleColumn(columns[column]!.spec.name);
    else onSort(column - ahead);
  };
  const act = (position: Position): void => {
    const column = columns[position.column];
    const row = order.at(position.row);
    if (adds && position.row === order.length) {
      editing?.add([{}]);
      setActive({ row: position.row, column: Math.max(ahead, columns.findIndex((_, at) => canEdit(at))) });
    } else if (column === undefined || row < 0) return;
    else if (isMarker(column)) selectRow(position.row, false);
    else if (kindOf(column.spec) === "button" && column.data.at(row) !== null) props.onButton?.(column.spec.trigger ?? 0, row);
    else if (canEdit(position.column)) edit(position, null);
    else document.getElementById(cellId(position))?.querySelector<HTMLElement>("a, button")?.click();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const { row, column } = current;
    const page = Math.max(1, Math.floor(geometry.body / rowHeight) - 1);
    const ends = event.ctrlKey || event.metaKey;
    const extend = event.shiftKey && row >= 0;
    const sideways = (by: number): void =>
      event.altKey && row < 0
        ? geometry.resize(column, (widths[column] ?? 0) + by * RESIZE_STEP)
        : go(row, column + by, extend);
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(ends ? lines - 1 : row + 1, column, extend),
      ArrowUp: () => go(ends ? 0 : extend ? Math.max(0, row - 1) : row - 1, column, extend),
      ArrowRight: () => (ends ? go(row, columns.length - 1, extend) : sideways(1)),
      ArrowLeft: () => (ends ? go(row, 0, extend) : sideways(-1)),
      PageDown: () => go(row + page, column, extend),
      PageUp: () => go(Math.max(0, row - page), column, extend),
      Home: () => go(ends ? 0 : row, 0, extend),
      End: () => go(ends ? lines - 1 : row, columns.length - 1, extend),
    };
    const cell = columns[column];
    const commands: Record<string, (() => void) | undefined> = {
      c: () => void navigator.clipboard?.writeText(copied()),
      z: editing && (event.shiftKey ? editing.redo : editing.undo),
      y: editing?.redo,
      a: selection.rowMode === "multi" ? selectAll : undefined,
    };
    let todo: (() => void) | undefined = moves[event.key];
    if (todo === undefined && ends) {
      todo = commands[event.key.toLowerCase()];
      // What is selected as text is copied as such.
      if (event.key === "c" && (row < 0 || !(getSelection()?.isCollapsed ?? true))) todo = undefined;
    } else if (todo === undefined && row < 0) {
      if (event.key === "Enter") todo = isMarker(cell) ? selectAll : () => onSort(column - ahead);
      if (event.key === " ") todo = () => pressHeader(column);
    } else if (todo === undefined) {
      const at = { row, column };
      if (event.key === "Enter" || event.key === "F2") todo = () => act(at);
      else if (event.key === " ") {
        if (event.shiftKey && marked) todo = () => selectRow(row, spans);
        else if (cell && canEdit(column) && kindOf(cell.spec) !== "checkbox") todo = () => edit(at, " ");
        else if (selection.cellMode !== "none" && !isMarker(cell)) todo = () => selectRange(at, at);
        else if (canEdit(column) || isMarker(cell) || !marked) todo = () => act(at);
        else todo = () => selectRow(row, spans);
      } else if (event.key === "Delete" || event.key === "Backspace") {
        const gone = editing?.remove && selection.rows.size > 0 && (isMarker(cell) || event.key === "Delete");
        todo = gone ? () => editing!.remove!([...selection.rows]) : editing && clear;
      } else if (event.key === "Escape" && anchor !== null) todo = () => setAnchor(null);
      else if (event.key.length === 1 && !event.altKey && canEdit(column) && row < order.length) {
        todo = () => edit(at, event.key);
      }
    }
    if (todo === undefined) return;
    event.preventDefault();
    todo();
  };

  // Cells are drawn anew only when something of theirs changes: what they call stays the same.
  const latest: CellEvents = {
    press: (position, column, event) => {
      if (event.button !== 0) return;
      setOpen(null);
      const at = { row: position, column };
      if (isMarker(columns[column])) {
        setAnchor(event.shiftKey ? (anchor ?? current) : null);
        if (event.shiftKey && selection.rowMode === "multi") {
          const rows: number[] = [];
          for (let row = Math.min(current.row, position); row <= Math.max(current.row, position); row += 1) {
            if (order.at(row) >= 0) rows.push(order.at(row));
          }
          selection.selectRows(rows, "add");
        } else selectRow(position, false);
        setActive(at);
        return;
      }
      const start = event.shiftKey ? (anchor ?? current) : null;
      setAnchor(start);
      setActive(at);
      if (selection.cellMode !== "none") selectRange(start ?? at, at);
    },
    enter: (position, column, event) => {
      if (event.buttons !== 1 || isMarker(columns[column]) || open !== null || isMarker(columns[current.column])) return;
      const start = anchor ?? current;
      setAnchor(start);
      setActive({ row: position, column });
      if (selection.cellMode === "multi") selectRange(start, { row: position, column });
    },
    open: (row, column) => act({ row, column }),
    tick: (row, column) => tick({ row, column }),
    button: (trigger, row) => props.onButton?.(trigger, row),
  };
  const handlers = useRef(latest);
  handlers.current = latest;
  const events = useMemo<CellEvents>(
    () => ({
      press: (...at) => handlers.current.press(...at),
      enter: (...at) => handlers.current.enter(...at),
      open: (...at) => handlers.current.open(...at),
      tick: (...at) => handlers.current.tick(...at),
      button: (...at) => handlers.current.button(...at),
    }),
    [],
  );

  const rowsInPage: ReactNode[] = [];
  for (let row = span.first; row < Math.min(span.end, order.length); row += 1) {
    const number = order.at(row);
    const picked = selection.rows.has(number);
    rowsInPage.push(
      <div
        key={number < 0 ? `at${row}` : number}
        role="row"
        aria-rowindex={row + 2}
        aria-selected={marked ? picked : undefined}
        className="rf-grid-row"
        data-selected={picked}
        style={{ transform: `translateY(${geometry.topOf(row)}px)`, height: rowHeight, width: geometry.width }}
      >
        {shown.map((at, place) => {
          const column = columns[at]!;
          const { name } = column.spec;
          const editor = open !== null && open.row === row && open.column === at && (
            <CellEditor
              column={column}
              value={column.data.at(number)}
              typed={open.typed}
              onDone={done}
              onCancel={() => close("stay")}
            />
          );
          return (
            <Cell
              key={at}
              id={cellId({ row, column: at })}
              column={column}
              row={number}
              position={row}
              at={at}
              left={at < pinned ? offsets[at] : undefined}
              gap={place === pinned ? gap : 0}
              width={widths[at] ?? 0}
              active={(focused || open !== null) && row === current.row && at === current.column}
              selected={isMarker(column) ? picked : selection.columns.has(name) || selection.cells.has(`${number}:${name}`)}
              ranged={spans && row >= range.top && row <= range.bottom && at >= range.left && at <= range.right}
              editable={canEdit(at)}
              required={Boolean(column.spec.required) && canEdit(at)}
              placeholder={placeholder}
              busy={props.onButton === undefined}
              editor={editor || undefined}
              events={events}
            />
          );
        })}
      </div>,
    );
  }
  if (adds && span.end > order.length) {
    rowsInPage.push(
      <div
        key="add"
        role="row"
        aria-rowindex={order.length + 2}
        className="rf-grid-row rf-grid-add"
        style={{ transform: `translateY(${geometry.topOf(order.length)}px)`, height: rowHeight, width: geometry.width }}
      >
        <div
          id={cellId({ row: order.length, column: current.row === order.length ? current.column : 0 })}
          role="gridcell"
          aria-colindex={1}
          aria-label="Add a row"
          className="rf-cell"
          data-active={focused && current.row === order.length}
          style={{ width: Math.max(geometry.width, 1) }}
          onClick={() => act({ row: order.length, column: 0 })}
        >
          <PlusIcon />
        </div>
      </div>,
    );
  }

  return (
    <div
      ref={scroller}
      className="rf-grid"
      role="grid"
      aria-label={label}
      aria-readonly={editing === undefined}
      aria-multiselectable={[selection.rowMode, selection.columnMode, selection.cellMode].includes("multi") || undefined}
      aria-rowcount={lines + 1}
      aria-colcount={columns.length}
      aria-activedescendant={inPage && open === null ? cellId(current) : undefined}
      tabIndex={0}
      onFocus={() => setFocused(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setFocused(false);
      }}
      onKeyDown={onKeyDown}
      onPaste={(event) => {
        if (editing === undefined) return;
        event.preventDefault();
        paste(event.clipboardData.getData("text/plain"));
      }}
      onScroll={(event) => {
        if (event.target === event.currentTarget) geometry.onScroll(event.currentTarget);
      }}
    >
      <div className="rf-grid-header" role="rowgroup" style={{ width: geometry.width }}>
        <div role="row" aria-rowindex={1} className="rf-grid-row" style={{ height: rowHeight, width: geometry.width }}>
          {shown.map((at, place) => (
            <HeaderCell
              key={at}
              id={cellId({ row: -1, column: at })}
              column={columns[at]!}
              at={at}
              left={at < pinned ? offsets[at] : undefined}
              gap={place === pinned ? gap : 0}
              width={widths[at] ?? 0}
              active={focused && current.row < 0 && at === current.column}
              sort={sort !== null && sort.column === at - ahead ? (sort.descending ? "descending" : "ascending") : "none"}
              selectable={selection.columnMode !== "none"}
              selected={isMarker(columns[at]) ? allSelected : selection.columns.has(columns[at]!.spec.name)}
              editable={editing !== undefined}
              onPress={() => pressHeader(at)}
              onSort={() => onSort(at - ahead)}
              onResize={(to) => geometry.resize(at, to)}
              onFit={() => geometry.fit(at)}
            />
          ))}
        </div>
      </div>
      <div className="rf-grid-body" role="rowgroup" style={{ height: geometry.tall, width: geometry.width }}>
        {rowsInPage}
      </div>
      {order.length === 0 && !adds && (
        <div className="rf-grid-empty" style={{ width: geometry.viewWidth || "100%" }}>
          {empty}
        </div>
      )}
    </div>
  );
}
