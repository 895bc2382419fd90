// A table to edit.

import { useCallback, useMemo, useRef, useState } from "react";
import { useClient } from "../../client";
import type { DataEditorProps, Edits } from "../../protocol.gen";
import { useWidget } from "../../widget";
import { named } from "../classes";
import { CrossIcon, PlusIcon } from "../inputs/icons";
import type { ElementProps } from "../types";
import { useArranged } from "./DataFrame";
import { type Cells, type EditState, editState, withAdded, withCells, withoutRows } from "./edits";
import { GridFrame } from "./GridFrame";
import { type GridEditing, type GridSelection, NO_SELECTION } from "./grid";
import { frameHeight } from "./height";
import { type RowOrder, useWhole, useWindowed } from "./rows";
import type { Column } from "./table";
import { ToolbarButton } from "./Toolbar";
import type { Sort } from "./view";

/** Steps that can be taken back. */
const MOST_STEPS = 200;

export default function DataEditor({ id, props }: ElementProps<DataEditorProps>) {
  const client = useClient();
  const { value, commit } = useWidget<Edits | null>(id, props);
  const state = useMemo(() => editState(value), [value]);
  const [sort, setSort] = useState<Sort | null>(null);
  const [query, setQuery] = useState<string | null>(null);
  /** Rows that still lack something that is required: they are not sent. */
  const [drafts, setDrafts] = useState<readonly Cells[]>([]);
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const past = useRef<EditState[]>([]);
  const future = useRef<EditState[]>([]);
  const specs = useArranged(props.columns);
  const { disabled, num_rows: mode } = props;
  const total = props.data.rows;
  const may = { add: mode === "dynamic" || mode === "add", remove: mode === "dynamic" || mode === "delete" };

  const added = useMemo(() => [...state.added_rows, ...drafts], [state, drafts]);
  const over = useCallback(
    (name: string, column: Column): Column => ({
      dated: column.dated,
      zone: column.zone,
      at: (row) => {
        if (row >= total) return added[row - total]?.[name] ?? null;
        const cells = state.edited_rows[row];
        return cells !== undefined && name in cells ? cells[name] : column.at(row);
      },
    }),
    [state, added, total],
  );
  const without = useMemo(() => new Set(state.deleted_rows), [state.deleted_rows]);
  const looking = { sort, query: query ?? "", over, without };
  const whole = useWhole(props.data, specs, looking);
  const windowed = useWindowed(props.data, specs, looking);
  const source = windowed ?? whole;

  const lines = source?.order;
  const order = useMemo<RowOrder | undefined>(() => {
    if (lines === undefined) return undefined;
    return {
      length: lines.length + added.length,
      at: (position) => (position < lines.length ? lines.at(position) : total + position - lines.length),
      want: lines.want && ((first, end) => lines.want!(first, Math.min(end, lines.length))),
    };
  }, [lines, added.length, total]);

  // Several changes may be made before this is drawn again: each goes on from the one before.
  const now = useRef(state);
  now.current = state;
  const waiting = useRef(drafts);
  waiting.current = drafts;
  const send = (next: EditState): void => {
    past.current = [...past.current.slice(1 - MOST_STEPS), now.current];
    future.current = [];
    now.current = next;
    commit(next as Edits);
  };
  const wait = (rows: readonly Cells[]): void => {
    waiting.current = rows;
    setDrafts(rows);
  };
  const lacks = (row: Cells): boolean =>
    specs.some(({ required, disabled: off, name }) => required && !off && (row[name] ?? null) === null);
  const fresh = (row: Cells): Cells => {
    const defaults = specs.filter((spec) => !spec.disabled && (spec.default ?? null) !== null);
    return { ...Object.fromEntries(defaults.map((spec) => [spec.name, spec.default])), ...row };
  };
  const step = (from: typeof past, to: typeof past): void => {
    const next = from.current.pop();
    // What was done to a table that has been replaced is past.
    if (next === undefined || next.of !== now.current.of) return;
    to.current.push(now.current);
    now.current = next;
    commit(next as Edits);
  };

  const editing: GridEditing = {
    canEdit: (column) => !column.spec.disabled,
    adds: may.add,
    put: (changes) => {
      let next = now.current;
      let rest = [...waiting.current];
      const known = total + next.added_rows.length;
      for (const { row, column, value: entered } of changes) {
        const cells = { [column.spec.name]: entered };
        if (row < known) next = withCells(next, row, cells, total);
        else rest = rest.map((draft, at) => (at === row - known ? { ...draft, ...cells } : draft));
      }
      const complete = rest.filter((draft) => !lacks(draft));
      if (complete.length > 0) next = withAdded(next, complete);
      wait(rest.filter(lacks));
      if (next !== now.current) send(next);
    },
    add: (rows) => {
      const filled = rows.map(fresh);
      const complete = filled.filter((row) => !lacks(row));
      wait([...waiting.current, ...filled.filter(lacks)]);
      if (complete.length > 0) send(withAdded(now.current, complete));
    },
    remove: (rows) => {
      const known = total + now.current.added_rows.length;
      wait(waiting.current.filter((_, at) => !rows.includes(known + at)));
      const gone = rows.filter((row) => row < known && (may.remove || row >= total));
      if (gone.length > 0) send(withoutRows(now.current, gone, total));
      setPicked(new Set());
    },
    undo: () => step(past, future),
    redo: () => step(future, past),
    complain: (body) => client.notify({ body, icon: "⚠️", duration: "long" }),
  };
  const selection: GridSelection = {
    ...NO_SELECTION,
    rowMode: may.add || may.remove ? "multi" : "none",
    rows: picked,
    selectRows: (rows, how) => {
      const off = how === "toggle" && rows.every((row) => picked.has(row));
      const next = how === "only" ? new Set(rows) : new Set([...picked, ...rows]);
      if (off) for (const row of rows) next.delete(row);
      setPicked(next);
    },
  };

  const height = frameHeight(props, added.length + (may.add && !disabled ? 1 : 0));
  if (source === undefined || order === undefined) {
    return <div {...named("stDataEditor", "stDataFrame", "rf-frame-wait")} style={{ height }} aria-busy="true" />;
  }
  return (
    <GridFrame
      testId="stDataFrame"
      label={props.alt ?? "Table to edit"}
      source={source}
      order={order}
      height={height}
      rowHeight={props.row_height}
      placeholder={props.placeholder}
      sort={sort}
      setSort={setSort}
      query={query}
      setQuery={setQuery}
      selection={disabled ? undefined : selection}
      editing={disabled ? undefined : editing}
      onButton={(trigger, row) => row < total && client.widgets.trigger(trigger, row)}
      tools={
        !disabled && (
          <>
            {may.add && (
              <ToolbarButton label="Add a row" onPress={() => editing.add([{}])}>
                <PlusIcon />
              </ToolbarButton>
            )}
            {picked.size > 0 && (
              <ToolbarButton label="Delete the selected rows" onPress={() => editing.remove?.([...picked])}>
                <CrossIcon />
              </ToolbarButton>
            )}
          </>
        )
      }
    />
  );
}
