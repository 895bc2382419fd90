// Markdown to safe HTML. Nothing gets into the page as HTML but through `sanitize`.

import DOMPurify from "dompurify";
import { Marked } from "marked";
import type { Tokens } from "marked";
import { extensions } from "./extensions";
import { escapeHtml } from "./plain";

function parser(html: boolean): Marked {
  const marked = new Marked({ gfm: true, async: false }, extensions);
  marked.use({
    renderer: {
      code({ text, lang }: Tokens.Code) {
        const language = (lang ?? "").match(/^[\w+#.-]+/)?.[0] ?? "";
        return (
          `<div class="stMarkdownPre" data-testid="stMarkdownPre"><pre tabindex="0">` +
          `<code data-language="${escapeHtml(language)}">${escapeHtml(text)}\n</code></pre></div>`
        );
      },
      checkbox({ checked }: Tokens.Checkbox) {
        const [state, label] = checked ? [" checked", "done"] : ["", "to do"];
        return `<input type="checkbox" disabled${state} aria-label="${label}"> `;
      },
      table(token: Tokens.Table) {
        const row = (cells: Tokens.TableCell[]) => `<tr>${cells.map(cell, this).join("")}</tr>`;
        const cell = ({ tokens, header, align }: Tokens.TableCell) => {
          const tag = header ? "th" : "td";
          const side = align ? ` align="${align}"` : "";
          return `<${tag}${side}>${this.parser.parseInline(tokens)}</${tag}>`;
        };
        return (
          `<div class="rf-table" tabindex="0"><table><thead>${row(token.header)}</thead>` +
          `<tbody>${token.rows.map(row).join("")}</tbody></table></div>`
        );
      },
      ...(html ? {} : { html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text) }),
    },
  });
  return marked;
}

const plain = parser(false);
const withHtml = parser(true);

DOMPurify.addHook("afterSanitizeAttributes", (node) => {
  if (node.tagName !== "A" || !node.hasAttribute("href")) return;
  // A link within the page stays in it; any other opens beside the app, which keeps its state.
  if (node.getAttribute("href")?.startsWith("#")) return;
  node.setAttribute("target", "_blank");
  node.setAttribute("rel", "noopener noreferrer");
});

/** HTML without scripts, event handlers, or addresses that run code. */
export function sanitize(html: string): string {
  // FORCE_BODY: a style element at the very start is kept like any other.
  return DOMPurify.sanitize(html, { FORCE_BODY: true, ADD_ATTR: ["target"] });
}

/** A whole text of markdown as safe HTML; raw HTML in it is kept only when `html` says so. */
export function renderMarkdown(text: string, html = false): string {
  return sanitize((html ? withHtml : plain).parse(text) as string);
}

/** One line of markdown as safe HTML: no blocks; without links where a link cannot be. */
export function renderInline(text: string, links = true): string {
  const safe = sanitize(plain.parseInline(text) as string);
  return links ? safe : safe.replace(/<\/?a\b[^>]*>/g, "");
}
