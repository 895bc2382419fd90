// A table as columns, whichever way it crossed the wire.

import type { Column as ArrowColumn } from "@uwdata/flechette";
import { tableFromIPC } from "@uwdata/flechette";

export interface Column {
  /** The value of one row; dates and times as milliseconds (UTC) or as ISO text. */
  at(row: number): unknown;
  /** Whether numbers in it are moments. */
  dated: boolean;
  /** The zone of timestamps that have one. */
  zone: string | null;
}

export interface Table {
  rows: number;
  names: readonly string[];
  column(name: string): Column | undefined;
}

const DATE = 8;
const TIME = 9;
const TIMESTAMP = 10;
const MILLISECONDS_PER_UNIT = [1000, 1, 1e-3, 1e-6];

function fromArrow(column: ArrowColumn<unknown>): Column {
  const type = column.type as { typeId: number; timezone?: string | null; unit?: number };
  if (type.typeId === TIME) {
    const scale = MILLISECONDS_PER_UNIT[type.unit ?? 1] ?? 1;
    return {
      at: (row) => {
        const value = column.at(row);
        return value === null ? null : Number(value) * scale;
      },
      dated: false,
      zone: null,
    };
  }
  return {
    at: (row) => column.at(row) ?? null,
    dated: type.typeId === DATE || type.typeId === TIMESTAMP,
    zone: type.typeId === TIMESTAMP ? (type.timezone ?? null) : null,
  };
}

function decodeArrow(bytes: Uint8Array): Table {
  // 64-bit integers stay whole: an id of nineteen digits is not a number of the browser's.
  const table = tableFromIPC(bytes, { useBigInt: true });
  const columns = new Map<string, Column>();
  const names = table.names.map(String);
  names.forEach((name, index) => {
    columns.set(name, fromArrow(table.getChildAt(index)));
  });
  return { rows: table.numRows, names, column: (name) => columns.get(name) };
}

function decodeJson(bytes: Uint8Array): Table {
  const { columns } = JSON.parse(new TextDecoder().decode(bytes)) as {
    columns: Record<string, unknown[]>;
  };
  const names = Object.keys(columns);
  return {
    rows: names.reduce((rows, name) => Math.max(rows, columns[name]?.length ?? 0), 0),
    names,
    column: (name) => {
      const values = columns[name];
      return values && { at: (row) => values[row] ?? null, dated: false, zone: null };
    },
  };
}

/**
 * Decodes a payload.
 *
 * @throws SyntaxError or Error when the bytes are not what `format` says
 */
export function decodeTable(bytes: Uint8Array, format: string): Table {
  return format === "arrow" ? decodeArrow(bytes) : decodeJson(bytes);
}
