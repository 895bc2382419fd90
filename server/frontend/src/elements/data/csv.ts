// A table as comma-separated values (RFC 4180).

import type { ShownColumn } from "./cells";

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function raw(column: ShownColumn, row: number): string {
  const value = column.data.at(row);
  // Numbers whole, not as the column shows them.
  const number = typeof value === "number" || typeof value === "bigint";
  return number && (column.spec.type === "integer" || column.spec.type === "number")
    ? String(value)
    : column.text(row);
}

/** The given rows, in that order, below a line of column labels. */
export function toCsv(columns: readonly ShownColumn[], rows: Iterable<number>): string {
  const lines = [columns.map((column) => field(column.spec.label)).join(",")];
  for (const row of rows) lines.push(columns.map((column) => field(raw(column, row))).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

/** Hands text to the reader as a file. */
export function saveText(text: string, name: string, type: string): void {
  // The mark tells spreadsheets that the text is UTF-8.
  const url = URL.createObjectURL(new Blob(["\ufeff", text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
