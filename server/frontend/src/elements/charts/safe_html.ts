// HTML in the specifications of charts: templates of what is shown beside the pointer.

import { sanitize } from "../../markdown/render";

/** A text as HTML shows it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** A template filled in: `{name}` and `{name.of.it}` by what they name, escaped; then made safe. */
export function filledIn(template: string, values: unknown): string {
  const filled = template.replace(/\{([\w.$ -]+)\}/g, (whole, path: string) => {
    const found = path.split(".").reduce<unknown>((at, name) => (typeof at === "object" && at !== null && Object.hasOwn(at, name) ? (at as Record<string, unknown>)[name] : undefined), values);
    if (found === undefined) return whole;
    return escaped(typeof found === "object" ? JSON.stringify(found) : String(found));
  });
  return sanitize(filled);
}
