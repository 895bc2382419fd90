// A source as lines of HTML with its syntax marked.

import core from "highlight.js/lib/core";
import python from "highlight.js/lib/languages/python";

core.registerLanguage("python", python);

/** Each line as HTML, all text of it escaped. */
export function linesOf(text: string): string[] {
  const marked = core.highlight(text, { language: "python", ignoreIllegals: true }).value;
  const open: string[] = [];
  return marked.split("\n").map((line) => {
    // A string over several lines is one element: end it with the line, begin it with the next.
    const before = open.join("");
    for (const [tag] of line.matchAll(/<span[^>]*>|<\/span>/g)) {
      if (tag === "</span>") open.pop();
      else open.push(tag);
    }
    return before + line + "</span>".repeat(open.length);
  });
}
