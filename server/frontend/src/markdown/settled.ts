// Where a text that grows at its end can be cut: what is before the cut stays as it is drawn.

/** Opens what only its own end closes, blank lines or not. */
const FENCE = /^ {0,3}(`{3,}|~{3,}|\$\$)/;
/** Begins a line that may belong to what stands before a blank line. */
const GOES_ON = /^(?:\s|[-+*](?:\s|$)|\d{1,9}[.)](?:\s|$))/;
/** Reaches over the whole text: the address of a link, or raw HTML. */
const REACHES = /^ {0,3}(?:\[[^\]]+\]:|<)/m;

/**
 * How much of a markdown text no later text can change: up to the last blank line that certainly
 * stands between two blocks. Undefined when its parts can't be looked at one by one.
 */
export function settled(text: string): number | undefined {
  if (REACHES.test(text)) return undefined;
  let found = 0;
  let fence: string | undefined;
  let afterBlank = false;
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf("\n", from);
    const line = text.slice(from, end < 0 ? text.length : end);
    if (fence !== undefined) {
      if (closes(line, fence)) fence = undefined;
    } else if (line.trim() === "") {
      afterBlank = true;
    } else {
      if (afterBlank && !GOES_ON.test(line)) found = from;
      afterBlank = false;
      const opened = FENCE.exec(line)?.[1];
      if (opened !== undefined && !(opened === "$$" && closes(line.trim().slice(2), opened))) {
        fence = opened;
      }
    }
    from = end < 0 ? text.length : end + 1;
  }
  return found;
}

function closes(line: string, fence: string): boolean {
  const end = line.trim();
  if (fence === "$$") return end.endsWith("$$");
  return end.startsWith(fence) && end.replaceAll(fence[0]!, "") === "";
}
