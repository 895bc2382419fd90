// Which rows a grid shows, in which order, and where their values come from.

import { useDeferredValue, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import type { DataColumn, DataRef } from "../../protocol.gen";
import { usePending } from "../../widget";
import { type ShownColumn, shownColumn } from "./cells";
import { usePayload, useTable } from "./payload";
import type { Column, Table } from "./table";
import { rowWithout } from "./window";
import { allRows, SearchIndex, type Sort, sortRows } from "./view";
import { changesBetween, WindowedTable } from "./windowed";

/** Rows in the order shown. */
export interface RowOrder {
  readonly length: number;
  /** The number of the row at a position; -1: it is on its way. */
  at(position: number): number;
  /** These positions are in sight. */
  want?(first: number, end: number): void;
}

export interface Source {
  columns: readonly ShownColumn[];
  order: RowOrder;
  /** How many rows the data has. */
  total: number;
  /** Whether what is shown is older than what was asked for. */
  waiting: boolean;
  /** Where the view can be had as a file, if that is not made here. */
  csv?: () => string;
}

export interface Looking {
  sort: Sort | null;
  query: string;
  /** Values that stand over those of the data. */
  over?: (name: string, column: Column) => Column;
  /** Rows that are not shown. */
  without?: ReadonlySet<number>;
}

interface Standing {
  table: Table;
  columns: readonly DataColumn[];
}

/** The rows of a table that was sent whole: sorted and searched here. */
export function useWhole(data: DataRef, specs: readonly DataColumn[], looking: Looking): Source | undefined {
  const arrived = useTable(data);
  const waiting = arrived === undefined && data.url === undefined;
  usePending(waiting);
  // Until new data has come the table that stands is better than none.
  const last = useRef<Standing>(undefined);
  if (arrived !== undefined) last.current = { table: arrived, columns: specs };
  const standing = data.url === undefined ? last.current : undefined;
  const table = standing?.table ?? NOTHING;
  const columns = useColumns(standing?.columns ?? specs, table, looking.over, table);

  // Typing stays ahead of a search through a long table.
  const searched = useDeferredValue(looking.query);
  const index = useMemo(() => new SearchIndex(columns, table.rows), [columns, table]);
  const found = useMemo(
    () => (searched === "" ? allRows(table.rows) : index.find(searched)),
    [index, searched, table],
  );
  const { sort, without } = looking;
  const rows = useMemo(() => {
    const kept = without === undefined || without.size === 0 ? found : found.filter((row) => !without.has(row));
    const by = sort === null ? undefined : columns[sort.column];
    return by === undefined ? kept : sortRows(kept, by, sort!.descending);
  }, [found, sort, columns, without]);
  const order = useMemo(() => ({ length: rows.length, at: (position: number) => rows[position] ?? -1 }), [rows]);
  if (standing === undefined) return undefined;
  return { columns, order, total: table.rows, waiting };
}

/** The rows of a table of which the server sends what is looked at. */
export function useWindowed(data: DataRef, specs: readonly DataColumn[], looking: Looking): Source | undefined {
  const { url, sha } = data;
  const payload = usePayload(url === undefined ? "" : sha);
  const last = useRef<WindowedTable>(undefined);
  if (url !== undefined && last.current?.sha !== sha) {
    const before = last.current;
    before?.stop();
    const next = new WindowedTable(data, before);
    const changes = before && changesBetween(before.sha, payload);
    if (changes) next.adopt(changes);
    last.current = next;
  }
  const table = url === undefined ? undefined : last.current;
  useEffect(() => () => table?.stop(), [table]);

  const searched = useDeferredValue(looking.query);
  const { sort } = looking;
  const by = sort === null ? null : (specs[sort.column]?.name ?? null);
  const descending = sort?.descending ?? false;
  useEffect(() => table?.look({ sort: by, descending, find: searched.trim() }), [table, by, descending, searched]);

  const version = useSyncExternalStore(table?.subscribe ?? never, () => table?.version ?? 0);
  const columns = useColumns(specs, table ?? NOTHING, looking.over, version);
  const waiting = table !== undefined && !table.failed && (table.total === undefined || table.names.length === 0);
  usePending(waiting);
  // The first rows are asked for before a grid stands that could ask.
  useEffect(() => table?.want(0, 1), [table]);
  const { without } = looking;
  const order = useMemo<RowOrder>(() => {
    const total = table?.total ?? 0;
    const rowAt = (position: number): number => table?.rowAt(position) ?? -1;
    // In an order that is the server's own, where a row stands is not known here.
    const plain = by === null && searched.trim() === "";
    const gone = plain && without !== undefined ? [...without].sort((one, other) => one - other) : [];
    if (gone.length === 0) return { length: total, at: rowAt, want: (first, end) => table?.want(first, end) };
    return {
      length: total - gone.length,
      at: (position) => rowAt(rowWithout(gone, position)),
      want: (first, end) => table?.want(rowWithout(gone, first), rowWithout(gone, Math.max(first, end - 1)) + 1),
    };
    // The same table has other rows when its version is another.
  }, [table, version, without, by, searched]);
  if (table === undefined || (table.names.length === 0 && !table.failed)) return undefined;
  return { columns, order, total: table.rows, waiting, csv: () => table.csv };
}

const NOTHING: Table = { rows: 0, names: [], column: () => undefined };
const never = () => () => {};

function useColumns(
  specs: readonly DataColumn[],
  table: Table,
  over: Looking["over"],
  version: unknown,
): readonly ShownColumn[] {
  // The specification of a column is a new object with each patch: its text tells whether it is new.
  const described = JSON.stringify(specs);
  return useMemo(
    () =>
      (JSON.parse(described) as DataColumn[]).map((spec) => {
        const column = table.column(spec.name);
        return shownColumn(spec, column && over ? over(spec.name, column) : column);
      }),
    [described, table, over, version],
  );
}
