// Times of day as text. On the wire they are ISO: `HH:MM`, or `HH:MM:SS`.

export type Clock = "24h" | "12h";

const TYPED = /^(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?(?::(\d{2}))?\s*([ap])?\.?m?\.?$/i;

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** Reads a time as people type it: `8`, `8:30`, `0830`, `8.30 pm`; null when it is none. */
export function parseTime(text: string): string | null {
  const found = TYPED.exec(text.trim());
  if (found === null) return null;
  const [, hours = "", minutes = "0", seconds = "0", half] = found;
  let hour = Number(hours);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  }
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
  const base = `${two(hour)}:${two(Number(minutes))}`;
  return Number(seconds) === 0 ? base : `${base}:${two(Number(seconds))}`;
}

/** A time as the author wants it written. */
export function timeText(iso: string | null, clock: Clock): string {
  if (iso === null) return "";
  if (clock === "24h") return iso;
  const [hours = "0", ...rest] = iso.split(":");
  const hour = Number(hours);
  return `${hour % 12 || 12}:${rest.join(":")} ${hour < 12 ? "AM" : "PM"}`;
}

/** The times of a day, `step` seconds apart. */
export function timesOfDay(step: number): string[] {
  const times: string[] = [];
  for (let at = 0; at < 86_400; at += step) {
    const second = at % 60;
    const base = `${two(Math.floor(at / 3600))}:${two(Math.floor(at / 60) % 60)}`;
    times.push(second === 0 ? base : `${base}:${two(second)}`);
  }
  return times;
}
