// Dates as text, by patterns such as `YYYY-MM-DD HH:mm`.
// A moment is a number of seconds since the epoch and is always read in UTC: the wire's
// dates and times name a wall clock, and the reader's time zone must not move them.

const TOKENS = /\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DDDD|DDD|Do|DD|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|SSS|A|a/g;

function two(value: number): string {
  return String(value).padStart(2, "0");
}

function ordinal(day: number): string {
  const tens = day % 100;
  if (tens > 10 && tens < 14) return `${day}th`;
  return `${day}${["th", "st", "nd", "rd"][day % 10] ?? "th"}`;
}

function named(date: Date, options: Intl.DateTimeFormatOptions, locale: string | undefined): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(date);
}

function dayOfYear(date: Date): number {
  return Math.round((Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()) -
    Date.UTC(date.getUTCFullYear(), 0, 0)) / 86_400_000);
}

function token(name: string, date: Date, locale: string | undefined): string {
  const year = date.getUTCFullYear();
  const hour = date.getUTCHours();
  switch (name) {
    case "YYYY":
      return String(year).padStart(4, "0");
    case "YY":
      return two(year % 100);
    case "MMMM":
      return named(date, { month: "long" }, locale);
    case "MMM":
      return named(date, { month: "short" }, locale);
    case "MM":
      return two(date.getUTCMonth() + 1);
    case "M":
      return String(date.getUTCMonth() + 1);
    case "DDDD":
      return String(dayOfYear(date)).padStart(3, "0");
    case "DDD":
      return String(dayOfYear(date));
    case "Do":
      return ordinal(date.getUTCDate());
    case "DD":
      return two(date.getUTCDate());
    case "D":
      return String(date.getUTCDate());
    case "dddd":
      return named(date, { weekday: "long" }, locale);
    case "ddd":
      return named(date, { weekday: "short" }, locale);
    case "HH":
      return two(hour);
    case "H":
      return String(hour);
    case "hh":
      return two(hour % 12 || 12);
    case "h":
      return String(hour % 12 || 12);
    case "mm":
      return two(date.getUTCMinutes());
    case "m":
      return String(date.getUTCMinutes());
    case "ss":
      return two(date.getUTCSeconds());
    case "s":
      return String(date.getUTCSeconds());
    case "SSS":
      return String(date.getUTCMilliseconds()).padStart(3, "0");
    case "A":
      return hour < 12 ? "AM" : "PM";
    default:
      return hour < 12 ? "am" : "pm";
  }
}

/** Formats a moment (seconds since the epoch, UTC); text in square brackets is kept. */
export function formatMoment(pattern: string, seconds: number, locale?: string): string {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return "";
  return pattern.replace(TOKENS, (name: string, literal: string | undefined) =>
    literal === undefined ? token(name, date, locale) : literal,
  );
}

/** The seconds at which an ISO date (`2026-03-01`) begins, or NaN. */
export function secondsOfIso(iso: string): number {
  return /^\d{4}-\d{2}-\d{2}$/.test(iso) ? Date.parse(`${iso}T00:00:00Z`) / 1000 : Number.NaN;
}

/** Formats an ISO date by a pattern; a text that is no date stands as it is. */
export function formatIso(pattern: string, iso: string): string {
  const seconds = secondsOfIso(iso);
  return Number.isNaN(seconds) ? iso : formatMoment(pattern, seconds);
}

/**
 * Reads a date typed by a person: the pattern's order of year, month and day, any separators.
 * Returns an ISO date, or null when the text names no real day.
 */
export function parseDate(pattern: string, text: string): string | null {
  const order = [...pattern.matchAll(/Y+|M+|D+/g)].map(([name]) => name[0]);
  const numbers = text.trim().match(/\d+/g) ?? [];
  const parts: Record<string, string> = {};
  if (numbers.length === 1 && numbers[0]?.length === 8 && order.length === 3) {
    let at = 0;
    for (const name of order) {
      const length = name === "Y" ? 4 : 2;
      parts[name ?? ""] = numbers[0].slice(at, at + length);
      at += length;
    }
  } else if (numbers.length === 3 && order.length === 3) {
    // A four-digit number first is a year whatever the pattern says: ISO is always understood.
    const names = numbers[0]?.length === 4 ? ["Y", "M", "D"] : order;
    names.forEach((name, at) => {
      parts[name ?? ""] = numbers[at] ?? "";
    });
  } else {
    return null;
  }
  const { Y: year = "", M: month = "", D: day = "" } = parts;
  const full = year.length === 2 ? `20${year}` : year.padStart(4, "0");
  const iso = `${full}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const seconds = secondsOfIso(iso);
  // Date.parse rolls 31 April over to May in some engines: formatting it back tells.
  return !Number.isNaN(seconds) && formatMoment("YYYY-MM-DD", seconds) === iso ? iso : null;
}
