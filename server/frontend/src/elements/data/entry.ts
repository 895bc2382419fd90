// What is typed into a cell, as a value of its column: the same rules as the server's.

import type { DataColumn } from "../../protocol.gen";
import { kindOf, millisecondsOf, offsetMinutes, plain } from "./cells";

export type Entry = { value: unknown } | { error: string };

const YES = /^(?:true|yes|on|1|x)$/i;
const NO = /^(?:false|no|off|0|)$/i;

function two(number: number, digits = 2): string {
  return String(number).padStart(digits, "0");
}

/** A moment as ISO text without a zone, as the clock of `zone` shows it. */
function wall(milliseconds: number, zone: string | null): string {
  const minutes = zone === null ? 0 : offsetMinutes(zone, milliseconds);
  return new Date(milliseconds + minutes * 60_000).toISOString().replace(/Z$/, "");
}

/** The value of a cell as the text to begin editing with. */
export function entryText(value: unknown, column: DataColumn, zone: string | null): string {
  if (value === null || value === undefined) return "";
  const kind = kindOf(column);
  if (kind === "date" || kind === "time" || kind === "datetime") {
    const instant = millisecondsOf(value);
    if (Number.isNaN(instant)) return String(value);
    const iso = wall(instant, kind === "datetime" ? (column.timezone ?? zone) : null);
    if (kind === "date") return iso.slice(0, 10);
    const text = kind === "time" ? iso.slice(11) : iso;
    // Seconds only where there are some.
    return text.replace(/\.000$/, "").replace(/^((?:.*T)?\d\d:\d\d):00$/, "$1");
  }
  if (kind === "list" || kind === "multiselect") {
    const items = plain(value);
    return (Array.isArray(items) ? items : [items]).map(String).join(", ");
  }
  return String(value);
}

function number(text: string, column: DataColumn): Entry {
  const plain = text.trim().replaceAll(/[\s_']/g, "");
  // A comma is a decimal mark if it cannot stand between thousands.
  const read = /^-?\d+,\d+$/.test(plain) && !/^-?\d{1,3}(,\d{3})+$/.test(plain) ? plain.replace(",", ".") : plain.replaceAll(",", "");
  const value = Number(read.replace(/%$/, ""));
  if (read === "" || !Number.isFinite(value)) return { error: `“${text}” is not a number` };
  const { min, max, step } = column;
  if (typeof min === "number" && value < min) return { error: `At least ${min}` };
  if (typeof max === "number" && value > max) return { error: `At most ${max}` };
  const whole = column.type === "integer" || (step !== undefined && Number.isInteger(step));
  if (whole && !Number.isInteger(value)) return { error: "A whole number" };
  if (step !== undefined) {
    const steps = (value - (typeof min === "number" ? min : 0)) / step;
    if (Math.abs(steps - Math.round(steps)) > 1e-9) return { error: `In steps of ${step}` };
  }
  return { value };
}

function text(entered: string, column: DataColumn): Entry {
  const { max_chars: most, validate } = column;
  if (most !== undefined && [...entered].length > most) return { error: `At most ${most} characters` };
  if (validate !== undefined) {
    try {
      if (!new RegExp(validate, "u").test(entered)) return { error: "This is not in the form that is asked for" };
    } catch {
      // A pattern of Python's own: the server looks at it.
    }
  }
  return { value: entered };
}

function moment(entered: string, column: DataColumn, zone: string | null): Entry {
  const kind = kindOf(column);
  const given = entered.trim().replace(/(\d) (\d)/, "$1T$2");
  const shape = { date: /^\d{4}-\d\d-\d\d/, time: /^\d{1,2}:\d\d(:\d\d(\.\d+)?)?$/, datetime: /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?)?/ };
  if (!shape[kind as "date"].test(given)) return { error: `“${entered}” is no ${kind === "datetime" ? "date and time" : kind}` };
  let value = kind === "date" ? given.slice(0, 10) : kind === "time" && given.length < 5 ? `0${given}` : given;
  if (kind === "datetime" && value.length === 10) value += "T00:00:00";
  const at = millisecondsOf(value);
  if (Number.isNaN(at)) return { error: `“${entered}” is no date` };
  const { min, max } = column;
  if (typeof min === "string" && at < millisecondsOf(min)) return { error: `Not before ${min.replace("T", " ")}` };
  if (typeof max === "string" && at > millisecondsOf(max)) return { error: `Not after ${max.replace("T", " ")}` };
  if (kind === "datetime" && zone !== null && !/(?:Z|[+-]\d\d:?\d\d)$/.test(value)) {
    const minutes = offsetMinutes(column.timezone ?? zone, at);
    const away = Math.abs(minutes);
    value += `${minutes < 0 ? "-" : "+"}${two(Math.floor(away / 60))}:${two(away % 60)}`;
  }
  return { value };
}

function option(entered: string, column: DataColumn): Entry {
  const options = column.options ?? [];
  const at = options.findIndex((item, place) => String(item) === entered || column.labels?.[place] === entered);
  return at < 0 ? { error: `“${entered}” is none of the options` } : { value: options[at] };
}

function several(entered: string, column: DataColumn): Entry {
  const items = entered.split(",").map((item) => item.trim()).filter((item) => item !== "");
  if (kindOf(column) === "list") {
    const numeric = items.length > 0 && items.every((item) => item !== "" && Number.isFinite(Number(item)));
    return { value: numeric ? items.map(Number) : items };
  }
  const chosen: unknown[] = [];
  for (const item of items) {
    const found = option(item, column);
    if ("value" in found) chosen.push(found.value);
    else if (column.accept_new) chosen.push(item);
    else return found;
  }
  return { value: chosen };
}

/** Reads what was typed or pasted into a cell; nothing at all is a missing value. */
export function readEntry(entered: string, column: DataColumn, zone: string | null): Entry {
  const kind = kindOf(column);
  if (kind === "checkbox") {
    if (YES.test(entered.trim())) return { value: true };
    return NO.test(entered.trim()) ? { value: false } : { error: `“${entered}” is neither true nor false` };
  }
  if (entered === "") return column.required ? { error: "This may not be empty" } : { value: null };
  switch (kind) {
    case "number":
      return number(entered, column);
    case "selectbox":
      return option(entered, column);
    case "multiselect":
    case "list":
      return several(entered, column);
    case "date":
    case "time":
    case "datetime":
      return moment(entered, column, zone);
    default:
      return text(entered, column);
  }
}
