// What is drawn after the HTML is in the page: highlighted code, mathematics, icons. Each brings
// its code along when a page first needs it.

import { iconPath, loadIcon } from "./icons";

type Highlight = typeof import("./highlight");
type Math = typeof import("./math");

let highlight: Highlight | undefined;
let math: Math | undefined;

const SVG = "http://www.w3.org/2000/svg";

function drawIcon(host: HTMLElement, path: string | null): void {
  if (path === null) {
    host.classList.add("rf-icon-unknown");
    return;
  }
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  host.replaceChildren(svg);
}

/** Draws at once what can be drawn; the promise is for the rest, undefined when there is none. */
export function enhance(root: ParentNode): Promise<unknown> | undefined {
  const waits: Promise<unknown>[] = [];

  for (const code of root.querySelectorAll<HTMLElement>("code[data-language]")) {
    const language = code.dataset["language"] ?? "";
    if (language === "") continue;
    const draw = ({ highlighted }: Highlight) => {
      const html = highlighted(code.textContent ?? "", language);
      if (html !== undefined) code.innerHTML = html;
    };
    if (highlight) draw(highlight);
    else waits.push(import("./highlight").then((loaded) => draw((highlight = loaded))));
  }

  for (const host of root.querySelectorAll<HTMLElement>(".rf-math")) {
    const draw = ({ typeset }: Math) => typeset(host);
    if (math) draw(math);
    else waits.push(import("./math").then((loaded) => draw((math = loaded))));
  }

  for (const host of root.querySelectorAll<HTMLElement>(".stIconMaterial[data-icon]")) {
    const name = host.dataset["icon"] ?? "";
    const path = iconPath(name);
    if (path !== undefined) drawIcon(host, path);
    else waits.push(loadIcon(name).then(() => drawIcon(host, iconPath(name) ?? null)));
  }

  return waits.length > 0 ? Promise.all(waits) : undefined;
}
