// Mathematics, loaded with the first formula.

import katex from "katex";
import "katex/dist/katex.min.css";

/** Replaces an element's TeX by its typeset form; what TeX refuses is shown as it was written. */
export function typeset(host: HTMLElement): void {
  const tex = host.dataset["tex"] ?? host.textContent ?? "";
  host.dataset["tex"] = tex;
  katex.render(tex, host, {
    displayMode: host.dataset["display"] === "true",
    throwOnError: false,
    trust: false,
  });
}
