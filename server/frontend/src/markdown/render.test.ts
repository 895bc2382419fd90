import { describe, expect, it } from "vitest";
import { isPlain, isPlainParagraph } from "./plain";
import { renderInline, renderMarkdown, sanitize } from "./render";

function dom(html: string): HTMLElement {
  const host = document.createElement("div");
  host.innerHTML = html;
  return host;
}

/** Everything in the HTML by which code could run. */
function dangers(html: string): string[] {
  const found: string[] = [];
  for (const element of dom(html).querySelectorAll("*")) {
    if (/^(script|iframe|object|embed|base|meta|link)$/i.test(element.tagName)) {
      found.push(element.tagName);
    }
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on")) found.push(name);
      if (/^\s*(javascript|vbscript|data:text)/i.test(value.replace(/[\s\0]/g, ""))) {
        found.push(`${name}=${value}`);
      }
    }
  }
  return found;
}

const ATTACKS = [
  `<script>alert(1)</script>`,
  `<img src=x onerror=alert(1)>`,
  `<svg onload=alert(1)>`,
  `<svg><script>alert(1)</script></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>`,
  `<iframe src="javascript:alert(1)"></iframe>`,
  `<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
  `<a href="javascript:alert(1)">x</a>`,
  `<a href="java\nscript:alert(1)">x</a>`,
  `<a href=" &#x6A;avascript:alert(1)">x</a>`,
  `<form action="javascript:alert(1)"><button>x</button></form>`,
  `<button formaction="javascript:alert(1)">x</button>`,
  `<object data="data:text/html,<script>alert(1)</script>"></object>`,
  `<embed src="javascript:alert(1)">`,
  `<base href="https://evil.example/">`,
  `<meta http-equiv="refresh" content="0;url=javascript:alert(1)">`,
  `<link rel="stylesheet" href="javascript:alert(1)">`,
  `<details open ontoggle=alert(1)>x</details>`,
  `<video><source onerror="alert(1)"></video>`,
  `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
  `[x](javascript:alert(1))`,
  `[x](JaVaScRiPt:alert(1))`,
  `[x](data:text/html;base64,PHNjcmlwdD4=)`,
  `[x](vbscript:alert(1))`,
  `![x](javascript:alert(1))`,
  `![x" onerror="alert(1)](y)`,
  `[x](https://a.example/"onmouseover="alert(1))`,
  `<javascript:alert(1)>`,
  "```\"><img src=x onerror=alert(1)>\ncode\n```",
  `:red[<img src=x onerror=alert(1)>]`,
  `:material/x"onclick="alert(1):`,
  `$<img src=x onerror=alert(1)>$`,
  `$$\n<img src=x onerror=alert(1)>\n$$`,
  `| <img src=x onerror=alert(1)> |\n|---|\n| [x](javascript:alert(1)) |`,
];

describe("no text runs code", () => {
  it.each(ATTACKS)("%s", (text) => {
    expect(dangers(renderMarkdown(text))).toEqual([]);
    expect(dangers(renderMarkdown(text, true))).toEqual([]);
    expect(dangers(renderInline(text))).toEqual([]);
    expect(dangers(renderInline(text, false))).toEqual([]);
    expect(dangers(sanitize(text))).toEqual([]);
  });
});

describe("raw HTML", () => {
  it("is shown as text unless it is asked for", () => {
    expect(dom(renderMarkdown("a <b>bold</b> one")).textContent?.trim()).toBe("a <b>bold</b> one");
    expect(dom(renderMarkdown("a <b>bold</b> one", true)).querySelector("b")?.textContent).toBe(
      "bold",
    );
  });

  it("keeps a style sheet, which is what authors ask for it for", () => {
    const html = renderMarkdown("<style>.stApp { color: red }</style>", true);
    expect(dom(html).querySelector("style")?.textContent).toContain("color: red");
  });
});

describe("what markdown has here", () => {
  const cases: [string, string, string, string][] = [
    ["a colour", ":red[hot]", ".rf-color-red", "hot"],
    ["grey is gray", ":grey[dull]", ".rf-color-gray", "dull"],
    ["a tint", ":blue-background[cold]", ".rf-color-blue.rf-background", "cold"],
    ["a badge", ":green-badge[ok]", ".rf-color-green.rf-badge", "ok"],
    ["a nested colour", ":red[a :blue[b] **c**]", ".rf-color-red .rf-color-blue", "b"],
    ["brackets in a colour", ":red[a [1] b]", ".rf-color-red", "a [1] b"],
    ["small text", ":small[print]", ".rf-small", "print"],
    ["an icon", ":material/thumb_up:", "[data-icon=thumb_up]", ""],
    ["an emoji", ":rocket:", "p", "🚀"],
    ["what is no emoji", "at 10:30:15 :nothing:", "p", "at 10:30:15 :nothing:"],
    ["mathematics", "$a^2$", "span.rf-math", "a^2"],
    ["prices", "from $5 to $10", "p", "from $5 to $10"],
    ["displayed mathematics", "$$\na^2\n$$", "div.rf-math", "a^2"],
    ["dollars in code", "`$a$`", "code", "$a$"],
    ["a link that opens beside", "[x](https://a.example)", "a[target=_blank][rel~=noopener]", "x"],
    ["a link within", "[x](#top)", "a:not([target])", "x"],
    ["a code block", "```python\nx = 1\n```", "code[data-language=python]", "x = 1"],
    ["a task", "- [x] done", "li input[type=checkbox][checked]", ""],
    ["a table", "| a |\n|---|\n| b |", "table td", "b"],
  ];
  it.each(cases)("%s", (_name, text, selector, content) => {
    const found = dom(renderMarkdown(text)).querySelector(selector);
    expect(found).not.toBeNull();
    expect(found?.textContent?.trim()).toBe(content);
  });

  it("makes no blocks and, in a button, no links of one line", () => {
    expect(renderInline("**a** [b](https://x.example)")).toMatch(/^<strong>a<\/strong> <a /);
    expect(renderInline("**a** [b](https://x.example)", false)).toBe("<strong>a</strong> b");
  });

  it("knows plain text when it sees it", () => {
    for (const text of ["Add one", "50 %", "It's 3.5 (or so)", "a-b"]) {
      expect(isPlain(text)).toBe(true);
      expect(dom(renderInline(text)).textContent).toBe(text);
    }
    for (const text of ["*a*", "`a`", "a_b_", ":red[a]", "<b>", "&amp;", "$a$", "www.a.example"]) {
      expect(isPlain(text)).toBe(false);
    }
  });

  it("knows a plain paragraph when it sees it", () => {
    for (const text of ["Add one", "3.5 or so", "-5 degrees", "+1", "a - b", "2024 was long"]) {
      expect(isPlainParagraph(text)).toBe(true);
      expect(renderMarkdown(text).trim()).toBe(`<p>${text}</p>`);
    }
    for (const text of ["- a", "+ a", "1. a", "12) a", "---", "- - -", "    code", "===", "a *b*", "a\nb"]) {
      expect(isPlainParagraph(text)).toBe(false);
    }
  });
});
