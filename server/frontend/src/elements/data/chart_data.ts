// Tables as a charting library wants them: objects, with moments as dates.

import type { Column, Table } from "./table";

/**
 * A wall-clock time, counted as if in UTC, as the moment at which the reader's clock shows it.
 * Times without a zone are thus drawn as they were written.
 */
export function wallClock(milliseconds: number): Date {
  const at = new Date(milliseconds);
  return new Date(
    at.getUTCFullYear(),
    at.getUTCMonth(),
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
    at.getUTCMilliseconds(),
  );
}

function plotted(value: unknown, column: Column): unknown {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "number" || !column.dated) return value;
  return column.zone === null ? wallClock(value) : new Date(value);
}

/** A table's rows as objects. */
export function rowsOf(table: Table): Record<string, unknown>[] {
  const columns = table.names.map((name) => [name, table.column(name)] as const);
  return Array.from({ length: table.rows }, (_, row) => {
    const record: Record<string, unknown> = {};
    for (const [name, column] of columns) {
      if (column !== undefined) record[name] = plotted(column.at(row), column);
    }
    return record;
  });
}

/** A date written as text: a day without a time is the reader's own midnight. */
export function parseMoment(text: string): number {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return day ? new Date(Number(day[1]), Number(day[2]) - 1, Number(day[3])).getTime() : Date.parse(text);
}

/**
 * Reads fields as the chart's specification says; data handed to a running chart is not read
 * by the chart itself.
 */
export function parseFields(
  rows: Record<string, unknown>[],
  parse: Readonly<Record<string, string>>,
): Record<string, unknown>[] {
  for (const [path, type] of Object.entries(parse)) {
    // Dots and brackets in a name are escaped in a specification.
    const field = path.replace(/\\(.)/g, "$1");
    for (const row of rows) {
      const value = row[field];
      if (typeof value !== "string") continue;
      if (type.startsWith("date") || type.startsWith("utc")) row[field] = new Date(parseMoment(value));
      else if (type === "number") row[field] = Number(value);
      else if (type === "boolean") row[field] = value !== "" && value !== "false";
    }
  }
  return rows;
}
