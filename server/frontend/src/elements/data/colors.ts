// The colours that columns take, as CSS.

const HUES = ["blue", "green", "orange", "violet", "red", "yellow", "gray"];

/** A colour by its name; `auto`: a different one for each number. */
export function colorOf(name: string, at: number): string {
  if (name.startsWith("#")) return name;
  if (name === "auto") return `var(--rf-${HUES[at % HUES.length]})`;
  if (name === "primary") return "var(--rf-accent)";
  return `var(--rf-${name === "grey" ? "gray" : name})`;
}
