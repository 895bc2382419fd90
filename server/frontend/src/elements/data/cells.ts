// What a cell says: values as text, by the column's type and format.

import type { DataColumn } from "../../protocol.gen";
import { formatMoment } from "../inputs/dates";
import { formatNumber } from "../inputs/printf";
import type { Column } from "./table";

const DATE_PATTERN: Record<string, string> = {
  date: "YYYY-MM-DD",
  time: "HH:mm:ss",
  datetime: "YYYY-MM-DD HH:mm:ss",
};

/** Milliseconds since the epoch of a date in any form the wire has, or NaN. */
export function millisecondsOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Date) return value.getTime();
  if (typeof value !== "string") return Number.NaN;
  if (/^\d{2}:\d{2}/.test(value)) return Date.parse(`1970-01-01T${value}Z`);
  const zoned = /(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(value) && value.length > 10;
  const iso = value.replace(" ", "T");
  return Date.parse(zoned ? iso : iso.length > 10 ? `${iso}Z` : `${iso}T00:00:00Z`);
}

const offsets = new Map<string, Intl.DateTimeFormat | null>();

function zoneFormat(zone: string): Intl.DateTimeFormat | null {
  let format = offsets.get(zone);
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    } catch {
      // A zone this browser does not know is shown in UTC.
      format = null;
    }
    offsets.set(zone, format);
  }
  return format;
}

/** A zone's distance from UTC at a moment, as minutes. */
export function offsetMinutes(zone: string, milliseconds: number): number {
  const parts = zoneFormat(zone)?.formatToParts(milliseconds) ?? [];
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = name.match(/([+-])(\d{2}):(\d{2})/) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

const UNITS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600_000],
  ["month", 2_629_800_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1000],
];

function distance(milliseconds: number): string {
  const [unit, size] = UNITS.find(([, length]) => Math.abs(milliseconds) >= length) ?? ["second", 1000];
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(milliseconds / size), unit);
}

/** A moment in one of the named styles; null if the format is a pattern. */
function styled(format: string | undefined, local: number, instant: number, type: string): string | null {
  const date = { day: "numeric", month: "short", year: "numeric" } as const;
  const time = { hour: "numeric", minute: "2-digit" } as const;
  const parts = type === "date" ? date : type === "time" ? time : { ...date, ...time };
  switch (format) {
    case "localized":
    case "calendar":
      return new Intl.DateTimeFormat(undefined, { ...parts, timeZone: "UTC" }).format(local);
    case "distance":
      return distance(instant - Date.now());
    case "iso8601":
      return formatMoment(
        type === "date" ? "YYYY-MM-DD" : type === "time" ? "HH:mm:ss" : "YYYY-MM-DD[T]HH:mm:ss",
        local / 1000,
      );
    default:
      return null;
  }
}

function dateText(value: unknown, column: DataColumn, dataZone: string | null): string {
  const instant = millisecondsOf(value);
  if (Number.isNaN(instant)) return String(value);
  const zone = column.timezone ?? dataZone;
  const minutes = zone === null ? 0 : offsetMinutes(zone, instant);
  const local = instant + minutes * 60_000;
  const type = column.kind === "date" || column.kind === "time" ? column.kind : column.type;
  const named = styled(column.format, local, instant, type);
  if (named !== null) return named;
  let pattern = column.format ?? DATE_PATTERN[type] ?? "YYYY-MM-DD";
  if (column.format === undefined && type !== "date" && local % 1000 !== 0) pattern += ".SSS";
  const text = formatMoment(pattern, local / 1000);
  if (zone === null || column.format !== undefined) return text;
  const away = Math.abs(minutes);
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${text}${minutes < 0 ? "-" : "+"}${two(Math.floor(away / 60))}:${two(away % 60)}`;
}

/** A value without what only Arrow has: big integers, maps, typed arrays. */
export function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Map) return Object.fromEntries(value);
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<unknown>);
  return value;
}

/** JSON, or the plain text of what JSON cannot carry. */
function json(value: unknown): string {
  const simple = plain(value);
  if (typeof simple === "string") return simple;
  return JSON.stringify(simple, (_key, part: unknown) => plain(part)) ?? String(simple);
}

/** The items of a list cell. */
export function itemsOf(value: unknown): string[] {
  const list = plain(value);
  return Array.isArray(list) ? list.map((item) => (item === null ? "None" : json(item))) : [json(list)];
}

function numberText(value: number | bigint, column: DataColumn): string {
  if (column.kind === "progress" && column.format === undefined) {
    const { low, high } = progressRange(column);
    return `${Math.round(((Number(value) - low) / (high - low)) * 100)}%`;
  }
  if (column.format !== undefined) return formatNumber(column.format, Number(value));
  if (column.type === "integer" || typeof value === "bigint") return String(value);
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) return value.toExponential(4);
  return String(Number(value.toFixed(4)));
}

/** The numbers of an empty and of a full bar. */
export function progressRange(column: DataColumn): { low: number; high: number } {
  const low = typeof column.min === "number" ? column.min : 0;
  return { low, high: typeof column.max === "number" ? column.max : column.type === "integer" ? 100 : 1 };
}

/** What stands for an option. */
export function optionText(option: unknown, column: DataColumn): string {
  const at = column.labels === undefined ? -1 : (column.options ?? []).indexOf(option);
  return column.labels?.[at] ?? String(option);
}

/** A value as the text of its cell; "" for a value that is missing. */
export function cellText(value: unknown, column: DataColumn, zone: string | null): string {
  if (value === null || value === undefined) return "";
  if (column.labels !== undefined) {
    return Array.isArray(plain(value))
      ? (plain(value) as unknown[]).map((item) => optionText(item, column)).join(", ")
      : optionText(plain(value), column);
  }
  const dated = column.kind === "date" || column.kind === "time" || column.kind === "datetime";
  switch (dated ? column.kind : column.type) {
    case "integer":
    case "number":
      return typeof value === "number" || typeof value === "bigint" ? numberText(value, column) : String(value);
    case "date":
    case "time":
    case "datetime":
      return dateText(value, column, zone);
    case "boolean":
      return value ? "true" : "false";
    case "list":
      return itemsOf(value).join(", ");
    case "object":
      return json(value);
    default:
      return typeof value === "object" ? json(value) : String(value);
  }
}

export function isNumeric(column: DataColumn): boolean {
  return column.type === "integer" || column.type === "number";
}

/** Where a cell's content stands. */
export function alignOf(column: DataColumn): "left" | "center" | "right" {
  if (column.align !== undefined) return column.align;
  if (kindOf(column) === "checkbox") return "center";
  const plainNumber = isNumeric(column) && (column.kind === undefined || column.kind === "number");
  return plainNumber ? "right" : "left";
}

export type Kind = NonNullable<DataColumn["kind"]>;

const KINDS: Record<DataColumn["type"], Kind> = {
  text: "text",
  integer: "number",
  number: "number",
  boolean: "checkbox",
  date: "date",
  time: "time",
  datetime: "datetime",
  list: "list",
  object: "json",
};

/** How a column's cells look and are edited. */
export function kindOf(column: DataColumn): Kind {
  return column.kind ?? KINDS[column.type];
}

/** The numbers of a list cell. */
export function numbersOf(value: unknown): number[] {
  const list = plain(value);
  return Array.isArray(list) ? list.map(Number).filter(Number.isFinite) : [];
}

/** A column of the data with what the author said about it. */
export interface ShownColumn {
  spec: DataColumn;
  data: Column;
  text(row: number): string;
}

const NO_DATA: Column = { at: () => null, dated: false, zone: null };

export function shownColumn(spec: DataColumn, data: Column | undefined): ShownColumn {
  const column = data ?? NO_DATA;
  return { spec, data: column, text: (row) => cellText(column.at(row), spec, column.zone) };
}
