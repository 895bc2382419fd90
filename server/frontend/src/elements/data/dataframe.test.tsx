// The table: what a screen reader is told, sorting, search, keys, new data.

import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { renderElement, type TestPage } from "../../testing";
import { putTable } from "./putTable";
import { scriptState } from "../../client";

const COLUMNS = [
  { name: "id", label: "", type: "integer", index: true },
  { name: "name", label: "Name", type: "text" },
  { name: "amount", label: "Amount", type: "number" },
];

async function table(columns: Record<string, unknown[]>, props: object = {}): Promise<TestPage> {
  const rows = columns.id?.length ?? 0;
  const page = renderElement("dataframe", { data: { sha: "a", format: "json", rows }, columns: COLUMNS, ...props });
  putTable(page, "a", columns);
  await act(async () => void (await import("./DataFrame")));
  await act(async () => {});
  return page;
}

function cells(column: number): (string | null)[] {
  return screen
    .getAllByRole("row")
    .slice(1)
    .map((row) => row.querySelector(`[aria-colindex="${column}"]`)!.textContent);
}

const PEOPLE = { id: [0, 1, 2], name: ["Bea", null, "Ada"], amount: [2.5, 10, null] };

beforeEach(() => {
  // jsdom has no layout: a box of 400 by 300 pixels.
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(300);
});

test("a grid says its size and what each cell is", async () => {
  await table(PEOPLE, { alt: "People" });
  const grid = screen.getByRole("grid", { name: "People" });
  expect([grid.getAttribute("aria-rowcount"), grid.getAttribute("aria-colcount")]).toEqual(["4", "3"]);
  expect(screen.getAllByRole("rowheader")).toHaveLength(3);
  expect(cells(2)).toEqual(["Bea", "None", "Ada"]);
  expect(cells(3)).toEqual(["2.5", "10", "None"]);
});

test("a header sorts up, down, and back", async () => {
  const user = userEvent.setup();
  await table(PEOPLE);
  const header = screen.getByRole("columnheader", { name: "Amount" });
  await user.click(header);
  expect([cells(3), header.getAttribute("aria-sort")]).toEqual([["2.5", "10", "None"], "ascending"]);
  await user.click(header);
  expect([cells(3), header.getAttribute("aria-sort")]).toEqual([["10", "2.5", "None"], "descending"]);
  await user.click(header);
  expect([cells(1), header.getAttribute("aria-sort")]).toEqual([["0", "1", "2"], "none"]);
});

test("the keyboard walks the cells and sorts", async () => {
  const user = userEvent.setup();
  await table(PEOPLE);
  const grid = screen.getByRole("grid");
  const active = () => document.getElementById(grid.getAttribute("aria-activedescendant") ?? "")?.textContent;
  act(() => grid.focus());
  await user.keyboard("{ArrowRight}{ArrowDown}{ArrowDown}");
  expect(active()).toBe("Ada");
  await user.keyboard("{Control>}{Home}{/Control}{End}");
  expect(active()).toBe("2.5");
  await user.keyboard("{ArrowUp}{Enter}{Enter}");
  expect(cells(3)).toEqual(["10", "2.5", "None"]);
});

test("a search keeps the rows that match", async () => {
  const user = userEvent.setup();
  await table(PEOPLE);
  await user.click(screen.getByRole("button", { name: "Search" }));
  await user.keyboard("ada");
  expect(cells(2)).toEqual(["Ada"]);
  expect(within(screen.getByRole("search")).getByRole("status").textContent).toBe("1 of 3");
  await user.keyboard("zzz");
  expect(screen.getByText("No row matches")).toBeTruthy();
  await user.keyboard("{Escape}");
  expect(cells(2)).toHaveLength(3);
});

test("of many rows only those in sight are in the page", async () => {
  const id = Array.from({ length: 100_000 }, (_, at) => at);
  await table({ id, name: id.map(String), amount: id });
  expect(screen.getAllByRole("row").length).toBeLessThan(20);
  const user = userEvent.setup();
  act(() => screen.getByRole("grid").focus());
  await user.keyboard("{Control>}{End}{/Control}");
  act(() => screen.getByRole("grid").dispatchEvent(new Event("scroll", { bubbles: true })));
  expect(cells(1).at(-1)).toBe("99999");
});

test("an empty table says so", async () => {
  await table({ id: [], name: [], amount: [] });
  expect(screen.getByText("empty")).toBeTruthy();
});

test("what is missing is shown as its author says", async () => {
  await table(PEOPLE, { placeholder: "–" });
  expect(cells(2)).toEqual(["Bea", "–", "Ada"]);
});

test("new data keeps the sort and the table until it has come", async () => {
  const user = userEvent.setup();
  const page = await table(PEOPLE);
  const grid = screen.getByRole("grid");
  await user.click(screen.getByRole("columnheader", { name: "Name" }));
  expect(cells(2)).toEqual(["Ada", "Bea", "None"]);
  page.patch([["set", 3, { data: { sha: "b", format: "json", rows: 2 } }]]);
  expect(cells(2)).toEqual(["Ada", "Bea", "None"]);
  expect(scriptState(page.client.status.get())).toBe("running");
  putTable(page, "b", { id: [0, 1], name: ["Zoe", "Yan"], amount: [1, 2] });
  expect(cells(2)).toEqual(["Yan", "Zoe"]);
  expect(screen.getByRole("grid")).toBe(grid);
  expect(scriptState(page.client.status.get())).toBe("notRunning");
});

test("a damaged payload shows an error in the table's place", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const page = renderElement("dataframe", { data: { sha: "a", format: "arrow", rows: 1 }, columns: COLUMNS });
  putTable(page, "a", {}, "arrow");
  await act(async () => void (await import("./DataFrame")));
  await act(async () => {});
  expect(screen.getByRole("alert").textContent).toContain("could not be shown");
});

test("fullscreen is left with Escape", async () => {
  const user = userEvent.setup();
  await table(PEOPLE);
  await user.click(screen.getByRole("button", { name: "Fullscreen" }));
  expect(screen.getByTestId("stDataFrame").className).toContain("rf-fullscreen");
  await user.keyboard("{Escape}");
  expect(screen.getByTestId("stDataFrame").className).not.toContain("rf-fullscreen");
});
