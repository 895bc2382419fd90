// What a map says of the object under the pointer.

import type { PickingInfo } from "@deck.gl/core";
import { escaped, filledIn } from "./safe_html";

interface Tooltip {
  html?: string;
  text?: string;
  style?: Record<string, string>;
}

const STYLE = {
  maxWidth: "20rem",
  padding: "var(--rf-space-2) var(--rf-space-3)",
  color: "var(--rf-text)",
  background: "var(--rf-raised)",
  border: "1px solid var(--rf-border)",
  borderRadius: "var(--rf-radius-s)",
  fontSize: "var(--rf-text-xs)",
};

/** deck.gl's `getTooltip`, from pydeck's templates. */
export function tooltipOf(json: string): (info: PickingInfo) => { html: string; style: object } | null {
  const { html, text, style } = JSON.parse(json) as Tooltip;
  return ({ picked, object }) => {
    if (!picked || object === undefined || object === null) return null;
    // What is grouped or drawn from a shape has its values one step further in.
    const values: unknown = { ...(object as object), ...((object as { properties?: object }).properties ?? {}) };
    const template = html ?? (text === undefined ? undefined : escaped(text));
    const shown = template === undefined ? filledIn(listOf(values), values) : filledIn(template, values);
    return { html: shown, style: { ...STYLE, ...style } };
  };
}

function listOf(values: unknown): string {
  return Object.keys(values as object)
    .filter((name) => /^[\w.$ -]+$/.test(name))
    .slice(0, 20)
    .map((name) => `<div><b>${name}</b> {${name}}</div>`)
    .join("");
}
