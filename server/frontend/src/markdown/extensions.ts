// What the page's markdown has beyond GitHub's: colours, icons, shortcodes, mathematics.

import type { MarkedExtension, TokenizerAndRendererExtension, Tokens } from "marked";
import { EMOJI } from "./emoji";
import { mathHtml } from "./plain";

const COLORS = "red|orange|yellow|green|blue|violet|gray|grey|rainbow|primary";

/** The text up to the bracket that closes the one before `from`; undefined when none does. */
function bracketed(text: string, from: number): string | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "[") depth++;
    else if (text[at] === "]" && --depth === 0) return text.slice(from, at);
  }
  return undefined;
}

const directive = new RegExp(`^:(?:(${COLORS})(-background|-badge)?|(small))\\[`);

/** `:red[text]`, `:red-background[text]`, `:red-badge[text]`, `:small[text]` */
const color: TokenizerAndRendererExtension = {
  name: "color",
  level: "inline",
  start: (src) => src.match(/:[a-z-]+\[/)?.index,
  tokenizer(src) {
    const found = directive.exec(src);
    if (found === null) return undefined;
    const text = bracketed(src, found[0].length);
    if (text === undefined) return undefined;
    const name = found[1] === "grey" ? "gray" : found[1];
    const style =
      name === undefined ? "rf-small" : `rf-color-${name}${(found[2] ?? "").replace("-", " rf-")}`;
    return {
      type: "color",
      raw: src.slice(0, found[0].length + text.length + 1),
      style,
      tokens: this.lexer.inlineTokens(text),
    };
  },
  renderer(token) {
    return `<span class="${token["style"]}">${this.parser.parseInline(token.tokens ?? [])}</span>`;
  },
};

/** `:material/name:` */
const icon: TokenizerAndRendererExtension = {
  name: "icon",
  level: "inline",
  start: (src) => src.match(/:material\//)?.index,
  tokenizer(src) {
    const found = /^:material\/([a-z0-9_]+):/.exec(src);
    return found ? { type: "icon", raw: found[0], name: found[1] } : undefined;
  },
  renderer: ({ name }) =>
    `<span class="stIconMaterial" data-testid="stIconMaterial" data-icon="${name}" role="img" aria-label="${String(name).replaceAll("_", " ")} icon"></span>`,
};

/** `:smile:` */
const emoji: TokenizerAndRendererExtension = {
  name: "emoji",
  level: "inline",
  start: (src) => src.match(/:[a-z0-9_+-]+:/)?.index,
  tokenizer(src) {
    const found = /^:([a-z0-9_+-]+):/.exec(src);
    const text = found && EMOJI.get(found[1]!);
    return found && text ? { type: "emoji", raw: found[0], text } : undefined;
  },
  renderer: (token) => (token as Tokens.Generic)["text"],
};

/** `$a^2$`, and `$$...$$` on lines of its own. */
const inlineMath: TokenizerAndRendererExtension = {
  name: "inlineMath",
  level: "inline",
  start: (src) => src.match(/\$/)?.index,
  tokenizer(src) {
    const wide = /^\$\$((?:\\.|[^$\\])+)\$\$/.exec(src);
    // Prices are no mathematics: no space inside the dollars, no digit after them.
    const found = wide ?? /^\$(?!\s)((?:\\.|[^$\\\n])+?)(?<!\s)\$(?!\d)/.exec(src);
    return found
      ? { type: "inlineMath", raw: found[0], tex: found[1], display: wide !== null }
      : undefined;
  },
  renderer: (token) =>
    token["display"]
      ? mathHtml(token["tex"], true).replace(/^<div/, "<span").replace(/div>$/, "span>")
      : mathHtml(token["tex"], false),
};

const blockMath: TokenizerAndRendererExtension = {
  name: "blockMath",
  level: "block",
  start: (src) => src.match(/^\$\$/m)?.index,
  tokenizer(src) {
    const found = /^ {0,3}\$\$\s*\n?([\s\S]+?)\n?\s*\$\$[ \t]*(?:\n+|$)/.exec(src);
    return found ? { type: "blockMath", raw: found[0], tex: found[1] } : undefined;
  },
  renderer: (token) => mathHtml(token["tex"], true),
};

export const extensions: MarkedExtension = {
  extensions: [blockMath, inlineMath, color, icon, emoji],
};
