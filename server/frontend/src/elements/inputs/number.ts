// What a number input does with text and steps, without a page.

import { decimalsOf, formatNumber } from "./printf";

export interface NumberRules {
  type: "int" | "float";
  min?: number | undefined;
  max?: number | undefined;
  step: number;
  format?: string | undefined;
}

/** The decimals needed to write a step: 0.25 has two. */
export function decimalsOfStep(step: number): number {
  const [mantissa = "", power] = String(step).toLowerCase().split("e");
  const places = mantissa.split(".")[1]?.length ?? 0;
  return Math.max(0, places - (power === undefined ? 0 : Number(power)));
}

/** The text that stands for a number in the input. */
export function numberText(value: number | null, rules: NumberRules): string {
  if (value === null || !Number.isFinite(value)) return "";
  if (rules.format !== undefined) return formatNumber(rules.format, value);
  if (rules.type === "int") return value.toFixed(0);
  return value.toFixed(Math.max(2, decimalsOfStep(rules.step)));
}

/**
 * Reads what a person typed: a decimal point or comma, an exponent, and whatever the format
 * puts around the number. Returns null for nothing, undefined when it is no number.
 */
export function parseNumber(text: string, rules: NumberRules): number | null | undefined {
  const bare = text.trim().replace(/[\s\u00a0\u202f_']/g, "").replace(/\u2212/g, "-");
  if (bare === "") return null;
  const found = bare.match(/[-+]?(?:\d[\d.,]*|[.,]\d+)(?:e[-+]?\d+)?/i);
  if (found === null) return undefined;
  let digits = found[0];
  const points = digits.split(".").length - 1;
  const commas = digits.split(",").length - 1;
  if (points > 0 && commas > 0) {
    // The separator that comes last is the decimal one.
    const decimal = digits.lastIndexOf(".") > digits.lastIndexOf(",") ? "." : ",";
    digits = digits.replaceAll(decimal === "." ? "," : ".", "").replace(",", ".");
  } else if (commas === 1) {
    const thousands = /^[-+]?[1-9]\d{0,2},\d{3}$/.test(digits) && (rules.format ?? "").includes(",");
    digits = digits.replace(",", thousands ? "" : ".");
  } else if (commas > 1) {
    digits = digits.replaceAll(",", "");
  } else if (points > 1) {
    digits = digits.replaceAll(".", "");
  }
  const value = Number(digits);
  if (!Number.isFinite(value)) return undefined;
  return rules.type === "int" ? Math.round(value) : value;
}

/** The nearest allowed number. */
export function clamp(value: number, rules: Pick<NumberRules, "min" | "max">): number {
  const raised = rules.min === undefined ? value : Math.max(rules.min, value);
  return rules.max === undefined ? raised : Math.min(rules.max, raised);
}

/** One step on: sums such as 0.1 + 0.2 are cut to the decimals that take part. */
export function stepped(value: number | null, steps: number, rules: NumberRules): number {
  if (value === null) return clamp(Math.max(0, rules.min ?? 0), rules);
  const shown = rules.format === undefined ? undefined : decimalsOf(rules.format);
  const places = Math.max(decimalsOfStep(rules.step), decimalsOfStep(value), shown ?? 0);
  const sum = value + steps * rules.step;
  return clamp(places <= 15 ? Number(sum.toFixed(places)) : sum, rules);
}
