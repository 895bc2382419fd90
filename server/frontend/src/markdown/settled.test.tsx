import { act, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { ClientContext } from "../client";
import { MarkdownBody } from "../elements/Html";
import { testClient } from "../testing";
import { renderMarkdown } from "./render";
import { settled } from "./settled";

const cases: [string, string, number | undefined][] = [
  ["one paragraph", "a *b*", 0],
  ["a blank line at the end", "a\n\n", 0],
  ["a second paragraph", "a\n\nb", 3],
  ["the last of many", "a\n\nb\n\nc", 6],
  ["a list that may go on", "- a\n\n- b", 0],
  ["numbers that may go on", "1. a\n\n2. b", 0],
  ["what is indented below a list", "- a\n\n  b", 0],
  ["a paragraph after a list", "- a\n\nb", 5],
  ["a bold start is no bullet", "a\n\n**b**", 3],
  ["an open fence", "a\n\n```py\nx\n\ny", 3],
  ["a closed fence", "```\nx\n\ny\n```\n\nb", 14],
  ["a fence that a shorter one does not close", "````\n```\n\ny", 0],
  ["open mathematics", "$$\na\n\nb", 0],
  ["mathematics in one line", "$$a$$\n\nb", 7],
  ["an address for elsewhere", "[a]\n\nb\n\n[a]: https://x.example", undefined],
  ["raw HTML", "a\n\n<div>", undefined],
];

it.each(cases)("what is settled: %s", (_name, text, length) => {
  expect(settled(text)).toBe(length);
});

const BLOCKS = [
  "Plain words.", "Some *words* and `code`.", "# Title", "- a\n- b", "- a\n\n- b\n\n  more", "1. a\n2. b",
  "> quoted\n> on", "```python\nx = 1\n\ny = 2\n```", "~~~\n```\n\n~~~", "| a |\n|---|\n| b |", "---",
  "$$\na^2\n\nb\n$$", "$$a$$", "**bold** start", "    indented", "Title\n===", "at 5 $ or $a$",
  "a line  \nbroken", ":red[hot]", "7 is a number", "[x][y]", "[y]: https://x.example", "<b>raw</b>",
];

/** The same numbers every time. */
function* random(seed: number): Generator<number> {
  for (let state = seed; ; ) yield (state = (state * 48_271) % 2_147_483_647);
}

const plain = (html: string): string => {
  const host = document.createElement("div");
  host.innerHTML = html;
  // Code is coloured after it is in the page.
  for (const code of host.querySelectorAll("code, .rf-math")) code.textContent = code.textContent;
  return host.innerHTML.replace(/ data-tex="[^"]*"/g, "").replace(/\s+/g, " ").trim();
};

it("a text that is written bit by bit ends up as if it had been there whole", () => {
  const { client } = testClient();
  const numbers = random(20_26);
  const next = (limit: number): number => numbers.next().value! % limit;
  for (let round = 0; round < 12; round++) {
    const text = Array.from({ length: 1 + next(7) }, () => BLOCKS[next(BLOCKS.length)]).join("\n\n");
    const shown = (length: number) => (
      <ClientContext value={client}>
        <MarkdownBody text={text.slice(0, length)} />
      </ClientContext>
    );
    const page = render(shown(0));
    for (let length = 1; length < text.length; length += 1 + next(9)) page.rerender(shown(length));
    page.rerender(shown(text.length));
    expect(plain(screen.getByTestId("stMarkdownContainer").innerHTML), text).toBe(
      plain(renderMarkdown(text)),
    );
    page.unmount();
  }
});

it("what is settled is not drawn again", () => {
  const { client } = testClient();
  const shown = (text: string) => (
    <ClientContext value={client}>
      <MarkdownBody text={text} />
    </ClientContext>
  );
  const page = render(shown("The *first*.\n\nThe"));
  act(() => page.rerender(shown("The *first*.\n\nThe second")));
  const first = screen.getByTestId("stMarkdownContainer").firstElementChild;
  act(() => page.rerender(shown("The *first*.\n\nThe second.\n\nThe third")));
  expect(screen.getByTestId("stMarkdownContainer").firstElementChild).toBe(first);
  expect(screen.getByTestId("stMarkdownContainer").textContent).toMatch(/first.*second.*third/s);
});
