// A table of which only the rows that are looked at are in the browser.

import type { Payload } from "../../payloads";
import type { DataRef } from "../../protocol.gen";
import { readChange } from "./patched";
import { type Column, decodeTable, type Table } from "./table";

/** Rows that are asked for at a time. */
const BLOCK = 100;
/** Blocks that are kept. */
const MOST_BLOCKS = 80;
const MOST_REQUESTS = 4;
const RETRY_MS = 2_000;

/** The order in which somebody looks at a table, and what they search for. */
export interface WindowView {
  sort: string | null;
  descending: boolean;
  find: string;
}

const PLAIN: WindowView = { sort: null, descending: false, find: "" };

interface Place {
  readonly table: Table;
  readonly at: number;
}

function keyOf({ sort, descending, find }: WindowView): string {
  return JSON.stringify([sort, descending, find]);
}

/** One version of a table. Changes only by rows coming and going. */
export class WindowedTable implements Table {
  names: readonly string[] = [];
  /** How many rows the view has; undefined until the server has said. */
  total: number | undefined;
  /** Goes up whenever rows have come. */
  version = 0;
  failed = false;

  private view = PLAIN;
  private readonly values = new Map<number, Place>();
  /** The rows of the present view by their position, where that is not their number. */
  private readonly places = new Map<number, number>();
  /** The rows of each block, the block asked for last at the end. */
  private readonly blocks = new Map<number, number[]>();
  private readonly requests = new Map<number, AbortController>();
  private sample: Table | undefined;
  private readonly listeners = new Set<() => void>();
  private wanted: readonly [number, number] = [0, 0];
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ref: DataRef,
    /** The version before: what it shows stands until the rows of this one have come. */
    private before?: WindowedTable,
  ) {
    if (before !== undefined) {
      before.before = undefined;
      this.names = before.names;
      this.sample = before.sample;
      this.view = before.view;
      this.version = before.version + 1;
    }
    this.total = this.plain ? ref.rows : before?.total;
  }

  get rows(): number {
    return this.ref.rows;
  }

  get sha(): string {
    return this.ref.sha;
  }

  private get plain(): boolean {
    return this.view.sort === null && this.view.find === "";
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  column(name: string): Column | undefined {
    const column = this.sample?.column(name);
    if (column === undefined) return undefined;
    return { at: (row) => this.value(row, name), dated: column.dated, zone: column.zone };
  }

  /** The number of the row at a position of the view; -1: it is not known yet. */
  rowAt(position: number): number {
    if (this.plain) return position;
    return this.places.get(position) ?? this.before?.rowAt(position) ?? -1;
  }

  /** Takes over what the version before had, with the rows that changed. */
  adopt(changes: readonly Payload[]): void {
    const before = this.before;
    if (before === undefined || changes.some((payload) => (payload.change?.skip ?? 0) > 0)) return;
    for (const [row, place] of before.values) if (row < this.ref.rows) this.values.set(row, place);
    for (const [block, rows] of before.blocks) if (this.plain) this.blocks.set(block, rows);
    for (const payload of changes) {
      const { places, part } = readChange(decodeTable(payload.data, payload.format));
      places.forEach((row, at) => {
        // Only of rows that are here, or that follow them.
        const near = this.values.has(row) || this.values.has(row - 1);
        if (near) this.hold(row, { table: part, at });
      });
    }
  }

  /** Looks at the table in another order. */
  look(view: WindowView): void {
    if (keyOf(view) === keyOf(this.view)) return;
    this.view = view;
    this.before = undefined;
    this.values.clear();
    this.places.clear();
    this.blocks.clear();
    this.stop();
    this.total = this.plain ? this.ref.rows : undefined;
    this.want(...this.wanted);
    this.changed();
  }

  /** These positions are being looked at. */
  want(first: number, end: number): void {
    this.wanted = [first, end];
    const from = Math.floor(first / BLOCK);
    const to = Math.ceil(Math.max(end, first + 1) / BLOCK);
    for (const [block, request] of this.requests) {
      if (block >= from && block < to) continue;
      request.abort();
      this.requests.delete(block);
    }
    for (let block = from; block < to && this.requests.size < MOST_REQUESTS; block += 1) {
      if (this.isComplete(block)) this.touch(block);
      else if (!this.requests.has(block)) void this.fetch(block);
    }
  }

  /** Lets go of what is under way. */
  stop(): void {
    clearTimeout(this.retry);
    for (const request of this.requests.values()) request.abort();
    this.requests.clear();
  }

  /** Where all rows of the view can be had as a file. */
  get csv(): string {
    return `${this.ref.url!.replace(/rows$/, "data.csv")}?${this.query()}`;
  }

  private value(row: number, name: string): unknown {
    const place = this.values.get(row);
    if (place === undefined) return this.before?.value(row, name);
    return place.table.column(name)?.at(place.at) ?? null;
  }

  private isComplete(block: number): boolean {
    const first = block * BLOCK;
    const end = Math.min(first + BLOCK, this.total ?? Infinity);
    if (first >= end) return true;
    if (!this.plain) return this.blocks.has(block);
    for (let row = first; row < end; row += 1) if (!this.values.has(row)) return false;
    return true;
  }

  private query(): URLSearchParams {
    const query = new URLSearchParams();
    if (this.view.sort !== null) query.set("sort", this.view.sort);
    if (this.view.descending) query.set("desc", "1");
    if (this.view.find !== "") query.set("find", this.view.find);
    return query;
  }

  private async fetch(block: number): Promise<void> {
    const request = new AbortController();
    this.requests.set(block, request);
    const query = this.query();
    query.set("start", String(block * BLOCK));
    query.set("count", String(BLOCK));
    try {
      const response = await fetch(`${this.ref.url}?${query}`, { signal: request.signal });
      if (!response.ok) throw new Error(`rows: ${response.status}`);
      const total = Number(response.headers.get("reactfrag-rows"));
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (this.requests.get(block) !== request) return;
      this.requests.delete(block);
      this.failed = false;
      this.take(block, decodeTable(bytes, this.ref.format), total);
    } catch {
      if (request.signal.aborted) return;
      this.requests.delete(block);
      this.failed = true;
      // The table may have been replaced, and word of it be on its way; or the network is gone.
      this.retry = setTimeout(() => this.want(...this.wanted), RETRY_MS);
      this.changed();
    }
  }

  private take(block: number, part: Table, total: number): void {
    const change = readChange(part);
    this.total = total;
    if (this.names.length === 0) this.names = part.names.slice(1);
    this.sample ??= part;
    const first = block * BLOCK;
    change.places.forEach((row, at) => {
      this.hold(row, { table: part, at });
      if (!this.plain) this.places.set(first + at, row);
    });
    this.blocks.set(block, [...change.places]);
    this.touch(block);
    this.trim();
    this.want(...this.wanted);
    this.changed();
  }

  private hold(row: number, place: Place): void {
    this.values.set(row, place);
  }

  private touch(block: number): void {
    const rows = this.blocks.get(block);
    if (rows === undefined) return;
    this.blocks.delete(block);
    this.blocks.set(block, rows);
  }

  private trim(): void {
    for (const [block, rows] of this.blocks) {
      if (this.blocks.size <= MOST_BLOCKS) return;
      this.blocks.delete(block);
      rows.forEach((row, at) => {
        this.values.delete(row);
        if (!this.plain) this.places.delete(block * BLOCK + at);
      });
    }
  }

  private changed(): void {
    this.version += 1;
    for (const listener of [...this.listeners]) listener();
  }
}

/** The changes that lead from one version to another, oldest first; null: they are not all here. */
export function changesBetween(from: string, payload: Payload | undefined): Payload[] | null {
  const found: Payload[] = [];
  for (let at = payload; at?.change !== undefined; at = at.change.base) {
    found.unshift(at);
    if (at.change.of === from) return found;
  }
  return null;
}
